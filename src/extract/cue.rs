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
    let bracket =
        |i: usize| i > segment.first && text[tokens[i - 1].end as usize..tokens[i].start as usize].contains('(');
    let boundary = |i: usize| -> bool {
        tokens[i].gap == Gap::Break
            && i > segment.first
            && ends_clause(text, tokens[i - 1].end as usize, tokens[i].start as usize)
    };
    for k in 0..cues.len() {
        let cue = cues[k];
        let is_necessity = |c: &CueInText| matches!(c.means, Meaning::Necessity(_));
        let mut scope = cue.scope;
        // "required experience in X": an adjective before a noun looks forward, at the end of its clause back.
        if scope == Scope::Before && cue.end - cue.start == 1 && cue.end < segment.last {
            let next = tokens[cue.end];
            if next.gap == Gap::Space && !next.word.is(flag::FUNCTION) {
                scope = Scope::After;
            }
        }
        let clause_start = (segment.first..=cue.start)
            .rev()
            .find(|&i| {
                i == segment.first
                    || boundary(i)
                    || (bracket(i) && i < cue.start)
                    || cues.iter().any(|c| c.means == Meaning::Boundary && c.end == i)
            })
            .unwrap_or(segment.first);
        // "must hold A; know B; speak C": a list with semicolons is one demand until somebody else is spoken of.
        let goes_on = |i: usize| {
            is_necessity(&cue)
                && scope == Scope::After
                && text[tokens[i - 1].end as usize..tokens[i].start as usize].trim() == ";"
                && !tokens[i].word.is(flag::COMPANY | flag::READER | flag::DETERMINER)
        };
        let clause_end = (cue.end..segment.last)
            .find(|&i| {
                (boundary(i) && !goes_on(i)) || cues.iter().any(|c| c.means == Meaning::Boundary && c.start == i)
            })
            .unwrap_or(segment.last);
        let (from, to) = match scope {
            Scope::Sentence => (segment.first, segment.last),
            Scope::Clause => (clause_start, clause_end),
            Scope::Next | Scope::After => {
                let mut to = clause_end;
                if is_necessity(&cue) || matches!(cue.means, Meaning::Aside(_)) {
                    let next = cues.iter().find(|c| {
                        c.start >= cue.end && is_necessity(c) && c.scope == Scope::After && opposes(c.means, cue.means)
                    });
                    to = next.map_or(to, |c| to.min(c.start));
                }
                (cue.end, to)
            }
            Scope::Before => {
                let previous = cues
                    .iter()
                    .filter(|c| is_necessity(c) && c.scope == Scope::Before && c.end <= cue.start)
                    .map(|c| c.end)
                    .max();
                let mut from = clause_start.max(previous.unwrap_or(0));
                // Under "must have A, B preferred" the second cue reaches back to the comma only.
                let governed = cues.iter().any(|c| {
                    is_necessity(c)
                        && c.scope == Scope::After
                        && c.end <= cue.start
                        && c.start >= clause_start
                        && opposes(c.means, cue.means)
                });
                if governed {
                    let comma = (from..cue.start).rev().find(|&i| tokens[i].gap == Gap::Comma);
                    from = comma.unwrap_or(from);
                }
                (from, cue.start)
            }
        };
        cues[k].scope = scope;
        cues[k].from = from;
        cues[k].to = to;
    }
}

fn opposes(a: Meaning, b: Meaning) -> bool {
    match (a, b) {
        (Meaning::Necessity(a), Meaning::Necessity(b)) => (a == Necessity::Optional) != (b == Necessity::Optional),
        _ => true,
    }
}

/// Whether the characters between two tokens end a clause: `;`, a spaced dash, the end of a sentence.
fn ends_clause(text: &str, from: usize, to: usize) -> bool {
    let between = text.get(from..to).unwrap_or("");
    between.contains([';', '•', '?', '!', '|', '–', '—'])
        || between.contains(" - ")
        || between.contains(". ")
        || between.contains("\n")
}
