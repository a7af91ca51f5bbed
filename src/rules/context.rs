//! `data/ambiguous/*.toml`: when a label that is also an ordinary word counts.

use super::lexicon::Lexicon;
use super::share;
use super::source::RuleFile;
use super::tokens::{Token, scan};
use crate::diag::{Code, Diag};
use rustc_hash::FxHashMap;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    ambiguous: Vec<RawRule>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    label: String,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    refuses: Vec<String>,
    #[serde(default)]
    singular: bool,
    matches: Vec<String>,
    ignores: Vec<String>,
}

/// A label that needs context.
#[derive(Debug, Default)]
pub struct ContextRule {
    needs: Vec<Vec<u32>>,
    refuses: Vec<Vec<u32>>,
    /// A quality of a person, of which the plural is a thing: "new initiatives".
    pub singular: bool,
    pub label: String,
    pub file: String,
    pub matches: Vec<String>,
    pub ignores: Vec<String>,
}

/// Context rules by the words of their label.
#[derive(Debug, Default)]
pub struct ContextRules {
    by_label: FxHashMap<Vec<u32>, u32>,
    pub list: Vec<ContextRule>,
}

/// What the words around a label say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Refused,
    Confirmed,
    /// A neighbour in a list may still decide.
    Open,
}

impl ContextRules {
    pub fn read(files: &[RuleFile], lexicon: &mut Lexicon, faults: &mut Vec<Diag>) -> Self {
        let mut rules = Self::default();
        let read = share::each(files, |file| toml::from_str::<RawFile>(&file.text));
        for (file, raw) in files.iter().zip(read) {
            match raw {
                Err(e) => faults.push(Diag::new(Code::RuleFault, &file.name, e.message())),
                Ok(raw) => raw.ambiguous.into_iter().for_each(|r| rules.add(r, file, lexicon, faults)),
            }
        }
        rules
    }

    fn add(&mut self, raw: RawRule, file: &RuleFile, lexicon: &mut Lexicon, faults: &mut Vec<Diag>) {
        if raw.matches.is_empty() || raw.ignores.is_empty() {
            let message = format!("ambiguous `{}` lacks examples that must and must not match", raw.label);
            faults.push(Diag::new(Code::RuleFault, &file.name, message));
        }
        let mut all = |phrases: &[String]| phrases.iter().map(|p| words(p, lexicon)).collect();
        let (needs, refuses): (Vec<_>, Vec<_>) = (all(&raw.needs), all(&raw.refuses));
        let key = words(&raw.label, lexicon);
        // A refusal of the label's own plural would refuse the label.
        let refuses = refuses.into_iter().filter(|r| *r != key).collect();
        // The first rule for a label decides; files are read in order of name, so this is stable.
        self.by_label.entry(key).or_insert(self.list.len() as u32);
        let (singular, matches, ignores) = (raw.singular, raw.matches, raw.ignores);
        let file = file.name.clone();
        self.list.push(ContextRule { needs, refuses, singular, label: raw.label, file, matches, ignores });
    }

    /// The rule for a label, if there is one.
    pub fn rule(&self, label: &str, lexicon: &mut Lexicon) -> Option<u32> {
        self.by_label.get(&words(label, lexicon)).copied()
    }

    /// What the sentence `tokens[from..to]` says of the label at `start..end`.
    pub fn decide(
        &self,
        rule: u32,
        tokens: &[Token],
        (from, to): (usize, usize),
        (start, end): (usize, usize),
    ) -> Verdict {
        let rule = &self.list[rule as usize];
        let sentence = &tokens[from..to];
        let around = |phrase: &Vec<u32>| {
            let reach = phrase.len().max(1) - 1;
            let first = start.saturating_sub(reach).max(from);
            (first..end).any(|i| i + phrase.len() <= to && same(phrase, &tokens[i..i + phrase.len()]))
        };
        if rule.refuses.iter().any(around) {
            return Verdict::Refused;
        }
        let needed = |phrase: &Vec<u32>| {
            (0..sentence.len()).any(|i| {
                let inside = i + from < end && i + from + phrase.len() > start;
                let fits = i + phrase.len() <= sentence.len();
                fits && same(phrase, &sentence[i..i + phrase.len()]) && (!inside || phrase.len() > end - start)
            })
        };
        if rule.needs.iter().any(needed) { Verdict::Confirmed } else { Verdict::Open }
    }
}

fn same(phrase: &[u32], tokens: &[Token]) -> bool {
    !phrase.is_empty() && phrase.iter().zip(tokens).all(|(lex, t)| *lex == t.word.lex)
}

fn words(text: &str, lexicon: &mut Lexicon) -> Vec<u32> {
    let mut out = Vec::new();
    scan(text, |s, e, _| out.push(lexicon.intern(&text[s..e])));
    out
}
