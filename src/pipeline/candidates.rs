//! Terms that adverts use and the vocabulary does not know, each with its adverts and sentences: how it learns.

use super::copies::Copies;
use super::reading::{Extracted, extract_each};
use super::sentence::sentence_at;
use super::stream::{Input, Progress};
use crate::diag::Diag;
use crate::model::CompetencyId;
use crate::role::employer_key;
use crate::rules::Rules;
use crate::rules::lookup::same_words;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Sentences kept of one term.
const EXAMPLES: usize = 3;

/// A term that could come into the vocabulary.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// As it is written most often.
    pub term: String,
    /// Adverts that use it, copies counted once.
    pub adverts: u32,
    pub employers: u32,
    /// At most three, from different adverts.
    pub examples: Vec<String>,
    /// The nearest competency with its preferred label, and how near it is, to 1.
    pub nearest: Option<(CompetencyId, String, f64)>,
}

/// One use of a term.
struct Use {
    key: String,
    written: String,
    employer: Option<String>,
    advert: u64,
    sentence: String,
}

#[derive(Default)]
struct Tally {
    written: BTreeMap<String, u32>,
    employers: BTreeSet<String>,
    adverts: BTreeSet<u64>,
    /// By advert, so that the order of the inputs does not matter.
    sentences: BTreeMap<u64, String>,
}

/// The terms that at least `min_adverts` adverts use, most adverts first, at most `most`; refused ones are left out.
pub fn candidates(
    inputs: &[Input],
    rules: &Rules,
    (min_adverts, most): (u32, usize),
    progress: &(dyn Fn(Progress) + Sync),
) -> (Vec<Candidate>, Vec<Diag>) {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let mut add = |uses: Vec<Vec<Use>>| {
        for found in uses.into_iter().flatten() {
            let tally = tallies.entry(found.key).or_default();
            *tally.written.entry(found.written).or_default() += 1;
            tally.employers.extend(found.employer);
            tally.adverts.insert(found.advert);
            tally.sentences.entry(found.advert).or_insert(found.sentence);
        }
    };
    let findings = extract_each(inputs, rules, &uses, &mut add, progress);
    tallies.retain(|_, t| t.adverts.len() as u32 >= min_adverts);
    let mut found: Vec<Candidate> = tallies.into_values().map(candidate).collect();
    found.retain(|c| rules.refused_as(&c.term).is_empty() && rules.lookup(&c.term).is_empty());
    found.sort_by(|a, b| b.adverts.cmp(&a.adverts).then_with(|| a.term.cmp(&b.term)));
    found.truncate(most);
    found.par_iter_mut().for_each(|c| {
        c.nearest = rules.near(&c.term, 1).first().map(|(near, label)| {
            let competency = rules.competency(label);
            (competency.id.clone(), competency.label.clone(), *near)
        });
    });
    (found, findings)
}

fn uses(extracted: Extracted) -> Vec<Use> {
    let Extracted { advert, extraction } = extracted;
    let text = advert.text.as_str();
    let key = Copies::default().key(&advert);
    let employer = advert.employer.as_deref().or(extraction.facts.employer.as_deref()).map(employer_key);
    let found = extraction.unknown_terms.iter().filter_map(|term| {
        let written = term.span.of(text)?.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Use {
            key: same_words(&written),
            written,
            employer: employer.clone().filter(|e| !e.is_empty()),
            advert: key,
            sentence: sentence_at(text, term.span).to_owned(),
        })
    });
    found.collect()
}

fn candidate(tally: Tally) -> Candidate {
    let most = tally.written.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
    let mut examples: Vec<String> = Vec::new();
    for sentence in tally.sentences.into_values() {
        if examples.len() < EXAMPLES && !examples.contains(&sentence) {
            examples.push(sentence);
        }
    }
    Candidate {
        term: most.map(|(written, _)| written).unwrap_or_default(),
        adverts: tally.adverts.len() as u32,
        employers: tally.employers.len() as u32,
        examples,
        nearest: None,
    }
}
