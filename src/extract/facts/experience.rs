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
        let claims = measure::years(source.text, segment.start, segment.end);
        if claims.is_empty() {
            continue;
        }
        cue::cues(source.text, source.tokens, segment, source.rules, &mut scratch, &mut cues);
        let Some(claim) = overall(source.text, segment, &claims) else { continue };
        let first = source.tokens.partition_point(|t| (t.start as usize) < claim.start);
        let end = source.tokens.partition_point(|t| (t.start as usize) < claim.end);
        if decide::set_aside(first, end, &cues).is_some() {
            continue;
        }
        let (necessity, _) = decide::necessity(first, end, segment, &cues);
        let slot = if necessity == Necessity::Optional { &mut best.wished } else { &mut best.asked };
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

/// One sentence: of alternatives ("a degree and two years, or four years") the first, else the most.
fn overall(text: &str, segment: &Segment, claims: &[YearsClaim]) -> Option<YearsClaim> {
    let first = *claims.first()?;
    let sentence = &text[segment.start..segment.end];
    let alternatives = claims.len() > 1 && (sentence.contains(" or ") || sentence.contains(" OR "));
    if alternatives {
        return Some(first);
    }
    claims.iter().copied().reduce(|a, b| if b.min > a.min { b } else { a })
}
