//! From gaps to a plan.

use super::board::Board;
use super::calendar::Calendar;
use super::candidate::{self, Candidate, Candidates, candidates, covered};
use super::data::PlanData;
use super::finish;
use super::place::{self, End, Kept, Placed};
use crate::model::{
    ActionStatus, CompetencyId, CompetencyKind, Date, Gap, GapReport, GapState, Hours, Level, Plan, PlanGoal,
    Preferences, RoleTemplate, SelfAssessment,
};
use crate::rules::Vocabulary;
use std::collections::{BTreeMap, BTreeSet};

/// Gates that decide whether the role is open at all are looked at first, but no more than these.
const GATES: usize = 3;

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
    let kept = kept(request, &found.list, &calendar);
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

/// What the plan so far says of each step of each candidate.
fn kept(request: &Request, list: &[Candidate], calendar: &Calendar) -> Vec<Vec<Kept>> {
    let known: BTreeMap<&str, &crate::model::Action> =
        request.previous.into_iter().flat_map(|p| &p.actions).map(|a| (a.id.as_str(), a)).collect();
    let of = |id: String| match known.get(id.as_str()) {
        Some(a) if a.status != ActionStatus::Planned => Kept::Past,
        Some(a) if a.promised => Kept::Until(calendar.week_of(a.due)),
        _ => Kept::No,
    };
    list.iter().map(|c| (1..=c.steps.len()).map(|n| of(finish::step_id(&c.row.id, n))).collect()).collect()
}

/// Chooses what to close and in which order: gates that decide first, then most adverts per hour, what has to be learned
/// before always before, and only what fits before the date. Gives the order with a first placing.
fn choose(request: &Request, found: &mut Candidates, calendar: &Calendar) -> (Vec<usize>, Vec<Placed>) {
    let mut chooser = Chooser {
        board: Board::new(&request.template.essentials, &request.held_levels(), &found.provides),
        calendar: calendar.clone(),
        kept: kept(request, &found.list, calendar),
        order: Vec::new(),
        placed: Vec::new(),
        ends_at: vec![0; found.list.len()],
        accepted: BTreeSet::new(),
    };
    let gaps: BTreeMap<&CompetencyId, &Gap> =
        request.report.gaps.iter().map(|g| (&g.requirement.competency, g)).collect();
    let held = request.held_levels();
    let mut open: BTreeSet<usize> = (0..found.list.len()).collect();
    let mut gates = 0;
    while let Some(best) = chooser.best(&open, &found.list) {
        open.remove(&best);
        let candidate = &mut found.list[best];
        let gap = gaps.get(&candidate.row.id);
        let satisfied = |id: &CompetencyId| chooser.accepted.contains(id) || held(id, Level::Intermediate);
        if chooser.board.value(best) == 0.0 && gap.is_some_and(|g| covered(g, &satisfied)) {
            candidate.row.state = GapState::Covered;
            candidate.row.why = "something that the plan holds already is accepted in its place".into();
            continue;
        }
        let decides = candidate.row.kind == CompetencyKind::Qualification && !candidate.closes;
        gates += usize::from(decides);
        if decides && gates > GATES {
            candidate.row.state = GapState::Gate;
            candidate.row.why += "; fewer adverts ask for it than for the conditions that the plan looks at first";
            continue;
        }
        if !chooser.accept(best, found, decides) {
            // Begun now, before what matters less takes the weeks.
            lower(request, found, &mut chooser, &gaps, best);
        }
    }
    for at in 0..found.list.len() {
        lower(request, found, &mut chooser, &gaps, at);
    }
    (chooser.order, chooser.placed)
}

/// What did not fit whole is begun: to a lower level, or, where it is awarded, up to the decision.
fn lower(
    request: &Request,
    found: &mut Candidates,
    chooser: &mut Chooser,
    gaps: &BTreeMap<&CompetencyId, &Gap>,
    at: usize,
) {
    let row = found.list[at].row.clone();
    let Some(gap) = gaps.get(&row.id).filter(|_| row.state == GapState::Later) else { return };
    let before = found.list[at].before.clone();
    if before.iter().any(|b| !chooser.accepted.contains(&found.list[*b].row.id)) {
        return;
    }
    let whole = found.list[at].row.hours;
    let next = gap.held.map_or(0, crate::model::HeldLevel::number) + 1;
    let mut smaller = match row.kind {
        CompetencyKind::Qualification => candidate::gate(gap, row, request, false),
        _ if next >= 3 => return,
        _ => candidate::to_level(gap, row, request, 2),
    };
    smaller.before = before;
    smaller.closes = false;
    let steps = smaller.steps.len();
    let full = std::mem::replace(&mut found.list[at], smaller);
    chooser.kept[at].resize(steps, Kept::No);
    if !chooser.place(at, &found.list) {
        chooser.kept[at].resize(full.steps.len(), Kept::No);
        found.list[at] = full;
        return;
    }
    let row = &mut found.list[at].row;
    if row.kind == CompetencyKind::Qualification {
        row.state = GapState::Gate;
        return;
    }
    row.state = GapState::Begun;
    row.why = format!(
        "begun: the whole way to level {} takes {} to {} hours and does not fit before the date",
        row.required, whole.low, whole.high
    );
}

struct Chooser {
    board: Board,
    calendar: Calendar,
    kept: Vec<Vec<Kept>>,
    order: Vec<usize>,
    placed: Vec<Placed>,
    ends_at: Vec<usize>,
    accepted: BTreeSet<CompetencyId>,
}

impl Chooser {
    /// The candidate to take next: a gate that decides, else most adverts per hour, then priority per hour, then id.
    fn best(&self, open: &BTreeSet<usize>, list: &[Candidate]) -> Option<usize> {
        let key = |at: &usize| {
            let candidate = &list[*at];
            let decides = candidate.row.kind == CompetencyKind::Qualification && !candidate.closes;
            let first = if decides { candidate.row.essential_share } else { 0.0 };
            let hours = self.bundle(*at, list).iter().map(|b| list[*b].hours.middle()).sum::<f64>().max(0.25);
            (first, self.board.value(*at) / hours, candidate.priority / hours)
        };
        let keyed = open.iter().map(|at| (key(at), at));
        keyed
            .max_by(|(a, x), (b, y)| {
                let order = a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2));
                order.then_with(|| list[**y].row.id.cmp(&list[**x].row.id))
            })
            .map(|(_, at)| *at)
    }

    /// A candidate with all that has to come before it and is not accepted yet, in order. What needs itself in a circle
    /// stands once.
    fn bundle(&self, at: usize, list: &[Candidate]) -> Vec<usize> {
        fn visit(
            at: usize,
            list: &[Candidate],
            accepted: &dyn Fn(usize) -> bool,
            seen: &mut Vec<usize>,
            out: &mut Vec<usize>,
        ) {
            if seen.contains(&at) || accepted(at) {
                return;
            }
            seen.push(at);
            for before in &list[at].before {
                visit(*before, list, accepted, seen, out);
            }
            out.push(at);
        }
        let accepted = |at: usize| self.accepted.contains(&list[at].row.id);
        let (mut seen, mut out) = (Vec::new(), Vec::new());
        visit(at, list, &accepted, &mut seen, &mut out);
        out
    }

    /// Takes a candidate and what comes before it into the plan, if all of them fit.
    fn accept(&mut self, best: usize, found: &mut Candidates, decides: bool) -> bool {
        let bundle = self.bundle(best, &found.list);
        let minutes: u32 = bundle.iter().map(|at| place::minutes(found.list[*at].hours, End::Middle)).sum();
        let (calendar, ends_at) = (self.calendar.clone(), self.ends_at.clone());
        let taken = self.order.len();
        let fits = (minutes as u64) < u64::from(self.calendar.free()) + 60
            && bundle.iter().all(|at| self.place(*at, &found.list));
        if !fits {
            for at in self.order.drain(taken..) {
                self.accepted.remove(&found.list[at].row.id);
            }
            self.placed.truncate(taken);
            (self.calendar, self.ends_at) = (calendar, ends_at);
            return false;
        }
        for at in bundle {
            if found.list[at].closes {
                self.board.close(at);
            }
            found.list[at].row.state = if decides && at == best { GapState::Gate } else { GapState::Planned };
        }
        true
    }

    /// Lays out the steps of one candidate, if they fit.
    fn place(&mut self, at: usize, list: &[Candidate]) -> bool {
        let from = list[at].before.iter().map(|b| self.ends_at[*b]).max().unwrap_or(0);
        if list[at].steps.is_empty() {
            return false;
        }
        let Some(placed) = place::together(&list[at], &self.kept[at], None, from, &mut self.calendar, End::Middle)
        else {
            return false;
        };
        self.ends_at[at] = place::ends(&placed, from);
        self.accepted.insert(list[at].row.id.clone());
        self.order.push(at);
        self.placed.push(placed);
        true
    }
}

/// All hours of a plan's gaps in some states.
pub fn hours_of(plan: &Plan, states: &[GapState]) -> Hours {
    let of = plan.gaps.iter().filter(|g| states.contains(&g.state));
    of.fold(Hours::default(), |all, gap| all.plus(gap.hours))
}
