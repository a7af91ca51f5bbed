//! Runs that poll, and what each poll gave.

use super::{Store, StoreError, stamp};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// What is known of a feed from its polls so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FeedState {
    /// Validators of its last answer that had a body.
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    /// Hash of the bytes of that answer.
    pub(super) hash: Option<Vec<u8>>,
}

impl FeedState {
    /// Whether the feed gave just these bytes last time.
    pub fn gave(&self, bytes: &[u8]) -> bool {
        self.hash.as_deref() == Some(&super::deliver::hash(bytes)[..])
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PollStatus {
    Read,
    /// The feed holds what it held before.
    Unchanged,
    Failed,
}

impl PollStatus {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Unchanged => "unchanged",
            Self::Failed => "failed",
        }
    }

    pub(super) fn parse(word: &str) -> Self {
        match word {
            "read" => Self::Read,
            "unchanged" => Self::Unchanged,
            _ => Self::Failed,
        }
    }
}

/// One poll of one feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poll {
    pub feed: String,
    /// Which pull it was part of.
    pub pull: i64,
    pub at: Timestamp,
    pub status: PollStatus,
    /// Adverts in the feed; of an unchanged feed those of its last answer, of a failed one 0.
    pub items: u32,
    /// Of these, adverts never seen before.
    pub fresh: u32,
    /// Why it failed.
    pub message: Option<String>,
}

/// One run that polled feeds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pulled {
    pub id: i64,
    pub started: Timestamp,
    /// `None` where it was broken off, or is still running.
    pub ended: Option<Timestamp>,
}

impl Store {
    /// Begins a pull.
    pub fn begin_pull(&mut self, at: Timestamp) -> Result<i64, StoreError> {
        self.write(|t| {
            t.execute("INSERT INTO pull (started) VALUES (?1)", [stamp(at)])?;
            Ok(t.last_insert_rowid())
        })
    }

    /// Ends a pull that was not broken off.
    pub fn end_pull(&mut self, pull: i64, at: Timestamp) -> Result<(), StoreError> {
        self.write(|t| t.execute("UPDATE pull SET ended = ?2 WHERE id = ?1", params![pull, stamp(at)]).map(drop))
    }

    /// The last pull that was not broken off.
    pub fn last_pull(&self) -> Result<Option<Pulled>, StoreError> {
        let sql = "SELECT id, started, ended FROM pull WHERE ended IS NOT NULL ORDER BY id DESC LIMIT 1";
        self.read(|c| {
            c.query_row(sql, [], |r| Ok(Pulled { id: r.get(0)?, started: time(r, 1)?, ended: Some(time(r, 2)?) }))
                .optional()
        })
    }

    /// The pull after which adverts are new: the one before the last that was not broken off, 0 where there is none.
    /// What a broken-off pull brought stays new until a whole one has told of it.
    pub fn new_after(&self) -> Result<i64, StoreError> {
        let sql = "SELECT id FROM pull WHERE ended IS NOT NULL ORDER BY id DESC LIMIT 1 OFFSET 1";
        self.read(|c| Ok(c.query_row(sql, [], |r| r.get(0)).optional()?.unwrap_or(0)))
    }

    /// What is known of a feed; nothing of one never polled.
    pub fn feed(&self, address: &str) -> Result<FeedState, StoreError> {
        let sql = "SELECT etag, last_modified, hash FROM feed LEFT JOIN received ON received.id = feed.received
            WHERE address = ?1";
        let state = |r: &Row| Ok(FeedState { etag: r.get(0)?, last_modified: r.get(1)?, hash: r.get(2)? });
        self.read(|c| Ok(c.query_row(sql, [address], state).optional()?.unwrap_or_default()))
    }

    /// Every feed ever polled, by address.
    pub fn feeds(&self) -> Result<Vec<String>, StoreError> {
        self.read(|c| c.prepare("SELECT address FROM feed ORDER BY address")?.query_map([], |r| r.get(0))?.collect())
    }

    /// The polls of a feed, oldest first.
    pub fn polls(&self, feed: &str) -> Result<Vec<Poll>, StoreError> {
        let sql = "SELECT feed, pull, at, status, items, fresh, message FROM poll WHERE feed = ?1 ORDER BY id";
        self.read(|c: &Connection| c.prepare(sql)?.query_map([feed], poll)?.collect())
    }
}

fn poll(row: &Row) -> rusqlite::Result<Poll> {
    Ok(Poll {
        feed: row.get(0)?,
        pull: row.get(1)?,
        at: time(row, 2)?,
        status: PollStatus::parse(&row.get::<_, String>(3)?),
        items: row.get(4)?,
        fresh: row.get(5)?,
        message: row.get(6)?,
    })
}

/// A time in a column.
pub(super) fn time(row: &Row, column: usize) -> rusqlite::Result<Timestamp> {
    let text: String = row.get(column)?;
    text.parse().map_err(|e: jiff::Error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, e.into())
    })
}
