//! What a title says of the post, and whether two titles can be of one.

use super::telling::Telling;
use super::words::{each_word, hash, hashes};
use crate::rules::Rules;
use std::collections::BTreeSet;

/// A title, read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Title {
    parts: Vec<Part>,
    /// Words that say how high the post stands.
    grades: BTreeSet<u32>,
    /// Numbers of bands, levels and steps.
    steps: BTreeSet<u32>,
    /// All words, in order.
    words: Vec<u32>,
}

/// What stands between bars, dashes, slashes, brackets or commas.
#[derive(Debug, Clone, PartialEq)]
struct Part {
    telling: BTreeSet<u32>,
    /// It names somebody by the work.
    person: bool,
    /// The role that it is a name of, whole.
    role: Option<u32>,
}

impl Title {
    pub fn of(title: &str, rules: &Rules, telling: &Telling) -> Self {
        let mut out = Self { words: hashes(title), ..Self::default() };
        out.read_steps(title);
        for text in parts(title) {
            let mut part = Part { telling: BTreeSet::new(), person: false, role: None };
            for tells in hashes(text).into_iter().filter_map(|word| telling.get(word)) {
                part.person |= tells.person;
                if tells.grade {
                    out.grades.insert(tells.word);
                } else {
                    part.telling.insert(tells.word);
                }
            }
            part.role = rules.find_role(text).map(|role| hash(&role.id));
            if !part.telling.is_empty() || part.person {
                out.parts.push(part);
            }
        }
        out
    }

    /// "Band 6", "Level 2", "III".
    fn read_steps(&mut self, title: &str) {
        let mut before = String::new();
        each_word(title, |_, _, lower| {
            let roman = matches!(lower, "ii" | "iii" | "iv");
            let after_step = matches!(before.as_str(), "band" | "level" | "grade" | "tier" | "fy" | "st" | "ct" | "b");
            if roman || after_step && lower.len() <= 2 && lower.starts_with(|c: char| c.is_numeric()) {
                self.steps.insert(hash(lower));
            }
            before.clear();
            before.push_str(lower);
        });
    }

    /// The same for titles that name the same post, whatever they say of place and contract.
    pub fn core(&self) -> u64 {
        let telling: BTreeSet<u32> = self.all().chain(self.grades.iter().copied()).collect();
        super::words::mix(&telling.into_iter().collect::<Vec<_>>())
    }

    /// Whether the words are the same.
    pub fn same_words(&self, other: &Self) -> bool {
        self.words == other.words
    }

    fn all(&self) -> impl Iterator<Item = u32> {
        self.parts.iter().flat_map(|part| part.telling.iter().copied())
    }

    /// Whether the titles cannot be of one post. `names` holds words of places and employers, which say nothing of the
    /// post; `strict` where both are of one employer, who grades posts alike.
    pub fn conflicts(&self, other: &Self, names: &dyn Fn(u32) -> bool, strict: bool) -> bool {
        if self.words == other.words {
            return false;
        }
        let disjoint = |a: &BTreeSet<u32>, b: &BTreeSet<u32>| !a.is_empty() && !b.is_empty() && a.is_disjoint(b);
        if disjoint(&self.steps, &other.steps) || strict && self.grades != other.grades {
            return true;
        }
        let without = |part: &Part| part.telling.iter().copied().filter(|w| !names(*w)).collect::<BTreeSet<u32>>();
        let same = |a: &Part, b: &Part| a.role.is_some() && a.role == b.role || without(a) == without(b);
        let people = |title: &Self| title.parts.iter().filter(|p| p.person).cloned().collect::<Vec<Part>>();
        let (ours, theirs) = (people(self), people(other));
        let (mine, its): (BTreeSet<u32>, BTreeSet<u32>) = (self.all().collect(), other.all().collect());
        let extra = |a: &Self, b: &BTreeSet<u32>, all: bool| {
            let parts = a.parts.iter().filter(|p| all || !p.person);
            parts.flat_map(|p| &p.telling).any(|w| !b.contains(w) && !names(*w))
        };
        let named = ours.iter().any(|a| theirs.iter().any(|b| same(a, b)));
        extra(self, &its, !named) || extra(other, &mine, !named)
    }
}

/// The stretches of a title.
fn parts(title: &str) -> impl Iterator<Item = &str> {
    let hard = |c: char| matches!(c, ';' | '|' | '–' | '—' | ':' | '•' | ',' | '/' | '(' | ')' | '[' | ']' | '+' | '*');
    let dashed = title.split(hard).flat_map(|p| p.split(" -")).flat_map(|p| p.split("- "));
    dashed.map(str::trim).filter(|p| !p.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conflict(a: &str, b: &str, names: &str, strict: bool) -> bool {
        let rules = Rules::embedded();
        let telling = Telling::of(rules);
        let names: Vec<u32> = hashes(names).into_iter().map(|w| telling.plain(w)).collect();
        let read = |title| Title::of(title, rules, &telling);
        let (forward, backward) = (read(a), read(b));
        let found = forward.conflicts(&backward, &|w| names.contains(&w), strict);
        assert_eq!(found, backward.conflicts(&forward, &|w| names.contains(&w), strict), "{a} and {b}");
        found
    }

    #[test]
    fn another_role_speciality_or_grade_is_another_post() {
        for (a, b) in [
            ("Staff Nurse - Ward 5", "Physiotherapist - Ward 5"),
            ("Technical Manager (Mechanical)", "Technical Manager (Electrical)"),
            ("RMN - Adult Services", "RMN - CAMHS"),
            ("Data Analyst", "Senior Data Analyst"),
            ("Staff Nurse Band 5", "Staff Nurse Band 6"),
            ("Theatre Practitioner", "Lead Theatre Practitioner"),
            ("Registered Nurse", "Registered Nurse - Oncology"),
        ] {
            assert!(conflict(a, b, "", true), "{a} and {b}");
        }
    }

    #[test]
    fn place_contract_order_and_other_names_of_the_role_make_no_difference() {
        for (a, b, names) in [
            ("Support Worker (Larkfield)", "Support Worker (Ashdown)", ""),
            ("Volunteer Driver - Bath", "Volunteer Driver - Reading", "Bath Reading"),
            ("Bank Staff Nurse", "Staff Nurse - Fixed Term", ""),
            ("RMN", "Registered Mental Health Nurse (RMN)", ""),
            ("Registered Nurse - Community Psychiatric Nurse", "Community Psychiatric Nurse", ""),
            ("Community Nurse Specialist", "Nurse Specialist (Community)", ""),
            ("Data/Program Analyst", "Program/Data Analyst", ""),
        ] {
            assert!(!conflict(a, b, names, true), "{a} and {b}");
        }
        assert!(!conflict("Jr. Data Scientist", "Data Scientist", "", false));
    }
}
