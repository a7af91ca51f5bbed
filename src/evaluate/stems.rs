use std::collections::BTreeSet;

/// The first five letters of each word: names that share one are alike.
pub fn stems(text: &str) -> BTreeSet<String> {
    let lower = text.to_lowercase();
    let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '+' || c == '#';
    lower.split(|c| !word(c)).filter(|w| !w.is_empty()).map(|w| w.chars().take(5).collect()).collect()
}
