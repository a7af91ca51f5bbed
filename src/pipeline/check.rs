//! What each feed gives, and what to do where it gives too little.

use super::feeds::feeds;
use super::guard::guarded;
use super::stream::{Input, Progress};
use crate::diag::{Code, Diag, Severity};
use crate::ingest::{Health, linked_feeds};
use crate::report::FeedRow;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

/// Polls looked back at for how many entries a feed usually has.
const POLLS: usize = 10;

/// One feed, looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedCheck {
    /// File or address.
    pub feed: String,
    /// Whether there was anything to read.
    pub reached: bool,
    pub health: Health,
    /// Entries that its last polls gave, the median; `None` where it was never polled.
    pub usual: Option<u32>,
    /// What to do, most pressing first; empty where all is well.
    pub advice: Vec<String>,
}

impl FeedCheck {
    /// Nothing could be read of it.
    pub fn is_bad(&self) -> bool {
        !self.reached || self.health.entries == 0
    }

    /// `ok`, `look` where there is advice, `bad` where nothing could be read.
    pub fn state(&self) -> &'static str {
        match (self.is_bad(), self.advice.is_empty()) {
            (true, _) => "bad",
            (false, false) => "look",
            (false, true) => "ok",
        }
    }

    /// The check as a row of a table.
    pub fn row(&self) -> FeedRow {
        let health = &self.health;
        let found = |code: Code| health.findings.iter().any(|finding| finding.code == code);
        FeedRow {
            feed: self.feed.clone(),
            state: self.state(),
            reached: self.reached,
            format: health.format.map(str::to_owned),
            items: health.entries,
            recovered: if found(Code::RepairedFeed) { health.entries } else { 0 },
            lost: health.lost,
            stubs: health.stubs,
            other_language: health.other_language,
            newest: health.newest,
            encoding_repaired: found(Code::EncodingRepaired),
            usual: self.usual,
            advice: self.advice.join("; "),
        }
    }
}

/// Looks at feeds: files, folders, patterns, addresses, and those of lists (OPML) among them; by name. `polls` gives how
/// many entries the earlier polls of a feed had, oldest first.
pub fn check_feeds(
    named: &[String],
    polls: &dyn Fn(&str) -> Vec<u32>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Vec<FeedCheck> {
    let (inputs, findings) = feeds(named, progress);
    let mut unreached: BTreeMap<String, Vec<Diag>> = BTreeMap::new();
    for finding in findings {
        unreached.entry(finding.source.clone()).or_default().push(finding);
    }
    let health: Vec<(String, Health, Vec<String>)> = inputs.par_iter().filter_map(look).collect();
    let mut checks: Vec<FeedCheck> =
        health.into_iter().map(|(feed, health, linked)| check(feed, health, &linked, polls)).collect();
    for (feed, findings) in unreached {
        // A page or list was followed to the feeds that it names, which have rows of their own.
        if findings.iter().all(|finding| finding.severity() < Severity::Unread) {
            continue;
        }
        let advice = findings.iter().map(|finding| finding.message.clone()).collect();
        let usual = usual(&polls(&feed));
        checks.push(FeedCheck {
            feed,
            reached: false,
            health: Health { findings, ..Health::default() },
            usual,
            advice,
        });
    }
    checks.sort_by(|a, b| a.feed.cmp(&b.feed));
    checks
}

/// The health of one input, and the feeds that it names where it is a page.
fn look(input: &Input) -> Option<(String, Health, Vec<String>)> {
    let (feed, health, linked) = match input {
        Input::Fetched { address, bytes } => {
            let linked = || linked_feeds(bytes, address, Some(address));
            (address.clone(), guarded(address, || Health::of(bytes, address)), linked())
        }
        Input::File(path) => {
            let shown = path.display().to_string();
            let health = guarded(&shown, || Health::of_file(path));
            let is_page = health.as_ref().is_ok_and(|h| h.entries == 0 && h.format.is_some());
            let linked = if is_page { linked_in(path) } else { Vec::new() };
            (shown, health, linked)
        }
        Input::Stored { .. } => return None,
    };
    let failed = |finding: Diag| Health { findings: vec![finding], ..Health::default() };
    Some((feed, health.unwrap_or_else(failed), linked))
}

fn linked_in(path: &Path) -> Vec<String> {
    std::fs::read(path).map(|bytes| linked_feeds(&bytes, &path.display().to_string(), None)).unwrap_or_default()
}

fn check(feed: String, health: Health, linked: &[String], polls: &dyn Fn(&str) -> Vec<u32>) -> FeedCheck {
    let usual = usual(&polls(&feed));
    let mut advice = Vec::new();
    let entries = health.entries;
    if let Some(usual) = usual.filter(|usual| entries * 3 < *usual) {
        advice.push(format!("usually {usual}, now {entries}: see whether the search still finds adverts"));
    }
    if let Some(first) = linked.first().filter(|_| entries == 0) {
        advice.push(format!("it is a page; the feed that it names is `{first}`"));
    }
    let told = health.findings.iter().filter(|f| f.code != Code::EncodingRepaired || f.severity() >= Severity::Unread);
    advice.extend(told.map(|finding| finding.message.clone()));
    if entries == 0 && advice.is_empty() {
        advice.push("no entry could be read; open it in a browser to see what it sends".into());
    }
    if health.lost > 0 {
        advice.push(format!("of {} records nothing could be made; tell who publishes the feed", health.lost));
    }
    if health.stubs > 0 {
        advice.push(format!("{} of {entries} entries have no text; `skillgap pull` follows their links", health.stubs));
    }
    let unreadable = health.findings.iter().any(|f| matches!(f.code, Code::Unreadable | Code::TooLarge));
    FeedCheck { feed, reached: !unreadable, health, usual, advice }
}

/// The median of the last polls.
fn usual(polls: &[u32]) -> Option<u32> {
    let mut last: Vec<u32> = polls.iter().rev().take(POLLS).copied().collect();
    last.sort_unstable();
    last.get(last.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FEED: &str = "<rss version=\"2.0\"><channel><item><title>Planner</title><description>Plan the routes of thirty \
        lorries and speak with their drivers.</description></item></channel></rss>";

    fn checked(files: &[(&str, &str)], named: &[&str], polls: &dyn Fn(&str) -> Vec<u32>) -> Vec<FeedCheck> {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let named: Vec<String> = named.iter().map(|n| folder.path().join(n).display().to_string()).collect();
        let mut checks = check_feeds(&named, polls, &|_| {});
        let prefix = format!("{}/", folder.path().display());
        checks.iter_mut().for_each(|check| check.feed = check.feed.replace(&prefix, ""));
        checks
    }

    #[test]
    fn a_list_stands_for_its_feeds_and_what_is_missing_is_bad() {
        let list = "<opml><body><outline xmlUrl=\"a.rss\"/><outline xmlUrl=\"gone.rss\"/></body></opml>";
        let checks = checked(&[("list.opml", list), ("a.rss", FEED)], &["list.opml"], &|_| Vec::new());
        let states: Vec<_> = checks.iter().map(|c| (c.feed.as_str(), c.state(), c.health.entries)).collect();
        assert_eq!(states, [("a.rss", "ok", 1), ("gone.rss", "bad", 0)]);
    }

    #[test]
    fn a_feed_that_gives_far_less_than_usual_is_worth_a_look() {
        let polls = |_: &str| vec![25, 24, 0, 26, 25];
        let checks = checked(&[("a.rss", FEED)], &["a.rss"], &polls);
        assert_eq!((checks[0].state(), checks[0].usual), ("look", Some(25)));
        assert!(checks[0].advice[0].starts_with("usually 25, now 1"), "{:?}", checks[0].advice);
    }

    #[test]
    fn a_saved_page_says_which_feed_it_names() {
        let page = "<html><head><title>Jobs</title><link rel=\"alternate\" type=\"application/rss+xml\" \
            href=\"https://example.org/jobs.rss\"></head><body><p>Jobs</p></body></html>";
        let checks = checked(&[("p.html", page)], &["p.html"], &|_| Vec::new());
        assert!(checks[0].is_bad() && checks[0].advice[0].contains("`https://example.org/jobs.rss`"), "{checks:?}");
    }
}
