//! Years and levels that words state for a mention.

use super::cue::CueInText;
use super::find::{LabelFound, joined_by_list};
use super::segment::Segment;
use crate::model::Level;
use crate::rules::cues::Meaning;
use crate::rules::lexicon::flag;
use crate::rules::tokens::{Gap, Token};
use regex::Regex;
use std::sync::LazyLock;

/// More years than this are never asked for: they are the age of the employer or of the reader.
pub const MOST_YEARS: f32 = 25.0;

/// A stretch of time asked for, with the bytes it stands on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct YearsClaim {
    pub min: f32,
    pub max: Option<f32>,
    pub start: usize,
    pub end: usize,
}

static YEARS: LazyLock<Regex> = LazyLock::new(|| {
    let number =
        r"(?:\d{1,2}(?:\.\d)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|eighteen|twenty)";
    let pattern = format!(
        r"(?i)\b({number})\s*(?:\(\s*(\d{{1,2}})\s*(?:-\s*(\d{{1,2}}))?\s*\+?\s*\))?\s*(?:\+|plus|or more)?\s*(?:(?:-|–|—|to|or)\s*({number})\s*\+?)?\s*(?:\+|plus|or more)?[\s-]*(years?|yrs?|months?)\b(?:['’]|\s*\+)?"
    );
    Regex::new(&pattern).unwrap_or_else(|e| unreachable!("constant pattern: {e}"))
});

fn number(written: &str) -> Option<f32> {
    const WORDS: [(&str, f32); 14] = [
        ("one", 1.0),
        ("two", 2.0),
        ("three", 3.0),
        ("four", 4.0),
        ("five", 5.0),
        ("six", 6.0),
        ("seven", 7.0),
        ("eight", 8.0),
        ("nine", 9.0),
        ("ten", 10.0),
        ("twelve", 12.0),
        ("fifteen", 15.0),
        ("eighteen", 18.0),
        ("twenty", 20.0),
    ];
    let lower = written.to_lowercase();
    lower.parse().ok().or_else(|| WORDS.iter().find(|w| w.0 == lower).map(|w| w.1))
}

/// Years of experience in a sentence, with ages and histories left out.
pub fn years(text: &str, start: usize, end: usize) -> Vec<YearsClaim> {
    claims(text, start, end, false)
}

/// Like [`years`]; `demanded` where the section says that they are asked for, whatever the words.
pub fn claims(text: &str, start: usize, end: usize, demanded: bool) -> Vec<YearsClaim> {
    let sentence = &text[start..end];
    if !sentence.contains("ear") && !sentence.contains("yr") && !sentence.contains("onth") && !sentence.contains("EAR")
    {
        return Vec::new();
    }
    YEARS
        .captures_iter(sentence)
        .filter_map(|c| {
            let whole = c.get(0)?;
            let scale = if c.get(5)?.as_str().to_lowercase().starts_with('m') { 12.0 } else { 1.0 };
            let first = number(c.get(1)?.as_str())?;
            let second = [3, 4].iter().find_map(|&g| c.get(g)).and_then(|m| number(m.as_str()));
            let (min, max) = (first / scale, second.map(|s| s / scale));
            let fits = min <= MOST_YEARS && min > 0.0 && is_demand(sentence, whole.start(), whole.end(), demanded);
            let months_fit = scale < 2.0 || first <= 60.0;
            (fits && months_fit).then_some(YearsClaim {
                min,
                max: max.filter(|m| *m >= min),
                start: start + whole.start(),
                end: start + whole.end(),
            })
        })
        .collect()
}

/// Not the age of the employer or the reader, not a term of contract, not a sum over several people.
fn is_demand(sentence: &str, start: usize, end: usize, demanded: bool) -> bool {
    let lower = sentence.to_lowercase();
    if lower.len() != sentence.len() {
        return true;
    }
    let before = &lower[..start];
    let after = &lower[end..];
    let tail: String = after.chars().take(40).collect();
    let near_before: String = before.chars().rev().take(34).collect::<Vec<_>>().into_iter().rev().collect();
    let refused_after = [
        "old",
        "of age",
        "contract",
        "fixed",
        "combined",
        "ago",
        "in business",
        "of history",
        "term",
        "maternity",
        "secondment",
        "warranty",
        "in length",
        "placement",
        "rotation",
        "programme",
        "program",
        "probation",
        "and over",
        "history",
        "in operation",
        "of service",
        "appointment",
        "at one address",
        "period",
    ];
    let refused_before = [
        "over the last",
        "in the last",
        "within the last",
        "in the past",
        "over the past",
        "for over",
        "for more than",
        "we have",
        "our ",
        "within ",
        "over the next",
        "next ",
        "aged ",
        "age of",
        "first ",
        "contract of",
        "period of",
        "up to",
        "every",
        "duration",
        "term of",
        "for the last",
        "last ",
        "past ",
        "after ",
        "lasting ",
    ];
    let history = near_before.trim_end().ends_with(" for") && !tail.contains("experience");
    let demanded = (demanded && !history)
        || tail.contains("experience")
        || lower.contains("experience")
        || lower.contains("years'")
        || lower.contains("years’")
        || lower.contains("background")
        || lower.contains("working")
        || lower.contains("qualified")
        || lower.contains("completed at least")
        || tail.trim_start().starts_with("in ")
        || tail.trim_start().starts_with("of ");
    demanded
        && !is_posting(&tail)
        && !refused_after.iter().any(|r| tail.trim_start_matches([' ', '-', '’', '\'']).starts_with(r))
        && !refused_before
            .iter()
            .any(|r| near_before.trim_end_matches(|c: char| !c.is_ascii_alphanumeric()).ends_with(r.trim_end()))
        && !(near_before.contains("combined"))
        && (!tail.contains("combined")
            || tail.contains("combined education")
            || tail.contains("combined experience and"))
}

/// "a two year post", but not "two years post registration".
fn is_posting(tail: &str) -> bool {
    let rest = tail.trim_start_matches([' ', '-']);
    rest.strip_prefix("post").is_some_and(|r| {
        let word = r.trim_start_matches([' ', '-']);
        !["reg", "qual", "grad", "doc", "cct", "train"].iter().any(|w| word.starts_with(w))
    })
}

/// The claim that speaks of the label: one before it in the clause with nothing but words of experience between, or in
/// brackets after it.
pub fn years_of<'c>(
    label: &LabelFound,
    tokens: &[Token],
    text: &str,
    claims: &'c [YearsClaim],
) -> Option<&'c YearsClaim> {
    claims.iter().rfind(|c| {
        let (start, end) = (label.span.start as usize, label.span.end as usize);
        if c.end <= start {
            let between = &text[c.end..start];
            let plain = !between.contains([';', '.', ':', ')', '('])
                || between.trim_start().starts_with(['.', ')']) && between.len() < 30;
            return plain && between.len() < 90 && bound(tokens, c.end, label);
        }
        let between = text.get(end..c.start).unwrap_or("");
        c.start >= end
            && between.len() < 26
            && (between.contains('(')
                || between.contains(':')
                || between.trim() == "for"
                || between.trim_start().starts_with("experience")
                || between.trim() == "-"
                || between.trim().is_empty())
            && !between.contains([';', '.'])
    })
}

/// Between the years and the label only: prepositions, "experience", plain adjectives, verbs in -ing, list members.
fn bound(tokens: &[Token], from: usize, label: &LabelFound) -> bool {
    let between = tokens[..label.first].iter().rev().take_while(|t| t.start as usize >= from);
    let mut verbs = 0;
    let mut breaks = 0;
    for t in between {
        if t.word.is(flag::MODAL | flag::PRONOUN) && !t.word.is(flag::DETERMINER) {
            return false;
        }
        verbs += usize::from(t.word.is(flag::VERB) && t.word.is(flag::BASE | flag::THIRD) && t.word.lex == 0);
        breaks += usize::from(t.gap == Gap::Break);
    }
    verbs <= 1 && breaks <= 2
}

/// The level that words state for each label of a segment, in order.
pub fn levels(labels: &[LabelFound], segment: &Segment, tokens: &[Token], cues: &[CueInText]) -> Vec<Option<Level>> {
    let mut out: Vec<Option<Level>> = labels.iter().map(|l| stated(l, segment, tokens, cues)).collect();
    // "strong Python and SQL skills": a level opens a list.
    for i in 1..labels.len() {
        let opened =
            labels[i].first >= labels[i - 1].last && joined_by_list(tokens, labels[i - 1].last, labels[i].first);
        let own = cues.iter().any(|c| {
            matches!(c.means, Meaning::Level(_)) && c.start >= labels[i - 1].last && c.start < labels[i].first
        });
        if out[i].is_none() && opened && !own {
            out[i] = out[i - 1];
        }
    }
    out
}

fn stated(label: &LabelFound, segment: &Segment, tokens: &[Token], cues: &[CueInText]) -> Option<Level> {
    cues.iter()
        .filter_map(|c| match c.means {
            Meaning::Level(level) => Some((level, c)),
            _ => None,
        })
        .filter(|(_, c)| {
            // "strong work ethic" may be a label as a whole.
            if c.start == label.first && c.end < label.last {
                return true;
            }
            if c.end <= label.first {
                return near(tokens, c.end, label.first);
            }
            // "Excel (advanced)", "English - fluent"
            c.start >= label.last
                && c.start - label.last <= 1
                && c.end - c.start == 1
                && tokens[c.start].gap == Gap::Break
                && (c.end >= segment.last || tokens[c.end].gap != Gap::Space)
        })
        .min_by_key(
            |(_, c)| if c.end <= label.last { label.first.saturating_sub(c.end) } else { 50 + c.start - label.last },
        )
        .map(|(level, _)| level)
}

/// Only words that a level reaches across: adjectives, "experience", "knowledge of", "skills in".
fn near(tokens: &[Token], from: usize, to: usize) -> bool {
    to - from <= 5
        && tokens[from..=to].iter().all(|t| !matches!(t.gap, Gap::Break))
        && tokens[from..to].iter().all(|t| {
            let w = t.word;
            w.is(flag::SKIP | flag::PREPOSITION | flag::CARRIER | flag::AND) && !w.is(flag::PRONOUN)
        })
}
