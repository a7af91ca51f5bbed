//! A checklist in Markdown; its ticks come back with `skillgap plan import`.

use super::hours;
use crate::model::{Action, ActionStatus, Date, Plan};
use jiff::ToSpan;
use std::fmt::Write;

/// The plan as a checklist by weeks. Each step ends with its name in backticks, by which a tick is known again.
pub fn checklist(plan: &Plan) -> Vec<u8> {
    let mut out = format!("# {}\n", line(&plan.goal.text));
    if let Some(by) = plan.goal.by {
        let _ = write!(out, "\nBy {by}. ");
    }
    out.push_str("Tick with an x: `[x]`; `skillgap plan import` reads the ticks back.\n");
    let mut week: Option<Date> = None;
    for action in plan.actions.iter().filter(|a| a.status != ActionStatus::Dropped) {
        let monday = action.start.saturating_sub(i64::from(action.start.weekday().to_monday_zero_offset()).days());
        if week != Some(monday) {
            week = Some(monday);
            let _ = writeln!(out, "\n## Week of {monday}\n");
        }
        step(action, &mut out);
        for milestone in plan.milestones.iter().filter(|m| m.after == action.id) {
            let reward =
                if milestone.reward.is_empty() { String::new() } else { format!(": {}", line(&milestone.reward)) };
            let _ = writeln!(out, "\n**Milestone: {}**{reward}\n", line(&milestone.title));
        }
    }
    out.into_bytes()
}

fn step(action: &Action, out: &mut String) {
    let mark = if action.status == ActionStatus::Done { "x" } else { " " };
    let _ = writeln!(
        out,
        "- [{mark}] {} (by {}, {}) `{}`",
        line(&action.title),
        action.due,
        hours(action.hours),
        action.id
    );
    if !action.proof.is_empty() {
        let _ = writeln!(out, "      shows it: {}", line(&action.proof));
    }
}

/// A text on one line that starts no markup of its own.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('`', "'").replace('<', "&lt;")
}
