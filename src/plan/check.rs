//! What every entry of `data/plan` must have: a route, a proof, an effort, and a first step that fits into a week.

use super::data::{PlanData, Words, fault};
use super::lean;
use crate::diag::Diag;
use crate::model::CompetencyKind;
use crate::rules::vocabulary::{Award, EffortClass};

/// Collects every fault.
pub fn check(data: &PlanData, week_sized: f64, faults: &mut Vec<Diag>) {
    effort(data, faults);
    for route in data.routes.values() {
        let mut wrong = |what: &str| faults.push(fault("routes", format!("route `{}`: {what}", route.id)));
        let texts = [&route.name, &route.cost, &route.suits, &route.proof];
        let says: Vec<_> = [&route.first, &route.show].into_iter().chain(&route.practice).collect();
        let is_said = |words: &&Words| words.iter().next().is_some() && words.iter().all(|t| !t.trim().is_empty());
        if texts.iter().any(|t| t.trim().is_empty()) || !says.iter().all(is_said) || route.practice.is_empty() {
            wrong("a text is empty");
        }
        if !(route.first_hours > 0.0 && route.first_hours <= week_sized) {
            wrong("the first step does not fit into a week");
        }
        let [low, high] = route.own_part;
        if !(0.0 < low && low <= high && high <= 1.0) {
            wrong("the part of own time is not above 0 and up to 1");
        }
        if !route.first.iter().all(|t| t.contains("{name}")) {
            wrong("the first step does not name the competency");
        }
        let leans = [lean::MOVING_OVER, lean::BRING_TOGETHER].contains(&route.id.as_str());
        if !leans && says.iter().flat_map(|w| w.iter()).any(|t| t.contains("{from}")) {
            wrong("it speaks of what it leans on, and leans on nothing");
        }
        if says.iter().flat_map(|w| w.iter()).any(unknown_mark) {
            wrong("a text holds another mark than {name}, {piece} and {from}");
        }
    }
    for id in [lean::MOVING_OVER, lean::BRING_TOGETHER].into_iter().filter(|id| !data.routes.contains_key(*id)) {
        faults.push(fault("routes", format!("the route `{id}` is missing")));
    }
    let pieces = data.pieces.of.values().chain([&data.pieces.any]);
    if data.pieces.any.is_empty() || pieces.flatten().any(|p| p.trim().is_empty()) {
        faults.push(fault("pieces", "a piece of work is empty".into()));
    }
    for kind in CompetencyKind::ALL.iter().filter(|k| **k != CompetencyKind::Qualification) {
        let Some(routes) = data.kinds.get(kind) else {
            faults.push(fault("kinds", format!("no routes for `{kind}`")));
            continue;
        };
        for list in [&routes.routes, &routes.first_hand] {
            for id in list.iter().filter(|id| !data.routes.contains_key(*id)) {
                faults.push(fault("kinds", format!("route `{id}` of `{kind}` does not exist")));
            }
            let possible = |id: &&String| data.routes.get(*id).is_some_and(|r| !r.needs_employer);
            if !list.iter().any(|id| possible(&id)) {
                faults.push(fault("kinds", format!("`{kind}` has no route for somebody without an employer")));
            }
        }
    }
    for award in Award::ALL {
        match data.gates.get(award) {
            None => faults.push(fault("gates", format!("no steps for `{award}`"))),
            Some(gate) => {
                let fits = |hours: f64| hours > 0.0 && hours <= week_sized;
                let whole = |s: &super::data::GateStep| fits(s.hours) && !s.title.is_empty() && !s.proof.is_empty();
                if gate.steps.is_empty() || !gate.steps.iter().all(whole) {
                    faults.push(fault("gates", format!("a step of `{award}` lacks title, proof or a week's size")));
                }
                if gate.granted_by.is_empty() || gate.waived_by.is_empty() {
                    faults.push(fault("gates", format!("`{award}` does not say who grants or waives it")));
                }
            }
        }
    }
    if !data.has_anchors() {
        faults.push(fault("levels", "no anchors for `any`".into()));
    }
}

/// Whether a text holds a mark in braces that nobody fills.
fn unknown_mark(text: &str) -> bool {
    ["{name}", "{piece}", "{from}"].iter().fold(text.to_owned(), |t, mark| t.replace(mark, "")).contains(['{', '}'])
}

fn effort(data: &PlanData, faults: &mut Vec<Diag>) {
    if !data.effort.source.contains("estimate") {
        faults.push(fault("effort", "the source of the hours is not stated as an estimate".into()));
    }
    for class in EffortClass::ALL {
        if !data.effort.classes.get(class).is_some_and(|h| h.low > 0.0 && h.low < h.high) {
            faults.push(fault("effort", format!("class `{class}` has no range of hours")));
        }
    }
    if !data.effort.parts.is_sorted() || data.effort.parts[0] != 0.0 {
        faults.push(fault("effort", "the parts of the levels do not grow from 0".into()));
    }
}
