//! Lists of feeds (OPML), and the feeds that a page names.

use super::format::{self, Input};
use super::markup::{Dialect, Token, Tokens};
use super::{encoding, link};

/// Most feeds of one list.
const MAX_FEEDS: usize = 2_000;
/// Feeds that one page names for all its posts.
const MAX_LINKED: usize = 8;
const FEED_TYPES: [&str; 4] =
    ["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"];

/// A feed of a list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subscription {
    /// Address, or a file beside the list.
    pub feed: String,
    /// As the list calls it; may be empty.
    pub title: String,
}

/// The feeds of an OPML list, in its order, each once; `None` where the bytes are none. Read tag by tag, so that a list
/// that is broken in one place keeps the others.
pub fn subscriptions(bytes: &[u8], source: &str) -> Option<Vec<Subscription>> {
    let input = Input::new(bytes, source, 0);
    if format::root_of(&input.head) != Some("opml") {
        return None;
    }
    let text = encoding::decode(bytes).text;
    let mut out: Vec<Subscription> = Vec::new();
    for token in Tokens::new(&text, Dialect::Xml) {
        let Token::Open { name: "outline", attrs, .. } = token else { continue };
        let Some(feed) = attrs.get("xmlUrl").map(|feed| feed.trim().to_owned()).filter(|feed| !feed.is_empty()) else {
            continue;
        };
        let title = attrs.get("title").or_else(|| attrs.get("text")).unwrap_or_default().trim().to_owned();
        if out.len() < MAX_FEEDS && out.iter().all(|known| known.feed != feed) {
            out.push(Subscription { feed, title });
        }
    }
    Some(out)
}

/// Addresses of the feeds that an HTML page names (`<link rel="alternate">`), in its order. `base` is where the page came
/// from.
pub fn linked_feeds(bytes: &[u8], source: &str, base: Option<&str>) -> Vec<String> {
    let input = Input::new(bytes, source, 0);
    if !format::has_html(&input.head) {
        return Vec::new();
    }
    let text = encoding::decode(bytes).text;
    let mut out: Vec<String> = Vec::new();
    for token in Tokens::new(&text, Dialect::Html) {
        let (attrs, name) = match token {
            Token::Open { name, attrs, .. } => (attrs, name),
            _ => continue,
        };
        if name.eq_ignore_ascii_case("body") || out.len() >= MAX_LINKED {
            break;
        }
        let is = |key: &str, wanted: &dyn Fn(&str) -> bool| {
            attrs.get(key).is_some_and(|value| value.split_whitespace().any(|word| wanted(&word.to_ascii_lowercase())))
        };
        let typed = |word: &str| FEED_TYPES.contains(&word.trim_end_matches(';'));
        if name.eq_ignore_ascii_case("link") && is("rel", &|word| word == "alternate") && is("type", &typed) {
            let address = attrs.get("href").and_then(|href| link::canonical(&href, base));
            out.extend(address.filter(|address| !out.contains(address)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_feeds_is_read_through_its_folders_and_faults() {
        let list = br#"<?xml version="1.0"?><opml version="2.0"><head><title>Jobs & more</title></head><body>
            <outline text="Nurses"><outline type="rss" text="Ward &amp; clinic" xmlUrl="https://example.org/a.rss?x=1&amp;y=2"/>
            <outline title="Again" xmlUrl="https://example.org/a.rss?x=1&y=2"/><outline text="folder only"/>
            <outline text="File" xmlUrl=" jobs.xml "></body>"#;
        let found = subscriptions(list, "list.opml").unwrap();
        let feeds: Vec<_> = found.iter().map(|s| (s.feed.as_str(), s.title.as_str())).collect();
        assert_eq!(feeds, [("https://example.org/a.rss?x=1&y=2", "Ward & clinic"), ("jobs.xml", "File")]);
        assert_eq!(subscriptions(b"<rss><channel/></rss>", "a.rss"), None);
        assert_eq!(subscriptions(b"<opml/>", "a.opml"), Some(Vec::new()));
    }

    #[test]
    fn a_page_names_its_feeds_in_the_head() {
        let page =
            br#"<!DOCTYPE html><html><head><LINK REL="alternate home" type="application/rss+xml" href="/jobs.rss">
            <link rel="alternate" type="application/atom+xml; charset=utf-8" href="https://other.example/a">
            <link rel=alternate hreflang=de href="/de"><link rel="stylesheet" href="/x.css"></head>
            <body><link rel="alternate" type="application/rss+xml" href="/comments"></body></html>"#;
        let found = linked_feeds(page, "p.html", Some("https://example.org/careers/"));
        assert_eq!(found, ["https://example.org/jobs.rss", "https://other.example/a"]);
        assert!(linked_feeds(b"<rss/>", "a.rss", None).is_empty());
    }
}
