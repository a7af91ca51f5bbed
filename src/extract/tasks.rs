//! Verb phrases that say what the holder does.

use super::find::LabelFound;
use super::segment::{Segment, SegmentKind};
use super::unknown::starts_anew;
use crate::model::{SectionKind, Span};
use crate::rules::lexicon::{Word, flag};
use crate::rules::tokens::{Gap, Token};

/// A phrase has at most this many words; the rest is description.
const LONGEST: usize = 11;

/// The task phrases of a segment, in order; `told` says of the words `(first, last)` whether others do them.
pub fn tasks(
    text: &str,
    tokens: &[Token],
    segment: &Segment,
    labels: &[LabelFound],
    told: impl Fn((usize, usize)) -> bool,
    out: &mut Vec<Span>,
) {
    if matches!(segment.section, SectionKind::Employer | SectionKind::Facts) {
        return;
    }
    let found = out.len();
    let mut i = segment.first;
    let mut open = segment.section == SectionKind::Tasks || segment.kind == SegmentKind::Item;
    while i < segment.last {
        let opened = if i == segment.first { open || starts_with_base(tokens, segment) } else { open };
        if starts_phrase(text, tokens, segment, i, opened) {
            let end = phrase_end(text, tokens, segment, i);
            let done = segment.section == SectionKind::Tasks || !names_means(text, tokens, i, labels);
            if end > i + 1
                && done
                && !told((i, end))
                && let Some(span) = Span::new(tokens[i].start as usize, tokens[end - 1].end as usize)
            {
                out.push(span);
            }
            i = end.max(i + 1);
            open = false;
        } else {
            i += 1;
        }
    }
    if out.len() == found {
        out.extend(named(text, tokens, segment));
    }
}

/// An entry of a list of tasks that has no verb: "*Variance analysis* for the board".
fn named(text: &str, tokens: &[Token], segment: &Segment) -> Option<Span> {
    let says = flag::MODAL | flag::READER | flag::COMPANY | flag::PRONOUN | flag::NUMBER;
    let listed = segment.kind == SegmentKind::Item && segment.section == SectionKind::Tasks;
    let short = (2..=LONGEST).contains(&(segment.last - segment.first));
    if !listed || !short || tokens[segment.first..segment.last].iter().any(|t| t.word.is(says)) {
        return None;
    }
    let end = phrase_end(text, tokens, segment, segment.first);
    (end > segment.first + 1).then(|| Span::new(tokens[segment.first].start as usize, tokens[end - 1].end as usize))?
}

/// "using Docker", "working with AWS", "working within government": among demands such words lead to the thing itself, they are no task.
fn names_means(text: &str, tokens: &[Token], i: usize, labels: &[LabelFound]) -> bool {
    if tokens[i].word.is(flag::MEANS) && tokens.get(i + 1).is_some_and(|t| matches!(t.text(text), "in" | "within")) {
        return true;
    }
    let after = (i + 1..tokens.len().min(i + 4)).find(|&k| !tokens[k].word.is(flag::FUNCTION | flag::SKIP));
    tokens[i].word.is(flag::MEANS) && after.is_some_and(|k| labels.iter().any(|l| l.first <= k && k < l.last))
}

fn starts_with_base(tokens: &[Token], segment: &Segment) -> bool {
    tokens[segment.first].word.is(flag::TASK_VERB) && tokens[segment.first].word.is(flag::BASE | flag::ING)
}

/// Whether the token is a verb in a place where what the holder does begins.
fn starts_phrase(text: &str, tokens: &[Token], segment: &Segment, i: usize, opened: bool) -> bool {
    let word = tokens[i].word;
    if !word.is(flag::TASK_VERB) || word.is(flag::PREPOSITION) || says_where(text, tokens, segment, i) {
        return false;
    }
    let entry = i == segment.first && segment.kind == SegmentKind::Item && segment.section == SectionKind::Tasks;
    if word.is(flag::NOUNISH) && !entry && !followed_as_verb(tokens, segment, i) {
        return false;
    }
    if i == segment.first || follows_label(tokens, segment, i) {
        return opened && word.is(flag::BASE | flag::THIRD | flag::ING);
    }
    let at = (segment.first..i).rev().find(|&j| !tokens[j].word.is(flag::ADVERB));
    let Some(at) = at else { return opened };
    let before = tokens[at].word;
    if word.is(flag::BASE) {
        let holder = match at.checked_sub(1).filter(|&k| k >= segment.first).map(|k| tokens[k].word) {
            // "users to", "a platform to", "we will": somebody else, a purpose, or no duty.
            Some(who) if before.is(flag::TO) => {
                (leads_to(who) || !tells(segment)) && !who.is(flag::OTHERS | flag::COMPANY)
            }
            Some(who) if before.is(flag::MODAL) => {
                who.is(flag::READER | flag::PERSON | flag::AND | flag::ADVERB)
                    && (asks(segment) || !offers(tokens[at].text(text)))
            }
            // "To support our teams we seek …"
            None if before.is(flag::TO) && segment.kind == SegmentKind::Sentence => {
                !tokens[i..segment.last].iter().any(|t| t.word.is(flag::COMPANY) && t.word.is(flag::PRONOUN))
            }
            _ => true,
        };
        let listed = goes_on(text, tokens, at + 1) || before.is(flag::AND | flag::OR);
        let anew = starts_anew(text, tokens, i) && segment.section == SectionKind::Tasks;
        return (before.is(flag::TO | flag::MODAL) && holder)
            || (listed || anew) && continues(tokens, segment, i, flag::BASE);
    }
    if word.is(flag::ING) {
        let verbal = i + 1 < segment.last && tokens[i + 1].gap != Gap::Break && !tokens[i + 1].word.is(flag::PERSON);
        let listed = goes_on(text, tokens, at + 1) && continues(tokens, segment, i, flag::ING);
        return verbal
            && (before.is(flag::LEADS_ING)
                || tokens[at].text(text) == "be"
                || listed
                || (before.is(flag::AND | flag::OR) && continues(tokens, segment, i, flag::ING)));
    }
    false
}

/// Whether "to" behind the word says what is to be done.
fn leads_to(word: Word) -> bool {
    let class =
        flag::LEADS_TO | flag::CARRIER | flag::READER | flag::PERSON | flag::ADVERB | flag::FUNCTION | flag::GROUP;
    word.is(class) || word.is(flag::VERB) && (!word.is(flag::NOUNISH) || word.is(flag::PAST))
}

/// "work *in* an office", "report *to* the head": where and for whom, not what.
fn says_where(text: &str, tokens: &[Token], segment: &Segment, i: usize) -> bool {
    let next = tokens.get(i + 1).filter(|_| i + 1 < segment.last);
    let is = |t: &Token, words: &[&str]| words.iter().any(|w| t.text(text).eq_ignore_ascii_case(w));
    next.is_some_and(|next| {
        is(&tokens[i], &["work", "working", "works"]) && is(next, &["in", "from", "at", "as", "for", "under"])
            || is(&tokens[i], &["report", "reporting", "reports"]) && is(next, &["to", "directly"])
    })
}

/// Sections that tell of the employer as often as of the post.
fn tells(segment: &Segment) -> bool {
    matches!(segment.section, SectionKind::Intro | SectionKind::Employer | SectionKind::Facts)
}

fn asks(segment: &Segment) -> bool {
    matches!(segment.section, SectionKind::Requirements | SectionKind::Optional)
}

/// "you *can* work on …": outside of demands, what the post offers.
fn offers(modal: &str) -> bool {
    ["can", "could", "may", "might"].iter().any(|m| m.eq_ignore_ascii_case(modal))
}

/// "Oversight: *assess* the controls", "Reporting; *prepare* …": the words before name the entry.
fn follows_label(tokens: &[Token], segment: &Segment, i: usize) -> bool {
    let start = (segment.first..i).rev().find(|&j| !tokens[j].word.is(flag::ADVERB)).map_or(i, |j| j + 1);
    start > segment.first && tokens[start].gap == Gap::Break && start - segment.first <= 7
}

/// "work *with* others" and "report *to* the board" are verbs, "work experience" is none.
fn followed_as_verb(tokens: &[Token], segment: &Segment, i: usize) -> bool {
    let next = tokens.get(i + 1).filter(|t| i + 1 < segment.last && t.gap != Gap::Break);
    next.is_some_and(|t| {
        t.word.is(flag::FUNCTION | flag::ADVERB | flag::DETERMINER) && !t.word.is(flag::AND | flag::OR)
    })
}

/// Whether a verb of the same form stands earlier in the sentence: "develop reports and *present* them".
fn continues(tokens: &[Token], segment: &Segment, i: usize, form: u64) -> bool {
    tokens[segment.first..i].iter().any(|t| t.word.is(flag::TASK_VERB) && t.word.is(form))
        && tokens.get(i + 1).is_some_and(|t| {
            let noun = tokens[i].word.is(flag::NOUNISH) && t.word.is(flag::PREPOSITION);
            i + 1 < segment.last && t.gap != Gap::Break && !noun && !t.word.is(flag::AND | flag::OR)
        })
}

/// The token behind the phrase that starts at `i`: it ends where its clause ends, where its purpose or manner begins,
/// and where the next verb of a list starts.
fn phrase_end(text: &str, tokens: &[Token], segment: &Segment, i: usize) -> usize {
    let mut end = i + 1;
    while end < segment.last && end - i < LONGEST {
        let t = tokens[end];
        if t.gap == Gap::Break && !opens_bracket(text, tokens, end) {
            break;
        }
        if t.word.is(flag::CUTS) && end > i + 1 {
            break;
        }
        if t.word.is(flag::TO)
            && end + 1 < segment.last
            && tokens[end + 1].word.is(flag::VERB)
            && tokens[end + 1].word.is(flag::BASE)
        {
            break;
        }
        if end > i + 1 && starts_anew(text, tokens, end) && begins(t.word) {
            break;
        }
        let conjunction = t.word.is(flag::AND | flag::OR);
        let next = tokens.get(end + usize::from(conjunction)).filter(|_| end + usize::from(conjunction) < segment.last);
        // "… *and we* are looking for …"
        if conjunction && next.is_some_and(|n| n.word.is(flag::PRONOUN | flag::READER | flag::COMPANY)) {
            break;
        }
        if (conjunction || t.gap == Gap::Comma) && end > i + 1 {
            let verb = next.is_some_and(|n| {
                n.word.is(flag::TASK_VERB) && n.word.is(flag::BASE | flag::ING) && same_form(tokens[i], *n)
            });
            if verb || (t.gap == Gap::Comma && t.word.is(flag::ING) && t.word.is(flag::VERB)) {
                break;
            }
        }
        end += 1;
    }
    while end > i + 1 && tokens[end - 1].word.is(flag::FUNCTION) {
        end -= 1;
    }
    end
}

/// A word that opens a sentence or an entry of a list where it is capitalised.
fn begins(word: Word) -> bool {
    word.is(flag::READER | flag::COMPANY | flag::PRONOUN | flag::DETERMINER | flag::SKIP | flag::CARRIER)
        || word.is(flag::TASK_VERB) && word.is(flag::BASE)
}

/// A comma or a semicolon before token `i`.
fn goes_on(text: &str, tokens: &[Token], i: usize) -> bool {
    let between = || text[tokens[i - 1].end as usize..tokens[i].start as usize].trim() == ";";
    tokens[i].gap == Gap::Comma || tokens[i].gap == Gap::Break && between()
}

fn same_form(a: Token, b: Token) -> bool {
    (a.word.flags & b.word.flags) & (flag::BASE | flag::ING | flag::THIRD) != 0
}

fn opens_bracket(text: &str, tokens: &[Token], i: usize) -> bool {
    let between = &text[tokens[i - 1].end as usize..tokens[i].start as usize];
    matches!(between.trim(), "'" | "’" | "‘" | "\"" | "“" | "”")
}
