use super::{Cell, Column};
use crate::rules::changes::Change;

/// The columns of `skillgap vocabulary diff --out`.
pub const CHANGE_COLUMNS: &[Column<Change>] = &[
    Column { name: "what", doc: "added, removed, relabelled or changed", cell: |c| Cell::text(c.what.as_str()) },
    Column { name: "competency_id", doc: "stable id in the vocabulary", cell: |c| Cell::text(c.id.as_str()) },
    Column { name: "competency", doc: "preferred label, the newer one", cell: |c| Cell::text(c.label.clone()) },
    Column { name: "labels_before", doc: "labels that only the older one has", cell: |c| Cell::list(&c.without) },
    Column { name: "labels_after", doc: "labels that only the newer one has", cell: |c| Cell::list(&c.with) },
];
