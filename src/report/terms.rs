use super::{Cell, Column};
use crate::model::CompetencyId;

/// Something asked for in words of no vocabulary, with the adverts that do.
pub type TermRow = (CompetencyId, u32);

/// The columns of `unknown-terms.csv`.
pub const TERM_COLUMNS: &[Column<TermRow>] = &[
    Column {
        name: "term",
        doc: "its words, without the small ones",
        cell: |r| Cell::text(r.0.as_str().trim_start_matches('~').replace('-', " ")),
    },
    Column {
        name: "adverts",
        doc: "adverts of the role that ask for it, copies left out",
        cell: |r| Cell::Count(r.1.into()),
    },
];
