use super::stats::by_count;
use crate::model::Reading;
use std::collections::{BTreeMap, BTreeSet};

/// Words that say nothing of what is done.
const EMPTY: &[&str] = &[
    "a", "all", "an", "and", "any", "are", "as", "at", "be", "both", "by", "can", "each", "ensure", "ensuring", "for",
    "from", "have", "in", "into", "is", "it", "its", "of", "on", "or", "other", "our", "that", "the", "their", "them",
    "these", "this", "to", "us", "we", "where", "will", "with", "within", "you", "your",
];
/// Key tasks kept for a role.
const KEPT: usize = 40;

/// Groups what the holder does: tasks whose first three words of meaning agree, endings apart, are one. Each is shown
/// by its shortest wording, with the adverts that say so, most frequent first. `of` gives the lines of an advert.
pub fn group(readings: &[Reading], of: impl Fn(&Reading) -> &Vec<String>) -> Vec<(String, u32)> {
    let mut groups: BTreeMap<Vec<String>, (&str, u32)> = BTreeMap::new();
    for reading in readings {
        let mut seen = BTreeSet::new();
        for task in of(reading) {
            let key: Vec<String> = meaning(task);
            if key.len() < 2 {
                continue;
            }
            let first = seen.insert(key.clone());
            let entry = groups.entry(key).or_insert((task, 0));
            if (task.len(), task.as_str()) < (entry.0.len(), entry.0) {
                entry.0 = task;
            }
            entry.1 += u32::from(first);
        }
    }
    let mut rows = by_count(groups.into_values().fold(BTreeMap::new(), |mut counts, (task, n)| {
        *counts.entry(task.to_string()).or_insert(0) += n;
        counts
    }));
    rows.truncate(KEPT);
    rows
}

/// The first three words of meaning, in order of the text, without endings.
fn meaning(task: &str) -> Vec<String> {
    let lower = task.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 1 && !EMPTY.contains(w));
    words.map(stem).take(3).collect()
}

/// A word without the ending of its number or verb form: enough to bring "managing" and "manages" together.
fn stem(word: &str) -> String {
    for ending in ["ing", "ed", "es", "s", "e"] {
        if let Some(rest) = word.strip_suffix(ending)
            && rest.len() >= 4
        {
            return rest.into();
        }
    }
    word.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::role::samples::reading;

    #[test]
    fn wordings_of_one_task_are_counted_together_once_per_advert() {
        let with = |id: &str, tasks: &[&str]| Reading {
            tasks: tasks.iter().map(|t| t.to_string()).collect(),
            ..reading(id, "")
        };
        let readings = [
            with("a", &["Managing the product backlog for two teams", "manage our product backlog"]),
            with("b", &["Manages product backlogs", "Speak with customers every week"]),
        ];
        assert_eq!(
            group(&readings, |r| &r.tasks),
            [("Manages product backlogs".to_string(), 2), ("Speak with customers every week".to_string(), 1),]
        );
    }
}
