//! Keeping what came: each answer with all that follows from it in one transaction.

use super::derive::{self, Arrival, NOW};
use super::log::PollStatus;
use super::packed::pack;
use super::{Listed, Store, StoreError, stamp};
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};
use xxhash_rust::xxh3::xxh3_128;

/// An answer with a body.
#[derive(Debug, Clone, Copy, Default)]
pub struct Body<'a> {
    pub bytes: &'a [u8],
    /// Where the bytes came from, after redirects.
    pub source: &'a str,
    pub media_type: Option<&'a str>,
    pub etag: Option<&'a str>,
    pub last_modified: Option<&'a str>,
}

/// What was kept of one answer of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Recorded {
    /// Adverts in the feed.
    pub items: u32,
    /// Of these, adverts never seen before.
    pub fresh: u32,
}

/// An advert of which the feed says too little.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stub {
    pub id: String,
    pub link: String,
    pub title: String,
}

/// How often a link is tried that gives no page.
const TRIES: u32 = 3;

/// What a feed's bytes are told apart by.
pub(super) fn hash(bytes: &[u8]) -> [u8; 16] {
    xxh3_128(bytes).to_be_bytes()
}

impl Store {
    /// Keeps an answer of a feed and the adverts that it lists.
    pub fn record_read(
        &mut self,
        pull: i64,
        feed: &str,
        at: Timestamp,
        body: &Body,
        listed: &[Listed],
    ) -> Result<Recorded, StoreError> {
        let at = stamp(at);
        self.write(|t| {
            let received = receive(t, body, &at)?;
            let feed = feed_row(t, feed)?;
            t.execute(
                "UPDATE feed SET etag = ?2, last_modified = ?3, received = ?4 WHERE id = ?1",
                params![feed, body.etag, body.last_modified, received],
            )?;
            let recorded = derive::read(t, &Arrival { pull, feed, at: &at, delivery: NOW }, listed)?;
            let kept = Delivered { status: PollStatus::Read, received: Some(received), recorded, message: None };
            deliver(t, pull, Whose::Feed(feed), &at, &kept)?;
            Ok(recorded)
        })
    }

    /// Keeps that a feed holds what it held before.
    pub fn record_unchanged(&mut self, pull: i64, feed: &str, at: Timestamp) -> Result<Recorded, StoreError> {
        let at = stamp(at);
        self.write(|t| {
            let feed = feed_row(t, feed)?;
            let received: Option<i64> = t.query_row("SELECT received FROM feed WHERE id = ?1", [feed], |r| r.get(0))?;
            t.execute("UPDATE received SET last_seen = ?2 WHERE id = ?1", params![received, at])?;
            let recorded = derive::unchanged(t, &Arrival { pull, feed, at: &at, delivery: NOW })?;
            let kept = Delivered { status: PollStatus::Unchanged, received, recorded, message: None };
            deliver(t, pull, Whose::Feed(feed), &at, &kept)?;
            Ok(recorded)
        })
    }

    /// Keeps that a feed gave no answer, and why.
    pub fn record_failed(&mut self, pull: i64, feed: &str, at: Timestamp, message: &str) -> Result<(), StoreError> {
        self.write(|t| {
            let feed = feed_row(t, feed)?;
            deliver(t, pull, Whose::Feed(feed), &stamp(at), &Delivered::failed(message))
        })
    }

    /// Keeps the page behind an advert's link, and what was read in it where that was the advert.
    pub fn record_page(
        &mut self,
        pull: i64,
        advert: &str,
        at: Timestamp,
        body: &Body,
        page: Option<&Listed>,
    ) -> Result<(), StoreError> {
        let at = stamp(at);
        self.write(|t| {
            let received = receive(t, body, &at)?;
            if let Some(page) = page {
                derive::page(t, advert, &at, page)?;
            }
            let recorded = Recorded { items: page.is_some().into(), fresh: 0 };
            let kept = Delivered { status: PollStatus::Read, received: Some(received), recorded, message: None };
            deliver(t, pull, Whose::Advert(advert), &at, &kept)
        })
    }

    /// Keeps that an advert's link gave no page, and why.
    pub fn record_no_page(&mut self, pull: i64, id: &str, at: Timestamp, message: &str) -> Result<(), StoreError> {
        self.write(|t| deliver(t, pull, Whose::Advert(id), &stamp(at), &Delivered::failed(message)))
    }

    /// Adverts whose feed says too little of them and whose link was not tried often already or in this pull; newest
    /// first, at most `most`.
    pub fn stubs(&self, pull: i64, most: usize) -> Result<Vec<Stub>, StoreError> {
        let sql = "SELECT id, link, title FROM advert
            LEFT JOIN employer ON employer.key = advert.employer_key AND employer.standing = 'blocked'
            WHERE stub AND link IS NOT NULL AND gone_at IS NULL AND employer.key IS NULL
                AND id NOT IN (SELECT advert FROM page)
                AND NOT EXISTS (SELECT 1 FROM delivery WHERE advert = advert.id AND (pull = ?1 OR status = 'read'))
                AND (SELECT count(*) FROM delivery WHERE advert = advert.id) < ?2
            ORDER BY first_seen DESC, number LIMIT ?3";
        let sql = sql.replace("WHERE advert = advert.id", "WHERE delivery.advert = advert.id");
        let stub = |r: &rusqlite::Row| Ok(Stub { id: r.get(0)?, link: r.get(1)?, title: r.get(2)? });
        self.read(|c| c.prepare(&sql)?.query_map(params![pull, TRIES, most as i64], stub)?.collect())
    }
}

enum Whose<'a> {
    Feed(i64),
    Advert(&'a str),
}

struct Delivered<'a> {
    status: PollStatus,
    received: Option<i64>,
    recorded: Recorded,
    message: Option<&'a str>,
}

impl<'a> Delivered<'a> {
    fn failed(message: &'a str) -> Self {
        Self { status: PollStatus::Failed, received: None, recorded: Recorded::default(), message: Some(message) }
    }
}

fn deliver(t: &Transaction, pull: i64, whose: Whose, at: &str, kept: &Delivered) -> rusqlite::Result<()> {
    let (feed, advert) = match whose {
        Whose::Feed(feed) => (Some(feed), None),
        Whose::Advert(id) => (None, Some(id)),
    };
    let (items, fresh) = (kept.recorded.items, kept.recorded.fresh);
    t.prepare_cached(
        "INSERT INTO delivery (pull, feed, advert, at, status, received, items, fresh, message)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![pull, feed, advert, at, kept.status.as_str(), kept.received, items, fresh, kept.message])
    .map(drop)
}

fn feed_row(t: &Transaction, address: &str) -> rusqlite::Result<i64> {
    t.execute("INSERT INTO feed (address) VALUES (?1) ON CONFLICT DO NOTHING", [address])?;
    t.query_row("SELECT id FROM feed WHERE address = ?1", [address], |r| r.get(0))
}

/// Keeps the bytes, once.
fn receive(t: &Transaction, body: &Body, at: &str) -> rusqlite::Result<i64> {
    let hash = hash(body.bytes);
    let known = "UPDATE received SET last_seen = ?3 WHERE hash = ?1 AND source = ?2 RETURNING id";
    if let Some(id) = t.query_row(known, params![hash, body.source, at], |r| r.get(0)).optional()? {
        return Ok(id);
    }
    t.execute(
        "INSERT INTO received (hash, source, media_type, size, bytes, first_seen, last_seen)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)",
        params![hash, body.source, body.media_type, body.bytes.len() as i64, pack(body.bytes)?, at],
    )?;
    Ok(t.last_insert_rowid())
}
