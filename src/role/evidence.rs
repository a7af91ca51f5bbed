use super::typical::scores;
use crate::model::{AdvertId, Ask, CompetencyId, Evidence, Reading};
use std::cmp::Reverse;

/// Sentences kept for one requirement.
const KEPT: usize = 5;
/// Sentences from which those are taken.
const POOL: usize = 64;
/// Characters of a sentence that reads well alone; longer ones are cut in the display, shorter ones say little.
const READABLE: std::ops::RangeInclusive<usize> = 25..=220;

/// The best sentences for one competency, in an order that no order of adverts changes.
#[derive(Debug, Default)]
pub struct BestSentences<'a>(Vec<Candidate<'a>>);

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate<'a> {
    /// Lower is better: unreadable length, weak necessity.
    flaws: (bool, Reverse<crate::model::Necessity>),
    /// Whether it states no level, and how far its length is from that of a good example.
    plain: (bool, usize),
    advert: &'a AdvertId,
    sentence: &'a str,
}

impl<'a> BestSentences<'a> {
    pub fn offer(&mut self, reading: &'a Reading, ask: &'a Ask, competency: &CompetencyId) {
        let length = ask.sentence.chars().count();
        if length == 0 {
            return;
        }
        let asked = ask.any_of.iter().find(|a| a.competency == *competency);
        let states_level = asked.is_some_and(|a| a.level.is_some() || a.min_years.is_some());
        let candidate = Candidate {
            flaws: (!READABLE.contains(&length), Reverse(ask.necessity)),
            plain: (!states_level, length.abs_diff(90)),
            advert: &reading.id,
            sentence: &ask.sentence,
        };
        match self.0.iter().position(|c| c.sentence == candidate.sentence) {
            Some(same) if self.0[same] <= candidate => return,
            Some(same) => drop(self.0.remove(same)),
            None => {}
        }
        let at = self.0.partition_point(|c| *c < candidate);
        self.0.insert(at, candidate);
        self.0.truncate(POOL);
    }

    /// Of the best sentences those that are most like the others: what is said of a unit or of one post alone is no
    /// example of what a role asks for.
    pub fn into_evidence(self) -> Vec<Evidence> {
        let sentences: Vec<&str> = self.0.iter().map(|c| c.sentence).collect();
        let mut ranked: Vec<_> = scores(&sentences).into_iter().zip(self.0).collect();
        ranked.sort_by(|(a, first), (b, second)| {
            first.flaws.cmp(&second.flaws).then(b.cmp(a)).then_with(|| first.cmp(second))
        });
        let evidence = |c: Candidate| Evidence { advert: c.advert.clone(), sentence: c.sentence.into() };
        ranked.into_iter().take(KEPT).map(|(_, candidate)| evidence(candidate)).collect()
    }
}
