//! Polling feeds into a store. Each answer is kept, with all that follows from it, as soon as it comes in.

use super::document::{Document, READER_VERSION, plain_bytes, read_feed, read_page};
use super::feeds::{Named, elsewhere, named_feeds};
use crate::collect::{Answer, FetchOptions, Fetched, Request, fetch_each};
use crate::diag::{Code, Diag};
use crate::store::{Body, Recorded, Store, StoreError, Stub};
use jiff::Timestamp;
use std::ops::ControlFlow;
use std::path::Path;

/// Most bytes of a file that is kept.
const MAX_FILE: u64 = 64 << 20;

/// What to pull, and how.
pub struct Pull<'a> {
    /// Files, folders, patterns and http(s) addresses.
    pub feeds: &'a [String],
    /// Most pages followed from entries that say too little; 0 = none.
    pub follow: usize,
    /// Whether loopback, private and link-local addresses may be asked.
    pub allow_private: bool,
    /// Asked now and then: whether to end early.
    pub stop: &'a (dyn Fn() -> bool + Sync),
    pub clock: &'a dyn Fn() -> Timestamp,
}

/// What became of one feed. It is in the store when this is told.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedPull {
    pub feed: String,
    pub result: FeedResult,
    /// What was said of the feed as a whole.
    pub findings: Vec<Diag>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum FeedResult {
    Read(Recorded),
    Unchanged(Recorded),
    /// It is a page or a list that names feeds, which are read in its place.
    Elsewhere(Diag),
    Failed(Diag),
}

/// What became of the page behind an advert's link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageResult {
    Read,
    /// It says that the advert is no longer open.
    Closed,
    /// It holds no advert, or another one.
    NotTheAdvert,
    Failed(String),
}

/// Told as it happens.
#[derive(Debug, Clone, PartialEq)]
pub enum PullEvent {
    Feed(FeedPull),
    Page { title: String, link: String, result: PageResult },
}

/// What a pull did.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pulling {
    pub feeds: u32,
    pub polled: u32,
    pub unchanged: u32,
    pub failed: u32,
    pub items: u32,
    pub fresh: u32,
    /// Pages followed, and those that gave the advert.
    pub followed: u32,
    pub found: u32,
    /// Entries that say too little and were left for later.
    pub stubs_left: bool,
    /// It was ended early.
    pub stopped: bool,
    /// What could not be read.
    pub findings: Vec<Diag>,
}

/// Polls feeds into a store and tells of each as soon as it is kept.
///
/// # Errors
/// Where the store cannot be written; what was told before is in it.
pub fn pull(store: &mut Store, pull: &Pull, heard: &mut dyn FnMut(&PullEvent)) -> Result<Pulling, StoreError> {
    store.note_reader(READER_VERSION)?;
    let Named { addresses, files, findings } = Named::of(pull.feeds);
    let id = store.begin_pull((pull.clock)())?;
    let feeds = (addresses.len() + files.len()) as u32;
    let done = Pulling { feeds, findings, ..Pulling::default() };
    let mut run = Run { store, pull, id, heard, done, named: Vec::new() };
    for file in files {
        if (pull.stop)() {
            break;
        }
        run.file(&file)?;
    }
    run.addresses(&addresses)?;
    // What a page or a list names is asked once, and names nothing further.
    let mut named = std::mem::take(&mut run.named);
    named.retain(|feed| !addresses.contains(feed));
    named.sort();
    named.dedup();
    run.done.feeds += named.len() as u32;
    run.addresses(&named)?;
    if pull.follow > 0 {
        run.pages()?;
    }
    let Run { store, mut done, .. } = run;
    done.stopped = (pull.stop)();
    if !done.stopped {
        store.end_pull(id, (pull.clock)())?;
    }
    done.findings.sort();
    Ok(done)
}

struct Run<'a, 's> {
    store: &'s mut Store,
    pull: &'a Pull<'a>,
    id: i64,
    heard: &'a mut dyn FnMut(&PullEvent),
    done: Pulling,
    /// Feeds that pages and lists among the addresses name.
    named: Vec<String>,
}

impl Run<'_, '_> {
    fn file(&mut self, path: &Path) -> Result<(), StoreError> {
        let shown = path.display().to_string();
        let bytes = match std::fs::metadata(path) {
            Ok(file) if file.len() > MAX_FILE => {
                let message = format!("the file holds more than {} MiB; split it", MAX_FILE >> 20);
                Err(Diag::new(Code::TooLarge, &shown, message))
            }
            Ok(_) => std::fs::read(path).map_err(|e| unreadable(&shown, &e)),
            Err(e) => Err(unreadable(&shown, &e)),
        };
        match bytes {
            Ok(bytes) => self.body(&shown, &Body { bytes: &bytes, source: &shown, ..Body::default() }),
            Err(finding) => self.failed(&shown, finding),
        }
    }

    fn addresses(&mut self, addresses: &[String]) -> Result<(), StoreError> {
        let mut requests = Vec::new();
        for address in addresses {
            let known = self.store.feed(address)?;
            requests.push(Request { url: address.clone(), etag: known.etag, last_modified: known.last_modified });
        }
        let options = FetchOptions { allow_private: self.pull.allow_private, ..FetchOptions::default() };
        let mut kept = Ok(());
        fetch_each(&requests, &options, self.pull.stop, &mut |i, answer| {
            kept = self.answer(&requests[i].url, answer);
            if kept.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        kept
    }

    fn answer(&mut self, address: &str, answer: Result<Answer, Diag>) -> Result<(), StoreError> {
        match answer {
            Ok(Answer::Body(Fetched { bytes, url, media_type, etag, last_modified, .. })) => {
                let (etag, last_modified) = (etag.as_deref(), last_modified.as_deref());
                let media_type = media_type.as_deref();
                let body = Body { bytes: &bytes, source: address, media_type, etag, last_modified };
                let named = elsewhere(&plain_bytes(&body), address, &url);
                if named.is_empty() {
                    return self.body(address, &body);
                }
                self.done.feeds -= 1;
                self.tell(address, FeedResult::Elsewhere(named_feeds(address, &named)), Vec::new());
                self.named.extend(named);
                Ok(())
            }
            Ok(Answer::NotModified) => self.unchanged(address),
            Err(finding) => self.failed(address, finding),
        }
    }

    fn body(&mut self, feed: &str, body: &Body) -> Result<(), StoreError> {
        if self.store.feed(feed)?.gave(body.bytes) {
            return self.unchanged(feed);
        }
        let Document { listed, findings, broken } = read_feed(body);
        let recorded = self.store.record_read(self.id, feed, (self.pull.clock)(), body, &listed)?;
        self.done.polled += 1;
        self.done.items += recorded.items;
        self.done.fresh += recorded.fresh;
        self.done.findings.extend(broken);
        self.tell(feed, FeedResult::Read(recorded), findings);
        Ok(())
    }

    fn unchanged(&mut self, feed: &str) -> Result<(), StoreError> {
        let recorded = self.store.record_unchanged(self.id, feed, (self.pull.clock)())?;
        self.done.polled += 1;
        self.done.unchanged += 1;
        self.done.items += recorded.items;
        self.tell(feed, FeedResult::Unchanged(recorded), Vec::new());
        Ok(())
    }

    fn failed(&mut self, feed: &str, finding: Diag) -> Result<(), StoreError> {
        self.store.record_failed(self.id, feed, (self.pull.clock)(), &finding.message)?;
        self.done.failed += 1;
        self.done.findings.push(finding.clone());
        self.tell(feed, FeedResult::Failed(finding), Vec::new());
        Ok(())
    }

    fn tell(&mut self, feed: &str, result: FeedResult, findings: Vec<Diag>) {
        (self.heard)(&PullEvent::Feed(FeedPull { feed: feed.to_owned(), result, findings }));
    }

    /// Follows the links of entries that say too little.
    fn pages(&mut self) -> Result<(), StoreError> {
        let mut stubs = self.store.stubs(self.id, self.pull.follow + 1)?;
        self.done.stubs_left = stubs.len() > self.pull.follow;
        stubs.truncate(self.pull.follow);
        let requests: Vec<Request> = stubs.iter().map(|stub| Request::new(&stub.link)).collect();
        let options =
            FetchOptions { allow_private: self.pull.allow_private, obey_robots: true, ..FetchOptions::default() };
        let mut kept = Ok(());
        fetch_each(&requests, &options, self.pull.stop, &mut |i, answer| {
            kept = self.page(&stubs[i], answer);
            if kept.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        kept
    }

    fn page(&mut self, stub: &Stub, answer: Result<Answer, Diag>) -> Result<(), StoreError> {
        self.done.followed += 1;
        let at = (self.pull.clock)();
        let result = match answer {
            Ok(Answer::Body(fetched)) => {
                let media_type = fetched.media_type.as_deref();
                let body = Body { bytes: &fetched.bytes, source: &fetched.url, media_type, ..Body::default() };
                let page = read_page(&body, &stub.title);
                self.store.record_page(self.id, &stub.id, at, &body, page.as_ref())?;
                match page {
                    Some(page) if page.is_closed() => PageResult::Closed,
                    Some(page) if page.aside.is_none() => PageResult::Read,
                    _ => PageResult::NotTheAdvert,
                }
            }
            Ok(Answer::NotModified) => PageResult::NotTheAdvert,
            Err(finding) => {
                self.store.record_no_page(self.id, &stub.id, at, &finding.message)?;
                PageResult::Failed(finding.message)
            }
        };
        self.done.found += u32::from(result == PageResult::Read);
        (self.heard)(&PullEvent::Page { title: stub.title.clone(), link: stub.link.clone(), result });
        Ok(())
    }
}

fn unreadable(source: &str, error: &std::io::Error) -> Diag {
    Diag::new(Code::Unreadable, source, format!("the file could not be read: {error}; check the path and your rights"))
}
