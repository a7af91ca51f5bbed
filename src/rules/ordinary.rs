//! Ordinary words, and ids that are no longer in use: what a vocabulary is checked against.

use super::language::Language;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The most frequent words of English, sorted, one a line.
const COMMON: &str = include_str!("../../data/checks/common-words.txt");
/// Frequent words of German and French, sorted, one a line.
const GERMAN: &str = include_str!("../../data/checks/common-words-de.txt");
const FRENCH: &str = include_str!("../../data/checks/common-words-fr.txt");
/// Labels that are ordinary words and may stand without a rule, each with the reason.
const ALLOWED: &str = include_str!("../../data/checks/ordinary.csv");
/// Ids that were in use once, each with what became of it.
const RETIRED: &str = include_str!("../../data/checks/retired.csv");

static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| COMMON.lines().collect());
static LABELS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| reasons(ALLOWED));
static IDS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| reasons(RETIRED));

fn reasons(csv: &str) -> BTreeMap<String, String> {
    csv::Reader::from_reader(csv.as_bytes()).deserialize().filter_map(Result::ok).collect()
}

/// Whether a word, in any case, is among the most frequent of English.
pub fn is_common(word: &str) -> bool {
    WORDS.binary_search(&word.to_lowercase().as_str()).is_ok()
}

/// Whether a word, in any case, is frequent in a language. Of most languages nothing is known.
pub fn is_common_in(word: &str, language: Language) -> bool {
    let list = match language {
        Language::English => return is_common(word),
        Language::German => GERMAN,
        Language::French => FRENCH,
        _ => return false,
    };
    let word = word.to_lowercase();
    list.lines().any(|line| line == word)
}

/// Whether a label is an ordinary word that only a rule can tell from a competency.
pub fn needs_rule(label: &str) -> bool {
    is_common(label) && !LABELS.contains_key(label)
}

/// The labels that are ordinary words and need no rule, with their reasons.
pub fn allowed() -> impl Iterator<Item = (&'static str, &'static str)> {
    LABELS.iter().map(|(label, reason)| (label.as_str(), reason.as_str()))
}

/// What became of an id that is no longer in use; `None` for any other.
pub fn retired(id: &str) -> Option<&'static str> {
    IDS.get(id).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_words_is_sorted_and_knows_common_words_in_any_case() {
        assert!(WORDS.is_sorted() && WORDS.len() > 5_000);
        assert!(is_common("Support") && is_common("care") && !is_common("phlebotomy"));
        assert!(needs_rule("support") && !needs_rule("accounting"));
        assert_eq!(retired("no-such-id"), None);
    }
}
