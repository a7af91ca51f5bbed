//! Whether a label of a foreign vocabulary can stand in one that reads adverts.

use crate::rules::language::Language;
use crate::rules::lexicon::{Word, flag};
use crate::rules::tokens::scan;
use crate::rules::{Rules, ordinary};

/// Longer labels describe; nobody writes them.
const MAX_WORDS: usize = 7;
const MAX_LETTERS: usize = 70;
/// A single word in another language needs so many letters, for of those no list of ordinary words is complete.
const SINGLE: usize = 6;
/// An acronym has at most so many letters.
const ACRONYM: usize = 6;

/// A label without what its source adds to tell it from others: `Ruby (computer programming)` → `Ruby`.
pub fn bare(label: &str) -> String {
    let label = label.trim().trim_end_matches(['.', ';', ':', ',']);
    let cut = label.strip_suffix(')').and_then(|l| l.rsplit_once(" (")).map_or(label, |(name, _)| name);
    cut.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The label as a file writes it, with its marks; or why it is refused.
pub fn judge(label: &str, language: Language, rules: &Rules) -> Result<String, String> {
    if label.contains(['|', '"']) || label.chars().any(char::is_control) {
        return Err("holds marks that no label has".into());
    }
    let mut words: Vec<&str> = Vec::new();
    scan(label, |start, end, _| words.push(&label[start..end]));
    if words.len() > MAX_WORDS || label.len() > MAX_LETTERS {
        return Err(format!("describes rather than names: more than {MAX_WORDS} words or {MAX_LETTERS} letters"));
    }
    let letters = label.chars().filter(|c| c.is_alphabetic()).count();
    if letters == 0 {
        return Err("has no letters".into());
    }
    if letters < 3 && !label.contains(['+', '#', '.']) {
        return Err("so short that it means many things; give it a rule and add it by hand".into());
    }
    if let Some(refusal) = rules.refused_as(label).first() {
        return Err(refusal.reason.clone());
    }
    match language {
        Language::English => english(label, &words, rules),
        language => other(label, &words, language),
    }
}

fn english(label: &str, words: &[&str], rules: &Rules) -> Result<String, String> {
    let known = |word: &&str| rules.lexicon.word(word);
    let is_function = |word: &&&str| known(word).is(flag::FUNCTION | flag::AND | flag::OR);
    let content: Vec<&&str> = words.iter().filter(|w| !is_function(w)).collect();
    // Products are called "Manager" and "Publisher" too, but with a capital.
    let names_person = |word: &&&str| known(word).is(flag::PERSON) && word.chars().all(|c| !c.is_uppercase());
    if words.last().filter(names_person).is_some() {
        return Err("names people, not what they can do".into());
    }
    if let [word] = words {
        return single(label, word, known(word));
    }
    let plain = |word: &&&str| {
        let lower = word.chars().all(|c| !c.is_uppercase());
        lower && (ordinary::is_common(word) || is_form_of_verb(known(word)) || ordinary::is_common(&singular(word)))
    };
    if content.iter().filter(|w| !plain(w)).count() == 0 && content.len() < 3 {
        return Err("made of ordinary words alone; adverts use them for other things too".into());
    }
    Ok(label.to_string())
}

fn singular(word: &str) -> String {
    crate::rules::morphology::singular(&word.to_lowercase())
}

fn is_form_of_verb(word: Word) -> bool {
    word.verb != 0
}

fn is_acronym(label: &str) -> bool {
    label.len() <= ACRONYM && label.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// One word: in capitals it counts in its case only; in small letters it must be rare.
fn single(label: &str, word: &str, known: Word) -> Result<String, String> {
    let common =
        ordinary::needs_rule(word) || ordinary::is_common(&singular(word)) && ordinary::needs_rule(&singular(word));
    if common || is_form_of_verb(known) {
        return Err("an ordinary word; it needs a rule that says where it counts".into());
    }
    if known.is(flag::FUNCTION | flag::SKIP | flag::CARRIER | flag::GROUP | flag::READER | flag::OPEN) {
        return Err("a word of grammar or of adverts in general".into());
    }
    Ok(if is_acronym(label) { format!("={label}") } else { label.to_string() })
}

/// In other languages ordinary words are told by a short list and by their length.
fn other(label: &str, words: &[&str], language: Language) -> Result<String, String> {
    if let [word] = words {
        if is_acronym(label) {
            return Ok(format!("={label}"));
        }
        if ordinary::is_common_in(word, language) {
            return Err("an ordinary word; it needs a rule that says where it counts".into());
        }
        let name = word.chars().skip(1).any(char::is_uppercase) || label.contains(['+', '#', '.']);
        if word.chars().count() < SINGLE && !name {
            return Err(format!("one word of fewer than {SINGLE} letters, which may be an ordinary one"));
        }
    }
    Ok(label.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_would_be_found_everywhere_are_refused_with_a_reason() {
        let rules = Rules::embedded();
        let verdict = |label: &str| judge(&bare(label), Language::English, rules);
        for (label, want) in [
            ("Haskell", "Haskell"),
            ("Ruby (computer programming)", "Ruby"),
            ("hydroponics", "hydroponics"),
            ("OWASP ZAP", "OWASP ZAP"),
            ("QGIS", "=QGIS"),
            ("operate a phoropter", "operate a phoropter"),
        ] {
            // `Ruby` is an ordinary word too; what owns it is asked before this.
            if label.starts_with("Ruby") {
                assert_eq!(bare(label), want);
            } else {
                assert_eq!(verdict(label).as_deref(), Ok(want));
            }
        }
        for (label, reason) in [
            ("support", "an ordinary word"),
            ("plans", "an ordinary word"),
            ("give support", "made of ordinary words"),
            ("warehouse operatives", "names people"),
            ("IT", "so short"),
            ("etc", "closes a list"),
            ("advise on the choice of the best way to do a thing at work", "describes"),
            ("1234", "has no letters"),
            ("a|b", "holds marks"),
        ] {
            let found = verdict(label);
            assert!(found.as_ref().is_err_and(|why| why.contains(reason)), "{label}: {found:?}");
        }
    }

    #[test]
    fn in_other_languages_short_and_ordinary_words_are_refused() {
        let rules = Rules::embedded();
        for (label, language, stays) in [
            ("Krankenpflege", Language::German, true),
            ("Arbeit", Language::German, false),
            ("Pulte", Language::German, false),
            ("SPS", Language::German, true),
            ("soudage", Language::French, true),
            ("équipe", Language::French, false),
            ("gérer une équipe", Language::French, true),
        ] {
            assert_eq!(judge(label, language, rules).is_ok(), stays, "{label}");
        }
    }
}
