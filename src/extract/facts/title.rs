//! Which words are the title, and what they say of role and seniority.

use super::Source;
use super::label::Labelled;
use super::place;
use crate::rules::fact_cues::FactCue;
use crate::rules::roles::TitleMatch;

/// A title has no more bytes than this.
const LONGEST: usize = 120;
/// How many lines at the start of a text may hold its title.
const FIRST_LINES: usize = 12;

/// The title as published, else the value of a label, else the first line that reads like one. Empty where there is none.
pub fn choose<'a>(source: &Source<'a>, labels: &[Labelled]) -> &'a str {
    let published = source.advert.title.trim();
    if !published.is_empty() {
        return published;
    }
    let labelled = labels.iter().filter(|l| l.cue == FactCue::LabelTitle).map(|l| &source.text[l.start..l.end]);
    let labelled = labelled.filter(|v| v.len() <= LONGEST && names_post(source, v)).map(trim_end_of_title).next();
    labelled.or_else(|| first_line(source)).unwrap_or("")
}

/// Role and seniority of the title; words of the place do not count.
pub fn reach(source: &Source<'_>, labels: &[Labelled], title: &str) -> TitleMatch {
    let field = source.advert.place.as_deref();
    let places = [field, place::labelled(source, labels)];
    source.rules.reach_in(title, &places.map(|p| p.unwrap_or("")))
}

fn trim_end_of_title(value: &str) -> &str {
    value.trim_end_matches(['.', ',', ';', ':', '-'])
}

/// Of the first lines the first heading or short line that names a person by the work.
fn first_line<'a>(source: &Source<'a>) -> Option<&'a str> {
    let lines = source.text.lines().map(clean).filter(|l| !l.is_empty()).take(FIRST_LINES);
    let mut candidates = lines.filter(|l| {
        l.len() <= LONGEST && !l.contains("://") && !l.contains(": ") && !l.ends_with(['.', ';', '?', '!', ':'])
    });
    candidates.find(|l| reads_like_title(source, l))
}

fn clean(line: &str) -> &str {
    line.trim().trim_matches(|c| matches!(c, '#' | '*' | ' ' | '_' | '='))
}

/// Whether the words name a post: a role that is known, or somebody by the work as the last word of a part.
fn reads_like_title(source: &Source<'_>, line: &str) -> bool {
    let words = line.split_whitespace().count();
    let capital = line.starts_with(|c: char| c.is_uppercase() || c == '(' || c.is_ascii_digit());
    if words > 14 || !capital {
        return false;
    }
    let parts = line.split([',', '|', '(', '–', '—']).flat_map(|p| p.split(" - "));
    let heads = parts.flat_map(|p| p.split(" of ")).flat_map(|p| p.split(" for ")).flat_map(|p| p.split(" in "));
    let named = heads.filter_map(|p| p.split_whitespace().next_back()).any(|w| source.rules.names_person(w));
    named || source.rules.reach(line).role_id.is_some()
}

/// Whether a labelled value holds words for somebody by the work.
fn names_post(source: &Source<'_>, value: &str) -> bool {
    let words = value.split_whitespace().count();
    words <= 14 && value.split_whitespace().any(|w| source.rules.names_person(w))
}
