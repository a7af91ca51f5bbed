//! What stands where a competency would and is in no vocabulary.

use super::cue::CueInText;
use super::find::{LabelFound, after_list_break, joined_by_list};
use super::segment::{Segment, SegmentKind};
use crate::model::{SectionKind, Span, UnknownTerm};
use crate::rules::cues::Meaning;
use crate::rules::lexicon::flag;
use crate::rules::tokens::{Gap, Token};

/// A term has at most this many words.
const LONGEST: usize = 5;

/// A longer entry of a list is a sentence, whatever its words.
const LONGEST_ENTRY: usize = 10;

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
    let strong =
        |c: &CueInText| c.means == Meaning::Evidence || c.means == Meaning::LeadIn && (!told || c.end > c.start + 1);
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
            if t.word.is(flag::MODAL | flag::PRONOUN | flag::CUTS) || is_finite(text, t) {
                break;
            }
            let anew = t.word.is(flag::SKIP) && chunk.last == i && starts_anew(text, tokens, i);
            if anew
                || matches!(t.gap, Gap::Break | Gap::Comma | Gap::Slash)
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

/// A verb that ends a term: of its clause, or of the next.
fn is_finite(text: &str, t: Token) -> bool {
    let form = t.word.is(flag::BASE | flag::THIRD) && !t.word.is(flag::ING | flag::NOUNISH);
    t.word.is(flag::VERB) && form && t.word.lex == 0
        || matches!(t.text(text), "is" | "are" | "be" | "has" | "have" | "was" | "were")
}

/// A capital behind a small word where the mark between two entries was lost: "in the past *Very* good knowledge".
pub fn starts_anew(text: &str, tokens: &[Token], i: usize) -> bool {
    let capital = |t: &Token| t.text(text).starts_with(char::is_uppercase);
    i > 0 && tokens[i].gap == Gap::Space && capital(&tokens[i]) && !capital(&tokens[i - 1])
}

/// Unknown members of lists of known ones: "*model validation*, quantitative analysis or surveillance reporting".
pub fn members(text: &str, tokens: &[Token], segment: &Segment, labels: &[LabelFound], out: &mut Vec<UnknownTerm>) {
    let known = out.len();
    for (n, label) in labels.iter().enumerate() {
        let next = labels.get(n + 1).map_or(segment.last, |l| l.first.max(label.last));
        let Some(first) = after_list_break(tokens, label.last, next) else { continue };
        let mut last = first;
        while last < next && names(text, tokens, last, first) {
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

/// An entry of a list of tasks or demands that is no sentence names things: "*Offer issuance* and *bulk onboarding*".
pub fn entry(text: &str, tokens: &[Token], segment: &Segment, labels: &[LabelFound], out: &mut Vec<UnknownTerm>) {
    use SectionKind as S;
    let words = segment.first..segment.last;
    let listed =
        segment.kind == SegmentKind::Item && matches!(segment.section, S::Tasks | S::Requirements | S::Optional);
    let says = |t: &Token| is_finite(text, *t) || t.word.is(flag::MODAL | flag::PRONOUN | flag::READER | flag::COMPANY);
    if !listed || words.len() > LONGEST_ENTRY || tokens[words.clone()].iter().any(says) {
        return;
    }
    let known = out.len();
    let mut chunk = Chunk::default();
    let mut found = Vec::new();
    for i in words {
        let t = tokens[i];
        let label = labels.iter().any(|l| l.first <= i && i < l.last);
        if label || !matches!(t.gap, Gap::Space | Gap::Joined) || t.word.is(flag::FUNCTION | flag::CARRIER | flag::CUTS)
        {
            chunk.flush(text, tokens, &mut found);
        }
        if !label && !t.word.is(flag::FUNCTION | flag::CARRIER | flag::CUTS | flag::NUMBER) {
            chunk.push(tokens, i);
        }
    }
    chunk.flush(text, tokens, &mut found);
    // One word alone is as often the verb of a demand ("*Possess* strong …") as a name.
    let several = |u: &UnknownTerm| u.span.of(text).is_some_and(|t| t.contains([' ', '-', '/']));
    found.retain(|u| several(u) && !out[..known].iter().any(|o| o.span.overlaps(&u.span)));
    out.extend(found);
}

/// Whether token `i` may be part of a member that starts at `first`.
fn names(text: &str, tokens: &[Token], i: usize, first: usize) -> bool {
    let t = tokens[i];
    (i == first || matches!(t.gap, Gap::Space | Gap::Joined))
        && !is_finite(text, t)
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
        let (first, mut last) = (self.first, self.last);
        *self = Self::default();
        // "the dependencies *required*", "the mechanisms *involved*"
        let behind =
            |t: &Token| t.word.is(flag::SKIP) || t.word.is(flag::PAST) && !t.word.is(flag::BASE | flag::NOUNISH);
        while last > first && behind(&tokens[last - 1]) {
            last -= 1;
        }
        let empty = flag::VAGUE | flag::FUNCTION | flag::SKIP | flag::PERSON | flag::GROUP | flag::READER;
        // "37.5 hrs", "50-57k": a number with a unit.
        let counts = |t: &Token| {
            let written = t.text(text);
            written.starts_with(|c: char| c.is_ascii_digit())
                && written.chars().filter(|c| c.is_alphabetic()).count() < 2
        };
        let names_nothing = |t: &Token| t.word.is(empty) || counts(t);
        if last <= first || last - first > LONGEST || tokens[first..last].iter().all(names_nothing) {
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
