//! What the user does with a plan: done, postpone, drop, add, journal.

use super::calendar::days_between;
use crate::model::{Action, ActionStatus, CompetencyId, Date, GapState, Hours, JournalEntry, Plan};
use jiff::ToSpan;
use std::collections::BTreeSet;

/// Why a plan was not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("no step is called `{0}`; `skillgap plan show --all` lists them with their names")]
    Unknown(String),
    #[error("`{0}` could be {1}; write more of its name")]
    Several(String, String),
    #[error("`{0}` is {1} already")]
    Already(String, ActionStatus),
    #[error("`{0}` needs {1} first; do that first, or drop it")]
    Needs(String, String),
    #[error("{0} lies before {1}; name a later day")]
    Earlier(Date, Date),
    #[error("{0} is empty; say it in a few words")]
    Empty(&'static str),
}

/// What finishing a step brought.
#[derive(Debug, Clone, PartialEq)]
pub struct Finished {
    pub title: String,
    /// A level that it proves: competency, its name, the level, the proof.
    pub raise: Option<(CompetencyId, String, u8, String)>,
    /// Title and reward of a milestone that it reached.
    pub milestone: Option<(String, String)>,
}

/// The place of the step that a name means: its id, the start of one, or a competency, whose next open step it then is.
///
/// # Errors
/// Where nothing or several have the name.
pub fn find(plan: &Plan, name: &str) -> Result<usize, Refused> {
    let name = name.trim();
    if let Some(at) = plan.actions.iter().position(|a| a.id == name) {
        return Ok(at);
    }
    let open = |a: &&(usize, &Action)| a.1.status == ActionStatus::Planned;
    let all: Vec<(usize, &Action)> = plan.actions.iter().enumerate().collect();
    let of_competency =
        all.iter().filter(open).find(|(_, a)| a.competency.as_ref().is_some_and(|c| c.as_str() == name));
    if let Some((at, _)) = of_competency {
        return Ok(*at);
    }
    let starts: Vec<&(usize, &Action)> =
        all.iter().filter(|(_, a)| !name.is_empty() && a.id.starts_with(name)).filter(open).collect();
    let competencies: BTreeSet<_> = starts.iter().map(|(_, a)| &a.competency).collect();
    match starts.as_slice() {
        [] => Err(Refused::Unknown(name.into())),
        [(at, _), ..] if competencies.len() == 1 => Ok(*at),
        several => {
            let ids = several.iter().take(4).map(|(_, a)| format!("`{}`", a.id)).collect::<Vec<_>>().join(", ");
            Err(Refused::Several(name.into(), ids))
        }
    }
}

/// Marks a step as done on a day.
///
/// # Errors
/// Where it is unknown or past, or what it needs is still to be done.
pub fn done(plan: &mut Plan, name: &str, day: Date) -> Result<Finished, Refused> {
    let at = find(plan, name)?;
    let action = &plan.actions[at];
    if action.status != ActionStatus::Planned {
        return Err(Refused::Already(action.id.clone(), action.status));
    }
    let missing = plan.actions.iter().find(|a| action.needs.contains(&a.id) && a.status == ActionStatus::Planned);
    if let Some(first) = missing {
        return Err(Refused::Needs(action.id.clone(), format!("`{}` ({})", first.id, first.title)));
    }
    Ok(finish(plan, at, day))
}

/// Marks a step as done whatever it needs: for ticks made elsewhere.
pub(super) fn finish(plan: &mut Plan, at: usize, day: Date) -> Finished {
    let action = &mut plan.actions[at];
    action.status = ActionStatus::Done;
    action.done_on = Some(day);
    let (id, title) = (action.id.clone(), action.title.clone());
    let raise = action.competency.clone().zip(action.raises_to).map(|(competency, level)| {
        let name = plan.gaps.iter().find(|g| g.id == competency).map_or(competency.to_string(), |g| g.name.clone());
        (competency, name, level, plan.actions[at].proof.clone())
    });
    let milestone = plan.milestones.iter_mut().find(|m| m.after == id && m.reached_on.is_none());
    let milestone = milestone.map(|m| {
        m.reached_on = Some(day);
        (m.title.clone(), m.reward.clone())
    });
    Finished { title, raise, milestone }
}

/// Moves a step to a day, and what needs it by as much as it must. Gives the names of all that moved.
///
/// # Errors
/// Where the step is unknown or past, or the day is before the step's present date.
pub fn postpone(plan: &mut Plan, name: &str, to: Date) -> Result<Vec<String>, Refused> {
    let at = find(plan, name)?;
    let action = &mut plan.actions[at];
    if action.status != ActionStatus::Planned {
        return Err(Refused::Already(action.id.clone(), action.status));
    }
    if to <= action.due {
        return Err(Refused::Earlier(to, action.due));
    }
    let moved_by = days_between(action.due, to);
    action.start = action.start.saturating_add(moved_by.days());
    action.due = to;
    action.promised = true;
    let mut moved = vec![action.id.clone()];
    let mut next = 0;
    while next < moved.len() {
        let id = moved[next].clone();
        let due = plan.actions.iter().find(|a| a.id == id).map_or(to, |a| a.due);
        for action in &mut plan.actions {
            let waits = action.status == ActionStatus::Planned && action.needs.contains(&id) && action.due <= due;
            if waits && !moved.contains(&action.id) {
                action.start = action.start.saturating_add(moved_by.days());
                action.due = action.due.saturating_add(moved_by.days());
                moved.push(action.id.clone());
            }
        }
        next += 1;
    }
    plan.actions.sort_by_key(|a| (a.start, a.due));
    Ok(moved)
}

/// Takes a step out of the plan, or, named by a competency, all of its open steps. Gives the titles.
///
/// # Errors
/// Where nothing open has the name.
pub fn drop_out(plan: &mut Plan, name: &str, why: &str) -> Result<Vec<String>, Refused> {
    let competency = plan.gaps.iter().find(|g| g.id.as_str() == name || g.name.eq_ignore_ascii_case(name));
    let competency = competency.map(|g| g.id.clone()).filter(|_| !plan.actions.iter().any(|a| a.id == name));
    let places: Vec<usize> = match &competency {
        Some(id) => (0..plan.actions.len()).filter(|n| plan.actions[*n].competency.as_ref() == Some(id)).collect(),
        None => vec![find(plan, name)?],
    };
    let mut titles = Vec::new();
    for at in places {
        let action = &mut plan.actions[at];
        match action.status {
            ActionStatus::Planned => {
                action.status = ActionStatus::Dropped;
                why.clone_into(&mut action.note);
                titles.push(action.title.clone());
            }
            status if competency.is_none() => return Err(Refused::Already(action.id.clone(), status)),
            _ => {}
        }
    }
    if let Some(id) = competency {
        if let Some(gap) = plan.gaps.iter_mut().find(|g| g.id == id) {
            gap.state = GapState::Dropped;
            gap.why = if why.is_empty() { "you took it out of the plan".into() } else { why.to_owned() };
        }
        if !plan.preferences.dropped.contains(&id) {
            plan.preferences.dropped.push(id);
        }
    }
    Ok(titles)
}

/// A step of the user's own.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnStep<'a> {
    pub text: &'a str,
    pub start: Date,
    pub due: Date,
    pub hours: Hours,
    pub needs: &'a [String],
    pub proof: &'a str,
}

/// Adds a step of the user's own. Gives its id.
///
/// # Errors
/// Where it says nothing, ends before it starts, or needs something unknown.
pub fn add(plan: &mut Plan, step: &OwnStep) -> Result<String, Refused> {
    if step.text.trim().is_empty() {
        return Err(Refused::Empty("the step"));
    }
    if step.due < step.start {
        return Err(Refused::Earlier(step.due, step.start));
    }
    let needs = step.needs.iter().map(|name| find(plan, name).map(|at| plan.actions[at].id.clone()));
    let needs = needs.collect::<Result<_, _>>()?;
    let used: BTreeSet<&str> = plan.actions.iter().map(|a| a.id.as_str()).collect();
    let id = (1..).map(|n| format!("own.{n}")).find(|id| !used.contains(id.as_str())).unwrap_or_default();
    plan.actions.push(Action {
        id: id.clone(),
        title: step.text.trim().to_owned(),
        status: ActionStatus::Planned,
        start: step.start,
        due: step.due,
        hours: step.hours,
        competency: None,
        route: String::new(),
        proof: step.proof.to_owned(),
        raises_to: None,
        needs,
        promised: false,
        own: true,
        done_on: None,
        note: String::new(),
    });
    plan.actions.sort_by_key(|a| (a.start, a.due));
    Ok(id)
}

/// Writes into the journal.
///
/// # Errors
/// Where it says nothing, or names a step that is not there.
pub fn journal(plan: &mut Plan, text: &str, day: Date, action: Option<&str>) -> Result<(), Refused> {
    if text.trim().is_empty() {
        return Err(Refused::Empty("the entry"));
    }
    let action = action.map(|name| find(plan, name).map(|at| plan.actions[at].id.clone())).transpose()?;
    plan.journal.push(JournalEntry { date: day, text: text.trim().to_owned(), action: action.unwrap_or_default() });
    Ok(())
}

/// Marks steps as promised to somebody. Gives those that were not yet.
///
/// # Errors
/// Where one is unknown.
pub fn promise(plan: &mut Plan, names: &[String]) -> Result<Vec<String>, Refused> {
    let places = names.iter().map(|name| find(plan, name)).collect::<Result<Vec<_>, _>>()?;
    let fresh = places.into_iter().filter(|at| !std::mem::replace(&mut plan.actions[*at].promised, true));
    let fresh: Vec<usize> = fresh.collect();
    Ok(fresh.into_iter().map(|at| plan.actions[at].id.clone()).collect())
}
