//! What stands where a competency would and is in no vocabulary.

use super::cue::CueInText;
use super::find::{LabelFound, after_list_break, joined_by_list};
use super::segment::Segment;
use crate::model::{SectionKind, Span, UnknownTerm};
use crate::rules::cues::Meaning;
use crate::rules::lexicon::flag;
use crate::rules::tokens::{Gap, Token};

/// A term has at most this many words.
const LONGEST: usize = 5;

/// The unknown terms of a segment that asks for something, in order.
pub fn terms(
    text: &str,
    tokens: &[Token],
    segment: &Segment,
    labels: &[LabelFound],
    cues: &[CueInText],
    out: &mut Vec<UnknownTerm>,
) {
    let mut last = segment.first;
    let told = matches!(segment.section, SectionKind::Intro | SectionKind::Facts | SectionKind::Employer);
    let strong = |c: &CueInText| {
        c.means == Meaning::Evidence
            && !(told && tokens[c.end - 1].word.is(flag::ING | flag::CUTS | flag::PREPOSITION) && c.end - c.start == 1)
    };
    for cue in cues.iter().filter(|c| strong(c)) {
        let mut i = cue.end.max(last);
        let stop = cue.to;
        let mut chunk = Chunk::default();
        let mut words = 0;
        while i < stop && words < 24 {
            words += 1;
            let t = tokens[i];
            if let Some(label) = labels.iter().find(|l| l.first <= i && i < l.last) {
                chunk.flush(text, tokens, out);
                i = label.last;
                continue;
            }
            let ends = t.word.is(flag::MODAL | flag::PRONOUN | flag::CUTS)
                || (t.word.is(flag::VERB)
                    && !t.word.is(flag::ING)
                    && t.word.lex == 0
                    && t.word.is(flag::BASE | flag::THIRD));
            if ends {
                break;
            }
            if matches!(t.gap, Gap::Break | Gap::Comma | Gap::Slash)
                || t.word.is(flag::FUNCTION | flag::CARRIER | flag::OPEN)
            {
                chunk.flush(text, tokens, out);
            }
            if !t.word.is(flag::FUNCTION | flag::CARRIER | flag::OPEN | flag::PERSON | flag::NUMBER) {
                chunk.push(tokens, i);
            }
            i += 1;
        }
        chunk.flush(text, tokens, out);
        last = i;
    }
}

/// Unknown members of lists of known ones: "*model validation*, quantitative analysis or surveillance reporting".
pub fn members(text: &str, tokens: &[Token], segment: &Segment, labels: &[LabelFound], out: &mut Vec<UnknownTerm>) {
    let known = out.len();
    for (n, label) in labels.iter().enumerate() {
        let next = labels.get(n + 1).map_or(segment.last, |l| l.first.max(label.last));
        let Some(first) = after_list_break(tokens, label.last, next) else { continue };
        let mut last = first;
        while last < next && names(tokens, last, first) {
            last += 1;
        }
        let listed_before = n > 0 && joined_by_list(tokens, labels[n - 1].last, label.first.max(labels[n - 1].last));
        let between = last < segment.last && last <= next && after_list_break(tokens, last, segment.last) == Some(next);
        let closes = listed_before && (last == segment.last || tokens[last].gap == Gap::Break);
        let long = last.saturating_sub(first);
        if long == 0 || long > LONGEST || !(between && next < segment.last || closes) {
            continue;
        }
        let mut found = Vec::new();
        Chunk { first, last }.flush(text, tokens, &mut found);
        let told = |u: &UnknownTerm| out[..known].iter().any(|o| o.span.overlaps(&u.span));
        let fresh: Vec<_> = found.into_iter().filter(|u| !told(u)).collect();
        out.extend(fresh);
    }
}

/// Whether token `i` may be part of a member that starts at `first`.
fn names(tokens: &[Token], i: usize, first: usize) -> bool {
    let t = tokens[i];
    let verb = t.word.is(flag::VERB) && t.word.is(flag::BASE | flag::THIRD) && t.word.lex == 0;
    (i == first || matches!(t.gap, Gap::Space | Gap::Joined))
        && !verb
        && !t.word.is(flag::FUNCTION
            | flag::CARRIER
            | flag::OPEN
            | flag::PERSON
            | flag::GROUP
            | flag::NUMBER
            | flag::CUTS)
}

/// Words that may make a term.
#[derive(Debug, Default)]
struct Chunk {
    first: usize,
    last: usize,
}

impl Chunk {
    fn push(&mut self, tokens: &[Token], i: usize) {
        if self.last == i && self.last > self.first {
            self.last = i + 1;
        } else if !tokens[i].word.is(flag::SKIP) {
            (self.first, self.last) = (i, i + 1);
        }
    }

    fn flush(&mut self, text: &str, tokens: &[Token], out: &mut Vec<UnknownTerm>) {
        let (first, last) = (self.first, self.last);
        *self = Self::default();
        if last <= first || last - first > LONGEST {
            return;
        }
        let written = &text[tokens[first].start as usize..tokens[last - 1].end as usize];
        if last - first == 1 || written.len() < 4 {
            let letters = written.chars().filter(|c| c.is_alphabetic() && !matches!(c, 'e' | 'g' | 'i')).count();
            if letters == 0 {
                return;
            }
        }
        let letters = written.chars().filter(|c| c.is_alphabetic()).count();
        let single_plain =
            last - first == 1 && tokens[first].word != Default::default() && written.chars().all(|c| !c.is_uppercase());
        if letters < 2 || single_plain || out.last().is_some_and(|u| u.span.end > tokens[first].start) {
            return;
        }
        if let Some(span) = Span::new(tokens[first].start as usize, tokens[last - 1].end as usize) {
            out.push(UnknownTerm { span });
        }
    }
}
