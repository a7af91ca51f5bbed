//! Job lists of boards and applicant systems in XML and JSON, by the mappings in `data/formats/jobs`.

use super::format::{AdvertFormat, Input};
use super::mapping::{self, Kind, Mapping};
use super::markup::{Dialect, Token, Tokens, records};
use super::{Item, encoding, format, job_posting, json, link};
use crate::diag::{Code, Diag};
use serde_json::Value;

/// Records that are looked at to tell a format.
const PROBED: usize = 3;

/// Lists of adverts in XML.
pub struct BoardXml;

impl AdvertFormat for BoardXml {
    fn name(&self) -> &'static str {
        "job-xml"
    }

    fn detail(&self, input: &Input<'_>) -> Option<&'static str> {
        Some(xml_mapping(&encoding::decode(input.bytes).text)?.0.name)
    }

    fn accepts(&self, input: &Input<'_>) -> bool {
        let head = input.head();
        head.starts_with('<') && !format::has_html(&head) && xml_mapping(&encoding::decode(input.bytes).text).is_some()
    }

    fn read(&self, input: &Input<'_>, sink: &mut dyn FnMut(Item)) {
        let decoded = encoding::decode(input.bytes);
        if let Some(repaired) = &decoded.repaired {
            sink(Item::Finding(Diag::new(Code::EncodingRepaired, input.source, repaired.as_str())));
        }
        let Some((mapping, record)) = xml_mapping(&decoded.text) else { return };
        let (mut place, mut cut) = (0, false);
        let base = Some(input.source).filter(|s| link::is_address(s));
        records(
            &decoded.text,
            |name| name == record,
            |element| {
                place += 1;
                cut |= element.cut;
                emit(mapping, &element.value(), &Value::Null, base, input.source, place, sink);
            },
        );
        if cut {
            let message = format!("the file ends in the middle of record {place}; fetch it again");
            sink(Item::Finding(Diag::new(Code::RepairedFeed, input.source, message)));
        }
    }
}

fn emit(
    mapping: &Mapping,
    record: &Value,
    root: &Value,
    base: Option<&str>,
    source: &str,
    place: u32,
    sink: &mut dyn FnMut(Item),
) {
    if !mapping::skipped(mapping, record, root) {
        sink(mapping::draft(mapping, record, root, base).finish(source, place));
    }
}

/// The best mapping for an XML document, and the name of its records as written there.
fn xml_mapping(text: &str) -> Option<(&'static Mapping, String)> {
    let names = first_names(text);
    let root = names.first()?;
    let mut best: Option<(usize, &Mapping, String)> = None;
    for mapping in mapping::all().filter(|m| m.kind == Kind::Xml) {
        if !mapping.root.is_empty() && !mapping.root.iter().any(|r| local(r).eq_ignore_ascii_case(local(root))) {
            continue;
        }
        let record = mapping.records.iter().find_map(|r| names[1..].iter().find(|n| local(n).eq_ignore_ascii_case(r)));
        let Some(record) = record else { continue };
        let mut held = false;
        let mut seen = 0;
        records(
            text_head(text),
            |n| n == record.as_str(),
            |element| {
                seen += 1;
                let value = if seen <= PROBED { element.value() } else { return };
                let titled = mapping
                    .fields
                    .get("title")
                    .is_some_and(|all| all.iter().any(|p| !p.strings(&value, &Value::Null).is_empty()));
                held |= titled && mapping.needs.iter().all(|p| p.exists(&value, &Value::Null));
            },
        );
        let score = 2 * mapping.needs.len() + usize::from(!mapping.root.is_empty());
        if held && best.as_ref().is_none_or(|(s, ..)| score > *s) {
            best = Some((score, mapping, record.clone()));
        }
    }
    best.map(|(_, mapping, record)| (mapping, record))
}

/// Enough of a document to tell its format.
fn text_head(text: &str) -> &str {
    let limit = (0..=text.len().min(256 << 10)).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    &text[..limit]
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Names of the first elements of a document, the root first.
fn first_names(text: &str) -> Vec<String> {
    let opens = Tokens::new(text_head(text), Dialect::Xml).filter_map(|t| match t {
        Token::Open { name, .. } => Some(name.to_string()),
        _ => None,
    });
    opens.take(200).collect()
}

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
        let head = input.head();
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
        let base = Some(input.source).filter(|s| link::is_address(s));
        let Some((mapping, found)) = json_mapping(&root) else { return read_postings(&root, input.source, base, sink) };
        for (place, record) in (1..).zip(found) {
            emit(mapping, record, &root, base, input.source, place, sink);
        }
    }
}

/// JSON without a known list may still hold JobPosting objects.
fn read_postings(root: &Value, source: &str, base: Option<&str>, sink: &mut dyn FnMut(Item)) {
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

/// Whether a record has what a mapping needs, a title, and a text or an address.
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
        && stated("title")
        && (text() || stated("link") || !mapping.needs.is_empty())
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
