//! What an advert says about the post itself: one file per fact.

mod title;

use super::segment::Segment;
use crate::model::{Advert, Facts};
use crate::rules::Rules;
use crate::rules::tokens::Token;

/// What a fact reader may look at.
pub struct Source<'a> {
    pub advert: &'a Advert,
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub segments: &'a [Segment],
    pub rules: &'a Rules,
}

/// Reads all facts. `None` = not stated.
pub fn facts(source: &Source<'_>) -> Facts {
    let mut facts =
        Facts { employer: source.advert.employer.clone(), location: source.advert.place.clone(), ..Facts::default() };
    title::read(source, &mut facts);
    facts
}
