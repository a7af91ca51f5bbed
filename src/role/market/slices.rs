use crate::model::{CompetencyId, Reading, RoleTemplate};
use crate::role::{DiffRow, Distinct, Named, diff, employer_key, template};
use std::collections::BTreeMap;

crate::model::words! {
    /// What adverts are told apart by.
    Dimension { Month = "month", Seniority = "seniority", Place = "place", Employer = "employer" }
}

/// The adverts of a role that share a month, seniority, place or employer.
#[derive(Debug, Clone, PartialEq)]
pub struct Slice {
    pub by: Dimension,
    pub value: String,
    pub template: RoleTemplate,
}

/// The slices of at least `fewest` adverts, by dimension, then value. An advert that does not state the dimension is in
/// none of its slices.
pub fn slices(
    role: &RoleTemplate,
    readings: &[Reading],
    fewest: usize,
    named: &dyn Fn(&CompetencyId) -> Named,
) -> Vec<Slice> {
    let mut groups: BTreeMap<(Dimension, String), (String, Vec<Reading>)> = BTreeMap::new();
    for reading in readings {
        for by in Dimension::ALL {
            if let Some(value) = value(*by, reading) {
                let group = groups.entry((*by, employer_key(&value))).or_insert_with(|| (value.clone(), Vec::new()));
                if value < group.0 {
                    group.0 = value;
                }
                group.1.push(reading.clone());
            }
        }
    }
    groups
        .into_iter()
        .filter(|(_, (_, readings))| readings.len() >= fewest)
        .map(|((by, _), (value, readings))| Slice { by, value, template: count(role, readings, named) })
        .collect()
}

fn value(by: Dimension, reading: &Reading) -> Option<String> {
    match by {
        Dimension::Month => reading.published.map(|day| format!("{:04}-{:02}", day.year(), day.month())),
        Dimension::Seniority => reading.facts.seniority.map(|s| s.to_string()),
        // "Leeds, GB" and "Leeds" are one place.
        Dimension::Place => reading.place.as_ref().map(|p| p.split([',', '(']).next().unwrap_or(p).trim().to_owned()),
        Dimension::Employer => reading.employer.clone(),
    }
    .filter(|value| !employer_key(value).is_empty())
}

fn count(role: &RoleTemplate, readings: Vec<Reading>, named: &dyn Fn(&CompetencyId) -> Named) -> RoleTemplate {
    template(&role.role, &role.rules_version, &Distinct { readings, duplicates: 0 }, named)
}

/// How demand changed from the earlier to the later half of the dated adverts: the day that splits them, and every
/// competency with the interval of its change. `None` with fewer than `fewest` adverts in a half.
pub fn trend(
    role: &RoleTemplate,
    readings: &[Reading],
    fewest: usize,
    named: &dyn Fn(&CompetencyId) -> Named,
) -> Option<(crate::model::Date, Vec<DiffRow>)> {
    let mut days: Vec<_> = readings.iter().filter_map(|r| r.published).collect();
    days.sort();
    let split = *days.get(days.len() / 2)?;
    let dated = readings.iter().filter(|r| r.published.is_some()).cloned();
    let (before, after): (Vec<Reading>, Vec<Reading>) = dated.partition(|r| r.published < Some(split));
    if before.len().min(after.len()) < fewest {
        return None;
    }
    Some((split, diff(&count(role, before, named), &count(role, after, named))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::role::samples::{asking, counted};

    fn named(id: &CompetencyId) -> Named {
        Named { name: id.to_string(), sector: String::new() }
    }

    fn adverts() -> Vec<Reading> {
        let advert = |n: usize| {
            let asks: &[&str] = if n < 20 { &["jira"] } else { &["sql"] };
            let day = crate::model::Date::constant(2026, if n < 20 { 9 } else { 10 }, 1 + (n % 20) as i8);
            let place = Some(if n.is_multiple_of(2) { "Leeds, GB".into() } else { "Leeds".to_owned() });
            Reading { published: Some(day), place, ..asking(&format!("{n:02}"), "", asks) }
        };
        (0..40).map(advert).collect()
    }

    #[test]
    fn what_rose_and_what_fell_is_told_from_chance() {
        let adverts = adverts();
        let (day, rows) = trend(&counted(&adverts), &adverts, 10, &named).expect("a trend");
        assert_eq!(day.to_string(), "2026-10-01");
        let found: Vec<_> = rows.iter().map(|r| (r.competency.as_str(), r.change, r.is_sure())).collect();
        assert_eq!(found, [("jira", -1.0, true), ("sql", 1.0, true)]);
        assert!(trend(&counted(&adverts), &adverts[..30], 20, &named).is_none());
    }

    #[test]
    fn slices_bring_spellings_of_one_value_together() {
        let adverts = adverts();
        let found = slices(&counted(&adverts), &adverts, 5, &named);
        let names: Vec<_> = found.iter().map(|s| (s.by.as_str(), s.value.as_str(), s.template.adverts)).collect();
        assert_eq!(names, [("month", "2026-09", 20), ("month", "2026-10", 20), ("place", "Leeds", 40)]);
    }
}
