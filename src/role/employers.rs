use super::{employer_key, topics};
use crate::model::{CompetencyId, Date, Reading};
use std::collections::{BTreeMap, BTreeSet};

/// Competencies shown that an employer asks for beyond the others.
const BEYOND: usize = 6;

/// An employer that advertises a role.
#[derive(Debug, Clone, PartialEq)]
pub struct Employer {
    pub name: String,
    pub adverts: u32,
    pub places: Vec<String>,
    /// First and last day of publication, where stated.
    pub first: Option<Date>,
    pub last: Option<Date>,
    /// What it asks for more often than the others, most so first.
    pub beyond: Vec<CompetencyId>,
    /// Adverts that speak of each topic of working there, in the order of the topics.
    pub says: Vec<(&'static str, u32)>,
}

/// The employers of a role's adverts, most adverts first.
pub fn employers(readings: &[Reading]) -> Vec<Employer> {
    let mut by_key: BTreeMap<String, Vec<&Reading>> = BTreeMap::new();
    for reading in readings {
        let key = employer_key(reading.employer.as_deref().unwrap_or(""));
        if !key.is_empty() {
            by_key.entry(key).or_default().push(reading);
        }
    }
    let everywhere = asked(readings.iter());
    let employer = |here: Vec<&Reading>| {
        let places: BTreeSet<String> = here.iter().filter_map(|r| r.place.clone()).collect();
        let days: BTreeSet<Date> = here.iter().filter_map(|r| r.published).collect();
        let says = topics().iter().map(|topic| {
            let speaks = |r: &&&Reading| r.says.iter().any(|(id, _)| *id == topic.id);
            (topic.id.as_str(), here.iter().filter(speaks).count() as u32)
        });
        Employer {
            name: here.iter().filter_map(|r| r.employer.clone()).min().unwrap_or_default(),
            adverts: here.len() as u32,
            places: places.into_iter().collect(),
            first: days.first().copied(),
            last: days.last().copied(),
            beyond: beyond(&here, &everywhere, readings.len()),
            says: says.collect(),
        }
    };
    let mut rows: Vec<Employer> = by_key.into_values().map(employer).collect();
    rows.sort_by(|a, b| b.adverts.cmp(&a.adverts).then_with(|| a.name.cmp(&b.name)));
    rows
}

/// How many adverts ask for each competency.
fn asked<'a>(readings: impl Iterator<Item = &'a Reading>) -> BTreeMap<&'a CompetencyId, usize> {
    let mut counts = BTreeMap::new();
    for reading in readings {
        let ids: BTreeSet<_> = reading.asks.iter().flat_map(|ask| &ask.any_of).map(|a| &a.competency).collect();
        for id in ids {
            *counts.entry(id).or_insert(0) += 1;
        }
    }
    counts
}

/// What at least half of an employer's adverts ask for and the others less than half as often.
fn beyond(here: &[&Reading], everywhere: &BTreeMap<&CompetencyId, usize>, adverts: usize) -> Vec<CompetencyId> {
    let others = adverts - here.len();
    let shares = asked(here.iter().copied()).into_iter().map(|(id, n)| {
        let elsewhere = everywhere.get(id).copied().unwrap_or(n) - n;
        let share = |n: usize, of: usize| if of == 0 { 0.0 } else { n as f64 / of as f64 };
        (id, share(n, here.len()), share(elsewhere, others))
    });
    let mut rows: Vec<_> = shares.filter(|(_, own, other)| *own >= 0.5 && *other < own / 2.0).collect();
    rows.sort_by(|a, b| (b.1 - b.2).total_cmp(&(a.1 - a.2)).then_with(|| a.0.cmp(b.0)));
    rows.into_iter().take(BEYOND).map(|(id, ..)| id.clone()).collect()
}

/// Topics by id with what they are called.
pub fn topic_names() -> BTreeMap<&'static str, &'static str> {
    topics().iter().map(|topic| (topic.id.as_str(), topic.name.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::role::samples::asking;

    #[test]
    fn an_employer_is_told_by_what_it_asks_beyond_the_others() {
        let mut adverts = vec![
            asking("a", "Acme Ltd", &["sql", "german"]),
            asking("b", "ACME", &["sql", "german"]),
            asking("c", "Bell", &["sql"]),
        ];
        adverts[0].says = vec![("remote".into(), "Hybrid".into())];
        let rows = employers(&adverts);
        assert_eq!(rows.iter().map(|e| (e.name.as_str(), e.adverts)).collect::<Vec<_>>(), [("ACME", 2), ("Bell", 1)]);
        assert_eq!(rows[0].beyond, [CompetencyId::from("german")]);
        assert_eq!(rows[0].says.iter().find(|(topic, _)| *topic == "remote"), Some(&("remote", 1)));
        assert!(rows[1].beyond.is_empty());
    }
}
