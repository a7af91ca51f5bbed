//! Which routes suit a gap.

use super::data::{PlanData, Route};
use crate::model::{CompetencyKind, Gap, LevelBasis, Preferences, Situation};

/// Words by which a sentence asks for experience at first hand.
const FIRST_HAND: &[&str] =
    &["experience", "experienced", "track record", "worked in", "worked as", "proven", "hands-on"];

/// Whether adverts want it done at first hand: they state years, or say so in the sentence shown.
pub fn wants_experience(gap: &Gap) -> bool {
    let says = |sentence: &str| {
        let lower = sentence.to_lowercase();
        FIRST_HAND.iter().any(|word| lower.contains(word))
    };
    gap.requirement.level_basis == LevelBasis::Years
        || gap.requirement.min_years_median.is_some()
        || gap.requirement.evidence.first().is_some_and(|e| says(&e.sentence))
}

/// The routes that suit a gap, best first: the user's choice, the routes they prefer, those made for
/// it, experience at first hand where
/// adverts ask for it, those of the sector, those of the kind. Never empty for a kind that can be learned.
pub fn routes<'d>(gap: &Gap, preferences: &Preferences, data: &'d PlanData) -> Vec<&'d Route> {
    let requirement = &gap.requirement;
    let first_hand = wants_experience(gap);
    let only = data.only.get(requirement.competency.as_str()).into_iter().flatten();
    let of_sector = data.sectors.get(&requirement.sector).into_iter().flatten();
    let of_sector = of_sector.filter(|(_, kinds)| kinds.contains(&requirement.kind)).map(|(id, _)| id);
    let kind = data.kinds.get(&requirement.kind);
    let of_kind = kind.into_iter().flat_map(|k| if first_hand { &k.first_hand } else { &k.routes });
    let mut found: Vec<&Route> = Vec::new();
    for id in only.chain(of_sector).chain(of_kind) {
        if let Some(route) = data.routes.get(id)
            && !found.iter().any(|f| f.id == route.id)
        {
            found.push(route);
        }
    }
    let possible: Vec<&Route> = found
        .iter()
        .copied()
        .filter(|r| {
            has_place(r, preferences) && !preferences.avoid.iter().any(|a| *a == r.id || *a == r.name || *a == r.like)
        })
        .collect();
    // A user who avoids everything that there is still gets a plan.
    let mut suits = if possible.is_empty() { found } else { possible };
    // What adverts want at first hand is first tried out where nobody is harmed, if nothing of a tool is known yet.
    let beginner = requirement.kind == CompetencyKind::Tool && gap.held.is_none_or(|h| h.number() < 2);
    let chosen = preferences.routes.get(requirement.competency.as_str());
    suits.sort_by_key(|route| {
        let is = |wanted: &String| *wanted == route.id || *wanted == route.name;
        let is_like = |wanted: &String| is(wanted) || *wanted == route.like;
        let made_for = data.only.get(requirement.competency.as_str()).is_some_and(|ids| ids.contains(&route.id));
        let late = if beginner { route.needs_employer } else { first_hand && !route.first_hand };
        // Where nobody said whether there is a job, what needs none comes first.
        let unsure = takes_job(route) && preferences.situation == Situation::Unknown;
        (!chosen.is_some_and(is), !preferences.prefer.iter().any(is_like), unsure, !made_for, late)
    });
    suits
}

/// Whether the user has the job that a route is done in: any job, or one in its field where it takes that.
fn has_place(route: &Route, preferences: &Preferences) -> bool {
    let field = &preferences.field;
    let in_field = route.in_field.is_empty() || field.is_empty() || route.in_field.contains(field);
    !takes_job(route) || in_field && preferences.situation != Situation::NotEmployed
}

fn takes_job(route: &Route) -> bool {
    route.needs_employer || !route.in_field.is_empty()
}
