//! Role and seniority, from the title.

use super::Source;
use crate::model::Facts;

/// Reads the title; where there is none, the first line of the text stands for it.
pub fn read(source: &Source<'_>, facts: &mut Facts) {
    let title = source.advert.title.trim();
    let title = if title.is_empty() { first_line(source.text) } else { title };
    let found = source.rules.reach(title);
    facts.role = Some(found.words).filter(|w| !w.is_empty());
    facts.role_id = found.role_id;
    facts.seniority = found.seniority;
}

fn first_line(text: &str) -> &str {
    let line = text.lines().map(str::trim).find(|l| !l.is_empty()).unwrap_or("");
    let line = line.trim_matches(|c| matches!(c, '#' | '*' | ' ' | '_'));
    if line.len() <= 120 { line } else { "" }
}
