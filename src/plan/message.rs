//! Messages to the people who help: check-in and mentor brief.

use super::calendar::add_weeks;
use super::data::Questions;
use super::finish::reason;
use crate::model::{Action, ActionStatus, Date, GapState, Plan};
use std::fmt::Write;

/// Steps named in each part.
const LISTED: usize = 8;

/// A message, to paste or to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub to: String,
    pub subject: String,
    pub text: String,
    /// Steps that it says will be done.
    pub next: Vec<String>,
}

fn list(out: &mut String, title: &str, actions: &[&Action], line: &dyn Fn(&Action) -> String) {
    if actions.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{title}");
    for action in actions.iter().take(LISTED) {
        let _ = writeln!(out, "- {}", line(action));
    }
    if actions.len() > LISTED {
        let _ = writeln!(out, "- and {} more", actions.len() - LISTED);
    }
}

/// The check-in of a day: what was promised since the one before, what was done, what comes next, what to ask.
pub fn check_in(plan: &Plan, day: Date, questions: &Questions) -> Message {
    let weeks = i64::from(plan.preferences.checkin_every_weeks.max(1));
    let since = add_weeks(day, -weeks);
    let until = add_weeks(day, weeks);
    let done: Vec<&Action> = plan.actions.iter().filter(|a| a.done_on.is_some_and(|d| d > since && d <= day)).collect();
    let open = || plan.actions.iter().filter(|a| a.status == ActionStatus::Planned);
    let waiting: Vec<&Action> = open().filter(|a| a.due < day).collect();
    let next: Vec<&Action> = open().filter(|a| a.due >= day && a.start < until).collect();
    let first_name = name(&plan.preferences.buddy).split_whitespace().next().unwrap_or("").to_owned();
    let mut text = if first_name.is_empty() { "Hello,\n".to_owned() } else { format!("Hello {first_name},\n") };
    let _ = writeln!(
        text,
        "\nMy goal is to {}{}.",
        goal(plan),
        plan.goal.by.map_or(String::new(), |by| format!(", by {by}"))
    );
    list(&mut text, "What I set out to do and did:", &done, &|a| a.title.clone());
    list(&mut text, "What I set out to do and have not done yet:", &waiting, &|a| {
        format!("{} (was due {})", a.title, a.due)
    });
    if done.is_empty() && waiting.is_empty() {
        text.push_str("\nNothing was due since last time.\n");
    }
    let well: Vec<_> = plan.journal.iter().filter(|e| e.date > since && e.date <= day).collect();
    if !well.is_empty() {
        text.push_str("\nWhat went well:\n");
        for entry in well {
            let _ = writeln!(text, "- {}", entry.text);
        }
    }
    list(&mut text, &format!("What I will do until {until}:"), &next, &|a| format!("{} (by {})", a.title, a.due));
    text.push_str("\nWhat I would like to ask you:\n");
    for question in &questions.checkin.ask {
        let _ = writeln!(text, "- {question}");
    }
    text.push_str("\nThank you for asking.\n");
    Message {
        to: plan.preferences.buddy.clone(),
        subject: format!("Check-in, {day}: {} done, {} next", done.len(), next.len()),
        text,
        next: next.into_iter().take(LISTED).map(|a| a.id.clone()).collect(),
    }
}

/// What somebody who could advise needs to know on one page, with the questions worth asking.
pub fn mentor_brief(plan: &Plan, day: Date, questions: &Questions) -> Message {
    let reality = &plan.reality;
    let mut text = format!("What I aim at\n\nTo {}", goal(plan));
    let _ = writeln!(text, "{}.", plan.goal.by.map_or(String::new(), |by| format!(", by {by}")));
    let _ = writeln!(text, "\nWhere I stand\n");
    if reality.adverts_with_essentials > 0 {
        let _ = writeln!(
            text,
            "Of {} adverts for this role I meet all essentials of {}, and {:.0} % of what an average advert insists on.",
            reality.adverts_with_essentials,
            reality.open_now,
            reality.met_now * 100.0
        );
    }
    if !reality.strengths.is_empty() {
        let _ = writeln!(
            text,
            "I bring: {}.",
            reality.strengths.iter().take(LISTED).cloned().collect::<Vec<_>>().join(", ")
        );
    }
    let live = |state| !matches!(state, GapState::Covered | GapState::Dropped | GapState::Rate);
    let mut gaps: Vec<_> = plan.gaps.iter().filter(|g| live(g.state)).collect();
    gaps.sort_by(|a, b| b.essential_share.total_cmp(&a.essential_share).then_with(|| a.id.cmp(&b.id)));
    if !gaps.is_empty() {
        text.push_str("\nWhat adverts ask for and I lack\n\n");
        for gap in gaps.iter().take(5) {
            let _ = writeln!(text, "- {}: {}", gap.name, reason(gap));
        }
    }
    let done = plan.actions.iter().filter(|a| a.status == ActionStatus::Done).count();
    let open: Vec<&Action> =
        plan.actions.iter().filter(|a| a.status == ActionStatus::Planned && a.due >= day).collect();
    let _ = writeln!(text, "\nWhat I have done so far: {done} steps.");
    list(&mut text, "What I plan next:", &open.into_iter().take(4).collect::<Vec<_>>(), &|a| a.title.clone());
    text.push_str("\nWhat I would like to ask\n\n");
    let top = gaps.first().map_or("the most important part of it", |g| g.name.as_str());
    for question in &questions.mentor.ask {
        let _ = writeln!(text, "- {}", question.replace("{name}", top));
    }
    Message { to: String::new(), subject: format!("Half an hour of advice: {}", goal(plan)), text, next: Vec::new() }
}

/// The goal after "to": without an "I want to" of its own.
fn goal(plan: &Plan) -> String {
    let text = plan.goal.text.trim().trim_end_matches('.');
    let lower = text.to_lowercase();
    for start in ["i want to ", "i would like to ", "i'd like to ", "i will ", "to "] {
        if lower.starts_with(start) {
            return text[start.len()..].to_owned();
        }
    }
    text.to_owned()
}

/// The name in `Ann Lee <ann@example.org>`.
fn name(buddy: &str) -> &str {
    buddy.split('<').next().unwrap_or("").trim()
}
