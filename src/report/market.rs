use super::{Cell, Column};
use crate::model::{CompetencyId, RoleRequirement};

/// A competency in one slice of a role's adverts.
pub struct SliceRow<'a> {
    pub by: &'static str,
    pub value: &'a str,
    pub slice_adverts: u32,
    pub row: &'a RoleRequirement,
}

impl<'a> SliceRow<'a> {
    /// The columns of `slices.csv`.
    pub const COLUMNS: &'a [Column<Self>] = &[
        Column { name: "by", doc: "month, seniority, place or employer", cell: |r| Cell::text(r.by) },
        Column { name: "value", doc: "which one", cell: |r| Cell::text(r.value) },
        Column {
            name: "slice_adverts",
            doc: "adverts of the role in it",
            cell: |r| Cell::Count(r.slice_adverts.into()),
        },
        Column {
            name: "competency_id",
            doc: "stable id in the vocabulary",
            cell: |r| Cell::text(r.row.competency.as_str()),
        },
        Column { name: "competency", doc: "name", cell: |r| Cell::text(&r.row.name) },
        Column { name: "adverts", doc: "adverts that ask for it", cell: |r| Cell::Count(r.row.adverts.into()) },
        Column { name: "share", doc: "part of the slice's effective adverts", cell: |r| Cell::Part(r.row.share.point) },
        Column {
            name: "share_low",
            doc: "lower end of its Wilson 95 % interval",
            cell: |r| Cell::Part(r.row.share.low),
        },
        Column { name: "share_high", doc: "upper end of it", cell: |r| Cell::Part(r.row.share.high) },
    ];
}

/// What adverts pay with and without a competency, a year.
pub struct PayRow {
    pub competency: CompetencyId,
    pub name: String,
    pub currency: String,
    pub with: u32,
    pub without: u32,
    pub median_with: f64,
    pub median_without: f64,
    pub difference: f64,
    pub low: f64,
    pub high: f64,
}

/// The columns of `pay.csv`.
pub const PAY_COLUMNS: &[Column<PayRow>] = &[
    Column { name: "competency_id", doc: "stable id in the vocabulary", cell: |r| Cell::text(r.competency.as_str()) },
    Column { name: "competency", doc: "name", cell: |r| Cell::text(&r.name) },
    Column { name: "currency", doc: "ISO 4217", cell: |r| Cell::text(&r.currency) },
    Column { name: "adverts_with", doc: "adverts that state pay and ask for it", cell: |r| Cell::Count(r.with.into()) },
    Column {
        name: "adverts_without",
        doc: "adverts that state pay and do not",
        cell: |r| Cell::Count(r.without.into()),
    },
    Column { name: "median_with", doc: "median pay a year of the first", cell: |r| Cell::Number(r.median_with) },
    Column { name: "median_without", doc: "median of the others", cell: |r| Cell::Number(r.median_without) },
    Column {
        name: "difference",
        doc: "first minus second; no effect of the competency by itself",
        cell: |r| Cell::Number(r.difference),
    },
    Column { name: "low", doc: "lower end of its 95 % bootstrap interval", cell: |r| Cell::Number(r.low) },
    Column { name: "high", doc: "upper end of it", cell: |r| Cell::Number(r.high) },
];

/// Two competencies that adverts ask for together.
pub struct PairRow {
    pub one: CompetencyId,
    pub other: CompetencyId,
    pub both: u32,
    pub first: u32,
    pub second: u32,
    pub lift: f64,
}

/// The columns of `pairs.csv`.
pub const PAIR_COLUMNS: &[Column<PairRow>] = &[
    Column { name: "one", doc: "id of the first", cell: |r| Cell::text(r.one.as_str()) },
    Column { name: "other", doc: "id of the second", cell: |r| Cell::text(r.other.as_str()) },
    Column { name: "both", doc: "adverts that ask for both", cell: |r| Cell::Count(r.both.into()) },
    Column { name: "adverts_one", doc: "adverts that ask for the first", cell: |r| Cell::Count(r.first.into()) },
    Column { name: "adverts_other", doc: "adverts that ask for the second", cell: |r| Cell::Count(r.second.into()) },
    Column {
        name: "lift",
        doc: "how many times more often both than if they had nothing to do with each other",
        cell: |r| Cell::Number(r.lift),
    },
];
