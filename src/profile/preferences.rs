//! What somebody wants of a post and an employer, and what they say of themselves: `[preferences]`, `[values]` and
//! `[about]` of `skillgap.toml`.

use crate::diag::{Code, Diag};
use crate::model::{Reading, WorkMode, words};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A topic of working for an employer that adverts speak of: id and name.
pub type Topic<'a> = (&'a str, &'a str);

/// What is wanted, and what somebody says of themselves. Empty = no wish.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Preferences {
    /// Least pay in a full-time year, with its currency (ISO 4217).
    pub pay_floor: Option<(f64, String)>,
    /// One of these words stands in the advert's place.
    pub places: Vec<String>,
    pub work_modes: Vec<WorkMode>,
    /// One of these words stands in the kind of contract: permanent, part-time, ...
    pub contracts: Vec<String>,
    /// Ids of topics, most important first.
    pub values: Vec<String>,
    pub about: About,
}

/// What somebody says of themselves, in their words or those of the statements they agree with.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct About {
    pub style: Vec<String>,
    pub strengths: Vec<String>,
    pub weaknesses: Vec<String>,
    /// Statements answered, 1 (not at all) to 5 (very much).
    pub answers: BTreeMap<String, u8>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct RawFile {
    preferences: RawPreferences,
    values: RawValues,
    about: About,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawPreferences {
    pay_floor: Option<f64>,
    currency: Option<String>,
    places: Vec<String>,
    work_mode: Vec<String>,
    contract: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawValues {
    order: Vec<String>,
}

/// Reads the three tables; other tables of the file are left to others. `topics` are those that adverts speak of.
///
/// # Errors
/// Broken TOML with its line, and every wish that nothing can fulfil: an unknown work mode or value, pay that is no
/// amount.
pub fn read_preferences(text: &str, source: &str, topics: &[Topic]) -> Result<Preferences, Vec<Diag>> {
    let line = |at: usize| 1 + text[..at.min(text.len())].matches('\n').count() as u32;
    let fault = |message: String| Diag::new(Code::BadConfig, source, message);
    let raw: RawFile = toml::from_str(text)
        .map_err(|e| vec![fault(e.message().replace('\n', "; ")).at(line(e.span().map_or(0, |span| span.start)))])?;
    let mut faults = Vec::new();
    let mut work_modes = Vec::new();
    for word in &raw.preferences.work_mode {
        match WorkMode::parse(&word.to_lowercase()) {
            Some(mode) => work_modes.push(mode),
            None => faults.push(fault(format!("`{word}` is no work mode; use onsite, hybrid or remote"))),
        }
    }
    let mut values: Vec<String> = Vec::new();
    for word in &raw.values.order {
        let meant = |topic: &&Topic| topic.0.eq_ignore_ascii_case(word) || topic.1.eq_ignore_ascii_case(word);
        match topics.iter().find(meant) {
            Some((id, _)) if values.iter().any(|v| v == id) => {}
            Some((id, _)) => values.push((*id).to_owned()),
            None => {
                let known = topics.iter().map(|t| t.0).collect::<Vec<_>>().join(", ");
                faults.push(fault(format!("adverts are not read for the value `{word}`; use some of {known}")));
            }
        }
    }
    let floor = raw.preferences.pay_floor;
    if floor.is_some_and(|floor| !(0.0..1e9).contains(&floor)) {
        faults.push(fault("`pay_floor` is no amount of money a year".into()));
    }
    let currency = raw.preferences.currency.unwrap_or_else(|| "GBP".into()).to_uppercase();
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Preferences {
        pay_floor: floor.map(|floor| (floor, currency)),
        places: raw.preferences.places,
        work_modes,
        contracts: raw.preferences.contract,
        values,
        about: raw.about,
    })
}

words! {
    /// What becomes of one wish in one advert; unstated = it does not say.
    Outcome { Granted = "granted", Unstated = "unstated", Refused = "refused" }
}

/// How an advert answers what is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answered {
    /// Pay, place, work mode, contract: those that are wished for.
    pub wishes: Vec<(&'static str, Outcome)>,
    /// Ids of values that it speaks of, most important first.
    pub values: Vec<String>,
}

impl Preferences {
    pub fn is_empty(&self) -> bool {
        *self == Self { about: self.about.clone(), ..Self::default() }
    }

    /// Compares one advert with what is wanted. Pay counts by its upper end in a full-time year; in another currency it
    /// says nothing.
    pub fn answered(&self, reading: &Reading) -> Answered {
        let mut wishes = Vec::new();
        let outcome = |holds: Option<bool>| match holds {
            None => Outcome::Unstated,
            Some(true) => Outcome::Granted,
            Some(false) => Outcome::Refused,
        };
        if let Some((floor, currency)) = &self.pay_floor {
            let stated = reading.facts.salary.as_ref().filter(|s| s.currency == *currency);
            let upper = stated.and_then(|s| Some(s.max.or(s.min)? * s.period.times_a_year()));
            wishes.push(("pay", outcome(upper.map(|upper| upper >= *floor))));
        }
        let holds = |words: &[String], of: Option<&str>| {
            let lower = of.map(str::to_lowercase);
            lower.map(|text| words.iter().any(|word| text.contains(&word.to_lowercase())))
        };
        if !self.places.is_empty() {
            let remote = reading.facts.work_mode == Some(WorkMode::Remote);
            let here = holds(&self.places, reading.place.as_deref());
            wishes.push(("place", outcome(if remote && here != Some(true) { Some(true) } else { here })));
        }
        if !self.work_modes.is_empty() {
            wishes.push(("work mode", outcome(reading.facts.work_mode.map(|mode| self.work_modes.contains(&mode)))));
        }
        if !self.contracts.is_empty() {
            wishes.push(("contract", outcome(holds(&self.contracts, reading.facts.contract.as_deref()))));
        }
        let said = |value: &&String| reading.says.iter().any(|(topic, _)| topic == *value);
        Answered { wishes, values: self.values.iter().filter(said).cloned().collect() }
    }
}

impl Answered {
    pub fn refused(&self) -> usize {
        self.wishes.iter().filter(|(_, outcome)| *outcome == Outcome::Refused).count()
    }
}

/// Part of what matters to somebody that is spoken of, 0 to 1: of n values the first weighs n, the last 1.
pub fn values_part(values: &[String], spoken_of: &dyn Fn(&str) -> bool) -> f64 {
    let weigh = |(n, _): (usize, &String)| values.len() - n;
    let all: usize = values.iter().enumerate().map(weigh).sum();
    let met: usize = values.iter().enumerate().filter(|(_, v)| spoken_of(v)).map(weigh).sum();
    if all == 0 { 0.0 } else { met as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AdvertId, Facts, PayPeriod, Salary};

    const TOPICS: &[Topic] = &[("balance", "work-life balance"), ("training", "training and learning")];

    fn reading() -> Reading {
        let salary = Salary { min: Some(15.0), max: None, currency: "GBP".into(), period: PayPeriod::Hour, span: None };
        Reading {
            id: AdvertId("a".into()),
            title: "Nurse".into(),
            source: "a.html".into(),
            link: None,
            published: None,
            employer: None,
            place: Some("Leeds, UK".into()),
            text_key: 0,
            facts: Facts { salary: Some(salary), work_mode: Some(WorkMode::Onsite), ..Facts::default() },
            asks: Vec::new(),
            terms: Vec::new(),
            says: vec![("training".into(), "Study leave".into())],
            tasks: Vec::new(),
            objectives: Vec::new(),
        }
    }

    #[test]
    fn each_wish_is_granted_refused_or_unstated() {
        let text = "[preferences]\npay_floor = 29000\nplaces = [\"leeds\"]\nwork_mode = [\"remote\"]\n\
                    contract = [\"permanent\"]\n[values]\norder = [\"Work-life balance\", \"training\"]\n[feeds]\nx = 1";
        let wanted = read_preferences(text, "skillgap.toml", TOPICS).expect("read");
        let answered = wanted.answered(&reading());
        use Outcome::{Granted, Refused, Unstated};
        // 15 an hour is 29,250 a full-time year.
        let want = [("pay", Granted), ("place", Granted), ("work mode", Refused), ("contract", Unstated)];
        assert_eq!(answered.wishes, want);
        assert_eq!((answered.values, answered.wishes.len()), (vec!["training".to_owned()], 4));
        assert_eq!(values_part(&wanted.values, &|v| v == "balance"), 2.0 / 3.0);
    }

    #[test]
    fn a_wish_that_nothing_can_fulfil_is_a_finding() {
        let text = "[preferences]\nwork_mode = [\"sometimes\"]\npay_floor = -3\n[values]\norder = [\"cake\"]";
        let faults = read_preferences(text, "skillgap.toml", TOPICS).expect_err("faults");
        let all: String = faults.iter().map(ToString::to_string).collect();
        assert!(all.contains("`sometimes`") && all.contains("`cake`") && all.contains("`pay_floor`"), "{all}");
        let faults = read_preferences("[values]\norder = []\nrank = 3", "skillgap.toml", TOPICS).expect_err("a key");
        assert_eq!(faults[0].place, 3);
    }
}
