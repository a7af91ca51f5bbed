use super::Score;
use super::gold::{GoldAdvert, GoldSalary};
use crate::model::{Facts, PayPeriod, Salary};
use std::collections::{BTreeMap, BTreeSet};

/// Right, said and marked of one fact.
pub type FactScore = Score;

/// Adds the facts of one advert.
pub fn add(scores: &mut BTreeMap<&'static str, Score>, gold: &GoldAdvert, facts: &Facts) {
    let stated = |v: &Option<String>| v.clone().filter(|v| !matches!(v.as_str(), "" | "unstated" | "none"));
    let mut fact = |name: &'static str, marked: bool, said: bool, same: bool| {
        let score = scores.entry(name).or_default();
        let right = usize::from(marked && said && same);
        score.right += right;
        score.found += right;
        score.said += usize::from(said);
        score.marked += usize::from(marked);
    };
    let mut word = |name, want: Option<String>, got: Option<String>| {
        fact(name, want.is_some(), got.is_some(), want == got);
    };
    word("seniority", stated(&gold.seniority), facts.seniority.map(|s| s.to_string()));
    word("work_mode", stated(&gold.work_mode), facts.work_mode.map(|m| m.to_string()));
    word("closing_date", stated(&gold.closing_date), facts.closing_date.map(|d| d.to_string()));
    let level = gold.education.as_ref().and_then(|e| stated(&e.level));
    let said_level = facts.education.as_ref().map(|e| e.level.to_string()).filter(|l| l != "none");
    word("education", level, said_level);
    let years = facts.experience_years.map(f64::from);
    fact("experience_years", gold.experience_years.is_some(), years.is_some(), gold.experience_years == years);
    let (want, got) = (gold.manages.as_ref(), facts.manages.as_ref());
    let alike = want.zip(got).is_some_and(|(w, g)| w.direct_reports.is_none() || w.direct_reports == g.direct_reports);
    fact("manages", want.is_some(), got.is_some(), alike);
    let (want, got) = (gold.salary.as_ref().and_then(marked_pay), facts.salary.as_ref().and_then(stated_pay));
    fact("salary", want.is_some(), got.is_some(), want == got);
    let letters = |role: &str| -> BTreeSet<String> {
        role.to_lowercase()
            .split(|c: char| !c.is_ascii_lowercase())
            .filter(|w| !w.is_empty())
            .map(str::to_string)
            .collect()
    };
    let (want, got) = (stated(&gold.role), facts.role.clone());
    let alike = want.as_deref().zip(got.as_deref()).is_some_and(|(w, g)| letters(w) == letters(g));
    fact("role", want.is_some(), got.is_some(), alike);
}

type Pay = (f64, f64, Option<String>, Option<PayPeriod>);

fn marked_pay(pay: &GoldSalary) -> Option<Pay> {
    let low = pay.min.or(pay.max)?;
    Some((low, pay.max.unwrap_or(low), pay.currency.clone(), pay.period.as_deref().and_then(PayPeriod::parse)))
}

fn stated_pay(pay: &Salary) -> Option<Pay> {
    let low = pay.min.or(pay.max)?;
    Some((low, pay.max.unwrap_or(low), Some(pay.currency.clone()), Some(pay.period)))
}
