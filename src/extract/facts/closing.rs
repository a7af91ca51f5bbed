//! The last day to apply.

use super::date::{self, Written};
use super::{Source, Spotted, slice};
use crate::extract::segment::Segment;
use crate::model::{Date, SectionKind};
use crate::rules::fact_cues::FactCue;
use crate::rules::tokens::Gap;

/// How many words may stand between the phrase and the date.
const FARTHEST: usize = 14;

/// The field as published, else the date that words of closing lead to.
pub fn read(source: &Source<'_>, spotted: &[Spotted]) -> Option<Date> {
    if let Some(field) = source.advert.closing {
        return Some(field);
    }
    let by = |cue: FactCue| {
        (0..spotted.len()).filter(move |&at| spotted[at].cue == cue).find_map(|at| {
            let perhaps = cue == FactCue::ClosingPerhaps;
            if perhaps && !of_applying(source, &source.segments[spotted[at].segment]) {
                return None;
            }
            let written = behind(source, spotted, at, perhaps)?;
            let year = written.year.or_else(|| year_of(source, written))?;
            written.date(year, written.either && date::month_first(source))
        })
    };
    by(FactCue::Closing).or_else(|| by(FactCue::ClosingPerhaps))
}

/// The date behind the phrase, with nothing but small words, days of the week and times between.
fn behind(source: &Source<'_>, spotted: &[Spotted], at: usize, perhaps: bool) -> Option<Written> {
    let tokens = source.tokens;
    let from = spotted[at].end;
    let last = tokens.len().min(from + FARTHEST);
    let other = spotted[at..].iter().find(|s| s.cue == FactCue::OtherDate && s.start >= from).map_or(last, |s| s.start);
    let mut foreign = 0;
    for i in from..last.min(other) {
        if let Some(written) = date::at(source.text, tokens, i) {
            // "the filing deadline for the May 5th, 2026 election"
            let for_an_event =
                i > from + 1 && tokens[i - 1].text(source.text) == "the" && tokens[i - 2].text(source.text) == "for";
            return (!for_an_event).then_some(written);
        }
        let word = tokens[i].text(source.text);
        let between = slice(source.text, tokens[i - 1].end as usize, tokens[i].start as usize);
        // The end of a sentence or a paragraph ends the search, unless it stands directly behind a heading.
        let parted = i > from && tokens[i].gap == Gap::Break && (between.contains("\n\n") || between.contains(". "));
        foreign += usize::from(!is_filler(word));
        if parted || foreign > if perhaps { 1 } else { 3 } {
            return None;
        }
    }
    None
}

fn is_filler(word: &str) -> bool {
    const FILLERS: [&str; 36] = [
        "is",
        "on",
        "at",
        "by",
        "for",
        "this",
        "role",
        "vacancy",
        "applications",
        "application",
        "date",
        "of",
        "midnight",
        "noon",
        "the",
        "will",
        "be",
        "to",
        "am",
        "pm",
        "11pm",
        "5pm",
        "job",
        "post",
        "position",
        "from",
        "until",
        "and",
        "eastern",
        "central",
        "pacific",
        "mountain",
        "gmt",
        "bst",
        "est",
        "midday",
    ];
    let lower = word.to_ascii_lowercase();
    word.as_bytes()[0].is_ascii_digit() || FILLERS.contains(&lower.as_str()) || date::is_weekday(word)
}

/// Whether the sentence speaks of applying.
fn of_applying(source: &Source<'_>, segment: &Segment) -> bool {
    let sentence = source.text[segment.start..segment.end].to_ascii_lowercase();
    let words = ["appl", " cv", "resume", "vacancy", "this job", "job posting", "expression of interest", "send"];
    matches!(segment.section, SectionKind::Application | SectionKind::Facts)
        || words.iter().any(|w| sentence.contains(w))
}

/// A year that the advert leaves to the reader: of its day of publication, else of another date in the text.
fn year_of(source: &Source<'_>, written: Written) -> Option<i16> {
    if let Some(published) = source.advert.published {
        let same = written.date(published.year(), false)?;
        return Some(if same < published { published.year() + 1 } else { published.year() });
    }
    (0..source.tokens.len()).find_map(|i| {
        let starts_date = source.tokens[i].text(source.text).as_bytes()[0].is_ascii_digit() || {
            let word = source.tokens[i].text(source.text);
            date::month(word).is_some()
        };
        starts_date.then(|| date::at(source.text, source.tokens, i)).flatten().and_then(|w| w.year)
    })
}
