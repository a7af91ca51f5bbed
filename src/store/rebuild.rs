//! Making the adverts again from what was received.

use super::derive::{self, Arrival};
use super::packed::unpack;
use super::{Body, Listed, Store, StoreError};
use rusqlite::{OptionalExtension, Transaction, params};

const READER: &str = "reader";

/// What making the adverts again gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rebuilt {
    /// Answers gone through.
    pub deliveries: u32,
    pub adverts: u32,
}

/// Reads what was received: its bytes, where they came from and what was said of them.
pub trait Reader {
    /// Version of the reader: another one may read the same bytes differently.
    fn version(&self) -> &str;
    fn feed(&self, body: &Body) -> Vec<Listed>;
    /// The page of the advert of this title; `None` where it shows none, or others.
    fn page(&self, body: &Body, title: &str) -> Option<Listed>;
}

/// What was kept of an answer.
struct Received {
    bytes: Vec<u8>,
    source: String,
    media_type: Option<String>,
}

impl Received {
    fn body(&self) -> Body<'_> {
        let media_type = self.media_type.as_deref();
        Body { bytes: &self.bytes, source: &self.source, media_type, ..Body::default() }
    }
}

struct Delivery {
    id: i64,
    pull: i64,
    feed: Option<i64>,
    advert: Option<String>,
    at: String,
    status: String,
    received: Option<i64>,
}

impl Store {
    /// Version of the reader that made the adverts; `None` in a store that is empty so far.
    pub fn reader(&self) -> Result<Option<String>, StoreError> {
        self.read(|c| c.query_row("SELECT value FROM meta WHERE key = ?1", [READER], |r| r.get(0)).optional())
    }

    /// Notes the version of the reader that makes the adverts, in a store that has none noted.
    pub fn note_reader(&mut self, version: &str) -> Result<(), StoreError> {
        self.write(|t| t.execute("INSERT OR IGNORE INTO meta VALUES (?1, ?2)", params![READER, version]).map(drop))
    }

    /// Makes all adverts again by reading everything that was received, in the order in which it came: whole, or not at
    /// all. Readings stay; those whose advert reads differently now are stale by their basis, those of adverts that are
    /// no more are deleted.
    pub fn rebuild(&mut self, reader: &dyn Reader, progress: &dyn Fn(u32, u32)) -> Result<Rebuilt, StoreError> {
        self.write(|t| {
            t.execute_batch("DELETE FROM advert; DELETE FROM page;")?;
            let deliveries = deliveries(t)?;
            let of = deliveries.len() as u32;
            for (done, delivery) in deliveries.iter().enumerate() {
                again(t, delivery, reader)?;
                progress(done as u32 + 1, of);
            }
            t.execute_batch("DELETE FROM reading WHERE advert NOT IN (SELECT id FROM advert)")?;
            t.execute("INSERT OR REPLACE INTO meta VALUES (?1, ?2)", params![READER, reader.version()])?;
            let adverts = t.query_row("SELECT count(*) FROM advert", [], |r| r.get(0))?;
            Ok(Rebuilt { deliveries: of, adverts })
        })
    }
}

fn deliveries(t: &Transaction) -> rusqlite::Result<Vec<Delivery>> {
    let sql = "SELECT id, pull, feed, advert, at, status, received FROM delivery WHERE status <> 'failed' ORDER BY id";
    t.prepare(sql)?
        .query_map([], |r| {
            Ok(Delivery {
                id: r.get(0)?,
                pull: r.get(1)?,
                feed: r.get(2)?,
                advert: r.get(3)?,
                at: r.get(4)?,
                status: r.get(5)?,
                received: r.get(6)?,
            })
        })?
        .collect()
}

/// One answer again.
fn again(t: &Transaction, delivery: &Delivery, reader: &dyn Reader) -> rusqlite::Result<()> {
    let received = || -> rusqlite::Result<Received> {
        let received = |r: &rusqlite::Row| Ok(Received { bytes: r.get(0)?, source: r.get(1)?, media_type: r.get(2)? });
        let mut received = t
            .prepare_cached("SELECT bytes, source, media_type FROM received WHERE id = ?1")?
            .query_row([delivery.received], received)?;
        // The page of a forgotten advert is kept no longer.
        if !received.bytes.is_empty() {
            received.bytes = unpack(&received.bytes)?;
        }
        Ok(received)
    };
    if let Some(feed) = delivery.feed {
        let arrival = Arrival { pull: delivery.pull, feed, at: &delivery.at, delivery: delivery.id };
        let recorded = if delivery.status == "unchanged" {
            derive::unchanged(t, &arrival)?
        } else {
            derive::read(t, &arrival, &reader.feed(&received()?.body()))?
        };
        t.prepare_cached("UPDATE delivery SET items = ?2, fresh = ?3 WHERE id = ?1")?.execute(params![
            delivery.id,
            recorded.items,
            recorded.fresh
        ])?;
    } else if let Some(id) = &delivery.advert {
        let received = received()?;
        let title: Option<String> =
            t.prepare_cached("SELECT title FROM advert WHERE id = ?1")?.query_row([id], |r| r.get(0)).optional()?;
        if let Some(title) = title
            && let Some(found) = reader.page(&received.body(), &title)
        {
            derive::page(t, id, &delivery.at, &found)?;
        }
    }
    Ok(())
}
