//! todo.txt: one line a task.

use crate::model::{ActionStatus, Date, Plan};
use std::fmt::Write;

/// The plan as todo.txt. Steps that begin on `day` or before have priority A. Dropped steps are left out.
pub fn todo_txt(plan: &Plan, day: Date) -> Vec<u8> {
    let project = word(&plan.goal.role);
    let created = plan.preferences.start.unwrap_or(day);
    let mut out = String::new();
    for action in &plan.actions {
        let head = match (action.status, action.done_on) {
            (ActionStatus::Dropped, _) => continue,
            (ActionStatus::Done, Some(done)) => format!("x {done} {created}"),
            (ActionStatus::Done, None) => format!("x {day} {created}"),
            _ if action.start <= day => format!("(A) {created}"),
            _ => created.to_string(),
        };
        let title = action.title.split_whitespace().collect::<Vec<_>>().join(" ");
        let route = word(&action.route);
        let _ = write!(out, "{head} {title}");
        for (mark, word) in [('+', &project), ('@', &route)] {
            if !word.is_empty() {
                let _ = write!(out, " {mark}{word}");
            }
        }
        let _ = writeln!(out, " due:{} t:{} id:{}", action.due, action.start, action.id);
    }
    out.into_bytes()
}

/// Words as one, for projects and contexts.
fn word(text: &str) -> String {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join("-")
}
