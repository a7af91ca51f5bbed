use super::{List, PROBED};
use crate::diag::{Code, Diag};
use crate::ingest::format::{AdvertFormat, Input};
use crate::ingest::mapping::{self, Kind, Mapping};
use crate::ingest::{Item, encoding, job_posting, json, link};
use serde_json::Value;

/// Lists of adverts in JSON, single adverts too.
pub struct BoardJson;

impl AdvertFormat for BoardJson {
    fn name(&self) -> &'static str {
        "job-json"
    }

    fn detail(&self, input: &Input<'_>) -> Option<&'static str> {
        let (root, _) = json::parse(&encoding::decode(input.bytes).text)?;
        json_mapping(&root).map(|(mapping, _)| mapping.name)
    }

    fn accepts(&self, input: &Input<'_>) -> bool {
        let head = &input.head;
        let inner = head.get(1..).unwrap_or_default().trim_start();
        // Neither `[<div>` nor a template that starts with `{{` or `{%` is JSON.
        match head.chars().next() {
            Some('{') => inner.starts_with(['"', '}', '/']),
            Some('[') => inner.starts_with(['{', '[', ']', '"', '/']),
            _ => false,
        }
    }

    fn read(&self, input: &Input<'_>, sink: &mut dyn FnMut(Item)) {
        let decoded = encoding::decode(input.bytes);
        let Some((root, repaired)) = json::parse(&decoded.text) else {
            let message = "the file looks like JSON and cannot be read as such; fetch it again";
            return sink(Item::Finding(Diag::new(Code::UnknownFormat, input.source, message)));
        };
        if repaired {
            let message = "the JSON is broken or cut off; what could be read was taken";
            sink(Item::Finding(Diag::new(Code::RepairedFeed, input.source, message)));
        }
        match json_mapping(&root) {
            Some((mapping, found)) => {
                let mut list = List::new(mapping, &root, input);
                found.into_iter().for_each(|record| list.emit(record, sink));
            }
            None => read_postings(&root, input.source, sink),
        }
    }
}

/// JSON without a known list may still hold JobPosting objects.
fn read_postings(root: &Value, source: &str, sink: &mut dyn FnMut(Item)) {
    let base = Some(source).filter(|s| link::is_address(s));
    let postings = job_posting::find(root);
    if postings.is_empty() {
        let message = match is_empty_list(root) {
            true => Diag::new(Code::EmptyInput, source, "the list holds no adverts"),
            false => Diag::new(
                Code::UnknownFormat,
                source,
                "the JSON holds no list of adverts that is known; export them as NDJSON",
            ),
        };
        return sink(Item::Finding(message));
    }
    for (place, posting) in (1..).zip(postings) {
        sink(job_posting::draft(posting, base).finish(source, place));
    }
}

fn is_empty_list(root: &Value) -> bool {
    match root {
        Value::Array(all) => all.is_empty(),
        Value::Object(object) => {
            object.values().any(|v| v.as_array().is_some_and(Vec::is_empty)) && lists(root).iter().all(|l| l.is_empty())
        }
        _ => false,
    }
}

/// The best mapping for a JSON document, and its records.
fn json_mapping(root: &Value) -> Option<(&'static Mapping, Vec<&Value>)> {
    let mut best: Option<(usize, &Mapping, Vec<&Value>)> = None;
    for mapping in mapping::all().filter(|m| m.kind == Kind::Json) {
        for at in &mapping.records {
            let score = 2 * mapping.needs.len() + usize::from(at != "*");
            if best.as_ref().is_some_and(|(s, ..)| score <= *s) {
                continue;
            }
            let fits = |found: &Vec<&Value>| {
                let probed = found.iter().filter(|r| !mapping::skipped(mapping, r, root)).take(PROBED);
                probed.filter(|r| holds(mapping, r, root)).count() > 0
            };
            if let Some(found) = records_at(at, root).into_iter().find(fits) {
                best = Some((score, mapping, found));
            }
        }
    }
    best.map(|(_, mapping, found)| (mapping, found))
}

/// Whether a record has what a mapping needs, a title, and a text or an address. A board's own form may do without the
/// title: an answer that holds the text of one advert.
fn holds(mapping: &Mapping, record: &Value, root: &Value) -> bool {
    let stated = |name: &str| {
        mapping.fields.get(name).is_some_and(|all| all.iter().any(|p| !p.strings(record, root).is_empty()))
    };
    let text = || {
        mapping.text.iter().any(|part| match &part.each {
            Some(each) => !each.values(record, root).is_empty(),
            None => part.from.iter().any(|p| !p.strings(record, root).is_empty()),
        })
    };
    record.is_object()
        && mapping.needs.iter().all(|p| p.exists(record, root))
        && (stated("title") && (text() || stated("link")) || !mapping.needs.is_empty() && (stated("title") || text()))
}

/// The lists of records that a mapping may mean; the first that fits is it.
fn records_at<'v>(at: &str, root: &'v Value) -> Vec<Vec<&'v Value>> {
    match at {
        "*" => lists(root).into_iter().chain([vec![root]]).collect(),
        "." => vec![vec![root]],
        "[]" => vec![root.as_array().map(|all| all.iter().collect()).unwrap_or_default()],
        path => {
            let mut found = vec![root];
            for key in path.split('.') {
                let next = found.into_iter().filter_map(|v| v.get(key));
                found = next.flat_map(|v| v.as_array().map_or_else(|| vec![v], |all| all.iter().collect())).collect();
            }
            vec![found]
        }
    }
}

/// The lists of a document, the outermost first; of those on one level the longest.
fn lists<'v>(root: &'v Value) -> Vec<Vec<&'v Value>> {
    let mut level = vec![root];
    let mut found: Vec<Vec<&'v Value>> = Vec::new();
    for _ in 0..5 {
        let mut here: Vec<Vec<&'v Value>> =
            level.iter().filter_map(|v| v.as_array()).map(|all| all.iter().collect()).collect();
        here.sort_by_key(|l| std::cmp::Reverse(l.len()));
        found.append(&mut here);
        let inner = |v: &'v Value| -> Vec<&'v Value> {
            match v {
                Value::Object(object) => object.values().collect(),
                Value::Array(all) => all.iter().filter(|v| v.is_array()).collect(),
                _ => Vec::new(),
            }
        };
        level = level.into_iter().flat_map(inner).collect();
    }
    found
}
