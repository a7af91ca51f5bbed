use super::acts::act;
use super::stats::by_count;
use crate::model::Reading;
use std::collections::{BTreeMap, BTreeSet};

/// Key tasks kept for a role.
const KEPT: usize = 40;
/// Words of a wording that reads as one task.
const READABLE: std::ops::RangeInclusive<usize> = 2..=8;

/// Groups what the holder does: wordings of one act are one. Each is shown by the wording that most adverts use, with
/// the adverts that say so in any, most frequent first.
pub fn group(readings: &[Reading]) -> Vec<(String, u32)> {
    let mut groups: BTreeMap<String, (u32, BTreeMap<String, u32>)> = BTreeMap::new();
    for reading in readings {
        let mut seen = BTreeSet::new();
        // "recruit a staff nurse": who is looked for does not do it.
        let holder = reading.facts.role.as_deref().and_then(|role| role.rsplit(' ').next()).unwrap_or_default();
        for act in reading.tasks.iter().filter_map(|task| act(task)).filter(|act| act.object != holder) {
            let first = seen.insert(act.key.clone());
            let (adverts, wordings) = groups.entry(act.key).or_default();
            *adverts += u32::from(first);
            *wordings.entry(act.shown).or_default() += 1;
        }
    }
    let shown = |wordings: BTreeMap<String, u32>| {
        let words = |w: &String| w.split(' ').count();
        let best = wordings.iter().min_by_key(|(w, n)| {
            (!READABLE.contains(&words(w)) || w.contains(" that "), std::cmp::Reverse(**n), w.len(), (*w).clone())
        });
        best.map(|(wording, _)| wording.clone()).unwrap_or_default()
    };
    let mut counts = BTreeMap::new();
    for (adverts, wordings) in groups.into_values() {
        *counts.entry(shown(wordings)).or_insert(0) += adverts;
    }
    let mut rows = by_count(counts);
    rows.truncate(KEPT);
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Facts;
    use crate::role::samples::reading;

    #[test]
    fn wordings_of_one_task_are_counted_together_once_per_advert() {
        let with = |id: &str, tasks: &[&str]| Reading {
            tasks: tasks.iter().map(|t| t.to_string()).collect(),
            ..reading(id, "")
        };
        let readings = [
            with("a", &["Managing the product backlog for two teams", "manage our product backlog"]),
            Reading {
                facts: Facts { role: Some("product owner".into()), ..Facts::default() },
                ..with("c", &["recruit a product owner"])
            },
            with("b", &["Manages product backlogs", "Speak with customers every week", "managing product backlogs"]),
        ];
        assert_eq!(
            group(&readings),
            [("Manage product backlogs".to_string(), 2), ("Speak with customers".to_string(), 1)]
        );
    }
}
