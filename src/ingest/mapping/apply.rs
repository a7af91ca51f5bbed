use super::path::Path;
use super::spec::{Mapping, Part};
use crate::ingest::draft::{Draft, stated};
use crate::ingest::text;
use serde_json::Value;

/// Most values of one field that are kept (places of an advert above all).
const MAX_VALUES: usize = 10;

/// Whether a record is no advert (a legal notice at the head of a list).
pub fn skipped(mapping: &Mapping, record: &Value, root: &Value) -> bool {
    mapping.skip.iter().any(|p| p.exists(record, root))
}

/// The advert that a record of a mapped format states. `base` resolves relative addresses.
pub fn draft(mapping: &Mapping, record: &Value, root: &Value, base: Option<&str>) -> Draft {
    let first = |name: &str| list(mapping, name, record, root).into_iter().next();
    let mut draft = Draft {
        title: first("title").unwrap_or_default(),
        text: full_text(mapping, record, root),
        employer: first("employer"),
        place: place(mapping, record, root),
        salary: salary(mapping, record, root),
        contract: joined(list(mapping, "contract", record, root), ", ").map(plain_word),
        reference: first("reference"),
        ..Draft::default()
    };
    if let Some(parts) = mapping.title_pattern.as_ref().and_then(|p| p.captures(&draft.title)) {
        let group = |name: &str| parts.name(name).map(|m| m.as_str().trim().to_string());
        draft.employer = draft.employer.or_else(|| group("employer"));
        if let Some(title) = group("title") {
            draft.title = title;
        }
    }
    draft.set_dates(first("published").as_deref(), first("closing").as_deref());
    let site = first("base");
    draft.set_link(raw_first(mapping, "link", record, root).as_deref(), base.or(site.as_deref()));
    draft
}

/// The values of a field on one line each: those at the first path that has any.
fn list(mapping: &Mapping, name: &str, record: &Value, root: &Value) -> Vec<String> {
    let paths = mapping.fields.get(name).map(Vec::as_slice).unwrap_or_default();
    for path in paths {
        let mut found: Vec<String> = Vec::new();
        for value in path.strings(record, root).iter().filter_map(|s| stated(s)) {
            if !found.contains(&value) {
                found.push(value);
            }
        }
        if !found.is_empty() {
            found.truncate(MAX_VALUES);
            return found;
        }
    }
    Vec::new()
}

/// The first value of a field as it is written: addresses are no text.
fn raw_first(mapping: &Mapping, name: &str, record: &Value, root: &Value) -> Option<String> {
    let paths = mapping.fields.get(name)?;
    paths.iter().find_map(|p| p.strings(record, root).into_iter().next())
}

fn joined(values: Vec<String>, by: &str) -> Option<String> {
    (!values.is_empty()).then(|| values.join(by))
}

/// `FULL_TIME` as people write it.
fn plain_word(word: String) -> String {
    let code = word.contains('_') || !word.chars().any(char::is_lowercase);
    if code { word.replace('_', " ").to_lowercase() } else { word }
}

fn place(mapping: &Mapping, record: &Value, root: &Value) -> Option<String> {
    let mut places = list(mapping, "place", record, root);
    let remote = mapping.fields.get("remote").is_some_and(|paths| {
        let says = |v: &Value| match v {
            Value::Bool(b) => *b,
            Value::String(s) => {
                ["remote", "fully", "true", "yes", "1", "full"].iter().any(|w| s.trim().eq_ignore_ascii_case(w))
            }
            _ => false,
        };
        paths.iter().any(|p| p.values(record, root).into_iter().any(says))
    });
    if remote && !places.iter().any(|p| p.to_lowercase().contains("remote")) {
        places.push("Remote".to_string());
    }
    joined(places, "; ")
}

/// Pay as written, or put together from its parts as `GBP 30000 - 35000 per year`.
fn salary(mapping: &Mapping, record: &Value, root: &Value) -> Option<String> {
    let first = |name: &str| list(mapping, name, record, root).into_iter().next().filter(|v| v != "0" && v != "0.0");
    if let Some(written) = first("salary") {
        return Some(written);
    }
    let amount = match (first("salary_min"), first("salary_max")) {
        (Some(low), Some(high)) if low != high => format!("{low} - {high}"),
        (Some(one), _) | (_, Some(one)) => one,
        _ => return None,
    };
    let currency = first("salary_currency").map(|c| format!("{c} ")).unwrap_or_default();
    let period = first("salary_period").map(|p| format!(" per {}", period(&p))).unwrap_or_default();
    Some(format!("{currency}{amount}{period}"))
}

fn period(written: &str) -> String {
    let word = written.to_lowercase();
    let known = [
        ("hour", "hour"),
        ("day", "day"),
        ("dai", "day"),
        ("week", "week"),
        ("month", "month"),
        ("year", "year"),
        ("annu", "year"),
    ];
    known.iter().find(|(part, _)| word.contains(part)).map_or(word.clone(), |(_, period)| period.to_string())
}

fn full_text(mapping: &Mapping, record: &Value, root: &Value) -> String {
    let mut out = String::new();
    for part in &mapping.text {
        match &part.each {
            None => push_part(part, record, root, &mut out),
            Some(each) => each.values(record, root).into_iter().for_each(|v| push_part(part, v, root, &mut out)),
        }
    }
    out
}

fn push_part(part: &Part, record: &Value, root: &Value, out: &mut String) {
    let found = |p: &Path| Some(p.strings(record, root).join("\n")).filter(|s| !s.is_empty());
    let Some(body) = part.from.iter().find_map(found) else { return };
    let body = text::from_markup(&body);
    // Boards repeat the description in a second field.
    if body.is_empty() || out.contains(&body) {
        return;
    }
    let named = part.heading_from.as_ref().and_then(|p| p.strings(record, root).into_iter().next());
    let heading = named.and_then(|h| stated(&h)).or_else(|| part.heading.clone());
    if !out.is_empty() {
        out.push_str("\n\n");
    }
    if let Some(heading) = heading {
        out.push_str(&format!("## {heading}\n\n"));
    }
    out.push_str(&body);
}
