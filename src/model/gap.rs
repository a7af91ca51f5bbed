use super::competency::words;
use super::{CompetencyId, HeldLevel, RoleRequirement};
use serde::{Deserialize, Serialize};

words! {
    /// How what is held compares with what is required.
    GapKind { Met = "met", Exceeded = "exceeded", Below = "below", Missing = "missing", Unassessed = "unassessed" }
}

/// One row of `gap.csv`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gap {
    /// 1 = highest priority.
    pub rank: u32,
    pub requirement: RoleRequirement,
    pub kind: GapKind,
    /// `None` = not assessed.
    pub held: Option<HeldLevel>,
    /// Required minus held level, 0 where met.
    pub shortfall: u8,
    /// 0 to 1: share weighed by necessity, times shortfall / required level.
    pub priority: f64,
    /// Position in the greedy unlock order, 1 first; `None` where closing it opens nothing.
    pub unlock_order: Option<u32>,
    /// Adverts open once this and all before it in the unlock order are closed.
    pub open_after: Option<u32>,
    /// A held competency that carries over, with its weight; never makes a gap met.
    pub transfer_from: Option<(CompetencyId, f64)>,
}

/// The comparison of one role with one self-assessment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GapReport {
    pub role: String,
    pub rules_version: String,
    pub role_adverts: u32,
    /// Adverts that state at least one essential requirement: the denominator of unlocks.
    pub adverts_with_essentials: u32,
    pub open_now: u32,
    pub gaps: Vec<Gap>,
    pub unlocks: Vec<UnlockStep>,
    /// Held and not asked for by the role.
    pub beyond: Vec<CompetencyId>,
}

/// One step of the unlock curve.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UnlockStep {
    pub order: u32,
    pub competency: CompetencyId,
    pub open_after: u32,
}
