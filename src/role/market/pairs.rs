use crate::model::{CompetencyId, Reading};
use std::collections::{BTreeMap, BTreeSet};

/// Competencies looked at, the most frequent of the role: pairs of rare ones say nothing.
const MOST: usize = 300;

/// Two competencies that adverts ask for together.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    pub one: CompetencyId,
    pub other: CompetencyId,
    /// Adverts that ask for both, for one and for the other.
    pub both: u32,
    pub first: u32,
    pub second: u32,
    /// How many times more often both are asked for than if one had nothing to do with the other.
    pub lift: f64,
}

/// Pairs that at least `fewest` adverts ask for, highest lift first. Two members of one set of alternatives are no pair
/// by that: an advert that asks for one *or* the other does not ask for both.
pub fn pairs(readings: &[Reading], fewest: u32) -> Vec<Pair> {
    let mut counts: BTreeMap<&CompetencyId, u32> = BTreeMap::new();
    let asked: Vec<BTreeSet<&CompetencyId>> = readings
        .iter()
        .map(|r| r.asks.iter().filter(|a| a.any_of.len() == 1).map(|a| &a.any_of[0].competency).collect())
        .collect();
    for id in asked.iter().flatten() {
        *counts.entry(id).or_default() += 1;
    }
    let mut frequent: Vec<(&CompetencyId, u32)> =
        counts.iter().map(|(id, n)| (*id, *n)).filter(|(_, n)| *n >= fewest).collect();
    frequent.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    frequent.truncate(MOST);
    let kept: BTreeSet<&CompetencyId> = frequent.into_iter().map(|(id, _)| id).collect();
    let mut together: BTreeMap<(&CompetencyId, &CompetencyId), u32> = BTreeMap::new();
    for advert in &asked {
        let ids: Vec<&CompetencyId> = advert.iter().filter(|id| kept.contains(*id)).copied().collect();
        for (n, one) in ids.iter().enumerate() {
            for other in &ids[n + 1..] {
                *together.entry((one, other)).or_default() += 1;
            }
        }
    }
    let of = readings.len() as f64;
    let pair = |((one, other), both): ((&CompetencyId, &CompetencyId), u32)| {
        let (first, second) = (counts[one], counts[other]);
        let lift = f64::from(both) * of / (f64::from(first) * f64::from(second));
        Pair { one: one.clone(), other: other.clone(), both, first, second, lift }
    };
    let mut pairs: Vec<Pair> = together.into_iter().filter(|(_, both)| *both >= fewest).map(pair).collect();
    pairs.sort_by(|a, b| b.lift.total_cmp(&a.lift).then_with(|| (&a.one, &a.other).cmp(&(&b.one, &b.other))));
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::role::samples::asking;

    #[test]
    fn what_goes_together_has_a_lift_above_one() {
        let asks: [&[&str]; 4] = [&["sql", "python"], &["sql", "python"], &["jira"], &["jira", "sql|python"]];
        let readings: Vec<_> = asks.iter().enumerate().map(|(n, asks)| asking(&n.to_string(), "", asks)).collect();
        let found = pairs(&readings, 2);
        let found: Vec<_> = found.iter().map(|p| (p.one.as_str(), p.other.as_str(), p.both, p.lift)).collect();
        assert_eq!(found, [("python", "sql", 2, 2.0)]);
    }
}
