use super::gold::GoldAdvert;
use super::stems::stems;
use super::{LONGEST_MENTION, LONGEST_TASK, Part, Score, Tally, add, facts, overlap, shown, words_in};
use crate::model::{Extraction, Mention, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Scores over adverts with marked requirements. Predicted and marked mentions are paired one to one, best overlap
/// first; a prediction on a mark already found, or inside a marked task, is neither right nor wrong.
#[derive(Debug, Clone, Default)]
pub struct AdvertScores {
    pub adverts: usize,
    pub requirements: Score,
    /// Of those found: the competency's id or its label as written shares a word stem with the marked name.
    pub named: Part,
    pub necessity: Part,
    /// Of marked sets of alternatives with several members found: all in one requirement.
    pub together: Part,
    pub apart: Part,
    pub tasks: Part,
    pub traps: Part,
    pub years: Score,
    pub level: Score,
    pub facts: BTreeMap<&'static str, Score>,
    pub missed: Tally,
    pub wrong: Tally,
    pub misnamed: Tally,
}

/// Scores extractions against marked adverts.
pub fn score_adverts(pairs: &[(GoldAdvert, Extraction)]) -> AdvertScores {
    let mut scores = AdvertScores::default();
    for (gold, extraction) in pairs {
        scores.adverts += 1;
        Paired::new(gold, extraction).add(&mut scores);
        facts::add(&mut scores.facts, gold, &extraction.facts);
    }
    scores
}

/// Every place where the quote stands.
fn places(text: &str, quote: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(quote)).filter(|_| !quote.is_empty()) {
        out.extend(Span::new(from + at, from + at + quote.len()));
        from += at + text[from + at..].chars().next().map_or(1, char::len_utf8);
    }
    out
}

fn iou(a: Span, b: Span) -> f64 {
    let shared = overlap(a, b);
    if shared == 0 { 0.0 } else { f64::from(shared) / f64::from(a.end - a.start + b.end - b.start - shared) }
}

struct Marked<'g> {
    places: Vec<Span>,
    requirement: usize,
    member: &'g super::gold::GoldMember,
}

/// One advert with its marks and predictions paired off.
struct Paired<'a> {
    gold: &'a GoldAdvert,
    extraction: &'a Extraction,
    said: Vec<(usize, &'a Mention)>,
    marked: Vec<Marked<'a>>,
    /// Marked member → predicted member.
    best: BTreeMap<usize, usize>,
    touching: BTreeSet<usize>,
}

impl<'a> Paired<'a> {
    fn new(gold: &'a GoldAdvert, extraction: &'a Extraction) -> Self {
        let requirements = extraction.requirements.iter().enumerate();
        let said: Vec<_> = requirements.flat_map(|(k, r)| r.any_of.iter().map(move |m| (k, m))).collect();
        let marked: Vec<Marked<'a>> = gold
            .requirements
            .iter()
            .enumerate()
            .flat_map(|(k, r)| r.any_of.iter().map(move |m| (k, m)))
            .map(|(requirement, member)| Marked { places: places(&gold.text, &member.quote), requirement, member })
            .collect();
        let mut pairs = Vec::new();
        for (i, mark) in marked.iter().enumerate() {
            for (j, (_, mention)) in said.iter().enumerate() {
                let shared = mark.places.iter().map(|p| iou(mention.span, *p)).fold(0.0, f64::max);
                if shared > 0.0 && words_in(&gold.text, mention.span) <= LONGEST_MENTION {
                    pairs.push((shared, i, j));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        let (mut best, mut taken) = (BTreeMap::new(), BTreeSet::new());
        for &(_, i, j) in &pairs {
            if !best.contains_key(&i) && taken.insert(j) {
                best.insert(i, j);
            }
        }
        let touching = pairs.iter().map(|p| p.2).collect();
        Self { gold, extraction, said, marked, best, touching }
    }

    fn add(&self, scores: &mut AdvertScores) {
        self.add_said(scores);
        self.add_found(scores);
        self.add_groups(scores);
        self.add_tasks_and_traps(scores);
    }

    fn add_said(&self, scores: &mut AdvertScores) {
        let text = &self.gold.text;
        let tasks: Vec<Span> = self.gold.tasks.iter().flat_map(|t| places(text, t)).collect();
        let taken: BTreeSet<usize> = self.best.values().copied().collect();
        for (j, (_, mention)) in self.said.iter().enumerate() {
            let short = words_in(text, mention.span) <= LONGEST_MENTION;
            if taken.contains(&j) {
                scores.requirements.right += 1;
            } else if self.touching.contains(&j) || (short && tasks.iter().any(|t| t.overlaps(&mention.span))) {
                continue;
            } else {
                add(&mut scores.wrong, format!("{} -> {}", shown(text, mention.span), mention.competency));
            }
            scores.requirements.said += 1;
        }
    }

    fn add_found(&self, scores: &mut AdvertScores) {
        for (i, mark) in self.marked.iter().enumerate() {
            scores.requirements.marked += 1;
            let Some(&j) = self.best.get(&i) else {
                add(&mut scores.missed, mark.member.quote.to_lowercase());
                continue;
            };
            scores.requirements.found += 1;
            let (k, mention) = self.said[j];
            let necessity = self.extraction.requirements[k].necessity.as_str();
            let alike = necessity == self.gold.requirements[mark.requirement].necessity;
            scores.necessity.of += usize::from(alike);
            scores.necessity.whole += 1;
            let label = mention.span.of(&self.gold.text).unwrap_or("");
            let said = &stems(mention.competency.as_str()) | &stems(label);
            let named = !stems(&mark.member.competency).is_disjoint(&said);
            scores.named.of += usize::from(named);
            scores.named.whole += 1;
            if !named {
                add(&mut scores.misnamed, format!("{} as {}", mark.member.competency, mention.competency));
            }
            let years = mention.min_years.map(f64::from);
            add_value(&mut scores.years, mark.member.min_years, years, mark.member.min_years == years);
            let level = mention.level.map(|l| l.to_string());
            add_value(&mut scores.level, mark.member.level.as_ref(), level.as_ref(), mark.member.level == level);
        }
    }

    fn add_groups(&self, scores: &mut AdvertScores) {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut owners: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (i, mark) in self.marked.iter().enumerate() {
            if let Some(&j) = self.best.get(&i) {
                let predicted = self.said[j].0;
                groups.entry(mark.requirement).or_default().push(predicted);
                owners.entry(predicted).or_default().insert(mark.requirement);
            }
        }
        for (requirement, predicted) in groups {
            if self.gold.requirements[requirement].any_of.len() > 1 {
                if predicted.len() > 1 {
                    scores.together.whole += 1;
                    scores.together.of += usize::from(predicted.iter().all(|p| *p == predicted[0]));
                }
            } else {
                let alone = self.extraction.requirements[predicted[0]].any_of.len() == 1;
                scores.apart.whole += 1;
                scores.apart.of += usize::from(alone || owners[&predicted[0]].len() == 1);
            }
        }
    }

    fn add_tasks_and_traps(&self, scores: &mut AdvertScores) {
        let text = &self.gold.text;
        let marks: Vec<Span> = self.marked.iter().flat_map(|m| m.places.iter().copied()).collect();
        for trap in &self.gold.traps {
            let spots: Vec<Span> =
                places(text, &trap.quote).into_iter().filter(|s| !marks.iter().any(|m| m.overlaps(s))).collect();
            if !spots.is_empty() {
                scores.traps.whole += 1;
                let fallen = self.said.iter().any(|(_, m)| spots.iter().any(|s| s.overlaps(&m.span)));
                scores.traps.of += usize::from(fallen);
            }
        }
        for task in &self.gold.tasks {
            scores.tasks.whole += 1;
            let spots = places(text, task);
            let mut said = self.extraction.tasks.iter().filter(|t| words_in(text, **t) <= LONGEST_TASK);
            scores.tasks.of += usize::from(said.any(|t| spots.iter().any(|s| s.overlaps(t))));
        }
    }
}

fn add_value<T>(score: &mut Score, marked: Option<T>, said: Option<T>, alike: bool) {
    let right = usize::from(marked.is_some() && alike);
    score.right += right;
    score.found += right;
    score.said += usize::from(said.is_some());
    score.marked += usize::from(marked.is_some());
}
