//! "Degree in statistics, mathematics or a related field": the subjects after a degree are degrees.

use super::find::{LabelFound, OPEN};
use crate::model::CompetencyKind;
use crate::rules::Rules;
use crate::rules::lexicon::flag;
use crate::rules::tokens::{Gap, Token};
use crate::rules::vocabulary::{Award, Competency};

/// What a label is to the degrees of its segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    None,
    Degree,
    /// A subject of the degree before it.
    Subject,
    /// "or equivalent experience".
    Instead,
}

/// A subject stands at most this many words behind the one before it, or behind the degree.
const FARTHEST: usize = 13;

const INSTEAD: &str = "equivalent-experience";

/// For each label its role and, where it is a subject, the degree in it that it stands for.
pub fn subjects<'r>(
    labels: &[LabelFound],
    tokens: &[Token],
    rules: &'r Rules,
) -> (Vec<Role>, Vec<Option<&'r Competency>>) {
    let competency = |l: &LabelFound| (l.label != OPEN).then(|| rules.competency(&rules.labels[l.label as usize]));
    let mut in_scope = false;
    let mut last = 0;
    let mut roles = Vec::with_capacity(labels.len());
    let mut out = Vec::with_capacity(labels.len());
    for label in labels {
        let found = competency(label);
        let instead = found.is_some_and(|c| c.id.as_str() == INSTEAD);
        if found.is_some_and(|c| c.award == Some(Award::Degree)) {
            in_scope = true;
            roles.push(Role::Degree);
            out.push(None);
        } else {
            let near = label.first >= last && label.first - last <= FARTHEST;
            // "a degree and project management *experience*" asks for the experience.
            let practised = tokens.get(label.last).is_some_and(|t| t.gap == Gap::Space && t.word.is(flag::CARRIER));
            let still = near && !practised && carries(&tokens[last..label.first]);
            let is_subject = found.is_none_or(|c| matches!(c.kind, CompetencyKind::Knowledge | CompetencyKind::Skill));
            let degree = found
                .filter(|_| in_scope && still)
                .and_then(|c| rules.vocabulary().get(&format!("degree-in-{}", c.id).as_str().into()));
            let listed = roles.last() == Some(&Role::Subject)
                || label.first > last && tokens[last..label.first].iter().any(|t| t.word.is(flag::PREPOSITION));
            roles.push(match (instead, in_scope && still && is_subject && listed) {
                (true, _) => Role::Instead,
                (_, true) => Role::Subject,
                _ => Role::None,
            });
            in_scope &= still || instead;
            out.push(degree);
        }
        last = label.last.max(last);
    }
    (roles, out)
}

/// Whether the list of subjects goes on across these words: no new sentence of demands begins.
fn carries(between: &[Token]) -> bool {
    between.iter().all(|t| !t.word.is(flag::CARRIER | flag::MODAL) || t.word.is(flag::PREPOSITION | flag::ADJECTIVE))
}
