use super::Cell;
use super::table::write_record;
use crate::model::{CompetencyKind, GapReport, HeldLevel, RoleTemplate};
use std::collections::BTreeMap;

/// Several people against one template: one row per requirement, and for each person the level held and the kind of gap.
pub fn coach_csv(template: &RoleTemplate, people: &[(String, GapReport)], bom: bool) -> Vec<u8> {
    let mut out = if bom { b"\xef\xbb\xbf".to_vec() } else { Vec::new() };
    let fixed = ["competency_id", "competency", "kind", "required_level", "share"].map(String::from);
    let named = people.iter().flat_map(|(name, _)| {
        let name = Cell::text(name).csv();
        [format!("{name}: held_level"), format!("{name}: gap_kind")]
    });
    write_record(&mut out, fixed.into_iter().chain(named));
    let by_id: Vec<BTreeMap<_, _>> =
        people.iter().map(|(_, report)| report.gaps.iter().map(|g| (&g.requirement.competency, g)).collect()).collect();
    for row in &template.requirements {
        let has_level = row.kind != CompetencyKind::Qualification;
        let level = |n: u8| if has_level { Cell::Count(n.into()) } else { Cell::Empty };
        let fixed = [
            Cell::text(row.competency.as_str()),
            Cell::text(&row.name),
            Cell::text(row.kind.as_str()),
            level(row.level.number()),
            Cell::Part(row.share.point),
        ];
        let cells = by_id.iter().flat_map(|gaps| {
            let gap = gaps.get(&row.competency);
            let held = gap.and_then(|g| g.held).map(HeldLevel::number);
            [Cell::some(held, level), Cell::some(gap, |g| Cell::text(g.kind.as_str()))]
        });
        write_record(&mut out, fixed.into_iter().chain(cells).map(|cell| cell.csv()));
    }
    out
}
