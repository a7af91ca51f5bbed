//! The cues of a segment and the clauses they rule.

use super::segment::Segment;
use crate::model::Necessity;
use crate::rules::Rules;
use crate::rules::automaton::Found;
use crate::rules::cues::{CueFound, Meaning, Scope};
use crate::rules::lexicon::flag;
use crate::rules::tokens::{Gap, Token};

/// A cue with the tokens it speaks of: `from..to`.
#[derive(Debug, Clone, Copy)]
pub struct CueInText {
    pub cue: u32,
    pub means: Meaning,
    pub scope: Scope,
    /// Tokens of the cue itself.
    pub start: usize,
    pub end: usize,
    pub from: usize,
    pub to: usize,
}

impl CueInText {
    pub fn covers(&self, first: usize, last: usize) -> bool {
        self.from <= first && last <= self.to
    }
}

/// Finds the cues of a segment, in order; of those that start at one token, the longest of each meaning.
pub fn cues(
    text: &str,
    tokens: &[Token],
    segment: &Segment,
    rules: &Rules,
    scratch: &mut Vec<Found>,
    out: &mut Vec<CueInText>,
) {
    out.clear();
    let mut taken: [usize; 2] = [0; 2];
    for i in segment.first..segment.last {
        if !tokens[i].word.is(flag::STARTS_CUE) {
            continue;
        }
        let from = out.len();
        rules.cues.at(tokens, i, segment.last, scratch, |found: CueFound| {
            let cue = rules.cues.get(found.cue);
            let family = usize::from(is_lead(cue.means));
            let longer =
                out[from..].iter().any(|c: &CueInText| same_family(c.means, cue.means) && c.end >= found.tail_end);
            if !longer && (i >= taken[family] || family == 1) {
                out.push(CueInText {
                    cue: found.cue,
                    means: cue.means,
                    scope: cue.scope,
                    start: i,
                    end: found.tail_end.max(found.end),
                    from: i,
                    to: found.end,
                });
            }
        });
        for cue in &out[from..] {
            let family = usize::from(is_lead(cue.means));
            taken[family] = taken[family].max(cue.end);
        }
    }
    scopes(text, tokens, segment, out);
}

/// Cues that lead to what stands behind them; they may lie inside one another.
fn is_lead(means: Meaning) -> bool {
    matches!(means, Meaning::Evidence | Meaning::LeadIn | Meaning::OneOf | Meaning::Task)
}

/// Cues of one family shadow each other where one contains the other.
fn same_family(a: Meaning, b: Meaning) -> bool {
    use Meaning as M;
    matches!(
        (a, b),
        (M::Necessity(_) | M::Aside(_), M::Necessity(_) | M::Aside(_))
            | (M::Level(_), M::Level(_))
            | (M::Evidence | M::LeadIn, M::Evidence | M::LeadIn)
            | (M::OneOf, M::OneOf)
            | (M::Task, M::Task)
            | (M::Boundary, M::Boundary)
    )
}

/// Sets `from..to` of each cue: the part of its clause that it rules.
fn scopes(text: &str, tokens: &[Token], segment: &Segment, cues: &mut [CueInText]) {
    if cues.is_empty() {
        return;
    }
    let clauses = Clauses::of(text, tokens, segment, cues);
    let asks = Asks::of(cues);
    let mut behind = Behind::default();
    for ruled in cues.iter_mut() {
        let cue = *ruled;
        let mut scope = cue.scope;
        // "required experience in X": an adjective before a noun looks forward, at the end of its clause back.
        if scope == Scope::Before && cue.end - cue.start == 1 && cue.end < segment.last {
            let next = tokens[cue.end];
            if next.gap == Gap::Space && !next.word.is(flag::FUNCTION) {
                scope = Scope::After;
            }
        }
        behind.reach(cue.start);
        let (from, to) = match scope {
            Scope::Sentence => (segment.first, segment.last),
            Scope::Clause => (clauses.start(cue.start), clauses.end(cue.end, false)),
            Scope::Next | Scope::After => {
                let to = clauses.end(cue.end, is_necessity(&cue) && scope == Scope::After);
                let demands = is_necessity(&cue) || matches!(cue.means, Meaning::Aside(_));
                let next = if demands { asks.next_opposed(&cue) } else { None };
                (cue.end, next.map_or(to, |next| to.min(next)))
            }
            Scope::Before => {
                let clause = clauses.start(cue.start);
                let mut from = clause.max(behind.last_end);
                // Under "must have A, B preferred" the second cue reaches back to the comma only.
                if behind.opposed(&cue).is_some_and(|start| start >= clause) {
                    let comma = (from..cue.start).rev().find(|&i| tokens[i].gap == Gap::Comma);
                    from = comma.unwrap_or(from);
                }
                (from, cue.start)
            }
        };
        *ruled = CueInText { scope, from, to, ..cue };
        behind.add(ruled);
    }
}

/// Where the clauses of a segment part: looked for once, as a text may be nothing but cues.
struct Clauses {
    first: usize,
    last: usize,
    /// Tokens with which a clause begins behind a mark, in order.
    begin: Vec<usize>,
    /// Tokens behind an opening bracket.
    bracketed: Vec<usize>,
    /// Where the cues end that end a clause ("but").
    turned: Vec<usize>,
    /// Tokens before which a clause ends: at a mark, and at such a cue.
    end: Vec<usize>,
    /// Those of them before which even a list of demands ends.
    apart: Vec<usize>,
}

impl Clauses {
    fn of(text: &str, tokens: &[Token], segment: &Segment, cues: &[CueInText]) -> Self {
        let mut clauses = Self {
            first: segment.first,
            last: segment.last,
            begin: Vec::new(),
            bracketed: Vec::new(),
            turned: Vec::new(),
            end: Vec::new(),
            apart: Vec::new(),
        };
        for i in segment.first + 1..segment.last {
            if tokens[i].gap != Gap::Break {
                continue;
            }
            let between = text.get(tokens[i - 1].end as usize..tokens[i].start as usize).unwrap_or("");
            if ends_clause(between) {
                clauses.begin.push(i);
                // "must hold A; know B; speak C": a list with semicolons is one demand until somebody else is spoken of.
                let speaks = tokens[i].word.is(flag::COMPANY | flag::READER | flag::DETERMINER);
                if between.trim() != ";" || speaks {
                    clauses.apart.push(i);
                }
            }
            if between.contains('(') {
                clauses.bracketed.push(i);
            }
        }
        clauses.end.extend_from_slice(&clauses.begin);
        let turns = || cues.iter().filter(|c| c.means == Meaning::Boundary);
        if turns().next().is_some() {
            clauses.turned.extend(turns().map(|c| c.end));
            clauses.turned.sort_unstable();
            for parts in [&mut clauses.end, &mut clauses.apart] {
                parts.extend(turns().map(|c| c.start));
                parts.sort_unstable();
            }
        }
        clauses
    }

    /// Where the clause begins that token `at` stands in.
    fn start(&self, at: usize) -> usize {
        let last = |parts: &[usize], stop: usize| parts[..parts.partition_point(|p| *p < stop)].last().copied();
        let found = [last(&self.begin, at + 1), last(&self.bracketed, at), last(&self.turned, at + 1)];
        found.into_iter().flatten().max().unwrap_or(self.first)
    }

    /// Where the clause ends that goes on at token `from`; `demand` where a list with semicolons goes on too.
    fn end(&self, from: usize, demand: bool) -> usize {
        let parts = if demand { &self.apart } else { &self.end };
        parts.get(parts.partition_point(|p| *p < from)).copied().unwrap_or(self.last)
    }
}

/// The cues of necessity that look forward, by their start.
struct Asks {
    all: Vec<(usize, Meaning)>,
    /// For each of them the first one behind it that opposes it.
    turn: Vec<usize>,
}

impl Asks {
    fn of(cues: &[CueInText]) -> Self {
        let asks = cues.iter().filter(|c| is_necessity(c) && c.scope == Scope::After);
        let all: Vec<_> = asks.map(|c| (c.start, c.means)).collect();
        let mut turn = vec![all.len(); all.len()];
        for i in (1..all.len()).rev() {
            turn[i - 1] = if opposes(all[i].1, all[i - 1].1) { i } else { turn[i] };
        }
        Self { all, turn }
    }

    /// Where the first of them starts behind `cue` that opposes it.
    fn next_opposed(&self, cue: &CueInText) -> Option<usize> {
        let next = self.all.partition_point(|ask| ask.0 < cue.end);
        let ask = self.all.get(next)?;
        let found = if opposes(ask.1, cue.means) { next } else { self.turn[next] };
        self.all.get(found).map(|ask| ask.0)
    }
}

/// What the cues of necessity that ended before the one at hand rule.
#[derive(Default)]
struct Behind {
    /// The last end of those that look back.
    last_end: usize,
    /// Of those that look forward the last start: of demands, of wishes.
    last_start: [Option<usize>; 2],
    /// Cues that may not have ended yet.
    open: Vec<CueInText>,
}

impl Behind {
    fn add(&mut self, cue: &CueInText) {
        if is_necessity(cue) && matches!(cue.scope, Scope::Before | Scope::After) {
            self.open.push(*cue);
        }
    }

    /// Takes the cues into account that end at token `at` or before.
    fn reach(&mut self, at: usize) {
        let (last_end, last_start) = (&mut self.last_end, &mut self.last_start);
        self.open.retain(|cue| {
            if cue.end > at {
                return true;
            }
            if cue.scope == Scope::Before {
                *last_end = cue.end.max(*last_end);
            } else {
                let slot = &mut last_start[usize::from(is_wish(cue.means))];
                *slot = Some(cue.start).max(*slot);
            }
            false
        });
    }

    /// Where the last of those started that look forward and oppose `cue`.
    fn opposed(&self, cue: &CueInText) -> Option<usize> {
        let [demand, wish] = self.last_start;
        match cue.means {
            Meaning::Necessity(_) if is_wish(cue.means) => demand,
            Meaning::Necessity(_) => wish,
            _ => demand.max(wish),
        }
    }
}

fn is_necessity(cue: &CueInText) -> bool {
    matches!(cue.means, Meaning::Necessity(_))
}

fn is_wish(means: Meaning) -> bool {
    means == Meaning::Necessity(Necessity::Optional)
}

fn opposes(a: Meaning, b: Meaning) -> bool {
    match (a, b) {
        (Meaning::Necessity(_), Meaning::Necessity(_)) => is_wish(a) != is_wish(b),
        _ => true,
    }
}

/// Whether the characters between two tokens end a clause: `;`, a spaced dash, the end of a sentence.
fn ends_clause(between: &str) -> bool {
    between.contains([';', '•', '?', '!', '|', '–', '—'])
        || between.contains(" - ")
        || between.contains(". ")
        || between.contains("\n")
}
