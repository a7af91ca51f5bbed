//! RFC 5545 calendars.

use super::{details, identity};
use crate::model::{Action, ActionStatus, Date, Plan};
use jiff::ToSpan;
use std::fmt::Write;

/// How steps stand in the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalendarStyle {
    /// As all-day events on their last day, which every calendar shows.
    Events,
    /// As to-dos, which task lists show and can tick.
    ToDos,
}

/// Bytes of a line before it is folded, without its end.
const WIDTH: usize = 75;

/// Steps, milestones, check-ins and reviews. `stamp` = the day of writing; a stable input gives stable bytes.
pub fn calendar(plan: &Plan, style: CalendarStyle, stamp: Date) -> Vec<u8> {
    let mut out = Lines::default();
    out.line("BEGIN:VCALENDAR");
    out.line("VERSION:2.0");
    out.line("PRODID:-//skillgap//plan//EN");
    out.line("CALSCALE:GREGORIAN");
    out.text("X-WR-CALNAME", &plan.goal.text);
    let stamp = format!("{}T000000Z", compact(stamp));
    for action in plan.actions.iter().filter(|a| a.status != ActionStatus::Dropped) {
        match style {
            CalendarStyle::ToDos => out.vtodo(plan, action, &stamp),
            CalendarStyle::Events if action.status == ActionStatus::Planned => {
                out.event(plan, &action.id, &action.title, &details(action).join("\n"), action.due, &stamp);
            }
            CalendarStyle::Events => {}
        }
    }
    for milestone in &plan.milestones {
        let reward = if milestone.reward.is_empty() { String::new() } else { format!("Then: {}", milestone.reward) };
        let range = format!("Between {} and {}. {reward}", milestone.early, milestone.late);
        let title = format!("Milestone: {}", milestone.title);
        out.event(plan, &format!("milestone {}", milestone.id), &title, range.trim(), milestone.date, &stamp);
    }
    let buddy = if plan.preferences.buddy.is_empty() { "your buddy" } else { &plan.preferences.buddy };
    for day in plan.check_ins() {
        let title = format!("Check-in with {buddy}");
        out.event(plan, &format!("checkin {day}"), &title, "skillgap plan checkin writes the message.", day, &stamp);
    }
    for day in plan.review_days() {
        let text = "Market, gaps, plan, and whether it is still the right goal: skillgap review";
        out.event(plan, &format!("review {day}"), "Review of the plan", text, day, &stamp);
    }
    out.line("END:VCALENDAR");
    out.0.into_bytes()
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    /// Adds a line, folded so that none is longer than 75 bytes and no character is split.
    fn line(&mut self, text: &str) {
        let mut width = 0;
        for c in text.chars() {
            if width + c.len_utf8() > WIDTH {
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(c);
            width += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// Adds a property whose value is a text.
    fn text(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len());
        for c in value.chars() {
            match c {
                '\\' | ';' | ',' => {
                    escaped.push('\\');
                    escaped.push(c);
                }
                '\n' => escaped.push_str("\\n"),
                // Other control characters are not allowed in a text.
                c if c.is_control() && c != '\t' => {}
                c => escaped.push(c),
            }
        }
        self.line(&format!("{name}:{escaped}"));
    }

    fn head(&mut self, kind: &str, plan: &Plan, id: &str, stamp: &str) {
        self.line(&format!("BEGIN:{kind}"));
        self.line(&format!("UID:{:032x}@skillgap", identity(plan, id)));
        self.line(&format!("DTSTAMP:{stamp}"));
    }

    fn event(&mut self, plan: &Plan, id: &str, title: &str, text: &str, day: Date, stamp: &str) {
        self.head("VEVENT", plan, id, stamp);
        self.line(&format!("DTSTART;VALUE=DATE:{}", compact(day)));
        self.line(&format!("DTEND;VALUE=DATE:{}", compact(day.saturating_add(1.day()))));
        self.line("TRANSP:TRANSPARENT");
        self.text("SUMMARY", title);
        self.text("DESCRIPTION", text);
        self.line("END:VEVENT");
    }

    fn vtodo(&mut self, plan: &Plan, action: &Action, stamp: &str) {
        self.head("VTODO", plan, &action.id, stamp);
        self.line(&format!("DTSTART;VALUE=DATE:{}", compact(action.start)));
        self.line(&format!("DUE;VALUE=DATE:{}", compact(action.due.max(action.start))));
        self.text("SUMMARY", &action.title);
        self.text("DESCRIPTION", &details(action).join("\n"));
        match action.done_on.filter(|_| action.status == ActionStatus::Done) {
            Some(day) => {
                self.line("STATUS:COMPLETED");
                self.line("PERCENT-COMPLETE:100");
                self.line(&format!("COMPLETED:{}T120000Z", compact(day)));
            }
            None => self.line("STATUS:NEEDS-ACTION"),
        }
        for need in &action.needs {
            self.line(&format!("RELATED-TO;RELTYPE=SIBLING:{:032x}@skillgap", identity(plan, need)));
        }
        self.line("END:VTODO");
    }
}

/// `20261123`.
fn compact(day: Date) -> String {
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = write!(out, "{:04}{:02}{:02}", day.year(), day.month(), day.day());
    out
}
