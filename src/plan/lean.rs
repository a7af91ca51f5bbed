//! What a gap leans on: something similar that the plan closes before, or the narrower parts of what it is the name for.

use super::Request;
use super::candidate::Candidate;
use super::data::{Effort, Route};
use crate::model::{CompetencyId, CompetencyKind, Hours, PlannedGap};
use std::collections::BTreeMap;

/// Route from a tool to one like it, and route that brings parts together.
pub const MOVING_OVER: &str = "moving-over";
pub const BRING_TOGETHER: &str = "bring-together";

/// How like a tool must be so that its ways are looked up and not learned anew.
const LIKE: f64 = 0.6;
/// What one narrower competency gives of its umbrella, and what all of them together give at most.
const PART: f64 = 0.4;
const PARTS: f64 = 0.8;
/// Umbrellas of umbrellas that are looked at.
const DEEP: usize = 3;

/// What the plan closes before, and how much of this it gives, 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Lean {
    pub weight: f64,
    /// Of what it leans on.
    pub names: Vec<String>,
    pub umbrella: bool,
}

impl Lean {
    /// What is left to do; the high end assumes that less carries over.
    pub fn shortens(&self, hours: Hours, effort: &Effort) -> Hours {
        Hours { low: hours.low * (1.0 - self.weight), high: hours.high * (1.0 - self.weight * effort.carry_over) }
    }

    /// With one more thing to lean on: parts add up, of similar ones the most similar counts.
    pub fn and(self, more: Self) -> Self {
        if self.umbrella && more.umbrella {
            let names = self.names.into_iter().chain(more.names).collect();
            Self { weight: (self.weight + more.weight).min(PARTS), names, umbrella: true }
        } else if more.weight > self.weight {
            more
        } else {
            self
        }
    }
}

/// For each candidate, those that lean on it, by their place in the list.
pub fn among(list: &[Candidate], request: &Request) -> Vec<Vec<(usize, Lean)>> {
    let places: BTreeMap<&CompetencyId, usize> = list.iter().enumerate().map(|(at, c)| (&c.row.id, at)).collect();
    let mut out = vec![Vec::new(); list.len()];
    let lean = |on: usize, weight, umbrella| Lean { weight, names: vec![list[on].row.name.clone()], umbrella };
    for (at, candidate) in list.iter().enumerate().filter(|(_, c)| c.row.kind != CompetencyKind::Qualification) {
        let known = request.vocabulary.get(&candidate.row.id);
        for (id, weight) in known.into_iter().flat_map(|c| &c.similar) {
            if let Some(&other) = places.get(id).filter(|other| **other != at) {
                out[at].push((other, lean(at, *weight, false)));
                out[other].push((at, lean(other, *weight, false)));
            }
        }
        let mut above: Vec<&CompetencyId> = known.into_iter().flat_map(|c| &c.broader).collect();
        for _ in 0..DEEP {
            let next: Vec<_> = above.iter().filter_map(|id| request.vocabulary.get(id)).collect();
            for &umbrella in above.iter().filter_map(|id| places.get(id)).filter(|umbrella| **umbrella != at) {
                out[at].push((umbrella, lean(at, PART, true)));
            }
            above = next.into_iter().flat_map(|c| &c.broader).collect();
        }
    }
    out
}

/// The route that this makes possible, where it fits and the user has not chosen or ruled out another.
pub fn route<'d>(lean: &Lean, row: &PlannedGap, request: &Request<'d>) -> Option<&'d Route> {
    let id = if lean.umbrella {
        BRING_TOGETHER
    } else if row.kind == CompetencyKind::Tool && lean.weight >= LIKE {
        MOVING_OVER
    } else {
        return None;
    };
    let route = request.data.routes.get(id)?;
    let preferences = request.preferences;
    let is = |word: &String| *word == route.id || *word == route.name;
    let chosen = preferences.routes.get(row.id.as_str());
    (chosen.is_none_or(is) && !preferences.avoid.iter().any(is)).then_some(route)
}
