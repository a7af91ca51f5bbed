//! Of whom a sentence speaks: what the employer, its departments or its patients do is asked of nobody.

use super::cue::CueInText;
use super::segment::{Segment, SegmentKind};
use crate::model::Necessity;
use crate::rules::cues::{Meaning, Scope};
use crate::rules::lexicon::flag;
use crate::rules::tokens::{Gap, Token};

/// How far into a sentence its verb is looked for: "A firm of engineers who specialise in …, … and … are looking for".
const LONGEST_SUBJECT: usize = 30;
/// How far behind its verb a sentence says that somebody is sought: "have an exciting new opportunity".
const SEEKS_WITHIN: usize = 6;

/// The part of a sentence that tells of others: tokens before `told_until` and, unless they are searched for somebody,
/// those behind the verb.
#[derive(Debug, Clone, Copy)]
pub struct Others {
    verb: usize,
    seeks: bool,
}

/// "The department includes …", "Patients are …", "The First Response Service will …"; `None` where the sentence speaks
/// of the reader, the post or nobody.
pub fn others(segment: &Segment, text: &str, tokens: &[Token], employer: Option<&str>) -> Option<Others> {
    if segment.kind != SegmentKind::Sentence {
        return None;
    }
    let mut begin = segment.first;
    let mut stop = segment.last.min(begin + LONGEST_SUBJECT);
    let head = tokens[begin];
    if opens_with_placeholder(text, segment, &head) && is_finite(text, tokens, begin, begin) {
        return Some(Others { verb: begin, seeks: seeks(tokens, segment, begin) });
    }
    // The noun that the verb belongs to stands before the first "of", "in" or "for".
    let mut noun = None;
    let mut i = begin;
    while i < stop {
        let token = tokens[i];
        // "Ensures all individuals are …" opens with what the holder does.
        let past = token.word.is(flag::PAST) && !token.word.is(flag::BASE);
        let act = i == begin && token.word.is(flag::VERB) && !token.word.is(flag::NOUNISH) && !past;
        let broken = i > begin && token.gap == Gap::Break && !is_short_form(segment, text, tokens, i);
        if act || token.word.is(flag::READER | flag::CARRIER) || broken {
            return None;
        }
        let subject = noun.or_else(|| (begin..i).rev().find(|&k| !tokens[k].word.is(flag::ADVERB)));
        // "A company with …, … and … require", "My client provide …": many act as one.
        let base = token.word.is(flag::BASE);
        let many = i > begin && base && token.word.is(flag::VERB) && !token.word.is(flag::NOUNISH);
        let seek = noun.is_some() && base && token.word.is(flag::SEEKS)
            || many && token.gap == Gap::Space && tokens[i - 1].word.is(flag::INSTITUTION);
        if let Some(noun) = subject
            && (seek || is_finite(text, tokens, noun, i))
        {
            let named = text.get(tokens[begin].start as usize..tokens[noun].end as usize);
            let there = noun == begin && tokens[begin].text(text).eq_ignore_ascii_case("there");
            let seeks = match there {
                // "There is a vacancy for …", "There will be line management responsibilities …"
                true => (i..segment.last).any(|k| {
                    let wanted = tokens[k].word.is(flag::SEEKS | flag::OTHERS | flag::READER | flag::LEADS_TO);
                    wanted || tokens[k].text(text).starts_with("responsib")
                }),
                false => seeks(tokens, segment, i),
            };
            let other = there
                || names_other(tokens, begin, noun, text)
                || is_name(&tokens[begin..=noun], text)
                || named.is_some_and(|name| employer == Some(name));
            return other.then_some(Others { verb: i, seeks });
        }
        // "Based in Leeds, the unit provides …": the subject stands behind the comma.
        let phrase = tokens[begin].word.is(flag::PREPOSITION | flag::PAST) && begin == segment.first;
        if phrase && token.gap == Gap::Comma && i > begin && token.word.is(flag::DETERMINER | flag::COMPANY) {
            (begin, noun, stop) = (i, None, segment.last.min(i + LONGEST_SUBJECT));
            i += 1;
            continue;
        }
        let ends = token.word.is(flag::PREPOSITION | flag::CUTS | flag::ING | flag::AND)
            || i > begin && matches!(token.gap, Gap::Comma | Gap::Break);
        if ends && noun.is_none() && !(phrase && i == begin) {
            noun = Some(i.checked_sub(1).filter(|&n| n >= begin)?);
        }
        i += 1;
    }
    None
}

/// "<ORGANIZATION> is …": where names were taken out, a mark in angle brackets stands for the employer's.
fn opens_with_placeholder(text: &str, segment: &Segment, head: &Token) -> bool {
    let before = text[segment.start..head.start as usize].trim_end();
    before.ends_with('>') && before.trim_start().strip_prefix('<').is_some_and(|b| b.starts_with(char::is_uppercase))
}

/// Whether somebody is looked for right behind the verb at token `verb`.
fn seeks(tokens: &[Token], segment: &Segment, verb: usize) -> bool {
    (verb..segment.last.min(verb + SEEKS_WITHIN)).any(|k| tokens[k].word.is(flag::SEEKS))
}

/// "County Elections (*CE*) manages": a name in brackets behind the long one is no break, nor is what follows it.
fn is_short_form(segment: &Segment, text: &str, tokens: &[Token], at: usize) -> bool {
    let bracketed = |i: usize| {
        let (start, end) = (tokens[i].start as usize, tokens[i].end as usize);
        text[..start].ends_with('(') && text[end..].starts_with(')')
    };
    let after = at > segment.first + 1
        && bracketed(at - 1)
        && text.get(tokens[at - 1].end as usize..tokens[at].start as usize) == Some(") ");
    bracketed(at) || after
}

/// A verb that says what its subject is or does: "is", "will", "provides", "departments provide".
fn is_finite(text: &str, tokens: &[Token], noun: usize, i: usize) -> bool {
    let word = tokens[i].word;
    let plain = word.is(flag::VERB) && !word.is(flag::NOUNISH);
    let verb = word.is(flag::MODAL) || plain && word.is(flag::THIRD);
    let subject = tokens[noun];
    let many = subject.word.is(flag::INSTITUTION | flag::GROUP) && subject.text(text).ends_with('s');
    verb || matches!(tokens[i].text(text), "is" | "has" | "are" | "were" | "have" | "was" | "had")
        || many && plain && word.is(flag::BASE)
}

/// "Cygnet Brunel has …", "Lakeside Hospital …": a name of two words or more that is no job's.
fn is_name(words: &[Token], text: &str) -> bool {
    let capital = |t: &Token| t.text(text).starts_with(char::is_uppercase) && !t.word.is(flag::PERSON | flag::FUNCTION);
    let unknown = words.iter().all(|t| t.word.lex == 0);
    let place = words.iter().any(|t| t.word.is(flag::INSTITUTION | flag::GROUP));
    words.len() > 1 && words.iter().all(capital) && (unknown || place)
}

/// "us" is a group too, but no subject; "Ward 8" and "Ward C5" are the ward.
fn names_other(tokens: &[Token], begin: usize, noun: usize, text: &str) -> bool {
    let numbered = noun > begin && tokens[noun].text(text).contains(|c: char| c.is_ascii_digit());
    let noun = &tokens[noun - usize::from(numbered)];
    noun.word.is(flag::INSTITUTION | flag::GROUP) && !noun.text(text).eq_ignore_ascii_case("us")
}

/// Whether the words `first..last` are told of others in this sentence.
pub fn tells(
    others: Option<Others>,
    segment: &Segment,
    text: &str,
    tokens: &[Token],
    cues: &[CueInText],
    (first, last): (usize, usize),
) -> bool {
    let asked = cues.iter().any(|c| {
        let demand = matches!(c.means, Meaning::Necessity(Necessity::Essential | Necessity::Optional));
        // "… and is looking for motivated nurses"
        let search = c.scope == Scope::After && matches!(c.means, Meaning::Necessity(_));
        (demand || search) && c.scope != Scope::Sentence && c.covers(first, last) && !binds_us(c, segment, text, tokens)
    });
    if asked {
        return false;
    }
    if let Some(others) = others {
        let reader = (segment.first..first).any(|i| tokens[i].word.is(flag::READER));
        // "…, who are expanding and now want enthusiastic people".
        let sought = others.seeks || (others.verb..first).any(|i| tokens[i].word.is(flag::SEEKS));
        if last <= others.verb || (!sought && !reader) {
            return true;
        }
    }
    they_do(segment, tokens, first) || we_do(segment, text, tokens, cues, first)
}

/// "We *must* lead with inclusion": what the employer demands of itself.
fn binds_us(cue: &CueInText, segment: &Segment, text: &str, tokens: &[Token]) -> bool {
    let before = cue.start.checked_sub(1).filter(|&i| i >= segment.first).map(|i| tokens[i].text(text));
    tokens[cue.start].word.is(flag::MODAL) && before.is_some_and(|w| w.eq_ignore_ascii_case("we"))
}

/// "the factors that *influence outcomes*", "insights that *drive growth*": what a thing does is no quality of a person.
pub fn it_does(segment: &Segment, text: &str, tokens: &[Token], first: usize) -> bool {
    let act = tokens[first].word.is(flag::VERB) && tokens[first].word.is(flag::BASE | flag::THIRD);
    let Some(that) = first.checked_sub(1).filter(|&i| act && i > segment.first) else { return false };
    let relative = matches!(tokens[that].text(text), "that" | "which") && tokens[first].gap == Gap::Space;
    let noun = tokens[that - 1].word;
    relative && tokens[that].gap == Gap::Space && !noun.is(flag::READER | flag::PERSON | flag::PRONOUN | flag::VERB)
}

/// "help clients effectively *manage campaigns*": what others do is not what the holder does.
fn they_do(segment: &Segment, tokens: &[Token], first: usize) -> bool {
    let act = tokens[first].word.is(flag::VERB) && tokens[first].word.is(flag::BASE) && tokens[first].gap == Gap::Space;
    let before = (segment.first..first).rev().find(|&i| !tokens[i].word.is(flag::ADVERB));
    act && before.is_some_and(|i| {
        i > segment.first && tokens[i].word.is(flag::INSTITUTION | flag::OTHERS) && tokens[i - 1].word.is(flag::VERB)
    })
}

/// "…, however we will also *recruit staff*": the nearest subject before the words in their clause is the employer.
fn we_do(segment: &Segment, text: &str, tokens: &[Token], cues: &[CueInText], first: usize) -> bool {
    let mut i = first;
    while i > segment.first && tokens[i].gap != Gap::Break {
        i -= 1;
        let word = tokens[i].word;
        if word.is(flag::READER | flag::CUTS) {
            return false;
        }
        let we = word.is(flag::COMPANY) && matches!(tokens[i].text(text).get(..2), Some("we" | "We" | "WE"));
        if we && i > segment.first && tokens[i - 1].word.is(flag::CUTS) {
            return false;
        }
        if we {
            let verb = (i + 1..=first).find(|&k| !tokens[k].word.is(flag::ADVERB | flag::MODAL));
            let verb = verb.filter(|&k| k < first || tokens[k].word.is(flag::VERB));
            let asks = |c: &CueInText| matches!(c.means, Meaning::Necessity(_)) && !binds_us(c, segment, text, tokens);
            let cue = cues.iter().any(|c| c.start >= i && c.end <= first && asks(c));
            let seeks = (i + 1..first.min(i + 5)).any(|k| tokens[k].word.is(flag::SEEKS));
            return verb.is_some() && !cue && !seeks;
        }
    }
    false
}
