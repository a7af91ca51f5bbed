//! The parts of a title, and which of them name the role.

use super::tokens::{Gap, Token};
use crate::model::Seniority;

/// What a word or phrase of `data/roles/title-words.toml` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordKind {
    Seniority(Seniority),
    Name,
    /// A name with a rank in it that stays one ("associate director").
    Ranked(Seniority),
    Drop,
    /// No word of the role where it stands behind it.
    Behind,
    Place,
}

/// A part of a title, read.
#[derive(Debug, Default)]
pub struct Part {
    /// Without seniority, places and other words.
    pub words: String,
    /// Words of the title, role.
    pub role: Option<(usize, u32)>,
    pub seniority: Option<Seniority>,
    /// Somebody is named by the work.
    pub person: bool,
    /// All that was left is the rank itself ("Lead", "Manager").
    pub rank: Option<String>,
}

/// The stretches of a title between bars, spaced dashes and commas.
pub fn parts(title: &str) -> impl Iterator<Item = &str> {
    let hard = |c: char| matches!(c, ';' | '|' | '–' | '—' | ':' | '•' | '·' | ',' | '\t' | '\n');
    let dashed = title.split(hard).flat_map(|p| p.split(" - ")).flat_map(|p| p.split(" -"));
    dashed.flat_map(|p| p.split("- ")).map(before_employer).map(str::trim).filter(|p| !p.is_empty())
}

/// "Data Analyst at Acme": the title without the employer.
fn before_employer(part: &str) -> &str {
    let cut = part.match_indices(" at ").find(|(i, _)| part[i + 4..].starts_with(char::is_uppercase));
    cut.map_or(part, |(i, _)| &part[..i])
}

/// The words of the role, and the number of the part they came from: the first part that names somebody, else the
/// first that reaches a role, else the first.
pub fn choose(parts: &[Part]) -> (String, Option<usize>) {
    let first = parts.iter().position(|p| !p.words.is_empty());
    let named = parts.iter().position(|p| p.person && !p.words.is_empty() && p.rank.is_none());
    let ranked = parts.iter().position(|p| p.rank.is_some());
    // "Manager - Data Science", "Lead, Technical Support": the rank belongs behind the field.
    if let Some((at, rank)) = ranked.and_then(|i| parts[i].rank.as_ref().map(|r| (i, r))) {
        let field = parts.iter().enumerate().find(|(i, p)| *i > at && p.rank.is_none() && !p.words.is_empty());
        if let Some((_, field)) = field.filter(|_| named.is_none_or(|n| n > at)) {
            let words = if field.person { field.words.clone() } else { format!("{} {rank}", field.words) };
            return (words, Some(at));
        }
    }
    let chosen = named.or_else(|| parts.iter().position(|p| p.role.is_some() && !p.words.is_empty())).or(first);
    (chosen.map_or(String::new(), |i| parts[i].words.clone()), chosen)
}

/// A word that stays, unless it turns out to be the place behind the role.
#[derive(Debug)]
struct Kept {
    text: String,
    gap: Gap,
    place: bool,
    rank: bool,
    person: bool,
}

/// Collects the words of a part.
pub struct PartReader<'t> {
    text: &'t str,
    kept: Vec<Kept>,
    part: Part,
    ended: bool,
    /// Whom one works for follows ("administrator *to* the chief executive").
    serves: bool,
}

impl<'t> PartReader<'t> {
    pub fn new(text: &'t str, role: Option<(usize, u32)>) -> Self {
        Self { text, kept: Vec::new(), part: Part { role, ..Part::default() }, ended: false, serves: false }
    }

    /// Takes the next word or phrase; `last` where nothing follows, `person` where it names somebody by the work.
    pub fn take(&mut self, kind: Option<WordKind>, tokens: &[Token], last: bool, person: bool) {
        let written = |t: &Token| t.text(self.text).to_lowercase();
        match kind {
            _ if self.ended => {}
            Some(WordKind::Seniority(level)) => {
                let noun = self.rank_is_the_role(level, &written(&tokens[0]), tokens.len(), last);
                // "Ecologist / Senior Ecologist": open to those without the rank.
                let either = tokens[0].gap == Gap::Slash && self.has_person() && level <= Seniority::Principal;
                if !either && !self.serves {
                    self.note(level, last);
                }
                if noun {
                    self.keep(tokens, false, true, level >= Seniority::Manager && written(&tokens[0]) != "head");
                }
            }
            // "Support Worker Job Leeds": what follows is no title.
            Some(WordKind::Drop)
                if matches!(written(&tokens[0]).as_str(), "job" | "jobs" | "vacancy") && self.has_person() =>
            {
                self.ended = true;
            }
            Some(WordKind::Drop) => {}
            Some(WordKind::Behind) if self.has_person() => self.keep(tokens, true, false, false),
            Some(WordKind::Behind) => self.keep(tokens, false, false, person),
            Some(WordKind::Place) => self.keep(tokens, true, false, false),
            Some(WordKind::Ranked(level)) => {
                self.note(level, false);
                self.keep(tokens, false, false, true);
            }
            Some(WordKind::Name) => self.keep(tokens, false, false, true),
            None => {
                self.serves |= written(&tokens[0]) == "to" && self.has_person();
                self.keep(tokens, false, false, person);
            }
        }
    }

    /// "manager", "head of", "director" are part of what the post is called; so is a rank at the end where nobody is
    /// named before it ("performance lead"), and an associate who is one by trade ("sales associate").
    fn rank_is_the_role(&self, level: Seniority, word: &str, length: usize, last: bool) -> bool {
        match level {
            Seniority::Head => length > 1 || last,
            Seniority::Lead | Seniority::Principal => last && !self.has_person(),
            Seniority::Junior => word == "associate" && last && !self.kept.is_empty(),
            level => level >= Seniority::Manager,
        }
    }

    /// The first rank counts, but one that leads an organisation beats "senior".
    fn note(&mut self, level: Seniority, last: bool) {
        let trade = level == Seniority::Junior && last && !self.kept.is_empty();
        let beats = level >= Seniority::Head && self.part.seniority.is_some_and(|s| s < Seniority::Head);
        if !trade && (self.part.seniority.is_none() || beats) {
            self.part.seniority = Some(level);
        }
    }

    fn has_person(&self) -> bool {
        self.kept.iter().any(|k| k.person)
    }

    fn keep(&mut self, tokens: &[Token], place: bool, rank: bool, person: bool) {
        let text = self.text;
        self.kept.extend(tokens.iter().map(|t| Kept {
            text: t.text(text).to_lowercase(),
            gap: t.gap,
            place,
            rank,
            person,
        }));
    }

    /// The part without what stands behind the role: places, grades, small words.
    pub fn finish(mut self, places: &[&str]) -> Part {
        let place_words: Vec<String> = places
            .iter()
            .filter(|p| p.split_whitespace().count() <= 6)
            .flat_map(|p| p.split(|c: char| !c.is_alphanumeric()))
            .filter(|w| w.len() >= 3)
            .map(str::to_lowercase)
            .collect();
        let named = |k: &Kept| place_words.contains(&k.text) && !k.person;
        let small = ["in", "for", "at", "and", "of", "with", "to", "&", "near", "the", "on", "based", "a", "or", "up"];
        while let Some(last) = self.kept.last() {
            let before = self.kept.len().checked_sub(2).map_or("", |i| self.kept[i].text.as_str());
            let bound = matches!(before, "of" | "&" | "and" | "for");
            let alone = self.kept.len() == 1;
            let grade = !alone && is_grade(&last.text);
            let loose = small.contains(&last.text.as_str());
            let elsewhere = last.place || (!alone && !bound && named(last) && self.kept.iter().any(|k| k.person));
            if !(grade || loose || elsewhere) {
                break;
            }
            self.kept.pop();
        }
        // "Ecologist / Senior Ecologist"
        let half = self.kept.len() / 2;
        if self.kept.len() == 2 * half && (0..half).all(|i| self.kept[i].text == self.kept[half + i].text) {
            self.kept.truncate(half);
        }
        let deputy = self.kept.len() >= 3
            && self.kept[0].text == "deputy"
            && self.kept.last().is_some_and(|k| k.text == "manager");
        let loose_first =
            self.kept.first().is_some_and(|k| matches!(k.text.as_str(), "a" | "an" | "the" | "&" | "and" | "of"));
        if deputy || loose_first {
            self.kept.remove(0);
        }
        self.part.person = self.has_person();
        let rank_only = !self.kept.is_empty() && self.kept.iter().all(|k| k.rank);
        let dropped_rank = self.kept.is_empty().then_some(self.part.seniority).flatten();
        self.part.rank = match (rank_only, dropped_rank) {
            (true, _) => Some(join(&self.kept)),
            (_, Some(level @ (Seniority::Lead | Seniority::Head | Seniority::Principal))) => {
                Some(level.as_str().to_string())
            }
            _ => None,
        };
        self.part.words = join(&self.kept);
        self.part
    }
}

/// "II", "3", "L5", "level": steps of a career, not names of it.
fn is_grade(word: &str) -> bool {
    let roman = matches!(word, "i" | "ii" | "iii" | "iv" | "v" | "vi");
    let number = word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
    let code = word.len() == 2 && word.starts_with(['b', 'l', 'p', 'e']) && word.as_bytes()[1].is_ascii_digit();
    roman || number || code || word == "level" || word == "grade" || word == "band"
}

/// Words as one name; what was joined by a hyphen or slash stays so.
fn join(words: &[Kept]) -> String {
    let mut out = String::new();
    for (i, word) in words.iter().enumerate() {
        if i > 0 {
            out.push_str(match word.gap {
                Gap::Joined => "-",
                Gap::Slash => "/",
                _ => " ",
            });
        }
        out.push_str(&word.text);
    }
    out
}
