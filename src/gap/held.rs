use crate::model::{CompetencyId, HeldLevel, Level, SelfAssessment};
use std::collections::{BTreeMap, BTreeSet};

/// What the vocabulary says of competencies that stand in for one another.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Relations {
    /// Holding the key means holding these too ("PostgreSQL" means "SQL").
    pub implies: BTreeMap<CompetencyId, Vec<CompetencyId>>,
    /// What carries over in part, 0 to 1. Read both ways.
    pub similar: BTreeMap<CompetencyId, Vec<(CompetencyId, f64)>>,
}

impl Relations {
    /// Everything that holding `id` means, itself included.
    pub fn implied<'a>(&'a self, id: &'a CompetencyId) -> BTreeSet<&'a CompetencyId> {
        let mut found = BTreeSet::from([id]);
        let mut open = vec![id];
        while let Some(next) = open.pop() {
            for implied in self.implies.get(next).into_iter().flatten() {
                if found.insert(implied) {
                    open.push(implied);
                }
            }
        }
        found
    }

    /// How much of `required` holding `held` gives, where it is similar.
    fn transfer(&self, held: &CompetencyId, required: &CompetencyId) -> Option<f64> {
        let from =
            |a, b| self.similar.get(a).into_iter().flatten().filter(move |(id, _)| id == b).map(|(_, weight)| *weight);
        from(held, required).chain(from(required, held)).max_by(f64::total_cmp)
    }
}

/// A self-assessment with what it implies.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    levels: BTreeMap<CompetencyId, HeldLevel>,
}

impl Held {
    /// Holding something means holding what it implies, at the same level; of several ways the highest counts. An
    /// umbrella implies nothing narrower.
    pub fn new(assessment: &SelfAssessment, relations: &Relations) -> Self {
        let mut levels: BTreeMap<CompetencyId, HeldLevel> = BTreeMap::new();
        for (id, rating) in &assessment.ratings {
            let Some(level) = rating.level else { continue };
            let reaches = if level.0.is_some() { relations.implied(id) } else { BTreeSet::from([id]) };
            for id in reaches {
                let entry = levels.entry(id.clone()).or_insert(level);
                *entry = (*entry).max(level);
            }
        }
        Self { levels }
    }

    /// `None` = not assessed.
    pub fn level(&self, id: &CompetencyId) -> Option<HeldLevel> {
        self.levels.get(id).copied()
    }

    /// Whether it is held at `level` or above; what is not assessed is not held.
    pub fn reaches(&self, id: &CompetencyId, level: Level) -> bool {
        self.level(id).is_some_and(|held| held.0 >= Some(level))
    }

    /// The held competency that gives most of `required`, with how much.
    pub fn transfer_to(&self, required: &CompetencyId, relations: &Relations) -> Option<(CompetencyId, f64)> {
        let held = self.levels.iter().filter(|(id, level)| level.0.is_some() && *id != required);
        let weights = held.filter_map(|(id, _)| Some((id, relations.transfer(id, required)?)));
        weights.max_by(|a, b| a.1.total_cmp(&b.1).then_with(|| b.0.cmp(a.0))).map(|(id, weight)| (id.clone(), weight))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::SelfRating;

    /// Ratings by id: -1 = not assessed, 0 = none, 1 to 5.
    pub fn rated(ratings: &[(&str, i8)]) -> SelfAssessment {
        let rating = |n: i8| SelfRating {
            level: u8::try_from(n).ok().map(|n| HeldLevel(Level::from_number(n))),
            years: None,
            last_used: None,
            evidence: String::new(),
            interest: String::new(),
        };
        SelfAssessment { ratings: ratings.iter().map(|(id, n)| (CompetencyId::from(*id), rating(*n))).collect() }
    }

    fn relations() -> Relations {
        let ids = |all: &[&str]| all.iter().map(|id| CompetencyId::from(*id)).collect::<Vec<_>>();
        Relations {
            implies: BTreeMap::from([
                ("postgresql".into(), ids(&["sql"])),
                ("sql".into(), ids(&["databases", "postgresql"])),
            ]),
            similar: BTreeMap::from([("power-bi".into(), vec![("tableau".into(), 0.7), ("excel".into(), 0.3)])]),
        }
    }

    #[test]
    fn holding_something_holds_what_it_implies_at_that_level() {
        let held = Held::new(&rated(&[("postgresql", 4), ("databases", 2), ("jira", 0), ("go", -1)]), &relations());
        for (id, want) in
            [("postgresql", Some(4)), ("sql", Some(4)), ("databases", Some(4)), ("jira", Some(0)), ("go", None)]
        {
            assert_eq!(held.level(&id.into()).map(HeldLevel::number), want, "{id}");
        }
    }

    #[test]
    fn having_none_of_something_implies_nothing() {
        let held = Held::new(&rated(&[("postgresql", 0)]), &relations());
        assert_eq!(held.level(&"sql".into()), None);
    }

    #[test]
    fn similar_carries_over_both_ways_and_satisfies_nothing() {
        let held = Held::new(&rated(&[("tableau", 4), ("excel", 5), ("word", 0)]), &relations());
        assert_eq!(held.transfer_to(&"power-bi".into(), &relations()), Some(("tableau".into(), 0.7)));
        assert!(!held.reaches(&"power-bi".into(), Level::Awareness));
        let back = Held::new(&rated(&[("power-bi", 2)]), &relations());
        assert_eq!(back.transfer_to(&"tableau".into(), &relations()), Some(("power-bi".into(), 0.7)));
    }
}
