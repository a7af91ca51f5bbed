use super::{Cell, Column};
use crate::model::CompetencyId;
use crate::rules::Competency;

/// A competency as a row: the columns of a vocabulary file, with the sector.
pub struct EntryRow<'a>(pub &'a Competency);

impl<'a> EntryRow<'a> {
    pub const COLUMNS: &'a [Column<Self>] = &[
        Column { name: "id", doc: "stable, readable id", cell: |c| Cell::text(c.0.id.as_str()) },
        Column {
            name: "kind",
            doc: "skill, tool, knowledge, language, transversal, leadership or qualification",
            cell: |c| Cell::text(c.0.kind.as_str()),
        },
        Column { name: "label", doc: "preferred label", cell: |c| Cell::text(c.0.label.clone()) },
        Column {
            name: "labels",
            doc: "all labels with their marks: `=` only in this case, `?` only where a rule decides for it",
            cell: |c| Cell::Text(c.0.labels.iter().map(|l| l.written()).collect::<Vec<_>>().join("|")),
        },
        Column {
            name: "reuse",
            doc: "how far it carries over: transversal, cross-sector, sector or occupation",
            cell: |c| Cell::text(c.0.reuse.as_str()),
        },
        Column {
            name: "effort",
            doc: "estimate of the time from nothing to normal work",
            cell: |c| Cell::text(c.0.effort.as_str()),
        },
        Column { name: "broader", doc: "umbrellas: having one does not mean having this", cell: |c| ids(&c.0.broader) },
        Column { name: "implies", doc: "certainly held by whoever holds this", cell: |c| ids(&c.0.implies) },
        Column { name: "needs", doc: "to be learned first", cell: |c| ids(&c.0.needs) },
        Column {
            name: "similar",
            doc: "what carries over, with a weight 0.1 to 0.9",
            cell: |c| Cell::Text(c.0.similar.iter().map(|(id, w)| format!("{id}:{w}")).collect::<Vec<_>>().join("|")),
        },
        Column {
            name: "award",
            doc: "what a qualification is",
            cell: |c| Cell::some(c.0.award, |a| Cell::text(a.as_str())),
        },
        Column { name: "esco", doc: "id in ESCO", cell: |c| Cell::some(c.0.esco.clone(), Cell::Text) },
        Column { name: "onet", doc: "id in O*NET", cell: |c| Cell::some(c.0.onet.clone(), Cell::Text) },
        Column { name: "sector", doc: "part of the vocabulary it stands in", cell: |c| Cell::text(c.0.sector.clone()) },
    ];
}

fn ids(ids: &[CompetencyId]) -> Cell {
    Cell::Text(ids.iter().map(CompetencyId::as_str).collect::<Vec<_>>().join("|"))
}
