//! From inputs and a role to the role's template.

use super::gather::{Found, Gathered, gather};
use super::readings;
use super::select::{Filter, Target};
use super::stream::{Input, Progress};
use crate::diag::Diag;
use crate::gap::Relations;
use crate::model::{CompetencyId, CompetencyKind, Reading, RoleTemplate};
use crate::report::RoleCount;
use crate::role::{Distinct, Named, collapse, template};
use crate::rules::Rules;
use std::collections::BTreeMap;

/// A role, studied.
#[derive(Debug)]
pub struct Study {
    pub gathered: Gathered,
    pub target: Target,
    /// The role's adverts, copies collapsed.
    pub adverts: Distinct,
    pub template: RoleTemplate,
}

/// Reads all inputs and counts what the adverts of the target ask for.
pub fn study(
    inputs: &[Input],
    rules: &Rules,
    target: Target,
    filter: &Filter,
    progress: &(dyn Fn(Progress) + Sync),
) -> Study {
    let mut gathered = gather(inputs, rules, &|seen| target.holds(seen.title), progress);
    let kept = std::mem::take(&mut gathered.kept);
    let (mut read, failures) = readings(inputs, kept, &gathered.repeats, &gathered.copies, rules, progress);
    gathered.findings.extend(failures);
    read.retain(|reading| filter.accepts(reading));
    let adverts = collapse(read);
    let template = template(&target.name, rules.version(), &adverts, &named(rules));
    Study { gathered, target, adverts, template }
}

/// Every role that the adverts hold.
#[derive(Debug)]
pub struct AllRoles {
    /// Of roles with enough adverts, most adverts first.
    pub templates: Vec<RoleTemplate>,
    pub findings: Vec<Diag>,
}

/// Counts what each role asks for, of those with at least `min_adverts`.
pub fn all_roles(inputs: &[Input], rules: &Rules, min_adverts: u32, progress: &(dyn Fn(Progress) + Sync)) -> AllRoles {
    let mut gathered = gather(inputs, rules, &|_| true, progress);
    let kept = std::mem::take(&mut gathered.kept);
    let mut by_role: BTreeMap<String, Vec<Reading>> = BTreeMap::new();
    let (read, failures) = readings(inputs, kept, &gathered.repeats, &gathered.copies, rules, progress);
    gathered.findings.extend(failures);
    for reading in read {
        let title = rules.reach(&reading.title);
        let role =
            title.role_id.as_deref().and_then(|id| rules.roles().get(id)).map_or(title.words, |role| role.name.clone());
        by_role.entry(role).or_default().push(reading);
    }
    let mut templates: Vec<RoleTemplate> = by_role
        .into_iter()
        .map(|(role, readings)| (role, collapse(readings)))
        .filter(|(_, adverts)| adverts.readings.len() as u32 >= min_adverts)
        .map(|(role, adverts)| template(&role, rules.version(), &adverts, &named(rules)))
        .collect();
    templates.sort_by(|a, b| b.adverts.cmp(&a.adverts).then_with(|| a.role.cmp(&b.role)));
    AllRoles { templates, findings: gathered.findings }
}

/// Name and sector of a competency.
pub fn named(rules: &Rules) -> impl Fn(&CompetencyId) -> Named {
    |id| described(id, rules)
}

fn described(id: &CompetencyId, rules: &Rules) -> Named {
    match rules.vocabulary().get(id) {
        Some(competency) => Named { name: competency.label.clone(), sector: competency.sector.clone() },
        None => Named { name: id.to_string(), sector: String::new() },
    }
}

/// The name of a competency, as reports show it.
pub fn names(rules: &Rules) -> impl Fn(&CompetencyId) -> String {
    |id| described(id, rules).name
}

/// The competency that a name or id means.
pub fn known(rules: &Rules) -> impl Fn(&str) -> Option<(CompetencyId, CompetencyKind, Named)> {
    |name| {
        let competency = rules.find(name)?;
        Some((competency.id.clone(), competency.kind, described(&competency.id, rules)))
    }
}

/// What the vocabulary says of competencies that stand in for one another.
pub fn relations(rules: &Rules) -> Relations {
    let rows = || rules.vocabulary().iter();
    Relations {
        implies: rows().filter(|c| !c.implies.is_empty()).map(|c| (c.id.clone(), c.implies.clone())).collect(),
        similar: rows().filter(|c| !c.similar.is_empty()).map(|c| (c.id.clone(), c.similar.clone())).collect(),
    }
}

/// The roles found, as a table.
pub fn role_counts(found: &[Found]) -> Vec<RoleCount> {
    let row = |f: &Found| RoleCount {
        id: f.title.role_id.clone(),
        role: f.name.clone(),
        adverts: f.adverts,
        employers: f.employers,
        titles: f.titles.clone(),
    };
    found.iter().map(row).collect()
}
