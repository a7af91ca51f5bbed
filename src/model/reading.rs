use super::{AdvertId, CompetencyId, CompetencyKind, Date, Facts, Level, Necessity, SectionKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is kept of one advert for counting: its facts and requirements with their sentences, not its text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub id: AdvertId,
    /// Title as published.
    pub title: String,
    pub source: String,
    pub link: Option<String>,
    pub published: Option<Date>,
    /// Employer and place as the source or the text state them.
    pub employer: Option<String>,
    pub place: Option<String>,
    /// The same for all copies of an advert.
    pub text_key: u64,
    pub facts: Facts,
    /// All must hold; each is a set of alternatives of which one is enough. In order of the text. Each names at least
    /// one competency of the vocabulary.
    pub asks: Vec<Ask>,
    /// What it asks for in words of no vocabulary alone: shown and counted, never held against anybody.
    pub terms: Vec<CompetencyId>,
    /// Topics of working for the employer that it speaks of, each with the sentence.
    pub says: Vec<(String, String)>,
    /// What the holder will do, as written.
    pub tasks: Vec<String>,
    /// What the post is for and how its holder is measured, as written.
    #[serde(default)]
    pub objectives: Vec<String>,
}

/// One requirement of one advert.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    pub necessity: Necessity,
    pub section: SectionKind,
    /// The sentence or list item that says so.
    pub sentence: String,
    /// Never empty; one is enough.
    pub any_of: Vec<Asked>,
}

/// One competency of a requirement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    pub competency: CompetencyId,
    pub kind: CompetencyKind,
    pub min_years: Option<f32>,
    /// Only where words state one.
    pub level: Option<Level>,
}

impl Ask {
    /// Each member once, with the level that this advert asks for; of several mentions the highest.
    pub fn members(&self) -> BTreeMap<&CompetencyId, Level> {
        let mut members = BTreeMap::new();
        for asked in &self.any_of {
            let level = members.entry(&asked.competency).or_insert(asked.level_asked());
            *level = (*level).max(asked.level_asked());
        }
        members
    }
}

impl Asked {
    /// The level that this advert alone asks for: stated, else derived from years, else intermediate.
    pub fn level_asked(&self) -> Level {
        self.level.or(self.min_years.map(|years| Level::from_years(years.into()))).unwrap_or(Level::Intermediate)
    }
}
