//! One requirement in words.

use super::post::{tenths, top};
use crate::model::{CompetencyKind, LevelBasis, RoleRequirement, RoleTemplate};
use crate::report::gaps::one_line;

/// Alternatives and adverts shown in one row.
const SHOWN: usize = 3;
/// Adverts named behind the sentence.
const QUOTED: usize = 2;

/// A requirement as the page shows it.
pub struct Row {
    pub name: String,
    pub tier: &'static str,
    pub adverts: String,
    /// `90 % (60-98)`.
    pub share: String,
    pub essential: String,
    /// `4 advanced (5 of 20 state one)`; empty for what is awarded.
    pub level: String,
    /// `3 (2 to 5)`: the median of the years, and their quartiles.
    pub years: String,
    /// What is accepted instead.
    pub instead: String,
    /// Where it is said and by whom.
    pub said: String,
    /// A sentence that asks for it.
    pub sentence: String,
    /// The adverts quoted.
    pub evidence: String,
    pub is_gate: bool,
    /// Lower end, point and upper end of the share, 0 to 1.
    pub interval: [f64; 3],
}

impl Row {
    /// The heads and cells of the table; `mine` stays empty for the reader.
    pub const HEADS: [&'static str; 9] =
        ["what", "tier", "adverts", "share (95 %)", "essential", "level", "years", "or instead", "mine"];

    pub fn cells(&self) -> [&str; 8] {
        [&self.name, self.tier, &self.adverts, &self.share, &self.essential, &self.level, &self.years, &self.instead]
    }
}

pub fn row(of: &RoleRequirement, template: &RoleTemplate, tier: &'static str) -> Row {
    let percent = |n: f64| (n * 100.0).round();
    let is_gate = of.kind == CompetencyKind::Qualification;
    let years = match (of.min_years_median, of.min_years_quartiles) {
        (Some(median), Some((low, high))) if low < high => {
            format!("{} ({} to {})", tenths(median), tenths(low), tenths(high))
        }
        (Some(median), _) => tenths(median),
        (None, _) => String::new(),
    };
    let known = |id: &crate::model::CompetencyId| {
        let row = template.requirements.iter().find(|r| r.competency == *id);
        row.map_or_else(|| id.to_string(), |r| r.name.clone())
    };
    let mut ids: Vec<&str> = of.evidence.iter().map(|e| e.advert.0.as_str()).collect();
    let mut seen = std::collections::BTreeSet::new();
    ids.retain(|id| seen.insert(*id));
    ids.truncate(QUOTED);
    Row {
        name: of.name.clone(),
        tier,
        adverts: of.adverts.to_string(),
        share: format!("{} % ({}-{})", percent(of.share.point), percent(of.share.low), percent(of.share.high)),
        essential: format!("{} %", percent(of.essential_share)),
        level: if is_gate { String::new() } else { level(of) },
        years,
        instead: of.alternatives.iter().take(SHOWN).map(known).collect::<Vec<_>>().join(", "),
        said: format!("{}; {}", top(&of.sections), top(&of.top_employers)).trim_matches([';', ' ']).to_owned(),
        sentence: of.evidence.first().map(|e| one_line(&e.sentence).to_string()).unwrap_or_default(),
        evidence: ids.join(", "),
        is_gate,
        interval: [of.share.low, of.share.point, of.share.high],
    }
}

fn level(of: &RoleRequirement) -> String {
    let basis = match (of.level_basis, of.levels_stated) {
        (LevelBasis::Stated, 1) => format!("1 of {} states one", of.adverts),
        (LevelBasis::Stated, n) => format!("{n} of {} state one", of.adverts),
        (LevelBasis::Years, _) => "from the years".to_owned(),
        (LevelBasis::Assumed, _) => "assumed, none states one".to_owned(),
        (LevelBasis::Pinned, _) => of.level_basis.to_string(),
    };
    format!("{} {} ({basis})", of.level.number(), of.level)
}
