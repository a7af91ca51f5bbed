//! Years of experience that a sentence asks for, and the label that each of them speaks of.

use super::cue::CueInText;
use super::find::LabelFound;
use super::number;
use crate::rules::Rules;
use crate::rules::cues::Meaning;
use crate::rules::fact_cues::FactCue;
use crate::rules::lexicon::flag;
use crate::rules::tokens::{Gap, Token};
use memchr::memchr2_iter;
use regex::Regex;
use std::sync::LazyLock;

/// More years than this are never asked for: they are the age of the employer or of the reader.
pub const MOST_YEARS: f32 = 25.0;

/// More months than this are no way to write years.
const MOST_MONTHS: f32 = 60.0;

/// How many words before a number, and behind its unit, may say that it is no demand.
const BESIDE: usize = 5;

/// How far before a label its years may stand, in bytes.
const FARTHEST: usize = 220;

/// How far behind a label its years may stand, in bytes.
const BEHIND: usize = 40;

/// A stretch of time asked for, with the bytes it stands on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct YearsClaim {
    pub min: f32,
    pub max: Option<f32>,
    pub start: usize,
    pub end: usize,
}

const NUMBER: &str =
    r"\d{1,2}(?:\.\d)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty";

static YEARS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)\b({NUMBER})\s*(?:\(\s*(\d{{1,2}})\s*(?:-\s*(\d{{1,2}}))?\s*\+?\s*\))?\s*(?:\+|plus|or more)?\s*(?:(?:(?:years?|yrs?)\s*(?:-|–|—|to)|-|–|—|to|or)\s*({NUMBER})\s*\+?)?\s*(?:\+|plus|or more)?[\s-]*(years?|yrs?|months?)\b(?:['’]|\s*\+)?"
    ))
});

/// "a year's experience", "at least a year".
static ONE_YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\ba\s+(?:full\s+)?year\b(?:['’]s)?"));

/// "at least two of which in", "3+ in": a part of the years that stand before.
static PART: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)[,;(]\s*(?:(?:and|with|including)\s+)?(?:at\s+least\s+|a\s+minimum\s+of\s+)?({NUMBER})\+?\s+(?:years?\s+)?(?:of\s+(?:which|them|those|these)\b(?:\s+(?:must|should)\s+(?:be|have\s+been))?|in\b)"
    ))
});

fn pattern(written: &str) -> Regex {
    Regex::new(written).unwrap_or_else(|e| unreachable!("constant pattern: {e}"))
}

fn number(written: &str) -> Option<f32> {
    written.parse().ok().or_else(|| number::written(written).map(|n| n as f32))
}

/// A sentence, bytes `start..end` of a text, that may ask for years.
#[derive(Clone, Copy)]
pub struct Sentence<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub rules: &'a Rules,
    pub start: usize,
    pub end: usize,
    /// The section says that what stands there is asked for, whatever the words.
    pub demanded: bool,
}

impl Sentence<'_> {
    /// Years of experience, with ages and histories left out, in order.
    pub fn claims(&self) -> Vec<YearsClaim> {
        let sentence = &self.text[self.start..self.end];
        if !names_time(sentence.as_bytes()) {
            return Vec::new();
        }
        let mut asked = None;
        let mut out: Vec<YearsClaim> = Vec::new();
        for c in YEARS.captures_iter(sentence) {
            let (Some(whole), Some(unit), Some(first)) =
                (c.get(0), c.get(5), c.get(1).and_then(|m| number(m.as_str())))
            else {
                continue;
            };
            let scale = if unit.as_str().starts_with(['m', 'M']) { 12.0 } else { 1.0 };
            let second = [3, 4].iter().find_map(|&g| c.get(g)).and_then(|m| number(m.as_str()));
            let (min, max) = (first / scale, second.map(|s| s / scale).filter(|s| *s * scale >= first));
            let fits = min > 0.0 && min <= MOST_YEARS && (scale < 2.0 || first <= MOST_MONTHS);
            let (start, end) = (self.start + whole.start(), self.start + whole.end());
            if fits && self.is_demand(start, end, &mut asked) {
                out.push(YearsClaim { min, max, start, end });
            }
        }
        for whole in ONE_YEAR.find_iter(sentence) {
            let (start, end) = (self.start + whole.start(), self.start + whole.end());
            if self.is_one_year(start, end) && !self.is_refused(start, end) {
                out.push(YearsClaim { min: 1.0, max: None, start, end });
            }
        }
        out.sort_by_key(|c| c.start);
        let mut parts = self.parts(&out);
        out.append(&mut parts);
        out.sort_by_key(|c| c.start);
        out
    }

    /// "five years' product management, two of which in payments".
    fn parts(&self, claims: &[YearsClaim]) -> Vec<YearsClaim> {
        let Some(whole) = claims.first() else { return Vec::new() };
        let found = PART.captures_iter(&self.text[whole.end..self.end]).filter_map(|c| {
            let (found, count) = (c.get(0)?, c.get(1)?);
            let preposition = if found.as_str().ends_with("in") { " in".len() } else { 0 };
            let (start, end) = (whole.end + count.start(), whole.end + found.end() - preposition);
            let next = claims.partition_point(|k| k.end <= start);
            let apart = claims.get(next).is_none_or(|k| end <= k.start);
            let min = number(count.as_str()).filter(|n| apart && *n > 0.0 && *n <= whole.min)?;
            Some(YearsClaim { min, max: None, start, end })
        });
        found.collect()
    }

    /// "at least a year", "must have a year on", "a year in a newsroom" where a demand begins with it.
    fn is_one_year(&self, start: usize, end: usize) -> bool {
        let (before, tail) = (self.before(start), self.behind(end));
        let word_before = before.trim_end();
        if ["at least", "minimum of", "minimum"].iter().any(|w| word_before.ends_with(w)) {
            return true;
        }
        let opens =
            word_before.trim_end_matches(['*', '-', '•', '+']).is_empty() || word_before.ends_with([';', ':', '•']);
        let follows = ["in ", "on ", "as ", "or more", "or two", "of experience", "experience", "working "];
        (opens && self.demanded || ["have", "have at least", "with", "need"].iter().any(|w| word_before.ends_with(w)))
            && follows.iter().any(|w| tail.trim_start().starts_with(w))
    }

    /// Not the age of the employer or the reader, not a term of contract, not a sum over several people.
    fn is_demand(&self, start: usize, end: usize, asked: &mut Option<bool>) -> bool {
        let (before, tail) = (self.before(start), self.behind(end));
        let near = before.trim_end();
        let history = near.ends_with(" for")
            && !tail.contains("experience")
            && !before.contains("worked")
            && !before.contains("working");
        let possessive = self.text[start..end].ends_with(['\'', '’'])
            && tail.strip_prefix(' ').is_some_and(|t| t.starts_with(char::is_alphanumeric));
        let rest = ["or more", "or so", "minimum", "min", "plus", "+"]
            .iter()
            .find_map(|w| tail.trim_start().strip_prefix(w))
            .unwrap_or(&tail)
            .trim_start();
        let leads = ["in ", "of ", "as ", "on ", "with "].iter().any(|w| rest.starts_with(w))
            || rest.split_whitespace().next().is_some_and(|w| w.len() >= 5 && w.ends_with("ing"));
        let demanded = (self.demanded && !history)
            || possessive
            || leads && !near.ends_with("for")
            || ["must have", "at least", "minimum of", "minimum"].iter().any(|w| near.ends_with(w))
            || !history && *asked.get_or_insert_with(|| self.asks());
        demanded && !is_posting(&tail) && !self.is_refused(start, end)
    }

    /// Whether a word of the sentence says that experience is asked for.
    fn asks(&self) -> bool {
        let (first, last) = self.tokens_of(self.start, self.end);
        let (mut scratch, mut found) = (Vec::new(), Vec::new());
        (first..last).any(|i| {
            found.clear();
            if self.tokens[i].word.is(flag::STARTS_FACT) {
                self.rules.facts.at(self.tokens, i, &mut scratch, &mut found);
            }
            found.iter().any(|f| f.cue == FactCue::Experience)
        })
    }

    /// Whether the words directly before the number or behind the unit are of another time than experience.
    fn is_refused(&self, start: usize, end: usize) -> bool {
        let (first, last) = self.tokens_of(start, end);
        let (opens, closes) = self.tokens_of(self.start, self.end);
        let (mut scratch, mut found) = (Vec::new(), Vec::new());
        for i in first.saturating_sub(BESIDE).max(opens)..(last + BESIDE).min(closes) {
            self.rules.facts.at(self.tokens, i, &mut scratch, &mut found);
        }
        found.iter().filter(|f| f.end <= closes).any(|f| match f.cue {
            FactCue::OtherTimeBefore => f.end == first,
            FactCue::OtherTime => f.start == last,
            FactCue::SharedYears => f.end <= first || f.start >= last,
            _ => false,
        })
    }

    fn tokens_of(&self, start: usize, end: usize) -> (usize, usize) {
        let at = |byte: usize| self.tokens.partition_point(|t| (t.start as usize) < byte);
        (at(start), at(end))
    }

    /// The end of what stands before a byte, in lower case.
    fn before(&self, byte: usize) -> String {
        let mut from = byte.saturating_sub(34).max(self.start);
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        self.text[from..byte].to_lowercase()
    }

    /// The beginning of what stands behind a byte, in lower case.
    fn behind(&self, byte: usize) -> String {
        let mut to = (byte + 40).min(self.end);
        while !self.text.is_char_boundary(to) {
            to -= 1;
        }
        self.text[byte..to].to_lowercase()
    }
}

/// Whether "year", "yr" or "month" stands somewhere behind a number or an article: the patterns cost much more than to look
/// for them.
fn names_time(sentence: &[u8]) -> bool {
    let goes_on =
        |i: usize, with: &[u8]| sentence[i + 1..].get(..with.len()).is_some_and(|s| s.eq_ignore_ascii_case(with));
    memchr2_iter(b'y', b'Y', sentence).any(|i| (goes_on(i, b"ear") || goes_on(i, b"r")) && counted(&sentence[..i]))
        || memchr2_iter(b'm', b'M', sentence).any(|i| goes_on(i, b"onth") && counted(&sentence[..i]))
}

/// Whether the last word is a figure or ends like one of those that the patterns allow before a unit of time.
fn counted(before: &[u8]) -> bool {
    const WORDS: [&str; 19] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen",
        "eighteen", "twenty", "plus", "more", "a", "full",
    ];
    let Some(last) = before.iter().rposition(u8::is_ascii_alphanumeric) else { return false };
    let before = &before[..=last];
    let ends =
        |w: &&str| before.len() >= w.len() && before[before.len() - w.len()..].eq_ignore_ascii_case(w.as_bytes());
    before[last].is_ascii_digit() || WORDS.iter().any(ends)
}

/// "a two year post", but not "two years post registration".
fn is_posting(tail: &str) -> bool {
    let rest = tail.trim_start_matches([' ', '-']);
    rest.strip_prefix("post").is_some_and(|r| {
        let word = r.trim_start_matches([' ', '-']);
        !["reg", "qual", "grad", "doc", "cct", "train"].iter().any(|w| word.starts_with(w))
    })
}

/// The claim that speaks of the label: one before it in the clause with nothing but words of experience between, or one
/// in brackets or behind a comma after it.
pub fn years_of<'c>(
    label: &LabelFound,
    tokens: &[Token],
    text: &str,
    cues: &[CueInText],
    claims: &'c [YearsClaim],
) -> Option<&'c YearsClaim> {
    let (start, end) = (label.span.start as usize, label.span.end as usize);
    let near = claims.partition_point(|c| c.end + FARTHEST < start)..claims.partition_point(|c| c.start < end + BEHIND);
    claims[near].iter().rfind(|c| match text.get(c.end..start) {
        Some(between) => {
            let plain = !between.contains([';', '.', ':', ')', '(']) && !between.contains("', ")
                || between.trim_start().starts_with(['.', ')']) && between.len() < 30;
            plain && bound(tokens, text, c.end, label, cues)
        }
        None => text.get(end..c.start).is_some_and(|between| told_behind(between, text, c.end)),
    })
}

/// "SQL (3 years)", "Python: 2 years", "Mastercam or hyperMILL, at least 2 years".
fn told_behind(between: &str, text: &str, end: usize) -> bool {
    if between.contains([';', '.', ')', '\n']) {
        return false;
    }
    let lead =
        |words: &str| matches!(words.trim(), "" | "at least" | "minimum" | "minimum of" | "min" | "with" | "for");
    if let Some((list, words)) = between.rsplit_once(',') {
        let after = text.get(end..).unwrap_or("").trim_start_matches([' ', '+']);
        let ends = after.is_empty() || after.starts_with([',', '.', ';', ')', '\n', '\r', '\'', '|', '•']);
        let joined = list.is_empty() || [" or ", " and ", "/"].iter().any(|w| list.starts_with(w));
        return ends && joined && !list.contains(',') && lead(words);
    }
    let words = between.trim();
    between.len() < 26
        && (between.contains(['(', ':']) || lead(words) || words == "-" || words.starts_with("experience"))
}

/// Between the years and the label only: prepositions, "experience", adjectives, verbs in -ing, members of the list.
fn bound(tokens: &[Token], text: &str, from: usize, label: &LabelFound, cues: &[CueInText]) -> bool {
    let first = tokens[..label.first].partition_point(|t| (t.start as usize) < from);
    let (mut verbs, mut breaks) = (0, 0);
    let (mut carriers, mut named, mut thing) = (0, false, false);
    for i in first..label.first {
        let (t, next) = (tokens[i], tokens[i + 1]);
        if t.word.is(flag::MODAL | flag::PRONOUN) && !t.word.is(flag::DETERMINER) {
            return false;
        }
        // "3 years' experience or a degree", "5 years in sales, strong Excel": a new demand begins.
        let marks_list = next.word.is(flag::AND | flag::OR) || next.gap == Gap::Comma;
        let carried =
            t.word.is(flag::CARRIER) && marks_list && !tokens[(i + 2).min(label.first)].word.is(flag::CARRIER);
        let graded = || cues.iter().any(|c| c.start == i && matches!(c.means, Meaning::Level(_)));
        let act = t.word.is(flag::VERB) && t.word.is(flag::BASE) && !t.word.is(flag::NOUNISH);
        let demand = t.gap == Gap::Comma && (t.word.is(flag::ADJECTIVE | flag::CARRIER) || act || graded());
        // "… in payroll with a proven record of …"
        let second = carriers > 0 && named && t.word.is(flag::CARRIER);
        // "five years' project management *in* construction": where it was done, not what was.
        let surroundings = thing && t.text(text) == "in";
        if carried || demand || second || surroundings {
            return false;
        }
        carriers += usize::from(t.word.is(flag::CARRIER));
        let plain = t.word.is(flag::CARRIER | flag::FUNCTION | flag::SKIP | flag::ING | flag::ADJECTIVE)
            || t.text(text).eq_ignore_ascii_case("minimum");
        named |= carriers > 0 && !t.word.is(flag::CARRIER | flag::FUNCTION | flag::SKIP);
        thing = !t.word.is(flag::CARRIER) && (thing || !plain);
        verbs += usize::from(t.word.is(flag::VERB) && t.word.is(flag::BASE | flag::THIRD) && t.word.lex == 0);
        breaks += usize::from(t.gap == Gap::Break);
    }
    verbs <= 1 && breaks <= 2
}
