use super::{Candidate, Held, Relations, unlock};
use crate::model::{
    CompetencyId, CompetencyKind, Gap, GapKind, GapReport, HeldLevel, Level, RoleRequirement, RoleTemplate,
    SelfAssessment,
};
use std::collections::BTreeMap;

/// How what is held compares with what is required. `None` = not assessed. A qualification is held or not.
pub fn classify(kind: CompetencyKind, required: Level, held: Option<HeldLevel>) -> GapKind {
    match held {
        None => GapKind::Unassessed,
        Some(HeldLevel(None)) => GapKind::Missing,
        Some(HeldLevel(Some(_))) if kind == CompetencyKind::Qualification => GapKind::Met,
        Some(HeldLevel(Some(level))) => match level.cmp(&required) {
            std::cmp::Ordering::Less => GapKind::Below,
            std::cmp::Ordering::Equal => GapKind::Met,
            std::cmp::Ordering::Greater => GapKind::Exceeded,
        },
    }
}

/// Compares a role with a self-assessment: one gap per requirement of the template, by priority.
///
/// Priority = the share of adverts that ask for it, weighed by necessity, times shortfall / required level. Adverts that
/// accept something else that is held at the role's level do not count: what they ask for is already satisfied.
pub fn compare(template: &RoleTemplate, assessment: &SelfAssessment, relations: &Relations) -> GapReport {
    let held = Held::new(assessment, relations);
    let levels: BTreeMap<&CompetencyId, Level> =
        template.requirements.iter().map(|r| (&r.competency, r.level)).collect();
    let mut gaps: Vec<Gap> = template.requirements.iter().map(|row| gap(row, &levels, &held, relations)).collect();
    gaps.sort_by(|a, b| {
        let (x, y) = (&a.requirement, &b.requirement);
        let order = b.priority.total_cmp(&a.priority).then_with(|| y.share.point.total_cmp(&x.share.point));
        order.then_with(|| x.competency.cmp(&y.competency))
    });
    let candidates: Vec<Candidate> = gaps
        .iter()
        .filter(|gap| gap.shortfall > 0)
        .map(|gap| Candidate {
            competency: gap.requirement.competency.clone(),
            // Adverts that state no level are taken to ask for an intermediate one, so closing a gap reaches that.
            level: gap.requirement.level.max(Level::Intermediate),
            priority: gap.priority,
        })
        .collect();
    let unlocks = unlock(&template.essentials, &held, &candidates, relations);
    let steps: BTreeMap<_, _> = unlocks.steps.iter().map(|step| (&step.competency, step)).collect();
    for (rank, gap) in gaps.iter_mut().enumerate() {
        let step = steps.get(&gap.requirement.competency);
        gap.rank = rank as u32 + 1;
        gap.unlock_order = step.map(|s| s.order);
        gap.open_after = step.map(|s| s.open_after);
    }
    let beyond = assessment.ratings.iter().filter(|(id, rating)| {
        rating.level.is_some_and(|l| l.0.is_some()) && !relations.implied(id).iter().any(|id| levels.contains_key(id))
    });
    GapReport {
        role: template.role.clone(),
        rules_version: template.rules_version.clone(),
        role_adverts: template.adverts,
        adverts_with_essentials: template.essentials.len() as u32,
        open_now: unlocks.open_now,
        beyond: beyond.map(|(id, _)| id.clone()).collect(),
        gaps,
        unlocks: unlocks.steps,
    }
}

/// What is equal by hand is equal here: sums of parts differ in their last bits by the order they were added in, and the
/// sum of no parts is a zero below zero.
fn level_ties(priority: f64) -> f64 {
    (priority * 1e9).round() / 1e9 + 0.0
}

/// One row, before ranks and unlocks are known.
fn gap(row: &RoleRequirement, levels: &BTreeMap<&CompetencyId, Level>, held: &Held, relations: &Relations) -> Gap {
    let level = held.level(&row.competency);
    let kind = classify(row.kind, row.level, level);
    let shortfall = match kind {
        GapKind::Met | GapKind::Exceeded => 0,
        GapKind::Below | GapKind::Missing | GapKind::Unassessed => {
            row.level.number().saturating_sub(level.map_or(0, HeldLevel::number))
        }
    };
    let satisfied = |id: &CompetencyId| held.reaches(id, levels.get(id).copied().unwrap_or(Level::Intermediate));
    let open = row.offers.iter().filter(|offer| !offer.instead.iter().any(satisfied));
    let weighed: f64 = open.map(|offer| offer.weighed()).sum();
    // What takes adverts out of the priority is shown beside it, however few accept it.
    let mut requirement = row.clone();
    for id in row.offers.iter().flat_map(|offer| &offer.instead).filter(|id| satisfied(id)) {
        if !requirement.alternatives.contains(id) {
            requirement.alternatives.push(id.clone());
        }
    }
    let transfer = (shortfall > 0).then(|| held.transfer_to(&row.competency, relations)).flatten();
    Gap {
        rank: 0,
        requirement,
        kind,
        held: level,
        shortfall,
        priority: level_ties(weighed.clamp(0.0, 1.0) * f64::from(shortfall) / f64::from(row.level.number())),
        unlock_order: None,
        open_after: None,
        transfer_from: transfer,
    }
}
