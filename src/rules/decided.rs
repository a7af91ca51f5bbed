//! What the user's own vocabulary decides over labels built in.

use super::lexicon::Lexicon;
use super::tokens::scan;
use super::vocabulary::Vocabulary;
use crate::model::CompetencyId;
use rustc_hash::{FxHashMap, FxHashSet};

/// The words of a label, so that a plural or another spelling is the same label: the number of a known word, or the
/// letters of an unknown one.
type Key = Vec<Result<u32, String>>;

/// The labels that do not count, as (index of the competency, index of the label in it): those refused by the user, and
/// those built in that the user gave to a competency.
pub fn dropped(vocabulary: &Vocabulary, lexicon: &Lexicon) -> FxHashSet<(usize, usize)> {
    let mut given: FxHashSet<Key> = FxHashSet::default();
    for label in vocabulary.iter().flat_map(|c| &c.labels).filter(|l| l.own && l.language.is_none()) {
        given.insert(key(&label.text, lexicon));
    }
    let mut refused: FxHashMap<Key, Vec<Option<&CompetencyId>>> = FxHashMap::default();
    for refusal in vocabulary.refused().iter().filter(|r| r.own) {
        refused.entry(key(&refusal.label, lexicon)).or_default().push(refusal.of.as_ref());
    }
    let mut dropped = FxHashSet::default();
    if given.is_empty() && refused.is_empty() {
        return dropped;
    }
    let mut key = Key::new();
    for (index, competency) in vocabulary.iter().enumerate() {
        for (n, label) in competency.labels.iter().enumerate().filter(|(_, l)| l.language.is_none()) {
            write_key(&label.text, lexicon, &mut key);
            let of = |of: &Option<&CompetencyId>| of.is_none_or(|id| *id == competency.id);
            if !label.own && given.contains(&key) || refused.get(&key).is_some_and(|all| all.iter().any(of)) {
                dropped.insert((index, n));
            }
        }
    }
    dropped
}

fn key(label: &str, lexicon: &Lexicon) -> Key {
    let mut key = Key::new();
    write_key(label, lexicon, &mut key);
    key
}

fn write_key(label: &str, lexicon: &Lexicon, key: &mut Key) {
    key.clear();
    scan(label, |start, end, _| {
        let word = &label[start..end];
        let known = lexicon.word(word).lex;
        key.push(if known == 0 { Err(word.to_lowercase()) } else { Ok(known) });
    });
}
