//! Says each step in the words of its route, so that a plan reads as one: what several gaps share is said once, and what
//! a route says goes on from one gap to the next.

use super::candidate::Candidate;
use super::data::{PlanData, Route, Shared, Words};
use crate::model::CompetencyKind;
use std::collections::BTreeMap;

/// Names that one request holds.
const NAMED: usize = 4;

/// What a plan has said so far.
#[derive(Default)]
struct Said<'d> {
    /// Competencies on each route.
    turns: BTreeMap<&'d str, usize>,
    /// Prompts of each route that serves several.
    prompts: BTreeMap<&'d str, usize>,
    /// Pieces that fit any competency.
    pieces: usize,
}

/// Fills the titles of the steps that routes give, in the order of doing.
pub fn word(order: &[usize], list: &mut [Candidate], data: &PlanData) {
    let mut said = Said::default();
    for (turn, &at) in order.iter().enumerate() {
        let later = order[turn + 1..].iter().filter(|o| list[**o].joins == Some(at));
        let joined = later.map(|o| list[*o].row.name.clone());
        let names: Vec<String> = std::iter::once(list[at].row.name.clone()).chain(joined).take(NAMED).collect();
        let is_awarded = list[at].row.kind == CompetencyKind::Qualification;
        if let Some(route) = data.routes.get(&list[at].row.route).filter(|_| !is_awarded) {
            say(&mut list[at], route, data, &listed(&names), &mut said);
        }
    }
}

/// Words the steps of one candidate; `names` = all that its first step asks for.
fn say<'d>(candidate: &mut Candidate, route: &'d Route, data: &'d PlanData, names: &str, said: &mut Said<'d>) {
    let row = candidate.row.clone();
    let after = listed(candidate.lean.as_ref().map_or(&[], |lean| &lean.names));
    let fill = |text: &str, name: &str| named(text, name).replace("{from}", &after);
    let mut own = data.pieces.of.get(row.id.as_str()).map_or(&[][..], Vec::as_slice).iter();
    let turns = said.turns.entry(&route.id).or_default();
    let turn = *turns;
    *turns += 1;
    let done = said.prompts.get(route.id.as_str()).copied().unwrap_or_default();
    let mut next = if route.shared == Shared::Work { done } else { 0 };
    if next > 0 && own.len() > 0 {
        // The work goes on at a prompt that has a place for a piece of its own.
        let has_place = |k: &usize| nth_prompt(&route.practice, *k).is_some_and(|p| p.nth(turn).contains("{piece}"));
        next = (next..next + route.practice.len()).find(has_place).unwrap_or(next);
    }
    let mut piece = |text: &str, pieces: &mut usize| match text.contains("{piece}") {
        true => text.replace("{piece}", own.next().unwrap_or_else(|| any_piece(data, pieces))),
        false => text.to_owned(),
    };
    let (mut practised, mut reached) = (0, row.held.unwrap_or(0));
    let last = candidate.steps.len().saturating_sub(1);
    for n in 0..candidate.steps.len() {
        let number = candidate.steps[n].number;
        let title = if number == 1 {
            fill(&piece(route.first.nth(turn), &mut said.pieces), names)
        } else if n == last {
            fill(route.show.nth(turn), &row.name)
        } else {
            let text = nth_prompt(&route.practice, next).map_or("", |prompt| prompt.nth(turn));
            let mut title = fill(&piece(text, &mut said.pieces), &row.name);
            if practised > 0 && practised % route.practice.len() == 0 {
                let aim = (reached + 1).min(row.reaches.unwrap_or(reached + 1));
                title += &format!(". You work towards level {aim}: {}", data.anchor(row.kind, aim));
            }
            practised += 1;
            next += 1;
            title
        };
        let round =
            candidate.steps[..n].iter().filter(|s| s.title == title || s.title.starts_with(&format!("{title} (")));
        let round = round.count() + 1;
        reached = candidate.steps[n].raises_to.unwrap_or(reached);
        candidate.steps[n].title = if round > 1 { format!("{title} (round {round})") } else { title };
    }
    said.prompts.insert(&route.id, next);
}

/// The nth prompt; once all were said the first, which begins the work, is not said again.
fn nth_prompt(practice: &[Words], n: usize) -> Option<&Words> {
    match n.checked_sub(practice.len()) {
        Some(over) if practice.len() > 1 => practice.get(1 + over % (practice.len() - 1)),
        _ => practice.get(n % practice.len().max(1)),
    }
}

fn any_piece<'d>(data: &'d PlanData, used: &mut usize) -> &'d String {
    *used += 1;
    &data.pieces.any[(*used - 1) % data.pieces.any.len()]
}

/// A text with the name of the competency in it, or before it.
fn named(text: &str, name: &str) -> String {
    if !text.contains("{name}") {
        return format!("{name}: {text}");
    }
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
    (first + chars.as_str()).replace("{name}", name)
}

/// `a, b and c`.
pub fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}
