//! Whether it all fits before the date, by how much it does not, and what would help.

use super::calendar::{Calendar, add_weeks};
use super::make::hours_of;
use crate::model::{Action, ActionStatus, Date, GapState, Hours, Plan};

/// What the plan needs against what there is.
#[derive(Debug, Clone, PartialEq)]
pub struct Fits {
    /// Hours free from the start to the date; `None` without a date.
    pub available: Option<f64>,
    /// Hours of the steps that are laid out.
    pub planned: Hours,
    /// Hours of what did not find room.
    pub left: Hours,
    /// What did not find room: name, hours, adverts that ask for it; most asked for first.
    pub names: Vec<(String, Hours, u32)>,
    /// With the same hours a week it would all be done by here.
    pub extend_to: Option<(Date, Date)>,
    /// With the same date it would take these hours a week.
    pub hours_a_week: Option<(f64, f64)>,
}

impl Fits {
    pub fn all(&self) -> bool {
        self.names.is_empty()
    }
}

/// Reckons from the plan alone.
pub fn fits(plan: &Plan, from: Date) -> Fits {
    let open = |a: &&Action| a.status == ActionStatus::Planned;
    let planned = plan.actions.iter().filter(open).fold(Hours::default(), |sum, a| sum.plus(a.hours));
    let left = hours_of(plan, &[GapState::Later]);
    let mut names: Vec<(String, Hours, u32)> =
        plan.gaps.iter().filter(|g| g.state == GapState::Later).map(|g| (g.name.clone(), g.hours, g.adverts)).collect();
    names.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
    let whole = planned.plus(left);
    let by = plan.goal.by.filter(|by| *by > from);
    let available = by.map(|by| f64::from(Calendar::new(from, Some(by), &plan.preferences).free()) / 60.0);
    let speed = plan.preferences.hours_a_week.max(0.5);
    let weeks = |hours: f64| (hours / speed).ceil() as i64;
    let short = !names.is_empty();
    Fits {
        extend_to: short.then(|| (add_weeks(from, weeks(whole.low)), add_weeks(from, weeks(whole.high)))),
        hours_a_week: available.filter(|a| short && *a > 0.0).map(|available| {
            let times = |hours: f64| (hours / available * speed * 2.0).ceil() / 2.0;
            (times(whole.low).max(speed), times(whole.high).max(speed))
        }),
        available,
        planned,
        left,
        names,
    }
}
