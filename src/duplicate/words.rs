//! Texts as hashed words.

use rustc_hash::FxHasher;
use std::hash::Hasher;
use xxhash_rust::xxh3::xxh3_64;

/// Words of a run that is compared.
pub const RUN: usize = 3;

/// A number behind one of these says how high the post stands.
const STEPS: [&str; 4] = ["band", "level", "grade", "tier"];

/// A text as hashed words, with the places where its sentences end.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Words {
    pub words: Vec<u32>,
    /// For each sentence, the number of words up to its end; the last one is the length.
    pub ends: Vec<u32>,
}

impl Words {
    /// Case, punctuation, glued words ("skillsExperience") and numbers make no difference, but for those of bands and
    /// levels; nor do the words that `skip` names.
    pub fn of(text: &str, skip: &dyn Fn(u32) -> bool) -> Self {
        let mut out = Self::default();
        let (mut from, mut step) = (0, false);
        each_word(text, |start, end, lower| {
            if !out.words.is_empty() && ends_sentence(&text[from..start]) {
                out.end();
            }
            from = end;
            let number = lower.starts_with(char::is_numeric);
            let word = if number { step_hash(lower) } else { hash(lower) };
            if number && step || !number && !skip(word) {
                out.words.push(word);
            }
            step = STEPS.contains(&lower);
        });
        out.end();
        out
    }

    fn end(&mut self) {
        let length = self.words.len() as u32;
        if self.ends.last() != Some(&length) {
            self.ends.push(length);
        }
    }

    /// The words of each sentence.
    pub fn sentences(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.words[start as usize..*end as usize])
    }
}

/// Whether what stands between two words ends a sentence.
fn ends_sentence(between: &str) -> bool {
    between.contains(['\n', '•', '?', '!', ';', ':']) || between.contains(". ")
}

/// Calls `take` with start, end and lower case of each word; changes from lower to upper case and between letters and
/// digits part words.
pub fn each_word(text: &str, mut take: impl FnMut(usize, usize, &str)) {
    #[derive(PartialEq, Clone, Copy)]
    enum Kind {
        Lower,
        Upper,
        Digit,
    }
    let mut lower = String::new();
    let mut word: Option<(usize, Kind)> = None;
    let apostrophe = |c: char| matches!(c, '\'' | '’');
    for (at, c) in text.char_indices() {
        let kind = match c {
            c if c.is_uppercase() => Some(Kind::Upper),
            c if c.is_alphabetic() => Some(Kind::Lower),
            c if c.is_numeric() => Some(Kind::Digit),
            _ => None,
        };
        match (word, kind) {
            (Some(_), None) if apostrophe(c) => continue,
            (Some((start, before)), now) => {
                let parts = match (before, now) {
                    (_, None) => true,
                    (Kind::Digit, Some(now)) => now != Kind::Digit,
                    (before, Some(Kind::Digit)) => before != Kind::Digit,
                    (before, Some(now)) => before == Kind::Lower && now == Kind::Upper,
                };
                if parts {
                    take(start, at, &lower);
                    lower.clear();
                    word = now.map(|kind| (at, kind));
                } else {
                    word = now.map(|kind| (start, kind));
                }
            }
            (None, now) => word = now.map(|kind| (at, kind)),
        }
        if kind.is_some() {
            lower.extend(c.to_lowercase());
        }
    }
    if let Some((start, _)) = word {
        take(start, text.len(), &lower);
    }
}

/// The hashed words of a short text, in order.
pub fn hashes(text: &str) -> Vec<u32> {
    let mut out = Vec::new();
    each_word(text, |_, _, lower| out.push(hash(lower)));
    out
}

pub fn hash(word: &str) -> u32 {
    xxh3_64(word.as_bytes()) as u32
}

/// A number behind "band" or "level".
pub fn step_hash(number: &str) -> u32 {
    hash(&format!("step {number}"))
}

/// One number for several words.
pub fn mix(words: &[u32]) -> u64 {
    let mut hasher = FxHasher::default();
    words.iter().for_each(|word| hasher.write_u32(*word));
    // The low bits of this hash are weak.
    let mixed = hasher.finish();
    (mixed ^ (mixed >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        each_word(text, |_, _, lower| out.push(lower.to_owned()));
        out
    }

    fn words(text: &str) -> Vec<u32> {
        Words::of(text, &|_| false).words
    }

    #[test]
    fn glued_words_case_and_punctuation_make_no_difference() {
        assert_eq!(
            split("good skillsExperience of 37.5hours"),
            ["good", "skills", "experience", "of", "37", "5", "hours"]
        );
        assert_eq!(split("You'll use SQL, C++ & naïve Bayes."), ["youll", "use", "sql", "c", "naïve", "bayes"]);
        assert_eq!(split("NHS England"), ["nhs", "england"]);
        assert_eq!(words("One TWO three"), words("- one: two\n\nTHREE! 37.5"));
        assert!(split("").is_empty() && words(" - ").is_empty());
    }

    #[test]
    fn only_numbers_of_bands_and_levels_count() {
        assert_eq!(words("Band 5, £30,000"), words("band 5, £31,000"));
        assert_ne!(words("Band 5"), words("Band 6"));
    }

    #[test]
    fn sentences_end_at_stops_and_lines() {
        let words = Words::of("We grow. You know SQL\n- and 2.5 years of R", &|_| false);
        let lengths: Vec<usize> = words.sentences().map(<[u32]>::len).collect();
        assert_eq!(lengths, [2, 3, 4]);
    }
}
