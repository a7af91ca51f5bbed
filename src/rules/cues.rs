//! `data/cues/*.toml` as written → checked → one automaton: the words that say how badly something is wanted, at what
//! level, or that it is not wanted at all.

use super::automaton::{Automaton, Found};
use super::lexicon::{Lexicon, flag};
use super::phrases::plain;
use super::share;
use super::source::RuleFile;
use super::tokens::Token;
use crate::diag::{Code, Diag};
use crate::model::{AsideReason, Level, Necessity, SectionKind};
use serde::Deserialize;

/// What a cue says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    Necessity(Necessity),
    Aside(AsideReason),
    Level(Level),
    /// A competency stands in the scope ("experience with").
    Evidence,
    /// A thing stands in the scope, whoever has to do with it ("using", "such as").
    LeadIn,
    /// A set of which one is enough stands in the scope ("one of", "such as").
    OneOf,
    /// What the holder does stands in the scope ("you will", "responsible for").
    Task,
    /// Ends the scope of the cues before it ("but", "however").
    Boundary,
}

/// Where the things stand that a cue speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// From the cue to the end of its clause.
    After,
    /// From the start of the clause to the cue.
    Before,
    /// The whole clause.
    Clause,
    /// The whole sentence.
    Sentence,
    /// Only what stands directly after, a level word for one competency or a list.
    Next,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCueFile {
    #[serde(default)]
    cue: Vec<RawCue>,
    #[serde(default)]
    heading: Vec<RawHeading>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCue {
    means: String,
    scope: Scope,
    phrases: Vec<String>,
    matches: Vec<String>,
    ignores: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHeading {
    section: String,
    phrases: Vec<String>,
    matches: Vec<String>,
    ignores: Vec<String>,
}

/// One phrase of a cue. `tail` is what must follow within a few words where the phrase was written with `...`.
#[derive(Debug, Clone)]
pub struct Cue {
    pub means: Meaning,
    pub scope: Scope,
    pub phrase: String,
    tail: Vec<u32>,
}

/// An example that a test runs: `text` must (or must not) hold a phrase of the rule.
#[derive(Debug, Clone)]
pub struct Example {
    pub file: String,
    pub rule: String,
    pub text: String,
    pub must_match: bool,
}

/// How many words may stand where a phrase has `...`.
const WIDEST_ELLIPSIS: usize = 7;

/// All cues, compiled.
#[derive(Debug, Default)]
pub struct Cues {
    list: Vec<Cue>,
    automaton: Automaton,
    headings: Automaton,
    heading_kinds: Vec<SectionKind>,
    pub examples: Vec<Example>,
}

/// A cue in a text: tokens `start..end` (for a phrase with `...`, of its first part) and `tail_end` after all of it.
#[derive(Debug, Clone, Copy)]
pub struct CueFound {
    pub cue: u32,
    pub start: usize,
    pub end: usize,
    pub tail_end: usize,
}

impl Cues {
    pub fn read(files: &[RuleFile], lexicon: &mut Lexicon, faults: &mut Vec<Diag>) -> Self {
        let mut cues = Self::default();
        let read = share::each(files, |file| toml::from_str::<RawCueFile>(&file.text));
        for (file, raw) in files.iter().zip(read) {
            match raw {
                Err(e) => faults.push(Diag::new(Code::RuleFault, &file.name, e.message())),
                Ok(raw) => {
                    raw.cue.into_iter().for_each(|c| cues.add(c, file, lexicon, faults));
                    raw.heading.into_iter().for_each(|h| cues.add_heading(h, file, lexicon, faults));
                }
            }
        }
        lexicon.mark_starts(&cues.automaton, flag::STARTS_CUE);
        cues
    }

    fn add(&mut self, raw: RawCue, file: &RuleFile, lexicon: &mut Lexicon, faults: &mut Vec<Diag>) {
        let Some(means) = meaning(&raw.means) else {
            return faults.push(Diag::new(Code::RuleFault, &file.name, format!("a cue cannot mean `{}`", raw.means)));
        };
        self.keep_examples(file, &raw.means, &raw.phrases, &raw.matches, &raw.ignores, faults);
        for phrase in raw.phrases {
            let (head, tail) = phrase.split_once("...").unwrap_or((&phrase, ""));
            let steps = plain(head, lexicon);
            let mut tail_words = Vec::new();
            super::tokens::scan(tail, |s, e, _| tail_words.push(lexicon.intern(&tail[s..e])));
            self.automaton.add(&steps, self.list.len() as u32);
            self.list.push(Cue { means, scope: raw.scope, phrase, tail: tail_words });
        }
    }

    fn add_heading(&mut self, raw: RawHeading, file: &RuleFile, lexicon: &mut Lexicon, faults: &mut Vec<Diag>) {
        let Some(kind) = SectionKind::parse(&raw.section) else {
            return faults.push(Diag::new(
                Code::RuleFault,
                &file.name,
                format!("no section is called `{}`", raw.section),
            ));
        };
        self.keep_examples(file, &raw.section, &raw.phrases, &raw.matches, &raw.ignores, faults);
        for phrase in raw.phrases {
            let steps = plain(&phrase, lexicon);
            self.headings.add(&steps, self.heading_kinds.len() as u32);
            self.heading_kinds.push(kind);
        }
    }

    fn keep_examples(
        &mut self,
        file: &RuleFile,
        rule: &str,
        phrases: &[String],
        matches: &[String],
        ignores: &[String],
        faults: &mut Vec<Diag>,
    ) {
        if matches.is_empty() || ignores.is_empty() || phrases.is_empty() {
            let message = format!("a rule for `{rule}` lacks phrases, or examples that must and must not match");
            faults.push(Diag::new(Code::RuleFault, &file.name, message));
        }
        let rule = format!("{rule}: {}", phrases.first().map_or("", String::as_str));
        for (texts, must_match) in [(matches, true), (ignores, false)] {
            self.examples.extend(texts.iter().map(|t| Example {
                file: file.name.clone(),
                rule: rule.clone(),
                text: t.clone(),
                must_match,
            }));
        }
    }

    pub fn get(&self, cue: u32) -> &Cue {
        &self.list[cue as usize]
    }

    /// Cues that start at token `start`, longest first. `scratch` is reused between calls.
    pub fn at(
        &self,
        tokens: &[Token],
        start: usize,
        stop: usize,
        scratch: &mut Vec<Found>,
        mut found: impl FnMut(CueFound),
    ) {
        self.automaton.matches(tokens, start, scratch);
        for f in scratch.iter().filter(|f| f.end <= stop) {
            let cue = &self.list[f.value as usize];
            if let Some(tail_end) = self.tail_end(cue, tokens, f.end, stop) {
                found(CueFound { cue: f.value, start, end: f.end, tail_end });
            }
        }
    }

    fn tail_end(&self, cue: &Cue, tokens: &[Token], from: usize, stop: usize) -> Option<usize> {
        let Some(&first) = cue.tail.first() else { return Some(from) };
        let last = stop.min(from + WIDEST_ELLIPSIS + 1);
        (from..last).find_map(|i| {
            let end = i + cue.tail.len();
            let whole = tokens[i].word.lex == first
                && end <= stop
                && cue.tail.iter().zip(&tokens[i..end]).all(|(lex, t)| *lex == t.word.lex);
            whole.then_some(end)
        })
    }

    /// The rules (as named in [`Example::rule`], before the colon) of which a phrase stands in `text`.
    pub fn rules_in(&self, text: &str, lexicon: &Lexicon) -> Vec<&'static str> {
        let mut tokens = Vec::new();
        super::tokens::tokenize(text, lexicon, &mut tokens);
        let mut scratch = Vec::new();
        let mut out: Vec<&'static str> = Vec::new();
        for i in 0..tokens.len() {
            self.at(&tokens, i, tokens.len(), &mut scratch, |f| out.push(word(self.get(f.cue).means)));
        }
        if let Some((kind, _)) = self.heading(&tokens, 0, &mut scratch) {
            out.push(kind.as_str());
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    /// The kind of section that a heading opens, and how many tokens of it the phrase takes: the longest phrase that
    /// starts at `start`.
    pub fn heading(&self, tokens: &[Token], start: usize, scratch: &mut Vec<Found>) -> Option<(SectionKind, usize)> {
        self.headings.matches(tokens, start, scratch);
        scratch.first().map(|f| (self.heading_kinds[f.value as usize], f.end))
    }
}

/// The word that a meaning is written with in the files of cues.
fn word(means: Meaning) -> &'static str {
    match means {
        Meaning::Necessity(n) => n.as_str(),
        Meaning::Aside(why) => why.as_str(),
        Meaning::Level(Level::Awareness) => "level awareness",
        Meaning::Level(Level::Novice) => "level novice",
        Meaning::Level(Level::Intermediate) => "level intermediate",
        Meaning::Level(Level::Advanced) => "level advanced",
        Meaning::Level(Level::Expert) => "level expert",
        Meaning::Evidence => "evidence",
        Meaning::LeadIn => "lead-in",
        Meaning::OneOf => "one of",
        Meaning::Task => "task",
        Meaning::Boundary => "boundary",
    }
}

fn meaning(word: &str) -> Option<Meaning> {
    if let Some(level) = word.strip_prefix("level ") {
        return Level::parse(level).map(Meaning::Level);
    }
    match word {
        "evidence" => Some(Meaning::Evidence),
        "lead-in" => Some(Meaning::LeadIn),
        "one of" => Some(Meaning::OneOf),
        "task" => Some(Meaning::Task),
        "boundary" => Some(Meaning::Boundary),
        _ => Necessity::parse(word).map(Meaning::Necessity).or_else(|| AsideReason::parse(word).map(Meaning::Aside)),
    }
}
