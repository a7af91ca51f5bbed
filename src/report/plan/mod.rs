//! A plan as calendar, checklist, table, task lists and wall chart.

mod calendar;
mod checklist;
mod org;
mod table;
mod taskwarrior;
mod todo;
mod tree;
mod wall;

pub use calendar::{CalendarStyle, calendar};
pub use checklist::checklist;
pub use org::org;
pub use table::PlanRow;
pub use table::plan_rows;
pub use taskwarrior::taskwarrior;
pub use todo::todo_txt;
pub use tree::{Branch, tree_svg};
pub use wall::{wall_html, wall_svg};

use crate::model::{Action, Hours};
use xxhash_rust::xxh3::xxh3_128;

/// A number that stays with a step of a plan, for identities in other programs.
fn identity(plan: &crate::model::Plan, id: &str) -> u128 {
    xxh3_128(format!("{}\n{id}", plan.goal.role).as_bytes())
}

/// `1 to 2.5 hours`.
fn hours(hours: Hours) -> String {
    if hours.low >= hours.high {
        format!("{} hours", hours.low)
    } else {
        format!("{} to {} hours", hours.low, hours.high)
    }
}

/// What else is known of a step, line by line.
fn details(action: &Action) -> Vec<String> {
    let mut lines = vec![format!("{} (an estimate)", hours(action.hours))];
    if !action.proof.is_empty() {
        lines.push(format!("What shows it: {}", action.proof));
    }
    if !action.note.is_empty() {
        lines.push(action.note.clone());
    }
    lines
}
