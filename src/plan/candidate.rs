//! What could be closed: gaps, and what has to be learned before them, each with its steps.

use super::board::Provides;
use super::lean::{self, Lean};
use super::steps::{self, Climb, Step};
use super::{Request, effort, routes};
use crate::model::{
    CompetencyId, CompetencyKind, Gap, GapKind, GapState, HeldLevel, Hours, Level, Necessity, PlannedGap,
};
use crate::rules::vocabulary::EffortClass;
use std::collections::{BTreeMap, BTreeSet};

/// Level at which a prerequisite is enough to go on.
const ENOUGH: Level = Level::Novice;

/// Gaps that the plan asks to rate, those of highest priority.
const RATED: usize = 15;

/// A gap that the plan may close.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub row: PlannedGap,
    pub steps: Vec<Step>,
    pub hours: Hours,
    pub priority: f64,
    /// Whether its last step closes the gap.
    pub closes: bool,
    /// Candidates that come before, by their place in the list.
    pub before: Vec<usize>,
    /// The candidate whose first step asks for this one as well, by its place in the list.
    pub joins: Option<usize>,
    /// What it leans on.
    pub lean: Option<Lean>,
}

impl Candidate {
    /// Leaves the first step out: what it asks for is asked for by another, or was before.
    pub fn join(&mut self, leader: Option<usize>) {
        self.steps.retain(|step| step.number != 1);
        self.joins = leader;
        self.hours = sum(&self.steps);
        self.row.hours = half_hours(self.hours);
    }

    /// Nothing can be done for it.
    fn none(row: PlannedGap, gap: &Gap) -> Self {
        Self {
            row,
            steps: Vec::new(),
            hours: Hours::default(),
            priority: gap.priority,
            closes: false,
            before: Vec::new(),
            joins: None,
            lean: None,
        }
    }
}

/// The candidates, and the gaps that none of them is for.
#[derive(Debug, Default)]
pub struct Candidates {
    pub list: Vec<Candidate>,
    pub provides: Vec<Provides>,
    pub aside: Vec<PlannedGap>,
    /// Not rated yet: gaps, and what gaps need first.
    pub unrated: Vec<String>,
}

/// Makes a candidate of each gap that can be worked on.
pub fn candidates(request: &Request) -> Candidates {
    let mut out = Candidates::default();
    for gap in request.report.gaps.iter().filter(|g| g.shortfall > 0) {
        let mut row = row(gap, request);
        if request.preferences.dropped.contains(&row.id) {
            row.state = GapState::Dropped;
            row.why = "you took it out of the plan".into();
            out.aside.push(row);
        } else if gap.kind == GapKind::Unassessed && !request.preferences.unrated_as_missing {
            row.state = GapState::Rate;
            let telling = row.adverts > 1 || row.essential_share > 0.0;
            if telling && out.unrated.len() < RATED {
                row.why = "you have not rated it yet; rate it first, then plan again".into();
                out.unrated.push(row.name.clone());
            } else {
                row.why = "you have not rated it yet, and few adverts ask for it; rate it when you like".into();
            }
            out.aside.push(row);
        } else if gap.priority <= 0.0 {
            row.state = GapState::Covered;
            row.why = "every advert that asks for it accepts something that you hold".into();
            out.aside.push(row);
        } else {
            let candidate = candidate(gap, row, request);
            out.provides.push(provides(&candidate, request));
            out.list.push(candidate);
        }
    }
    link(&mut out, request);
    out
}

fn provides(candidate: &Candidate, request: &Request) -> Provides {
    let level = candidate.row.reaches.and_then(Level::from_number).unwrap_or(Level::Expert);
    let mut ids = BTreeSet::from([candidate.row.id.clone()]);
    let mut open = vec![candidate.row.id.clone()];
    while let Some(next) = open.pop() {
        for id in request.vocabulary.get(&next).into_iter().flat_map(|c| &c.implies) {
            if ids.insert(id.clone()) {
                open.push(id.clone());
            }
        }
    }
    let closes = candidate.closes;
    Provides { ids: ids.into_iter().filter(|_| closes).collect(), level }
}

/// The evidence of a gap as the plan keeps it.
pub fn row(gap: &Gap, request: &Request) -> PlannedGap {
    let asked = &gap.requirement;
    let evidence = asked.evidence.first();
    let known = request.vocabulary.get(&asked.competency);
    PlannedGap {
        id: asked.competency.clone(),
        name: asked.name.clone(),
        kind: asked.kind,
        sector: asked.sector.clone(),
        gap: gap.kind,
        state: GapState::Later,
        why: String::new(),
        required: asked.level.number(),
        held: gap.held.map(HeldLevel::number),
        reaches: None,
        adverts: asked.adverts,
        share: rounded(asked.share.point),
        share_low: rounded(asked.share.low),
        share_high: rounded(asked.share.high),
        essential_share: rounded(asked.essential_share),
        hours: Hours::default(),
        route: String::new(),
        routes: Vec::new(),
        open_after: None,
        needs: needs(known.map_or(&[], |c| &c.needs), request.data.before.get(asked.competency.as_str())),
        sentence: evidence.map_or(String::new(), |e| e.sentence.clone()),
        advert: evidence.map(|e| e.advert.clone()),
        carries_over: gap.transfer_from.as_ref().map_or(String::new(), |(id, _)| request.name(id)),
    }
}

fn needs(vocabulary: &[CompetencyId], data: Option<&Vec<CompetencyId>>) -> Vec<CompetencyId> {
    let all = vocabulary.iter().chain(data.into_iter().flatten());
    all.collect::<BTreeSet<_>>().into_iter().cloned().collect()
}

/// Three decimals, as tables show shares.
pub fn rounded(part: f64) -> f64 {
    (part * 1000.0).round() / 1000.0
}

/// Half hours, as people plan.
pub fn half_hours(hours: Hours) -> Hours {
    let round = |h: f64| (h * 2.0).round() / 2.0;
    Hours { low: round(hours.low), high: round(hours.high) }
}

fn candidate(gap: &Gap, row: PlannedGap, request: &Request) -> Candidate {
    if row.kind == CompetencyKind::Qualification {
        return gate(gap, row, request, true);
    }
    to_level(gap, row, request, reachable(gap), None, false)
}

/// The level that a plan goes for: where adverts state none they are taken to ask for an intermediate one, and beyond that
/// no plan brings more than the next level. Years of doing it bring the rest.
pub fn reachable(gap: &Gap) -> u8 {
    let held = gap.held.map_or(0, HeldLevel::number);
    gap.requirement.level.number().max(3).min((held + 1).max(3))
}

/// The candidate that climbs to a level, the required one or a lower one, leaning on what the plan closes before.
/// `hasten`: on a route that needs no time between the tries, where there is one.
pub fn to_level(
    gap: &Gap,
    mut row: PlannedGap,
    request: &Request,
    level: u8,
    lean: Option<&Lean>,
    hasten: bool,
) -> Candidate {
    let data = request.data;
    let from = gap.held.map_or(0, HeldLevel::number);
    let carry = gap.transfer_from.as_ref().map_or(0.0, |(_, weight)| *weight);
    let suits = routes::routes(gap, request.preferences, data);
    let route = lean.and_then(|l| lean::route(l, &row, request)).or_else(|| {
        let quick = suits.iter().find(|r| hasten && r.pace == 0.0);
        quick.or(suits.first()).copied()
    });
    let Some(route) = route else { return Candidate::none(row, gap) };
    let whole = effort::between(&data.effort, class(&row.id, request), from, level, carry);
    let hours = effort::own(lean.map_or(whole, |l| l.shortens(whole, &data.effort)), route);
    let climb = Climb { kind: row.kind, from, to: level, hours, longest: request.longest() };
    let steps = steps::of_route(&climb, route, data);
    row.route = route.id.clone();
    row.routes = suits.iter().filter(|r| r.id != route.id).map(|r| r.id.clone()).collect();
    row.reaches = Some(level);
    let hours = sum(&steps);
    row.hours = half_hours(hours);
    Candidate { steps, hours, closes: level >= reachable(gap), lean: lean.cloned(), ..Candidate::none(row, gap) }
}

/// The candidate of something awarded: with its study, or only the steps that decide on it.
pub fn gate(gap: &Gap, mut row: PlannedGap, request: &Request, whole: bool) -> Candidate {
    let award = request.vocabulary.get(&row.id).and_then(|c| c.award);
    let award = award.unwrap_or(crate::rules::vocabulary::Award::Certificate);
    let Some(gate) = request.data.gates.get(&award) else { return Candidate::none(row, gap) };
    let class = class(&row.id, request);
    // What takes years or months and is not learned by study cannot be had by a few steps.
    let closes = whole && gate.closes && (gate.study || class <= EffortClass::Weeks);
    let steps = if closes || !gate.closes {
        let study = gate.study.then(|| effort::between(&request.data.effort, class, 0, 3, 0.0));
        steps::of_gate(&row.name, gate, study.filter(|_| closes), request.longest())
    } else {
        steps::deciding(&row.name, gate, &request.data.decide, request.longest())
    };
    row.route = award.as_str().to_owned();
    row.why = format!("granted by {}; can be waived by {}", gate.granted_by, gate.waived_by);
    let hours = sum(&steps);
    row.hours = half_hours(hours);
    Candidate { steps, hours, closes, ..Candidate::none(row, gap) }
}

fn sum(steps: &[Step]) -> Hours {
    steps.iter().fold(Hours::default(), |all, step| all.plus(step.hours))
}

fn class(id: &CompetencyId, request: &Request) -> EffortClass {
    request.vocabulary.get(id).map_or(EffortClass::Weeks, |c| c.effort)
}

/// Links candidates with what the vocabulary says has to be learned before, and adds what is known to be missing.
fn link(out: &mut Candidates, request: &Request) {
    let asked: BTreeSet<CompetencyId> = request.report.gaps.iter().map(|g| g.requirement.competency.clone()).collect();
    let mut places: BTreeMap<CompetencyId, usize> =
        out.list.iter().enumerate().map(|(at, c)| (c.row.id.clone(), at)).collect();
    let mut at = 0;
    while at < out.list.len() {
        for need in out.list[at].row.needs.clone() {
            if let Some(before) = places.get(&need) {
                if *before != at {
                    out.list[at].before.push(*before);
                }
            } else if !asked.contains(&need)
                && out.list[at].row.kind != CompetencyKind::Qualification
                && let Some(rating) = request.assessment.ratings.get(&need)
                && rating.level.is_some_and(|l| l.0 < Some(ENOUGH))
                && let Some(first) = prerequisite(&need, &out.list[at].row.name, request)
            {
                let next = out.list.len();
                places.insert(need, next);
                out.list[at].before.push(next);
                out.provides.push(provides(&first, request));
                out.list.push(first);
            }
        }
        at += 1;
    }
}

/// Something that no advert asks for but a gap needs, known not to be held.
fn prerequisite(id: &CompetencyId, of: &str, request: &Request) -> Option<Candidate> {
    let known = request.vocabulary.get(id).filter(|c| c.kind != CompetencyKind::Qualification)?;
    let requirement = crate::model::RoleRequirement {
        competency: id.clone(),
        name: known.label.clone(),
        kind: known.kind,
        sector: known.sector.clone(),
        share: crate::model::Share { point: 0.0, low: 0.0, high: 0.0 },
        adverts: 0,
        employers: 0,
        essential_share: 0.0,
        optional_share: 0.0,
        level: ENOUGH,
        level_basis: crate::model::LevelBasis::Assumed,
        min_years_median: None,
        min_years_quartiles: None,
        levels_stated: 0,
        alternatives: Vec::new(),
        offers: Vec::new(),
        sections: Vec::new(),
        top_employers: Vec::new(),
        evidence: Vec::new(),
    };
    let gap = Gap {
        rank: 0,
        held: request.assessment.ratings.get(id).and_then(|r| r.level),
        requirement,
        kind: GapKind::Missing,
        shortfall: ENOUGH.number(),
        priority: 0.0,
        unlock_order: None,
        open_after: None,
        transfer_from: None,
    };
    let mut row = row(&gap, request);
    row.why = format!("needed before {of}");
    Some(to_level(&gap, row, request, ENOUGH.number(), None, false))
}

/// Whether all that asks for a gap is satisfied by what is held or planned.
pub fn covered(gap: &Gap, satisfied: &dyn Fn(&CompetencyId) -> bool) -> bool {
    let weight = |offer: &crate::model::Offer| {
        offer.essential * Necessity::Essential.weight() + offer.unstated + offer.optional > 0.0
    };
    let mut offers = gap.requirement.offers.iter().filter(|o| weight(o)).peekable();
    offers.peek().is_some() && offers.all(|offer| offer.instead.iter().any(satisfied))
}
