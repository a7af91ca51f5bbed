use super::gaps::one_line;
use super::{Cell, Column};
use crate::model::Date;

/// An advert of the store as the table shows it.
pub struct StoredRow {
    pub id: String,
    pub title: String,
    pub employer: Option<String>,
    pub place: Option<String>,
    pub published: Option<Date>,
    pub closing: Option<Date>,
    /// Days, UTC.
    pub first_seen: Date,
    pub last_seen: Date,
    pub gone: Option<Date>,
    pub changes: u32,
    /// Code of why it does not count.
    pub aside: Option<String>,
    pub standing: Option<&'static str>,
    pub link: Option<String>,
    pub feeds: Vec<String>,
}

fn day(day: Option<Date>) -> Cell {
    Cell::some(day, |day| Cell::text(day.to_string()))
}

/// The columns of the table that `skillgap adverts --out` writes.
pub const STORED_COLUMNS: &[Column<StoredRow>] = &[
    Column { name: "advert_id", doc: "the advert", cell: |r| Cell::text(&r.id) },
    Column { name: "title", doc: "as published", cell: |r| Cell::text(one_line(&r.title)) },
    Column { name: "employer", doc: "as stated", cell: |r| Cell::some(r.employer.as_deref(), Cell::text) },
    Column { name: "place", doc: "as stated", cell: |r| Cell::some(r.place.as_deref(), Cell::text) },
    Column { name: "published", doc: "YYYY-MM-DD", cell: |r| day(r.published) },
    Column { name: "closing", doc: "last day to apply, YYYY-MM-DD", cell: |r| day(r.closing) },
    Column { name: "first_seen", doc: "day of the pull that first brought it, UTC", cell: |r| day(Some(r.first_seen)) },
    Column { name: "last_seen", doc: "day on which a feed last listed it, UTC", cell: |r| day(Some(r.last_seen)) },
    Column {
        name: "gone",
        doc: "day on which it was found taken down, or past its closing day; empty = as far as known it is open",
        cell: |r| day(r.gone),
    },
    Column { name: "changes", doc: "times that what it says has changed", cell: |r| Cell::Count(r.changes.into()) },
    Column {
        name: "set_aside",
        doc: "code of why it does not count: no-text, other-language",
        cell: |r| Cell::some(r.aside.as_deref(), Cell::text),
    },
    Column {
        name: "standing",
        doc: "of its employer: blocked or followed",
        cell: |r| Cell::some(r.standing, Cell::text),
    },
    Column { name: "link", doc: "address of the advert", cell: |r| Cell::some(r.link.as_deref(), Cell::text) },
    Column { name: "feeds", doc: "feeds that have listed it", cell: |r| Cell::list(&r.feeds) },
];
