//! What a title says of the post, and whether two titles can be of one.

use super::telling::Telling;
use super::words::{each_word, hash, hashes};
use crate::rules::Rules;
use std::collections::BTreeSet;

/// A title, read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Title {
    parts: Vec<Part>,
    /// For those who still learn the work.
    learner: bool,
    /// Numbers of bands, levels and steps; of these the Roman ones.
    steps: BTreeSet<u32>,
    roman: BTreeSet<u32>,
    /// All words, in order.
    words: Vec<u32>,
}

/// What stands between bars, dashes, slashes, brackets or commas.
#[derive(Debug, Clone, Default, PartialEq)]
struct Part {
    telling: BTreeSet<u32>,
    /// Words that say how high the post stands.
    grades: BTreeSet<u32>,
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
            let mut part = Part::default();
            let words = before_number(text);
            let named = words.windows(2).map(|pair| telling.is_site(pair[1])).chain([false]);
            let told = words.iter().zip(named).filter(|(_, name)| !name).filter_map(|(word, _)| telling.get(*word));
            for tells in told {
                part.person |= tells.person;
                out.learner |= tells.learner;
                if tells.grade {
                    part.grades.insert(tells.word);
                } else {
                    part.telling.insert(tells.word);
                }
            }
            part.role = rules.find_role(text).map(|role| hash(&role.id));
            if !part.telling.is_empty() || !part.grades.is_empty() {
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
            if roman {
                self.roman.insert(hash(lower));
            }
            before.clear();
            before.push_str(lower);
        });
    }

    /// The same for titles that name the same post, whatever they say of place and contract.
    pub fn core(&self) -> u64 {
        let telling: BTreeSet<u32> = self.all().chain(self.grades()).collect();
        super::words::mix(&telling.into_iter().collect::<Vec<_>>())
    }

    /// Whether the words are the same.
    pub fn same_words(&self, other: &Self) -> bool {
        self.words == other.words
    }

    fn all(&self) -> impl Iterator<Item = u32> {
        self.parts.iter().flat_map(|part| part.telling.iter().copied())
    }

    /// Whether the titles can be of one post. `names` holds words of places and employers, which say nothing of the
    /// post; `strict` where both are of one employer, who grades posts alike.
    pub fn against(&self, other: &Self, names: &dyn Fn(u32) -> bool, strict: bool) -> Verdict {
        if self.words == other.words {
            return Verdict::Agree;
        }
        let disjoint = |a: &BTreeSet<u32>, b: &BTreeSet<u32>| !a.is_empty() && !b.is_empty() && a.is_disjoint(b);
        let steps_differ = disjoint(&self.steps, &other.steps) || strict && self.roman != other.roman;
        if steps_differ || self.learner != other.learner {
            return Verdict::Differ;
        }
        let says = |part: &Part| part.telling.iter().copied().filter(|w| !names(*w)).collect::<BTreeSet<u32>>();
        let extra = |a: &Self, b: &Self, named: bool| -> (BTreeSet<u32>, bool) {
            let parts = a.parts.iter().filter(|p| !named || !p.person || says(p).is_empty());
            let words = parts.clone().flat_map(says).filter(|w| !b.says(*w)).collect();
            let grade = parts.flat_map(|p| &p.grades).any(|w| !b.grades().any(|other| other == *w));
            (words, strict && grade)
        };
        let name = self.shared_name(other, &says, strict);
        let (mut ours, our_grade) = extra(self, other, name.is_some());
        let (mut theirs, their_grade) = extra(other, self, name.is_some());
        if let Some((more, less)) = name {
            ours.extend(more);
            theirs.extend(less);
        }
        match (ours.is_empty(), theirs.is_empty()) {
            _ if our_grade || their_grade => Verdict::Differ,
            (true, true) => Verdict::Agree,
            (false, false) => Verdict::Differ,
            _ => Verdict::Extra(ours.into_iter().chain(theirs).collect()),
        }
    }

    /// Of "Registered Nurse - Community Psychiatric Nurse" each part is a name of the post, and one that both titles have
    /// is enough. Gives what either has more of words in the part where they are most alike.
    fn shared_name(
        &self,
        other: &Self,
        says: &dyn Fn(&Part) -> BTreeSet<u32>,
        strict: bool,
    ) -> Option<(BTreeSet<u32>, BTreeSet<u32>)> {
        let people = |title: &Self| title.parts.iter().filter(|p| p.person).map(|p| (says(p), p.clone())).collect();
        let (ours, theirs): (Vec<(BTreeSet<u32>, Part)>, Vec<_>) = (people(self), people(other));
        let pairs = ours.iter().flat_map(|a| theirs.iter().map(move |b| (a, b)));
        let shared = pairs.filter_map(|((a, x), (b, y))| {
            if a.is_empty() || b.is_empty() || strict && x.grades != y.grades {
                return None;
            }
            let more: BTreeSet<u32> = a.iter().copied().filter(|w| !other.says(*w)).collect();
            let less: BTreeSet<u32> = b.iter().copied().filter(|w| !self.says(*w)).collect();
            match x.role.is_some() && x.role == y.role {
                true => Some(Default::default()),
                false => (more.is_empty() || less.is_empty()).then_some((more, less)),
            }
        });
        shared.min_by_key(|(more, less)| (more.len() + less.len(), more.clone(), less.clone()))
    }

    fn says(&self, word: u32) -> bool {
        self.parts.iter().any(|part| part.telling.contains(&word))
    }

    fn grades(&self) -> impl Iterator<Item = u32> {
        self.parts.iter().flat_map(|part| part.grades.iter().copied())
    }
}

/// What two titles say of each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// They can be of one post.
    Agree,
    /// They can be where both texts hold these words, which one title alone has.
    Extra(BTreeSet<u32>),
    /// Another role, speciality or grade.
    Differ,
}

/// The words of a part up to a number of three digits and more: it is a reference, with the letters glued to it
/// ("R0092"), and so is what follows.
fn before_number(part: &str) -> Vec<u32> {
    let (mut words, mut ended, mut last) = (Vec::new(), false, 0);
    each_word(part, |start, end, lower| {
        if !ended && lower.len() >= 3 && lower.starts_with(char::is_numeric) {
            ended = true;
            if start == last {
                words.pop();
            }
        }
        last = end;
        // The leave that a contract covers, not the speciality.
        if matches!(lower, "cover" | "leave") && words.last() == Some(&hash("maternity")) {
            words.pop();
        }
        words.extend((!ended).then(|| hash(lower)));
    });
    words
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

    fn verdict(a: &str, b: &str, names: &str, strict: bool) -> Verdict {
        let rules = Rules::embedded();
        let telling = Telling::of(rules);
        let names: Vec<u32> = hashes(names).into_iter().map(|w| telling.plain(w)).collect();
        let read = |title| Title::of(title, rules, &telling);
        let (forward, backward) = (read(a), read(b));
        let found = forward.against(&backward, &|w| names.contains(&w), strict);
        assert_eq!(found, backward.against(&forward, &|w| names.contains(&w), strict), "{a} and {b}");
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
        ] {
            assert_eq!(verdict(a, b, "", true), Verdict::Differ, "{a} and {b}");
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
            assert_eq!(verdict(a, b, names, true), Verdict::Agree, "{a} and {b}");
        }
        assert_eq!(verdict("Jr. Data Scientist", "Data Scientist", "", false), Verdict::Agree);
    }

    #[test]
    fn a_title_that_says_more_leaves_it_to_the_texts() {
        for (a, b) in [("Registered Nurse", "Registered Nurse - Oncology"), ("Screener", "Retinal Screener")] {
            assert!(matches!(verdict(a, b, "", true), Verdict::Extra(words) if words.len() == 1), "{a} and {b}");
        }
    }
}
