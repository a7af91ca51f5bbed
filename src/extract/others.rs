//! Departments, teams and other people's work: named beside people, not asked of the reader.

use super::find::LabelFound;
use super::segment::Segment;
use crate::model::CompetencyKind;
use crate::rules::lexicon::flag;
use crate::rules::tokens::{Gap, Token};
use crate::rules::vocabulary::Competency;

/// How many words of a list are looked at on either side.
const WIDEST: usize = 12;

/// "with Engineering, *Product Management* and customers", "for *internal audit* and regulators", "Head of *Audit*".
pub fn names_others(
    competency: &Competency,
    label: &LabelFound,
    segment: &Segment,
    text: &str,
    tokens: &[Token],
) -> bool {
    use CompetencyKind as K;
    if !matches!(competency.kind, K::Skill | K::Knowledge | K::Leadership) || label.first == segment.first {
        return false;
    }
    let is = |i: usize, words: &[&str]| words.iter().any(|w| tokens[i].text(text).eq_ignore_ascii_case(w));
    let before = label.first - 1;
    if before > segment.first && is(before, &["of"]) && is(before - 1, &["head", "director", "vp", "department"]) {
        return true;
    }
    let Some(lead) = list_lead(segment, tokens, label.first) else { return false };
    let company = is(lead, &["with", "between", "across", "by"])
        || is(lead, &["for"])
            && lead > segment.first
            && !is(lead - 1, &["responsible", "responsibility", "accountable"]);
    // "experience with" leads to the thing itself.
    let evidence = lead > segment.first && tokens[lead - 1].word.is(flag::CARRIER);
    company && !evidence && has_people(segment, tokens, lead + 1, label)
}

/// The preposition that the list around token `at` hangs on.
fn list_lead(segment: &Segment, tokens: &[Token], at: usize) -> Option<usize> {
    let mut i = at;
    while i > segment.first && at - i < WIDEST && tokens[i].gap != Gap::Break {
        i -= 1;
        let word = tokens[i].word;
        if word.is(flag::PREPOSITION) {
            return Some(i);
        }
        if is_verb(word) {
            return None;
        }
    }
    None
}

/// Whether the list that starts at `from` and holds the label has people in it.
fn has_people(segment: &Segment, tokens: &[Token], from: usize, label: &LabelFound) -> bool {
    let person = |i: usize| {
        let w = tokens[i].word;
        w.is(flag::PERSON) || (w.is(flag::GROUP) && w.is(flag::OTHERS))
    };
    if (from..label.first).any(person) {
        return true;
    }
    let stop = segment.last.min(label.last + WIDEST);
    for (i, t) in tokens.iter().enumerate().take(stop).skip(label.last) {
        if t.gap == Gap::Break || t.word.is(flag::PREPOSITION) || is_verb(t.word) {
            return false;
        }
        if person(i) {
            return true;
        }
    }
    false
}

fn is_verb(word: crate::rules::lexicon::Word) -> bool {
    word.is(flag::MODAL | flag::PRONOUN | flag::CUTS)
        || (word.is(flag::VERB) && word.is(flag::BASE | flag::THIRD | flag::ING) && word.lex == 0)
}
