use crate::model::Reading;
use std::collections::BTreeMap;

/// Adverts with copies collapsed.
#[derive(Debug, Clone, PartialEq)]
pub struct Distinct {
    /// One reading per group of copies, by id: an order that no input order changes.
    pub readings: Vec<Reading>,
    /// Readings left out because another of their group stands for them.
    pub duplicates: u32,
}

/// Keeps one reading of each group of copies. Of copies, one that names its employer is kept, then the one with the lowest id.
pub fn collapse(readings: impl IntoIterator<Item = Reading>) -> Distinct {
    let mut kept: BTreeMap<u64, Reading> = BTreeMap::new();
    let mut duplicates = 0;
    for reading in readings {
        match kept.entry(reading.text_key) {
            std::collections::btree_map::Entry::Vacant(free) => {
                free.insert(reading);
            }
            std::collections::btree_map::Entry::Occupied(mut taken) => {
                duplicates += 1;
                if preference(&reading) < preference(taken.get()) {
                    taken.insert(reading);
                }
            }
        }
    }
    let mut readings: Vec<Reading> = kept.into_values().collect();
    readings.sort_by(|a, b| (&a.id, a.text_key).cmp(&(&b.id, b.text_key)));
    Distinct { readings, duplicates }
}

fn preference(reading: &Reading) -> (bool, &crate::model::AdvertId, &str, &str) {
    (reading.employer.is_none(), &reading.id, &reading.source, &reading.title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::role::samples::reading;

    #[test]
    fn the_same_copy_is_kept_in_any_order() {
        let with_key = |id: &str, employer: &str, key| Reading { text_key: key, ..reading(id, employer) };
        let all = [with_key("a", "", 1), with_key("b", "Acme", 1), with_key("c", "Acme", 1), with_key("d", "Acme", 2)];
        let forward = collapse(all.clone());
        let backward = collapse(all.into_iter().rev());
        assert_eq!(forward, backward);
        assert_eq!(forward.duplicates, 2);
        assert_eq!(forward.readings.iter().map(|r| r.id.0.as_str()).collect::<Vec<_>>(), ["b", "d"]);
    }
}
