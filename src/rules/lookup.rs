//! Names as people type them → competencies.

use super::own::Refusal;
use super::tokens::tokenize;
use super::{Competency, CompiledLabel, Rules};
use crate::model::CompetencyId;
use std::collections::BTreeMap;

/// How much alike two names must be to be called near, 0 to 1.
const NEAR: f64 = 0.84;

/// The words of a name in lower case and singular: what its forms share.
pub fn same_words(name: &str) -> String {
    let words = name.split_whitespace().map(|w| super::morphology::singular(&w.to_lowercase()));
    words.collect::<Vec<_>>().join(" ")
}

/// How a name is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Known {
    /// It is an id.
    Id,
    /// It is a label as written, in any case.
    Label,
    /// It is another form of a label: a plural, a spelling, another order of words.
    Form,
}

/// A competency that a name means.
#[derive(Debug, Clone, Copy)]
pub struct Hit<'r> {
    pub known: Known,
    pub competency: &'r Competency,
    /// `None` where the name is its id.
    pub label: Option<&'r CompiledLabel>,
}

impl Rules {
    /// The competency that `name` is the id or any label of, in any case.
    pub fn find(&self, name: &str) -> Option<&Competency> {
        let name = name.trim();
        if let Some(found) = self.vocabulary().get(&name.into()) {
            return Some(found);
        }
        let whole = self.whole(name);
        whole
            .into_iter()
            .min_by_key(|l| (l.text.as_ref() != name, l.context.is_some(), l.competency))
            .map(|l| self.competency(l))
            .or_else(|| self.others().find_map(|rules| rules.find(name)))
    }

    /// The labels that the whole of `name` is a form of.
    fn whole(&self, name: &str) -> Vec<&CompiledLabel> {
        let mut tokens = Vec::new();
        tokenize(name, &self.lexicon, &mut tokens);
        let mut found = Vec::new();
        self.automaton.matches(&tokens, 0, &mut found);
        found.into_iter().filter(|f| f.end == tokens.len()).map(|f| &self.labels[f.value as usize]).collect()
    }

    /// Everything that `name` is known as, best first; of one competency only the best.
    pub fn lookup(&self, name: &str) -> Vec<Hit<'_>> {
        let name = name.trim();
        let mut hits = Vec::new();
        hits.extend(self.vocabulary().get(&name.into()).map(|competency| Hit {
            known: Known::Id,
            competency,
            label: None,
        }));
        for rules in std::iter::once(self).chain(self.others()) {
            for label in rules.whole(name) {
                let same = label.text.to_lowercase() == name.to_lowercase();
                let known = if same { Known::Label } else { Known::Form };
                hits.push(Hit { known, competency: self.competency(label), label: Some(label) });
            }
        }
        hits.sort_by_key(|h| (h.known, h.label.map_or(0, |l| l.competency)));
        let mut seen: Vec<&CompetencyId> = Vec::new();
        hits.retain(|h| {
            let fresh = !seen.contains(&&h.competency.id);
            seen.push(&h.competency.id);
            fresh
        });
        hits
    }

    /// What refuses a term, in any case.
    pub fn refused_as(&self, name: &str) -> Vec<&Refusal> {
        let name = name.trim().to_lowercase();
        self.vocabulary().refused().iter().filter(|r| r.label.to_lowercase() == name).collect()
    }

    /// The known name nearest to an unknown one, for "did you mean"; `None` where nothing is near.
    pub fn nearest(&self, name: &str) -> Option<&Competency> {
        self.near(name, 1).first().map(|(_, label)| self.competency(label))
    }

    /// The labels nearest to a name, one a competency, nearest first, at most `most`; each with how near it is, to 1.
    pub fn near(&self, name: &str, most: usize) -> Vec<(f64, &CompiledLabel)> {
        let name = name.trim().to_lowercase();
        let mut best: BTreeMap<u32, (f64, &CompiledLabel)> = BTreeMap::new();
        for label in &self.labels {
            let near = strsim::jaro_winkler(&name, &label.text.to_lowercase());
            if near > NEAR && best.get(&label.competency).is_none_or(|b| near > b.0) {
                best.insert(label.competency, (near, label));
            }
        }
        let mut near: Vec<(f64, &CompiledLabel)> = best.into_values().collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.competency.cmp(&b.1.competency)));
        near.truncate(most);
        near
    }
}
