//! The overall years of experience asked for.

use super::{Source, Spotted};
use crate::extract::measure::{self, YearsClaim};
use crate::extract::segment::Segment;
use crate::extract::{cue, decide};
use crate::model::{Necessity, SectionKind};
use crate::rules::fact_cues::FactCue;

/// What the sentences of one advert ask for, the best of each necessity.
#[derive(Debug, Default)]
struct Best {
    asked: Option<YearsClaim>,
    wished: Option<YearsClaim>,
}

/// The overall claim: of the sentences that demand years the one that asks for most, else of those that wish for them.
pub fn read(source: &Source<'_>, spotted: &[Spotted]) -> Option<YearsClaim> {
    let mut best = Best::default();
    let mut scratch = Vec::new();
    let mut cues = Vec::new();
    let mut last = usize::MAX;
    for s in spotted.iter().filter(|s| s.cue == FactCue::Years) {
        let segment = &source.segments[s.segment];
        if s.segment == last || told_elsewhere(segment) {
            continue;
        }
        last = s.segment;
        let (start, demanded) = heading_before(source, s.segment);
        let claims = measure::claims(source.text, start, segment.end, demanded);
        if claims.is_empty() {
            continue;
        }
        cue::cues(source.text, source.tokens, segment, source.rules, &mut scratch, &mut cues);
        let Some(claim) = overall(source.text, &claims) else { continue };
        let first = source.tokens.partition_point(|t| (t.start as usize) < claim.start);
        let end = source.tokens.partition_point(|t| (t.start as usize) < claim.end);
        if decide::set_aside(first, end, &cues).is_some() {
            continue;
        }
        let (necessity, _) = decide::necessity(first, end, segment, &cues);
        let sentence = source.text[segment.start..segment.end].trim();
        let wished = necessity == Necessity::Optional || sentence.ends_with('?');
        let slot = if wished { &mut best.wished } else { &mut best.asked };
        // "Or: six years of …" is another way to be enough.
        if slot.is_some() && (sentence.starts_with("Or") || sentence.starts_with("OR") || sentence.starts_with("or ")) {
            continue;
        }
        if slot.is_none_or(|known| claim.min > known.min) {
            *slot = Some(claim);
        }
    }
    best.asked.or(best.wished)
}

/// Sections that speak of the employer, of what it gives, or of forms to fill in.
fn told_elsewhere(segment: &Segment) -> bool {
    matches!(segment.section, SectionKind::Benefits | SectionKind::EqualOpportunity)
}

/// Where the reading starts and whether what stands there is a demand by its section: a short line "Experience" before
/// the sentence is read with it.
fn heading_before(source: &Source<'_>, number: usize) -> (usize, bool) {
    let segment = &source.segments[number];
    let demanded = matches!(segment.section, SectionKind::Requirements | SectionKind::Optional);
    let before = number.checked_sub(1).map(|n| &source.segments[n]).filter(|b| b.last - b.first <= 4);
    match before.filter(|b| source.text[b.start..b.end].to_ascii_lowercase().contains("experience")) {
        Some(heading) => (heading.start, true),
        None => (segment.start, demanded),
    }
}

/// One sentence: of alternatives ("a degree and two years, or four years") the first, else the most.
fn overall(text: &str, claims: &[YearsClaim]) -> Option<YearsClaim> {
    claims.iter().copied().reduce(|a, b| {
        let between = text.get(a.end..b.start).unwrap_or("");
        let alternatives = between.contains(" or ") || between.contains(" OR ") || between.contains("; or");
        if b.min > a.min && !alternatives { b } else { a }
    })
}
