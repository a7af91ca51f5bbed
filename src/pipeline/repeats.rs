//! Paragraphs that one employer repeats in adverts of different roles: they are about the employer, not the post.

use crate::extract::Repeated;
use crate::model::Advert;
use crate::role::employer_key;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use xxhash_rust::xxh3::xxh3_64;

static NONE: LazyLock<Repeated> = LazyLock::new(Repeated::default);

/// The repeated paragraphs of every employer.
#[derive(Debug, Default)]
pub struct Repeats(BTreeMap<String, (Repeated, u64)>);

impl Repeats {
    /// Those of one employer, as an advert names it.
    pub fn of(&self, employer: Option<&str>) -> &Repeated {
        employer.and_then(|name| self.0.get(&employer_key(name))).map_or(&NONE, |(repeated, _)| repeated)
    }

    /// Tells apart what one employer repeats; 0 = nothing.
    pub fn fingerprint(&self, employer: Option<&str>) -> u64 {
        employer.and_then(|name| self.0.get(&employer_key(name))).map_or(0, |(_, fingerprint)| *fingerprint)
    }
}

/// Sees every advert once; the order does not matter.
#[derive(Debug, Default)]
pub struct RepeatsBuilder {
    employers: BTreeMap<String, FxHashMap<u64, Roles>>,
}

/// The roles whose adverts hold a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Roles {
    One(u64),
    Several,
}

impl RepeatsBuilder {
    /// Hashes of the advert's running text. Items of lists are left out: they repeat because posts are alike.
    pub fn paragraphs(advert: &Advert) -> Vec<u64> {
        if advert.employer.is_none() {
            return Vec::new();
        }
        let lines = advert.text.lines().filter(|line| !line.trim_start().starts_with("- "));
        lines.flat_map(Repeated::paragraphs).collect()
    }

    pub fn add(&mut self, employer: &str, role: &str, paragraphs: &[u64]) {
        if paragraphs.is_empty() {
            return;
        }
        let role = xxh3_64(role.as_bytes());
        if !self.employers.contains_key(employer) {
            self.employers.insert(employer.to_owned(), FxHashMap::default());
        }
        let Some(seen) = self.employers.get_mut(employer) else { return };
        for paragraph in paragraphs {
            let roles = seen.entry(*paragraph).or_insert(Roles::One(role));
            if *roles != Roles::One(role) {
                *roles = Roles::Several;
            }
        }
    }

    pub fn finish(self) -> Repeats {
        let several = |seen: FxHashMap<u64, Roles>| {
            let repeated: Vec<u64> = seen
                .into_iter()
                .filter(|(_, roles)| *roles == Roles::Several)
                .map(|(paragraph, _)| paragraph)
                .collect();
            // The same in any order.
            let fingerprint = repeated.iter().fold(0, |sum: u64, paragraph| sum.wrapping_add(*paragraph));
            (repeated.into_iter().collect(), fingerprint)
        };
        Repeats(self.employers.into_iter().map(|(employer, seen)| (employer, several(seen))).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_in_adverts_of_different_roles_of_one_employer_repeats() {
        let about = "We are a family business that has made and sold garden furniture since 1954.";
        let asks = "You will need to have led a team of at least five people in a warehouse before.";
        let mut builder = RepeatsBuilder::default();
        let hashes = |text: &str| Repeated::paragraphs(text).collect::<Vec<_>>();
        for (employer, role, text) in [
            ("oak", "warehouse manager", [about, asks].join("\n")),
            ("oak", "warehouse manager", [about, asks].join("\n")),
            ("oak", "accountant", about.to_owned()),
            ("elm", "accountant", asks.to_owned()),
        ] {
            builder.add(employer, role, &hashes(&text));
        }
        let repeats = builder.finish();
        assert!(repeats.of(Some("Oak Ltd")).contains(about));
        assert!(!repeats.of(Some("Oak")).contains(asks));
        assert!(!repeats.of(Some("Elm")).contains(asks));
        assert!(!repeats.of(None).contains(about));
        assert_ne!(repeats.fingerprint(Some("OAK")), 0);
        assert_eq!(repeats.fingerprint(Some("Elm")), 0);
    }
}
