//! What two vocabularies differ in.

use super::vocabulary::{Competency, Label, Vocabulary};
use crate::model::{CompetencyId, words};
use std::collections::BTreeSet;

words! {
    /// What happened to a competency.
    What {
        Added = "added", Removed = "removed",
        /// Its labels, preferred or other, are not the same.
        Relabelled = "relabelled",
        /// Its labels are the same, something else is not.
        Changed = "changed",
    }
}

/// One competency that is not the same in both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub what: What,
    pub id: CompetencyId,
    /// Preferred label, the newer where there are two.
    pub label: String,
    /// Labels that only the older and only the newer has, with their marks.
    pub without: Vec<String>,
    pub with: Vec<String>,
}

/// The changes from `before` to `after`, by kind of change, then id.
pub fn changes(before: &Vocabulary, after: &Vocabulary) -> Vec<Change> {
    let mut out = Vec::new();
    for old in before.iter() {
        match after.get(&old.id) {
            None => out.push(change(What::Removed, old, labels(old), Vec::new())),
            Some(new) => out.extend(between(old, new)),
        }
    }
    let added = after.iter().filter(|new| before.get(&new.id).is_none());
    out.extend(added.map(|new| change(What::Added, new, Vec::new(), labels(new))));
    out.sort_by(|a, b| (a.what, &a.id).cmp(&(b.what, &b.id)));
    out
}

fn change(what: What, c: &Competency, without: Vec<String>, with: Vec<String>) -> Change {
    Change { what, id: c.id.clone(), label: c.label.clone(), without, with }
}

fn labels(c: &Competency) -> Vec<String> {
    c.labels.iter().map(named).collect()
}

/// A label with its marks, and its language where that is not English.
fn named(label: &Label) -> String {
    label.language.map_or_else(|| label.written(), |l| format!("{} ({l})", label.written()))
}

fn between(old: &Competency, new: &Competency) -> Option<Change> {
    let (a, b): (BTreeSet<String>, BTreeSet<String>) =
        (labels(old).into_iter().collect(), labels(new).into_iter().collect());
    let mut without: Vec<String> = a.difference(&b).cloned().collect();
    let mut with: Vec<String> = b.difference(&a).cloned().collect();
    if old.label != new.label && without.is_empty() && with.is_empty() {
        (without, with) = (vec![format!("preferred: {}", old.label)], vec![format!("preferred: {}", new.label)]);
    }
    if !without.is_empty() || !with.is_empty() {
        return Some(change(What::Relabelled, new, without, with));
    }
    let rest = |c: &Competency| {
        let similar: BTreeSet<String> = c.similar.iter().map(|(id, w)| format!("{id}:{w}")).collect();
        let ids = (c.broader.clone(), c.implies.clone(), c.needs.clone(), similar);
        (c.kind, c.reuse, c.effort, c.award, c.esco.clone(), c.onet.clone(), ids)
    };
    (rest(old) != rest(new)).then(|| change(What::Changed, new, Vec::new(), Vec::new()))
}
