//! Rules for texts in another language than English: the labels that the vocabulary has in it, names that are the same
//! in every language, and the words and cues of `data/languages/`.

use super::automaton::{Automaton, Step};
use super::context::ContextRules;
use super::cues::Cues;
use super::fact_cues::FactCues;
use super::language::Language;
use super::lexicon::{Lexicon, flag};
use super::roles::{RawRoles, Roles};
use super::source::{RuleFile, RuleFiles};
use super::vocabulary::{Competency, Label, Vocabulary};
use super::{CompiledLabel, Rules, phrases, words};
use crate::diag::{Code, Diag};
use crate::model::CompetencyKind;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// The rules of one language, compiled when the first text in it is read.
#[derive(Debug)]
pub(super) struct Foreign {
    language: Language,
    files: Vec<RuleFile>,
    rules: OnceLock<Box<Rules>>,
}

impl Foreign {
    /// Checks the words and cues of a language.
    pub fn new(language: Language, files: &RuleFiles, faults: &mut Vec<Diag>) -> Self {
        let files = files.under(&format!("languages/{language}"));
        read(language, &files, faults);
        Self { language, files, rules: OnceLock::new() }
    }

    /// The rules, with the labels of `vocabulary`.
    pub fn rules(&self, vocabulary: &Arc<Vocabulary>, version: &str) -> &Rules {
        self.rules.get_or_init(|| Box::new(compile(self.language, &self.files, vocabulary, version)))
    }
}

/// Words and cues of a language.
fn read(language: Language, files: &[RuleFile], faults: &mut Vec<Diag>) -> (Lexicon, Cues) {
    let mut lexicon = Lexicon::of(language);
    let mut cues = Vec::new();
    for file in files {
        match file.stem() {
            "words" => words::read_classes(file, &mut lexicon, faults),
            "cues" => cues.push(file.clone()),
            other => faults.push(Diag::new(Code::RuleFault, &file.name, format!("no reader for `{other}`"))),
        }
    }
    let cues = Cues::read(&cues, &mut lexicon, faults);
    (lexicon, cues)
}

/// Facts and roles are read by the English rules, whose numbers and names hold everywhere.
fn compile(language: Language, files: &[RuleFile], vocabulary: &Arc<Vocabulary>, version: &str) -> Rules {
    // The faults were told when the files were checked.
    let faults = &mut Vec::new();
    let (mut lexicon, cues) = read(language, files, faults);
    let mut labels = Vec::new();
    let mut automaton = Automaton::default();
    let refused: BTreeSet<String> =
        vocabulary.refused().iter().filter(|r| r.own && r.of.is_none()).map(|r| r.label.to_lowercase()).collect();
    for own in [true, false] {
        for (index, competency) in vocabulary.iter().enumerate() {
            for label in &competency.labels {
                let fits = if own { label.language == Some(language) } else { is_international(label, competency) };
                if !fits || refused.contains(&label.text.to_lowercase()) {
                    continue;
                }
                let id = labels.len() as u32;
                for steps in variants(&label.text, own.then_some(language), &mut lexicon) {
                    automaton.add(&steps, id);
                }
                let exact = label.exact || !own && !label.text.contains(' ');
                let letters = || label.text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().into();
                labels.push(CompiledLabel {
                    competency: index as u32,
                    exact: exact.then(letters),
                    context: None,
                    plain: true,
                    text: label.text.as_str().into(),
                });
            }
        }
    }
    lexicon.mark_starts(&automaton, flag::STARTS_LABEL);
    Rules {
        version: version.to_string(),
        vocabulary: Arc::clone(vocabulary),
        roles: Roles::compile(RawRoles::default(), &mut lexicon, faults),
        lexicon,
        labels,
        automaton,
        context: ContextRules::default(),
        cues,
        facts: FactCues::default(),
        others: BTreeMap::new(),
    }
}

/// Whether an English label is written so in other languages too: a name, an acronym, or English words that only stand
/// together in what they name. Of phrases that the user brought only names are.
fn is_international(label: &Label, competency: &Competency) -> bool {
    let is_name = label.exact || label.text.chars().skip(1).any(char::is_uppercase);
    let named = competency.kind == CompetencyKind::Tool && label.text.starts_with(char::is_uppercase);
    let phrase = !label.own && label.text.contains(' ');
    label.language.is_none() && !label.ambiguous && (is_name || named || phrase)
}

/// The phrases of a label: as written, hyphens closed, and for an act what is done before or after its object.
fn variants(label: &str, language: Option<Language>, lexicon: &mut Lexicon) -> Vec<Vec<Step>> {
    let plain = phrases::plain(label, lexicon);
    let mut out = vec![plain.clone()];
    out.extend(phrases::closed(label).map(|closed| phrases::plain(&closed, lexicon)));
    match language {
        Some(Language::German) => german(label, &plain, lexicon, &mut out),
        Some(Language::French) => french(label, lexicon, &mut out),
        _ => {}
    }
    out.retain(|steps| !steps.is_empty());
    out
}

fn word(written: &str, lexicon: &mut Lexicon) -> Step {
    Step::Word { lex: lexicon.intern(written), slash: false }
}

/// "Kunden beraten" is also "beraten … Kunden", "Beratung von … Kunden" and "Beratung … Kunden".
fn german(label: &str, plain: &[Step], lexicon: &mut Lexicon, out: &mut Vec<Vec<Step>>) {
    let last = label.rsplit(' ').next().unwrap_or_default();
    let is_verb = last.ends_with('n') && last.chars().all(char::is_lowercase);
    if plain.len() < 2 || !is_verb {
        return;
    }
    let object = &plain[..plain.len() - 1];
    let root = last.strip_suffix("en").or_else(|| last.strip_suffix('n')).unwrap_or(last);
    let noun = word(&format!("{root}ung"), lexicon);
    let of = word("von", lexicon);
    out.push([&[plain[plain.len() - 1], Step::Gap][..], object].concat());
    out.push([&[noun, Step::Gap][..], object].concat());
    out.push([&[noun, of, Step::Gap][..], object].concat());
}

/// "gérer une équipe" is also "gérer … équipe"; "gestion d'équipe" also "gestion de … équipe".
fn french(label: &str, lexicon: &mut Lexicon, out: &mut Vec<Vec<Step>>) {
    let spelled = label.replace('’', "'").replace("d'", "de ").replace("l'", "la ");
    let mut steps: Vec<Step> = Vec::new();
    for written in spelled.split_whitespace() {
        if ["le", "la", "les", "un", "une", "des"].contains(&written) && !steps.is_empty() {
            steps.push(Step::Gap);
            continue;
        }
        steps.extend(phrases::plain(written, lexicon));
        if written == "de" || written == "du" {
            steps.push(Step::Gap);
        }
    }
    steps.dedup();
    if steps.last() == Some(&Step::Gap) {
        steps.pop();
    }
    let joined: Vec<Step> = {
        let de = word("de", lexicon);
        steps.iter().copied().filter(|s| *s != de && *s != Step::Gap).collect()
    };
    out.push(steps);
    // "d'équipe" is one word of the text.
    out.push(joined);
}
