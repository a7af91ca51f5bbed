//! Names for what an advert asks for in words that no vocabulary knows.

use crate::model::CompetencyId;
use crate::rules::lexicon::flag;
use crate::rules::tokens::{Gap, Token};

/// A longer stretch is a description, not a name.
pub const LONGEST: usize = 12;

/// A longer member of a list is a description too.
const LONGEST_MEMBER: usize = 5;

/// The id of a stretch of words: its words of meaning in lower case, joined by hyphens; `None` where none is left.
pub fn id(text: &str, tokens: &[Token]) -> Option<CompetencyId> {
    if tokens.len() == 1 && !text[tokens[0].start as usize..tokens[0].end as usize].contains(char::is_uppercase) {
        return None;
    }
    let words = tokens.iter().filter(|t| !t.word.is(flag::FUNCTION | flag::SKIP)).map(|t| t.text(text).to_lowercase());
    let words: Vec<String> = words.collect();
    (!words.is_empty()).then(|| CompetencyId::open(&words.join("-")))
}

/// The parts of a task phrase `first..last`, as token ranges: the members of its list where all of them are short, the
/// first with the verb; else the whole.
pub fn parts(tokens: &[Token], first: usize, last: usize) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut from = first;
    for i in first + 1..=last {
        let mark =
            i == last || matches!(tokens[i].gap, Gap::Comma | Gap::Slash) || tokens[i].word.is(flag::AND | flag::OR);
        if !mark {
            continue;
        }
        let start = (from..i).find(|&k| !tokens[k].word.is(flag::FUNCTION | flag::SKIP)).unwrap_or(i);
        if start < i {
            parts.push((start, i));
        }
        from = i;
    }
    let lists = parts.len() > 1 && parts.iter().all(|(a, b)| b - a <= LONGEST_MEMBER);
    let things = parts.iter().skip(1).all(|(a, _)| !tokens[*a].word.is(flag::VERB | flag::MODAL | flag::PRONOUN));
    if lists && things && parts.first().is_some_and(|(a, b)| *a == first && b - a > 1) {
        parts.retain(|&(a, b)| {
            a == first || !tokens[a..b].iter().all(|t| t.word.is(flag::VAGUE | flag::PERSON | flag::GROUP))
        });
        return parts;
    }
    vec![(first, last)]
}

/// "Assist the manager", "work with developers": the words say with whom, not what.
pub fn helps_people(tokens: &[Token]) -> bool {
    let object = tokens[1..].iter().find(|t| !t.word.is(flag::SKIP | flag::PREPOSITION));
    object.is_none_or(|t| t.word.is(flag::PERSON))
}
