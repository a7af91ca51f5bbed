use super::SCHEMA;
use crate::diag::{Code, Diag};
use crate::model::{
    AdvertEssentials, AdvertId, CompetencyId, CompetencyKind, Evidence, Level, LevelBasis, Offer, RoleFacts,
    RoleRequirement, RoleTemplate, SectionKind, Share,
};
use crate::role::{Named, wilson};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// A competency that the vocabulary knows.
pub type Known = (CompetencyId, CompetencyKind, Named);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTemplate {
    schema: i64,
    role: String,
    #[serde(default)]
    rules_version: String,
    #[serde(default)]
    adverts: u32,
    #[serde(default)]
    duplicates: u32,
    #[serde(default)]
    employers: u32,
    effective_adverts: Option<f64>,
    #[serde(default)]
    capped: bool,
    #[serde(default)]
    requirement: Vec<Spanned<RawRequirement>>,
    facts: Option<RoleFacts>,
    #[serde(default)]
    essentials: BTreeMap<String, Spanned<Vec<String>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRequirement {
    competency: String,
    name: Option<String>,
    kind: Option<CompetencyKind>,
    sector: Option<String>,
    share: Option<RawShare>,
    #[serde(default)]
    adverts: u32,
    #[serde(default)]
    employers: u32,
    essential_share: Option<f64>,
    optional_share: Option<f64>,
    level: Option<u8>,
    pin: Option<u8>,
    level_basis: Option<LevelBasis>,
    #[serde(default)]
    levels_stated: u32,
    min_years_median: Option<f64>,
    min_years_quartiles: Option<(f64, f64)>,
    #[serde(default)]
    alternatives: Vec<CompetencyId>,
    #[serde(default)]
    offers: Vec<Offer>,
    #[serde(default)]
    sections: Vec<(SectionKind, u32)>,
    #[serde(default)]
    top_employers: Vec<(String, u32)>,
    #[serde(default)]
    evidence: Vec<Evidence>,
}

/// A share as measured, or one number where the owner wrote it.
#[derive(Deserialize)]
#[serde(untagged)]
enum RawShare {
    Measured(Share),
    Given(f64),
}

/// Reads a template. `find` answers any name or id that the vocabulary knows.
///
/// # Errors
/// Every fault, each with its line: broken TOML (the first only), a later schema, a level outside 1 to 5, a share
/// outside 0 to 1, a competency named twice.
pub fn read(text: &str, source: &str, find: &dyn Fn(&str) -> Option<Known>) -> Result<RoleTemplate, Vec<Diag>> {
    let fault = |at: usize, message: String| Diag::new(Code::BadConfig, source, message).at(line_of(text, at));
    let raw: RawTemplate = toml::from_str(text)
        .map_err(|e| vec![fault(e.span().map_or(0, |s| s.start), e.message().replace('\n', "; "))])?;
    let mut faults = Vec::new();
    if raw.schema != SCHEMA {
        faults.push(fault(
            0,
            format!("schema `{}` is not `{SCHEMA}`; write the template again with this version", raw.schema),
        ));
    }
    let effective_adverts = raw.effective_adverts.filter(|n| *n > 0.0).unwrap_or(f64::from(raw.adverts));
    let mut pinned = BTreeMap::new();
    let mut requirements: Vec<RoleRequirement> = Vec::new();
    for row in raw.requirement {
        let at = row.span().start;
        match requirement(row.into_inner(), effective_adverts, find) {
            Ok((row, _)) if requirements.iter().any(|r| r.competency == row.competency) => {
                faults.push(fault(at, format!("`{}` is named twice; keep one", row.competency)));
            }
            Ok((row, is_pinned)) => {
                pinned.insert(row.competency.clone(), is_pinned.then_some(row.level));
                requirements.push(row);
            }
            Err(message) => faults.push(fault(at, message)),
        }
    }
    let essentials = raw.essentials.into_iter().filter_map(|(advert, sets)| {
        let all: Vec<_> =
            sets.get_ref().iter().map(|set| members(set, &pinned)).filter(|set| !set.is_empty()).collect();
        (!all.is_empty()).then_some(AdvertEssentials { advert: AdvertId(advert), all })
    });
    let essentials = essentials.collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(RoleTemplate {
        role: raw.role,
        rules_version: raw.rules_version,
        adverts: raw.adverts,
        duplicates: raw.duplicates,
        employers: raw.employers,
        effective_adverts,
        capped: raw.capped,
        requirements,
        facts: raw.facts,
        essentials,
    })
}

/// The row, and whether its level is pinned.
fn requirement(
    raw: RawRequirement,
    effective: f64,
    find: &dyn Fn(&str) -> Option<Known>,
) -> Result<(RoleRequirement, bool), String> {
    let known = if CompetencyId::from(raw.competency.as_str()).is_open() { None } else { find(&raw.competency) };
    let level = |n: u8| Level::from_number(n).ok_or(format!("level `{n}` of `{}` is not 1 to 5", raw.competency));
    let (pin, given) = (raw.pin.map(level).transpose()?, raw.level.map(level).transpose()?);
    let share = match raw.share {
        Some(RawShare::Measured(share)) => share,
        Some(RawShare::Given(point)) if (0.0..=1.0).contains(&point) => {
            wilson(point * effective, effective.max(f64::MIN_POSITIVE))
        }
        Some(RawShare::Given(point)) => return Err(format!("share `{point}` of `{}` is not 0 to 1", raw.competency)),
        None => Share { point: 1.0, low: 1.0, high: 1.0 },
    };
    // A row that the owner added is asked for as essential.
    let essential_share = raw.essential_share.unwrap_or(share.point);
    let optional_share = raw.optional_share.unwrap_or(0.0);
    let alone = Offer {
        instead: Vec::new(),
        essential: essential_share,
        unstated: (share.point - essential_share - optional_share).max(0.0),
        optional: optional_share,
    };
    let basis = match (pin, raw.level_basis, given) {
        (Some(_), _, _) | (None, None, Some(_)) => LevelBasis::Pinned,
        (None, Some(basis), _) => basis,
        (None, None, None) => LevelBasis::Assumed,
    };
    let (id, kind, named) = known.map_or((None, None, None), |(id, kind, named)| (Some(id), Some(kind), Some(named)));
    let kind = raw.kind.or(kind).unwrap_or(CompetencyKind::Skill);
    let assumed = if kind == CompetencyKind::Qualification { Level::Expert } else { Level::Intermediate };
    let row = RoleRequirement {
        name: raw.name.or(named.as_ref().map(|n| n.name.clone())).unwrap_or(raw.competency.clone()),
        sector: raw.sector.or(named.map(|n| n.sector)).unwrap_or_default(),
        kind,
        competency: id.unwrap_or(CompetencyId::from(raw.competency.as_str())),
        share,
        adverts: raw.adverts,
        employers: raw.employers,
        essential_share,
        optional_share,
        level: pin.or(given).unwrap_or(assumed),
        level_basis: basis,
        min_years_median: raw.min_years_median,
        min_years_quartiles: raw.min_years_quartiles,
        levels_stated: raw.levels_stated,
        alternatives: raw.alternatives,
        offers: if raw.offers.is_empty() { vec![alone] } else { raw.offers },
        sections: raw.sections,
        top_employers: raw.top_employers,
        evidence: raw.evidence,
    };
    Ok((row, basis == LevelBasis::Pinned))
}

/// The members of `a | b:4`; a pinned level holds for every advert. Empty where none of them is a requirement any more;
/// as long as one is, the others still count as a way to satisfy it.
fn members(set: &str, pinned: &BTreeMap<CompetencyId, Option<Level>>) -> Vec<(CompetencyId, Level)> {
    let member = |part: &str| {
        let (id, level) = match part.trim().rsplit_once(':') {
            Some((id, n)) => (id, n.parse().ok().and_then(Level::from_number)),
            None => (part.trim(), None),
        };
        let id = CompetencyId::from(id);
        let pin = pinned.get(&id).copied().flatten();
        (id, pin.or(level).unwrap_or(Level::Intermediate))
    };
    let all: Vec<_> = set.split('|').map(member).collect();
    if all.iter().any(|(id, _)| pinned.contains_key(id)) { all } else { Vec::new() }
}

/// Line of a byte offset, 1 first.
fn line_of(text: &str, at: usize) -> u32 {
    1 + text.as_bytes().iter().take(at).filter(|b| **b == b'\n').count() as u32
}
