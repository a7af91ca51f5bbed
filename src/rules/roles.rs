//! `data/roles/*`: job titles as written → roles, with seniority, place, contract and reference words apart.

use super::automaton::{Automaton, Found};
use super::lexicon::Lexicon;
use super::phrases::plain;
use super::source::RuleFile;
use super::tokens::{Gap, Token, tokenize};
use crate::diag::{Code, Diag};
use crate::model::Seniority;
use regex::Regex;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One row of `data/roles/*.csv` as written; several titles are separated by `|`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RawRole {
    pub id: String,
    pub role: String,
    pub titles: String,
    pub isco: String,
    pub soc: String,
}

/// What a user can aim at.
#[derive(Debug, Clone)]
pub struct Role {
    pub id: String,
    pub name: String,
    /// Other titles that mean it.
    pub titles: Vec<String>,
    /// Name of the file it stands in.
    pub family: String,
    /// ISCO-08 unit group.
    pub isco: Option<String>,
    /// O*NET-SOC code.
    pub soc: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTitleWords {
    /// Seniority word → titles in which it is none ("staff nurse").
    seniority: BTreeMap<String, Vec<String>>,
    /// Titles in which a seniority word is part of the name.
    names: Vec<String>,
    /// Contract, hours and other words that say nothing of the role.
    drop: Vec<String>,
}

/// What a title says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TitleMatch {
    /// Role of the vocabulary that the title reached.
    pub role_id: Option<String>,
    /// The title without seniority, place, contract and reference words, lower case.
    pub words: String,
    pub seniority: Option<Seniority>,
}

/// All roles, compiled.
#[derive(Debug)]
pub struct Roles {
    list: Vec<Role>,
    titles: Automaton,
    words: Automaton,
    word_kinds: Vec<WordKind>,
    noise: Regex,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WordKind {
    Seniority(Seniority),
    Name,
    Drop,
}

/// Brackets, references, gender marks, pay and bands in titles.
const NOISE: &str = r"(?x) \([^)]*\) | \[[^\]]*\] | \#\s*\d+ | £[\d,.\-–k\s]+ | \$[\d,.\-–k\s]+ | €[\d,.\-–k\s]+ | \*{2,}k? |
    (?i:\b(?:ref|job\s*id|req|vacancy|reference)\b[\s.:\#]*[\w/-]*\d[\w/-]*) | \b[A-Z]{1,5}[-/]?\d{3,}[\w-]*\b | \b\d{4,}\b |
    (?i:\bup\s+to\b.*$) | (?i:\b[mfdwxh]/[mfdwxh](?:/[mfdwxh])?\b) | (?i:\bbands?\s*\d\w?(?:\s*[-/]\s*\d\w?)?\b) |
    (?i:\bgrade\s*[\dA-Z]+\b) | (?i:\b\d+(?:\.\d+)?\s*(?:hours?|hrs|wte|fte|months?|days?|%)\b.*$)";

impl Roles {
    pub fn read(files: &[RuleFile], lexicon: &mut Lexicon, faults: &mut Vec<Diag>) -> Self {
        let noise = Regex::new(NOISE).unwrap_or_else(|e| unreachable!("constant pattern: {e}"));
        let mut roles = Self {
            list: Vec::new(),
            titles: Automaton::default(),
            words: Automaton::default(),
            word_kinds: Vec::new(),
            noise,
        };
        for file in files.iter().filter(|f| f.name.ends_with(".csv")) {
            let mut reader = csv::Reader::from_reader(file.text.as_bytes());
            for (n, row) in reader.deserialize::<RawRole>().enumerate() {
                match row {
                    Err(e) => faults.push(Diag::new(Code::RuleFault, &file.name, e.to_string()).at(n as u32 + 2)),
                    Ok(raw) => roles.add(raw, file.stem(), lexicon),
                }
            }
        }
        for file in files.iter().filter(|f| f.name.ends_with(".toml")) {
            match toml::from_str::<RawTitleWords>(&file.text) {
                Err(e) => faults.push(Diag::new(Code::RuleFault, &file.name, e.message())),
                Ok(raw) => roles.add_words(raw, file, lexicon, faults),
            }
        }
        roles
    }

    fn add(&mut self, raw: RawRole, family: &str, lexicon: &mut Lexicon) {
        let index = self.list.len() as u32;
        let titles: Vec<String> = raw.titles.split('|').filter(|t| !t.is_empty()).map(str::to_string).collect();
        for title in titles.iter().chain([&raw.role]) {
            self.titles.add(&plain(title, lexicon), index);
        }
        self.list.push(Role {
            id: raw.id,
            name: raw.role,
            titles,
            family: family.to_string(),
            isco: Some(raw.isco).filter(|c| !c.is_empty()),
            soc: Some(raw.soc).filter(|c| !c.is_empty()),
        });
    }

    fn add_words(&mut self, raw: RawTitleWords, file: &RuleFile, lexicon: &mut Lexicon, faults: &mut Vec<Diag>) {
        let mut add = |phrase: &str, kind: WordKind| {
            self.words.add(&plain(phrase, lexicon), self.word_kinds.len() as u32);
            self.word_kinds.push(kind);
        };
        for (level, words) in &raw.seniority {
            match Seniority::parse(level) {
                Some(level) => words.iter().for_each(|w| add(w, WordKind::Seniority(level))),
                None => {
                    faults.push(Diag::new(Code::RuleFault, &file.name, format!("no seniority is called `{level}`")))
                }
            }
        }
        raw.names.iter().for_each(|n| add(n, WordKind::Name));
        raw.drop.iter().for_each(|d| add(d, WordKind::Drop));
    }

    pub fn iter(&self) -> impl Iterator<Item = &Role> {
        self.list.iter()
    }

    pub fn get(&self, id: &str) -> Option<&Role> {
        self.list.iter().find(|r| r.id == id)
    }

    /// What a title as published says of role and seniority.
    pub fn reach(&self, title: &str, lexicon: &Lexicon) -> TitleMatch {
        let title = self.noise.replace_all(title, " ");
        let mut best: Option<(usize, u32)> = None;
        let mut seniority = None;
        let mut words = String::new();
        for part in title.split([';', '|', '–', '—', ':']).flat_map(|p| p.split(" - ")) {
            let (read, level) = self.read_part(part, lexicon);
            seniority = seniority.or(level);
            if words.is_empty() {
                words = read.words;
            }
            if let Some((length, role)) = read.role.filter(|r| best.is_none_or(|b| r.0 > b.0)) {
                best = Some((length, role));
            }
        }
        TitleMatch { role_id: best.map(|(_, r)| self.list[r as usize].id.clone()), words, seniority }
    }

    fn read_part(&self, part: &str, lexicon: &Lexicon) -> (Part, Option<Seniority>) {
        let mut tokens = Vec::new();
        tokenize(part, lexicon, &mut tokens);
        let mut scratch = Vec::new();
        let mut seniority = None;
        let mut words = Vec::new();
        let mut role: Option<(usize, u32)> = None;
        for i in 0..tokens.len() {
            self.titles.matches(&tokens, i, &mut scratch);
            if let Some(f) = scratch.first().filter(|f| role.is_none_or(|r| f.end - i >= r.0)) {
                role = Some((f.end - i, f.value));
            }
        }
        let mut i = 0;
        while i < tokens.len() {
            self.words.matches(&tokens, i, &mut scratch);
            let kind = scratch.first().map(|f| (self.word_kinds[f.value as usize], f.end));
            let end = kind.map_or(i + 1, |k| k.1);
            match kind {
                Some((WordKind::Seniority(level), _)) => {
                    seniority = seniority.or(Some(level));
                    // "manager", "head of", "director" are part of what the post is called.
                    if level >= Seniority::Manager
                        || (level == Seniority::Lead && end == tokens.len() && !words.is_empty())
                    {
                        push(&mut words, &tokens[i..end], part);
                    }
                }
                Some((WordKind::Drop, _)) => {}
                Some((WordKind::Name, _)) | None => push(&mut words, &tokens[i..end], part),
            }
            i = end;
        }
        (Part { words: join(&words), role }, seniority)
    }

    /// The role that a name as typed by the user means: an id, a name or a title, whole.
    pub fn find(&self, name: &str, lexicon: &Lexicon) -> Option<&Role> {
        if let Some(role) = self.get(name) {
            return Some(role);
        }
        let mut tokens = Vec::new();
        tokenize(name, lexicon, &mut tokens);
        let mut scratch: Vec<Found> = Vec::new();
        self.titles.matches(&tokens, 0, &mut scratch);
        scratch.first().filter(|f| f.end == tokens.len()).map(|f| &self.list[f.value as usize])
    }
}

struct Part {
    words: String,
    /// Words of the title, role.
    role: Option<(usize, u32)>,
}

fn push(words: &mut Vec<(String, Gap)>, tokens: &[Token], text: &str) {
    words.extend(tokens.iter().map(|t| (t.text(text).to_lowercase(), t.gap)));
}

/// Words as one name; what was joined by a hyphen or slash stays so.
fn join(words: &[(String, Gap)]) -> String {
    let mut out = String::new();
    for (i, (word, gap)) in words.iter().enumerate() {
        if i > 0 {
            out.push_str(match gap {
                Gap::Joined => "-",
                Gap::Slash => "/",
                _ => " ",
            });
        }
        out.push_str(word);
    }
    out
}
