//! What must hold of a vocabulary beyond that it can be read; every fault is found, with its file and line.

use super::language::Language;
use super::own::{OwnFile, REFUSED, id_of};
use super::source::{RuleFile, RuleFiles};
use super::vocabulary::{self, Competency, Vocabulary};
use super::{Rules, ordinary};
use crate::diag::{Code, Diag};
use crate::model::{CompetencyId, CompetencyKind};
use std::collections::{BTreeMap, BTreeSet};

/// What a vocabulary holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    pub competencies: usize,
    /// Of these, qualifications.
    pub qualifications: usize,
    pub labels: usize,
    pub relations: usize,
    /// Competencies by sector.
    pub sectors: BTreeMap<String, usize>,
    /// Rules that decide ambiguous labels.
    pub ambiguous: usize,
    pub refused: usize,
    /// Languages of the labels besides English.
    pub languages: BTreeSet<Language>,
}

/// Checks rule files. Gives what they hold, where they can be read at all, and what is wrong, sorted.
pub fn check(files: &RuleFiles) -> (Option<Counts>, Vec<Diag>) {
    let mut findings: Vec<Diag> = files.own().iter().filter_map(not_canonical).collect();
    let rules = match Rules::compile(files) {
        Ok(rules) => rules,
        Err(faults) => {
            findings.extend(faults);
            findings.sort();
            return (None, findings);
        }
    };
    let places = Places::of(files);
    cycles(rules.vocabulary(), &places, &mut findings);
    labels(&rules, &places, &mut findings);
    for competency in rules.vocabulary().iter() {
        if let Some(reason) = ordinary::retired(competency.id.as_str()) {
            let message = format!("id `{}` is retired ({reason}); choose another id", competency.id);
            findings.push(places.fault(&competency.id, Code::RuleFault, message));
        }
    }
    findings.sort();
    findings.dedup();
    (Some(counts(&rules)), findings)
}

fn counts(rules: &Rules) -> Counts {
    let vocabulary = rules.vocabulary();
    let mut counts = Counts {
        competencies: vocabulary.len(),
        qualifications: vocabulary.iter().filter(|c| c.kind == CompetencyKind::Qualification).count(),
        labels: vocabulary.iter().map(|c| c.labels.len()).sum(),
        relations: vocabulary.relations(),
        ambiguous: rules.context.list.len(),
        refused: vocabulary.refused().len(),
        languages: vocabulary.languages(),
        ..Counts::default()
    };
    for competency in vocabulary.iter() {
        *counts.sectors.entry(competency.sector.clone()).or_default() += 1;
    }
    counts
}

/// Where each competency is written: the last file that has it, and its line.
struct Places(BTreeMap<CompetencyId, (String, u32)>);

impl Places {
    fn of(files: &RuleFiles) -> Self {
        let mut places = BTreeMap::new();
        let data = files.under("vocabulary");
        for file in data.iter().chain(files.own()).filter(|f| f.name.ends_with(".csv") && f.stem() != REFUSED) {
            // The faults were told when the rules were read.
            for (line, row) in OwnFile::read(&file.text, &file.name, &mut Vec::new()).rows {
                let id = if row.id.is_empty() { id_of(&row.label) } else { row.id };
                places.insert(id.as_str().into(), (file.name.clone(), line));
            }
        }
        Self(places)
    }

    fn fault(&self, id: &CompetencyId, code: Code, message: String) -> Diag {
        let (file, line) = self.0.get(id).cloned().unwrap_or_default();
        Diag::new(code, file, message).at(line)
    }
}

fn not_canonical(file: &RuleFile) -> Option<Diag> {
    if !file.name.ends_with(".csv") || file.stem() == REFUSED {
        return None;
    }
    let mut faults = Vec::new();
    let own = OwnFile::read(&file.text, &file.name, &mut faults);
    let canonical = own.text() == file.text || vocabulary::canonical(&file.text).is_ok_and(|text| text == file.text);
    let message = "the file is not in its canonical form; `skillgap vocabulary check --repair` rewrites it";
    (faults.is_empty() && !canonical).then(|| Diag::new(Code::NotCanonical, &file.name, message))
}

/// Umbrellas, implications and prerequisites lead back to nothing.
fn cycles(vocabulary: &Vocabulary, places: &Places, findings: &mut Vec<Diag>) {
    type Relation = fn(&Competency) -> &Vec<CompetencyId>;
    let relations: [(&str, Relation); 3] =
        [("broader", |c| &c.broader), ("implies", |c| &c.implies), ("needs", |c| &c.needs)];
    for (name, next) in relations {
        let mut done: BTreeSet<&CompetencyId> = BTreeSet::new();
        for start in vocabulary.iter().filter(|c| !next(c).is_empty()) {
            let mut path: Vec<(&CompetencyId, usize)> = vec![(&start.id, 0)];
            while let Some((id, at)) = path.pop() {
                let Some(target) = vocabulary.get(id).and_then(|c| next(c).get(at)) else {
                    done.insert(id);
                    continue;
                };
                path.push((id, at + 1));
                if path.iter().any(|p| p.0 == target) {
                    let message =
                        format!("`{target}` is reached from itself by `{name}`, through `{id}`; break the ring");
                    findings.push(places.fault(id, Code::RuleFault, message));
                } else if !done.contains(target) {
                    path.push((target, 0));
                }
            }
        }
    }
}

/// Each label has one owner or a rule, none is refused, and none is an ordinary word without a rule.
fn labels(rules: &Rules, places: &Places, findings: &mut Vec<Diag>) {
    let refused: BTreeMap<String, &str> = rules
        .vocabulary()
        .refused()
        .iter()
        .filter(|r| r.of.is_none())
        .map(|r| (r.label.to_lowercase(), r.reason.as_str()))
        .collect();
    let mut owners: BTreeMap<(String, bool), &CompetencyId> = BTreeMap::new();
    for label in &rules.labels {
        let id = &rules.competency(label).id;
        let lower = label.text.to_lowercase();
        let exact = label.exact.is_some();
        let mut say = |code, message: String| findings.push(places.fault(id, code, message));
        if label.context == Some(u32::MAX) {
            say(Code::RuleFault, format!("`{}` of `{id}` needs context and has no rule in `ambiguous/`", label.text));
        }
        if let Some(reason) = refused.get(&lower).filter(|_| label.context.is_none()) {
            say(Code::RuleFault, format!("`{}` of `{id}` is refused: {reason}", label.text));
        }
        if label.context.is_none() && ordinary::needs_rule(&label.text) {
            let message =
                format!("`{}` of `{id}` is an ordinary word; mark it `?` and add a rule, or write more", label.text);
            say(Code::OrdinaryWord, message);
        }
        let key = if exact { label.text.to_string() } else { lower };
        match owners.insert((key, exact), id) {
            Some(other) if other != id => {
                say(Code::RuleFault, format!("`{}` belongs to `{other}` and to `{id}`; leave it to one", label.text));
            }
            _ => {}
        }
    }
}
