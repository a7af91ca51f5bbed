//! `data/ambiguous/*.toml`: when a label that is also an ordinary word counts.

use super::lexicon::Lexicon;
use super::share;
use super::source::RuleFile;
use super::tokens::{Token, scan};
use crate::diag::{Code, Diag};
use rustc_hash::FxHashMap;
use serde::Deserialize;

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    ambiguous: Vec<RawRule>,
}

impl RawFile {
    /// Reads a file that has each key with its strings on one line, as ours have: what stands behind the `=` is JSON then,
    /// which reads in a third of the time, and this is the largest part of our TOML. `None` for any other file.
    fn of_lines(text: &str) -> Option<Self> {
        fn put<T: Default + PartialEq + serde::de::DeserializeOwned>(slot: &mut T, value: &str) -> Option<()> {
            let once = *slot == T::default();
            *slot = serde_json::from_str(value).ok()?;
            once.then_some(())
        }
        let mut file = Self::default();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if line == "[[ambiguous]]" {
                file.ambiguous.push(RawRule::default());
                continue;
            }
            let rule = file.ambiguous.last_mut()?;
            let (key, value) = line.split_once(" = ")?;
            match key {
                "label" => put(&mut rule.label, value)?,
                "needs" => put(&mut rule.needs, value)?,
                "refuses" => put(&mut rule.refuses, value)?,
                "matches" => put(&mut rule.matches, value)?,
                "ignores" => put(&mut rule.ignores, value)?,
                "singular" => put(&mut rule.singular, value)?,
                _ => return None,
            }
        }
        let whole = |r: &RawRule| !(r.label.is_empty() || r.matches.is_empty() || r.ignores.is_empty());
        file.ambiguous.iter().all(whole).then_some(file)
    }
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    label: String,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    refuses: Vec<String>,
    #[serde(default)]
    singular: bool,
    matches: Vec<String>,
    ignores: Vec<String>,
}

/// A label that needs context.
#[derive(Debug, Default)]
pub struct ContextRule {
    needs: Vec<Vec<u32>>,
    refuses: Vec<Vec<u32>>,
    /// A quality of a person, of which the plural is a thing: "new initiatives".
    pub singular: bool,
    pub label: String,
    pub file: String,
    pub matches: Vec<String>,
    pub ignores: Vec<String>,
}

/// Context rules by the words of their label.
#[derive(Debug, Default)]
pub struct ContextRules {
    by_label: FxHashMap<Vec<u32>, u32>,
    pub list: Vec<ContextRule>,
}

/// What the words around a label say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Refused,
    Confirmed,
    /// A neighbour in a list may still decide.
    Open,
}

/// The words of one sentence by their number, each with its place: made for the first rule that asks, so that no rule reads
/// the sentence again for each of its phrases.
#[derive(Debug, Default)]
pub struct SentenceWords {
    sentence: (usize, usize),
    words: Vec<(u32, usize)>,
}

impl SentenceWords {
    fn of(&mut self, tokens: &[Token], from: usize, to: usize) -> &[(u32, usize)] {
        if self.sentence != (from, to) {
            self.sentence = (from, to);
            self.words.clear();
            self.words.extend((from..to).map(|i| (tokens[i].word.lex, i)));
            self.words.sort_unstable();
        }
        &self.words
    }
}

impl ContextRules {
    pub fn read(files: &[RuleFile], lexicon: &mut Lexicon, faults: &mut Vec<Diag>) -> Self {
        let mut rules = Self::default();
        let read = share::each(files, |file| {
            RawFile::of_lines(&file.text).map_or_else(|| toml::from_str::<RawFile>(&file.text), Ok)
        });
        for (file, raw) in files.iter().zip(read) {
            match raw {
                Err(e) => faults.push(Diag::new(Code::RuleFault, &file.name, e.message())),
                Ok(raw) => raw.ambiguous.into_iter().for_each(|r| rules.add(r, file, lexicon, faults)),
            }
        }
        rules
    }

    fn add(&mut self, raw: RawRule, file: &RuleFile, lexicon: &mut Lexicon, faults: &mut Vec<Diag>) {
        if raw.matches.is_empty() || raw.ignores.is_empty() {
            let message = format!("ambiguous `{}` lacks examples that must and must not match", raw.label);
            faults.push(Diag::new(Code::RuleFault, &file.name, message));
        }
        let mut all = |phrases: &[String]| phrases.iter().map(|p| words(p, lexicon)).collect();
        let (needs, refuses): (Vec<_>, Vec<_>) = (all(&raw.needs), all(&raw.refuses));
        let key = words(&raw.label, lexicon);
        // A refusal of the label's own plural would refuse the label.
        let refuses = refuses.into_iter().filter(|r| *r != key).collect();
        // The first rule for a label decides; files are read in order of name, so this is stable.
        self.by_label.entry(key).or_insert(self.list.len() as u32);
        let (singular, matches, ignores) = (raw.singular, raw.matches, raw.ignores);
        let file = file.name.clone();
        self.list.push(ContextRule { needs, refuses, singular, label: raw.label, file, matches, ignores });
    }

    /// The rule for the label of these words, if there is one.
    pub fn rule(&self, words: &[u32]) -> Option<u32> {
        self.by_label.get(words).copied()
    }

    /// What the sentence `tokens[from..to]` says of the label at `start..end`. `words` is used again from call to call.
    pub fn decide(
        &self,
        rule: u32,
        tokens: &[Token],
        (from, to): (usize, usize),
        (start, end): (usize, usize),
        words: &mut SentenceWords,
    ) -> Verdict {
        let rule = &self.list[rule as usize];
        let words = words.of(tokens, from, to);
        let around = |phrase: &Vec<u32>| {
            let reach = phrase.len().max(1) - 1;
            let first = start.saturating_sub(reach).max(from);
            (first..end).any(|i| i + phrase.len() <= to && same(phrase, &tokens[i..i + phrase.len()]))
        };
        if rule.refuses.iter().any(around) {
            return Verdict::Refused;
        }
        let needed = |phrase: &Vec<u32>| {
            let Some(&first) = phrase.first() else { return false };
            let places = words[words.partition_point(|w| w.0 < first)..].iter().take_while(|w| w.0 == first);
            places.map(|w| w.1).any(|i| {
                let inside = i < end && i + phrase.len() > start;
                let fits = i + phrase.len() <= to;
                fits && same(phrase, &tokens[i..i + phrase.len()]) && (!inside || phrase.len() > end - start)
            })
        };
        if rule.needs.iter().any(needed) { Verdict::Confirmed } else { Verdict::Open }
    }
}

fn same(phrase: &[u32], tokens: &[Token]) -> bool {
    !phrase.is_empty() && phrase.iter().zip(tokens).all(|(lex, t)| *lex == t.word.lex)
}

fn words(text: &str, lexicon: &mut Lexicon) -> Vec<u32> {
    let mut out = Vec::new();
    scan(text, |s, e, _| out.push(lexicon.intern(&text[s..e])));
    out
}

#[cfg(test)]
mod tests {
    use super::RawFile;
    use crate::rules::RuleFiles;

    #[test]
    fn our_files_read_by_the_line_as_they_do_as_toml() {
        let files = RuleFiles::embedded().under("ambiguous");
        assert!(!files.is_empty());
        for file in files {
            let by_line = RawFile::of_lines(&file.text);
            assert_eq!(by_line, toml::from_str(&file.text).ok(), "{}", file.name);
        }
    }

    #[test]
    fn what_is_written_in_another_way_is_left_to_toml() {
        for text in [
            "[[ambiguous]]\nlabel = 'go'\nmatches = [\"x\"]\nignores = [\"y\"]\n",
            "[[ambiguous]]\nlabel = \"go\"\nmatches = [\n\"x\"]\nignores = [\"y\"]\n",
            "[[ambiguous]]\nlabel = \"go\"\nlabel = \"go\"\nmatches = [\"x\"]\nignores = [\"y\"]\n",
            "[[ambiguous]]\nlabel = \"go\"\nignores = [\"y\"]\n",
            "other = 1\n",
        ] {
            assert_eq!(RawFile::of_lines(text), None, "{text}");
        }
    }
}
