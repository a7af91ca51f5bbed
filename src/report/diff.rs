use super::{Cell, Column};
use crate::model::{CompetencyId, Level, Share};

/// One competency in two templates; the fields of a comparison as it is shown.
pub struct DiffLine {
    pub competency: CompetencyId,
    pub name: String,
    pub before: Share,
    pub after: Share,
    pub change: f64,
    pub change_low: f64,
    pub change_high: f64,
    pub sure: bool,
    pub level_before: Option<Level>,
    pub level_after: Option<Level>,
}

/// The columns of a comparison of two templates.
pub const DIFF_COLUMNS: &[Column<DiffLine>] = &[
    Column { name: "competency_id", doc: "stable id in the vocabulary", cell: |r| Cell::text(r.competency.as_str()) },
    Column { name: "competency", doc: "name", cell: |r| Cell::text(&r.name) },
    Column { name: "share_before", doc: "share in the first template", cell: |r| Cell::Part(r.before.point) },
    Column { name: "share_after", doc: "share in the second", cell: |r| Cell::Part(r.after.point) },
    Column { name: "change", doc: "second minus first", cell: |r| Cell::Part(r.change) },
    Column { name: "change_low", doc: "lower end of its 95 % interval (Newcombe)", cell: |r| Cell::Part(r.change_low) },
    Column { name: "change_high", doc: "upper end of it", cell: |r| Cell::Part(r.change_high) },
    Column { name: "sure", doc: "yes where the interval leaves out 0", cell: |r| Cell::Flag(r.sure) },
    Column {
        name: "level_before",
        doc: "1 to 5; empty where not asked for",
        cell: |r| Cell::some(r.level_before, |l| Cell::Count(l.number().into())),
    },
    Column {
        name: "level_after",
        doc: "1 to 5; empty where not asked for",
        cell: |r| Cell::some(r.level_after, |l| Cell::Count(l.number().into())),
    },
];
