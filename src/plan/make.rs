//! From gaps to a plan.

use super::calendar::Calendar;
use super::candidate::{Candidates, candidates};
use super::choose::choose;
use super::data::PlanData;
use super::finish;
use super::known::Known;
use super::place::{self, End, Kept, Placed};
use super::wording::word;
use crate::model::{
    ActionStatus, CompetencyId, Date, Gap, GapReport, GapState, Hours, Level, Plan, PlanGoal, Preferences,
    RoleTemplate, SelfAssessment,
};
use crate::rules::Vocabulary;
use std::collections::BTreeMap;

/// All that a plan depends on; no clock, no chance.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    pub report: &'a GapReport,
    pub template: &'a RoleTemplate,
    pub assessment: &'a SelfAssessment,
    pub preferences: &'a Preferences,
    pub goal: &'a PlanGoal,
    /// The day from which steps are laid out.
    pub from: Date,
    pub data: &'a PlanData,
    pub vocabulary: &'a Vocabulary,
    /// The plan so far: what was done, dropped, promised and entered by the user stays.
    pub previous: Option<&'a Plan>,
}

impl Request<'_> {
    /// Hours that one step may take: a week's, at most eight.
    pub fn longest(&self) -> f64 {
        let hours = self.preferences.hours_a_week;
        if hours.is_finite() { hours.clamp(0.5, 8.0) } else { 1.0 }
    }

    /// The name of a competency, as shown.
    pub fn name(&self, id: &CompetencyId) -> String {
        let asked = self.report.gaps.iter().find(|g| g.requirement.competency == *id);
        let known = || self.vocabulary.get(id).map(|c| c.label.clone());
        asked.map(|g| g.requirement.name.clone()).or_else(known).unwrap_or_else(|| id.to_string())
    }

    /// Whether a competency is held at a level, what is implied by others included.
    pub(super) fn held_levels(&self) -> impl Fn(&CompetencyId, Level) -> bool {
        let gaps: BTreeMap<&CompetencyId, &Gap> =
            self.report.gaps.iter().map(|g| (&g.requirement.competency, g)).collect();
        move |id, level| {
            let rated = || self.assessment.ratings.get(id).and_then(|r| r.level);
            let held = gaps.get(id).map_or_else(rated, |g| g.held);
            held.is_some_and(|h| h.0 >= Some(level))
        }
    }
}

/// What was decided for each candidate.
pub(super) struct Chosen {
    pub found: Candidates,
    /// Accepted, in the order of doing.
    pub order: Vec<usize>,
    /// For each accepted one, where its steps lie: middle, low and high estimates.
    pub middle: Vec<Placed>,
    pub low: Vec<Placed>,
    pub high: Vec<Placed>,
    pub calendar: Calendar,
}

/// Makes a plan, or makes it again: the same input gives the same plan, and of the plan so far nothing is lost that was
/// done, dropped, promised or entered by the user.
pub fn plan(request: &Request) -> Plan {
    let mut calendar = Calendar::new(request.from, request.goal.by, request.preferences);
    let mut found = candidates(request);
    let rating = finish::rating_steps(request, &found.unrated);
    for step in &rating {
        calendar.take(place::minutes(step.hours, End::Middle), 0);
    }
    reserve(request, &mut calendar);
    let (order, held) = choose(request, &mut found, &calendar);
    word(&order, &mut found.list, request.data);
    let known = Known::of(request.previous);
    let kept: Vec<Vec<Kept>> = found.list.iter().map(|c| known.kept(c, &calendar)).collect();
    let half = Preferences { hours_a_week: request.preferences.hours_a_week / 2.0, ..request.preferences.clone() };
    let half = Calendar::new(request.from, request.goal.by, &half);
    let asks = place::asked_in(&order, &found.list, &held);
    // Asking early is worth it only where it tears no steps apart.
    let whole = |all: &Vec<Placed>| {
        let mut each = order.iter().zip(all);
        each.all(|(at, placed)| place::torn(&found.list[*at], placed).is_none())
    };
    let early = place::all(&order, &found.list, &kept, &calendar, &half, &asks, End::Middle);
    let middle = early.filter(whole).unwrap_or(held);
    let mut endless = Calendar::new(request.from, None, request.preferences);
    reserve(request, &mut endless);
    let half = Calendar::new(
        request.from,
        None,
        &Preferences { hours_a_week: request.preferences.hours_a_week / 2.0, ..request.preferences.clone() },
    );
    let end =
        |end| place::all(&order, &found.list, &kept, &endless, &half, &asks, end).unwrap_or_else(|| middle.clone());
    let (low, high) = (end(End::Low), end(End::High));
    finish::finish(request, Chosen { found, order, middle, low, high, calendar }, &rating)
}

/// Takes the time of what was promised and of the user's own steps out of the calendar.
fn reserve(request: &Request, calendar: &mut Calendar) {
    for action in request.previous.into_iter().flat_map(|p| &p.actions) {
        if action.status == ActionStatus::Planned && (action.promised || action.own) && action.due >= request.from {
            let minutes = place::minutes(action.hours, End::Middle);
            calendar.block(minutes, action.start.max(request.from), action.due);
        }
    }
}

/// All hours of a plan's gaps in some states.
pub fn hours_of(plan: &Plan, states: &[GapState]) -> Hours {
    let of = plan.gaps.iter().filter(|g| states.contains(&g.state));
    of.fold(Hours::default(), |all, gap| all.plus(gap.hours))
}
