//! What was received → what the store keeps of it; and the store's adverts made again that way.

use super::guard::guarded;
use crate::collect::charset;
use crate::diag::{Code, Diag, Severity};
use crate::ingest::{self, Item};
use crate::model::{Advert, AdvertId};
use crate::role::employer_key;
use crate::store::{Body, Listed, Reader, Rebuilt, Store, StoreError};
use std::borrow::Cow;
use xxhash_rust::xxh3::xxh3_64;

/// Changed whenever the same bytes would be read differently.
pub const READER_VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "-2");
/// A text of fewer words, or one that ends in dots, is the teaser of a longer one.
const TEASER: usize = 60;

/// Whether the store's adverts were made by another version of the reader, so that [`rebuild`] would make them better.
///
/// # Errors
/// Where the store cannot be read.
pub fn is_stale(store: &Store) -> Result<bool, StoreError> {
    Ok(store.reader()?.is_some_and(|version| version != READER_VERSION))
}

/// Makes the adverts of a store again from what was received.
///
/// # Errors
/// Where the store cannot be written; it then is as it was.
pub fn rebuild(store: &mut Store, progress: &dyn Fn(u32, u32)) -> Result<Rebuilt, StoreError> {
    store.rebuild(&Ingest, progress)
}

/// The reader of this version of the program.
struct Ingest;

impl Reader for Ingest {
    fn version(&self) -> &str {
        READER_VERSION
    }

    fn feed(&self, body: &Body) -> Vec<Listed> {
        read_feed(body).listed
    }

    fn page(&self, body: &Body, title: &str) -> Option<Listed> {
        read_page(body, title)
    }
}

/// What a feed's bytes give.
pub struct Document {
    pub listed: Vec<Listed>,
    /// Said of the feed as a whole.
    pub findings: Vec<Diag>,
    /// Of these and of its entries, what could not be read.
    pub broken: Vec<Diag>,
}

/// The bytes of an answer as they are read without its header, which may name their charset.
pub fn plain_bytes<'b>(body: &Body<'b>) -> Cow<'b, [u8]> {
    match body.media_type.and_then(charset).filter(|charset| !charset.eq_ignore_ascii_case("utf-8")) {
        Some(charset) => Cow::Owned(ingest::in_charset(body.bytes.to_vec(), Some(&charset))),
        None => Cow::Borrowed(body.bytes),
    }
}

/// Reads a feed, a file of adverts, or one advert.
pub fn read_feed(body: &Body) -> Document {
    let (bytes, source) = (&*plain_bytes(body), body.source);
    let mut document = Document { listed: Vec::new(), findings: Vec::new(), broken: Vec::new() };
    // The page of one advert that was saved by hand says what it says; only entries of lists are teasers.
    let is_list = ingest::format_of(bytes, source).is_some_and(|format| !SINGLE.contains(&format));
    let read = guarded(source, || {
        let mut items = Vec::new();
        ingest::read(bytes, source, &mut |item| items.push(item));
        items
    });
    for item in read.unwrap_or_else(|finding| vec![Item::Finding(finding)]) {
        match item {
            Item::Advert(advert) => document.listed.push(listed(advert, None, is_list)),
            Item::SetAside(advert, finding) => document.listed.push(listed(advert, Some(finding.code), is_list)),
            Item::Finding(finding) => {
                if finding.severity() >= Severity::Unread {
                    document.broken.push(finding.clone());
                }
                if finding.place == 0 {
                    document.findings.push(finding);
                }
            }
        }
    }
    document
}

/// Formats of which one file is one advert.
const SINGLE: &[&str] = &["html", "mhtml", "docx", "odt", "pdf", "text"];

fn listed(mut advert: Advert, aside: Option<Code>, is_list: bool) -> Listed {
    let digits = |id: &str| id.len() == 16 && id.bytes().all(|b| b.is_ascii_hexdigit());
    if !digits(&advert.id.0) {
        // A number that a publisher gave tells apart only what comes from there.
        let whole = [advert.source.as_str(), &advert.id.0].join("\u{1f}");
        advert.id = AdvertId(format!("{:016x}", xxh3_64(whole.as_bytes())));
    }
    let key = advert.employer.as_deref().map(employer_key).filter(|key| !key.is_empty());
    let stub = is_list && (aside == Some(Code::NoText) || aside.is_none() && is_teaser(&advert.text));
    Listed { employer_key: key, aside: aside.map(|code| code.as_str().to_owned()), stub, advert }
}

fn is_teaser(text: &str) -> bool {
    let end = text.trim_end().trim_end_matches([']', ')', '.', ' ']);
    let dots = text.trim_end().len() - end.len() >= 3 || end.ends_with('…');
    dots || text.split_whitespace().nth(TEASER).is_none()
}

/// The advert that a page shows: the only one, or the one of this title. A page that says no more than that the advert
/// is closed gives one without a text.
pub fn read_page(body: &Body, title: &str) -> Option<Listed> {
    let Document { listed: mut found, findings, .. } = read_feed(body);
    if found.is_empty() && findings.iter().any(|finding| finding.code == Code::Expired) {
        return Some(closed(body.source, title));
    }
    let at = match found.len() {
        1 => 0,
        _ => found.iter().position(|one| one.advert.title.eq_ignore_ascii_case(title))?,
    };
    Some(Listed { stub: false, ..found.swap_remove(at) })
}

fn closed(source: &str, title: &str) -> Listed {
    let advert = Advert::of_text("", title, "", source);
    Listed { advert, employer_key: None, aside: Some(Code::Expired.as_str().to_owned()), stub: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn teasers_are_told_from_texts() {
        let text = "We look for a nurse who can work nights on a busy ward and likes people. ".repeat(6);
        assert!(!is_teaser(&text));
        assert!(is_teaser("We look for a nurse."));
        for end in ["...", "…", " [...]", " […]"] {
            assert!(is_teaser(&format!("{}{end}", text.trim_end_matches([' ', '.']))), "{end}");
        }
    }
    #[test]
    fn numbers_that_two_publishers_gave_are_two_adverts() {
        let line = |text: &str| {
            format!("{{\"id\": \"1\", \"title\": \"Cook\", \"text\": \"{text} {}\"}}\n", "for us ".repeat(20))
        };
        let ids: Vec<String> = [("a.ndjson", "Cook"), ("b.ndjson", "Bake"), ("a.ndjson", "Fry")]
            .into_iter()
            .map(|(source, text)| {
                let line = line(text);
                read_feed(&Body { bytes: line.as_bytes(), source, ..Body::default() }).listed[0].advert.id.0.clone()
            })
            .collect();
        assert_ne!(ids[0], ids[1]);
        assert_eq!(ids[0], ids[2]);
    }
}
