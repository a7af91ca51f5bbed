use super::{List, PROBED};
use crate::diag::{Code, Diag};
use crate::ingest::format::{self, AdvertFormat, Input};
use crate::ingest::mapping::{self, Kind, Mapping};
use crate::ingest::markup::{Dialect, Token, Tokens, records};
use crate::ingest::{Item, encoding};
use serde_json::Value;

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
        let head = &input.head;
        head.starts_with('<') && !format::has_html(head) && xml_mapping(&encoding::decode(input.bytes).text).is_some()
    }

    fn read(&self, input: &Input<'_>, sink: &mut dyn FnMut(Item)) {
        let decoded = encoding::decode(input.bytes);
        if let Some(repaired) = &decoded.repaired {
            sink(Item::Finding(Diag::new(Code::EncodingRepaired, input.source, repaired.as_str())));
        }
        let Some((mapping, record)) = xml_mapping(&decoded.text) else { return };
        let mut list = List::new(mapping, &Value::Null, input);
        let mut cut = false;
        records(
            &decoded.text,
            |name| name == record,
            |element| {
                cut |= element.cut;
                list.emit(&element.into_value(), sink);
            },
        );
        if cut {
            let message = format!("the file ends in the middle of record {}; fetch it again", list.place);
            sink(Item::Finding(Diag::new(Code::RepairedFeed, input.source, message)));
        }
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
                let value = if seen <= PROBED { element.into_value() } else { return };
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
