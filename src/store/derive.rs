//! From what came to the adverts: first seen, last seen, changed, gone. The same whether it is done as answers come in
//! or all over again from what was kept.

use super::packed::{pack_value, unpack_value};
use super::{Listed, Recorded};
use crate::diag::Code;
use crate::model::Advert;
use rusqlite::{OptionalExtension, Transaction, params};
use std::collections::BTreeSet;

/// Where and when an answer belongs.
pub struct Arrival<'a> {
    pub pull: i64,
    pub feed: i64,
    pub at: &'a str,
    /// Answers before this one have been kept already.
    pub delivery: i64,
}

/// Later than any answer kept.
pub const NOW: i64 = i64::MAX;

/// An answer with a body: what it lists is there, what it no longer lists may be gone.
pub fn read(t: &Transaction, arrival: &Arrival, listed: &[Listed]) -> rusqlite::Result<Recorded> {
    let mut recorded = Recorded::default();
    let before: i64 = t
        .prepare_cached("SELECT count(*) FROM listing WHERE feed = ?1 AND listed <> 0")?
        .query_row([arrival.feed], |r| r.get(0))?;
    t.prepare_cached("UPDATE listing SET listed = -1 WHERE feed = ?1 AND listed = 1")?.execute([arrival.feed])?;
    let mut seen = BTreeSet::new();
    for item in listed {
        let id = &item.advert.id.0;
        recorded.items += 1;
        if !is_forgotten(t, id)? && seen.insert(id) {
            recorded.fresh += u32::from(list(t, arrival, item)?);
        }
    }
    // An empty answer is a fault of the feed: what it held before is judged by the next one.
    if !seen.is_empty() {
        leave(t, arrival, before > seen.len() as i64)?;
    }
    close(t, arrival.at)?;
    Ok(recorded)
}

/// The same answer as last time: what it listed is still there.
pub fn unchanged(t: &Transaction, arrival: &Arrival) -> rusqlite::Result<Recorded> {
    let listed = "SELECT advert FROM listing WHERE feed = ?1 AND listed = 1";
    t.prepare_cached(&format!("UPDATE advert SET last_seen = max(last_seen, ?2) WHERE number IN ({listed})"))?
        .execute(params![arrival.feed, arrival.at])?;
    close(t, arrival.at)?;
    let items =
        "SELECT items FROM delivery WHERE feed = ?1 AND status <> 'failed' AND id < ?2 ORDER BY id DESC LIMIT 1";
    let items = t.prepare_cached(items)?.query_row([arrival.feed, arrival.delivery], |r| r.get(0)).optional()?;
    Ok(Recorded { items: items.unwrap_or(0), fresh: 0 })
}

/// The page behind an advert's link. One that says that the advert is closed makes it gone, whatever feeds still list.
pub fn page(t: &Transaction, id: &str, at: &str, page: &Listed) -> rusqlite::Result<()> {
    t.execute(
        "INSERT OR REPLACE INTO page (advert, aside, employer_key, packed) VALUES (?1, ?2, ?3, ?4)",
        params![id, page.aside, page.employer_key, pack_value(&page.advert)?],
    )?;
    if page.is_closed() {
        let gone = "UPDATE advert SET gone_at = ?2 WHERE id = ?1 AND gone_at IS NULL";
        t.prepare_cached(gone)?.execute(params![id, at])?;
    }
    let Some(held) = held_in(t, id, 0)?.filter(|_| page.aside.is_none()) else { return Ok(()) };
    let item = Listed { advert: unpack_value(&held.packed)?, employer_key: None, aside: None, stub: true };
    keep(t, held.number, held.feed, &item.with_page(page.clone()))
}

/// An advert as the store holds it already.
struct Held {
    number: i64,
    feed: i64,
    packed: Vec<u8>,
    is_aside: bool,
    length: i64,
    listing: Option<i64>,
}

/// The advert with its listing in one feed.
fn held_in(t: &Transaction, id: &str, feed: i64) -> rusqlite::Result<Option<Held>> {
    t.prepare_cached(
        "SELECT number, advert.feed, packed, aside IS NOT NULL, length, listing.hash FROM advert
            LEFT JOIN listing ON listing.advert = number AND listing.feed = ?2 WHERE id = ?1",
    )?
    .query_row(params![id, feed], |r| {
        Ok(Held {
            number: r.get(0)?,
            feed: r.get(1)?,
            packed: r.get(2)?,
            is_aside: r.get(3)?,
            length: r.get(4)?,
            listing: r.get(5)?,
        })
    })
    .optional()
}

/// Lists one advert; `true` where it was never seen before.
fn list(t: &Transaction, arrival: &Arrival, item: &Listed) -> rusqlite::Result<bool> {
    let id = &item.advert.id.0;
    let hash = item.hash();
    let before = held_in(t, id, arrival.feed)?;
    let number =
        match &before {
            None => insert(t, arrival, &paged(t, item)?)?,
            Some(held) => {
                let changed = held.feed == arrival.feed && held.listing.is_some_and(|h| h != hash);
                let better = held.feed != arrival.feed && {
                    let says = |aside: bool, length: i64| (!aside, length);
                    says(item.aside.is_some(), length(item)) > says(held.is_aside, held.length)
                };
                if changed || better {
                    let now = paged(t, item)?;
                    let was: Advert = unpack_value(&held.packed)?;
                    let what = now.differs(&was);
                    keep(t, held.number, arrival.feed, &now)?;
                    if changed && !what.is_empty() {
                        t.prepare_cached("INSERT INTO change (advert, at, what) VALUES (?1, ?2, ?3)")?
                            .execute(params![held.number, arrival.at, what.join(", ")])?;
                        t.prepare_cached("UPDATE advert SET changes = changes + 1 WHERE number = ?1")?
                            .execute([held.number])?;
                    }
                }
                t.prepare_cached(
                    "UPDATE advert SET last_seen = max(last_seen, ?2), gone_at = CASE WHEN EXISTS
                        (SELECT 1 FROM page WHERE page.advert = advert.id AND page.aside = ?3) THEN gone_at END
                        WHERE number = ?1",
                )?
                .execute(params![held.number, arrival.at, Code::Expired.as_str()])?;
                held.number
            }
        };
    t.prepare_cached(
        "INSERT INTO listing (feed, advert, hash, listed) VALUES (?1, ?2, ?3, 1)
            ON CONFLICT DO UPDATE SET hash = ?3, listed = 1, gone_at = NULL",
    )?
    .execute(params![arrival.feed, number, hash])?;
    Ok(before.is_none())
}

/// The advert with the page behind its link, where that was read.
fn paged(t: &Transaction, item: &Listed) -> rusqlite::Result<Listed> {
    let page = t
        .prepare_cached("SELECT aside, employer_key, packed FROM page WHERE advert = ?1")?
        .query_row([&item.advert.id.0], |r| Ok((r.get(0)?, r.get(1)?, r.get::<_, Vec<u8>>(2)?)))
        .optional()?;
    let Some((aside, employer_key, packed)) = page else { return Ok(item.clone()) };
    let page = Listed { advert: unpack_value(&packed)?, employer_key, aside, stub: false };
    Ok(item.clone().with_page(page))
}

fn length(item: &Listed) -> i64 {
    item.advert.text.len() as i64
}

fn insert(t: &Transaction, arrival: &Arrival, item: &Listed) -> rusqlite::Result<i64> {
    t.prepare_cached(
        "INSERT INTO advert (id, title, stub, length, packed, feed, first_seen, last_seen, first_pull)
            VALUES (?1, '', 0, 0, x'', ?2, ?3, ?3, ?4)",
    )?
    .execute(params![item.advert.id.0, arrival.feed, arrival.at, arrival.pull])?;
    let number = t.last_insert_rowid();
    keep(t, number, arrival.feed, item)?;
    Ok(number)
}

/// Puts what an advert says in place.
fn keep(t: &Transaction, number: i64, feed: i64, item: &Listed) -> rusqlite::Result<()> {
    let a = &item.advert;
    t.prepare_cached(
        "UPDATE advert SET title = ?2, employer = ?3, employer_key = coalesce(?4, employer_key), place = ?5,
            published = ?6, closing = ?7, link = ?8, aside = ?9, stub = ?10, length = ?11, packed = ?12, feed = ?13
            WHERE number = ?1",
    )?
    .execute(params![
        number,
        a.title,
        a.employer,
        item.employer_key,
        a.place,
        a.published.map(|d| d.to_string()),
        a.closing.map(|d| d.to_string()),
        a.link,
        item.aside,
        item.stub,
        length(item),
        pack_value(a)?,
        feed,
    ])
    .map(drop)
}

/// What a feed lists no longer. An advert is gone where older ones stayed, or the feed has become shorter; otherwise
/// newer ones have only pushed it out of the feed.
fn leave(t: &Transaction, arrival: &Arrival, shorter: bool) -> rusqlite::Result<()> {
    t.prepare_cached(
        "UPDATE listing SET gone_at = ?2 WHERE feed = ?1 AND listed = -1 AND (?3 OR
            (SELECT published FROM advert WHERE number = listing.advert) >
            (SELECT min(published) FROM listing AS stayed JOIN advert ON number = stayed.advert
                WHERE stayed.feed = ?1 AND stayed.listed = 1))",
    )?
    .execute(params![arrival.feed, arrival.at, shorter])?;
    t.prepare_cached("UPDATE listing SET listed = 0 WHERE feed = ?1 AND listed = -1")?.execute([arrival.feed])?;
    t.prepare_cached(
        "UPDATE advert SET gone_at = ?2 WHERE gone_at IS NULL
            AND number IN (SELECT advert FROM listing WHERE feed = ?1 AND gone_at = ?2)
            AND NOT EXISTS (SELECT 1 FROM listing WHERE advert = number AND gone_at IS NULL)",
    )?
    .execute(params![arrival.feed, arrival.at])
    .map(drop)
}

/// Adverts whose closing day has passed are gone.
fn close(t: &Transaction, at: &str) -> rusqlite::Result<()> {
    t.prepare_cached("UPDATE advert SET gone_at = ?1 WHERE closing < ?2 AND gone_at IS NULL")?
        .execute(params![at, &at[..10]])
        .map(drop)
}

fn is_forgotten(t: &Transaction, id: &str) -> rusqlite::Result<bool> {
    t.prepare_cached("SELECT EXISTS (SELECT 1 FROM forgotten WHERE advert = ?1)")?.query_row([id], |r| r.get(0))
}
