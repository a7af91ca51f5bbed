use super::{
    AdvertId, CompetencyId, CompetencyKind, EducationLevel, Level, Necessity, PayPeriod, SectionKind, Seniority,
    WorkMode,
};
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
    /// What the adverts say of the post apart from competencies; `None` in a template written by hand.
    pub facts: Option<RoleFacts>,
    /// The essential requirements of each advert that states one: what unlocks are computed from. By advert id.
    pub essentials: Vec<AdvertEssentials>,
}

/// The essential requirements of one advert.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AdvertEssentials {
    pub advert: AdvertId,
    /// All must hold; of each, one member is enough. The level is the one this advert asks for.
    pub all: Vec<Vec<(CompetencyId, Level)>>,
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
    /// First and third quartile of the same years.
    pub min_years_quartiles: Option<(f64, f64)>,
    /// Adverts that state a level for it.
    pub levels_stated: u32,
    /// Competencies usually offered instead, most frequent first.
    pub alternatives: Vec<CompetencyId>,
    /// How it is asked for: alone, or as one of several. Their parts add up to the share.
    pub offers: Vec<Offer>,
    /// Sections it stands in, with adverts, most frequent first.
    pub sections: Vec<(SectionKind, u32)>,
    /// Employers that ask for it most often, at most five, with adverts.
    pub top_employers: Vec<(String, u32)>,
    /// Sentences behind the row, first the one to show.
    pub evidence: Vec<Evidence>,
}

/// The part of a role's effective adverts that offers the same alternatives to a competency.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Offer {
    /// What may be held instead; empty = nothing. Sorted.
    pub instead: Vec<CompetencyId>,
    /// Parts of the role's effective adverts by necessity, each 0 to 1.
    pub essential: f64,
    pub unstated: f64,
    pub optional: f64,
}

impl Offer {
    /// The part weighed by necessity: essential 1, unstated 0.6, optional 0.3.
    pub fn weighed(&self) -> f64 {
        self.essential * Necessity::Essential.weight()
            + self.unstated * Necessity::Unstated.weight()
            + self.optional * Necessity::Optional.weight()
    }
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
    LevelBasis {
        Stated = "stated", Years = "years", Assumed = "assumed",
        /// Set by the owner of an edited template.
        Pinned = "pinned",
    }
}

/// The sentence of an advert behind a number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    pub advert: AdvertId,
    pub sentence: String,
}

/// What the adverts of a role say of the post. Counts are adverts, unweighted, duplicates left out.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct RoleFacts {
    pub seniority: Vec<(Seniority, u32)>,
    pub work_modes: Vec<(WorkMode, u32)>,
    pub contracts: Vec<(String, u32)>,
    /// Most frequent first, at most twenty.
    pub places: Vec<(String, u32)>,
    pub employers: Vec<(String, u32)>,
    pub experience_years: Option<Quartiles>,
    pub education: Vec<EducationAsked>,
    pub pay: Vec<PayRange>,
    /// Adverts whose holder manages people, and the number of direct reports where stated.
    pub manages: u32,
    pub direct_reports: Option<Quartiles>,
    /// What the holder does, as the adverts put it, with the adverts that say so, most frequent first.
    pub tasks: Vec<(String, u32)>,
    /// What the post is for and how its holder is measured, as the adverts put it, with adverts, most frequent first.
    #[serde(default)]
    pub objectives: Vec<(String, u32)>,
    /// What adverts say of working there: topics by name, with the adverts that speak of them (0 counts
    /// too), in the order of the data.
    #[serde(default)]
    pub says: Vec<(String, u32)>,
    /// What is asked for in words of no vocabulary, with adverts, most frequent first.
    pub unknown_terms: Vec<(CompetencyId, u32)>,
    /// Adverts in which no requirement was found, by id.
    pub gave_nothing: Vec<AdvertId>,
}

/// Quartiles of what adverts state.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Quartiles {
    pub low: f64,
    pub median: f64,
    pub high: f64,
    /// Adverts that state it.
    pub adverts: u32,
}

/// How many adverts ask for a degree of education.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EducationAsked {
    pub level: EducationLevel,
    pub essential: u32,
    pub other: u32,
    /// Of both, those that accept an equivalent.
    pub or_equivalent: u32,
}

/// Pay in one currency, a year. Hours, days, weeks and months are multiplied to full-time years.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PayRange {
    /// ISO 4217.
    pub currency: String,
    /// The period as stated.
    pub period: PayPeriod,
    /// Of the middle of each advert's range.
    pub year: Quartiles,
}
