//! A run kept to compare later ones with, and what moved since.

use crate::model::{CompetencyId, CompetencyKind, Date, GapKind, GapReport, Share};
use serde::{Deserialize, Serialize};

/// Form of the file.
pub const SCHEMA: &str = "skillgap.run/1";

/// What is kept of a comparison. Written as JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SavedRun {
    pub schema: String,
    pub date: Date,
    pub role: String,
    pub rules_version: String,
    pub role_adverts: u32,
    pub adverts_with_essentials: u32,
    pub open_now: u32,
    pub gaps: Vec<SavedGap>,
}

/// One row of a kept comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SavedGap {
    pub competency: CompetencyId,
    pub name: String,
    pub kind: CompetencyKind,
    pub gap: GapKind,
    pub required: u8,
    /// `None` = not assessed.
    pub held: Option<u8>,
    pub share: Share,
    pub priority: f64,
}

impl SavedRun {
    pub fn new(report: &GapReport, date: Date) -> Self {
        let gap = |gap: &crate::model::Gap| SavedGap {
            competency: gap.requirement.competency.clone(),
            name: gap.requirement.name.clone(),
            kind: gap.requirement.kind,
            gap: gap.kind,
            required: gap.requirement.level.number(),
            held: gap.held.map(|h| h.number()),
            share: gap.requirement.share,
            priority: gap.priority,
        };
        Self {
            schema: SCHEMA.into(),
            date,
            role: report.role.clone(),
            rules_version: report.rules_version.clone(),
            role_adverts: report.role_adverts,
            adverts_with_essentials: report.adverts_with_essentials,
            open_now: report.open_now,
            gaps: report.gaps.iter().map(gap).collect(),
        }
    }

    fn get(&self, id: &CompetencyId) -> Option<&SavedGap> {
        self.gaps.iter().find(|gap| gap.competency == *id)
    }
}

impl SavedGap {
    fn is_open(&self) -> bool {
        !matches!(self.gap, GapKind::Met | GapKind::Exceeded)
    }
}

/// What moved from one run to a later one of the same role.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changes {
    /// Open then and satisfied now: by name.
    pub closed: Vec<String>,
    /// Satisfied or not asked for then, open now, with whether the market asks for it newly or for more.
    pub opened: Vec<(String, &'static str)>,
    /// Own level then and now; `None` = not assessed.
    pub levels: Vec<(String, Option<u8>, Option<u8>)>,
    /// Shares of which the intervals do not meet: then, now. Largest change first.
    pub demand: Vec<(String, f64, f64)>,
    /// Asked for then and no more.
    pub gone: Vec<String>,
    /// Whether the rules are others: a change of demand may then come from them.
    pub other_rules: bool,
}

/// Compares two runs. Rows come in the order of the later run's priorities.
pub fn changes(then: &SavedRun, now: &SavedRun) -> Changes {
    let mut out = Changes { other_rules: then.rules_version != now.rules_version, ..Changes::default() };
    for gap in &now.gaps {
        let before = then.get(&gap.competency);
        match before {
            None if gap.is_open() => out.opened.push((gap.name.clone(), "asked for newly")),
            None => {}
            Some(before) => {
                if before.is_open() && !gap.is_open() {
                    out.closed.push(gap.name.clone());
                } else if !before.is_open() && gap.is_open() {
                    let why = match gap.held < before.held {
                        true => "your level is lower",
                        false => "asked for at a higher level",
                    };
                    out.opened.push((gap.name.clone(), why));
                }
                if before.held != gap.held {
                    out.levels.push((gap.name.clone(), before.held, gap.held));
                }
                if gap.share.low > before.share.high || gap.share.high < before.share.low {
                    out.demand.push((gap.name.clone(), before.share.point, gap.share.point));
                }
            }
        }
    }
    let change = |row: &(String, f64, f64)| (row.2 - row.1).abs();
    out.demand.sort_by(|a, b| change(b).total_cmp(&change(a)).then_with(|| a.0.cmp(&b.0)));
    out.gone = then.gaps.iter().filter(|gap| now.get(&gap.competency).is_none()).map(|gap| gap.name.clone()).collect();
    out
}

/// The run of the later adverts' rules on the earlier adverts, with the levels that were held then: what a comparison
/// across rules is made with. `again` is the earlier adverts compared anew.
pub fn read_again(then: &SavedRun, mut again: SavedRun) -> SavedRun {
    again.date = then.date;
    for gap in &mut again.gaps {
        if let Some(before) = then.get(&gap.competency) {
            gap.held = before.held;
            let met = before.held.is_some_and(|held| held >= gap.required);
            gap.gap = match (gap.kind == CompetencyKind::Qualification, before.held) {
                (true, _) => before.gap,
                (false, None) => GapKind::Unassessed,
                (false, Some(0)) => GapKind::Missing,
                (false, Some(held)) if held > gap.required => GapKind::Exceeded,
                (false, Some(_)) if met => GapKind::Met,
                (false, Some(_)) => GapKind::Below,
            };
        }
    }
    again
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gap(id: &str, kind: GapKind, held: Option<u8>, low: f64, high: f64) -> SavedGap {
        SavedGap {
            competency: id.into(),
            name: id.to_uppercase(),
            kind: CompetencyKind::Tool,
            gap: kind,
            required: 3,
            held,
            share: Share { point: f64::midpoint(low, high), low, high },
            priority: 0.1,
        }
    }

    fn run(version: &str, gaps: Vec<SavedGap>) -> SavedRun {
        SavedRun {
            schema: SCHEMA.into(),
            date: jiff::civil::date(2026, 11, 1),
            role: "analyst".into(),
            rules_version: version.into(),
            role_adverts: 10,
            adverts_with_essentials: 8,
            open_now: 2,
            gaps,
        }
    }

    #[test]
    fn what_moved_is_told_apart() {
        use GapKind::{Below, Met, Unassessed};
        let then = run(
            "1",
            vec![
                gap("sql", Below, Some(2), 0.5, 0.7),
                gap("r", Met, Some(3), 0.1, 0.2),
                gap("python", Unassessed, None, 0.1, 0.3),
                gap("cobol", Below, Some(1), 0.0, 0.1),
            ],
        );
        let now = run(
            "2",
            vec![
                gap("sql", Met, Some(3), 0.5, 0.7),
                gap("r", Below, Some(3), 0.1, 0.2),
                gap("python", Below, Some(1), 0.5, 0.9),
                gap("tableau", Unassessed, None, 0.2, 0.4),
            ],
        );
        let found = changes(&then, &now);
        assert_eq!(found.closed, ["SQL"]);
        let opened = [("R", "asked for at a higher level"), ("TABLEAU", "asked for newly")];
        assert_eq!(found.opened, opened.map(|(n, why)| (n.to_owned(), why)));
        assert_eq!(found.levels, [("SQL".into(), Some(2), Some(3)), ("PYTHON".into(), None, Some(1))]);
        assert_eq!(found.demand.iter().map(|d| d.0.as_str()).collect::<Vec<_>>(), ["PYTHON"]);
        assert_eq!((found.gone, found.other_rules), (vec!["COBOL".to_owned()], true));
    }

    #[test]
    fn adverts_read_again_keep_the_levels_held_then() {
        let then = run("1", vec![gap("sql", GapKind::Below, Some(2), 0.5, 0.7)]);
        let again = read_again(&then, run("2", vec![gap("sql", GapKind::Met, Some(4), 0.1, 0.2)]));
        assert_eq!((again.gaps[0].gap, again.gaps[0].held), (GapKind::Below, Some(2)));
        assert_eq!(again.rules_version, "2");
    }
}
