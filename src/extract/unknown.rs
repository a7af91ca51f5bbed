//! What stands where a competency would and is in no vocabulary.

use super::cue::CueInText;
use super::find::LabelFound;
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
