//! The overall years of experience asked for.

use super::education;
use super::{Source, Spotted};
use crate::extract::segment::Segment;
use crate::extract::years::{Sentence, YearsClaim};
use crate::extract::{cue, decide};
use crate::model::{Necessity, SectionKind};
use crate::rules::fact_cues::FactCue;

/// Of so many numbers of years in one sentence it is asked whether they are wished for: no sentence of an advert has more.
const MOST: usize = 40;

/// What the sentences of one advert ask for, the best of each kind.
#[derive(Debug, Default)]
struct Best {
    asked: Option<YearsClaim>,
    wished: Option<YearsClaim>,
    /// In place of a degree ("a degree or three years of experience").
    instead: Option<YearsClaim>,
}

/// The overall claim: of the sentences that demand years the one that asks for most, else of those that wish for them,
/// else what is enough in place of a degree.
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
        let (text, tokens, rules) = (source.text, source.tokens, source.rules);
        let claims = Sentence { text, tokens, rules, start, end: segment.end, demanded }.claims();
        if claims.is_empty() {
            continue;
        }
        cue::cues(source.text, source.tokens, segment, source.rules, &mut scratch, &mut cues);
        let degree = education::first_level(source, spotted, s.segment);
        let instead = |c: &YearsClaim| degree.is_some_and(|d| in_place_of(source.text, d, c.start));
        let (others, own): (Vec<YearsClaim>, Vec<YearsClaim>) = claims.into_iter().partition(instead);
        let place = |c: &YearsClaim| {
            let at = |byte: usize| source.tokens.partition_point(|t| (t.start as usize) < byte);
            (at(c.start), at(c.end))
        };
        let optional = |c: &YearsClaim| {
            let (first, end) = place(c);
            decide::necessity(first, end, segment, &cues).0 == Necessity::Optional
        };
        // "5 years required; 8 years preferred"
        let demanded: Vec<YearsClaim> = own.iter().copied().take(MOST).filter(|c| !optional(c)).collect();
        let own = if demanded.is_empty() { own } else { demanded };
        let Some((claim, own)) =
            overall(source.text, &own).map(|c| (c, true)).or_else(|| overall(source.text, &others).map(|c| (c, false)))
        else {
            continue;
        };
        let (first, end) = place(&claim);
        if decide::set_aside(first, end, &cues).is_some() {
            continue;
        }
        let sentence = source.text[segment.start..segment.end].trim();
        let wished = optional(&claim) || sentence.ends_with('?');
        let slot = match (own, wished) {
            (false, _) => &mut best.instead,
            (true, true) => &mut best.wished,
            (true, false) => &mut best.asked,
        };
        // "Or: six years of …" is another way to be enough.
        if slot.is_some() && (sentence.starts_with("Or") || sentence.starts_with("OR") || sentence.starts_with("or ")) {
            continue;
        }
        if slot.is_none_or(|known| claim.min > known.min) {
            *slot = Some(claim);
        }
    }
    best.asked.or(best.wished).or(best.instead)
}

/// Whether the years from byte `start` on are another way to be enough than the degree that ends at byte `degree`.
fn in_place_of(text: &str, degree: usize, start: usize) -> bool {
    let between = text.get(degree..start).unwrap_or("").to_ascii_lowercase();
    // "a degree in law or economics, two years": there the "or" belongs to the subjects.
    between.rfind(" or ").is_some_and(|at| {
        let lead = &between[at + 4..];
        lead.len() <= 24 && !lead.contains([',', ';', '.', ':', '\n']) && !lead.contains(" and ")
    })
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
        let or = [" or ", " or,", " OR ", "; or", ": or"];
        let alternatives = or.iter().any(|w| between.contains(w));
        if b.min > a.min && !alternatives { b } else { a }
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::facts;

    fn years(text: &str) -> (Option<f32>, Option<f32>) {
        let facts = facts("", text);
        (facts.experience_years, facts.experience_years_max)
    }

    #[test]
    fn the_overall_minimum_is_read() {
        for (text, min, max) in [
            ("You have five (5) years' experience in project management.", 5.0, None),
            ("3-5 yrs of experience with SQL", 3.0, Some(5.0)),
            ("At least 18 months of experience in sales", 1.5, None),
            ("8-10+ years of product experience, at least two of which in AI", 8.0, Some(10.0)),
            ("Requirements\n- 5+ years in data roles with at least 3 years in Python", 5.0, None),
            ("Requirements:\n- Five or more years leading CRM programmes", 5.0, None),
            ("A minimum of 12 months post registered experience", 1.0, None),
            ("Essential\n- 2 years of experience in care\n\nDesirable\n- 6 years of experience in care", 2.0, None),
            ("Experience\n4 years", 4.0, None),
            ("Two years of experience with a degree, or four years of experience without", 2.0, None),
            ("Requirements\n- a year or more in retail", 1.0, None),
            ("You must have a year on a service desk and a good telephone manner.", 1.0, None),
            ("Requirements\n- A year's experience of fundraising", 1.0, None),
            ("You need at least a year, at home or at work, with Linux.", 1.0, None),
            ("Requirements\n- two years+ in games", 2.0, None),
            ("Requirements\n- A degree or four years of experience\n- 2 years of experience with SQL", 2.0, None),
            ("- four years using Python daily", 4.0, None),
            ("Required skills\n- 3 Yrs to 6 Yrs", 3.0, Some(6.0)),
            ("5 years of experience required; 8 years preferred", 5.0, None),
            ("A minimum of six years of combined education and experience", 6.0, None),
        ] {
            assert_eq!(years(text), (Some(min), max), "{text:?}");
        }
    }

    #[test]
    fn ages_terms_and_histories_are_not_asked_for() {
        for text in [
            "For over 50 years our company has served its customers.",
            "You must be 18 years or older.",
            "Our team has 20 years combined experience.",
            "A 2 year fixed-term contract.",
            "30 days of leave after 5 years of service.",
            "A 2 year training contract, and a 6 month probationary period.",
            "The fellowship, fixed term 1 year beginning in March, gives experience of surgery.",
            "The team meets twice a year, and we pay £30,000 a year.",
            "['Our framework covers roads and bridges for ten years', 'Prepare tenders']",
            "An airport pass requires a five-year background check.",
            "We have been in business for 10 years.",
            "References for the preceding three-year period are needed for this experience.",
            "Over the last 3 years we have won awards for patient experience.",
            "The city clerk is retiring after twelve years of working here.",
            "Benefits\n- a sabbatical after four years of experience with us",
        ] {
            assert_eq!(years(text).0, None, "{text:?}");
        }
    }

    #[test]
    fn questions_of_a_form_say_nothing_of_the_post() {
        let text = "One year of experience is required.\n\n01\nDo you have five years of experience?\nYes\nNo";
        assert_eq!(years(text).0, Some(1.0));
    }
}
