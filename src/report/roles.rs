use super::{Cell, Column};

/// A role that adverts hold, or a title that reached none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RoleCount {
    /// Id in the vocabulary; `None` = the title reached no role.
    pub id: Option<String>,
    /// Name of the role, or the words of the title.
    pub role: String,
    pub adverts: u32,
    pub employers: u32,
    /// Titles as published, most frequent first, at most three.
    pub titles: Vec<String>,
}

/// The columns of `roles.csv`.
pub const ROLE_COLUMNS: &[Column<RoleCount>] = &[
    Column {
        name: "role",
        doc: "name of the role, or the words of the title where it reached none",
        cell: |r| Cell::text(&r.role),
    },
    Column {
        name: "role_id",
        doc: "id in the vocabulary; empty where the title reached no role",
        cell: |r| Cell::some(r.id.as_deref(), Cell::text),
    },
    Column { name: "adverts", doc: "adverts, copies left out", cell: |r| Cell::Count(r.adverts.into()) },
    Column { name: "employers", doc: "employers named in them", cell: |r| Cell::Count(r.employers.into()) },
    Column { name: "titles", doc: "titles as published, most frequent first", cell: |r| Cell::list(&r.titles) },
];
