//! The first pass: every advert is read once, its title and its repeated paragraphs are noted, and those that the run
//! needs are kept.

use super::copies::{Copies, CopiesBuilder};
use super::language::settled;
use super::repeats::{Repeats, RepeatsBuilder};
use super::stream::{Input, Progress, each_item};
use crate::diag::{Code, Diag};
use crate::duplicate::{Card, Telling};
use crate::ingest::Item;
use crate::model::Advert;
use crate::role::employer_key;
use crate::rules::Rules;
use crate::rules::roles::TitleMatch;
use std::collections::{BTreeMap, BTreeSet};

/// Titles shown of one role.
const TITLES: usize = 3;
/// Malformed records of one source that are told one by one.
const BAD_RECORDS: u32 = 20;

/// What all inputs gave.
#[derive(Debug)]
pub struct Gathered {
    /// Adverts kept for the run, in the order of the inputs.
    pub kept: Vec<Advert>,
    /// Adverts read, kept or not.
    pub adverts: u32,
    /// Of these, copies of another.
    pub duplicates: u32,
    pub copies: Copies,
    /// Adverts that do not count: no text, or another language.
    pub set_aside: u32,
    /// Roles found, most adverts first.
    pub found: Vec<Found>,
    /// What could not be read, and what was repaired; sorted.
    pub findings: Vec<Diag>,
    pub repeats: Repeats,
}

/// A role that titles reached, or the words of titles that reached none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub title: TitleMatch,
    /// Name of the role, or the words.
    pub name: String,
    /// Adverts, copies left out.
    pub adverts: u32,
    pub employers: u32,
    /// Titles as published, most frequent first, at most three.
    pub titles: Vec<String>,
}

/// An advert as the first pass sees it.
pub struct Seen<'a> {
    pub advert: &'a Advert,
    pub title: &'a TitleMatch,
}

enum Noted {
    Advert(Box<Note>),
    SetAside(Diag),
    Finding(Diag),
}

/// What is noted of one advert.
struct Note {
    title: TitleMatch,
    as_published: String,
    employer: Option<String>,
    card: Option<Card>,
    paragraphs: Vec<u64>,
    kept: Option<Advert>,
}

/// Reads all inputs and keeps the adverts that `keep` wants.
pub fn gather(
    inputs: &[Input],
    rules: &Rules,
    keep: &(dyn Fn(&Seen) -> bool + Sync),
    progress: &(dyn Fn(Progress) + Sync),
) -> Gathered {
    let telling = Telling::of(rules);
    pass(inputs, rules, keep, Some(telling), progress)
}

/// The same without looking for copies: none is found, and next to nothing is kept of each advert.
pub(super) fn gather_repeats(inputs: &[Input], rules: &Rules, progress: &(dyn Fn(Progress) + Sync)) -> Gathered {
    pass(inputs, rules, &|_| false, None, progress)
}

fn pass(
    inputs: &[Input],
    rules: &Rules,
    keep: &(dyn Fn(&Seen) -> bool + Sync),
    telling: Option<Telling>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Gathered {
    let step = |item: Item| match settled(item, rules) {
        Item::Finding(finding) => Noted::Finding(finding),
        Item::SetAside(_, finding) => Noted::SetAside(finding),
        Item::Advert(advert) => {
            let title = rules.reach(&advert.title);
            let employer = advert.employer.as_deref().map(employer_key).unwrap_or_default();
            Noted::Advert(Box::new(Note {
                as_published: advert.title.clone(),
                card: telling.as_ref().map(|telling| Card::of(&advert, &employer, rules, telling)),
                employer: Some(employer).filter(|key| !key.is_empty()),
                paragraphs: RepeatsBuilder::paragraphs(&advert),
                kept: keep(&Seen { advert: &advert, title: &title }).then_some(advert),
                title,
            }))
        }
    };
    let mut tally = Tally::default();
    each_item(inputs, &step, &mut |done, items| {
        items.into_iter().for_each(|item| tally.add(item));
        progress(Progress::Reading { inputs: done, of: inputs.len(), adverts: tally.adverts as usize });
    });
    tally.finish(rules, telling)
}

/// What the pass has seen so far. Nothing in it depends on the order of the adverts but `kept`.
#[derive(Default)]
struct Tally {
    kept: Vec<Advert>,
    adverts: u32,
    set_aside: u32,
    findings: Vec<Diag>,
    repeats: RepeatsBuilder,
    copies: CopiesBuilder,
    /// Malformed records of each source.
    bad_records: BTreeMap<String, u32>,
    roles: BTreeMap<(Option<String>, String), RoleTally>,
}

#[derive(Default)]
struct RoleTally {
    /// Of the cards.
    keys: BTreeSet<u64>,
    employers: BTreeSet<String>,
    titles: BTreeMap<String, u32>,
}

impl Tally {
    /// Keeps a finding; of the malformed records of one source only the first are told one by one.
    fn find(&mut self, finding: Diag) {
        if finding.code == Code::BadRecord {
            let records = self.bad_records.entry(finding.source.clone()).or_default();
            *records += 1;
            if *records > BAD_RECORDS {
                return;
            }
        }
        self.findings.push(finding);
    }

    fn add(&mut self, item: Noted) {
        match item {
            Noted::Finding(finding) => self.find(finding),
            Noted::SetAside(finding) => {
                self.set_aside += 1;
                self.findings.push(finding);
            }
            Noted::Advert(note) => {
                let Note { title, as_published, employer, card, paragraphs, kept } = *note;
                let key = card.as_ref().map(|card| card.key);
                self.adverts += 1;
                self.copies.extend(card);
                self.kept.extend(kept);
                let words = if title.role_id.is_some() { String::new() } else { title.words };
                if let Some(employer) = &employer {
                    let role = title.role_id.as_deref().unwrap_or(&words);
                    self.repeats.add(employer, role, &paragraphs);
                }
                let role = self.roles.entry((title.role_id, words)).or_default();
                role.keys.extend(key);
                role.employers.extend(employer);
                *role.titles.entry(as_published).or_default() += 1;
            }
        }
    }

    fn finish(mut self, rules: &Rules, telling: Option<Telling>) -> Gathered {
        let copies = telling.map(|telling| self.copies.finish(telling)).unwrap_or_default();
        for (source, records) in self.bad_records.iter().filter(|(_, records)| **records > BAD_RECORDS) {
            let message = format!("{records} records are malformed; the first {BAD_RECORDS} are listed");
            self.findings.push(Diag::new(Code::BadRecord, source.as_str(), message));
        }
        self.findings.sort();
        let mut found: Vec<Found> = self
            .roles
            .into_iter()
            .map(|((id, words), tally)| {
                let name =
                    id.as_deref().and_then(|id| rules.roles().get(id)).map_or(words.clone(), |role| role.name.clone());
                let mut titles: Vec<(String, u32)> = tally.titles.into_iter().collect();
                titles.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
                Found {
                    title: TitleMatch { role_id: id, words, seniority: None },
                    name,
                    adverts: tally.keys.iter().map(|key| copies.of_key(*key)).collect::<BTreeSet<u64>>().len() as u32,
                    employers: tally.employers.len() as u32,
                    titles: titles.into_iter().map(|(title, _)| title).take(TITLES).collect(),
                }
            })
            .collect();
        found.sort_by(|a, b| {
            b.adverts.cmp(&a.adverts).then_with(|| (&a.name, &a.title.role_id).cmp(&(&b.name, &b.title.role_id)))
        });
        Gathered {
            duplicates: copies.count() as u32,
            copies,
            kept: self.kept,
            adverts: self.adverts,
            set_aside: self.set_aside,
            found,
            findings: self.findings,
            repeats: self.repeats.finish(),
        }
    }
}
