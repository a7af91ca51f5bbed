//! The role's adverts against what is held and what is planned: which are open, and what each step removes.

use crate::model::{AdvertEssentials, CompetencyId, Level};
use std::collections::BTreeMap;

/// One advert's unmet requirements together; parts of it are exact and do not depend on their order.
const WHOLE: u64 = 1 << 40;

/// What closing a candidate gives: itself and what it implies, at a level.
#[derive(Debug, Clone, PartialEq)]
pub struct Provides {
    pub ids: Vec<CompetencyId>,
    pub level: Level,
}

/// An advert: of its requirements how many there are, and of each unmet one the candidates that satisfy it.
#[derive(Debug, Clone)]
struct Open {
    total: u32,
    unmet: Vec<Vec<usize>>,
}

#[derive(Debug, Clone)]
pub struct Board {
    adverts: Vec<Open>,
    /// Adverts that each candidate helps.
    helps: Vec<Vec<usize>>,
    value: Vec<u64>,
    closed: Vec<bool>,
}

impl Board {
    /// `held` tells whether a competency is held at a level.
    pub fn new(
        adverts: &[AdvertEssentials],
        held: &dyn Fn(&CompetencyId, Level) -> bool,
        candidates: &[Provides],
    ) -> Self {
        let mut by_id: BTreeMap<&CompetencyId, Vec<usize>> = BTreeMap::new();
        for (at, candidate) in candidates.iter().enumerate() {
            for id in &candidate.ids {
                by_id.entry(id).or_default().push(at);
            }
        }
        let mut board = Self {
            adverts: Vec::new(),
            helps: vec![Vec::new(); candidates.len()],
            value: vec![0; candidates.len()],
            closed: vec![false; candidates.len()],
        };
        for (at, advert) in adverts.iter().enumerate() {
            let mut unmet = Vec::new();
            for any_of in advert.all.iter().filter(|any| !any.iter().any(|(id, level)| held(id, *level))) {
                let mut members: Vec<usize> = any_of
                    .iter()
                    .flat_map(|(id, level)| {
                        let reach = by_id.get(id).into_iter().flatten();
                        reach.copied().filter(|c| candidates[*c].level >= *level)
                    })
                    .collect();
                members.sort_unstable();
                members.dedup();
                for member in &members {
                    if board.helps[*member].last() != Some(&at) {
                        board.helps[*member].push(at);
                    }
                }
                unmet.push(members);
            }
            board.adverts.push(Open { total: advert.all.len() as u32, unmet });
            board.count(at, true);
        }
        board
    }

    /// Adds or takes back what an advert contributes to the values.
    fn count(&mut self, advert: usize, add: bool) {
        let open = &self.adverts[advert];
        let part = WHOLE / (open.unmet.len() as u64).max(1);
        for member in open.unmet.iter().flatten() {
            let value = &mut self.value[*member];
            *value = if add { *value + part } else { value.saturating_sub(part) };
        }
    }

    /// Closes a candidate.
    pub fn close(&mut self, candidate: usize) {
        if std::mem::replace(&mut self.closed[candidate], true) {
            return;
        }
        for advert in self.helps[candidate].clone() {
            self.count(advert, false);
            self.adverts[advert].unmet.retain(|members| !members.contains(&candidate));
            self.count(advert, true);
        }
    }

    /// Adverts that closing it would help, an advert that it opens counting whole and another by its part.
    pub fn value(&self, candidate: usize) -> f64 {
        if self.closed[candidate] { 0.0 } else { self.value[candidate] as f64 / WHOLE as f64 }
    }

    /// Adverts whose requirements are all met.
    pub fn open(&self) -> u32 {
        self.adverts.iter().filter(|a| a.unmet.is_empty()).count() as u32
    }

    /// Average part of an advert's requirements that is met, 0 to 1; 0 without adverts.
    pub fn met(&self) -> f64 {
        let met = |a: &Open| 1.0 - f64::from(a.unmet.len() as u32) / f64::from(a.total.max(1));
        if self.adverts.is_empty() {
            0.0
        } else {
            self.adverts.iter().map(met).sum::<f64>() / self.adverts.len() as f64
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::AdvertId;

    fn advert(n: usize, all: &[&[&str]]) -> AdvertEssentials {
        let any = |ids: &&[&str]| ids.iter().map(|id| (CompetencyId::from(*id), Level::Intermediate)).collect();
        AdvertEssentials { advert: AdvertId(n.to_string()), all: all.iter().map(any).collect() }
    }

    fn candidate(id: &str) -> Provides {
        Provides { ids: vec![id.into()], level: Level::Intermediate }
    }

    #[test]
    fn closing_one_alternative_satisfies_the_requirement_and_takes_the_others_value() {
        let adverts = [advert(0, &[&["python", "r"]]), advert(1, &[&["sql"], &["python"]])];
        let mut board = Board::new(&adverts, &|_, _| false, &[candidate("python"), candidate("r"), candidate("sql")]);
        assert_eq!((board.value(0), board.value(1), board.value(2)), (1.5, 1.0, 0.5));
        assert_eq!((board.open(), board.met()), (0, 0.0));
        board.close(0);
        assert_eq!((board.value(0), board.value(1), board.value(2)), (0.0, 0.0, 1.0));
        assert_eq!((board.open(), board.met()), (1, 0.75));
        board.close(2);
        assert_eq!((board.open(), board.met()), (2, 1.0));
    }

    #[test]
    fn what_is_held_needs_no_closing() {
        let adverts = [advert(0, &[&["python", "r"], &["sql"]])];
        let board = Board::new(&adverts, &|id, _| id.as_str() == "r", &[candidate("python"), candidate("sql")]);
        assert_eq!((board.value(0), board.value(1), board.met()), (0.0, 1.0, 0.5));
    }
}
