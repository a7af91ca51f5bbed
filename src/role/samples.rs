//! Readings for tests.

use super::{Named, collapse, template};
use crate::model::{
    AdvertId, Ask, Asked, CompetencyId, CompetencyKind, Facts, Level, Necessity, Reading, RoleTemplate, SectionKind,
};

/// A reading of `employer` with nothing in it.
pub fn reading(id: &str, employer: &str) -> Reading {
    Reading {
        id: AdvertId(id.into()),
        title: "Product Manager".into(),
        source: format!("{id}.html"),
        link: None,
        published: None,
        employer: (!employer.is_empty()).then(|| employer.into()),
        place: None,
        text_key: xxhash_rust::xxh3::xxh3_64(id.as_bytes()),
        facts: Facts::default(),
        asks: Vec::new(),
        terms: Vec::new(),
        says: Vec::new(),
        tasks: Vec::new(),
        objectives: Vec::new(),
    }
}

/// A reading with these requirements: `"sql:4"` at a stated level, `"python|r"` alternatives, `"jira?"` optional,
/// `"jira~"` unstated; `degree` is a qualification.
pub fn asking(id: &str, employer: &str, requirements: &[&str]) -> Reading {
    let ask = |line: &&str| {
        let (necessity, line) = match (line.strip_suffix('?'), line.strip_suffix('~')) {
            (Some(rest), _) => (Necessity::Optional, rest),
            (_, Some(rest)) => (Necessity::Unstated, rest),
            _ => (Necessity::Essential, *line),
        };
        let asked = |part: &str| {
            let (name, level) = part.split_once(':').unwrap_or((part, ""));
            let kind = if name == "degree" { CompetencyKind::Qualification } else { CompetencyKind::Tool };
            let level = level.parse().ok().and_then(Level::from_number);
            Asked { competency: name.into(), kind, min_years: None, level }
        };
        Ask {
            necessity,
            section: SectionKind::Requirements,
            sentence: format!("You know {line}"),
            any_of: line.split('|').map(asked).collect(),
        }
    };
    Reading { asks: requirements.iter().map(ask).collect(), ..reading(id, employer) }
}

/// The template of these readings.
pub fn counted(readings: &[Reading]) -> RoleTemplate {
    let named = |id: &CompetencyId| Named { name: id.to_string(), sector: String::new() };
    template("analyst", "v1", &collapse(readings.to_vec()), &named)
}
