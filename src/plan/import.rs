//! Ticks made in the Markdown checklist.

use super::doing::{Finished, finish};
use crate::model::{ActionStatus, Date, Plan};

/// What a checklist brought.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Imported {
    pub finished: Vec<(String, Finished)>,
    /// Names that no step has.
    pub unknown: Vec<String>,
    /// Done in the plan and not ticked in the list; they stay done.
    pub unticked: Vec<String>,
}

/// Takes ticks over: `- [x] ... `name`` marks the step as done on `day`. A tick is never taken back.
pub fn import(plan: &mut Plan, checklist: &str, day: Date) -> Imported {
    let mut out = Imported::default();
    for line in checklist.lines() {
        let Some((ticked, id)) = item(line) else { continue };
        let Some(at) = plan.actions.iter().position(|a| a.id == id) else {
            out.unknown.push(id.to_owned());
            continue;
        };
        match (ticked, plan.actions[at].status) {
            (true, ActionStatus::Planned | ActionStatus::Dropped) => {
                out.finished.push((id.to_owned(), finish(plan, at, day)))
            }
            (false, ActionStatus::Done) => out.unticked.push(id.to_owned()),
            _ => {}
        }
    }
    out
}

/// Whether an item of a checklist is ticked, and the name at its end.
fn item(line: &str) -> Option<(bool, &str)> {
    let rest = line.trim().strip_prefix(['-', '*', '+'])?.trim_start().strip_prefix('[')?;
    let (mark, rest) = rest.split_once(']')?;
    let ticked = match mark.trim() {
        "" => false,
        "x" | "X" | "✓" | "✔" => true,
        _ => return None,
    };
    let rest = rest.trim_end().strip_suffix('`')?;
    let (_, id) = rest.rsplit_once('`')?;
    Some((ticked, id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_read_however_an_editor_wrote_them() {
        assert_eq!(item("- [x] Read (by 2026-12-01, 2 hours) `sql.1`"), Some((true, "sql.1")));
        assert_eq!(item("  * [X] Read `a` and write `own.2`  "), Some((true, "own.2")));
        assert_eq!(item("+ [ ] Read `sql.1`"), Some((false, "sql.1")));
        for other in ["# Plan", "- Read `sql.1`", "- [x] Read", "- [?] Read `sql.1`", "", "- ["] {
            assert_eq!(item(other), None, "{other}");
        }
    }
}
