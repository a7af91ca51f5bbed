//! Which of several sentences says best what most of them say.

use std::collections::{BTreeMap, BTreeSet};

/// Shorter words mostly join others.
const SHORTEST: usize = 4;

/// The words of a sentence that carry meaning, in order.
pub fn words(sentence: &str) -> Vec<String> {
    let lower = sentence.to_lowercase();
    let parts = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() >= SHORTEST);
    parts.map(str::to_owned).collect()
}

/// For each sentence, of 1000: the part of all sentences that hold a word of it, on average over its words.
pub fn scores(sentences: &[&str]) -> Vec<usize> {
    let of: Vec<BTreeSet<String>> = sentences.iter().map(|s| words(s).into_iter().collect()).collect();
    let mut hold: BTreeMap<&str, usize> = BTreeMap::new();
    for word in of.iter().flatten() {
        *hold.entry(word).or_default() += 1;
    }
    let score = |words: &BTreeSet<String>| {
        let sum: usize = words.iter().map(|w| hold[w.as_str()]).sum();
        sum * 1000 / (words.len() * sentences.len()).max(1)
    };
    of.iter().map(score).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_whose_words_the_others_share_scores_highest() {
        let sentences = [
            "The unit is known for the compassion of its care",
            "You will show compassion to patients",
            "Show compassion and kindness to patients",
        ];
        let scores = scores(&sentences);
        assert!(scores[0] < scores[1] && scores[0] < scores[2], "{scores:?}");
    }
}
