use super::{Cell, Column};
use crate::model::GapReport;

/// One point of the unlock curve.
pub struct UnlockRow<'a> {
    report: &'a GapReport,
    order: u32,
    competency: Option<(&'a str, &'a str)>,
    open: u32,
    opened: u32,
}

/// The curve: today first, then one row per gap closed.
pub fn unlock_rows(report: &GapReport) -> Vec<UnlockRow<'_>> {
    let mut rows = vec![UnlockRow { report, order: 0, competency: None, open: report.open_now, opened: 0 }];
    for step in &report.unlocks {
        let gap = report.gaps.iter().find(|g| g.requirement.competency == step.competency);
        let name = gap.map_or(step.competency.as_str(), |g| &g.requirement.name);
        let opened = step.open_after - rows.last().map_or(0, |r| r.open);
        let competency = Some((step.competency.as_str(), name));
        rows.push(UnlockRow { report, order: step.order, competency, open: step.open_after, opened });
    }
    rows
}

impl<'a> UnlockRow<'a> {
    /// The columns of `unlocks.csv`.
    pub const COLUMNS: &'a [Column<Self>] = &[
        Column { name: "unlock_order", doc: "gaps closed so far; 0 = today", cell: |r| Cell::Count(r.order.into()) },
        Column {
            name: "competency_id",
            doc: "the gap closed in this step",
            cell: |r| Cell::some(r.competency, |(id, _)| Cell::text(id)),
        },
        Column {
            name: "competency",
            doc: "its name",
            cell: |r| Cell::some(r.competency, |(_, name)| Cell::text(name)),
        },
        Column {
            name: "open_after",
            doc: "adverts with every essential requirement satisfied",
            cell: |r| Cell::Count(r.open.into()),
        },
        Column { name: "opened", doc: "of these, opened by this step", cell: |r| Cell::Count(r.opened.into()) },
        Column {
            name: "of_adverts",
            doc: "adverts of the role that state an essential requirement",
            cell: |r| Cell::Count(r.report.adverts_with_essentials.into()),
        },
        Column { name: "role", doc: "the role compared with", cell: |r| Cell::text(&r.report.role) },
    ];
}
