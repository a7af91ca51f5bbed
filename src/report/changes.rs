use super::{Cell, Column};
use crate::rules::changes::Change;
use crate::rules::import::Rejected;

/// The columns of `skillgap vocabulary diff --out`.
pub const CHANGE_COLUMNS: &[Column<Change>] = &[
    Column { name: "what", doc: "added, removed, relabelled or changed", cell: |c| Cell::text(c.what.as_str()) },
    Column { name: "competency_id", doc: "stable id in the vocabulary", cell: |c| Cell::text(c.id.as_str()) },
    Column { name: "competency", doc: "preferred label, the newer one", cell: |c| Cell::text(c.label.clone()) },
    Column { name: "labels_before", doc: "labels that only the older one has", cell: |c| Cell::list(&c.without) },
    Column { name: "labels_after", doc: "labels that only the newer one has", cell: |c| Cell::list(&c.with) },
];

/// The columns of the labels that an import left out.
pub const REJECTED_COLUMNS: &[Column<Rejected>] = &[
    Column { name: "label", doc: "the label as its source has it", cell: |r| Cell::text(r.label.clone()) },
    Column { name: "language", doc: "code of its language", cell: |r| Cell::text(r.language.as_str()) },
    Column { name: "reason", doc: "why it was left out", cell: |r| Cell::text(r.reason.clone()) },
    Column { name: "concept", doc: "what the source calls its concept", cell: |r| Cell::text(r.concept.clone()) },
];
