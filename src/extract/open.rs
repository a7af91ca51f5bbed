//! Names for what an advert asks for in words that no vocabulary knows.

use crate::model::CompetencyId;
use crate::rules::lexicon::flag;
use crate::rules::tokens::Token;

/// A longer stretch is a description, not a name.
pub const LONGEST: usize = 12;

/// The id of a stretch of words: its words of meaning in lower case, joined by hyphens; `None` where none is left.
pub fn id(text: &str, tokens: &[Token]) -> Option<CompetencyId> {
    if tokens.len() == 1 && !text[tokens[0].start as usize..tokens[0].end as usize].contains(char::is_uppercase) {
        return None;
    }
    let words = tokens.iter().filter(|t| !t.word.is(flag::FUNCTION | flag::SKIP)).map(|t| t.text(text).to_lowercase());
    let words: Vec<String> = words.collect();
    (!words.is_empty()).then(|| CompetencyId::open(&words.join("-")))
}

/// "Assist the manager", "work with developers": the words say with whom, not what.
pub fn helps_people(tokens: &[Token]) -> bool {
    let object = tokens[1..].iter().find(|t| !t.word.is(flag::SKIP | flag::PREPOSITION));
    object.is_none_or(|t| t.word.is(flag::PERSON))
}
