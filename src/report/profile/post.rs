//! The facts of the post, one line each.

use crate::model::{Quartiles, RoleFacts, RoleTemplate};

/// Values shown of one fact.
const SHOWN: usize = 6;

/// What adverts say of the post; what none says is left out.
pub fn facts(facts: &RoleFacts, template: &RoleTemplate) -> Vec<(&'static str, String)> {
    let adverts = template.adverts;
    let education = facts.education.iter().map(|e| {
        let all = e.essential + e.other;
        format!("{} ({all}; essential in {}, or equivalent in {})", e.level, e.essential, e.or_equivalent)
    });
    let pay =
        facts.pay.iter().map(|p| format!("{} {} a year, stated per {}", p.currency, spread(&p.year, 100.0), p.period));
    let manages = (facts.manages > 0).then(|| {
        let reports =
            facts.direct_reports.map(|q| format!("; direct reports or team {}", spread(&q, 1.0))).unwrap_or_default();
        format!("{} of {adverts} adverts{reports}", facts.manages)
    });
    let gates: Vec<(&str, u32)> = template
        .requirements
        .iter()
        .filter(|r| r.kind == crate::model::CompetencyKind::Qualification)
        .map(|r| (r.name.as_str(), r.adverts))
        .collect();
    let says: Vec<_> = facts.says.iter().filter(|(_, n)| *n > 0).cloned().collect();
    let lines = [
        ("seniority", top(&facts.seniority)),
        ("work mode", top(&facts.work_modes)),
        ("contract", top(&facts.contracts)),
        ("places", top(&facts.places)),
        ("employers", top(&facts.employers)),
        ("experience", facts.experience_years.map(|q| format!("{} years", spread(&q, 1.0))).unwrap_or_default()),
        ("education", education.collect::<Vec<_>>().join(", ")),
        ("gates", top(&gates)),
        ("pay", pay.collect::<Vec<_>>().join("; ")),
        ("manages people", manages.unwrap_or_default()),
        ("employers say of", top(&says)),
    ];
    lines.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

/// `Leeds (3), Bristol (2)`.
pub fn top<T: std::fmt::Display>(values: &[(T, u32)]) -> String {
    values.iter().take(SHOWN).map(|(value, n)| format!("{value} ({n})")).collect::<Vec<_>>().join(", ")
}

/// `30000 to 35000, median 32000 (12 adverts)`, rounded to a multiple of `unit`.
fn spread(q: &Quartiles, unit: f64) -> String {
    let round = |n: f64| (n / unit).round() * unit;
    let (low, median, high) = (round(q.low), round(q.median), round(q.high));
    let adverts = if q.adverts == 1 { "advert" } else { "adverts" };
    format!("{low} to {high}, median {median} ({} {adverts})", q.adverts)
}
