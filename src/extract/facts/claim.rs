//! Amounts and ranges of an advert that may be pay.

use super::amount::{self, Amount, Scale};
use super::{Source, Spotted, slice};
use crate::model::PayPeriod;
use crate::rules::fact_cues::FactCue;
use memchr::memchr3_iter;

/// An amount or a range that may be the pay.
#[derive(Debug, Clone, Copy)]
pub struct Claim {
    pub min: f64,
    pub max: f64,
    pub currency: Option<&'static str>,
    pub period: Option<PayPeriod>,
    pub range: bool,
    pub start: usize,
    pub end: usize,
}

/// All claims of the text, in order: around signs of currencies, and behind words of pay.
pub fn claims(source: &Source<'_>, spotted: &[Spotted]) -> Vec<Claim> {
    let text = source.text;
    // `£` and `€` by the last byte of their UTF-8 form.
    let signs = memchr3_iter(b'$', 0xA3, 0xAC, text.as_bytes());
    let mut triggers: Vec<(usize, usize)> = signs.map(|at| (at.saturating_sub(24), at + 20)).collect();
    triggers.extend(spotted.iter().filter(|s| matches!(s.cue, FactCue::Pay | FactCue::Money)).map(|s| {
        let (start, end) = s.bytes(source.tokens);
        (start.saturating_sub(24), end + 40)
    }));
    triggers.sort_unstable();
    let mut out = Vec::new();
    let mut done = 0;
    for (from, to) in triggers {
        let mut at = from.max(done);
        while let Some(claim) = claim_at(text, at, to) {
            at = claim.end.max(at + 1);
            done = at;
            out.push(claim);
        }
        done = done.max(to.saturating_sub(24));
    }
    out
}

/// The claim whose first amount starts in `from..to`.
pub fn claim_at(text: &str, from: usize, to: usize) -> Option<Claim> {
    let mut from = from.min(text.len());
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let low = amount::next(text, from, to)?;
    let first_period = amount::period(text, low.end);
    let gap_from = first_period.map_or(low.end, |p| p.1);
    let single = Claim {
        min: low.value,
        max: low.value,
        currency: low.currency,
        period: first_period.map(|p| p.0),
        range: false,
        start: low.start,
        end: gap_from,
    };
    let Some(high) = amount::next(text, gap_from, gap_from + 36).filter(|h| joins(text, &low, gap_from, h)) else {
        return Some(single);
    };
    let (min, max) = ends(&low, &high);
    if max < min || min <= 0.0 || max / min > 12.0 {
        return Some(single);
    }
    let last_period = amount::period(text, high.end);
    Some(Claim {
        min,
        max,
        currency: open_last(low.currency, high.currency),
        period: first_period.or(last_period).map(|p| p.0),
        range: true,
        start: low.start,
        end: last_period.map_or(high.end, |p| p.1),
    })
}

/// A code beats a sign that several currencies share.
fn open_last(a: Option<&'static str>, b: Option<&'static str>) -> Option<&'static str> {
    match (a, b) {
        (Some("$" | "kr") | None, Some(b)) => Some(b),
        (a, _) => a,
    }
}

/// Whether what stands between two amounts makes them the ends of a range.
fn joins(text: &str, low: &Amount, gap_from: usize, high: &Amount) -> bool {
    let between = slice(text, gap_from, high.start);
    // "£18,500" and on the next line "- 33 days of leave".
    if between.contains('\n') && high.currency.is_none() && !between.to_ascii_lowercase().contains("max") {
        return false;
    }
    let between = between
        .trim_end_matches(['£', '€', '$'])
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '+' | '(' | ')' | '*' | '.'));
    let dash = matches!(between, "-" | "–" | "—" | "--" | "~" | "‐" | "‑" | "−" | "/" | "\u{2012}");
    let word = [
        "to",
        "up to",
        "and",
        "rising to",
        "- up to",
        "through",
        "through to",
        "to a maximum of",
        "increasing to",
        "- max",
        "bis",
        "to max",
        "min -",
        "min to",
        "min) to",
        "- to",
        "progressing to",
        "progressing up to",
        "with progression to",
        "increments to",
        "increments up to",
        ", then annual increments up to",
    ];
    let lower = between.to_ascii_lowercase();
    let before = slice(text, low.start.saturating_sub(26), low.start).to_ascii_lowercase();
    // "min: $50,000", and on the next line "max: $60,000".
    let least_and_most = lower.contains("max") && before.contains("min");
    let garbled = lower.starts_with('â') && lower.chars().skip(1).all(char::is_control);
    let rises = lower.ends_with("rising to") && !lower.contains(['.', ';']);
    let marked = dash || rises || garbled || least_and_most || word.contains(&lower.as_str());
    let lost = between.is_empty() && low.currency.is_some() && high.currency.is_some() && high.value > low.value;
    let same = low.currency.is_none() || high.currency.is_none() || open_last(low.currency, high.currency).is_some();
    // "and" joins ends only after "between"; "£500 and £600" else are two things.
    let and = lower != "and" || before.contains("between");
    (marked || lost) && same && and
}

/// Both ends, with a scale written once read for both: "£30-35k", "£25,000-30".
fn ends(low: &Amount, high: &Amount) -> (f64, f64) {
    let factor = |s: Scale, value: f64, own: f64| match s {
        Scale::Thousand if own < 1000.0 => own * 1000.0,
        Scale::Lakh if own < 1000.0 => own * if value >= 1e7 { 1e7 } else { 1e5 },
        _ => own,
    };
    let min = if low.scaled == Scale::Plain { factor(high.scaled, high.value, low.value) } else { low.value };
    let max = if high.scaled == Scale::Plain { factor(low.scaled, low.value, high.value) } else { high.value };
    let short = max < 1000.0 && min >= 10_000.0;
    (min, if short { max * 1000.0 } else { max })
}
