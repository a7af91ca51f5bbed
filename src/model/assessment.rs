use super::{CompetencyId, Level};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the user says of themselves: `skills.csv` after names were resolved.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SelfAssessment {
    pub ratings: BTreeMap<CompetencyId, SelfRating>,
}

/// One row of `skills.csv`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SelfRating {
    /// `None` = listed but not assessed. Never the same as assessed with none.
    pub level: Option<HeldLevel>,
    pub years: Option<f32>,
    pub last_used: Option<String>,
    pub evidence: String,
    /// How much the user wants to use it, as written.
    pub interest: String,
}

/// A level that was assessed. Qualifications are `None` (no) or `Some(Level::Expert)` (yes).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct HeldLevel(pub Option<Level>);

impl HeldLevel {
    /// 0 (assessed: none) to 5.
    pub fn number(self) -> u8 {
        self.0.map_or(0, Level::number)
    }
}
