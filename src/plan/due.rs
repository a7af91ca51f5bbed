//! Which steps are for today and this week.

use super::calendar::monday;
use crate::model::{Action, ActionStatus, Date, Milestone, Plan};
use jiff::ToSpan;

/// The steps around a day; each open step stands in one list at most.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Due<'p> {
    /// Past their day.
    pub overdue: Vec<&'p Action>,
    /// Begun or to be begun this week.
    pub week: Vec<&'p Action>,
    /// The one to go on with today.
    pub today: Option<&'p Action>,
    /// The next few after this week.
    pub next: Vec<&'p Action>,
    pub milestone: Option<&'p Milestone>,
    /// Steps done in this week.
    pub done: Vec<&'p Action>,
}

/// Steps shown of what comes after this week.
const NEXT: usize = 3;

/// What is due around `day`.
pub fn due(plan: &Plan, day: Date) -> Due<'_> {
    let sunday = monday(day).saturating_add(6.days());
    let mut out = Due::default();
    for action in &plan.actions {
        match action.status {
            ActionStatus::Planned if action.due < day => out.overdue.push(action),
            ActionStatus::Planned if action.start <= sunday => out.week.push(action),
            ActionStatus::Planned if out.next.len() < NEXT => out.next.push(action),
            ActionStatus::Done if action.done_on.is_some_and(|d| d >= monday(day) && d <= sunday) => {
                out.done.push(action)
            }
            _ => {}
        }
    }
    let open: Vec<&str> =
        plan.actions.iter().filter(|a| a.status == ActionStatus::Planned).map(|a| a.id.as_str()).collect();
    let free = |action: &&&Action| !action.needs.iter().any(|need| open.contains(&need.as_str()));
    let candidates = || out.overdue.iter().chain(&out.week);
    out.today = candidates().find(|a| free(a) && a.start <= day).or_else(|| candidates().find(free)).copied();
    out.milestone = plan.milestones.iter().find(|m| m.reached_on.is_none());
    out
}
