use super::gaps::one_line;
use super::{Cell, Column};
use crate::model::{Ask, Asked, CompetencyId, Reading};

/// One competency in one requirement of one advert.
pub struct MentionRow<'a> {
    reading: &'a Reading,
    /// Number of the requirement in its advert, 1 first.
    requirement: usize,
    ask: &'a Ask,
    asked: &'a Asked,
    name: String,
}

/// The rows of `mentions.csv`: every advert, requirement and member, in order. `name` gives a competency's name.
pub fn mention_rows<'a>(readings: &'a [Reading], name: &dyn Fn(&CompetencyId) -> String) -> Vec<MentionRow<'a>> {
    let mut rows = Vec::new();
    for reading in readings {
        for (number, ask) in reading.asks.iter().enumerate() {
            rows.extend(ask.any_of.iter().map(|asked| MentionRow {
                reading,
                requirement: number + 1,
                ask,
                asked,
                name: name(&asked.competency),
            }));
        }
    }
    rows
}

impl<'a> MentionRow<'a> {
    /// The columns of `mentions.csv`.
    pub const COLUMNS: &'a [Column<Self>] = &[
        Column { name: "advert_id", doc: "the advert; copies are left out", cell: |r| Cell::text(&r.reading.id.0) },
        Column { name: "title", doc: "its title as published", cell: |r| Cell::text(one_line(&r.reading.title)) },
        Column { name: "employer", doc: "as stated", cell: |r| Cell::some(r.reading.employer.as_deref(), Cell::text) },
        Column { name: "place", doc: "as stated", cell: |r| Cell::some(r.reading.place.as_deref(), Cell::text) },
        Column {
            name: "published",
            doc: "YYYY-MM-DD",
            cell: |r| Cell::some(r.reading.published, |d| Cell::text(d.to_string())),
        },
        Column {
            name: "requirement",
            doc: "number of the requirement in its advert; rows that share it are alternatives",
            cell: |r| Cell::Count(r.requirement as u64),
        },
        Column {
            name: "competency_id",
            doc: "stable id in the vocabulary",
            cell: |r| Cell::text(r.asked.competency.as_str()),
        },
        Column { name: "competency", doc: "name", cell: |r| Cell::text(&r.name) },
        Column { name: "kind", doc: "as in gap.csv", cell: |r| Cell::text(r.asked.kind.as_str()) },
        Column {
            name: "necessity",
            doc: "essential, optional or unstated",
            cell: |r| Cell::text(r.ask.necessity.as_str()),
        },
        Column {
            name: "section",
            doc: "what the part of the advert is about",
            cell: |r| Cell::text(r.ask.section.as_str()),
        },
        Column {
            name: "level",
            doc: "1 to 5 where stated",
            cell: |r| Cell::some(r.asked.level, |l| Cell::Count(l.number().into())),
        },
        Column {
            name: "min_years",
            doc: "years of experience asked for",
            cell: |r| Cell::some(r.asked.min_years, |y| Cell::Number(y.into())),
        },
        Column { name: "sentence", doc: "the sentence", cell: |r| Cell::text(one_line(&r.ask.sentence)) },
        Column { name: "source", doc: "where the advert was read", cell: |r| Cell::text(&r.reading.source) },
    ];
}
