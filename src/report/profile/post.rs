//! The facts of the post, one line each.

use crate::model::{PayPeriod, Quartiles, RoleFacts, RoleTemplate};

/// Values shown of one fact.
const SHOWN: usize = 6;
/// Ranges of pay shown.
const PAY: usize = 3;

/// What adverts say of the post; what none says is left out.
pub fn facts(facts: &RoleFacts, template: &RoleTemplate) -> Vec<(&'static str, String)> {
    let adverts = template.adverts;
    let education = facts.education.iter().map(|e| {
        let all = e.essential + e.other;
        let parts = [(e.essential, "essential"), (e.or_equivalent, "or equivalent")];
        let parts: Vec<String> =
            parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{what} in {n}")).collect();
        let parts = if parts.is_empty() { String::new() } else { format!(", {}", parts.join(", ")) };
        format!("{} ({all}{parts})", e.level)
    });
    let pay = facts.pay.iter().take(PAY).map(|p| {
        let stated = match p.period {
            PayPeriod::Year => String::new(),
            period => format!(", stated per {period}"),
        };
        format!("{} {} a year ({}{stated})", p.currency, spread(&p.year, 100.0), adverts_of(p.year.adverts))
    });
    let manages = (facts.manages > 0).then(|| {
        let reports = facts
            .direct_reports
            .map(|q| format!("; direct reports or team {} ({})", spread(&q, 1.0), adverts_of(q.adverts)));
        let reports = reports.unwrap_or_default();
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
        ("seniority", stated(&facts.seniority, adverts)),
        ("work mode", stated(&facts.work_modes, adverts)),
        ("contract", stated(&facts.contracts, adverts)),
        ("places", top(&facts.places)),
        ("employers", top(&facts.employers)),
        ("experience", facts.experience_years.map(|q| experience(&q)).unwrap_or_default()),
        ("education", education.collect::<Vec<_>>().join("; ")),
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

/// The same, with the adverts that state one: each states at most one.
fn stated<T: std::fmt::Display>(values: &[(T, u32)], adverts: u32) -> String {
    if values.is_empty() {
        return String::new();
    }
    let all: u32 = values.iter().map(|(_, n)| n).sum();
    format!("{}; {all} of {adverts} adverts state it", top(values))
}

fn adverts_of(n: u32) -> String {
    format!("{n} {}", if n == 1 { "advert" } else { "adverts" })
}

/// `2 to 5 years, median 3 (408 adverts)`.
fn experience(q: &Quartiles) -> String {
    let years = if q.high == 1.0 && q.low == 1.0 { "year" } else { "years" };
    if q.low < q.high {
        format!(
            "{} to {} {years}, median {} ({})",
            tenths(q.low),
            tenths(q.high),
            tenths(q.median),
            adverts_of(q.adverts)
        )
    } else {
        format!("{} {years} ({})", tenths(q.median), adverts_of(q.adverts))
    }
}

/// A number with at most one decimal.
pub fn tenths(n: f64) -> String {
    ((n * 10.0).round() / 10.0).to_string()
}

/// `30,000 to 35,000, median 32,000`, rounded to a multiple of `unit`: half of those that state one lie between.
fn spread(q: &Quartiles, unit: f64) -> String {
    let round = |n: f64| thousands(((n / unit).round() * unit) as u64);
    let (low, median, high) = (round(q.low), round(q.median), round(q.high));
    if low == high { median } else { format!("{low} to {high}, median {median}") }
}

/// `27,800`.
fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        let of = |low, median, high| Quartiles { low, median, high, adverts: 7 };
        assert_eq!(spread(&of(27_799.0, 1_234_567.0, 30_649.0), 100.0), "27,800 to 30,600, median 1,234,600");
        assert_eq!(spread(&of(900.0, 900.0, 900.0), 100.0), "900");
        assert_eq!(experience(&of(1.0, 1.0, 1.0)), "1 year (7 adverts)");
        assert_eq!(experience(&of(0.875, 1.25, 3.0)), "0.9 to 3 years, median 1.3 (7 adverts)");
    }
}
