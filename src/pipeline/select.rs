//! Which adverts are of the role.

use super::gather::Found;
use crate::model::{Date, Reading, Seniority};
use crate::role::employer_key;
use crate::rules::Rules;
use crate::rules::roles::TitleMatch;
use std::collections::{BTreeMap, BTreeSet};

/// A word in more role names than this says little of the work ("manager").
const GENERIC: usize = 30;

/// The roles that a run is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Name of the first, for reports.
    pub name: String,
    ids: BTreeSet<String>,
    words: BTreeSet<String>,
}

impl Target {
    /// The role that `name` means, a title of it included, with the roles of `include` beside it. A name that the
    /// vocabulary does not know stands for the titles that have exactly its words.
    pub fn new(name: &str, include: &[String], rules: &Rules) -> Self {
        let mut target = Self { name: name.trim().to_lowercase(), ids: BTreeSet::new(), words: BTreeSet::new() };
        for (n, name) in std::iter::once(name).chain(include.iter().map(String::as_str)).enumerate() {
            let role = rules.find_role(name).or_else(|| {
                let id = rules.reach(name).role_id?;
                rules.roles().get(&id)
            });
            match role {
                Some(role) => {
                    target.ids.insert(role.id.clone());
                    if n == 0 {
                        target.name = role.name.clone();
                    }
                }
                None => drop(target.words.insert(rules.reach(name).words)),
            }
        }
        target
    }

    /// Whether a title is of the role.
    pub fn holds(&self, title: &TitleMatch) -> bool {
        match &title.role_id {
            Some(id) => self.ids.contains(id),
            None => self.words.contains(&title.words),
        }
    }
}

/// Roles found that the target leaves out although their names share a telling word with it, or any word where both are
/// of one family of roles; most adverts first.
pub fn near<'f>(target: &Target, found: &'f [Found], rules: &Rules) -> Vec<&'f Found> {
    let mut in_roles: BTreeMap<String, usize> = BTreeMap::new();
    for word in rules.roles().iter().flat_map(|role| words(&role.name)) {
        *in_roles.entry(word).or_default() += 1;
    }
    let own = words(&target.name);
    let telling: BTreeSet<&String> = own.iter().filter(|w| in_roles.get(*w).is_none_or(|n| *n <= GENERIC)).collect();
    let family = |id: &String| rules.roles().get(id).map(|role| role.family.as_str());
    let families: BTreeSet<&str> = target.ids.iter().filter_map(family).collect();
    let is_near = |f: &&Found| {
        let shared: Vec<String> = words(&f.name).into_iter().filter(|w| own.contains(w)).collect();
        let related = f.title.role_id.as_ref().and_then(family).is_some_and(|family| families.contains(family));
        shared.iter().any(|w| related || telling.contains(w))
    };
    found.iter().filter(|f| !target.holds(&f.title)).filter(is_near).collect()
}

/// The words of a name; those of one or two letters say nothing.
fn words(name: &str) -> BTreeSet<String> {
    name.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 2).map(str::to_owned).collect()
}

/// What else an advert must be to count.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Filter {
    pub seniority: Option<Seniority>,
    /// Part of the place as written, in any case.
    pub place: Option<String>,
    /// Published on this day or later; an advert without a date does not count.
    pub since: Option<Date>,
    pub employer: Option<String>,
}

impl Filter {
    pub fn accepts(&self, reading: &Reading) -> bool {
        let place =
            |wanted: &String| reading.place.as_ref().is_some_and(|p| p.to_lowercase().contains(&wanted.to_lowercase()));
        let employer =
            |wanted: &String| reading.employer.as_ref().is_some_and(|e| employer_key(e) == employer_key(wanted));
        self.seniority.is_none_or(|s| reading.facts.seniority == Some(s))
            && self.place.as_ref().is_none_or(place)
            && self.since.is_none_or(|day| reading.published.is_some_and(|p| p >= day))
            && self.employer.as_ref().is_none_or(employer)
    }
}
