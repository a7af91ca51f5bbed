use serde::{Deserialize, Serialize};

/// Byte range in [`Advert::text`](super::Advert::text): `start <= end`, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// A span, or `None` where the ends are the wrong way round.
    pub fn new(start: usize, end: usize) -> Option<Self> {
        (start <= end && end <= u32::MAX as usize).then_some(Self { start: start as u32, end: end as u32 })
    }

    /// The text under the span, or `None` where it lies outside or splits a character.
    pub fn of<'t>(&self, text: &'t str) -> Option<&'t str> {
        text.get(self.start as usize..self.end as usize)
    }

    /// Whether two spans share at least one byte.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}
