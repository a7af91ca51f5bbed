//! Which adverts are open, and in which order closing gaps opens the others.

use super::{Held, Relations};
use crate::model::{AdvertEssentials, CompetencyId, Level, UnlockStep};
use std::collections::{BTreeMap, BTreeSet};

/// An advert counts as so many of these units: a number that 1 to 40 divide, so that the parts of its unmet requirements
/// add up as they do by hand, in whichever order.
const WHOLE: u128 = 5_342_931_457_063_200;

/// A gap that could be closed.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    pub competency: CompetencyId,
    /// The level that closing it reaches.
    pub level: Level,
    /// Breaks ties.
    pub priority: f64,
}

/// The unlock curve.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Unlocks {
    /// Adverts whose essential requirements are all satisfied today.
    pub open_now: u32,
    pub steps: Vec<UnlockStep>,
}

/// A closed advert: of each unmet requirement, the candidates that satisfy it. Empty once open.
type Closed = Vec<Vec<usize>>;

/// Closes gaps greedily: the one that opens most adverts; then the one that removes most unmet requirements from adverts
/// still closed, each worth 1 / its advert's number of them; then by priority; then by id.
///
/// An advert is open when of each essential requirement one member is held at the level that the advert asks for.
/// Candidates that help no closed advert are left out of the order.
pub fn unlock(adverts: &[AdvertEssentials], held: &Held, candidates: &[Candidate], relations: &Relations) -> Unlocks {
    let mut board = Board::new(adverts, held, candidates, relations);
    let open_now = board.open;
    let mut steps = Vec::new();
    while let Some(best) = board.best(candidates) {
        board.close(best);
        steps.push(UnlockStep {
            order: steps.len() as u32 + 1,
            competency: candidates[best].competency.clone(),
            open_after: board.open,
        });
    }
    Unlocks { open_now, steps }
}

/// The state between two steps.
struct Board {
    adverts: Vec<Closed>,
    /// Adverts that each candidate has a part in.
    touches: Vec<Vec<usize>>,
    /// Per candidate: adverts that closing it alone opens.
    opens: Vec<u32>,
    /// Per candidate: unmet requirements it removes, in parts of [`WHOLE`].
    removes: Vec<u128>,
    open: u32,
}

impl Board {
    fn new(adverts: &[AdvertEssentials], held: &Held, candidates: &[Candidate], relations: &Relations) -> Self {
        let mut closers: BTreeMap<&CompetencyId, Vec<usize>> = BTreeMap::new();
        for (index, candidate) in candidates.iter().enumerate() {
            for id in relations.implied(&candidate.competency) {
                closers.entry(id).or_default().push(index);
            }
        }
        let mut board = Self {
            adverts: Vec::new(),
            touches: vec![Vec::new(); candidates.len()],
            opens: vec![0; candidates.len()],
            removes: vec![0; candidates.len()],
            open: 0,
        };
        for advert in adverts {
            let unmet = advert.all.iter().filter(|set| !set.iter().any(|(id, level)| held.reaches(id, *level)));
            let closed: Closed = unmet
                .map(|set| {
                    let ways = set.iter().flat_map(|(id, level)| {
                        let able = move |c: &&usize| candidates[**c].level >= *level;
                        closers.get(id).into_iter().flatten().filter(able).copied()
                    });
                    ways.collect::<BTreeSet<usize>>().into_iter().collect()
                })
                .collect();
            if closed.is_empty() {
                board.open += 1;
                continue;
            }
            let index = board.adverts.len();
            for candidate in closed.iter().flatten().collect::<BTreeSet<_>>() {
                board.touches[*candidate].push(index);
            }
            board.adverts.push(closed);
            board.count(index, true);
        }
        board
    }

    /// Adds an advert's part to the counts of its candidates, or takes it away.
    fn count(&mut self, advert: usize, add: bool) {
        let closed = &self.adverts[advert];
        let mut ways: BTreeMap<usize, u128> = BTreeMap::new();
        for candidate in closed.iter().flatten() {
            *ways.entry(*candidate).or_default() += 1;
        }
        for (candidate, requirements) in ways {
            let opens = u32::from(requirements == closed.len() as u128);
            let removes = requirements * (WHOLE / closed.len() as u128);
            if add {
                self.opens[candidate] += opens;
                self.removes[candidate] += removes;
            } else {
                self.opens[candidate] -= opens;
                self.removes[candidate] -= removes;
            }
        }
    }

    fn best(&self, candidates: &[Candidate]) -> Option<usize> {
        (0..candidates.len()).filter(|c| self.removes[*c] > 0).max_by(|a, b| {
            let (x, y) = (&candidates[*a], &candidates[*b]);
            (self.opens[*a], self.removes[*a])
                .cmp(&(self.opens[*b], self.removes[*b]))
                .then_with(|| x.priority.total_cmp(&y.priority))
                .then_with(|| y.competency.cmp(&x.competency))
        })
    }

    fn close(&mut self, candidate: usize) {
        for advert in std::mem::take(&mut self.touches[candidate]) {
            // Another candidate may have opened it already.
            if self.adverts[advert].is_empty() {
                continue;
            }
            self.count(advert, false);
            self.adverts[advert].retain(|ways| !ways.contains(&candidate));
            if self.adverts[advert].is_empty() {
                self.open += 1;
            } else {
                self.count(advert, true);
            }
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::held::tests::rated;
    use super::*;
    use crate::model::AdvertId;

    /// Adverts as `"sql:4 python|r"`: requirements by spaces, alternatives by bars.
    pub fn adverts(lines: &[&str]) -> Vec<AdvertEssentials> {
        let member = |part: &str| {
            let (id, level) = part.split_once(':').unwrap_or((part, "3"));
            (CompetencyId::from(id), Level::from_number(level.parse().expect("a number")).expect("1 to 5"))
        };
        let set = |set: &str| set.split('|').map(member).collect();
        let advert = |(i, line): (usize, &&str)| AdvertEssentials {
            advert: AdvertId(i.to_string()),
            all: line.split(' ').map(set).collect(),
        };
        lines.iter().enumerate().map(advert).collect()
    }

    pub fn candidates(ids: &[&str]) -> Vec<Candidate> {
        ids.iter().map(|id| Candidate { competency: (*id).into(), level: Level::Intermediate, priority: 0.5 }).collect()
    }

    fn order(lines: &[&str], held: &[(&str, i8)], of: &[&str]) -> (u32, Vec<(String, u32)>) {
        let relations = Relations::default();
        let held = Held::new(&rated(held), &relations);
        let unlocks = unlock(&adverts(lines), &held, &candidates(of), &relations);
        (unlocks.open_now, unlocks.steps.into_iter().map(|s| (s.competency.to_string(), s.open_after)).collect())
    }

    #[test]
    fn an_advert_is_open_when_every_requirement_has_a_member_held_at_its_level() {
        let lines = ["sql", "sql:4", "python|r", "jira"];
        assert_eq!(order(&lines, &[("sql", 3), ("r", 4), ("jira", -1)], &[]).0, 2);
    }

    #[test]
    fn most_adverts_opened_comes_first_then_most_requirements_removed() {
        let lines = ["sql", "sql jira", "jira agile roadmaps", "agile roadmaps"];
        let (open, steps) = order(&lines, &[], &["agile", "jira", "roadmaps", "sql"]);
        let want = [("sql", 1), ("jira", 2), ("agile", 2), ("roadmaps", 4)];
        assert_eq!((open, steps), (0, want.map(|(id, n)| (id.to_string(), n)).to_vec()));
    }

    #[test]
    fn three_thirds_are_as_much_as_a_whole() {
        // Both remove as much, and so does their priority agree: the id decides.
        let lines = ["b z", "b z", "a x y", "a x y", "a x y"];
        let relations = Relations::default();
        let held = Held::new(&rated(&[]), &relations);
        let unlocks = unlock(&adverts(&lines), &held, &candidates(&["a", "b"]), &relations);
        assert_eq!(unlocks.steps.first().map(|s| s.competency.as_str()), Some("a"));
    }

    #[test]
    fn what_closing_does_not_reach_or_help_is_left_out() {
        // Closing reaches level 3; the advert that asks for 5 stays closed.
        let (_, steps) = order(&["sql:5", "python"], &[], &["sql", "python", "excel"]);
        assert_eq!(steps, [("python".to_string(), 1)]);
    }

    #[test]
    fn closing_a_gap_closes_what_it_implies() {
        let relations =
            Relations { implies: BTreeMap::from([("postgresql".into(), vec!["sql".into()])]), ..Relations::default() };
        let held = Held::new(&rated(&[]), &relations);
        let unlocks =
            unlock(&adverts(&["sql", "sql postgresql"]), &held, &candidates(&["sql", "postgresql"]), &relations);
        let steps: Vec<_> = unlocks.steps.iter().map(|s| (s.competency.as_str(), s.open_after)).collect();
        assert_eq!(steps, [("postgresql", 2)]);
    }
}
