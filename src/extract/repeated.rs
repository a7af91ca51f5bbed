//! Paragraphs that stand in several adverts of one employer: boilerplate, found by whoever sees all adverts.

use std::collections::BTreeSet;
use xxhash_rust::xxh3::xxh3_64;

/// Shorter paragraphs repeat by chance ("Full time").
const SHORTEST: usize = 60;

/// Hashes of paragraphs that repeat.
#[derive(Debug, Clone, Default)]
pub struct Repeated(BTreeSet<u64>);

impl Repeated {
    /// The paragraphs of a text as hashes, short ones left out.
    pub fn paragraphs(text: &str) -> impl Iterator<Item = u64> + '_ {
        text.lines().map(str::trim).filter(|l| l.len() >= SHORTEST).map(|l| xxh3_64(l.as_bytes()))
    }

    pub fn contains(&self, paragraph: &str) -> bool {
        !self.0.is_empty()
            && paragraph.trim().len() >= SHORTEST
            && self.0.contains(&xxh3_64(paragraph.trim().as_bytes()))
    }
}

impl FromIterator<u64> for Repeated {
    fn from_iter<I: IntoIterator<Item = u64>>(hashes: I) -> Self {
        Self(hashes.into_iter().collect())
    }
}
