//! Facts that are given as the words of the advert: budget, whom one reports to, travel, shifts.

use super::spot::masked;
use super::{Source, Spotted, slice};
use crate::extract::segment::{Segment, SegmentKind};
use crate::model::{SectionKind, Span};
use crate::rules::fact_cues::FactCue;
use crate::rules::lexicon::flag;
use crate::rules::tokens::Gap;

/// The longest phrase, in words.
const LONGEST: usize = 14;

/// "manage a budget of £2m": money that the holder answers for.
pub fn budget(source: &Source<'_>, spotted: &[Spotted]) -> Option<Span> {
    phrases(source, spotted, FactCue::Budget, None).find_map(|s| {
        let segment = &source.segments[s.segment];
        span(source, s.start, clause_end(source, segment, s.end, s.end + 6))
    })
}

/// "Reporting to the Head of Finance": the words for whom.
pub fn reports_to(source: &Source<'_>, spotted: &[Spotted]) -> Option<Span> {
    phrases(source, spotted, FactCue::ReportsTo, None).find_map(|s| {
        let segment = &source.segments[s.segment];
        let mut first = s.end;
        let heading = segment.kind == SegmentKind::Heading;
        let (segment, limit) = match source.segments.get(s.segment + 1).filter(|_| heading && s.end == segment.last) {
            Some(next) => (next, next.last),
            None => (segment, segment.last),
        };
        let articled = source
            .tokens
            .get(first)
            .is_some_and(|t| matches!(t.text(source.text), "the" | "a" | "an" | "our" | "The" | "your"));
        first += usize::from(articled);
        let name = source.tokens.get(first).filter(|_| first < limit)?;
        let capital = name.text(source.text).starts_with(char::is_uppercase) || name.word.is(flag::PERSON);
        if !articled && !capital {
            return None;
        }
        let stop = (first + 1..limit.min(first + 9)).find(|&i| {
            let t = &source.tokens[i];
            let ends = matches!(t.gap, Gap::Break | Gap::Comma) || t.word.is(flag::MODAL | flag::PRONOUN | flag::CUTS);
            ends || matches!(
                t.text(source.text),
                "and" | "you" | "this" | "with" | "who" | "on" | "in" | "but" | "as" | "to" | "is"
            )
        });
        span(source, first, stop.unwrap_or(limit.min(first + 9)).min(segment.last))
    })
}

/// "willing to travel up to 20% of the time".
pub fn travel(source: &Source<'_>, spotted: &[Spotted]) -> Option<Span> {
    phrases(source, spotted, FactCue::Travel, Some(FactCue::NoTravel)).find_map(|s| {
        let segment = &source.segments[s.segment];
        // "25% travel required"
        let lead = source.tokens[s.start].start as usize;
        let percent =
            slice(source.text, lead.saturating_sub(3), lead).trim_end().ends_with('%') && s.start > segment.first;
        let first = if percent { s.start - 1 } else { s.start };
        span(source, first, clause_end(source, segment, s.end, first + LONGEST))
    })
}

/// "rotating shifts including nights and weekends".
pub fn shifts(source: &Source<'_>, spotted: &[Spotted]) -> Option<Span> {
    phrases(source, spotted, FactCue::Shifts, None).find_map(|s| {
        let segment = &source.segments[s.segment];
        span(source, s.start, clause_end(source, segment, s.end, s.end + 5))
    })
}

/// The phrases of one meaning in what the advert says of the post.
fn phrases<'s>(
    source: &'s Source<'_>,
    spotted: &'s [Spotted],
    cue: FactCue,
    mask: Option<FactCue>,
) -> impl Iterator<Item = &'s Spotted> + 's {
    (0..spotted.len()).filter(move |&at| spotted[at].cue == cue).filter_map(move |at| {
        let section = source.segments[spotted[at].segment].section;
        let aside = matches!(section, SectionKind::Benefits | SectionKind::EqualOpportunity | SectionKind::Application);
        let covered = mask.is_some_and(|m| masked(spotted, at, m));
        (!aside && !covered).then(|| &spotted[at])
    })
}

/// Where the clause ends that goes on at token `from`, at the latest at `most`.
fn clause_end(source: &Source<'_>, segment: &Segment, from: usize, most: usize) -> usize {
    let last = segment.last.min(most);
    let ends = |i: usize| {
        let t = &source.tokens[i];
        let between = slice(source.text, source.tokens[i - 1].end as usize, t.start as usize);
        let number = between.contains(['%', '£', '$', '€', '(']) || between == "." || between == ",";
        (t.gap == Gap::Break && !number) || matches!(t.text(source.text), "but" | "which" | "who" | "you")
    };
    (from..last).find(|&i| ends(i)).unwrap_or(last)
}

fn span(source: &Source<'_>, first: usize, end: usize) -> Option<Span> {
    let (first, last) = (source.tokens.get(first)?, source.tokens.get(end.checked_sub(1)?)?);
    Span::new(first.start as usize, last.end as usize)
}

#[cfg(test)]
mod tests {
    use super::super::testing::facts;
    use crate::model::{Facts, Span};

    fn check(fact: fn(&Facts) -> Option<Span>, cases: &[(&str, Option<&str>)]) {
        for (text, want) in cases {
            let got = fact(&facts("", text)).and_then(|s| s.of(text));
            assert_eq!(got, *want, "{text:?}");
        }
    }

    #[test]
    fn whom_one_reports_to_is_named() {
        check(
            |f| f.reports_to,
            &[
                ("Reporting to the Head of Finance, you keep the books.", Some("Head of Finance")),
                ("This role reports directly to the CEO.", Some("CEO")),
                ("Reports to: Operations Manager", Some("Operations Manager")),
                ("Responsible to the Lead Content Designer for pages", Some("Lead Content Designer for pages")),
                ("You build reporting tools.", None),
                ("Report to work on time.", None),
            ],
        );
    }

    #[test]
    fn travel_shifts_and_budget_keep_their_words() {
        check(
            |f| f.travel,
            &[
                ("You are willing to travel up to 20% of the time.", Some("willing to travel up to 20% of the time")),
                ("Some travel to client sites is needed.", Some("Some travel to client sites is needed")),
                ("Travel expenses are paid.", None),
                ("We are a travel agency.", None),
            ],
        );
        check(
            |f| f.shifts,
            &[
                ("You work rotating shifts including nights.", Some("rotating shifts including nights")),
                ("There is an on-call rota.", Some("on-call rota")),
                ("We see a paradigm shift.", None),
            ],
        );
        check(
            |f| f.budget,
            &[
                ("You are responsible for a budget of £2m.", Some("responsible for a budget of £2m")),
                ("Managing budgets and forecasts", Some("Managing budgets and forecasts")),
                ("Benefits\n- an annual budget of £500 for books", None),
            ],
        );
    }
}
