//! Levels that words state for a mention.

use super::cue::CueInText;
use super::find::{LabelFound, joined_by_list};
use super::segment::Segment;
use crate::model::{Level, SectionKind};
use crate::rules::cues::Meaning;
use crate::rules::lexicon::flag;
use crate::rules::tokens::{Gap, Token};

/// A level word reaches over at most this many words.
const FARTHEST_LEVEL: usize = 9;

/// What a level word at the head of a label says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// A quality of a person, of which a level word may be part ("strong work ethic").
    Person,
    /// A tool or a language: "advanced Excel", "fluent English" are held at that level.
    Graded,
    /// Awarded or checked: nobody holds it at a level ("a basic criminal record check").
    Awarded,
    /// The word may belong to the name ("deep learning", "basic life support").
    Other,
}

/// The level that words state for each label of a segment, in order.
pub fn levels(
    text: &str,
    labels: &[LabelFound],
    natures: &[Nature],
    segment: &Segment,
    tokens: &[Token],
    cues: &[CueInText],
) -> Vec<Option<Level>> {
    let mut out: Vec<Option<Level>> =
        labels.iter().zip(natures).map(|(l, n)| stated(l, *n, segment, tokens, cues)).collect();
    // "strong Python and SQL skills": a level opens a list.
    for i in 1..labels.len() {
        let (last, first) = (labels[i - 1].last, labels[i].first);
        let opened = first >= last && (joined_by_list(tokens, last, first) || names_kind(text, tokens, last, first));
        let own = cues.iter().any(|c| {
            matches!(c.means, Meaning::Level(_)) && c.start >= labels[i - 1].last && c.start < labels[i].first
        });
        let example = cues.iter().any(|c| c.means == Meaning::OneOf && c.start == last && c.end == first);
        // "an excellent communicator, organised": the level is part of what names the person.
        let person = tokens[last - 1].word.is(flag::PERSON);
        // "strong organiser, self-motivated": another quality, not one that the level opens.
        let another = natures[i] == Nature::Person && is_quality(text, &tokens[labels[i].last - 1]);
        let held = natures[i] != Nature::Awarded;
        if out[i].is_none() && (opened || example) && !own && !person && !another && held {
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

/// "statistical *software* (SAS, R)": what stands in brackets is what is meant, not a part of it.
fn names_kind(text: &str, tokens: &[Token], last: usize, first: usize) -> bool {
    let kind = ["software", "tools", "languages", "packages", "systems", "platforms", "frameworks"];
    let bracket = first == last && text[tokens[last - 1].end as usize..tokens[first].start as usize].contains('(');
    bracket && kind.contains(&tokens[last - 1].text(text))
}

/// "organised", "motivated", "flexible": an adjective that names a quality by itself.
fn is_quality(text: &str, token: &Token) -> bool {
    let word = token.text(text);
    token.word.is(flag::ADJECTIVE) || ["ed", "ive", "ible", "able"].iter().any(|e| word.ends_with(e))
}

fn stated(
    label: &LabelFound,
    nature: Nature,
    segment: &Segment,
    tokens: &[Token],
    cues: &[CueInText],
) -> Option<Level> {
    if nature == Nature::Awarded {
        return None;
    }
    cues.iter()
        .filter_map(|c| match c.means {
            Meaning::Level(level) => Some((level, c)),
            _ => None,
        })
        .filter(|(level, c)| {
            // "strong work ethic", "deliver exceptional customer service", "advanced Excel" may be labels as a whole.
            let inside = c.start >= label.first && c.end < label.last;
            let person = nature == Nature::Person && *level > Level::Novice;
            if inside && (person || nature == Nature::Graded && c.start == label.first) {
                return true;
            }
            // "deliver outstanding work", "robust onboarding": among tasks an adjective speaks of what is made.
            if segment.section == SectionKind::Tasks && nature != Nature::Person && c.end - c.start == 1 {
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
