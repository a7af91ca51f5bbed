use super::{Cell, Column, UnlockRow, json_rows, unlock_rows};
use crate::model::{CompetencyKind, Gap, GapReport, HeldLevel, RoleTemplate};
use serde_json::{Value, json};

/// A gap with the comparison that it belongs to.
pub struct GapRow<'a> {
    report: &'a GapReport,
    gap: &'a Gap,
}

impl GapRow<'_> {
    /// A level's cell; a qualification is awarded or not and has none.
    fn level(&self, cell: Cell) -> Cell {
        if self.gap.requirement.kind == CompetencyKind::Qualification { Cell::Empty } else { cell }
    }
}

/// The rows of `gap.csv`, by rank.
pub fn gap_rows(report: &GapReport) -> Vec<GapRow<'_>> {
    report.gaps.iter().map(|gap| GapRow { report, gap }).collect()
}

impl<'a> GapRow<'a> {
    /// The columns of `gap.csv`, in order.
    pub const COLUMNS: &'a [Column<Self>] = &[
        Column {
            name: "rank",
            doc: "1 = close first; by `priority`, then `share`, then `competency_id`",
            cell: |r| Cell::Count(r.gap.rank.into()),
        },
        Column {
            name: "competency_id",
            doc: "stable id in the vocabulary",
            cell: |r| Cell::text(r.gap.requirement.competency.as_str()),
        },
        Column { name: "competency", doc: "name", cell: |r| Cell::text(&r.gap.requirement.name) },
        Column {
            name: "kind",
            doc: "skill, tool, knowledge, language, transversal, leadership, or qualification (a gate: awarded, not learned by practice)",
            cell: |r| Cell::text(r.gap.requirement.kind.as_str()),
        },
        Column {
            name: "sector",
            doc: "part of the vocabulary it stands in",
            cell: |r| Cell::text(&r.gap.requirement.sector),
        },
        Column {
            name: "gap_kind",
            doc: "met, exceeded, below (held at a lower level), missing (assessed: none) or unassessed; a gate is met, missing or unassessed",
            cell: |r| Cell::text(r.gap.kind.as_str()),
        },
        Column {
            name: "required_level",
            doc: "1 awareness, 2 novice, 3 intermediate, 4 advanced, 5 expert: the median of what adverts state; empty for a qualification",
            cell: |r| r.level(Cell::Count(r.gap.requirement.level.number().into())),
        },
        Column {
            name: "level_basis",
            doc: "where `required_level` comes from: stated in adverts, derived from the years they ask for (under 1: 2, under 3: 3, under 7: 4, else 5), assumed (3), or pinned in an edited template",
            cell: |r| r.level(Cell::text(r.gap.requirement.level_basis.as_str())),
        },
        Column {
            name: "held_level",
            doc: "what the skills file says, or implies by something narrower that it names: 0 to 5; empty = not assessed, or a qualification",
            cell: |r| r.level(Cell::some(r.gap.held, |held: HeldLevel| Cell::Count(held.number().into()))),
        },
        Column {
            name: "shortfall",
            doc: "`required_level` minus `held_level` (not assessed counts as 0); 0 when met; empty for a qualification",
            cell: |r| r.level(Cell::Count(r.gap.shortfall.into())),
        },
        Column {
            name: "share",
            doc: "part of the role's effective adverts that ask for it, 0 to 1",
            cell: |r| Cell::Part(r.gap.requirement.share.point),
        },
        Column {
            name: "share_low",
            doc: "lower end of the share's Wilson 95 % interval",
            cell: |r| Cell::Part(r.gap.requirement.share.low),
        },
        Column { name: "share_high", doc: "upper end of it", cell: |r| Cell::Part(r.gap.requirement.share.high) },
        Column {
            name: "adverts",
            doc: "adverts that ask for it, copies left out, unweighted",
            cell: |r| Cell::Count(r.gap.requirement.adverts.into()),
        },
        Column {
            name: "role_adverts",
            doc: "adverts of the role, copies left out, unweighted",
            cell: |r| Cell::Count(r.report.role_adverts.into()),
        },
        Column {
            name: "employers",
            doc: "employers that ask for it",
            cell: |r| Cell::Count(r.gap.requirement.employers.into()),
        },
        Column {
            name: "essential_share",
            doc: "part of the role's effective adverts that call it essential",
            cell: |r| Cell::Part(r.gap.requirement.essential_share),
        },
        Column {
            name: "optional_share",
            doc: "part that call it optional; the rest of `share` leaves it unstated",
            cell: |r| Cell::Part(r.gap.requirement.optional_share),
        },
        Column {
            name: "alternatives",
            doc: "ids that two adverts or more, and one in twenty of these, accept instead (any, where fewer than five ask for it), most frequent first, then those you hold; separated by `; `",
            cell: |r| Cell::list(&r.gap.requirement.alternatives),
        },
        Column {
            name: "min_years_median",
            doc: "median of the years of experience that adverts state for it; empty where none does",
            cell: |r| Cell::some(r.gap.requirement.min_years_median, Cell::Number),
        },
        Column {
            name: "priority",
            doc: "(`essential_share` + 0.6 x unstated share + 0.3 x `optional_share`) x `shortfall` / `required_level`, 0 to 1; a gate counts whole until it is met; \
                  adverts that accept an alternative you hold do not count",
            cell: |r| Cell::Part(r.gap.priority),
        },
        Column {
            name: "unlock_order",
            doc: "position in the order that opens most adverts soonest; empty where closing it opens nothing",
            cell: |r| Cell::some(r.gap.unlock_order, |n| Cell::Count(n.into())),
        },
        Column {
            name: "open_after",
            doc: "adverts with every essential requirement satisfied once this and all before it in `unlock_order` are closed",
            cell: |r| Cell::some(r.gap.open_after, |n| Cell::Count(n.into())),
        },
        Column {
            name: "transfer_from",
            doc: "id of something held that carries over in part; never makes a gap met",
            cell: |r| Cell::some(r.gap.transfer_from.as_ref(), |(id, _)| Cell::text(id.as_str())),
        },
        Column {
            name: "strength",
            doc: "how much of it carries over, 0 to 1",
            cell: |r| Cell::some(r.gap.transfer_from.as_ref(), |(_, weight)| Cell::Part(*weight)),
        },
        Column {
            name: "example_sentence",
            doc: "a sentence that asks for it; `skillgap explain` shows them all",
            cell: |r| Cell::some(r.gap.requirement.evidence.first(), |e| Cell::text(one_line(&e.sentence))),
        },
        Column {
            name: "example_advert",
            doc: "id of that advert",
            cell: |r| Cell::some(r.gap.requirement.evidence.first(), |e| Cell::text(&e.advert.0)),
        },
        Column { name: "role", doc: "the role compared with", cell: |r| Cell::text(&r.report.role) },
        Column {
            name: "rules_version",
            doc: "vocabulary and extractor: compare only rows of one version",
            cell: |r| Cell::text(&r.report.rules_version),
        },
    ];
}

/// The comparison as JSON, with the template's denominators, the unlock curve and what is held beyond the role.
pub fn gap_json(report: &GapReport, template: &RoleTemplate) -> Value {
    json!({
        "schema": "skillgap.gap/1",
        "role": report.role,
        "rules_version": report.rules_version,
        "adverts": {
            "role": template.adverts,
            "duplicates": template.duplicates,
            "employers": template.employers,
            "effective": Cell::Number(template.effective_adverts).json(),
            "capped": template.capped,
            "with_essentials": report.adverts_with_essentials,
            "gave_nothing": template.facts.as_ref().map(|f| &f.gave_nothing),
        },
        "open_now": report.open_now,
        "gaps": json_rows(GapRow::COLUMNS, &gap_rows(report)),
        "unlocks": json_rows(UnlockRow::COLUMNS, &unlock_rows(report)),
        "beyond": report.beyond,
    })
}

/// A sentence on one line.
pub(super) fn one_line(sentence: &str) -> String {
    sentence.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_in_the_order_that_people_rely_on() {
        let names: Vec<_> = GapRow::COLUMNS.iter().map(|c| c.name).collect();
        let contract = "rank, competency_id, competency, kind, sector, gap_kind, required_level, level_basis, held_level, shortfall, \
                        share, share_low, share_high, adverts, role_adverts, employers, essential_share, optional_share, alternatives, \
                        min_years_median, priority, unlock_order, open_after, transfer_from, strength, example_sentence, example_advert, \
                        role, rules_version";
        assert_eq!(names.join(", "), contract);
    }
}
