use super::{Cell, Column};
use crate::model::CompetencyId;

/// A term to decide, as a row.
pub struct CandidateRow<'a> {
    pub term: &'a str,
    pub kind: &'a str,
    pub adverts: u32,
    pub employers: u32,
    /// Id, preferred label, and how near it is, to 1.
    pub nearest: Option<&'a (CompetencyId, String, f64)>,
    pub examples: &'a [String],
}

impl<'a> CandidateRow<'a> {
    /// The columns of a sheet of decisions; those to fill in come first.
    pub const COLUMNS: &'a [Column<Self>] = &[
        Column {
            name: "decision",
            doc: "to fill in: accept, alias, refuse, or blank for later",
            cell: |_| Cell::Empty,
        },
        Column { name: "term", doc: "as adverts write it most often", cell: |r| Cell::text(r.term) },
        Column {
            name: "kind",
            doc: "where accepted: skill, tool, knowledge, language, transversal or leadership",
            cell: |r| Cell::text(r.kind),
        },
        Column {
            name: "alias_of",
            doc: "where an alias: id or label of what it is another label of",
            cell: |r| Cell::some(r.nearest, |n| Cell::text(n.0.as_str())),
        },
        Column { name: "reason", doc: "where refused: why", cell: |_| Cell::Empty },
        Column {
            name: "adverts",
            doc: "adverts that use it, copies left out",
            cell: |r| Cell::Count(r.adverts.into()),
        },
        Column {
            name: "employers",
            doc: "employers of these adverts, where named",
            cell: |r| Cell::Count(r.employers.into()),
        },
        Column {
            name: "nearest",
            doc: "nearest competency that is known",
            cell: |r| Cell::some(r.nearest, |n| Cell::text(n.1.clone())),
        },
        Column { name: "near", doc: "how near it is, 0 to 1", cell: |r| Cell::some(r.nearest, |n| Cell::Part(n.2)) },
        Column { name: "example_1", doc: "a sentence that uses it", cell: |r| example(r, 0) },
        Column { name: "example_2", doc: "another", cell: |r| example(r, 1) },
        Column { name: "example_3", doc: "another", cell: |r| example(r, 2) },
    ];
}

fn example(row: &CandidateRow, n: usize) -> Cell {
    Cell::some(row.examples.get(n).cloned(), Cell::Text)
}
