//! Concepts → rows of a vocabulary of the user's own, screened.
//!
//! What the vocabulary has already is not added again: its other labels and its codes come to the entry that is there.
//! Every label that is left out is given with its reason.

use super::judge::{bare, judge};
use super::{Concept, Concepts, Names};
use crate::model::{CompetencyId, CompetencyKind};
use crate::rules::language::Language;
use crate::rules::own::{NAME_ONLY, OwnFile, id_of};
use crate::rules::vocabulary::{Label, RawCompetency};
use crate::rules::{Rules, ordinary};
use std::collections::{BTreeMap, BTreeSet};

/// A label that was left out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rejected {
    /// Key of the concept in its source.
    pub concept: String,
    pub label: String,
    pub language: Language,
    pub reason: String,
}

/// What an import gives.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    pub file: OwnFile,
    /// Sorted.
    pub rejected: Vec<Rejected>,
    pub concepts: usize,
    /// Labels in the source, all languages.
    pub labels: usize,
    /// Competencies added, and those there that got labels or codes.
    pub added: usize,
    pub merged: usize,
    /// Labels that are there already and need not be added.
    pub known: usize,
}

/// Screens concepts against the vocabulary that they are to lie on.
pub fn screen(source: &Concepts, rules: &Rules) -> Imported {
    let mut screen = Screen::new(source, rules);
    let owners: Vec<Option<CompetencyId>> = source.concepts.iter().map(|c| screen.owner(c)).collect();
    // Preferred labels first, so that no other label of an earlier concept takes one away.
    let mut kept: Vec<BTreeMap<Language, Kept>> = vec![BTreeMap::new(); source.concepts.len()];
    for preferred in [true, false] {
        for ((concept, owner), kept) in source.concepts.iter().zip(&owners).zip(&mut kept) {
            for (language, names) in &concept.names {
                let kept = kept.entry(*language).or_default();
                if preferred {
                    kept.preferred = screen.keep(concept, *language, &names.preferred, owner.as_ref());
                } else {
                    let others = names.others.iter();
                    kept.others = others.filter_map(|l| screen.keep(concept, *language, l, owner.as_ref())).collect();
                }
            }
        }
    }
    screen.rows(source, owners, kept)
}

/// The labels of a concept that stay, with their marks.
#[derive(Debug, Clone, Default)]
struct Kept {
    preferred: Option<String>,
    others: Vec<String>,
}

struct Screen<'a> {
    rules: &'a Rules,
    titles: BTreeSet<String>,
    /// The competency that has a code of ESCO.
    by_esco: BTreeMap<&'a str, &'a CompetencyId>,
    /// Labels taken by an earlier concept, by language and words.
    taken: BTreeMap<(Language, String), String>,
    /// Where the row of an id and a language stands.
    at: BTreeMap<(String, String), usize>,
    out: Imported,
}

impl<'a> Screen<'a> {
    fn new(source: &Concepts, rules: &'a Rules) -> Self {
        let by_esco = rules.vocabulary().iter().filter_map(|c| Some((c.esco.as_deref()?, &c.id))).collect();
        let labels = source.concepts.iter().flat_map(|c| c.names.values()).map(|n| 1 + n.others.len()).sum();
        let file = OwnFile { notes: source.notes.clone(), rows: Vec::new() };
        let out = Imported { file, concepts: source.concepts.len(), labels, ..Imported::default() };
        let titles = source.titles.iter().map(|t| t.to_lowercase()).collect();
        Self { rules, titles, by_esco, taken: BTreeMap::new(), at: BTreeMap::new(), out }
    }

    /// The competency that a concept is: the one with its code, with its English label, or with most of its others.
    fn owner(&self, concept: &Concept) -> Option<CompetencyId> {
        if let Some(id) = concept.esco.as_deref().and_then(|code| self.by_esco.get(code)) {
            return Some((*id).clone());
        }
        let names = concept.names.get(&Language::English)?;
        let owner = |label: &str| {
            let found = self.rules.find(&bare(label)).map(|c| (c.id.clone(), c.kind));
            found.filter(|(_, kind)| *kind != CompetencyKind::Qualification || concept.kind != CompetencyKind::Skill)
        };
        if let Some((id, _)) = owner(&names.preferred) {
            return Some(id);
        }
        // "write Hungarian", "understand spoken Hungarian": the language.
        let last = names.preferred.rsplit(' ').next().and_then(|word| self.rules.find(word));
        if let Some(language) = last.filter(|c| c.kind == CompetencyKind::Language && is_of_language(names)) {
            return Some(language.id.clone());
        }
        let mut votes: BTreeMap<CompetencyId, usize> = BTreeMap::new();
        for (id, _) in names.others.iter().filter_map(|l| owner(l)) {
            *votes.entry(id).or_default() += 1;
        }
        let best = votes.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)))?;
        (best.1 * 2 >= names.others.len()).then_some(best.0)
    }

    /// The label with its marks if it stays.
    fn keep(
        &mut self,
        concept: &Concept,
        language: Language,
        label: &str,
        owner: Option<&CompetencyId>,
    ) -> Option<String> {
        let label = bare(label);
        match self.verdict(&label, language, owner) {
            Ok(written) => {
                self.taken.insert((language, label.to_lowercase()), concept.key.clone());
                Some(written)
            }
            Err(None) => {
                self.out.known += 1;
                None
            }
            Err(Some(reason)) => {
                self.out.rejected.push(Rejected { concept: concept.key.clone(), label, language, reason });
                None
            }
        }
    }

    /// `Err(None)`: the label is where it should be already.
    fn verdict(&self, label: &str, language: Language, owner: Option<&CompetencyId>) -> Result<String, Option<String>> {
        if language == Language::English
            && let Some(there) = self.rules.find(label)
        {
            return Err(match owner {
                Some(id) if *id == there.id => None,
                _ => Some(format!("already a label of `{}`", there.id)),
            });
        }
        if let Some(first) = self.taken.get(&(language, label.to_lowercase())) {
            return Err(Some(format!("already a label of `{first}`")));
        }
        let written = judge(label, language, self.rules)?;
        let is_title = self.titles.contains(&label.to_lowercase()) || self.rules.find_role(label).is_some();
        if is_title { Err(Some("a title of a job".into())) } else { Ok(written) }
    }

    fn rows(
        mut self,
        source: &Concepts,
        owners: Vec<Option<CompetencyId>>,
        kept: Vec<BTreeMap<Language, Kept>>,
    ) -> Imported {
        let ids = self.ids(source, &owners, &kept);
        let id_of_key: BTreeMap<&str, &str> =
            source.concepts.iter().zip(&ids).filter_map(|(c, id)| Some((c.key.as_str(), id.as_deref()?))).collect();
        let new: BTreeSet<&str> =
            ids.iter().zip(&owners).filter(|(_, o)| o.is_none()).filter_map(|(id, _)| id.as_deref()).collect();
        let related = |keys: &dyn Fn(&Concept) -> &Vec<String>| {
            let of = |(c, id): (&Concept, &Option<String>)| {
                let id = id.as_deref().filter(|id| new.contains(id))?;
                let to = keys(c).iter().filter_map(|key| id_of_key.get(key.as_str())).filter(|to| **to != id);
                Some((id.to_string(), to.map(|to| to.to_string()).collect::<BTreeSet<_>>()))
            };
            without_rings(source.concepts.iter().zip(&ids).filter_map(of).collect())
        };
        let (broader, needs) = (related(&|c| &c.broader), related(&|c| &c.needs));
        let mut merged = BTreeSet::new();
        for ((concept, id), (owner, kept)) in source.concepts.iter().zip(&ids).zip(owners.iter().zip(&kept)) {
            let Some(id) = id else { continue };
            let there = owner.as_ref().and_then(|id| self.rules.vocabulary().get(id));
            for (language, kept) in kept {
                let foreign = *language != Language::English;
                let mut row = RawCompetency { id: id.clone(), ..RawCompetency::default() };
                if foreign {
                    row.language = language.to_string();
                }
                let labels = kept.preferred.iter().chain(&kept.others);
                row.labels = labels.cloned().collect::<Vec<_>>().join("|");
                match there {
                    Some(there) => {
                        let fresh = |new: &Option<String>, old: &Option<String>| {
                            new.clone().filter(|_| old.is_none()).unwrap_or_default()
                        };
                        row.esco = fresh(&concept.esco, &there.esco);
                        row.onet = fresh(&concept.onet, &there.onet);
                    }
                    None => describe(&mut row, concept, (&concept.names[language], kept), &broader, &needs),
                }
                let named = !row.label.is_empty();
                if named || !row.labels.is_empty() || !row.esco.is_empty() || !row.onet.is_empty() {
                    if there.is_some() {
                        merged.insert(id.clone());
                    }
                    self.put(row);
                }
            }
        }
        self.out.added = new.len();
        self.out.merged = merged.len();
        self.out.rejected.sort();
        self.out
    }

    /// Adds a row; of several concepts that are one competency, the labels come together and the first code stays.
    fn put(&mut self, row: RawCompetency) {
        let next = self.out.file.rows.len();
        let at = *self.at.entry((row.id.clone(), row.language.clone())).or_insert(next);
        match self.out.file.rows.get_mut(at) {
            Some((_, there)) => {
                there.labels = [there.labels.as_str(), &row.labels].join("|").trim_matches('|').to_string();
                if there.esco.is_empty() {
                    there.esco = row.esco;
                }
            }
            None => self.out.file.rows.push((0, row)),
        }
    }

    /// The id of each concept; `None` where no label of it stays.
    fn ids(
        &self,
        source: &Concepts,
        owners: &[Option<CompetencyId>],
        kept: &[BTreeMap<Language, Kept>],
    ) -> Vec<Option<String>> {
        let mut used: BTreeSet<String> = BTreeSet::new();
        let free = |id: &str, used: &BTreeSet<String>| {
            !used.contains(id) && self.rules.vocabulary().get(&id.into()).is_none() && ordinary::retired(id).is_none()
        };
        let mut ids = Vec::with_capacity(owners.len());
        for ((concept, owner), kept) in source.concepts.iter().zip(owners).zip(kept) {
            if let Some(owner) = owner {
                ids.push(Some(owner.to_string()));
                continue;
            }
            let name = concept.names.get(&Language::English).or_else(|| concept.names.values().next());
            let stays = kept.values().any(|k| k.preferred.is_some() || !k.others.is_empty());
            let Some(name) = name.filter(|_| stays) else {
                ids.push(None);
                continue;
            };
            let plain = id_of(&bare(&name.preferred));
            let tail = || format!("{:08x}", xxhash_rust::xxh3::xxh3_64(concept.key.as_bytes()) as u32);
            let id = if free(&plain, &used) { plain } else { format!("{plain}-{}", tail()) };
            used.insert(id.clone());
            ids.push(Some(id));
        }
        ids
    }
}

/// Fills the row of a new competency.
fn describe(
    row: &mut RawCompetency,
    concept: &Concept,
    (names, kept): (&Names, &Kept),
    broader: &BTreeMap<String, BTreeSet<String>>,
    needs: &BTreeMap<String, BTreeSet<String>>,
) {
    let join = |all: &BTreeMap<String, BTreeSet<String>>| {
        all.get(&row.id).map(|to| to.iter().cloned().collect::<Vec<_>>().join("|")).unwrap_or_default()
    };
    let (broader, needs) = (join(broader), join(needs));
    match &kept.preferred {
        // What is refused still names the competency.
        None => row.label = format!("{NAME_ONLY}{}", bare(&names.preferred)),
        Some(written) => {
            row.label = Label::parse(written).text;
            let marked = Some(written.clone()).filter(|w| *w != row.label);
            row.labels = marked.into_iter().chain(kept.others.iter().cloned()).collect::<Vec<_>>().join("|");
        }
    }
    (row.broader, row.needs) = (broader, needs);
    row.kind = concept.kind.to_string();
    row.reuse = concept.reuse.to_string();
    row.esco = concept.esco.clone().unwrap_or_default();
    row.onet = concept.onet.clone().unwrap_or_default();
}

fn is_of_language(names: &Names) -> bool {
    ["write ", "understand ", "interact ", "speak ", "read "].iter().any(|verb| names.preferred.starts_with(verb))
}

/// The relations that are left when those inside rings are taken out.
fn without_rings(mut edges: BTreeMap<String, BTreeSet<String>>) -> BTreeMap<String, BTreeSet<String>> {
    let mut left = BTreeMap::new();
    loop {
        let done: Vec<String> = edges
            .iter()
            .filter(|(_, to)| to.iter().all(|t| !edges.contains_key(t)))
            .map(|(id, _)| id.clone())
            .collect();
        if done.is_empty() {
            break;
        }
        for id in done {
            let to = edges.remove(&id).unwrap_or_default();
            left.insert(id, to);
        }
    }
    // What is left leads into a ring: it keeps what leads out of it.
    let ring: BTreeSet<String> = edges.keys().cloned().collect();
    left.extend(edges.into_iter().map(|(id, to)| (id, to.into_iter().filter(|t| !ring.contains(t)).collect())));
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_are_taken_out_and_what_leads_to_them_stays() {
        let edges = |pairs: &[(&str, &[&str])]| -> BTreeMap<String, BTreeSet<String>> {
            pairs.iter().map(|(a, b)| (a.to_string(), b.iter().map(ToString::to_string).collect())).collect()
        };
        let given = edges(&[("a", &["b"]), ("b", &["c", "x"]), ("c", &["b"]), ("x", &[])]);
        assert_eq!(without_rings(given), edges(&[("a", &[]), ("b", &["x"]), ("c", &[]), ("x", &[])]));
    }
}
