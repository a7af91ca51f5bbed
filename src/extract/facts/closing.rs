//! The last day to apply.

use super::date::{self, Written};
use super::{Source, Spotted, slice};
use crate::extract::segment::Segment;
use crate::model::{Date, SectionKind};
use crate::rules::fact_cues::FactCue;
use crate::rules::tokens::Gap;
use std::cell::{Cell, OnceCell};

/// How many words may stand between the phrase and the date.
const FARTHEST: usize = 14;

/// How many words may stand between what is sent and "by".
const REACH: usize = 24;

/// The field as published, else the date that words of closing lead to.
pub fn read(source: &Source<'_>, spotted: &[Spotted]) -> Option<Date> {
    if let Some(field) = source.advert.closing {
        return Some(field);
    }
    // Looked for once, however often the text speaks of closing.
    let year_in_text = OnceCell::new();
    let applying = Cell::new((usize::MAX, false));
    let applies = |number: usize| {
        if applying.get().0 != number {
            applying.set((number, of_applying(source, &source.segments[number])));
        }
        applying.get().1
    };
    let by = |cue: FactCue| {
        (0..spotted.len()).filter(move |&at| spotted[at].cue == cue).find_map(|at| {
            let perhaps = cue != FactCue::Closing;
            let segment = &source.segments[spotted[at].segment];
            // "Deadline: 15 January" says it by standing alone.
            let opens = spotted[at].start == segment.first && segment.last - segment.first <= 8;
            let fits = match cue {
                FactCue::Closing => true,
                FactCue::ClosingPerhaps => opens || applies(spotted[at].segment),
                _ => says_what_to_send(spotted, at),
            };
            if !fits {
                return None;
            }
            let written = behind(source, spotted, at, perhaps)?;
            let year = written.year.or_else(|| year_of(source, written, &year_in_text))?;
            written.date(year, written.either && date::month_first(source))
        })
    };
    by(FactCue::Closing).or_else(|| by(FactCue::ClosingPerhaps)).or_else(|| by(FactCue::ClosingBy))
}

/// "Send your CV and a covering letter *by*": what is sent stands before, in the same sentence.
fn says_what_to_send(spotted: &[Spotted], at: usize) -> bool {
    let s = &spotted[at];
    let before = spotted[..at].iter().rev().take_while(|b| b.segment == s.segment && b.start + REACH > s.start);
    before.into_iter().any(|b| b.cue == FactCue::Sending)
}

/// The date behind the phrase, with nothing but small words, days of the week and times between.
fn behind(source: &Source<'_>, spotted: &[Spotted], at: usize, perhaps: bool) -> Option<Written> {
    let tokens = source.tokens;
    let from = spotted[at].end;
    let last = tokens.len().min(from + FARTHEST);
    let mut near = spotted[at..].iter().take_while(|s| s.start < last);
    let other = near.find(|s| s.cue == FactCue::OtherDate && s.start >= from).map_or(last, |s| s.start);
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
    let words =
        ["appl", " cv", "resume", "vacancy", "this job", "job posting", "expression of interest", "send", "return"];
    matches!(segment.section, SectionKind::Application | SectionKind::Facts)
        || words.iter().any(|w| sentence.contains(w))
}

/// A year that the advert leaves to the reader: of its day of publication, else of another date in the text.
fn year_of(source: &Source<'_>, written: Written, in_text: &OnceCell<Option<i16>>) -> Option<i16> {
    if let Some(published) = source.advert.published {
        let same = written.date(published.year(), false)?;
        return Some(if same < published { published.year() + 1 } else { published.year() });
    }
    let dates = |i: usize| {
        let word = source.tokens[i].text(source.text);
        let starts_date = word.as_bytes()[0].is_ascii_digit() || date::month(word).is_some();
        starts_date.then(|| date::at(source.text, source.tokens, i)).flatten().and_then(|w| w.year)
    };
    *in_text.get_or_init(|| (0..source.tokens.len()).find_map(dates))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{advert, facts, facts_of};
    use crate::model::Date;

    fn date(text: &str) -> Option<String> {
        facts("", text).closing_date.map(|d| d.to_string())
    }

    #[test]
    fn closing_dates_are_read_in_every_order() {
        for (text, want) in [
            ("Closing date: 3rd May 2026", "2026-05-03"),
            ("Closing Date: Sunday 15 November 2026 at midnight.", "2026-11-15"),
            ("Applications close at 5pm on Friday 27 November 2026.", "2026-11-27"),
            ("Closing date: 03/05/2026. Salary £30,000", "2026-05-03"),
            ("Closing date: 18/11/26", "2026-11-18"),
            ("Closing Date: 3/20/2026 11:59 PM Eastern", "2026-03-20"),
            ("Application Deadline: August 14, 2026 (29 days left to apply)", "2026-08-14"),
            ("Closing Date\n2026-08-28", "2026-08-28"),
            ("Apply by 12-Nov-2026", "2026-11-12"),
            ("Please send your CV no later than 31 July 2026.", "2026-07-31"),
            ("The closing date for applications is Thursday 31st January 2026", "2026-01-31"),
            ("Closing date: 3.5.2026", "2026-05-03"),
            ("Closing date: 1st of June 2026\nInterview date: 9 June 2026", "2026-06-01"),
            ("This vacancy closes on 7 Sept 2026", "2026-09-07"),
            ("Send your CV and a link to something you made by 18 December 2026.", "2026-12-18"),
            ("CVs in Word format to Ada by 4th December 2026.", "2026-12-04"),
            ("Applications must reach Human Resources by 31 December 2026.", "2026-12-31"),
        ] {
            assert_eq!(date(text).as_deref(), Some(want), "{text:?}");
        }
    }

    #[test]
    fn numbers_alone_follow_the_country_of_the_advert() {
        assert_eq!(date("Closing date: 08/09/2026. Pay: $30 an hour").as_deref(), Some("2026-08-09"));
        assert_eq!(date("Closing date: 08/09/2026. Pay: £30 an hour").as_deref(), Some("2026-09-08"));
        assert_eq!(date("Posted 7/30/2026. Closing date: 08/09/2026").as_deref(), Some("2026-08-09"));
    }

    #[test]
    fn other_dates_close_nothing() {
        for text in [
            "Interview date: 16 November 2026",
            "Start date: 1 May 2026",
            "This is a fixed-term contract until 31st March 2026.",
            "We may close this vacancy early; closing date to be confirmed. Interviews on 3 May 2026.",
            "The filing deadline for the May 5th, 2026 primary election is near.",
            "Able to work to tight deadlines since 3 May 2024",
            "Close to the station, opened 3 May 2020",
            "Posted on 3 May 2026",
            "Closing date: 99/99/2026",
            "Meets the deadline of 31 December 2026 for the audit.",
            "You will have moved to the new system by 31 December 2026.",
        ] {
            assert_eq!(date(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_year_that_was_left_out_is_that_of_publication_or_of_another_date() {
        let mut given = advert("", "Closing date: 4 January");
        assert_eq!(facts_of(&given).closing_date, None);
        given.published = Date::new(2026, 12, 11).ok();
        assert_eq!(facts_of(&given).closing_date.map(|d| d.to_string()).as_deref(), Some("2027-01-04"));
        assert_eq!(date("Closing date: 4 March. Interviews: 20 March 2026").as_deref(), Some("2026-03-04"));
    }

    #[test]
    fn the_published_field_wins() {
        let mut given = advert("", "Closing date: 3 May 2026");
        given.closing = Date::new(2026, 5, 1).ok();
        assert_eq!(facts_of(&given).closing_date, given.closing);
    }
}
