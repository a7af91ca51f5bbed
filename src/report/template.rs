use super::gaps::one_line;
use super::{Cell, Column};
use crate::model::Share;
use crate::model::{CompetencyKind, RoleRequirement, RoleTemplate};

/// A requirement with the template that it belongs to.
pub struct TemplateRow<'a> {
    template: &'a RoleTemplate,
    row: &'a RoleRequirement,
    tier: &'static str,
}

/// The rows of `template.csv`; `tier` names the tier of a share.
pub fn template_rows<'a>(template: &'a RoleTemplate, tier: &dyn Fn(&Share) -> &'static str) -> Vec<TemplateRow<'a>> {
    template.requirements.iter().map(|row| TemplateRow { template, row, tier: tier(&row.share) }).collect()
}

impl TemplateRow<'_> {
    fn level(&self, cell: Cell) -> Cell {
        if self.row.kind == CompetencyKind::Qualification { Cell::Empty } else { cell }
    }
}

fn counted<T: std::fmt::Display>(values: &[(T, u32)]) -> Cell {
    Cell::list(values.iter().map(|(value, n)| format!("{value} ({n})")))
}

impl<'a> TemplateRow<'a> {
    /// The columns of `template.csv`.
    pub const COLUMNS: &'a [Column<Self>] = &[
        Column {
            name: "competency_id",
            doc: "stable id in the vocabulary",
            cell: |r| Cell::text(r.row.competency.as_str()),
        },
        Column { name: "competency", doc: "name", cell: |r| Cell::text(&r.row.name) },
        Column { name: "kind", doc: "as in gap.csv", cell: |r| Cell::text(r.row.kind.as_str()) },
        Column { name: "sector", doc: "part of the vocabulary it stands in", cell: |r| Cell::text(&r.row.sector) },
        Column {
            name: "tier",
            doc: "core: the interval of the share starts at 0.4 or above; common: at 0.1 or above; else occasional",
            cell: |r| Cell::text(r.tier),
        },
        Column {
            name: "adverts",
            doc: "adverts that ask for it, copies left out, unweighted",
            cell: |r| Cell::Count(r.row.adverts.into()),
        },
        Column {
            name: "role_adverts",
            doc: "adverts of the role, copies left out, unweighted",
            cell: |r| Cell::Count(r.template.adverts.into()),
        },
        Column { name: "employers", doc: "employers that ask for it", cell: |r| Cell::Count(r.row.employers.into()) },
        Column {
            name: "share",
            doc: "part of the role's effective adverts, 0 to 1",
            cell: |r| Cell::Part(r.row.share.point),
        },
        Column {
            name: "share_low",
            doc: "lower end of its Wilson 95 % interval",
            cell: |r| Cell::Part(r.row.share.low),
        },
        Column { name: "share_high", doc: "upper end of it", cell: |r| Cell::Part(r.row.share.high) },
        Column {
            name: "essential_share",
            doc: "part of the role's effective adverts that call it essential",
            cell: |r| Cell::Part(r.row.essential_share),
        },
        Column {
            name: "optional_share",
            doc: "part that call it optional",
            cell: |r| Cell::Part(r.row.optional_share),
        },
        Column {
            name: "level",
            doc: "1 to 5, as `required_level` in gap.csv",
            cell: |r| r.level(Cell::Count(r.row.level.number().into())),
        },
        Column {
            name: "level_basis",
            doc: "stated, years, assumed or pinned",
            cell: |r| r.level(Cell::text(r.row.level_basis.as_str())),
        },
        Column {
            name: "levels_stated",
            doc: "adverts that state a level",
            cell: |r| r.level(Cell::Count(r.row.levels_stated.into())),
        },
        Column {
            name: "min_years_low",
            doc: "first quartile of the years stated",
            cell: |r| Cell::some(r.row.min_years_quartiles, |q| Cell::Number(q.0)),
        },
        Column {
            name: "min_years_median",
            doc: "median of them",
            cell: |r| Cell::some(r.row.min_years_median, Cell::Number),
        },
        Column {
            name: "min_years_high",
            doc: "third quartile",
            cell: |r| Cell::some(r.row.min_years_quartiles, |q| Cell::Number(q.1)),
        },
        Column { name: "alternatives", doc: "as in gap.csv", cell: |r| Cell::list(&r.row.alternatives) },
        Column { name: "sections", doc: "where adverts name it, with adverts", cell: |r| counted(&r.row.sections) },
        Column {
            name: "top_employers",
            doc: "employers that ask for it most, with adverts",
            cell: |r| counted(&r.row.top_employers),
        },
        Column {
            name: "evidence_adverts",
            doc: "ids of the adverts quoted",
            cell: |r| Cell::list(r.row.evidence.iter().map(|e| &e.advert)),
        },
        Column {
            name: "example_sentence",
            doc: "a sentence that asks for it",
            cell: |r| Cell::some(r.row.evidence.first(), |e| Cell::text(one_line(&e.sentence))),
        },
        Column { name: "role", doc: "the role", cell: |r| Cell::text(&r.template.role) },
        Column {
            name: "rules_version",
            doc: "vocabulary and extractor",
            cell: |r| Cell::text(&r.template.rules_version),
        },
    ];
}
