//! An advert with what was read in it marked where it stands.

use crate::model::{CompetencyId, Extraction, Necessity};
use std::fmt::Write as _;

/// A finding in the text: bytes `start..end`, what it is, and the colour of its kind as an ANSI code.
struct Mark {
    start: usize,
    end: usize,
    said: String,
    colour: &'static str,
}

const SET_ASIDE: &str = "90";

/// The text with every finding in brackets and, behind it, what it was read as and why; coloured on request. Characters
/// that steer a terminal are left out.
pub fn marked(
    title: &str,
    text: &str,
    extraction: &Extraction,
    name: &dyn Fn(&CompetencyId) -> String,
    coloured: bool,
) -> String {
    let mut marks: Vec<Mark> = Vec::new();
    for requirement in &extraction.requirements {
        let colour = match requirement.necessity {
            Necessity::Essential => "1;32",
            Necessity::Optional => "33",
            Necessity::Unstated => "36",
        };
        let alternative = if requirement.any_of.len() > 1 { ", one of several" } else { "" };
        let cue = if requirement.cue.is_empty() {
            format!("in {}", requirement.section.as_str())
        } else {
            format!("by \"{}\"", requirement.cue)
        };
        for member in &requirement.any_of {
            let level = member.level.map(|l| format!(" at {l}")).unwrap_or_default();
            let years = member.min_years.map(|y| format!(", {y} years")).unwrap_or_default();
            let said = format!(
                "{}{level}{years}: {} {cue}{alternative}",
                named(&member.competency, name),
                requirement.necessity.as_str()
            );
            marks.push(Mark { start: member.span.start as usize, end: member.span.end as usize, said, colour });
        }
    }
    for aside in &extraction.set_aside {
        let said = format!("not {}: {}", named(&aside.competency, name), aside.why);
        marks.push(Mark { start: aside.span.start as usize, end: aside.span.end as usize, said, colour: SET_ASIDE });
    }
    marks.sort_by(|a, b| (a.start, a.end, &a.said).cmp(&(b.start, b.end, &b.said)));
    let mut out = String::with_capacity(2 * text.len());
    let _ = writeln!(out, "{}\n", safe(title));
    let mut done = 0;
    for (n, mark) in marks.iter().enumerate() {
        let Some(words) = text.get(mark.start.max(done)..mark.end.max(done)) else { continue };
        out += &safe(text.get(done..mark.start).unwrap_or_default());
        if !words.is_empty() {
            match coloured {
                true => drop(write!(out, "\x1b[{}m[{}]\x1b[0m", mark.colour, safe(words))),
                false => drop(write!(out, "[{}]", safe(words))),
            }
        }
        done = done.max(mark.end);
        // Findings that share words are told behind the last of them.
        if marks.get(n + 1).is_none_or(|next| next.start >= done) {
            let first = marks[..=n].iter().rposition(|m| m.end <= mark.start).map_or(0, |at| at + 1);
            let said: Vec<&str> = marks[first..=n].iter().map(|m| m.said.as_str()).collect();
            match coloured {
                true => drop(write!(out, "\x1b[2m{{{}}}\x1b[0m", safe(&said.join("; ")))),
                false => drop(write!(out, "{{{}}}", safe(&said.join("; ")))),
            }
        }
    }
    out += &safe(text.get(done..).unwrap_or_default());
    out.push_str("\n\n");
    out
}

/// Words that no vocabulary knows carry a mark in their id; a reader sees the words.
fn named(id: &CompetencyId, name: &dyn Fn(&CompetencyId) -> String) -> String {
    if id.is_open() { "unknown words".into() } else { name(id) }
}

fn safe(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}
