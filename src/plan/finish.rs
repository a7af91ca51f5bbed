//! From what was chosen and placed to the plan as its file holds it.

use super::board::Board;
use super::candidate::{Candidate, half_hours, rounded};
use super::data::Shared;
use super::make::{Chosen, Request};
use super::place::Placed;
use super::steps::Step;
use crate::model::{
    Action, ActionStatus, CompetencyId, Gap, GapKind, GapState, Milestone, Plan, PlanReality, PlannedGap,
};
use std::collections::{BTreeMap, BTreeSet};

/// Names rated in one step.
const RATED_AT_ONCE: usize = 8;

/// Parts of the adverts whose crossing is a milestone, in hundredths.
const THRESHOLDS: &[u32] = &[25, 50, 75, 100];

/// Strengths and tasks kept for the sheet.
const LISTED: usize = 12;

/// Id of a competency's nth step, 1 first.
pub fn step_id(competency: &CompetencyId, n: usize) -> String {
    format!("{competency}.{n}")
}

/// Steps to rate what has not been rated.
pub fn rating_steps(request: &Request, unrated: &[String]) -> Vec<Step> {
    let each = request.data.effort.rating;
    unrated
        .chunks(RATED_AT_ONCE)
        .enumerate()
        .map(|(n, names)| Step {
            number: n + 1,
            title: format!("Rate yourself, 0 to 5, with one example each, in your skills file: {}", names.join(", ")),
            hours: crate::model::Hours { low: each.low * names.len() as f64, high: each.high * names.len() as f64 },
            proof: "the levels and examples in your skills file".into(),
            raises_to: None,
            wait: 0,
            slow: false,
        })
        .collect()
}

pub(super) fn finish(request: &Request, chosen: Chosen, rating: &[Step]) -> Plan {
    let previous = request.previous;
    let mut actions: Vec<Action> = rating.iter().enumerate().map(|(n, step)| rate(request, n, step, &chosen)).collect();
    for (at, placed) in chosen.order.iter().zip(&chosen.middle) {
        actions.extend(laid_out(request, &chosen, *at, placed));
    }
    let fresh: BTreeSet<String> = actions.iter().map(|a| a.id.clone()).collect();
    let stays = |a: &&Action| a.own || a.promised || a.status != ActionStatus::Planned;
    let old = previous.into_iter().flat_map(|p| &p.actions).filter(stays);
    actions.extend(old.filter(|a| !fresh.contains(&a.id)).cloned());
    keep_order(&mut actions);
    actions.sort_by_key(|a| (a.start, a.due));
    let (milestones, opened, reality) = milestones(request, &chosen, &actions);
    let mut gaps: Vec<PlannedGap> = chosen.order.iter().map(|at| chosen.found.list[*at].row.clone()).collect();
    let taken: BTreeSet<usize> = chosen.order.iter().copied().collect();
    let rest = chosen.found.list.iter().enumerate().filter(|(at, _)| !taken.contains(at));
    let mut rest: Vec<PlannedGap> = rest.map(|(_, c)| c.row.clone()).collect();
    rest.extend(chosen.found.aside);
    let ranks: BTreeMap<&CompetencyId, u32> =
        request.report.gaps.iter().map(|g| (&g.requirement.competency, g.rank)).collect();
    rest.sort_by_key(|row| ranks.get(&row.id).copied().unwrap_or(u32::MAX));
    gaps.extend(rest);
    for row in &mut gaps {
        row.open_after = opened.get(&row.id).copied();
        if row.state == GapState::Later && row.why.is_empty() {
            row.why = later(row, request);
        } else if row.state == GapState::Planned && row.reaches.is_some_and(|level| level < row.required) {
            row.state = GapState::Begun;
            row.why = format!(
                "the plan brings you to level {}; level {} comes with years of doing it",
                row.reaches.unwrap_or_default(),
                row.required
            );
        } else if row.state == GapState::Planned && row.why.is_empty() {
            row.why = "all its steps fit before the date".into();
        }
    }
    let mut plan = previous.cloned().unwrap_or_default();
    plan.goal = request.goal.clone();
    plan.preferences = request.preferences.clone();
    plan.preferences.start = plan.preferences.start.or(Some(request.from));
    plan.actions = actions;
    plan.milestones = milestones;
    plan.gaps = gaps;
    plan.reality = reality;
    plan
}

/// Steps on hold of the plan before never come before what they need.
fn keep_order(actions: &mut [Action]) {
    let ids: BTreeSet<String> = actions.iter().map(|a| a.id.clone()).collect();
    for action in actions {
        action.needs.retain(|need| ids.contains(need));
    }
}

fn later(row: &PlannedGap, request: &Request) -> String {
    match request.goal.by {
        Some(by) => {
            format!("{} to {} hours do not fit before {by} beside what comes first", row.hours.low, row.hours.high)
        }
        None => "no week has room for its steps".into(),
    }
}

fn rate(request: &Request, n: usize, step: &Step, chosen: &Chosen) -> Action {
    Action {
        id: format!("rate.{}", n + 1),
        title: step.title.clone(),
        status: ActionStatus::Planned,
        start: request.from,
        due: chosen.calendar.last_day(n / 3).max(request.from),
        hours: rounded_hours(step),
        competency: None,
        route: "self-assessment".into(),
        proof: step.proof.clone(),
        raises_to: None,
        needs: Vec::new(),
        promised: false,
        own: false,
        done_on: None,
        note: String::new(),
    }
}

fn rounded_hours(step: &Step) -> crate::model::Hours {
    let hours = half_hours(step.hours);
    crate::model::Hours { low: hours.low.max(0.5), high: hours.high.max(0.5) }
}

/// The steps of one candidate with their dates; those of the plan before where they were done, dropped or promised.
fn laid_out(request: &Request, chosen: &Chosen, at: usize, placed: &Placed) -> Vec<Action> {
    let candidate = &chosen.found.list[at];
    let row = &candidate.row;
    let before = candidate.before.iter().filter(|b| chosen.order.contains(b));
    let mut needs: Vec<String> = before.filter_map(|b| last_step(&chosen.found.list[*b])).collect();
    needs.extend(candidate.joins.map(|leader| step_id(&chosen.found.list[leader].row.id, 1)));
    let mut out = Vec::new();
    for (n, (step, place)) in candidate.steps.iter().zip(placed).enumerate() {
        let id = step_id(&row.id, step.number);
        let own_needs = std::mem::replace(&mut needs, vec![id.clone()]);
        let Some(place) = place else {
            let old = request.previous.into_iter().flat_map(|p| &p.actions).find(|a| a.id == id);
            out.extend(old.cloned());
            continue;
        };
        let due = chosen.calendar.last_day(place.last);
        out.push(Action {
            title: step.title.clone(),
            status: ActionStatus::Planned,
            start: chosen.calendar.first_day(place.first),
            due: request.goal.by.map_or(due, |by| due.min(by)),
            hours: rounded_hours(step),
            competency: Some(row.id.clone()),
            route: row.route.clone(),
            proof: step.proof.clone(),
            raises_to: step
                .raises_to
                .filter(|_| n + 1 < candidate.steps.len() || candidate.closes || row.reaches.is_some()),
            needs: own_needs,
            promised: false,
            own: false,
            done_on: None,
            note: if n == 0 { reason(row) + &shared(request, chosen, at) } else { String::new() },
            id,
        });
    }
    out
}

/// Id of a candidate's last step.
fn last_step(candidate: &Candidate) -> Option<String> {
    candidate.steps.last().map(|step| step_id(&candidate.row.id, step.number))
}

/// Other gaps that the same piece of work can serve, where the steps do not say so themselves.
fn shared(request: &Request, chosen: &Chosen, at: usize) -> String {
    let list = &chosen.found.list;
    if request.data.routes.get(&list[at].row.route).is_none_or(|route| route.shared != Shared::Nothing) {
        return String::new();
    }
    let others = chosen.order.iter().filter(|o| **o != at && list[**o].row.route == list[at].row.route);
    let alike = |o: &&usize| list[**o].row.sector == list[at].row.sector && list[**o].row.reaches.is_some();
    let names: Vec<&str> = others.filter(alike).take(3).map(|o| list[*o].row.name.as_str()).collect();
    if names.is_empty() {
        String::new()
    } else {
        format!("; the same piece of work can serve {} as well", names.join(", "))
    }
}

/// Why a gap is worth its hours, with the evidence.
pub fn reason(row: &PlannedGap) -> String {
    if row.adverts == 0 {
        return row.why.clone();
    }
    let per = |part: f64| (part * 100.0).round();
    let mut text = format!(
        "asked for by {} ({:.0} %, between {:.0} and {:.0} %)",
        match row.adverts {
            1 => "1 advert".to_owned(),
            n => format!("{n} adverts"),
        },
        per(row.share),
        per(row.share_low),
        per(row.share_high)
    );
    if let (false, Some(advert)) = (row.sentence.is_empty(), &row.advert) {
        text.push_str(&format!(": \"{}\" ({advert})", row.sentence.trim()));
    }
    text
}

type Opened = BTreeMap<CompetencyId, u32>;

/// Walks through the closings in the order of time.
fn milestones(request: &Request, chosen: &Chosen, actions: &[Action]) -> (Vec<Milestone>, Opened, PlanReality) {
    let list = &chosen.found.list;
    let end = |placed: &[Placed], k: usize| placed[k].iter().flatten().map(|p| p.last).max().unwrap_or(0);
    let mut closings: Vec<usize> = (0..chosen.order.len()).filter(|k| list[chosen.order[*k]].closes).collect();
    closings.sort_by_key(|k| (end(&chosen.middle, *k), *k));
    let mut board = Board::new(&request.template.essentials, &request.held_levels(), &chosen.found.provides);
    let adverts = request.template.essentials.len() as u32;
    let mut reality = reality(request, &board);
    let known: BTreeMap<&str, &Action> = actions.iter().map(|a| (a.id.as_str(), a)).collect();
    let (mut out, mut opened) = (Vec::new(), Opened::new());
    let (mut early, mut late) = (0, 0);
    let (mut before, mut first) = (Standing::of(&board, adverts), true);
    for k in closings {
        let candidate = &list[chosen.order[k]];
        board.close(chosen.order[k]);
        opened.insert(candidate.row.id.clone(), board.open());
        (early, late) = (early.max(end(&chosen.low, k)), late.max(end(&chosen.high, k)));
        let Some(last) = last_step(candidate).and_then(|id| known.get(id.as_str())) else { continue };
        let after = Standing::of(&board, adverts);
        for (id, title) in before.crossed(&after, first) {
            out.push(milestone(request, chosen, id, title, last, (early, late)));
        }
        first = first && after.open == before.open;
        before = after;
    }
    (reality.open_after, reality.met_after) = (board.open(), rounded(board.met()));
    let kept = request.previous.into_iter().flat_map(|p| &p.milestones).filter(|m| m.reached_on.is_some());
    let missing: Vec<Milestone> = kept.filter(|m| !out.iter().any(|o| o.id == m.id)).cloned().collect();
    out.extend(missing);
    // A reward for a part of the adverts that the plan does not open goes to the same part of the requirements.
    for (id, reward) in &request.preferences.rewards {
        if !out.iter().any(|m| m.id == *id)
            && let Some(milestone) =
                out.iter_mut().find(|m| m.id.strip_prefix("met ") == Some(id) && m.reward.is_empty())
        {
            milestone.reward.clone_from(reward);
        }
    }
    out.sort_by(|a, b| (a.date, &a.id).cmp(&(b.date, &b.id)));
    (out, opened, reality)
}

/// How far the role is reached.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Standing {
    open: u32,
    adverts: u32,
    met: f64,
}

impl Standing {
    fn of(board: &Board, adverts: u32) -> Self {
        Self { open: board.open(), adverts, met: board.met() }
    }

    /// The thresholds that lie between this and what comes after, with what they mean: of adverts opened, and of
    /// requirements met. Of several crossed at once the highest is worth a celebration.
    fn crossed(&self, after: &Self, first: bool) -> Vec<(String, String)> {
        let all = after.adverts.max(1);
        let opens = |t: &&u32| self.open * 100 < **t * all && after.open * 100 >= **t * all;
        let meets = |t: &&u32| self.met * 100.0 < f64::from(**t) && after.met * 100.0 >= f64::from(**t);
        let title = format!("you meet all essentials of {} of {all} adverts", after.open);
        let mut out = Vec::new();
        if let Some(t) = THRESHOLDS.iter().rev().find(opens) {
            out.push((format!("{t} %"), title));
        } else if first && after.open > self.open {
            out.push(("first".into(), title));
        }
        if let Some(t) = THRESHOLDS.iter().rev().find(meets) {
            out.push((format!("met {t} %"), format!("you meet {t} % of what an average advert insists on")));
        }
        out
    }
}

fn milestone(
    request: &Request,
    chosen: &Chosen,
    id: String,
    title: String,
    last: &Action,
    (early, late): (usize, usize),
) -> Milestone {
    let previous = request.previous.into_iter().flat_map(|p| &p.milestones).find(|m| m.id == id);
    let rewards = &request.preferences.rewards;
    let named = rewards.get(&id).cloned();
    let by_estimate = |week: usize| chosen.calendar.last_day(week);
    Milestone {
        title,
        date: last.due,
        early: by_estimate(early).min(last.due),
        late: by_estimate(late).max(last.due),
        after: last.id.clone(),
        reward: named.or_else(|| previous.map(|m| m.reward.clone())).unwrap_or_default(),
        reached_on: previous.and_then(|m| m.reached_on),
        id,
    }
}

/// The user's values that adverts are read for, in their order, with the adverts that speak of each.
fn values(request: &Request) -> Vec<(String, u32)> {
    let Some(facts) = &request.template.facts else { return Vec::new() };
    let spoken = |value: &String| {
        let topic = facts.says.iter().find(|(name, _)| name.eq_ignore_ascii_case(value));
        topic.map(|(name, adverts)| (name.clone(), *adverts))
    };
    request.preferences.values.iter().filter_map(spoken).collect()
}

fn reality(request: &Request, board: &Board) -> PlanReality {
    let mut strong: Vec<&Gap> =
        request.report.gaps.iter().filter(|g| matches!(g.kind, GapKind::Met | GapKind::Exceeded)).collect();
    strong.sort_by(|a, b| b.requirement.share.point.total_cmp(&a.requirement.share.point));
    let facts = request.template.facts.as_ref();
    PlanReality {
        as_of: Some(request.from),
        rules_version: request.report.rules_version.clone(),
        role_adverts: request.report.role_adverts,
        adverts_with_essentials: request.template.essentials.len() as u32,
        open_now: board.open(),
        open_after: board.open(),
        met_now: rounded(board.met()),
        met_after: rounded(board.met()),
        strengths: strong.iter().take(LISTED).map(|g| g.requirement.name.clone()).collect(),
        beyond: request.report.beyond.iter().take(LISTED).map(|id| request.name(id)).collect(),
        interest: interest(request),
        values: values(request),
        tasks: facts.map_or(Vec::new(), |f| f.tasks.iter().take(LISTED).cloned().collect()),
    }
}

/// Part of what the role asks for, by share of adverts, that the user said they want to use.
fn interest(request: &Request) -> Option<f64> {
    let (mut wanted, mut noted) = (0.0, 0.0);
    for gap in &request.report.gaps {
        let Some(rating) = request.assessment.ratings.get(&gap.requirement.competency) else { continue };
        let word = rating.interest.trim().to_lowercase();
        if word.is_empty() {
            continue;
        }
        noted += gap.requirement.share.point;
        if wants(&word) {
            wanted += gap.requirement.share.point;
        }
    }
    (noted > 0.0).then(|| rounded(wanted / noted))
}

/// Whether a note of interest says yes: a word for much of it, or 3 and more of 5.
fn wants(word: &str) -> bool {
    let no = ["no", "none", "low", "little", "not"];
    match word.parse::<f64>() {
        Ok(n) => n >= 3.0,
        Err(_) => !word.split_whitespace().next().is_some_and(|first| no.contains(&first)),
    }
}
