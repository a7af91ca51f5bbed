//! Addresses → inputs.

use super::guard::guarded;
use super::stream::{Input, Progress};
use crate::collect::{Answer, FetchOptions, Request, fetch_all};
use crate::diag::{Code, Diag};
use crate::ingest::{self, Item, Opened};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Whether an input is to be fetched rather than opened.
pub fn is_address(named: &str) -> bool {
    named.starts_with("http://") || named.starts_with("https://")
}

/// What feeds give to read. A feed is a file, a folder, a pattern, or an http(s) address; what cannot be reached is a
/// finding. A list of feeds (OPML) stands for the feeds in it, a page for the feeds that it names. An address that the
/// user names may be on this machine; where it redirects to, and what a page or a fetched list names, may not.
pub fn feeds(named: &[String], progress: &(dyn Fn(Progress) + Sync)) -> (Vec<Input>, Vec<Diag>) {
    let Named { addresses: listed, files, mut findings } = Named::of(named);
    let mut found: Vec<Input> = files.into_iter().map(Input::File).collect();
    let (fetched, named_there) = fetch(&listed, &listed, progress, &mut findings);
    found.extend(fetched);
    let (fetched, _) = fetch(&named_there, &listed, progress, &mut findings);
    found.extend(fetched);
    found.sort();
    found.dedup();
    (found, findings)
}

/// What names of feeds stand for: those of a list (OPML) in its place.
pub struct Named {
    /// In the order named, each once.
    pub addresses: Vec<String>,
    pub files: Vec<PathBuf>,
    pub findings: Vec<Diag>,
}

impl Named {
    pub fn of(named: &[String]) -> Self {
        let paths = |names: Vec<String>| names.into_iter().map(PathBuf::from).collect::<Vec<_>>();
        let (mut addresses, files): (Vec<String>, Vec<String>) = named.iter().cloned().partition(|f| is_address(f));
        let (files, mut findings) = ingest::inputs(&paths(files));
        let (lists, mut files): (Vec<PathBuf>, Vec<PathBuf>) = files.into_iter().partition(|path| is_list(path));
        for list in lists {
            let (feeds, more) = of_list(&list);
            let (listed, beside): (Vec<String>, Vec<String>) = feeds.into_iter().partition(|f| is_address(f));
            let (beside, missing) = ingest::inputs(&paths(beside));
            addresses.extend(listed);
            files.extend(beside);
            findings.extend(more.into_iter().chain(missing));
        }
        let mut seen = BTreeSet::new();
        addresses.retain(|address| seen.insert(address.clone()));
        files.sort();
        files.dedup();
        Self { addresses, files, findings }
    }
}

/// Fetches addresses. Gives their bodies, and the addresses that lists and pages among them name in their place, where
/// they are none of those asked before.
fn fetch(
    addresses: &[String],
    trusted: &[String],
    progress: &(dyn Fn(Progress) + Sync),
    findings: &mut Vec<Diag>,
) -> (Vec<Input>, Vec<String>) {
    let (mut found, mut named) = (Vec::new(), Vec::new());
    let addresses: BTreeSet<&String> = addresses.iter().collect();
    if addresses.is_empty() {
        return (found, named);
    }
    let requests: Vec<Request> = addresses.iter().map(|address| Request::new(address.as_str())).collect();
    let options = FetchOptions { trusted: trusted.iter().map(|a| host(a)).collect(), ..FetchOptions::default() };
    let done = AtomicUsize::new(0);
    let answers = fetch_all(&requests, &options, &|_, _| {
        let fetched = done.fetch_add(1, Ordering::Relaxed) + 1;
        progress(Progress::Fetching { addresses: fetched, of: requests.len() });
    });
    for (request, answer) in requests.iter().zip(answers) {
        match answer {
            Ok(Answer::Body(fetched)) => {
                let bytes = ingest::in_charset(fetched.bytes, fetched.charset.as_deref());
                let mut there = elsewhere(&bytes, &request.url, &fetched.url);
                there.retain(|feed| !trusted.contains(feed));
                match there.is_empty() {
                    true => found.push(Input::Fetched { address: request.url.clone(), bytes }),
                    false => findings.push(named_feeds(&request.url, &there)),
                }
                named.extend(there);
            }
            // Nothing was remembered to compare with, so there is nothing to read.
            Ok(Answer::NotModified) => {}
            Err(finding) => findings.push(finding),
        }
    }
    (found, named)
}

/// The feeds that a body names in place of being one: a list's, or an HTML page's that holds no advert itself.
pub fn elsewhere(bytes: &[u8], source: &str, base: &str) -> Vec<String> {
    if let Some(list) = ingest::subscriptions(bytes, source) {
        return list.into_iter().map(|s| s.feed).filter(|feed| is_address(feed)).collect();
    }
    let linked = ingest::linked_feeds(bytes, source, Some(base));
    let mut adverts = false;
    if !linked.is_empty() {
        // What makes the reader fail is told where the page is read.
        let _ = guarded(source, || ingest::read(bytes, source, &mut |item| adverts |= matches!(item, Item::Advert(_))));
    }
    if adverts { Vec::new() } else { linked }
}

pub fn named_feeds(address: &str, feeds: &[String]) -> Diag {
    let first: Vec<String> = feeds.iter().take(3).map(|feed| format!("`{feed}`")).collect();
    let more = if feeds.len() > 3 { format!(" and {} more", feeds.len() - 3) } else { String::new() };
    let message = format!("no feed itself, but it names {}{more}; read in its place", first.join(", "));
    Diag::new(Code::FeedFound, address, message)
}

/// Whether a file is a list of feeds.
fn is_list(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("opml"))
}

/// The feeds of a list. Files are named beside it.
fn of_list(path: &Path) -> (Vec<String>, Option<Diag>) {
    let shown = path.display().to_string();
    let unread = |message: String| (Vec::new(), Some(Diag::new(Code::Unreadable, shown.clone(), message)));
    let bytes = match ingest::open(path) {
        Ok(Opened::Whole(bytes)) => bytes,
        Ok(Opened::Lines(_)) => return unread("it holds adverts, not a list of feeds; give it another ending".into()),
        Err(finding) => return (Vec::new(), Some(finding)),
    };
    let Some(list) = ingest::subscriptions(&bytes, &shown) else {
        return unread("it is no list of feeds (OPML); export it again from the feed reader".into());
    };
    let beside = |feed: &String| path.with_file_name(feed).display().to_string();
    let feeds: Vec<String> =
        list.into_iter().map(|s| if is_address(&s.feed) { s.feed } else { beside(&s.feed) }).collect();
    let empty = feeds.is_empty().then(|| {
        Diag::new(Code::EmptyInput, shown.clone(), "the list names no feeds; export it again from the feed reader")
    });
    (feeds, empty)
}

/// `host` or `host:port` of an address.
fn host(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    authority.rsplit_once('@').map_or(authority, |(_, host)| host).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_of_an_address_is_what_is_trusted() {
        for (address, want) in [
            ("http://localhost:8080/jobs.rss", "localhost:8080"),
            ("https://Example.org", "example.org"),
            ("https://user@example.org/a@b?c=1", "example.org"),
        ] {
            assert_eq!(host(address), want);
        }
    }
}
