//! Puts steps into weeks.

use super::calendar::{Calendar, Place};
use super::candidate::Candidate;
use crate::model::Hours;

/// Which end of the estimates a calendar reckons with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Low,
    Middle,
    High,
}

/// Minutes of a step, in quarter hours.
pub fn minutes(hours: Hours, end: End) -> u32 {
    let hours = match end {
        End::Low => hours.low,
        End::Middle => hours.middle(),
        End::High => hours.high,
    };
    ((hours * 4.0).round() as u32).max(1) * 15
}

/// Where each step of a candidate lies. `None` = nothing to place: it was done, dropped or promised before.
pub type Placed = Vec<Option<Place>>;

/// What is known of a step from the plan before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    No,
    /// Done or dropped.
    Past,
    /// Promised, up to this week.
    Until(usize),
}

/// Places the steps of a candidate one after the other, not before week `from`; `first` = the place of its first step
/// where it has one already. `None` where they do not fit; the calendar is then as it was.
fn chain(
    candidate: &Candidate,
    kept: &[Kept],
    first: Option<Place>,
    from: usize,
    calendar: &mut Calendar,
    end: End,
) -> Option<Placed> {
    let before = calendar.clone();
    let mut placed = Vec::with_capacity(candidate.steps.len());
    let mut week = from;
    let mut waits = false;
    for (n, step) in candidate.steps.iter().enumerate() {
        match (kept[n], n == 0, first) {
            (Kept::Past, ..) => placed.push(None),
            (Kept::Until(until), ..) => {
                week = week.max(until);
                waits = true;
                placed.push(None);
            }
            (Kept::No, true, Some(place)) => {
                week = week.max(place.last);
                waits = true;
                placed.push(Some(place));
            }
            (Kept::No, ..) => {
                let earliest = if waits { week + step.wait as usize } else { week };
                let minutes = minutes(step.hours, end);
                let place =
                    if step.slow { calendar.spread(minutes, earliest) } else { calendar.take(minutes, earliest) };
                let Some(place) = place else {
                    *calendar = before;
                    return None;
                };
                week = place.last + usize::from(step.slow);
                waits = true;
                placed.push(Some(place));
            }
        }
    }
    Some(placed)
}

/// Weeks that may lie between a step and the next without need; after more a beginning is forgotten.
const PAUSE: usize = 3;
/// How often a chain is laid anew to bring its steps together.
const TRIES: usize = 4;

/// As [`chain`], begun later where that brings its steps together: whoever offers to teach ten minutes in December does
/// not hold the talk in May.
pub fn together(
    candidate: &Candidate,
    kept: &[Kept],
    first: Option<Place>,
    from: usize,
    calendar: &mut Calendar,
    end: End,
) -> Option<Placed> {
    let before = calendar.clone();
    let mut best = chain(candidate, kept, first, from, calendar, end)?;
    if first.is_some() || kept.iter().any(|k| *k != Kept::No) {
        return Some(best);
    }
    for _ in 0..TRIES {
        let Some((n, next)) = torn(candidate, &best) else { break };
        let later = next.saturating_sub(n + 1 + candidate.steps[n + 1].wait as usize);
        let mut anew = before.clone();
        match chain(candidate, kept, None, later.max(from), &mut anew, end) {
            Some(placed) if later > from => (best, *calendar) = (placed, anew),
            _ => break,
        }
    }
    Some(best)
}

/// The last step after which more than a pause passes before the next, with the week of that next one; `None` where the
/// steps hold together, or some were laid by the plan before.
pub fn torn(candidate: &Candidate, placed: &Placed) -> Option<(usize, usize)> {
    let steps: Vec<Place> = placed.iter().copied().collect::<Option<_>>()?;
    let apart = |n: &usize| steps[n + 1].first > steps[*n].last + PAUSE + candidate.steps[n + 1].wait as usize;
    (0..steps.len().saturating_sub(1)).rev().find(apart).map(|n| (n, steps[n + 1].first))
}

/// The last week of a candidate's steps; `from` where none was placed.
pub fn ends(placed: &Placed, from: usize) -> usize {
    placed.iter().flatten().map(|p| p.last).max().unwrap_or(from)
}

/// The week in which what follows the first of a candidate's steps begins.
pub fn begins(placed: &Placed, from: usize) -> usize {
    placed.get(1).copied().flatten().map_or_else(|| ends(placed, from), |second| second.first)
}

/// The week for the first step of each candidate so that its waiting is over when its turn comes, by a placing without.
pub fn asked_in(order: &[usize], list: &[Candidate], placed: &[Placed]) -> Vec<usize> {
    let mut weeks = vec![0; list.len()];
    for (at, steps) in order.iter().zip(placed) {
        let wait = list[*at].steps.get(1).map_or(0, |s| s.wait as usize);
        if let Some(Some(place)) = steps.get(1) {
            weeks[*at] = place.first.saturating_sub(2 * wait + 1);
        }
    }
    weeks
}

/// Places accepted candidates in order. First steps after which one has to wait for others come before their turn, from
/// the weeks of `asks` on, in half of each week, so that the waiting does not hold up the end. `None` where something
/// does not fit.
pub fn all(
    order: &[usize],
    list: &[Candidate],
    kept: &[Vec<Kept>],
    calendar: &Calendar,
    half: &Calendar,
    asks: &[usize],
    end: End,
) -> Option<Vec<Placed>> {
    let (mut calendar, mut half) = (calendar.clone(), half.clone());
    let mut firsts: Vec<Option<Place>> = vec![None; list.len()];
    for &at in order {
        let candidate = &list[at];
        let waits = candidate.steps.get(1).is_some_and(|s| s.wait > 0);
        if waits && candidate.before.is_empty() && kept[at].first() == Some(&Kept::No) {
            let minutes = minutes(candidate.steps[0].hours, end);
            if let Some(place) = half.take(minutes, asks[at]) {
                calendar.block(minutes, calendar.first_day(place.first), calendar.last_day(place.last));
                firsts[at] = Some(place);
            }
        }
    }
    let (mut ends_at, mut begins_at) = (vec![0; list.len()], vec![0; list.len()]);
    let mut placed = Vec::with_capacity(order.len());
    for &at in order {
        let before = list[at].before.iter().map(|b| ends_at[*b]);
        let from = before.chain(list[at].joins.map(|leader| begins_at[leader])).max().unwrap_or(0);
        let steps = together(&list[at], &kept[at], firsts[at], from, &mut calendar, end)?;
        ends_at[at] = ends(&steps, from);
        begins_at[at] = begins(&steps, from);
        placed.push(steps);
    }
    Some(placed)
}
