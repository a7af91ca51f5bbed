//! "Degree in statistics, mathematics or a related field": the subjects after a degree are degrees.

use super::find::{LabelFound, OPEN};
use crate::rules::Rules;
use crate::rules::lexicon::flag;
use crate::rules::tokens::Token;
use crate::rules::vocabulary::{Award, Competency};

/// For each label the degree that it stands for, where it is a subject behind one.
pub fn subjects<'r>(labels: &[LabelFound], tokens: &[Token], rules: &'r Rules) -> Vec<Option<&'r Competency>> {
    let competency = |l: &LabelFound| (l.label != OPEN).then(|| rules.competency(&rules.labels[l.label as usize]));
    let mut in_scope = false;
    let mut last = 0;
    let mut out = Vec::with_capacity(labels.len());
    for label in labels {
        let found = competency(label);
        if found.is_some_and(|c| c.award == Some(Award::Degree)) {
            in_scope = true;
            out.push(None);
        } else {
            in_scope &= label.first >= last && label.first - last <= 8 && carries(&tokens[last..label.first]);
            out.push(
                found
                    .filter(|_| in_scope)
                    .and_then(|c| rules.vocabulary().get(&format!("degree-in-{}", c.id).as_str().into())),
            );
        }
        last = label.last;
    }
    out
}

/// Whether the list of subjects goes on across these words: no new sentence of demands begins.
fn carries(between: &[Token]) -> bool {
    between.iter().all(|t| !t.word.is(flag::CARRIER | flag::MODAL) || t.word.is(flag::PREPOSITION))
}
