use super::{Cell, Column};

/// The columns of a skills sheet to fill in, in the order of `skills.csv`.
pub const SHEET_COLUMNS: &[Column<[String; 6]>] = &[
    Column { name: "competency", doc: "name, or any label of it", cell: |r| Cell::text(&r[0]) },
    Column {
        name: "level",
        doc: "0 none to 5 expert, CEFR for languages, yes or no for qualifications; blank = not assessed",
        cell: |r| Cell::text(&r[1]),
    },
    Column { name: "years", doc: "years of experience", cell: |r| Cell::text(&r[2]) },
    Column { name: "last_used", doc: "year or date", cell: |r| Cell::text(&r[3]) },
    Column { name: "evidence", doc: "what shows it", cell: |r| Cell::text(&r[4]) },
    Column { name: "interest", doc: "how much you want to use it", cell: |r| Cell::text(&r[5]) },
];
