//! Org-mode outlines.

use super::details;
use crate::model::{Action, ActionStatus, Date, Plan};
use std::fmt::Write;

/// The plan as an outline: a headline for each strand, below it its steps.
pub fn org(plan: &Plan) -> Vec<u8> {
    let mut out = format!("#+TITLE: {}\n#+TODO: TODO | DONE CANCELLED\n", line(&plan.goal.text));
    let mut strands: Vec<String> = Vec::new();
    for action in &plan.actions {
        let strand = plan.strand(action);
        if !strands.contains(&strand) {
            strands.push(strand);
        }
    }
    for strand in strands {
        let title = if strand.is_empty() { "Own steps and getting ready" } else { &strand };
        let _ = writeln!(out, "\n* {}", line(title));
        plan.actions.iter().filter(|a| plan.strand(a) == strand).for_each(|a| step(a, &mut out));
    }
    if !plan.milestones.is_empty() {
        out.push_str("\n* Milestones\n");
        for milestone in &plan.milestones {
            let _ = writeln!(
                out,
                "** {}\n   {}\n   {}",
                line(&milestone.title),
                active(milestone.date),
                line(&milestone.reward)
            );
        }
    }
    out.into_bytes()
}

fn step(action: &Action, out: &mut String) {
    let state = match action.status {
        ActionStatus::Planned => "TODO",
        ActionStatus::Done => "DONE",
        ActionStatus::Dropped => "CANCELLED",
    };
    let _ = writeln!(out, "** {state} {}", line(&action.title));
    let closed = action.done_on.map_or(String::new(), |day| format!("CLOSED: {} ", inactive(day)));
    let _ = writeln!(out, "   {closed}DEADLINE: {} SCHEDULED: {}", active(action.due), active(action.start));
    let minutes = (action.hours.middle() * 60.0).round() as u32;
    let _ = writeln!(
        out,
        "   :PROPERTIES:\n   :STEP:     {}\n   :EFFORT:   {}:{:02}\n   :END:",
        action.id,
        minutes / 60,
        minutes % 60
    );
    for detail in details(action) {
        let _ = writeln!(out, "   {}", line(&detail));
    }
}

fn active(day: Date) -> String {
    day.strftime("<%Y-%m-%d %a>").to_string()
}

fn inactive(day: Date) -> String {
    day.strftime("[%Y-%m-%d %a]").to_string()
}

fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
