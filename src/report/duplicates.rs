use super::gaps::one_line;
use super::{Cell, Column};
use crate::model::Date;

/// An advert of a group of copies.
#[derive(Debug, Clone, PartialEq)]
pub struct DuplicateRow<'a> {
    /// Number of the group, 1 first.
    pub group: u64,
    pub id: &'a str,
    /// The advert that stands for the group.
    pub head: &'a str,
    /// Why it is a copy, and of which advert; `None` for the head.
    pub reason: Option<(&'a str, &'a str)>,
    pub title: &'a str,
    pub employer: Option<&'a str>,
    pub place: Option<&'a str>,
    pub published: Option<Date>,
    pub link: Option<&'a str>,
    pub source: &'a str,
}

impl<'a> DuplicateRow<'a> {
    /// The columns of `duplicates.csv`.
    pub const COLUMNS: &'a [Column<Self>] = &[
        Column { name: "group", doc: "number of the group, largest first", cell: |r| Cell::Count(r.group) },
        Column { name: "advert_id", doc: "the advert", cell: |r| Cell::text(r.id) },
        Column {
            name: "duplicate_of",
            doc: "the advert that stands for the group; empty for that advert itself",
            cell: |r| Cell::some(r.reason, |_| Cell::text(r.head)),
        },
        Column {
            name: "duplicate_reason",
            doc: "why it is a copy",
            cell: |r| Cell::some(r.reason, |(reason, _)| Cell::text(reason)),
        },
        Column {
            name: "linked_to",
            doc: "the advert of the group that the reason speaks of",
            cell: |r| Cell::some(r.reason, |(_, of)| Cell::text(of)),
        },
        Column { name: "title", doc: "as published", cell: |r| Cell::text(one_line(r.title)) },
        Column { name: "employer", doc: "as stated", cell: |r| Cell::some(r.employer, Cell::text) },
        Column { name: "place", doc: "as stated", cell: |r| Cell::some(r.place, Cell::text) },
        Column {
            name: "published",
            doc: "YYYY-MM-DD",
            cell: |r| Cell::some(r.published, |d| Cell::text(d.to_string())),
        },
        Column { name: "link", doc: "address of the advert", cell: |r| Cell::some(r.link, Cell::text) },
        Column { name: "source", doc: "where it was read", cell: |r| Cell::text(r.source) },
    ];
}
