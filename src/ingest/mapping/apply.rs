use super::path::{KeySet, Path};
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
    let from = Source { mapping, record, root, keys: KeySet::of(record) };
    let first = |name: &str| from.list(name).into_iter().next();
    let mut draft = Draft {
        title: first("title").unwrap_or_default(),
        text: from.full_text(),
        employer: first("employer"),
        place: from.place(),
        salary: from.salary(),
        contract: joined(from.list("contract"), ", ").map(plain_word),
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
    draft.set_link(from.raw_first("link").as_deref(), base.or(site.as_deref()));
    draft
}

/// A record with what reads it.
struct Source<'r> {
    mapping: &'r Mapping,
    record: &'r Value,
    root: &'r Value,
    keys: KeySet,
}

impl Source<'_> {
    /// Paths of a field that may lead to something.
    fn paths(&self, name: &str) -> impl Iterator<Item = &Path> {
        self.mapping.fields.get(name).into_iter().flatten().filter(|p| p.may_be_in(self.keys))
    }

    /// The values of a field on one line each: those at the first path that has any.
    fn list(&self, name: &str) -> Vec<String> {
        for path in self.paths(name) {
            let mut found: Vec<String> = Vec::new();
            for value in path.strings(self.record, self.root).iter().filter_map(|s| stated(s)) {
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
    fn raw_first(&self, name: &str) -> Option<String> {
        self.paths(name).find_map(|p| p.strings(self.record, self.root).into_iter().next())
    }

    fn place(&self) -> Option<String> {
        let mut places = self.list("place");
        let says = |v: &Value| match v {
            Value::Bool(b) => *b,
            Value::String(s) => REMOTE.iter().any(|w| s.trim().eq_ignore_ascii_case(w)),
            _ => false,
        };
        let remote = self.paths("remote").any(|p| p.values(self.record, self.root).into_iter().any(says));
        if remote && !places.iter().any(|p| p.to_lowercase().contains("remote")) {
            places.push("Remote".to_string());
        }
        joined(places, "; ")
    }

    /// Pay as written, or put together from its parts as `GBP 30000 - 35000 per year`.
    fn salary(&self) -> Option<String> {
        let first = |name: &str| self.list(name).into_iter().next();
        if let Some(written) = first("salary").filter(|v| v != "0") {
            return Some(written);
        }
        let amount = |name: &str| first(name).filter(|v| v.bytes().any(|b| (b'1'..=b'9').contains(&b)));
        let amount = match (amount("salary_min"), amount("salary_max")) {
            (Some(low), Some(high)) if low != high => format!("{low} - {high}"),
            (Some(one), _) | (_, Some(one)) => one,
            _ => return None,
        };
        let currency = first("salary_currency").map(|c| format!("{c} ")).unwrap_or_default();
        let period = first("salary_period").map(|p| format!(" per {}", period(&p))).unwrap_or_default();
        Some(format!("{currency}{amount}{period}"))
    }

    fn full_text(&self) -> String {
        let mut text = Text::default();
        for part in &self.mapping.text {
            match &part.each {
                None => self.push_part(part, self.record, Some(self.keys), &mut text),
                Some(each) if each.may_be_in(self.keys) => {
                    for value in each.values(self.record, self.root) {
                        self.push_part(part, value, None, &mut text);
                    }
                }
                Some(_) => {}
            }
        }
        text.out
    }

    fn push_part(&self, part: &Part, record: &Value, keys: Option<KeySet>, text: &mut Text) {
        let found = |p: &Path| Some(listed(p.strings(record, self.root))).filter(|s| !s.is_empty());
        let mut paths = part.from.iter().filter(|p| keys.is_none_or(|k| p.may_be_in(k)));
        let Some(raw) = paths.find_map(found) else { return };
        let named = || part.heading_from.as_ref().and_then(|p| p.strings(record, self.root).into_iter().next());
        text.push(raw, || named().and_then(|h| stated(&h)).or_else(|| part.heading.clone()));
    }
}

/// Several short texts are the items of a list.
fn listed(texts: Vec<String>) -> String {
    let items = texts.len() > 1 && texts.iter().all(|t| !t.contains(['<', '\n']));
    if items { texts.iter().map(|t| format!("- {t}\n")).collect() } else { texts.join("\n") }
}

/// The text of an advert as it grows part by part.
#[derive(Default)]
struct Text {
    out: String,
    /// The parts as they came.
    raw: Vec<String>,
}

impl Text {
    /// Adds a part under its heading, unless it is there already: boards repeat the description in a second field.
    fn push(&mut self, raw: String, heading: impl FnOnce() -> Option<String>) {
        if self.raw.contains(&raw) {
            return;
        }
        let body = text::from_markup(&raw);
        self.raw.push(raw);
        if body.is_empty() || self.out.contains(&body) {
            return;
        }
        if !self.out.is_empty() {
            self.out.push_str("\n\n");
        }
        if let Some(heading) = heading() {
            self.out.push_str(&format!("## {heading}\n\n"));
        }
        self.out.push_str(&body);
    }
}

/// What boards write where a post can be held from anywhere.
const REMOTE: [&str; 6] = ["remote", "fully", "true", "yes", "1", "full"];

fn joined(values: Vec<String>, by: &str) -> Option<String> {
    (!values.is_empty()).then(|| values.join(by))
}

/// `FULL_TIME` as people write it.
fn plain_word(word: String) -> String {
    let code = word.contains('_') || !word.chars().any(char::is_lowercase);
    if code { word.replace('_', " ").to_lowercase() } else { word }
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
