use super::employer_key;
use super::stats::{by_count, quartiles};
use super::tasks::group;
use super::typical::{scores, words};
use super::{Topic, topics};
use crate::model::{CompetencyId, EducationAsked, EducationLevel, Necessity, PayPeriod, PayRange, Reading, RoleFacts};
use std::collections::{BTreeMap, BTreeSet};

/// Places shown for a role.
const PLACES: usize = 20;
/// Objectives kept, and words of meaning in one that says something and can be read.
const OBJECTIVES: usize = 40;
const OBJECTIVE: std::ops::RangeInclusive<usize> = 3..=24;
/// Terms of no vocabulary kept.
const TERMS: usize = 200;

/// What the adverts of a role say of the post; one per text, in order of ids.
pub fn summarise(readings: &[Reading]) -> RoleFacts {
    let years = readings.iter().filter_map(|r| r.facts.experience_years).map(f64::from).collect();
    let managing: Vec<_> = readings.iter().filter_map(|r| r.facts.manages.as_ref()).collect();
    let mut places = named(readings.iter().filter_map(|r| r.place.as_deref()));
    places.truncate(PLACES);
    RoleFacts {
        seniority: count(readings.iter().filter_map(|r| r.facts.seniority)),
        work_modes: count(readings.iter().filter_map(|r| r.facts.work_mode)),
        contracts: named(readings.iter().filter_map(|r| r.facts.contract.as_deref())),
        places,
        employers: named(readings.iter().filter_map(|r| r.employer.as_deref())),
        experience_years: quartiles(years),
        education: education(readings),
        pay: pay(readings),
        manages: managing.len() as u32,
        direct_reports: quartiles(managing.iter().filter_map(|m| m.direct_reports).map(f64::from).collect()),
        tasks: group(readings),
        objectives: objectives(readings),
        says: says(readings),
        unknown_terms: unknown_terms(readings),
        gave_nothing: readings.iter().filter(|r| r.asks.is_empty()).map(|r| r.id.clone()).collect(),
    }
}

fn count<T: Ord>(values: impl Iterator<Item = T>) -> Vec<(T, u32)> {
    let mut counts = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_insert(0) += 1;
    }
    by_count(counts)
}

/// Counts of names, spellings of one name together.
fn named<'a>(names: impl Iterator<Item = &'a str>) -> Vec<(String, u32)> {
    let mut spellings: BTreeMap<String, (&str, u32)> = BTreeMap::new();
    for name in names.filter(|n| !employer_key(n).is_empty()) {
        let entry = spellings.entry(employer_key(name)).or_insert((name, 0));
        entry.0 = entry.0.min(name);
        entry.1 += 1;
    }
    by_count(spellings.into_values().map(|(name, n)| (name.to_string(), n)).collect())
}

/// What posts are for, as written: what most adverts say first, then what is most like the others.
fn objectives(readings: &[Reading]) -> Vec<(String, u32)> {
    let mut said: BTreeMap<Vec<String>, (&str, u32)> = BTreeMap::new();
    for reading in readings {
        let of_one: BTreeMap<_, _> = reading.objectives.iter().map(|text| (words(text), text.as_str())).collect();
        for (key, text) in of_one.into_iter().filter(|(key, _)| OBJECTIVE.contains(&key.len())) {
            let entry = said.entry(key).or_insert((text, 0));
            entry.0 = entry.0.min(text);
            entry.1 += 1;
        }
    }
    let said: Vec<(&str, u32)> = said.into_values().collect();
    let texts: Vec<&str> = said.iter().map(|(text, _)| *text).collect();
    let mut rows: Vec<_> = said.iter().zip(scores(&texts)).collect();
    rows.sort_by(|((a, m), like_a), ((b, n), like_b)| n.cmp(m).then(like_b.cmp(like_a)).then(a.cmp(b)));
    rows.into_iter().take(OBJECTIVES).map(|((text, n), _)| ((*text).to_owned(), *n)).collect()
}

/// Topics of working there, with the adverts that speak of each.
fn says(readings: &[Reading]) -> Vec<(String, u32)> {
    let speaking = |topic: &Topic| readings.iter().filter(|r| r.says.iter().any(|(id, _)| *id == topic.id)).count();
    topics().iter().map(|t| (t.name.clone(), speaking(t) as u32)).collect()
}

/// Terms of no vocabulary, each once per advert.
fn unknown_terms(readings: &[Reading]) -> Vec<(CompetencyId, u32)> {
    let per_advert = readings.iter().flat_map(|r| r.terms.iter().collect::<BTreeSet<_>>());
    let mut rows = count(per_advert);
    rows.truncate(TERMS);
    rows.into_iter().map(|(id, n)| (id.clone(), n)).collect()
}

fn education(readings: &[Reading]) -> Vec<EducationAsked> {
    let mut by_level: BTreeMap<EducationLevel, EducationAsked> = BTreeMap::new();
    for asked in readings.iter().filter_map(|r| r.facts.education.as_ref()) {
        let entry = by_level.entry(asked.level).or_insert(EducationAsked {
            level: asked.level,
            essential: 0,
            other: 0,
            or_equivalent: 0,
        });
        match asked.necessity {
            Necessity::Essential => entry.essential += 1,
            Necessity::Unstated | Necessity::Optional => entry.other += 1,
        }
        entry.or_equivalent += u32::from(asked.or_equivalent);
    }
    by_level.into_values().collect()
}

fn pay(readings: &[Reading]) -> Vec<PayRange> {
    let mut by_unit: BTreeMap<(&str, PayPeriod), Vec<f64>> = BTreeMap::new();
    for salary in readings.iter().filter_map(|r| r.facts.salary.as_ref()) {
        let ends = [salary.min.or(salary.max), salary.max.or(salary.min)];
        if let [Some(low), Some(high)] = ends {
            let year = (low + high) / 2.0 * salary.period.times_a_year();
            by_unit.entry((&salary.currency, salary.period)).or_default().push(year);
        }
    }
    let mut rows: Vec<PayRange> = by_unit
        .into_iter()
        .filter_map(|((currency, period), years)| {
            Some(PayRange { currency: currency.into(), period, year: quartiles(years)? })
        })
        .collect();
    rows.sort_by(|a, b| {
        b.year.adverts.cmp(&a.year.adverts).then_with(|| (&a.currency, a.period).cmp(&(&b.currency, b.period)))
    });
    rows
}
