//! One pass over the tokens for all phrases that state facts.

use super::Spotted;
use crate::extract::segment::Segment;
use crate::rules::Rules;
use crate::rules::lexicon::flag;
use crate::rules::tokens::Token;
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// Every phrase, in order of its start; of those that start together the longest first.
pub fn spot(text: &str, tokens: &[Token], segments: &[Segment], rules: &Rules) -> Vec<Spotted> {
    let stop = form_start(text);
    let mut out = Vec::new();
    let mut scratch = Vec::new();
    let mut found = Vec::new();
    for (segment, s) in segments.iter().enumerate().take_while(|(_, s)| s.start < stop) {
        for start in s.first..s.last {
            if tokens[start].word.is(flag::STARTS_FACT) {
                found.clear();
                rules.facts.at(tokens, start, &mut scratch, &mut found);
                let inside = found.iter().filter(|f| f.end <= s.last);
                out.extend(inside.map(|f| Spotted { cue: f.cue, start: f.start, end: f.end, segment }));
            }
        }
    }
    out
}

/// Where a form for applicants begins whose questions and answers say nothing of the post: numbered questions, the
/// first one alone on its line.
fn form_start(text: &str) -> usize {
    static FIRST: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("\n01\n"));
    FIRST.find(text.as_bytes()).unwrap_or(text.len())
}

/// Whether a phrase of meaning `mask` covers the phrase at `at`; of two that begin together the longer counts.
pub fn masked(spotted: &[Spotted], at: usize, mask: crate::rules::fact_cues::FactCue) -> bool {
    let token = spotted[at].start;
    let before = spotted[..at].iter().rev().take_while(|s| s.start + 8 > token);
    let beside = spotted[at..].iter().take_while(|s| s.start == token);
    let covers = |s: &Spotted| s.start < token && token < s.end || s.start == token && s.end >= spotted[at].end;
    before.chain(beside).any(|s| s.cue == mask && covers(s))
}
