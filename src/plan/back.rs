//! Working backwards: from the goal to steps that could be done within the next week.

use super::calendar::days_between;
use crate::model::{Action, ActionStatus, ChainLink, CompetencyId, Date, GapState, Plan, PlannedGap};
use std::collections::{BTreeMap, BTreeSet};

/// Hours that fit into five days beside everything else; a user who gives more hours a week can do more.
const FIVE_DAYS: f64 = 5.0;

/// One thing that has to be done, with what has to be done before.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub text: String,
    /// The step of the plan that it is; empty for what lies between.
    pub action: String,
    /// Where it can be done within a week: the last day of the step, if it has one.
    pub due: Option<Date>,
    /// Whether it could be done within the next week. Always so for a node without anything before it.
    pub within_a_week: bool,
    pub before: Vec<Node>,
}

/// Builds the tree from the plan's gaps and the user's own chain. Every leaf is a step that fits into a week.
///
/// A link that the user has not broken down, and has not said to fit into a week, gets the step to break it down.
pub fn back(plan: &Plan) -> Node {
    let mut before = own(plan, "", &mut BTreeSet::new());
    let live = |g: &&PlannedGap| matches!(g.state, GapState::Planned | GapState::Begun | GapState::Gate);
    let gaps: BTreeMap<&CompetencyId, &PlannedGap> = plan.gaps.iter().filter(live).map(|g| (&g.id, g)).collect();
    let needed: BTreeSet<&CompetencyId> = gaps.values().flat_map(|g| &g.needs).collect();
    for gap in plan.gaps.iter().filter(live) {
        // What another gap needs stands below that one.
        let needed = needed.contains(&gap.id) && gaps.values().any(|g| g.id != gap.id && g.needs.contains(&gap.id));
        if !needed {
            before.extend(of_gap(plan, gap, &gaps, &mut BTreeSet::new()));
        }
    }
    let rating: Vec<&Action> = plan.actions.iter().filter(|a| a.competency.is_none() && !a.own).filter(open).collect();
    if !rating.is_empty() {
        let steps = rating.into_iter().map(leaf).collect();
        before.push(between("know where you stand".into(), steps));
    }
    before.extend(plan.actions.iter().filter(|a| a.own).filter(open).map(leaf));
    if before.is_empty() {
        before.push(Node {
            within_a_week: true,
            ..between("write down what you would have to have done just before the goal".into(), Vec::new())
        });
    }
    between(plan.goal.text.clone(), before)
}

fn open(action: &&Action) -> bool {
    action.status == ActionStatus::Planned
}

fn between(text: String, before: Vec<Node>) -> Node {
    Node { text, action: String::new(), due: None, within_a_week: false, before }
}

fn leaf(action: &Action) -> Node {
    Node {
        text: action.title.clone(),
        action: action.id.clone(),
        due: Some(action.due),
        within_a_week: true,
        before: Vec::new(),
    }
}

/// A gap as a chain: its last step on top, below it the one before, down to the first.
fn of_gap<'p>(
    plan: &'p Plan,
    gap: &'p PlannedGap,
    gaps: &BTreeMap<&CompetencyId, &'p PlannedGap>,
    seen: &mut BTreeSet<&'p CompetencyId>,
) -> Option<Node> {
    if !seen.insert(&gap.id) {
        return None;
    }
    let steps: Vec<&Action> = plan.actions.iter().filter(|a| a.competency.as_ref() == Some(&gap.id)).collect();
    let mut below: Vec<Node> =
        gap.needs.iter().filter_map(|id| gaps.get(id)).filter_map(|need| of_gap(plan, need, gaps, seen)).collect();
    below.extend(steps.iter().copied().filter(open).map(leaf));
    let level = gap.reaches.map_or(String::new(), |level| format!(" at level {level}"));
    (!below.is_empty()).then(|| between(format!("{}{level}", gap.name), below))
}

/// The user's own chain below a link.
fn own(plan: &Plan, of: &str, seen: &mut BTreeSet<String>) -> Vec<Node> {
    let links: Vec<&ChainLink> = plan.chain.iter().filter(|l| l.before == of).collect();
    let mut nodes = Vec::new();
    for link in links {
        if !seen.insert(link.id.clone()) {
            continue;
        }
        let mut before = own(plan, &link.id, seen);
        let small = link.within_a_week == Some(true) && before.is_empty();
        if !small && before.is_empty() {
            before.push(Node {
                within_a_week: true,
                ..between(format!("write down what must be done before \"{}\"", link.text), Vec::new())
            });
        }
        nodes.push(Node { text: link.text.clone(), action: String::new(), due: None, within_a_week: small, before });
    }
    nodes
}

/// Adds a link to the user's own chain: before `of` (a link's id or text, empty = the goal), `text` must be done. Gives
/// its id.
pub fn link(plan: &mut Plan, of: &str, text: &str, within_a_week: Option<bool>) -> String {
    let named = |l: &&ChainLink| l.id == of || l.text.eq_ignore_ascii_case(of);
    let before = if of.is_empty() || plan.goal.text.eq_ignore_ascii_case(of) {
        String::new()
    } else {
        match plan.chain.iter().find(named) {
            Some(link) => link.id.clone(),
            None => link(plan, "", of, None),
        }
    };
    if let Some(known) = plan.chain.iter_mut().find(|l| l.before == before && l.text.eq_ignore_ascii_case(text)) {
        known.within_a_week = within_a_week.or(known.within_a_week);
        return known.id.clone();
    }
    let used: BTreeSet<&str> = plan.chain.iter().map(|l| l.id.as_str()).collect();
    let id = (1..).map(|n| format!("link.{n}")).find(|id| !used.contains(id.as_str())).unwrap_or_default();
    plan.chain.push(ChainLink { id: id.clone(), before, text: text.trim().to_owned(), within_a_week });
    id
}

/// Whether a step passes the week test: done within five days beside everything else.
pub fn fits_a_week(action: &Action, hours_a_week: f64) -> bool {
    action.hours.middle() <= hours_a_week.max(FIVE_DAYS) + 0.5 && days_between(action.start, action.due) <= 14
}

/// Leaves of a tree, in order.
pub fn leaves(node: &Node) -> Vec<&Node> {
    if node.before.is_empty() { vec![node] } else { node.before.iter().flat_map(leaves).collect() }
}

/// The step to begin with this week: of the user's own chain first, else the earliest that is free to be done.
pub fn first_step<'p>(tree: &'p Node, plan: &'p Plan) -> Option<&'p str> {
    let all = leaves(tree);
    let own = all.iter().find(|n| n.action.is_empty() && n.within_a_week).map(|n| n.text.as_str());
    let earliest = plan.actions.iter().find(|a| {
        a.status == ActionStatus::Planned
            && !plan.actions.iter().any(|b| b.status == ActionStatus::Planned && a.needs.contains(&b.id))
    });
    own.or_else(|| earliest.map(|a| a.title.as_str()))
}
