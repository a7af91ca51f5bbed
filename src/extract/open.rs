//! Names for what an advert asks for in words that no vocabulary knows.

use super::segment::Segment;
use crate::model::CompetencyId;
use crate::rules::lexicon::flag;
use crate::rules::tokens::{Gap, Token};

/// A longer stretch is a description, not a name.
pub const LONGEST: usize = 12;

/// A longer member of a list is a description too.
const LONGEST_MEMBER: usize = 5;
/// A longer list is no list of things to do.
const MOST_MEMBERS: usize = 9;

/// The id of a stretch of words: its words of meaning in lower case, joined by hyphens; `None` where none is left.
pub fn id(text: &str, tokens: &[Token]) -> Option<CompetencyId> {
    if tokens.len() == 1 && !text[tokens[0].start as usize..tokens[0].end as usize].contains(char::is_uppercase) {
        return None;
    }
    let words = tokens.iter().filter(|t| !t.word.is(flag::FUNCTION | flag::SKIP)).map(|t| t.text(text).to_lowercase());
    let words: Vec<String> = words.collect();
    (!words.is_empty()).then(|| CompetencyId::open(&words.join("-")))
}

/// What a task phrase `first..last` is about, as token ranges: the phrase to the first mark of a list, and the things
/// that its list goes on with, in the rest of the clause too; else the whole phrase.
pub fn parts(tokens: &[Token], segment: &Segment, first: usize, last: usize) -> Vec<(usize, usize)> {
    let mark = |i: usize| matches!(tokens[i].gap, Gap::Comma | Gap::Slash) || tokens[i].word.is(flag::AND | flag::OR);
    let Some(head) = (first + 2..last).find(|&i| mark(i)) else { return vec![(first, last)] };
    let mut parts = vec![(first, head)];
    let mut at = head;
    while at < segment.last && mark(at) && parts.len() < MOST_MEMBERS {
        let Some(start) = (at..segment.last.min(at + 6)).find(|&k| !tokens[k].word.is(flag::FUNCTION | flag::SKIP))
        else {
            break;
        };
        let word = tokens[start].word;
        let acts = word.is(flag::VERB | flag::CUTS) && !word.is(flag::NOUNISH);
        if acts || (start > at && tokens[start].gap == Gap::Break) {
            break;
        }
        let ends = |k: usize| mark(k) || tokens[k].gap == Gap::Break || tokens[k].word.is(flag::FUNCTION | flag::CUTS);
        let end = (start + 1..segment.last).find(|&k| ends(k)).unwrap_or(segment.last);
        let names_nothing = flag::VAGUE | flag::PERSON | flag::GROUP | flag::OTHERS | flag::SKIP;
        let name =
            tokens[start..end].iter().any(|t| !t.word.is(names_nothing)) && !tokens[end - 1].word.is(flag::PERSON);
        if name && end - start <= LONGEST_MEMBER {
            parts.push((start, end));
        }
        // "… of the venue, …": the list goes on behind what belongs to its member.
        at = (end..segment.last).find(|&k| mark(k) || tokens[k].gap == Gap::Break).unwrap_or(segment.last);
        if at < segment.last && tokens[at].gap == Gap::Break {
            break;
        }
    }
    if parts.len() == 1 { vec![(first, last)] } else { parts }
}

/// "Assist the manager", "perform duties", "design and build": the words say with whom or nothing, not what.
pub fn names_nothing(words: &[Token]) -> bool {
    let empty = flag::SKIP | flag::FUNCTION | flag::PERSON | flag::GROUP;
    let vague = words.len() == 2 && words[1].word.is(flag::VAGUE | flag::CARRIER);
    let object = words[1..].iter().find(|t| !t.word.is(flag::SKIP | flag::PREPOSITION));
    let acts = |t: &Token| t.word.is(flag::VERB) && !t.word.is(flag::NOUNISH);
    vague || object.is_none_or(|t| t.word.is(flag::PERSON)) || words[1..].iter().all(|t| t.word.is(empty) || acts(t))
}
