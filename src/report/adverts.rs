use super::gaps::one_line;
use super::{Cell, Column};
use crate::model::{CompetencyId, Level, Reading, Salary};

/// One advert with how it compares with what is held.
pub struct AdvertRow<'a> {
    pub reading: &'a Reading,
    pub essentials: u32,
    pub essentials_met: u32,
    pub others: u32,
    pub others_met: u32,
    /// Essential requirements not satisfied: of each, any one would do.
    pub missing: Vec<Vec<(CompetencyId, Level)>>,
    pub gates: Vec<Vec<(CompetencyId, Level)>>,
    /// What is wished for, and whether it is granted, refused or unstated; empty without wishes.
    pub wishes: Vec<(&'static str, &'static str)>,
    /// Names of the user's values that it speaks of, most important first.
    pub values: Vec<&'static str>,
}

impl AdvertRow<'_> {
    /// Pay as the advert states it.
    pub fn pay(&self) -> Option<String> {
        self.reading.facts.salary.as_ref().map(pay)
    }

    /// What stands between the user and applying, in one word.
    pub fn state(&self) -> &'static str {
        match (self.essentials, self.missing.len() + self.gates.len()) {
            (0, _) => "unknown",
            (_, 0) => "open",
            (_, 1) => "one step",
            _ => "closed",
        }
    }
}

/// `sql 4; python 3 or r 3`.
fn unmet(sets: &[Vec<(CompetencyId, Level)>], levels: bool) -> Cell {
    let member =
        |(id, level): &(CompetencyId, Level)| if levels { format!("{id} {}", level.number()) } else { id.to_string() };
    Cell::list(sets.iter().map(|set| set.iter().map(member).collect::<Vec<_>>().join(" or ")))
}

/// Pay as the advert states it: `GBP 30000-35000 per year`.
pub fn pay(salary: &Salary) -> String {
    let ends: Vec<String> = [salary.min, salary.max].into_iter().flatten().map(|n| format!("{n}")).collect();
    let range = if ends.len() == 2 && ends[0] == ends[1] { ends[0].clone() } else { ends.join("-") };
    format!("{} {range} per {}", salary.currency, salary.period)
}

impl<'a> AdvertRow<'a> {
    /// The columns of `adverts.csv`.
    pub const COLUMNS: &'a [Column<Self>] = &[
        Column { name: "advert_id", doc: "the advert; copies are left out", cell: |r| Cell::text(&r.reading.id.0) },
        Column { name: "title", doc: "as published", cell: |r| Cell::text(one_line(&r.reading.title)) },
        Column { name: "employer", doc: "as stated", cell: |r| Cell::some(r.reading.employer.as_deref(), Cell::text) },
        Column { name: "place", doc: "as stated", cell: |r| Cell::some(r.reading.place.as_deref(), Cell::text) },
        Column {
            name: "state",
            doc: "open: every essential requirement is satisfied; one step: one is not; closed: more are not; unknown: the advert states none",
            cell: |r| Cell::text(r.state()),
        },
        Column { name: "essentials", doc: "essential requirements", cell: |r| Cell::Count(r.essentials.into()) },
        Column { name: "essentials_met", doc: "of these, satisfied", cell: |r| Cell::Count(r.essentials_met.into()) },
        Column { name: "others", doc: "optional and unstated requirements", cell: |r| Cell::Count(r.others.into()) },
        Column { name: "others_met", doc: "of these, satisfied", cell: |r| Cell::Count(r.others_met.into()) },
        Column {
            name: "missing",
            doc: "essential requirements not satisfied, with the level asked for; `or` = one is enough",
            cell: |r| unmet(&r.missing, true),
        },
        Column {
            name: "gates",
            doc: "qualifications not held that it makes a condition",
            cell: |r| unmet(&r.gates, false),
        },
        Column {
            name: "pay",
            doc: "as stated",
            cell: |r| Cell::some(r.reading.facts.salary.as_ref(), |s| Cell::text(pay(s))),
        },
        Column {
            name: "work_mode",
            doc: "onsite, hybrid or remote, where stated",
            cell: |r| Cell::some(r.reading.facts.work_mode, |m| Cell::text(m.as_str())),
        },
        Column {
            name: "seniority",
            doc: "where stated",
            cell: |r| Cell::some(r.reading.facts.seniority, |s| Cell::text(s.as_str())),
        },
        Column {
            name: "closing_date",
            doc: "YYYY-MM-DD",
            cell: |r| Cell::some(r.reading.facts.closing_date, |d| Cell::text(d.to_string())),
        },
        Column {
            name: "published",
            doc: "YYYY-MM-DD",
            cell: |r| Cell::some(r.reading.published, |d| Cell::text(d.to_string())),
        },
        Column {
            name: "link",
            doc: "address of the advert",
            cell: |r| Cell::some(r.reading.link.as_deref(), Cell::text),
        },
        Column { name: "source", doc: "where it was read", cell: |r| Cell::text(&r.reading.source) },
        Column {
            name: "preferences",
            doc: "your wishes (pay, place, work mode, contract), each granted, refused or unstated; empty without wishes",
            cell: |r| Cell::list(r.wishes.iter().map(|(wish, outcome)| format!("{wish} {outcome}"))),
        },
        Column {
            name: "values",
            doc: "what it speaks of among what matters to you, most important first",
            cell: |r| Cell::list(&r.values),
        },
    ];
}
