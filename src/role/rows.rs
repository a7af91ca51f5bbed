//! One accumulator per competency: adverts are added in order of their ids.

use super::evidence::BestSentences;
use super::stats::{by_count, median_level, quartiles};
use super::{employer_key, wilson};
use crate::model::{
    Ask, Asked, CompetencyId, CompetencyKind, Level, LevelBasis, Necessity, Offer, Reading, RoleRequirement,
    SectionKind,
};
use std::collections::{BTreeMap, BTreeSet};

/// Alternatives shown in a row, and employers.
const SHOWN: usize = 5;
/// An alternative is shown where one advert in this many that ask for the competency accepts it, and not one alone...
const USUAL: u32 = 20;
/// ...unless so few ask for it that one is many.
const FEW: u32 = 5;

/// What the adverts of a role say of one competency.
#[derive(Debug)]
pub struct Row<'a> {
    kind: CompetencyKind,
    adverts: u32,
    weight: f64,
    offers: BTreeMap<Vec<CompetencyId>, [f64; 3]>,
    levels: Vec<Level>,
    years: Vec<f64>,
    alternatives: BTreeMap<CompetencyId, u32>,
    sections: BTreeMap<SectionKind, u32>,
    employers: BTreeMap<String, (&'a str, u32)>,
    evidence: BestSentences<'a>,
}

/// What one advert asks of one competency, over all places that name it.
struct InAdvert<'a> {
    asks: Vec<(&'a Ask, &'a Asked)>,
}

impl<'a> InAdvert<'a> {
    /// The strongest necessity, and of its requirements the fewest alternatives.
    fn decisive(&self) -> (Necessity, Vec<CompetencyId>) {
        let strongest = self.asks.iter().map(|(ask, _)| ask.necessity).max().unwrap_or(Necessity::Unstated);
        let offers = self.asks.iter().filter(|(ask, _)| ask.necessity == strongest).map(|(ask, asked)| {
            let others: BTreeSet<_> =
                ask.any_of.iter().map(|a| &a.competency).filter(|c| **c != asked.competency).collect();
            others.into_iter().cloned().collect::<Vec<_>>()
        });
        (strongest, offers.min_by(|a, b| (a.len(), a).cmp(&(b.len(), b))).unwrap_or_default())
    }
}

/// Adds what one advert asks to the rows of its competencies.
pub fn add<'a>(rows: &mut BTreeMap<CompetencyId, Row<'a>>, reading: &'a Reading, weight: f64) {
    let mut here: BTreeMap<&CompetencyId, InAdvert<'a>> = BTreeMap::new();
    for ask in &reading.asks {
        for asked in &ask.any_of {
            here.entry(&asked.competency).or_insert(InAdvert { asks: Vec::new() }).asks.push((ask, asked));
        }
    }
    // Words of no vocabulary may be offered as an alternative; they are no row of their own.
    for (id, found) in here.into_iter().filter(|(id, _)| !id.is_open()) {
        rows.entry(id.clone()).or_insert_with(|| Row::new(found.asks[0].1.kind)).count(reading, weight, &found, id);
    }
}

impl<'a> Row<'a> {
    fn new(kind: CompetencyKind) -> Self {
        Self {
            kind,
            adverts: 0,
            weight: 0.0,
            offers: BTreeMap::new(),
            levels: Vec::new(),
            years: Vec::new(),
            alternatives: BTreeMap::new(),
            sections: BTreeMap::new(),
            employers: BTreeMap::new(),
            evidence: BestSentences::default(),
        }
    }

    fn count(&mut self, reading: &'a Reading, weight: f64, found: &InAdvert<'a>, id: &CompetencyId) {
        self.adverts += 1;
        self.weight += weight;
        self.levels.extend(found.asks.iter().filter_map(|(_, asked)| asked.level).max());
        let years = found.asks.iter().filter_map(|(_, asked)| asked.min_years).max_by(f32::total_cmp);
        self.years.extend(years.map(f64::from));
        let (necessity, instead) = found.decisive();
        for other in &instead {
            *self.alternatives.entry(other.clone()).or_default() += 1;
        }
        self.offers.entry(instead).or_default()[necessity as usize] += weight;
        let sections: BTreeSet<SectionKind> = found.asks.iter().map(|(ask, _)| ask.section).collect();
        for section in sections {
            *self.sections.entry(section).or_default() += 1;
        }
        if let Some(name) = reading.employer.as_deref() {
            let entry = self.employers.entry(employer_key(name)).or_insert((name, 0));
            entry.0 = entry.0.min(name);
            entry.1 += 1;
        }
        for (ask, _) in &found.asks {
            self.evidence.offer(reading, ask, id);
        }
    }

    /// The finished row of `competency`, of a role whose adverts weigh `effective` in all.
    pub fn finish(self, competency: CompetencyId, name: String, sector: String, effective: f64) -> RoleRequirement {
        // Weights of capped employers are fractions; rows that are equal by hand must not differ in their last bits.
        let weight = (self.weight * 1e9).round() / 1e9;
        let part = |weight: f64| if effective > 0.0 { weight / effective } else { 0.0 };
        let offers: Vec<Offer> = self
            .offers
            .into_iter()
            .map(|(instead, by)| Offer {
                instead,
                essential: part(by[Necessity::Essential as usize]),
                unstated: part(by[Necessity::Unstated as usize]),
                optional: part(by[Necessity::Optional as usize]),
            })
            .collect();
        let years = quartiles(self.years);
        let levels_stated = self.levels.len() as u32;
        let (level, level_basis) = match (median_level(self.levels), years) {
            _ if self.kind == CompetencyKind::Qualification => (Level::Expert, LevelBasis::Assumed),
            (Some(level), _) => (level, LevelBasis::Stated),
            (None, Some(years)) => (Level::from_years(years.median), LevelBasis::Years),
            (None, None) => (Level::Intermediate, LevelBasis::Assumed),
        };
        let mut employers: Vec<(String, u32)> = self.employers.into_values().map(|(n, c)| (n.into(), c)).collect();
        let employer_count = employers.len() as u32;
        employers.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        employers.truncate(SHOWN);
        RoleRequirement {
            competency,
            name,
            kind: self.kind,
            sector,
            share: wilson(weight, effective),
            adverts: self.adverts,
            employers: employer_count,
            essential_share: offers.iter().map(|o| o.essential).sum(),
            optional_share: offers.iter().map(|o| o.optional).sum(),
            level,
            level_basis,
            min_years_median: years.map(|y| y.median),
            min_years_quartiles: years.map(|y| (y.low, y.high)),
            levels_stated,
            alternatives: by_count(self.alternatives)
                .into_iter()
                .filter(|(_, n)| *n >= 2 && n * USUAL >= self.adverts || self.adverts < FEW)
                .map(|(id, _)| id)
                .take(SHOWN)
                .collect(),
            offers,
            sections: by_count(self.sections),
            top_employers: employers,
            evidence: self.evidence.into_evidence(),
        }
    }
}
