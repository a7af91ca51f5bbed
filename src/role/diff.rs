use super::wilson;
use crate::model::{CompetencyId, CompetencyKind, Level, RoleRequirement, RoleTemplate, Share};
use std::collections::BTreeMap;

/// One competency in two templates.
#[derive(Debug, Clone, PartialEq)]
pub struct DiffRow {
    pub competency: CompetencyId,
    pub name: String,
    pub before: Share,
    pub after: Share,
    /// After minus before, with its 95 % interval (Newcombe's, from the two Wilson intervals).
    pub change: f64,
    pub change_low: f64,
    pub change_high: f64,
    /// `None` where the template does not ask for it, and for what is awarded.
    pub level_before: Option<Level>,
    pub level_after: Option<Level>,
}

impl DiffRow {
    /// Whether the interval of the change leaves out no change at all.
    pub fn is_sure(&self) -> bool {
        self.change_low > 0.0 || self.change_high < 0.0
    }
}

/// Every competency of either template: sure changes first, then by size of the change, then id.
pub fn diff(before: &RoleTemplate, after: &RoleTemplate) -> Vec<DiffRow> {
    let mut pairs: BTreeMap<&CompetencyId, [Option<&RoleRequirement>; 2]> = BTreeMap::new();
    for (side, template) in [before, after].into_iter().enumerate() {
        for row in &template.requirements {
            pairs.entry(&row.competency).or_default()[side] = Some(row);
        }
    }
    let level = |row: &RoleRequirement| (row.kind != CompetencyKind::Qualification).then_some(row.level);
    let mut rows: Vec<DiffRow> = pairs
        .into_iter()
        .map(|(id, [a, b])| {
            let share = |row: Option<&RoleRequirement>, of: &RoleTemplate| {
                row.map_or_else(|| wilson(0.0, of.effective_adverts), |r| r.share)
            };
            let (p, q) = (share(a, before), share(b, after));
            let change = q.point - p.point;
            DiffRow {
                competency: id.clone(),
                name: a.or(b).map(|r| r.name.clone()).unwrap_or_default(),
                before: p,
                after: q,
                change,
                change_low: change - (q.point - q.low).hypot(p.high - p.point),
                change_high: change + (q.high - q.point).hypot(p.point - p.low),
                level_before: a.and_then(level),
                level_after: b.and_then(level),
            }
        })
        .collect();
    rows.sort_by(|a, b| {
        let order = b.is_sure().cmp(&a.is_sure());
        order.then_with(|| b.change.abs().total_cmp(&a.change.abs())).then_with(|| a.competency.cmp(&b.competency))
    });
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::role::samples::{asking, counted};

    #[test]
    fn a_large_change_is_sure_and_a_small_one_is_not() {
        let of = |sql: usize, jira: usize| {
            let asks = |i: usize| [Some("teamwork"), (i < sql).then_some("sql"), (i < jira).then_some("jira")];
            let reading = |i: usize| asking(&format!("{i:02}"), "", &asks(i).into_iter().flatten().collect::<Vec<_>>());
            counted(&(0..40).map(reading).collect::<Vec<_>>())
        };
        let rows = diff(&of(5, 10), &of(35, 12));
        let found: Vec<_> = rows.iter().map(|r| (r.competency.as_str(), r.is_sure())).collect();
        assert_eq!(found, [("sql", true), ("jira", false), ("teamwork", false)]);
        assert_eq!(rows[2].change, 0.0);
        let gone = diff(&of(35, 0), &of(35, 12));
        assert_eq!((gone[0].competency.as_str(), gone[0].level_before), ("jira", None));
    }
}
