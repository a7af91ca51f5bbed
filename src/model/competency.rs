use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Stable, readable id of a competency (`"stakeholder-management"`). Cheap to clone.
///
/// EU texts say "competence", NIH and US texts "competency"; both mean ESCO's `KnowledgeSkillCompetence` concept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CompetencyId(pub Arc<str>);

impl CompetencyId {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id of something asked for in words that no vocabulary knows: `~` and its words.
    pub fn open(words: &str) -> Self {
        Self(format!("~{words}").into())
    }

    /// Whether it was named by an advert's own words ([`open`](Self::open)) and stands in no vocabulary.
    pub fn is_open(&self) -> bool {
        self.0.starts_with('~')
    }
}

impl From<&str> for CompetencyId {
    fn from(id: &str) -> Self {
        Self(id.into())
    }
}

impl std::fmt::Display for CompetencyId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Declares an enum whose values are written as fixed words in files, tables and JSON.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $word)] $variant),+ }
        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The word it is written as.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
            /// The value that `word` names, or `None`.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }
    };
}
pub(crate) use words;

words! {
    /// What sort of thing a competency is.
    CompetencyKind {
        Skill = "skill", Tool = "tool", Knowledge = "knowledge", Language = "language",
        Transversal = "transversal", Leadership = "leadership",
        /// Awarded, not learned by practice: a degree, certificate, licence, clearance.
        Qualification = "qualification",
    }
}

words! {
    /// How far a competency carries over to other work (ESCO's reusability levels).
    ReuseLevel { Transversal = "transversal", CrossSector = "cross-sector", Sector = "sector", Occupation = "occupation" }
}

words! {
    /// Proficiency on the NIH competencies scale, 1 to 5 in order.
    Level { Awareness = "awareness", Novice = "novice", Intermediate = "intermediate", Advanced = "advanced", Expert = "expert" }
}

impl Level {
    /// 1 (awareness) to 5 (expert).
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The level of a number 1 to 5; `None` outside.
    pub fn from_number(n: u8) -> Option<Self> {
        Self::ALL.get(usize::from(n.checked_sub(1)?)).copied()
    }

    /// The level that years of experience stand for where no words state one: under 1 novice, 1 to under 3
    /// intermediate, 3 to under 7 advanced, 7 and over expert.
    pub fn from_years(years: f64) -> Self {
        match years {
            y if y < 1.0 => Self::Novice,
            y if y < 3.0 => Self::Intermediate,
            y if y < 7.0 => Self::Advanced,
            _ => Self::Expert,
        }
    }
}

words! {
    /// How badly an advert wants something. The order is strength: the strongest counts within one advert.
    Necessity { Optional = "optional", Unstated = "unstated", Essential = "essential" }
}

impl Necessity {
    /// Weight in a gap's priority: essential 1, unstated 0.6, optional 0.3.
    pub fn weight(self) -> f64 {
        match self {
            Self::Essential => 1.0,
            Self::Unstated => 0.6,
            Self::Optional => 0.3,
        }
    }
}
