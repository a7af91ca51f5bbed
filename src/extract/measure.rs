//! Years and levels that words state for a mention.

use super::cue::CueInText;
use super::find::{LabelFound, joined_by_list};
use super::segment::Segment;
use crate::model::{Level, SectionKind};
use crate::rules::cues::Meaning;
use crate::rules::lexicon::flag;
use crate::rules::tokens::{Gap, Token};
use memchr::memchr2_iter;
use regex::Regex;
use std::sync::LazyLock;

/// More years than this are never asked for: they are the age of the employer or of the reader.
pub const MOST_YEARS: f32 = 25.0;

/// A level word reaches over at most this many words.
const FARTHEST_LEVEL: usize = 9;

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
    if !names_time(sentence.as_bytes()) {
        return Vec::new();
    }
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

/// Whether "year", "yr" or "month" stands somewhere: the pattern costs much more than to look for them.
fn names_time(sentence: &[u8]) -> bool {
    let goes_on =
        |i: usize, with: &[u8]| sentence[i + 1..].get(..with.len()).is_some_and(|s| s.eq_ignore_ascii_case(with));
    memchr2_iter(b'y', b'Y', sentence).any(|i| goes_on(i, b"ear") || goes_on(i, b"r"))
        || memchr2_iter(b'm', b'M', sentence).any(|i| goes_on(i, b"onth"))
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
        "uk residen",
        "residen",
        "checkable",
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
        || ["in ", "of ", "as ", "on ", "with "].iter().any(|w| tail.trim_start().starts_with(w))
            && !near_before.trim_end().ends_with("for")
        || ["must have", "at least", "minimum of", "minimum"].iter().any(|w| near_before.trim_end().ends_with(w));
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
            return plain && between.len() < 220 && bound(tokens, c.end, label);
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

/// Between the years and the label only: prepositions, "experience", adjectives, verbs in -ing, members of the list.
fn bound(tokens: &[Token], from: usize, label: &LabelFound) -> bool {
    let first = tokens[..label.first].partition_point(|t| (t.start as usize) < from);
    let (mut verbs, mut breaks) = (0, 0);
    let (mut carriers, mut named) = (0, false);
    for i in first..label.first {
        let (t, next) = (tokens[i], tokens[i + 1]);
        if t.word.is(flag::MODAL | flag::PRONOUN) && !t.word.is(flag::DETERMINER) {
            return false;
        }
        // "3 years' experience or a degree", "5 years in sales, strong Excel": a new demand begins.
        let marks_list = next.word.is(flag::AND | flag::OR) || next.gap == Gap::Comma;
        let carried =
            t.word.is(flag::CARRIER) && marks_list && !tokens[(i + 2).min(label.first)].word.is(flag::CARRIER);
        let demand = t.gap == Gap::Comma && t.word.is(flag::ADJECTIVE | flag::CARRIER);
        // "… in payroll with a proven record of …"
        let second = carriers > 0 && named && t.word.is(flag::CARRIER);
        if carried || demand || second {
            return false;
        }
        carriers += usize::from(t.word.is(flag::CARRIER));
        named |= carriers > 0 && !t.word.is(flag::CARRIER | flag::FUNCTION | flag::SKIP);
        verbs += usize::from(t.word.is(flag::VERB) && t.word.is(flag::BASE | flag::THIRD) && t.word.lex == 0);
        breaks += usize::from(t.gap == Gap::Break);
    }
    verbs <= 1 && breaks <= 2
}

/// The level that words state for each label of a segment, in order; `personal` tells which are qualities of a person.
pub fn levels(
    text: &str,
    labels: &[LabelFound],
    personal: &[bool],
    segment: &Segment,
    tokens: &[Token],
    cues: &[CueInText],
) -> Vec<Option<Level>> {
    let mut out: Vec<Option<Level>> =
        labels.iter().zip(personal).map(|(l, p)| stated(l, *p, segment, tokens, cues)).collect();
    // "strong Python and SQL skills": a level opens a list.
    for i in 1..labels.len() {
        let (last, first) = (labels[i - 1].last, labels[i].first);
        let bracket = first == last && text[tokens[last - 1].end as usize..tokens[first].start as usize].contains('(');
        let opened = first >= last && (bracket || joined_by_list(tokens, last, first));
        let own = cues.iter().any(|c| {
            matches!(c.means, Meaning::Level(_)) && c.start >= labels[i - 1].last && c.start < labels[i].first
        });
        let example = cues.iter().any(|c| c.means == Meaning::OneOf && c.start == last && c.end == first);
        // "an excellent communicator, organised": the level is part of what names the person.
        let person = tokens[last - 1].word.is(flag::PERSON);
        if out[i].is_none() && (opened || example) && !own && !person {
            out[i] = out[i - 1];
        }
    }
    // "English and Russian fluently"
    for i in (1..labels.len()).rev() {
        let (last, first) = (labels[i - 1].last, labels[i].first);
        let behind =
            cues.iter().any(|c| matches!(c.means, Meaning::Level(_)) && is_adverb_behind(c, &labels[i], tokens));
        if behind && out[i - 1].is_none() && first >= last && joined_by_list(tokens, last, first) {
            out[i - 1] = out[i];
        }
    }
    out
}

fn stated(
    label: &LabelFound,
    personal: bool,
    segment: &Segment,
    tokens: &[Token],
    cues: &[CueInText],
) -> Option<Level> {
    cues.iter()
        .filter_map(|c| match c.means {
            Meaning::Level(level) => Some((level, c)),
            _ => None,
        })
        .filter(|(_, c)| {
            // "strong work ethic", "deliver exceptional customer service" may be labels as a whole.
            if personal && c.start >= label.first && c.end < label.last {
                return true;
            }
            // "deliver outstanding work", "robust onboarding": among tasks an adjective speaks of what is made.
            if segment.section == SectionKind::Tasks && !personal && c.end - c.start == 1 {
                return false;
            }
            if c.start < label.first && c.end <= label.last {
                return c.end > label.first || near(tokens, c.end, label.first);
            }
            if is_adverb_behind(c, label, tokens) {
                return true;
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

/// "speak English *fluently*"
fn is_adverb_behind(cue: &CueInText, label: &LabelFound, tokens: &[Token]) -> bool {
    cue.start >= label.last
        && cue.start - label.last <= 1
        && tokens[cue.start].word.is(flag::ADVERB)
        && tokens[cue.start].gap == Gap::Space
}

/// Only words that a level reaches across: "experience", "knowledge of", members of its list; not a second demand.
fn near(tokens: &[Token], from: usize, to: usize) -> bool {
    if to - from > FARTHEST_LEVEL || tokens[to].gap == Gap::Break {
        return false;
    }
    let (mut plain, mut named, mut closed) = (true, false, false);
    for t in &tokens[from..to] {
        let w = t.word;
        let verb = w.is(flag::VERB) && w.is(flag::BASE | flag::THIRD) && w.lex == 0 && !w.is(flag::NOUNISH);
        let second = closed && (t.gap == Gap::Comma || w.is(flag::AND | flag::OR));
        let stray = w.is(flag::PREPOSITION) && !w.is(flag::SKIP) && !plain;
        if t.gap == Gap::Break || second || stray || verb || w.is(flag::PRONOUN | flag::MODAL | flag::CUTS) {
            return false;
        }
        plain = w.is(flag::SKIP | flag::PREPOSITION | flag::CARRIER | flag::AND);
        closed |= named && w.is(flag::CARRIER) || w.is(flag::PERSON);
        named |= !plain;
    }
    !(closed && tokens[to].gap == Gap::Comma)
}
