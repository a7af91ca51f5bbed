use super::gold::GoldSpans;
use super::{LONGEST_MENTION, LONGEST_TASK, Score, Tally, add, overlap, shown, words_in};
use crate::model::{Extraction, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Scores of one kind of mark (all, knowledge or skill). Mentions, unknown terms and tasks are all predictions.
#[derive(Debug, Clone, Default)]
pub struct SpanScores {
    pub name: &'static str,
    /// A prediction is right when it overlaps a mark, a mark is found when a prediction overlaps it.
    pub overlap: Score,
    /// Same start and end.
    pub strict: Score,
    /// Words covered.
    pub words: Score,
    pub missed: Tally,
    pub wrong: Tally,
}

/// Every span that an extraction lists, and whether it is short enough to count as right.
fn predictions(extraction: &Extraction, text: &str) -> BTreeMap<Span, bool> {
    let mut out = BTreeMap::new();
    let mentions = extraction.requirements.iter().flat_map(|r| &r.any_of).map(|m| m.span);
    for span in mentions.chain(extraction.unknown_terms.iter().map(|u| u.span)) {
        out.insert(span, words_in(text, span) <= LONGEST_MENTION);
    }
    for &span in &extraction.tasks {
        out.entry(span).or_insert(words_in(text, span) <= LONGEST_TASK);
    }
    out
}

/// Scores of all marks, of knowledge and of skill. Predictions that lie on marks of the other kind alone are left out.
pub fn score_spans(pairs: &[(GoldSpans, Extraction)]) -> Vec<SpanScores> {
    [("all", None), ("knowledge", Some("knowledge")), ("skill", Some("skill"))]
        .into_iter()
        .map(|(name, kind)| {
            let mut scores = SpanScores { name, ..SpanScores::default() };
            for (gold, extraction) in pairs {
                add_advert(&mut scores, gold, extraction, kind);
            }
            scores
        })
        .collect()
}

fn add_advert(scores: &mut SpanScores, gold: &GoldSpans, extraction: &Extraction, kind: Option<&str>) {
    let text = gold.text.as_str();
    let fits = predictions(extraction, text);
    let marks = |wanted: bool| -> BTreeSet<Span> {
        let of_kind = |k: &str| kind.is_none_or(|kind| kind == k);
        gold.spans.iter().filter(|s| of_kind(&s.kind) == wanted).map(|s| Span { start: s.start, end: s.end }).collect()
    };
    let (marked, other) = (marks(true), marks(false));
    let touches = |span: &Span, marks: &BTreeSet<Span>| marks.iter().any(|m| overlap(*span, *m) > 0);
    let said: Vec<Span> = fits.keys().copied().filter(|p| touches(p, &marked) || !touches(p, &other)).collect();
    let good: BTreeSet<Span> = said.iter().copied().filter(|p| fits[p]).collect();
    let exact = good.intersection(&marked).count();
    scores.strict.right += exact;
    scores.strict.found += exact;
    for score in [&mut scores.overlap, &mut scores.strict] {
        score.said += said.len();
        score.marked += marked.len();
    }
    for span in &said {
        let right = fits[span] && touches(span, &marked);
        scores.overlap.right += usize::from(right);
        if !right {
            add(&mut scores.wrong, shown(text, *span));
        }
    }
    for mark in &marked {
        let found = good.iter().any(|p| overlap(*p, *mark) > 0);
        scores.overlap.found += usize::from(found);
        if !found {
            add(&mut scores.missed, shown(text, *mark));
        }
    }
    for word in words(text) {
        let in_mark = touches(&word, &marked);
        let in_said = said.iter().any(|p| overlap(word, *p) > 0);
        scores.words.marked += usize::from(in_mark);
        scores.words.said += usize::from(in_said);
        scores.words.right += usize::from(in_mark && in_said);
        scores.words.found += usize::from(in_mark && in_said);
    }
}

fn words(text: &str) -> impl Iterator<Item = Span> + '_ {
    // ASCII blanks only, as byte-wise readers of the same format cut.
    let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}');
    text.split(blank).filter(|w| !w.is_empty()).filter_map(move |w| {
        let start = w.as_ptr() as usize - text.as_ptr() as usize;
        Span::new(start, start + w.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::UnknownTerm;

    #[test]
    fn a_span_on_the_mark_is_strictly_right_and_a_wider_one_overlaps() {
        let gold = |id: &str| GoldSpans {
            id: id.into(),
            text: "knows Python and SQL".into(),
            spans: vec![super::super::gold::GoldSpan { start: 6, end: 12, kind: "knowledge".into() }],
        };
        let of = |start, end| Extraction {
            unknown_terms: vec![UnknownTerm { span: Span { start, end } }],
            ..Extraction::default()
        };
        let scores = score_spans(&[(gold("a"), of(6, 12)), (gold("b"), of(6, 20))]);
        assert_eq!((scores[0].strict.right, scores[0].overlap.right, scores[0].overlap.marked), (1, 2, 2));
        assert_eq!((scores[0].words.right, scores[0].words.said, scores[0].words.marked), (2, 4, 2));
        assert_eq!(scores[2].overlap.marked, 0);
    }
}
