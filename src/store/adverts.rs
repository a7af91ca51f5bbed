//! Looking up adverts.

use super::log::time;
use super::packed::unpack_value;
use super::{Standing, Store, StoreError, stamp};
use crate::model::{Advert, Date};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// Which adverts are meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Choice {
    /// Those that are gone too.
    pub gone: bool,
    /// Those of blocked employers too.
    pub blocked: bool,
    /// Only those first seen in a later pull than this one.
    pub after_pull: Option<i64>,
    /// Only those first seen at this time or later.
    pub since: Option<Timestamp>,
}

/// An advert as the store knows it, without its text.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// Its row, which stays the same until the store is made again.
    pub number: i64,
    pub id: String,
    pub title: String,
    pub employer: Option<String>,
    pub place: Option<String>,
    pub published: Option<Date>,
    pub closing: Option<Date>,
    pub link: Option<String>,
    /// Code of why it does not count: no text, another language.
    pub aside: Option<String>,
    pub first_seen: Timestamp,
    /// When a feed last listed it.
    pub last_seen: Timestamp,
    /// When it was found to be taken down or closed.
    pub gone_at: Option<Timestamp>,
    /// How often what it says has changed.
    pub changes: u32,
    pub standing: Option<Standing>,
    /// Addresses of the feeds that have listed it.
    pub feeds: Vec<String>,
}

const KEPT: &str = "SELECT number, id, title, advert.employer, place, published, closing, link, aside, first_seen,
        last_seen, gone_at, changes, employer.standing,
        (SELECT group_concat(address, char(10) ORDER BY address) FROM listing JOIN feed ON feed.id = listing.feed
            WHERE listing.advert = number)
    FROM advert LEFT JOIN employer ON employer.key = advert.employer_key";

impl Choice {
    const WHERE: &'static str = "WHERE (?1 OR gone_at IS NULL) AND (?2 OR employer.standing IS NOT 'blocked')
        AND first_pull > ?3 AND first_seen >= ?4";

    fn values(&self) -> (bool, bool, i64, String) {
        let since = self.since.map_or_else(String::new, stamp);
        (self.gone, self.blocked, self.after_pull.unwrap_or(0), since)
    }
}

impl Store {
    /// The adverts chosen, last come first.
    pub fn adverts(&self, choice: &Choice) -> Result<Vec<Kept>, StoreError> {
        let sql = format!("{KEPT} {} ORDER BY first_seen DESC, number", Choice::WHERE);
        let (gone, blocked, pull, since) = choice.values();
        self.read(|c| c.prepare(&sql)?.query_map(params![gone, blocked, pull, since], kept)?.collect())
    }

    /// One advert, by its id or an unambiguous beginning of it, with its text.
    pub fn advert(&self, id: &str) -> Result<Option<(Kept, Advert)>, StoreError> {
        let sql = format!("{KEPT} WHERE id = ?1 OR substr(id, 1, length(?1)) = ?1 ORDER BY id <> ?1, id LIMIT 2");
        self.read(|c| {
            let mut found: Vec<Kept> = c.prepare(&sql)?.query_map([id], kept)?.collect::<rusqlite::Result<_>>()?;
            if found.is_empty() || found.len() > 1 && found[0].id != id {
                return Ok(None);
            }
            let kept = found.swap_remove(0);
            let packed: Vec<u8> =
                c.query_row("SELECT packed FROM advert WHERE number = ?1", [kept.number], |r| r.get(0))?;
            Ok(Some((kept, unpack_value(&packed)?)))
        })
    }

    /// When an advert changed, and in which fields; oldest first.
    pub fn changes(&self, number: i64) -> Result<Vec<(Timestamp, String)>, StoreError> {
        let sql = "SELECT at, what FROM change WHERE advert = ?1 ORDER BY rowid";
        self.read(|c| c.prepare(sql)?.query_map([number], |r| Ok((time(r, 0)?, r.get(1)?)))?.collect())
    }

    /// The rows of the adverts chosen, in the order in which they came.
    pub fn numbers(&self, choice: &Choice) -> Result<Vec<i64>, StoreError> {
        let sql = format!(
            "SELECT number FROM advert LEFT JOIN employer ON employer.key = advert.employer_key {} ORDER BY number",
            Choice::WHERE
        );
        let (gone, blocked, pull, since) = choice.values();
        self.read(|c| c.prepare(&sql)?.query_map(params![gone, blocked, pull, since], |r| r.get(0))?.collect())
    }

    /// Adverts by their rows, each with the code of why it does not count.
    pub fn texts(&self, numbers: &[i64]) -> Result<Vec<(Advert, Option<String>)>, StoreError> {
        self.read(|c| {
            let mut one = c.prepare_cached("SELECT packed, aside FROM advert WHERE number = ?1")?;
            let mut found = Vec::with_capacity(numbers.len());
            for number in numbers {
                let row = |r: &Row| Ok((r.get::<_, Vec<u8>>(0)?, r.get(1)?));
                if let Some((packed, aside)) = one.query_row([number], row).optional()? {
                    found.push((unpack_value(&packed)?, aside));
                }
            }
            Ok(found)
        })
    }

    /// Adverts that are gone, and adverts of blocked employers that are not.
    pub fn left_out(&self) -> Result<(u32, u32), StoreError> {
        let sql = "SELECT count(*) FILTER (WHERE gone_at IS NOT NULL),
                count(*) FILTER (WHERE gone_at IS NULL AND employer.standing = 'blocked')
            FROM advert LEFT JOIN employer ON employer.key = advert.employer_key";
        self.read(|c: &Connection| c.query_row(sql, [], |r| Ok((r.get(0)?, r.get(1)?))))
    }
}

fn kept(row: &Row) -> rusqlite::Result<Kept> {
    let date = |column| -> rusqlite::Result<Option<Date>> {
        Ok(row.get::<_, Option<String>>(column)?.and_then(|text| text.parse().ok()))
    };
    let gone: Option<String> = row.get(11)?;
    let feeds: Option<String> = row.get(14)?;
    Ok(Kept {
        number: row.get(0)?,
        id: row.get(1)?,
        title: row.get(2)?,
        employer: row.get(3)?,
        place: row.get(4)?,
        published: date(5)?,
        closing: date(6)?,
        link: row.get(7)?,
        aside: row.get(8)?,
        first_seen: time(row, 9)?,
        last_seen: time(row, 10)?,
        gone_at: gone.is_some().then(|| time(row, 11)).transpose()?,
        changes: row.get(12)?,
        standing: row.get::<_, Option<String>>(13)?.and_then(|word| Standing::parse(&word)),
        feeds: feeds.unwrap_or_default().lines().map(str::to_owned).collect(),
    })
}
