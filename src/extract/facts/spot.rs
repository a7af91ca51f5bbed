//! One pass over the tokens for all phrases that state facts.

use super::Spotted;
use crate::extract::segment::Segment;
use crate::rules::Rules;
use crate::rules::lexicon::flag;
use crate::rules::tokens::Token;

/// Every phrase, in order of its start; of those that start together the longest first.
pub fn spot(tokens: &[Token], segments: &[Segment], rules: &Rules) -> Vec<Spotted> {
    let mut out = Vec::new();
    let mut scratch = Vec::new();
    let mut found = Vec::new();
    for (segment, s) in segments.iter().enumerate() {
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

/// Whether a phrase of meaning `mask` covers the token.
pub fn masked(spotted: &[Spotted], at: usize, mask: crate::rules::fact_cues::FactCue) -> bool {
    let token = spotted[at].start;
    let before = spotted[..at].iter().rev().take_while(|s| s.start + 8 > token);
    let beside = spotted[at..].iter().take_while(|s| s.start == token);
    before.chain(beside).any(|s| s.cue == mask && s.start <= token && token < s.end)
}
