//! Which mentions of a sentence are alternatives: one requirement of which one is enough.

use super::cue::CueInText;
use super::degree::Role;
use super::find::LabelFound;
use super::segment::Segment;
use crate::rules::cues::Meaning;
use crate::rules::lexicon::flag;
use crate::rules::tokens::{Gap, Token};

/// Members of one list have at most this many words between them.
const WIDEST_LINK: usize = 9;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    None,
    Comma,
    Slash,
    And,
    Or,
}

/// For labels in order, the number of the group that each belongs to.
///
/// `degrees` tells which labels are a degree, a subject of one, or what is taken in its place.
pub fn groups(
    text: &str,
    labels: &[LabelFound],
    degrees: &[Role],
    segment: &Segment,
    tokens: &[Token],
    cues: &[CueInText],
) -> Vec<usize> {
    let n = labels.len();
    let links: Vec<Link> = (1..n).map(|i| link(text, &labels[i - 1], &labels[i], tokens)).collect();
    let mut join = vec![false; n.saturating_sub(1)];
    let mut start = 0;
    while start < n {
        let mut end = start;
        while end + 1 < n && links[end] != Link::None {
            end += 1;
        }
        chain(labels, &links, &mut join, start, end, segment, tokens, cues);
        start = end + 1;
    }
    for i in 1..n {
        join[i - 1] |= match degrees[i] {
            Role::Subject => links[i - 1] != Link::And,
            Role::Instead => degrees[i - 1] != Role::None,
            Role::None | Role::Degree => bracketed(text, labels, &join, i, segment, tokens),
        };
    }
    let mut group = Vec::with_capacity(n);
    for i in 0..n {
        group.push(if i > 0 && join[i - 1] { group[i - 1] } else { i });
    }
    group
}

/// Decides the chain of labels `start..=end`.
fn chain(
    labels: &[LabelFound],
    links: &[Link],
    join: &mut [bool],
    start: usize,
    end: usize,
    segment: &Segment,
    tokens: &[Token],
    cues: &[CueInText],
) {
    let first = labels[start].first;
    let one_of =
        cues.iter().filter(|c| c.means == Meaning::OneOf && c.end <= first && first - c.end <= 3).max_by_key(|c| c.end);
    let example = one_of.is_some_and(|c| c.end - c.start <= 2 && is_example(c, tokens));
    let has_and = links[start..end].contains(&Link::And);
    let whole = one_of.is_some() && (!example || !has_and) && (end > start);
    let open_end = or_similar(labels[end].last, segment, tokens);
    for i in start..end {
        join[i] = links[i] == Link::Slash;
    }
    // An "or" joins the commas before it, up to an "and" or to an earlier "or" that a comma closed.
    for i in start..end {
        if links[i] == Link::Or {
            let run = (start..i)
                .rev()
                .find(|&k| links[k] == Link::And || (links[k] == Link::Comma && k > start && links[k - 1] == Link::Or));
            join[run.map_or(start, |k| k + 1)..=i].fill(true);
        }
    }
    if open_end && end > start {
        let run = (start..end).rev().find(|&k| links[k] == Link::And);
        join[run.map_or(start, |k| k + 1)..end].fill(true);
    }
    if whole {
        join[start..end].fill(true);
    }
    // "relational databases such as MySQL or Oracle": the head is satisfied by any of them.
    if let Some(cue) = one_of.filter(|_| example && (whole || join[start..end].iter().all(|j| *j)))
        && start > 0
        && labels[start - 1].last <= cue.start
        && cue.start - labels[start - 1].last <= 1
    {
        join[start - 1] = true;
    }
}

/// "statistical software (*SAS*, R, etc.)": the list in brackets is what may stand for its head.
fn bracketed(text: &str, labels: &[LabelFound], join: &[bool], i: usize, segment: &Segment, tokens: &[Token]) -> bool {
    let (head, first) = (&labels[i - 1], &labels[i]);
    if head.last != first.first || !opens_bracket(text, tokens, first.first) {
        return false;
    }
    let end = (i..join.len()).find(|&k| !join[k]).unwrap_or(join.len());
    or_similar(labels[end].last, segment, tokens)
}

/// Whether a bracket opens before token `i`.
fn opens_bracket(text: &str, tokens: &[Token], i: usize) -> bool {
    i > 0 && text[tokens[i - 1].end as usize..tokens[i].start as usize].trim() == "("
}

/// "such as", "e.g.", "like": examples of what stands before.
fn is_example(cue: &CueInText, tokens: &[Token]) -> bool {
    !tokens[cue.start..cue.end].iter().any(|t| t.word.is(flag::NUMBER | flag::DETERMINER))
}

/// What stands between two labels of one list; words that no vocabulary knows may stand between its members.
fn link(text: &str, a: &LabelFound, b: &LabelFound, tokens: &[Token]) -> Link {
    if b.first < a.last {
        // Shared words: "oral and written communication".
        return Link::None;
    }
    let between = &tokens[a.last..b.first];
    if between.len() > 2 * WIDEST_LINK {
        return Link::None;
    }
    let broken =
        |i: usize| tokens[i].gap == Gap::Break && !(tokens[i].word.is(flag::OR) && opens_bracket(text, tokens, i));
    if (a.last..=b.first).any(broken) {
        return Link::None;
    }
    // "or a related field in …", "or an ability to …": whatever follows is the other choice.
    let widened = (0..between.len()).any(|k| {
        between[k].word.is(flag::OR)
            && between[k + 1..].iter().take(2).any(|t| t.word.is(flag::OPEN | flag::CARRIER) && !t.word.is(flag::OR))
    });
    if widened {
        return Link::Or;
    }
    if between.len() > WIDEST_LINK {
        return Link::None;
    }
    let mut link = Link::None;
    for t in between.iter().chain([&tokens[b.first]]) {
        match t.gap {
            Gap::Slash => link = Link::Slash,
            Gap::Comma if link == Link::None => link = Link::Comma,
            _ => {}
        }
    }
    for t in between {
        let word = t.word;
        let verb = word.is(flag::VERB) && word.is(flag::BASE | flag::THIRD) && !word.is(flag::NOUNISH);
        if word.is(flag::OR) {
            link = Link::Or;
        } else if word.is(flag::AND) {
            if link != Link::Or {
                link = Link::And;
            }
        } else if (verb || word.is(flag::PREPOSITION | flag::PRONOUN | flag::MODAL)) && !word.is(flag::SKIP) {
            return Link::None;
        }
    }
    link
}

/// "… or similar", "or equivalent", "or a related field": the list stays open, one of it is enough.
fn or_similar(end: usize, segment: &Segment, tokens: &[Token]) -> bool {
    let rest = &tokens[end..segment.last.min(end + 4)];
    if rest.first().is_some_and(|t| t.word.is(flag::ET_CETERA)) {
        return true;
    }
    rest.first().is_some_and(|t| t.word.is(flag::OR)) && rest.iter().any(|t| t.word.is(flag::OPEN))
}
