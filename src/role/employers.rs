use super::{DiffRow, Distinct, Named, diff, employer_key, template, topics};
use crate::model::{CompetencyId, Date, Reading, RoleTemplate};
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
    /// What it asks for more often than the others, most so first: the share here and the share elsewhere.
    pub beyond: Vec<DiffRow>,
    /// Adverts that speak of each topic of working there, in the order of the topics.
    pub says: Vec<(&'static str, u32)>,
}

/// The employers of a role's adverts, most adverts first.
pub fn employers(role: &RoleTemplate, readings: &[Reading], named: &dyn Fn(&CompetencyId) -> Named) -> Vec<Employer> {
    let key = |r: &Reading| employer_key(r.employer.as_deref().unwrap_or(""));
    let keys: BTreeSet<String> = readings.iter().map(key).filter(|k| !k.is_empty()).collect();
    let count = |readings: Vec<Reading>| {
        template(&role.role, &role.rules_version, &Distinct { readings, duplicates: 0 }, named)
    };
    let mut rows: Vec<Employer> = keys
        .into_iter()
        .map(|own| {
            let (here, elsewhere): (Vec<Reading>, Vec<Reading>) = readings.iter().cloned().partition(|r| key(r) == own);
            let name = here.iter().filter_map(|r| r.employer.clone()).min().unwrap_or_default();
            let places: BTreeSet<String> = here.iter().filter_map(|r| r.place.clone()).collect();
            let days: BTreeSet<Date> = here.iter().filter_map(|r| r.published).collect();
            let says = topics().iter().map(|topic| {
                let speaks = |r: &&Reading| r.says.iter().any(|(id, _)| *id == topic.id);
                (topic.id.as_str(), here.iter().filter(speaks).count() as u32)
            });
            Employer {
                says: says.collect(),
                name,
                adverts: here.len() as u32,
                places: places.into_iter().collect(),
                first: days.first().copied(),
                last: days.last().copied(),
                beyond: beyond(&count(elsewhere), &count(here)),
            }
        })
        .collect();
    rows.sort_by(|a, b| b.adverts.cmp(&a.adverts).then_with(|| a.name.cmp(&b.name)));
    rows
}

/// What at least half of an employer's adverts ask for and the others ask for less than half as often.
fn beyond(elsewhere: &RoleTemplate, here: &RoleTemplate) -> Vec<DiffRow> {
    let mut rows = diff(elsewhere, here);
    rows.retain(|row| row.after.point >= 0.5 && row.before.point < row.after.point / 2.0);
    rows.sort_by(|a, b| b.change.total_cmp(&a.change).then_with(|| a.competency.cmp(&b.competency)));
    rows.truncate(BEYOND);
    rows
}

/// Topics by id with what they are called.
pub fn topic_names() -> BTreeMap<&'static str, &'static str> {
    topics().iter().map(|topic| (topic.id.as_str(), topic.name.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::role::samples::{asking, counted};

    #[test]
    fn an_employer_is_told_by_what_it_asks_beyond_the_others() {
        let mut adverts = vec![
            asking("a", "Acme Ltd", &["sql", "german"]),
            asking("b", "ACME", &["sql", "german"]),
            asking("c", "Bell", &["sql"]),
        ];
        adverts[0].says = vec![("remote".into(), "Hybrid".into())];
        let named = |id: &CompetencyId| Named { name: id.to_string(), sector: String::new() };
        let rows = employers(&counted(&adverts), &adverts, &named);
        assert_eq!(rows.iter().map(|e| (e.name.as_str(), e.adverts)).collect::<Vec<_>>(), [("ACME", 2), ("Bell", 1)]);
        assert_eq!(rows[0].beyond.iter().map(|r| r.competency.as_str()).collect::<Vec<_>>(), ["german"]);
        assert_eq!(rows[0].says.iter().find(|(topic, _)| *topic == "remote"), Some(&("remote", 1)));
        assert!(rows[1].beyond.is_empty());
    }
}
