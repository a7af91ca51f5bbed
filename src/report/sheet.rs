use super::{Cell, Column};

/// A row of a skills sheet: name, and evidence where something gives it.
pub type SheetCells = (String, String);

/// The columns of a skills sheet to fill in, in the order of `skills.csv`.
pub const SHEET_COLUMNS: &[Column<SheetCells>] = &[
    Column { name: "competency", doc: "name, or any label of it", cell: |r| Cell::text(&r.0) },
    Column {
        name: "level",
        doc: "0 none to 5 expert, CEFR for languages, yes or no for qualifications; blank = not assessed",
        cell: |_| Cell::Empty,
    },
    Column { name: "years", doc: "years of experience", cell: |_| Cell::Empty },
    Column { name: "last_used", doc: "year or date", cell: |_| Cell::Empty },
    Column { name: "evidence", doc: "what shows it", cell: |r| Cell::text(&r.1) },
    Column { name: "interest", doc: "how much you want to use it", cell: |_| Cell::Empty },
];
