//! Labels in the tokens of a segment: the longest first, shared heads and tails resolved, ambiguous ones decided.

use super::segment::{Segment, SegmentKind};
use crate::model::{CompetencyKind, SectionKind, Span};
use crate::rules::automaton::Found;
use crate::rules::context::{SentenceWords, Verdict};
use crate::rules::lexicon::flag;
use crate::rules::tokens::{Gap, Token};
use crate::rules::{CompiledLabel, Rules};
use std::cmp::Reverse;

/// A label in a text: tokens `first..last`.
#[derive(Debug, Clone, Copy)]
pub struct LabelFound {
    pub label: u32,
    pub first: usize,
    pub last: usize,
    pub span: Span,
    /// Whether it is this competency and not an ordinary word.
    pub certain: bool,
    /// Refused by a phrase around it; a neighbour cannot save it.
    pub refused: bool,
    /// A name that counts in its own case, written in small letters: only its neighbours in a list tell that it is meant.
    loose: bool,
}

/// Stands in [`LabelFound::label`] for words that no vocabulary knows.
pub const OPEN: u32 = u32::MAX;

/// A span of a segment as words that no vocabulary knows.
pub fn open(tokens: &[Token], segment: &Segment, span: Span) -> LabelFound {
    let until = |byte: u32| segment.first + tokens[segment.first..segment.last].partition_point(|t| t.start < byte);
    LabelFound {
        label: OPEN,
        first: until(span.start),
        last: until(span.end),
        span,
        certain: true,
        refused: false,
        loose: false,
    }
}

/// What the words of a label name, without those that only lead to it: "*SQL*" of "knowledge of SQL", "*English*" of
/// "fluent English". Qualities and qualifications are named by all their words.
pub fn named(label: &LabelFound, kind: CompetencyKind, tokens: &[Token]) -> Span {
    use CompetencyKind as K;
    let (mut first, mut last) = (label.first, label.last);
    if matches!(kind, K::Tool | K::Knowledge | K::Language | K::Skill) {
        let leads = flag::CARRIER | flag::PREPOSITION | flag::SKIP;
        let opens = tokens[first].word.is(flag::CARRIER) && last - first > 2 && kind != K::Skill;
        let opens = opens && tokens[first + 1].word.is(leads);
        if opens || kind == K::Language {
            let leads = |i: usize| tokens[i].word.is(leads) && !tokens[i].word.is(flag::OTHERS | flag::OPEN);
            first = (first..last - 1).find(|&i| !leads(i)).unwrap_or(last - 1);
        }
        let trails =
            tokens[last - 1].word.is(flag::CARRIER) && last - first > 1 && matches!(kind, K::Tool | K::Language);
        last -= usize::from(trails);
    }
    span(tokens, first, last).unwrap_or(label.span)
}

/// Buffers that are reused from segment to segment.
#[derive(Debug, Default)]
pub struct Scratch {
    pub found: Vec<Found>,
    joined: Vec<Token>,
    words: SentenceWords,
}

/// Finds the labels of one segment, in order.
pub fn labels(
    text: &str,
    tokens: &[Token],
    segment: &Segment,
    rules: &Rules,
    scratch: &mut Scratch,
    out: &mut Vec<LabelFound>,
) {
    let from = out.len();
    let mut i = segment.first;
    while i < segment.last {
        if !tokens[i].word.is(flag::STARTS_LABEL) {
            i += 1;
            continue;
        }
        rules.automaton.matches(tokens, i, &mut scratch.found);
        // What counts in its own case only says more than the same word in any: "DBT" the therapy, dbt the tool.
        scratch.found.sort_by_key(|f| (Reverse(f.end), rules.labels[f.value as usize].exact.is_none()));
        let best = best(text, tokens, segment, i, rules, scratch);
        let Some(label) = best else {
            i += 1;
            continue;
        };
        shared_tail(text, tokens, segment, rules, &label, scratch, out);
        out.push(label);
        i = label.last;
        while let Some(next) = shared_head(text, tokens, segment, rules, out[out.len() - 1], label, scratch) {
            i = next.last;
            out.push(next);
        }
    }
    out[from..].sort_by_key(|l| (l.span.start, l.span.end));
    demanded(tokens, segment, rules, &mut out[from..]);
    neighbours(tokens, rules, &mut out[from..]);
    out.retain(|l| l.certain || !l.loose);
}

/// The longest acceptable label that starts at `first`; a refused one only where nothing else fits.
fn best(
    text: &str,
    tokens: &[Token],
    segment: &Segment,
    first: usize,
    rules: &Rules,
    scratch: &mut Scratch,
) -> Option<LabelFound> {
    let mut refused: Option<LabelFound> = None;
    let mut open: Option<LabelFound> = None;
    let mut small: Option<LabelFound> = None;
    let words = &mut scratch.words;
    for f in scratch.found.iter().filter(|f| f.end <= segment.last) {
        let label = &rules.labels[f.value as usize];
        let span = span(tokens, first, f.end)?;
        if !written_exactly(label, span.of(text)?) {
            if small.is_none() && may_be_small(label, span.of(text)?, tokens, segment, f.end, rules) {
                let (certain, refused, loose) = (false, false, true);
                small = Some(LabelFound { label: f.value, first, last: f.end, span, certain, refused, loose });
            }
            continue;
        }
        if !reads_as_act(text, tokens, segment, label, rules, (first, f.end)) {
            continue;
        }
        let mut hit =
            LabelFound { label: f.value, first, last: f.end, span, certain: true, refused: false, loose: false };
        let verdict = match label.context {
            None => Verdict::Confirmed,
            Some(u32::MAX) => Verdict::Open,
            Some(rule) if rules.context.list[rule as usize].singular && is_plural(label, span.of(text)?) => {
                Verdict::Refused
            }
            Some(rule) => {
                let sentence = (segment.first, segment.last);
                match rules.context.decide(rule, tokens, sentence, (first, f.end), words) {
                    Verdict::Open if label.plain => Verdict::Confirmed,
                    verdict => verdict,
                }
            }
        };
        match verdict {
            Verdict::Confirmed => {
                if open.is_some_and(|o| o.last > f.end) {
                    continue;
                }
                return Some(hit);
            }
            Verdict::Open => {
                hit.certain = false;
                open = open.or(Some(hit));
            }
            Verdict::Refused => {
                (hit.certain, hit.refused) = (false, true);
                refused = refused.or(Some(hit));
            }
        }
    }
    open.or(refused).or(small)
}

fn span(tokens: &[Token], first: usize, last: usize) -> Option<Span> {
    Span::new(tokens[first].start as usize, tokens[last - 1].end as usize)
}

/// A label in another order of its words ("managing budgets" for "budget management") says what somebody does: its verb is
/// no participle before a noun ("delegated tasks", "their developing services"), and its object no part of a longer
/// noun ("delivering project | based work", "development of economic | capital").
fn reads_as_act(
    text: &str,
    tokens: &[Token],
    segment: &Segment,
    label: &CompiledLabel,
    rules: &Rules,
    (first, last): (usize, usize),
) -> bool {
    let head = label.text.split([' ', '-', '/']).next().unwrap_or("");
    let start = tokens[first];
    if last - first < 2 || rules.lexicon.word(head).lex == start.word.lex && start.word.lex != 0 {
        return true;
    }
    let before = first.checked_sub(1).filter(|&i| i >= segment.first).map(|i| tokens[i]);
    if start.word.is(flag::PAST) && !start.word.is(flag::BASE | flag::THIRD | flag::ING) {
        let has = |t: Token| matches!(t.text(text), "have" | "has" | "having" | "successfully" | "who");
        return before.is_none_or(has);
    }
    if start.word.is(flag::ING) && before.is_some_and(|t| t.word.is(flag::DETERMINER | flag::COMPANY | flag::ADJECTIVE))
    {
        return false;
    }
    let object = tokens[last - 1].text(text);
    let next = tokens.get(last).filter(|t| last < segment.last && t.gap == Gap::Space);
    // "maintain predictive | models" maintains models.
    let describes = ["ive", "al", "ic"].iter().any(|e| object.ends_with(e));
    if describes && next.is_some_and(|t| !t.word.is(flag::FUNCTION)) {
        return false;
    }
    let goes_on = next.is_some_and(|t| {
        let small = t.word.is(flag::FUNCTION | flag::ADVERB | flag::VERB | flag::CUTS | flag::MODAL)
            || t.word.is(flag::CARRIER | flag::NUMBER | flag::OPEN | flag::ING | flag::ET_CETERA);
        !small && !t.text(text).ends_with("ly")
    });
    object.ends_with('s') || !goes_on
}

/// "initiatives" for the label "initiative".
fn is_plural(label: &CompiledLabel, written: &str) -> bool {
    written.ends_with('s') && !label.text.ends_with('s')
}

/// Exact-case labels compare letters and digits; a plural ending may follow.
fn written_exactly(label: &CompiledLabel, written: &str) -> bool {
    let Some(exact) = &label.exact else { return true };
    // "O.E.M as" is not "MAs".
    if written.contains(' ') && !label.text.contains(' ') {
        return false;
    }
    let mut letters = written.chars().filter(|c| c.is_alphanumeric());
    for want in exact.chars() {
        if letters.next() != Some(want) {
            return false;
        }
    }
    // Acronyms have plurals ("APIs"), names have none: "Canvas" is not "Canva".
    let acronym = !exact.contains(char::is_lowercase);
    match (letters.next(), letters.next()) {
        (None, _) => true,
        (Some('s'), None) => acronym,
        _ => false,
    }
}

/// "python, *spark* and *react*": the name of a tool in small letters, where an entry of a list ends behind it.
fn may_be_small(
    label: &CompiledLabel,
    written: &str,
    tokens: &[Token],
    segment: &Segment,
    end: usize,
    rules: &Rules,
) -> bool {
    let small = label.exact.as_ref().is_some_and(|e| e.eq_ignore_ascii_case(written)) && written.len() > 1;
    let next = tokens.get(end).filter(|_| end < segment.last);
    let ends = next.is_none_or(|t| t.gap != Gap::Space || t.word.is(flag::AND | flag::OR | flag::STARTS_LABEL));
    small
        && ends
        && written.bytes().all(|b| b.is_ascii_lowercase())
        && !tokens[end - 1].word.is(flag::GROUP | flag::PERSON | flag::FUNCTION | flag::INSTITUTION)
        && rules.competency(label).kind == CompetencyKind::Tool
}

/// "oral and *written communication*": the words before the list share the last words of `label`.
fn shared_tail(
    text: &str,
    tokens: &[Token],
    segment: &Segment,
    rules: &Rules,
    label: &LabelFound,
    scratch: &mut Scratch,
    out: &mut Vec<LabelFound>,
) {
    if label.last - label.first < 2 {
        return;
    }
    let mut at = label.first;
    for _ in 0..3 {
        let Some(before) = list_break(tokens, segment.first, at) else { return };
        let first_word = (segment.first.max(before.saturating_sub(2))..before).find(|&i| {
            tokens[i].word.is(flag::STARTS_LABEL)
                && (i + 1 == before || tokens[i + 1].gap == Gap::Space || tokens[i + 1].gap == Gap::Joined)
        });
        let Some(first) = first_word else { return };
        if out.last().is_some_and(|l| l.last > first) {
            return;
        }
        scratch.joined.clear();
        scratch.joined.extend_from_slice(&tokens[first..before]);
        scratch.joined.extend_from_slice(&tokens[label.first + 1..label.last]);
        // The label may leave out the last shared word ("verbal communication", not "verbal communication skills").
        let own = before - first;
        rules.automaton.matches(&scratch.joined, 0, &mut scratch.found);
        let hit = scratch.found.iter().find(|f| f.end > own && rules.labels[f.value as usize].exact.is_none());
        let Some(hit) = hit else { return };
        let Some(span) = span(tokens, first, label.last) else { return };
        if span.of(text).is_some() && rules.labels[hit.value as usize].plain {
            out.push(LabelFound {
                label: hit.value,
                first,
                last: before,
                span,
                certain: true,
                refused: false,
                loose: false,
            });
        }
        at = first;
    }
}

/// Where the list entry before token `at` ends, if `at` follows a comma, a slash, "and" or "or".
fn list_break(tokens: &[Token], from: usize, at: usize) -> Option<usize> {
    if at <= from {
        return None;
    }
    if matches!(tokens[at].gap, Gap::Comma | Gap::Slash) {
        return Some(at);
    }
    let before = tokens[at - 1];
    (before.word.is(flag::AND | flag::OR) && at > from + 1 && tokens[at].gap == Gap::Space).then_some(at - 1)
}

/// "*degree in* mathematics or physics": what follows the list mark continues the first words of `head`.
fn shared_head(
    text: &str,
    tokens: &[Token],
    segment: &Segment,
    rules: &Rules,
    last: LabelFound,
    head: LabelFound,
    scratch: &mut Scratch,
) -> Option<LabelFound> {
    if head.last - head.first < 2 || last.last >= segment.last {
        return None;
    }
    let at = after_list_break(tokens, last.last, segment.last)?;
    // What is a label by itself stands for itself.
    rules.automaton.matches(tokens, at, &mut scratch.found);
    let alone = scratch.found.iter().filter(|f| f.end <= segment.last).map(|f| f.end).next().unwrap_or(at);
    // "the ability to …" starts anew.
    if tokens[at].word.is(flag::CARRIER) {
        return None;
    }
    for prefix in (head.first + 1..head.last).rev() {
        // "team-working, communication" shares no "team"; "A2 level and level 4" repeats.
        if tokens[prefix].gap == Gap::Joined || tokens[prefix].word.lex == tokens[at].word.lex {
            continue;
        }
        rules.automaton.continues(tokens, head.first, prefix, at, &mut scratch.found);
        let hit = scratch.found.iter().find(|f| f.end <= segment.last && f.end > at).copied();
        if let Some(f) = hit {
            let label = &rules.labels[f.value as usize];
            if label.exact.is_some() || !label.plain || f.end < alone || goes_on_as_verb(tokens, segment, f.end) {
                continue;
            }
            let span = span(tokens, at, f.end)?;
            span.of(text)?;
            return Some(LabelFound {
                label: f.value,
                first: at,
                last: f.end,
                span,
                certain: true,
                refused: false,
                loose: false,
            });
        }
    }
    None
}

/// "communication skills and *work* well in a team": a verb, no noun that shares the words before it.
fn goes_on_as_verb(tokens: &[Token], segment: &Segment, end: usize) -> bool {
    let noun = !tokens[end - 1].word.is(flag::NOUNISH) || tokens[end - 1].gap == Gap::Joined;
    let next = tokens.get(end).filter(|t| end < segment.last && t.gap == Gap::Space);
    !noun && next.is_some_and(|t| !t.word.is(flag::AND | flag::OR))
}

/// First token of the list entry after token `end`, if a list goes on there.
pub fn after_list_break(tokens: &[Token], end: usize, stop: usize) -> Option<usize> {
    let next = tokens.get(end).filter(|_| end < stop)?;
    let mut at = end;
    if matches!(next.gap, Gap::Comma | Gap::Slash) && !next.word.is(flag::AND | flag::OR) {
        return Some(at);
    }
    let mut seen = false;
    while at < stop && at < end + 3 && tokens[at].word.is(flag::AND | flag::OR) {
        seen = true;
        at += 1;
    }
    while seen && at < stop && at < end + 5 && tokens[at].word.is(flag::DETERMINER) {
        at += 1;
    }
    (seen && at < stop && !matches!(tokens[at].gap, Gap::Break)).then_some(at)
}

/// An open label becomes certain beside a certain one in a list ("Python, Go, Rust"), or where the list follows words
/// after which only competencies stand ("experience in R, C or Go").
fn neighbours(tokens: &[Token], rules: &Rules, labels: &mut [LabelFound]) {
    listed_as_competencies(tokens, rules, labels);
    for _ in 0..2 {
        for i in 0..labels.len() {
            if labels[i].certain || labels[i].refused {
                continue;
            }
            let left = i > 0 && labels[i - 1].certain && listed(tokens, rules, &labels[i - 1], &labels[i]);
            let right = labels.get(i + 1).is_some_and(|next| next.certain && listed(tokens, rules, &labels[i], next));
            labels[i].certain = left || right;
        }
        for i in (1..labels.len()).rev() {
            let (open, certain) = (!labels[i - 1].certain && !labels[i - 1].refused, labels[i].certain);
            if open && certain {
                labels[i - 1].certain = listed(tokens, rules, &labels[i - 1], &labels[i]);
            }
        }
    }
}

/// Whether two labels of one kind stand side by side in a list; names of tools need no mark between them ("python mysql
/// spark").
fn listed(tokens: &[Token], rules: &Rules, a: &LabelFound, b: &LabelFound) -> bool {
    let kind = |l: &LabelFound| rules.competency(&rules.labels[l.label as usize]).kind;
    let touch = a.last == b.first && tokens[b.first].gap == Gap::Space && kind(a) == CompetencyKind::Tool;
    a.last <= b.first && kind(a) == kind(b) && (touch || joined_by_list(tokens, a.last, b.first))
}

/// "Swedish or Danish", "exposure to agile": an open label is meant where an entry of a list of demands is made of labels
/// alone, and right behind words that lead to what somebody can.
fn demanded(tokens: &[Token], segment: &Segment, rules: &Rules, labels: &mut [LabelFound]) {
    let asks = matches!(segment.section, SectionKind::Requirements | SectionKind::Optional);
    if labels.iter().all(|l| l.certain) {
        return;
    }
    let inside = |i: usize| labels.iter().any(|l| l.first <= i && i < l.last);
    let between = |i: usize| {
        let word = tokens[i].word;
        word.is(flag::AND | flag::OR | flag::SKIP | flag::OPEN | flag::DETERMINER)
            || word.is(flag::CARRIER) && !word.is(flag::FUNCTION)
    };
    let kind = |l: &LabelFound| rules.competency(&rules.labels[l.label as usize]).kind;
    let listed = |pair: &[LabelFound]| {
        let apart = tokens[pair[1].first].gap != Gap::Space || pair[1].first > pair[0].last;
        apart && tokens[pair[1].first].gap != Gap::Break && kind(&pair[0]) == kind(&pair[1])
    };
    let filled = asks
        && segment.kind == SegmentKind::Item
        && labels.windows(2).all(listed)
        && (segment.first..segment.last).all(|i| inside(i) || between(i));
    for label in labels.iter_mut().filter(|l| !l.certain && !l.refused && !l.loose) {
        let lead = (segment.first..label.first).rev().find(|&i| !tokens[i].word.is(flag::SKIP | flag::DETERMINER));
        let led = lead.is_some_and(|i| {
            let carrier = |t: &Token| t.word.is(flag::CARRIER) && !t.word.is(flag::MEANS | flag::FUNCTION);
            i > segment.first && tokens[i].word.is(flag::PREPOSITION) && carrier(&tokens[i - 1])
        });
        let ends = tokens
            .get(label.last)
            .filter(|_| label.last < segment.last)
            .is_none_or(|t| t.gap != Gap::Space || t.word.is(flag::FUNCTION | flag::CARRIER));
        let skill = !matches!(kind(label), CompetencyKind::Transversal | CompetencyKind::Leadership)
            && !tokens[label.first].word.is(flag::ING);
        label.certain = filled || led && ends && asks && skill;
    }
}

/// "experience in R, C or Go": two open labels of one kind or more, right after words that lead to competencies.
fn listed_as_competencies(tokens: &[Token], rules: &Rules, labels: &mut [LabelFound]) {
    let kind = |l: &LabelFound| rules.competency(&rules.labels[l.label as usize]).kind;
    let mut i = 0;
    while i < labels.len() {
        let mut end = i + 1;
        while end < labels.len()
            && !labels[end].refused
            && kind(&labels[end]) == kind(&labels[i])
            && labels[end].first >= labels[end - 1].last
            && joined_by_list(tokens, labels[end - 1].last, labels[end].first)
        {
            end += 1;
        }
        let first = labels[i].first;
        let led =
            first >= 2 && tokens[first - 1].word.is(flag::PREPOSITION) && tokens[first - 2].word.is(flag::CARRIER);
        if end > i + 1 && led && !labels[i].refused {
            labels[i..end].iter_mut().for_each(|l| l.certain = true);
        }
        i = end;
    }
}

/// Whether nothing but list marks stands between tokens `end` and `next`.
pub fn joined_by_list(tokens: &[Token], end: usize, next: usize) -> bool {
    next >= end
        && next - end <= 2
        && tokens[end..next].iter().all(|t| t.word.is(flag::AND | flag::OR))
        && (next > end || matches!(tokens[next].gap, Gap::Comma | Gap::Slash))
        && !matches!(tokens[next].gap, Gap::Break)
}
