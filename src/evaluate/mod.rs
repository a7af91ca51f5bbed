//! How well adverts are read: extractions against adverts that people marked.
//!
//! Two kinds of marks are scored. *Spans*: every word sequence that names a skill or a piece of knowledge. *Adverts*:
//! requirements with alternatives, necessity, level and years, traps, tasks and facts. Measures are defined on the
//! types.

mod adverts;
mod facts;
mod gold;
mod spans;
mod stems;

pub use adverts::{AdvertScores, score_adverts};
pub use facts::FactScore;
pub use gold::{GoldAdvert, GoldSpans};
pub use spans::{SpanScores, score_spans};

use crate::model::Span;
use std::collections::BTreeMap;

/// A mention of more words is wrong wherever it lies.
const LONGEST_MENTION: usize = 12;
/// A task of more words is wrong wherever it lies.
const LONGEST_TASK: usize = 25;

/// What is right of what was said, and of what was marked.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Score {
    pub right: usize,
    pub said: usize,
    /// Marks that were found; equals `right` where marks and predictions pair off.
    pub found: usize,
    pub marked: usize,
}

impl Score {
    pub fn precision(&self) -> f64 {
        self.right as f64 / self.said.max(1) as f64
    }

    pub fn recall(&self) -> f64 {
        self.found as f64 / self.marked.max(1) as f64
    }

    /// Harmonic mean of precision and recall; 0 where both are.
    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

/// A part of a whole.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Part {
    pub of: usize,
    pub whole: usize,
}

impl Part {
    pub fn share(&self) -> f64 {
        self.of as f64 / self.whole.max(1) as f64
    }
}

/// Phrases with how often each was missed or wrong.
pub type Tally = BTreeMap<String, usize>;

/// The most frequent entries of a tally, ties in order of the alphabet.
pub fn most_frequent(tally: &Tally, n: usize) -> Vec<(&str, usize)> {
    let mut rows: Vec<_> = tally.iter().map(|(phrase, count)| (phrase.as_str(), *count)).collect();
    rows.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    rows.truncate(n);
    rows
}

fn overlap(a: Span, b: Span) -> u32 {
    if a.overlaps(&b) { a.end.min(b.end) - a.start.max(b.start) } else { 0 }
}

fn words_in(text: &str, span: Span) -> usize {
    span.of(text).map_or(0, |t| t.split_whitespace().count())
}

fn shown(text: &str, span: Span) -> String {
    span.of(text).unwrap_or("").to_lowercase()
}

fn add(tally: &mut Tally, phrase: String) {
    *tally.entry(phrase).or_default() += 1;
}
