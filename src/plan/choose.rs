//! Chooses what to close and in which order.

use super::Request;
use super::board::Board;
use super::calendar::Calendar;
use super::candidate::{self, Candidate, Candidates, covered};
use super::data::Shared;
use super::known::Known;
use super::lean::{self, Lean};
use super::place::{self, End, Kept, Placed};
use crate::model::{CompetencyId, CompetencyKind, Gap, GapState, HeldLevel, Level};
use std::collections::{BTreeMap, BTreeSet};

/// Gates that decide whether the role is open at all are looked at first, but no more than these.
const GATES: usize = 3;

/// Gates that decide first, then most adverts per hour, what has to be learned before always before, and only what fits
/// before the date. Gives the order with a first placing.
pub fn choose(request: &Request, found: &mut Candidates, calendar: &Calendar) -> (Vec<usize>, Vec<Placed>) {
    let mut chooser = Chooser {
        request,
        board: Board::new(&request.template.essentials, &request.held_levels(), &found.provides),
        gaps: request.report.gaps.iter().map(|g| (&g.requirement.competency, g)).collect(),
        known: Known::of(request.previous),
        leans: lean::among(&found.list, request),
        calendar: calendar.clone(),
        order: Vec::new(),
        placed: Vec::new(),
        ends_at: vec![0; found.list.len()],
        begins_at: vec![0; found.list.len()],
        accepted: BTreeSet::new(),
        asked: BTreeMap::new(),
    };
    let held = request.held_levels();
    let mut open: BTreeSet<usize> = (0..found.list.len()).collect();
    let mut gates = 0;
    while let Some(best) = chooser.best(&open, &found.list) {
        open.remove(&best);
        let candidate = &mut found.list[best];
        let gap = chooser.gaps.get(&candidate.row.id);
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
        if !chooser.accept(best, found, decides) && !chooser.after_a_beginning(best, found) {
            // Begun now, before what matters less takes the weeks.
            chooser.lower(found, best);
        }
    }
    for at in 0..found.list.len() {
        chooser.lower(found, at);
    }
    (chooser.order, chooser.placed)
}

struct Chooser<'r, 'a> {
    request: &'r Request<'a>,
    board: Board,
    gaps: BTreeMap<&'a CompetencyId, &'a Gap>,
    known: Known<'a>,
    /// For each candidate, those that lean on it.
    leans: Vec<Vec<(usize, Lean)>>,
    calendar: Calendar,
    order: Vec<usize>,
    placed: Vec<Placed>,
    ends_at: Vec<usize>,
    /// Week in which what follows the first step of each begins.
    begins_at: Vec<usize>,
    accepted: BTreeSet<CompetencyId>,
    /// Who asks for what a route needs, by route.
    asked: BTreeMap<String, usize>,
}

impl Chooser<'_, '_> {
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

    /// Takes a candidate and what comes before it into the plan, if all of them fit: on the routes that suit them best,
    /// else on such as need no time to pass between the tries.
    fn accept(&mut self, best: usize, found: &mut Candidates, decides: bool) -> bool {
        let bundle = self.bundle(best, &found.list);
        let whole: Vec<Candidate> = bundle.iter().map(|at| found.list[*at].clone()).collect();
        let laid = self.lay(&bundle, found) || self.hasten(&bundle, found) && self.lay(&bundle, found);
        if !laid {
            for (at, candidate) in bundle.into_iter().zip(whole) {
                found.list[at] = candidate;
            }
            return false;
        }
        for at in bundle {
            if found.list[at].closes {
                self.board.close(at);
                self.carry(at, &mut found.list);
            }
            found.list[at].row.state = if decides && at == best { GapState::Gate } else { GapState::Planned };
        }
        true
    }

    /// Takes a candidate into the plan after a beginning of what comes before it, where all of that does not fit.
    fn after_a_beginning(&mut self, best: usize, found: &mut Candidates) -> bool {
        let bundle = self.bundle(best, &found.list);
        for need in bundle.iter().filter(|at| **at != best) {
            self.lower(found, *need);
        }
        bundle.len() > 1 && self.bundle(best, &found.list) == [best] && self.accept(best, found, false)
    }

    /// Moves what needs time between the tries to routes that need none, where it is learned by such as well and the
    /// user has not chosen. Gives whether anything was moved.
    fn hasten(&self, bundle: &[usize], found: &mut Candidates) -> bool {
        let mut moved = false;
        for &at in bundle {
            let old = &found.list[at];
            let id = &old.row.id;
            let by_doing =
                matches!(old.row.kind, CompetencyKind::Skill | CompetencyKind::Tool | CompetencyKind::Knowledge);
            let is_slow = old.steps.iter().any(|step| step.slow);
            let is_chosen = self.request.preferences.routes.contains_key(id.as_str());
            let (Some(gap), true, true, false) = (self.gaps.get(id), by_doing, is_slow, is_chosen) else { continue };
            let level = candidate::reachable(gap);
            let mut fresh = candidate::to_level(gap, old.row.clone(), self.request, level, old.lean.as_ref(), true);
            if !fresh.steps.iter().any(|step| step.slow) {
                let name =
                    |id: &str| self.request.data.routes.get(id).map_or(id.to_owned(), |route| route.name.clone());
                let (slow, quick) = (name(&old.row.route), name(&fresh.row.route));
                fresh.row.why =
                    format!("by {quick}, since with the weeks that {slow} takes it would not fit before the date");
                found.list[at] = Candidate { before: old.before.clone(), ..fresh };
                moved = true;
            }
        }
        moved
    }

    /// Lays out some candidates one after the other, all or none of them.
    fn lay(&mut self, bundle: &[usize], found: &mut Candidates) -> bool {
        let minutes: u32 = bundle.iter().map(|at| place::minutes(found.list[*at].hours, End::Middle)).sum();
        if (minutes as u64) >= u64::from(self.calendar.free()) + 60 {
            return false;
        }
        let (calendar, ends_at, asked) = (self.calendar.clone(), self.ends_at.clone(), self.asked.clone());
        let whole: Vec<Candidate> = bundle.iter().map(|at| found.list[*at].clone()).collect();
        let taken = self.order.len();
        if !bundle.iter().all(|at| self.place(*at, &mut found.list)) {
            for at in self.order.drain(taken..) {
                self.accepted.remove(&found.list[at].row.id);
            }
            for (at, candidate) in bundle.iter().zip(whole) {
                found.list[*at] = candidate;
            }
            self.placed.truncate(taken);
            (self.calendar, self.ends_at, self.asked) = (calendar, ends_at, asked);
            return false;
        }
        true
    }

    /// What leans on a candidate that the plan now closes takes less, and comes after it.
    fn carry(&self, closed: usize, list: &mut [Candidate]) {
        for (at, lean) in &self.leans[closed] {
            let (Some(gap), false) = (self.gaps.get(&list[*at].row.id), self.accepted.contains(&list[*at].row.id))
            else {
                continue;
            };
            let before = list[*at].lean.clone();
            let lean = before.clone().map_or_else(|| lean.clone(), |known| known.and(lean.clone()));
            if before.as_ref() != Some(&lean) {
                let old = &list[*at];
                let fresh = candidate::to_level(
                    gap,
                    old.row.clone(),
                    self.request,
                    candidate::reachable(gap),
                    Some(&lean),
                    false,
                );
                let before = old.before.iter().copied().chain([closed]).collect();
                list[*at] = Candidate { before, ..fresh };
            }
        }
    }

    /// Lays out the steps of one candidate, if they fit and hold together.
    fn place(&mut self, at: usize, list: &mut [Candidate]) -> bool {
        if list[at].steps.is_empty() {
            return false;
        }
        let whole = self.joined(at, list);
        let candidate = &list[at];
        let before = candidate.before.iter().map(|b| self.ends_at[*b]);
        let from = before.chain(candidate.joins.map(|leader| self.begins_at[leader])).max().unwrap_or(0);
        let kept = self.known.kept(candidate, &self.calendar);
        let calendar = self.calendar.clone();
        let placed = place::together(candidate, &kept, None, from, &mut self.calendar, End::Middle);
        let Some(placed) = placed.filter(|placed| place::torn(candidate, placed).is_none()) else {
            self.calendar = calendar;
            if let Some(whole) = whole {
                list[at] = whole;
            }
            return false;
        };
        if candidate.steps[0].number == 1 && self.is_shared(candidate) {
            self.asked.entry(candidate.row.route.clone()).or_insert(at);
        }
        self.ends_at[at] = place::ends(&placed, from);
        self.begins_at[at] = place::begins(&placed, from);
        self.accepted.insert(candidate.row.id.clone());
        self.order.push(at);
        self.placed.push(placed);
        true
    }

    fn is_shared(&self, candidate: &Candidate) -> bool {
        let route = self.request.data.routes.get(&candidate.row.route);
        candidate.row.kind != CompetencyKind::Qualification && route.is_some_and(|r| r.shared != Shared::Nothing)
    }

    /// Leaves the first step of a candidate out where the plan asks for the same already. Gives the candidate as it was.
    fn joined(&self, at: usize, list: &mut [Candidate]) -> Option<Candidate> {
        let candidate = &list[at];
        let own = self.known.kept(candidate, &self.calendar).first().copied();
        let leader = self.asked.get(&candidate.row.route).copied();
        let is_asked = leader.is_some() || self.known.asked(&candidate.row.route);
        if !self.is_shared(candidate) || own != Some(Kept::No) || !is_asked {
            return None;
        }
        let whole = candidate.clone();
        list[at].join(leader);
        Some(whole)
    }

    /// What did not fit whole is begun: to a lower level, or, where it is awarded, up to the decision.
    fn lower(&mut self, found: &mut Candidates, at: usize) {
        let row = found.list[at].row.clone();
        let Some(gap) = self.gaps.get(&row.id).filter(|_| row.state == GapState::Later) else { return };
        let before = found.list[at].before.clone();
        if before.iter().any(|b| !self.accepted.contains(&found.list[*b].row.id)) {
            return;
        }
        let whole = row.hours;
        let next = gap.held.map_or(0, HeldLevel::number) + 1;
        if row.kind != CompetencyKind::Qualification && next >= 3 {
            return;
        }
        let full = found.list[at].clone();
        let is_placed = [false, true].into_iter().any(|hasten| {
            let smaller = match row.kind {
                CompetencyKind::Qualification => candidate::gate(gap, row.clone(), self.request, false),
                _ => candidate::to_level(gap, row.clone(), self.request, 2, full.lean.as_ref(), hasten),
            };
            found.list[at] = Candidate { before: before.clone(), closes: false, ..smaller };
            self.place(at, &mut found.list)
        });
        if !is_placed {
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
}
