//! `data/roles/*`: job titles as written → roles, with seniority, place, contract and reference words apart.

use super::automaton::{Automaton, Found};
use super::lexicon::{Lexicon, flag};
use super::phrases::plain;
use super::source::RuleFile;
use super::title::{self, Part, WordKind};
use super::tokens::tokenize;
use crate::diag::{Code, Diag};
use crate::model::Seniority;
use regex::Regex;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

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
    /// Seniority → names of which it is a part and stays one.
    ranked: BTreeMap<String, Vec<String>>,
    /// Count as no words of the role where they stand behind it.
    behind: Vec<String>,
    /// Contract, hours and other words that say nothing of the role.
    drop: Vec<String>,
    /// Places; they count only behind the role or as a part of their own.
    places: Vec<String>,
    /// Name somebody by the work, beside words in -er, -or, -ist, -ian.
    persons: Vec<String>,
    /// Words in -er, -or, -ist, -ian that name nobody.
    not_persons: Vec<String>,
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
    persons: BTreeSet<String>,
    not_persons: BTreeSet<String>,
}

static NOISE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(NOISE_PATTERN).unwrap_or_else(|e| unreachable!("constant pattern: {e}")));

/// Brackets, references, gender marks, pay and bands in titles.
const NOISE_PATTERN: &str = r"(?x) \([^)]*\) | \[[^\]]*\] | \#\s*\d+ | £[\d,.\-–k\s]+ | \$[\d,.\-–k\s]+ | €[\d,.\-–k\s]+ | \*{2,}k? |
    (?i:\b(?:ref|job\s*id|req|vacancy|reference)\b[\s.:\#]*[\w/-]*\d[\w/-]*) | \b[A-Z]{1,5}[-/]?\d{3,}[\w-]*\b | \b\d{4,}\b |
    (?i:\bup\s+to\b.*$) | (?i:\b[mfdwxh]/[mfdwxh](?:/[mfdwxh])?\b) | (?i:\bbands?\s*\d\w?(?:\s*(?:[-/]|or|to|&)\s*\d\w?)?\b) |
    (?i:\bgrade\s*[\dA-Z]+\b) | (?i:\b\d+(?:\.\d+)?\s*(?:hours?|hrs|wte|fte|months?|days?|%)\b.*$)";

/// Files of roles, read; they become [`Roles`] once the words of all labels are known.
#[derive(Debug, Default)]
pub struct RawRoles {
    /// Each role with the name of its family.
    roles: Vec<(RawRole, String)>,
    words: Vec<(RawTitleWords, RuleFile)>,
}

impl RawRoles {
    pub fn read(files: &[RuleFile], faults: &mut Vec<Diag>) -> Self {
        // Compiled beside other reading: the first title needs it.
        LazyLock::force(&NOISE);
        let mut raw = Self::default();
        for file in files {
            if !file.name.ends_with(".csv") {
                match toml::from_str(&file.text) {
                    Err(e) => faults.push(Diag::new(Code::RuleFault, &file.name, e.message())),
                    Ok(words) => raw.words.push((words, file.clone())),
                }
                continue;
            }
            let mut reader = csv::Reader::from_reader(file.text.as_bytes());
            for (n, row) in reader.deserialize().enumerate() {
                match row {
                    Err(e) => faults.push(Diag::new(Code::RuleFault, &file.name, e.to_string()).at(n as u32 + 2)),
                    Ok(role) => raw.roles.push((role, file.stem().to_string())),
                }
            }
        }
        raw
    }
}

impl Roles {
    pub fn compile(raw: RawRoles, lexicon: &mut Lexicon, faults: &mut Vec<Diag>) -> Self {
        let mut roles = Self {
            list: Vec::with_capacity(raw.roles.len()),
            titles: Automaton::default(),
            words: Automaton::default(),
            word_kinds: Vec::new(),
            persons: BTreeSet::new(),
            not_persons: BTreeSet::new(),
        };
        for (role, family) in raw.roles {
            roles.add(role, family, lexicon);
        }
        for (words, file) in raw.words {
            roles.add_words(words, &file, lexicon, faults);
        }
        roles
    }

    fn add(&mut self, raw: RawRole, family: String, lexicon: &mut Lexicon) {
        let index = self.list.len() as u32;
        let titles: Vec<String> = raw.titles.split('|').filter(|t| !t.is_empty()).map(str::to_string).collect();
        for title in titles.iter().chain([&raw.role]) {
            self.titles.add(&plain(title, lexicon), index);
        }
        self.list.push(Role {
            id: raw.id,
            name: raw.role,
            titles,
            family,
            isco: Some(raw.isco).filter(|c| !c.is_empty()),
            soc: Some(raw.soc).filter(|c| !c.is_empty()),
        });
    }

    fn add_words(&mut self, raw: RawTitleWords, file: &RuleFile, lexicon: &mut Lexicon, faults: &mut Vec<Diag>) {
        let mut add = |phrase: &str, kind: WordKind| {
            self.words.add(&plain(phrase, lexicon), self.word_kinds.len() as u32);
            self.word_kinds.push(kind);
        };
        let ranks = raw.seniority.iter().map(|s| (s, false)).chain(raw.ranked.iter().map(|s| (s, true)));
        for ((level, words), named) in ranks {
            let kind = |level| if named { WordKind::Ranked(level) } else { WordKind::Seniority(level) };
            match Seniority::parse(level) {
                Some(level) => words.iter().for_each(|w| add(w, kind(level))),
                None => {
                    faults.push(Diag::new(Code::RuleFault, &file.name, format!("no seniority is called `{level}`")))
                }
            }
        }
        raw.names.iter().for_each(|n| add(n, WordKind::Name));
        raw.drop.iter().for_each(|d| add(d, WordKind::Drop));
        raw.behind.iter().for_each(|b| add(b, WordKind::Behind));
        raw.places.iter().for_each(|p| add(p, WordKind::Place));
        self.persons.extend(raw.persons);
        self.not_persons.extend(raw.not_persons);
    }

    pub fn iter(&self) -> impl Iterator<Item = &Role> {
        self.list.iter()
    }

    pub fn get(&self, id: &str) -> Option<&Role> {
        self.list.iter().find(|r| r.id == id)
    }

    /// What a title as published says of role and seniority. `places` are where the work is done, as far as known: their
    /// words do not count behind the role.
    pub fn reach(&self, title: &str, places: &[&str], lexicon: &Lexicon) -> TitleMatch {
        let title = title.replace("&amp;", "&").replace("  ", " | ");
        let bracketed = self.seniority_in_brackets(&title, lexicon);
        let title = NOISE.replace_all(&title, " ");
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let parts: Vec<Part> = title::parts(&title).map(|p| self.read_part(p, places, lexicon)).collect();
        let best = parts.iter().filter_map(|p| p.role).reduce(|a, b| if b.0 > a.0 { b } else { a });
        let (words, chosen) = title::choose(&parts);
        // "Research Scientist - Data & Analytics": the part that names somebody, where it says more than one word.
        let best = chosen.and_then(|i| parts[i].role).filter(|r| r.0 > 1).or(best);
        // "Director II, Data Science" is a data science director.
        let whole = self.read_part(&words, &[], lexicon).role.filter(|w| best.is_none_or(|b| w.0 > b.0));
        let best = whole.or(best);
        let others = parts
            .iter()
            .filter_map(|p| p.seniority.filter(|s| p.words.is_empty() || *s <= Seniority::Principal))
            .next();
        let seniority = chosen.and_then(|i| parts[i].seniority).or(bracketed).or(others);
        TitleMatch { role_id: best.map(|(_, r)| self.list[r as usize].id.clone()), words, seniority }
    }

    /// "(Senior) Data Engineer".
    fn seniority_in_brackets(&self, title: &str, lexicon: &Lexicon) -> Option<Seniority> {
        let open = title.find('(')?;
        let close = open + title[open..].find(')')?;
        let part = self.read_part(&title[open + 1..close], &[], lexicon);
        part.seniority.filter(|_| part.words.is_empty())
    }

    /// Whether a word names somebody by the work.
    pub fn names_person(&self, word: &str, lexicon: &Lexicon) -> bool {
        let lower: String = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let single = lower.strip_suffix('s').unwrap_or(&lower);
        let named = |w: &str| self.persons.contains(w);
        if self.not_persons.contains(lower.as_str()) || self.not_persons.contains(single) {
            return false;
        }
        let ending = single.len() >= 5 && ["er", "or", "ist", "ian"].iter().any(|e| single.ends_with(e));
        named(&lower)
            || named(single)
            || ending
            || (lexicon.word(&lower).is(flag::PERSON) && !lexicon.word(&lower).is(flag::READER))
    }

    fn read_part(&self, part: &str, places: &[&str], lexicon: &Lexicon) -> Part {
        let mut tokens = Vec::new();
        tokenize(part, lexicon, &mut tokens);
        let mut scratch = Vec::new();
        let mut role: Option<(usize, u32)> = None;
        for i in 0..tokens.len() {
            // "personal assistant to the operations manager": whom one works for is another role.
            if role.is_some() && tokens[i].text(part).eq_ignore_ascii_case("to") {
                break;
            }
            self.titles.matches(&tokens, i, &mut scratch);
            if let Some(f) = scratch.first().filter(|f| role.is_none_or(|r| f.end - i >= r.0)) {
                role = Some((f.end - i, f.value));
            }
        }
        let mut reader = title::PartReader::new(part, role);
        let mut i = 0;
        while i < tokens.len() {
            self.words.matches(&tokens, i, &mut scratch);
            let kind = scratch.first().map(|f| (self.word_kinds[f.value as usize], f.end));
            let end = kind.map_or(i + 1, |k| k.1);
            let person = (i..end).any(|k| self.names_person(tokens[k].text(part), lexicon));
            reader.take(kind.map(|k| k.0), &tokens[i..end], end == tokens.len(), person);
            i = end;
        }
        reader.finish(places)
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
