//! What the user decides of a term that adverts use and the vocabulary does not know.

use super::own::{OwnFile, REFUSED, id_of};
use super::vocabulary::RawCompetency;
use super::{Rules, ordinary};
use crate::model::{CompetencyId, CompetencyKind};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It is a competency of its own.
    Accept(CompetencyKind),
    /// It is another label of this one.
    Alias(CompetencyId),
    /// It is none, for this reason.
    Refuse(String),
}

impl Rules {
    /// An id for a label that no competency has or had.
    pub fn free_id(&self, label: &str) -> String {
        let plain = id_of(label);
        let free = |id: &str| self.vocabulary().get(&id.into()).is_none() && ordinary::retired(id).is_none();
        if free(&plain) {
            return plain;
        }
        (2..).map(|n| format!("{plain}-{n}")).find(|id| free(id)).unwrap_or(plain)
    }

    /// Writes a decision into a file of the user's.
    pub fn decide(&self, file: &mut OwnFile, term: &str, decision: &Decision) {
        let mut row = RawCompetency::default();
        match decision {
            Decision::Accept(kind) => {
                row.id = self.free_id(term);
                row.kind = kind.to_string();
                row.label = term.into();
            }
            Decision::Alias(of) => {
                row.id = of.to_string();
                row.labels = term.into();
            }
            Decision::Refuse(reason) => {
                row.kind = REFUSED.into();
                row.label = term.into();
                row.reason = reason.clone();
            }
        }
        file.put(row);
    }
}

/// What kind a term is by its looks: a name in capitals is a tool.
pub fn likely_kind(term: &str) -> CompetencyKind {
    if term.contains(char::is_uppercase) { CompetencyKind::Tool } else { CompetencyKind::Skill }
}
