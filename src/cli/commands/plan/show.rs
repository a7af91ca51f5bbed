use super::args::ShowArgs;
use super::file;
use crate::cli::Terminal;
use crate::cli::exit::{Exit, Failure};
use crate::cli::show::{percent, plural};
use crate::model::{Action, ActionStatus, Date, GapState, Hours, Plan, Situation};
use crate::plan::{self, PlanData, due, fits};
use jiff::ToSpan;
use std::fmt::Write as _;
use std::path::Path;

/// Names in a list.
const LISTED: usize = 5;

pub fn run(args: &ShowArgs, path: &Path, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let today = file::today(&args.day)?;
    let plan = file::open(path)?.plan;
    let said = if args.all { whole(&plan, today) } else { week(&plan, today) };
    write!(terminal.out, "{said}")?;
    Ok(Exit::Done)
}

/// `2 to 4 h`.
pub fn hours(hours: Hours) -> String {
    if (hours.low - hours.high).abs() < 0.01 {
        format!("{} h", hours.low)
    } else {
        format!("{} to {} h", hours.low, hours.high)
    }
}

/// `Mon 23 Nov`.
pub fn day(date: Date) -> String {
    date.strftime("%a %-d %b").to_string()
}

pub fn long_day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

fn line(action: &Action, out: &mut String) {
    let promised = if action.promised { ", promised" } else { "" };
    let _ = writeln!(out, "  [ ] {}", action.title);
    let _ = writeln!(out, "      {}: by {}, {}{promised}", action.id, day(action.due), hours(action.hours));
    if !action.proof.is_empty() {
        let _ = writeln!(out, "      shows it: {}", action.proof);
    }
}

/// The steps of today and of this week.
pub fn week(plan: &Plan, today: Date) -> String {
    let due = due(plan, today);
    let mut out = format!("{}\n", plan.goal.text);
    if let Some(by) = plan.goal.by {
        let weeks = plan::days_between(today, by).max(0) / 7;
        let _ = writeln!(out, "by {}, {} from today", long_day(by), plural(weeks as u32, "week", "weeks"));
    }
    if !due.overdue.is_empty() {
        let _ = writeln!(out, "\nwaiting since before today (do, postpone or drop; none of these is a failure):");
        due.overdue.iter().for_each(|a| line(a, &mut out));
    }
    let (monday, sunday) = (plan::monday(today), plan::monday(today).saturating_add(6.days()));
    let _ = writeln!(out, "\nthis week, {} to {}:", day(monday), day(sunday));
    if due.week.is_empty() && due.done.is_empty() {
        let free = plan.preferences.holidays.iter().any(|[from, to]| *from <= sunday && *to >= monday);
        let _ = writeln!(out, "  {}", if free { "holidays; nothing is planned" } else { "nothing is planned" });
    }
    due.week.iter().for_each(|a| line(a, &mut out));
    for action in &due.done {
        let _ = writeln!(out, "  [x] {}", action.title);
    }
    if let Some(next) = due.next.first() {
        let _ = writeln!(out, "\nthen, from {}: {}", day(next.start), next.title);
    }
    if let Some(milestone) = due.milestone {
        let reward = if milestone.reward.is_empty() { String::new() } else { format!("; then {}", milestone.reward) };
        let _ = writeln!(out, "\nnext milestone: {}, around {}{reward}", milestone.title, long_day(milestone.date));
    }
    if let Some(today) = due.today {
        let _ = writeln!(out, "\ntoday:\n\n  {}\n\n  when it is done: skillgap plan done {}", today.title, today.id);
    } else if plan.actions.iter().all(|a| a.status != ActionStatus::Planned) {
        let _ = writeln!(out, "\nno step is open; `skillgap plan make` lays out the next ones");
    }
    out
}

/// What was made, whether it fits, and the first steps.
pub fn made(plan: &Plan, from: Date, path: &Path, data: &PlanData) -> String {
    let mut out = String::new();
    let open: Vec<&Action> = plan.actions.iter().filter(|a| a.status == ActionStatus::Planned).collect();
    let of = plan.reality.adverts_with_essentials;
    let _ = writeln!(out, "\ngoal: {}", plan.goal.text);
    if of == 0 {
        let _ =
            writeln!(out, "no advert states an essential requirement, so nothing can be said about how many you meet");
    } else {
        let reality = &plan.reality;
        let _ = writeln!(
            out,
            "today you meet all essentials of {} of {of} adverts ({} of what an average advert insists on); after the plan {} ({})",
            reality.open_now,
            percent(reality.met_now),
            reality.open_after,
            percent(reality.met_after)
        );
    }
    let count = plural(open.len() as u32, "step", "steps");
    let last = open.iter().map(|a| a.due).max();
    let until = last.map_or(String::new(), |last| format!(", the last due {}", long_day(last)));
    let _ = writeln!(
        out,
        "{count} in {} of your own time (source: {}){until}",
        hours(fits(plan, from).planned),
        data.effort.source
    );
    if plan.preferences.situation == Situation::Unknown {
        let _ = writeln!(
            out,
            "say whether you have a job, with --employed FIELD or --not-employed; until then ways that need one come last"
        );
    }
    out += &aside(plan);
    out += &fit(plan, from);
    for milestone in plan.milestones.iter().filter(|m| m.reached_on.is_none()) {
        let reward = if milestone.reward.is_empty() { String::new() } else { format!(": {}", milestone.reward) };
        let between = match milestone.early == milestone.late {
            true => String::new(),
            false => format!(" (between {} and {})", long_day(milestone.early), long_day(milestone.late)),
        };
        let _ = writeln!(out, "  {} around {}{between}{reward}", milestone.title, long_day(milestone.date));
    }
    if let Some(first) = open.first() {
        let _ = writeln!(out, "\nthe first step, by {}:\n\n  {}", day(first.due), first.title);
    }
    let _ =
        writeln!(out, "\nwrote {}; it is yours to change, and `skillgap plan` shows each week's steps", path.display());
    out
}

/// Gaps that the plan does not close, by reason.
fn aside(plan: &Plan) -> String {
    let mut out = String::new();
    for (state, says) in [
        (GapState::Rate, "to be rated first"),
        (GapState::Gate, "conditions to find out about (nobody learns these in an evening)"),
        (GapState::Begun, "practised before the date, but not up to the level that adverts ask"),
        (GapState::Covered, "not needed, since something accepted in its place is held or planned"),
        (GapState::Later, "left for later"),
        (GapState::Dropped, "taken out by you"),
    ] {
        let names: Vec<&str> = plan.gaps.iter().filter(|g| g.state == state).map(|g| g.name.as_str()).collect();
        if !names.is_empty() {
            let _ = writeln!(out, "{says}: {}", listed(&names));
        }
    }
    out
}

/// By how much it does not fit, and what would help.
fn fit(plan: &Plan, from: Date) -> String {
    let fits = fits(plan, from);
    if fits.all() {
        return String::new();
    }
    let mut out = String::new();
    let whole = fits.planned.plus(fits.left);
    if let Some(available) = fits.available {
        let _ = writeln!(
            out,
            "it does not all fit: everything takes {}, and there are {available:.0} h before the date",
            hours(whole)
        );
    }
    let names: Vec<&str> = fits.names.iter().rev().map(|(name, ..)| name.as_str()).collect();
    let _ = writeln!(out, "  drop: leave out what fewest adverts ask for: {}", listed(&names));
    if let Some((low, high)) = fits.extend_to {
        let _ =
            writeln!(out, "  extend: with the same hours it is done between {} and {}", long_day(low), long_day(high));
    }
    if let Some((low, high)) = fits.hours_a_week {
        let _ = writeln!(out, "  speed up: to keep the date it takes {low} to {high} hours a week");
    }
    out
}

fn listed(names: &[&str]) -> String {
    let first = names.iter().take(LISTED).copied().collect::<Vec<_>>().join(", ");
    if names.len() > LISTED { format!("{first} and {} more", names.len() - LISTED) } else { first }
}

/// All steps, milestones and gaps.
fn whole(plan: &Plan, today: Date) -> String {
    let mut out = format!("{}\n\nsteps:\n", plan.goal.text);
    for action in &plan.actions {
        let mark = match action.status {
            ActionStatus::Done => "x",
            ActionStatus::Dropped => "-",
            ActionStatus::Planned if action.due < today => "!",
            ActionStatus::Planned => " ",
        };
        let _ = writeln!(out, "  [{mark}] {}  {:<28} {}", action.due, action.id, action.title);
    }
    out += "\nmilestones:\n";
    for milestone in &plan.milestones {
        let _ = writeln!(out, "  {}  {} {}", milestone.date, milestone.title, milestone.reward);
    }
    out += "\ngaps:\n";
    for gap in &plan.gaps {
        let _ = writeln!(out, "  {:<8} {} ({}): {}", gap.state, gap.name, percent(gap.share), gap.why);
    }
    out
}
