use super::{Cell, Column};
use crate::model::Date;

/// An employer as the table shows it.
pub struct EmployerRow {
    pub name: String,
    pub adverts: u32,
    pub role_adverts: u32,
    pub places: Vec<String>,
    pub first: Option<Date>,
    pub last: Option<Date>,
    /// Names of what it asks beyond the others.
    pub beyond: Vec<String>,
    /// Names of topics with the adverts that speak of them.
    pub says: Vec<(&'static str, u32)>,
    /// The user's values that its adverts speak of, most important first, and their weighed part of all, 0 to 1; `None`
    /// without values.
    pub values: Option<(Vec<&'static str>, f64)>,
}

fn day(day: Option<Date>) -> Cell {
    Cell::some(day, |day| Cell::text(day.to_string()))
}

/// The columns of `employers.csv`.
pub const EMPLOYER_COLUMNS: &[Column<EmployerRow>] = &[
    Column { name: "employer", doc: "as its adverts name it", cell: |r| Cell::text(&r.name) },
    Column { name: "adverts", doc: "adverts of the role, copies left out", cell: |r| Cell::Count(r.adverts.into()) },
    Column { name: "role_adverts", doc: "adverts of the role in all", cell: |r| Cell::Count(r.role_adverts.into()) },
    Column { name: "places", doc: "where, as stated", cell: |r| Cell::list(&r.places) },
    Column { name: "first_published", doc: "YYYY-MM-DD", cell: |r| day(r.first) },
    Column { name: "last_published", doc: "YYYY-MM-DD", cell: |r| day(r.last) },
    Column {
        name: "asks_beyond",
        doc: "what at least half of its adverts ask for and the others less than half as often",
        cell: |r| Cell::list(&r.beyond),
    },
    Column {
        name: "says",
        doc: "topics of working there that its adverts speak of, with adverts",
        cell: |r| Cell::list(r.says.iter().filter(|(_, n)| *n > 0).map(|(topic, n)| format!("{topic} ({n})"))),
    },
    Column {
        name: "values",
        doc: "what its adverts speak of among what matters to you, most important first; empty without values",
        cell: |r| Cell::some(r.values.as_ref(), |(names, _)| Cell::list(names)),
    },
    Column {
        name: "values_part",
        doc: "their part of all your values, 0 to 1; of n values the first weighs n, the last 1",
        cell: |r| Cell::some(r.values.as_ref(), |(_, part)| Cell::Part(*part)),
    },
];
