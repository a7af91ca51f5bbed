use crate::model::{AdvertId, Ask, CompetencyId, Evidence, Reading};

/// Sentences kept for one requirement.
const KEPT: usize = 5;
/// Characters of a sentence that reads well alone; longer ones are cut in the display, shorter ones say little.
const READABLE: std::ops::RangeInclusive<usize> = 25..=220;

/// The best sentences for one competency, in an order that no order of adverts changes.
#[derive(Debug, Default)]
pub struct BestSentences<'a>(Vec<Candidate<'a>>);

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate<'a> {
    /// Lower is better: unreadable length, weak necessity, no level stated.
    flaws: (bool, std::cmp::Reverse<crate::model::Necessity>, bool),
    distance: usize,
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
            flaws: (!READABLE.contains(&length), std::cmp::Reverse(ask.necessity), !states_level),
            distance: length.abs_diff(90),
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
        self.0.truncate(KEPT);
    }

    pub fn into_evidence(self) -> Vec<Evidence> {
        self.0.into_iter().map(|c| Evidence { advert: c.advert.clone(), sentence: c.sentence.into() }).collect()
    }
}
