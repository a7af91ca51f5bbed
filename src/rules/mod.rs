//! `data/` as written → checked → compiled: vocabulary, cues, roles; embedded or from a folder.

pub mod automaton;
pub mod changes;
pub mod check;
pub mod context;
pub mod cues;
mod decided;
pub mod decision;
pub mod fact_cues;
mod foreign;
pub mod import;
pub mod language;
pub mod lexicon;
pub mod lookup;
pub mod morphology;
pub mod ordinary;
pub mod own;
mod phrases;
pub mod roles;
mod share;
mod source;
mod stem;
mod title;
pub mod tokens;
pub mod vocabulary;
mod words;

pub use source::{RuleFile, RuleFiles};
pub use vocabulary::{Competency, Vocabulary};

use crate::diag::{Code, Diag};
use automaton::Automaton;
use context::ContextRules;
use cues::Cues;
use fact_cues::FactCues;
use foreign::Foreign;
use language::Language;
use lexicon::{Lexicon, flag};
use phrases::{Batch, Nominals, Pieces};
use roles::{RawRoles, Role, Roles, TitleMatch};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, mpsc};
use std::thread;

/// Changed whenever the extractor would read the same advert with the same data differently.
const EXTRACTOR_VERSION: &str = "1";

/// A label in the automaton.
#[derive(Debug, Clone)]
pub struct CompiledLabel {
    /// Index of the competency in the vocabulary.
    pub competency: u32,
    /// For exact case: the label as it must be written, letters and digits only.
    pub exact: Option<Box<str>>,
    /// Index of the context rule; `u32::MAX` = ambiguous without a rule (never counts alone).
    pub context: Option<u32>,
    /// Counts wherever its rule does not refuse it.
    pub plain: bool,
    pub text: Box<str>,
}

/// All rules, compiled once.
#[derive(Debug)]
pub struct Rules {
    version: String,
    vocabulary: Arc<Vocabulary>,
    pub lexicon: Lexicon,
    pub labels: Vec<CompiledLabel>,
    pub automaton: Automaton,
    pub context: ContextRules,
    pub cues: Cues,
    pub facts: FactCues,
    roles: Roles,
    /// Rules for texts in other languages than English, where the vocabulary has labels in them.
    others: BTreeMap<Language, Foreign>,
}

static EMBEDDED: LazyLock<Rules> = LazyLock::new(|| {
    Rules::compile(&RuleFiles::embedded()).unwrap_or_else(|faults| {
        // The tests compile the embedded rules; a fault here cannot reach a release.
        unreachable!("embedded rules: {}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
});

impl Rules {
    /// The rules inside the binary.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Compiles rule files.
    ///
    /// # Errors
    /// Every fault of every file, with its line.
    pub fn compile(files: &RuleFiles) -> Result<Self, Vec<Diag>> {
        let mut faults = Vec::new();
        let mut lexicon = Lexicon::default();
        let mut nominals = Nominals::default();
        for file in files.under("language") {
            match file.stem() {
                "verbs" => words::read_verbs(&file, &mut lexicon, &mut faults),
                "words" => words::read_classes(&file, &mut lexicon, &mut faults),
                "nominal" => nominals = Nominals::read(&file, &mut faults),
                other => faults.push(Diag::new(Code::RuleFault, &file.name, format!("no reader for `{other}`"))),
            }
        }
        let refused = files.file("refused.csv").map(|file| own::read_refused(file, false, &mut faults));
        let ambiguous = files.own().iter().filter(|f| f.name.ends_with(".toml")).cloned();
        let ambiguous: Vec<RuleFile> = ambiguous.chain(files.under("ambiguous")).collect();
        // Tables are read on other cores meanwhile: that needs no words.
        let (vocabulary, roles, context) = thread::scope(|scope| {
            let vocabulary = share::beside(scope, move |faults| {
                let refused = refused.unwrap_or_default();
                vocabulary::read_with_own(&files.under("vocabulary"), files.own(), refused, faults)
            });
            let roles = share::beside(scope, |faults| RawRoles::read(&files.under("roles"), faults));
            let context = ContextRules::read(&ambiguous, &mut lexicon, &mut faults);
            (vocabulary.join(&mut faults), roles.join(&mut faults), context)
        });
        let count: usize = vocabulary.iter().map(|c| c.labels.len()).sum();
        lexicon.reserve(count);
        let mut labels = Vec::with_capacity(count);
        // The automaton grows on another core while words are looked up on this one.
        let (automaton, cues, facts, roles) = thread::scope(|scope| {
            let (ready, batches) = mpsc::channel();
            let automaton = scope.spawn(move || {
                let mut automaton = Automaton::default();
                automaton.reserve(count * 2);
                batches.into_iter().for_each(|batch: Batch| batch.each(|steps, label| automaton.add(steps, label)));
                automaton
            });
            compile_labels(&vocabulary, &context, &nominals, &mut lexicon, &mut labels, ready);
            let cues = Cues::read(&files.under("cues"), &mut lexicon, &mut faults);
            let facts = FactCues::read(&files.under("facts"), &mut lexicon, &mut faults);
            let roles = Roles::compile(roles, &mut lexicon, &mut faults);
            let automaton = automaton.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            (automaton, cues, facts, roles)
        });
        lexicon.mark_starts(&automaton, flag::STARTS_LABEL);
        let languages = vocabulary.languages();
        let version = format!("{EXTRACTOR_VERSION}-{}", files.hash(&languages));
        let vocabulary = Arc::new(vocabulary);
        let others = languages.into_iter().map(|l| (l, Foreign::new(l, files, &mut faults))).collect();
        if !faults.is_empty() {
            faults.sort();
            return Err(faults);
        }
        Ok(Self { version, vocabulary, lexicon, labels, automaton, context, cues, facts, roles, others })
    }

    /// Hash of all of `data/` and the version of the extractor; every report carries it.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The rules for texts in a language; `None` for English and where the vocabulary has no labels in it.
    pub fn of(&self, language: Language) -> Option<&Self> {
        self.others.get(&language).map(|foreign| foreign.rules(&self.vocabulary, &self.version))
    }

    /// The rules of all languages other than English that the vocabulary has labels in.
    fn others(&self) -> impl Iterator<Item = &Self> {
        self.others.values().map(|foreign| foreign.rules(&self.vocabulary, &self.version))
    }

    /// The rules for a text: these, or those of the language that it surely is in.
    pub fn for_text(&self, text: &str) -> &Self {
        if self.others.is_empty() {
            return self;
        }
        let language = language::other_than_english(text).and_then(|found| found.language);
        language.and_then(|language| self.of(language)).unwrap_or(self)
    }

    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    pub fn roles(&self) -> &Roles {
        &self.roles
    }

    /// What a title as published says of role and seniority.
    pub fn reach(&self, title: &str) -> TitleMatch {
        self.reach_in(title, &[])
    }

    /// Like [`reach`](Self::reach), with the places of work known: their words behind the role do not count.
    pub fn reach_in(&self, title: &str, places: &[&str]) -> TitleMatch {
        self.roles.reach(title, places, &self.lexicon)
    }

    /// Whether a word names somebody by the work.
    pub fn names_person(&self, word: &str) -> bool {
        self.roles.names_person(word, &self.lexicon)
    }

    /// The role that a name as typed by the user means.
    pub fn find_role(&self, name: &str) -> Option<&Role> {
        self.roles.find(name, &self.lexicon)
    }

    pub fn competency(&self, label: &CompiledLabel) -> &Competency {
        self.vocabulary.row(label.competency as usize)
    }
}

fn compile_labels(
    vocabulary: &Vocabulary,
    context: &ContextRules,
    nominals: &Nominals,
    lexicon: &mut Lexicon,
    labels: &mut Vec<CompiledLabel>,
    ready: mpsc::Sender<Batch>,
) {
    // Ordinary words first: an acronym that is also one ("BES", "IT") then counts in its own case only.
    let texts: Vec<&str> = vocabulary.iter().flat_map(|c| &c.labels).map(|l| l.text.as_str()).collect();
    let [mut first, mut second] = Pieces::cut(&texts);
    let half = first.labels();
    first.look_up(&texts[..half], lexicon);
    second.look_up(&texts[half..], lexicon);
    let dropped = decided::dropped(vocabulary, lexicon);
    let (mut at, mut numbers, mut batch) = (0, Vec::new(), Batch::default());
    for (index, competency) in vocabulary.iter().enumerate() {
        for (n, label) in competency.labels.iter().enumerate() {
            at += 1;
            if label.language.is_some() || dropped.contains(&(index, n)) {
                continue;
            }
            let (pieces, n) = if at <= half { (&first, at - 1) } else { (&second, at - 1 - half) };
            let words = pieces.words(n, &label.text, lexicon);
            words.numbers(&mut numbers);
            let rule = context.rule(&numbers).or(label.ambiguous.then_some(u32::MAX));
            let exact = label.exact || phrases::is_acronym_of_word(&label.text, lexicon);
            let exact = exact.then(|| label.text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().into());
            let id = labels.len() as u32;
            phrases::variants(&label.text, words, label.exact, lexicon, nominals, |steps| batch.push(steps, id));
            labels.push(CompiledLabel {
                competency: index as u32,
                exact,
                context: rule,
                plain: !label.ambiguous,
                text: label.text.as_str().into(),
            });
            if batch.is_full() {
                // Nobody else takes them: whoever stopped to has panicked, and tells so when joined.
                let _ = ready.send(std::mem::take(&mut batch));
            }
        }
    }
    let _ = ready.send(batch);
}
