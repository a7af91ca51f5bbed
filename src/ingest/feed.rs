//! RSS, Atom and JSON Feed. Read strictly first; then with the bytes repaired; then item by item.

use super::draft::{Draft, Links};
use super::format::{AdvertFormat, Input};
use super::markup::{self, Dialect, Token, Tokens};
use super::{Item, encoding, format, link, mapping, strict, text};
use crate::diag::{Code, Diag};
use serde_json::Value;

pub struct Feed;

impl AdvertFormat for Feed {
    fn name(&self) -> &'static str {
        "feed"
    }

    fn accepts(&self, input: &Input<'_>) -> bool {
        let head = &input.head;
        if head.contains("jsonfeed.org/version") {
            return head.starts_with('{');
        }
        matches!(format::root_of(head), Some("rss" | "feed" | "rdf:rdf" | "channel"))
    }

    fn read(&self, input: &Input<'_>, sink: &mut dyn FnMut(Item)) {
        let decoded = encoding::decode(input.bytes);
        if let Some(repaired) = &decoded.repaired {
            sink(Item::Finding(Diag::new(Code::EncodingRepaired, input.source, repaired.as_str())));
        }
        let text = without_prolog(&decoded.text);
        if text.trim_start().starts_with('{') {
            return read_json(text, input.source, sink);
        }
        read_xml(text, input.source, sink);
    }
}

/// The text from its first element on. The prolog names the encoding of the bytes, which are none any more.
fn without_prolog(text: &str) -> &str {
    let mut tokens = Tokens::new(text, Dialect::Xml);
    let mut start = 0;
    while let Some(token) = tokens.next() {
        match token {
            Token::Open { .. } => return text[start..].trim_start_matches(|c| c != '<'),
            Token::Text(json) if json.trim_start().starts_with('{') => return json_from(text),
            _ => start = tokens.at(),
        }
    }
    text
}

fn json_from(text: &str) -> &str {
    text.trim_start_matches(|c| c != '{')
}

fn read_xml(text: &str, source: &str, sink: &mut dyn FnMut(Item)) {
    let mut elements = Vec::new();
    markup::records(text, is_entry, |element| elements.push(element));
    let (health, read) = match strict::entries(text) == Some(elements.len()) {
        true => (Health::Sound, Vec::new()),
        false => judge(text, source, elements.len()),
    };
    report(&health, elements.len(), elements.iter().any(|e| e.cut), source, sink);
    let (base, count) = (base(text, source), elements.len());
    let mut links = Links::default();
    for (place, element) in (1..).zip(elements) {
        let mut draft = draft(&element.into_value(), base.as_deref());
        if let Some(entry) = read.get(place as usize - 1).filter(|_| read.len() == count) {
            complete(&mut draft, entry, base.as_deref());
        }
        links.tell_apart(&mut draft);
        sink(draft.finish(source, place));
    }
}

/// What is wrong with a feed, and its entries as a strict reader has them once its bytes are put right.
fn judge(text: &str, source: &str, count: usize) -> (Health, Vec<feed_rs::model::Entry>) {
    let read = strictly(text, source);
    let health = match &read {
        Ok(feed) if feed.entries.len() == count => Health::Sound,
        Ok(_) => Health::Repaired("entries stand outside of the channel".to_string()),
        Err(reason) => Health::Repaired(reason.clone()),
    };
    let read = read.or_else(|_| strictly(&repaired(text), source));
    (health, read.map_or_else(|_| Vec::new(), |feed| feed.entries))
}

/// How a feed was read.
enum Health {
    Sound,
    Repaired(String),
}

fn report(health: &Health, entries: usize, cut: bool, source: &str, sink: &mut dyn FnMut(Item)) {
    let finding = match health {
        Health::Sound if entries == 0 => {
            Diag::new(Code::EmptyInput, source, "the feed has no entries; see whether the search still finds adverts")
        }
        Health::Repaired(reason) if entries == 0 => {
            let message =
                format!("no entry could be recovered ({reason}); open the feed in a browser to see what it sends");
            Diag::new(Code::BrokenFeed, source, message)
        }
        Health::Sound => return,
        Health::Repaired(reason) => {
            let cut = if cut { "; the last one is cut off" } else { "" };
            let message = format!("the feed is broken ({reason}); {entries} entries recovered{cut}");
            Diag::new(Code::RepairedFeed, source, message)
        }
    };
    sink(Item::Finding(finding));
}

fn is_entry(name: &str) -> bool {
    matches!(name, "item" | "entry") || name.ends_with(":item") || name.ends_with(":entry")
}

fn strictly(text: &str, source: &str) -> Result<feed_rs::model::Feed, String> {
    let base = Some(source).filter(|s| link::is_address(s));
    // Identity and dates are ours: feed-rs would make up random ids and knows few forms of dates.
    let parser = feed_rs::parser::Builder::new()
        .base_uri(base)
        .sanitize_content(false)
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(|_| None)
        .build();
    parser.parse(text.as_bytes()).map_err(|e| e.to_string().lines().next().unwrap_or_default().to_string())
}

/// The feed with what strict readers stumble over put right: bare ampersands, names of HTML entities, control
/// characters, and odd versions.
fn repaired(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some(i) = rest.find(|c: char| c == '&' || c < ' ' && !matches!(c, '\n' | '\r' | '\t')) {
        out.push_str(&rest[..i]);
        rest = &rest[i..];
        if !rest.starts_with('&') {
            rest = &rest[1..];
            continue;
        }
        let end = rest.bytes().take(12).position(|b| b == b';');
        let reference = end.map(|e| &rest[..=e]);
        match reference {
            Some(r) if matches!(r, "&amp;" | "&lt;" | "&gt;" | "&quot;" | "&apos;") || r.starts_with("&#") => {
                out.push_str(r);
                rest = &rest[r.len()..];
            }
            Some(r) if markup::decode(r) != r => {
                out.push_str(&markup::decode(r));
                rest = &rest[r.len()..];
            }
            _ => {
                out.push_str("&amp;");
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    match out.strip_prefix("<rss") {
        Some(tail) => {
            let end = tail.find('>').unwrap_or(0);
            let attributes: Vec<&str> = tail[..end].split_whitespace().filter(|a| !a.starts_with("version")).collect();
            format!("<rss version=\"2.0\" {}{}", attributes.join(" "), &tail[end..])
        }
        None => out,
    }
}

/// Address against which links are resolved: where the feed came from, else the site it names.
fn base(text: &str, source: &str) -> Option<String> {
    if link::is_address(source) {
        return Some(source.to_string());
    }
    let mut tokens = Tokens::new(text, Dialect::Xml);
    while let Some(token) = tokens.next() {
        match token {
            Token::Open { name, .. } if is_entry(name) => return None,
            Token::Open { name: "link", attrs, .. } => {
                let href = attrs.get("href").map(|h| h.into_owned()).or_else(|| match tokens.next() {
                    Some(Token::Text(t) | Token::Raw(t)) => Some(t.trim().to_string()),
                    _ => None,
                });
                if let Some(href) = href.filter(|h| link::is_address(h)) {
                    return Some(href);
                }
            }
            _ => {}
        }
    }
    None
}

fn draft(record: &Value, base: Option<&str>) -> Draft {
    let mut draft = mapping::draft(mapping::feed_items(base), record, &Value::Null, base);
    let guid = || {
        let guid = record.get("guid").and_then(|g| g.get("#text").unwrap_or(g).as_str());
        guid.filter(|g| link::is_address(g)).map(str::to_string)
    };
    let alternate = record.get("link").and_then(alternate_link);
    if let Some(address) = alternate.or_else(|| draft.link.is_none().then(guid).flatten()) {
        draft.set_link(Some(&address), base);
    }
    draft
}

/// Fills in what a strict reader finds and our own did not.
fn complete(draft: &mut Draft, entry: &feed_rs::model::Entry, base: Option<&str>) {
    if draft.title.is_empty() {
        draft.title = entry.title.as_ref().map(|t| text::one_line(&t.content)).unwrap_or_default();
    }
    if draft.text.is_empty() {
        let content = entry.content.as_ref().and_then(|c| c.body.as_deref());
        let body = content.or(entry.summary.as_ref().map(|s| s.content.as_str()));
        draft.text = body.map(text::from_markup).unwrap_or_default();
    }
    if draft.link.is_none() {
        draft.set_link(entry.links.first().map(|l| l.href.as_str()), base);
    }
}

/// Of several links of an Atom entry, the one to the page itself.
fn alternate_link(link: &Value) -> Option<String> {
    let href = |v: &Value| v.get("@href").and_then(Value::as_str).map(str::to_string);
    match link {
        Value::Array(all) => {
            let alternate = all.iter().find(|l| l.get("@rel").is_none_or(|r| r == "alternate"));
            alternate
                .and_then(|l| href(l).or_else(|| l.as_str().map(str::to_string)))
                .or_else(|| all.iter().find_map(href))
        }
        one => href(one),
    }
}

fn read_json(text: &str, source: &str, sink: &mut dyn FnMut(Item)) {
    let Some((root, repaired)) = super::json::parse(text) else {
        let message = "the JSON feed cannot be read; open it in a browser to see what it sends";
        return sink(Item::Finding(Diag::new(Code::BrokenFeed, source, message)));
    };
    let items = root.get("items").and_then(Value::as_array).cloned().unwrap_or_default();
    if repaired {
        let message = format!("the feed is broken; {} entries recovered", items.len());
        sink(Item::Finding(Diag::new(Code::RepairedFeed, source, message)));
    } else if items.is_empty() {
        sink(Item::Finding(Diag::new(
            Code::EmptyInput,
            source,
            "the feed has no entries; see whether the search still finds adverts",
        )));
    }
    let base =
        Some(source).filter(|s| link::is_address(s)).or_else(|| root.get("home_page_url").and_then(Value::as_str));
    let mut links = Links::default();
    for (place, item) in (1..).zip(&items) {
        let mut draft = json_draft(item, base);
        links.tell_apart(&mut draft);
        sink(draft.finish(source, place));
    }
}

/// An item of a JSON Feed; boards put a JobPosting beside its fields.
fn json_draft(item: &Value, base: Option<&str>) -> Draft {
    let string = |key: &str| item.get(key).and_then(Value::as_str).filter(|s| !s.trim().is_empty());
    let posting = super::job_posting::find(item).first().map(|p| super::job_posting::draft(p, base));
    let mut draft = posting.unwrap_or_default();
    if let Some(title) = string("title") {
        draft.title = text::one_line(title);
    }
    if draft.text.is_empty() {
        let body = ["content_html", "content_text", "summary"].into_iter().find_map(string);
        draft.text = body.map(text::from_markup).unwrap_or_default();
    }
    if let Some(address) =
        string("url").or_else(|| string("external_url")).or_else(|| string("id").filter(|i| link::is_address(i)))
    {
        draft.set_link(Some(address), base);
    }
    draft.published = draft.published.or_else(|| string("date_published").and_then(super::date::parse));
    draft
}
