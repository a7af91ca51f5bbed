//! What the plan so far says of steps.

use super::calendar::Calendar;
use super::candidate::Candidate;
use super::finish::step_id;
use super::place::Kept;
use crate::model::{Action, ActionStatus, Plan};
use std::collections::BTreeMap;

/// The steps of the plan so far, by their names.
pub struct Known<'p>(BTreeMap<&'p str, &'p Action>);

impl<'p> Known<'p> {
    pub fn of(previous: Option<&'p Plan>) -> Self {
        Self(previous.into_iter().flat_map(|p| &p.actions).map(|a| (a.id.as_str(), a)).collect())
    }

    /// What is known of each step of a candidate.
    pub fn kept(&self, candidate: &Candidate, calendar: &Calendar) -> Vec<Kept> {
        let of = |id: String| match self.0.get(id.as_str()) {
            Some(a) if a.status != ActionStatus::Planned => Kept::Past,
            Some(a) if a.promised => Kept::Until(calendar.week_of(a.due)),
            _ => Kept::No,
        };
        candidate.steps.iter().map(|step| of(step_id(&candidate.row.id, step.number))).collect()
    }

    /// Whether somebody was asked already for what a route needs, or will be.
    pub fn asked(&self, route: &str) -> bool {
        let is_kept = |a: &Action| a.status == ActionStatus::Done || a.status == ActionStatus::Planned && a.promised;
        self.0.values().any(|a| a.route == route && a.id.ends_with(".1") && is_kept(a))
    }
}
