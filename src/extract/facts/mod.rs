//! What an advert says about the post itself: one file per fact.

mod amount;
mod claim;
mod closing;
mod contract;
mod date;
mod education;
mod employer;
mod experience;
mod gates;
mod label;
mod languages;
mod manages;
mod mode;
mod phrase;
mod place;
mod salary;
mod seniority;
mod spot;
mod title;

use super::segment::Segment;
use crate::model::{Advert, Facts, Requirement};
use crate::rules::Rules;
use crate::rules::fact_cues::FactCue;
use crate::rules::tokens::Token;

/// What a fact reader may look at.
pub struct Source<'a> {
    pub advert: &'a Advert,
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub segments: &'a [Segment],
    pub rules: &'a Rules,
}

/// Reads all facts. `None` = not stated.
pub fn facts(source: &Source<'_>, requirements: &[Requirement]) -> Facts {
    let spotted = spot::spot(source.text, source.tokens, source.segments, source.rules);
    let labels = label::labels(source, &spotted);
    let title = title::choose(source, &labels);
    let reached = title::reach(source, &labels, title);
    let seniority = reached.seniority.or_else(|| seniority::stated(source, &spotted, &labels));
    let years = experience::read(source, &spotted);
    Facts {
        role: Some(reached.words).filter(|w| !w.is_empty()),
        role_id: reached.role_id,
        seniority,
        employer: employer::read(source, &labels),
        location: place::read(source, &spotted, &labels),
        work_mode: mode::read(source, title, &spotted, &labels),
        contract: contract::read(source, title, &spotted, &labels),
        closing_date: closing::read(source, &spotted),
        salary: salary::read(source, title, &spotted),
        education: education::read(source, &spotted),
        manages: manages::read(source, &spotted, seniority),
        budget: phrase::budget(source, &spotted),
        reports_to: phrase::reports_to(source, &spotted),
        travel: phrase::travel(source, &spotted),
        shifts: phrase::shifts(source, &spotted),
        languages: languages::read(source, requirements),
        gates: gates::read(source, requirements),
        experience_years: years.map(|y| y.min),
        experience_years_max: years.and_then(|y| y.max),
    }
}

/// A phrase that states a fact, where it stands: tokens `start..end` of segment number `segment`.
#[derive(Debug, Clone, Copy)]
struct Spotted {
    cue: FactCue,
    start: usize,
    end: usize,
    segment: usize,
}

impl Spotted {
    /// The bytes of the phrase.
    fn bytes(&self, tokens: &[Token]) -> (usize, usize) {
        (tokens[self.start].start as usize, tokens[self.end - 1].end as usize)
    }
}

/// `text[start..end]` with both ends moved inwards to the nearest character boundaries.
fn slice(text: &str, start: usize, end: usize) -> &str {
    let mut start = start.min(text.len());
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let mut end = end.clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(start..end).unwrap_or("")
}

#[cfg(test)]
mod testing {
    use crate::extract::{Repeated, extract};
    use crate::model::{Advert, Facts};
    use crate::rules::Rules;

    /// An advert that gives nothing apart from title and text.
    pub fn advert(title: &str, text: &str) -> Advert {
        Advert::of_text("test", title, text, "")
    }

    pub fn facts_of(advert: &Advert) -> Facts {
        extract(advert, Rules::embedded(), &Repeated::default()).facts
    }

    pub fn facts(title: &str, text: &str) -> Facts {
        facts_of(&advert(title, text))
    }
}
