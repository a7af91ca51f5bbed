use super::{AdvertId, CompetencyId, CompetencyKind, Level};
use serde::{Deserialize, Serialize};

/// What the adverts of a role ask for, with its evidence. The editable file of `skillgap role show --out`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoleTemplate {
    pub role: String,
    pub rules_version: String,
    /// Adverts of the role after duplicates are collapsed: the denominator of every share.
    pub adverts: u32,
    /// Copies left out of `adverts`.
    pub duplicates: u32,
    pub employers: u32,
    /// Sum of the adverts' weights under the employer cap; equals `adverts` where nothing is capped.
    pub effective_adverts: f64,
    /// Whether the employer cap changed a weight.
    pub capped: bool,
    pub requirements: Vec<RoleRequirement>,
}

/// One competency that the role asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoleRequirement {
    pub competency: CompetencyId,
    pub name: String,
    pub kind: CompetencyKind,
    pub sector: String,
    pub share: Share,
    /// Adverts that ask for it, unweighted.
    pub adverts: u32,
    pub employers: u32,
    /// Of the role's effective adverts, the part that calls it essential (or optional).
    pub essential_share: f64,
    pub optional_share: f64,
    pub level: Level,
    pub level_basis: LevelBasis,
    /// Median of the years stated for it; `None` where no advert states any.
    pub min_years_median: Option<f64>,
    /// Competencies usually offered instead, most frequent first.
    pub alternatives: Vec<CompetencyId>,
    /// Sentences behind the row, first the one to show.
    pub evidence: Vec<Evidence>,
}

/// A share of adverts with its Wilson 95 % interval on the effective sample; all 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Share {
    pub point: f64,
    pub low: f64,
    pub high: f64,
}

super::competency::words! {
    /// Where a required level comes from.
    LevelBasis { Stated = "stated", Years = "years", Assumed = "assumed" }
}

/// The sentence of an advert behind a number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    pub advert: AdvertId,
    pub sentence: String,
}
