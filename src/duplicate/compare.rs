//! Two texts word by word.

use super::card::{Card, SHORT};
use super::telling::Telling;
use super::words::{RUN, mix};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;

/// Part of the runs of both texts that nearly equal ones share, and of the shorter text's runs where it stands within
/// the other.
const NEAR: f32 = 0.54;
/// The same under another employer's name: trades share more than words, but seldom in one place.
const NEAR_ELSEWHERE: f32 = 0.66;
const NEAR_IN_PLACE: f32 = 0.33;
const WITHIN: f32 = 0.78;
const WITHIN_ELSEWHERE: f32 = 0.74;
/// What the whole texts must share beside: the other way round, texts so alike need no more.
const WHOLE_NEAR: f32 = 0.45;
const WHOLE_WITHIN: f32 = 0.72;
const WHOLE_ALIKE: f32 = 0.84;
/// The same for texts of one employer under one title.
const WHOLE_SAME_TITLE: f32 = 0.7;
/// Part of the runs shared by texts that may be of one post although one title says more than the other.
pub const EQUAL: f32 = 0.88;
/// Part of the runs shared by texts for two sites of one employer.
const SITES: f32 = 0.7;
/// A contained text is at least this part of the other.
const SMALLEST: f32 = 0.15;
/// A change of so many words at most is read as one word for another, in this part of the text from its beginning.
const CHANGE: usize = 5;
const BEGINNING: f32 = 0.6;

/// How alike two texts are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Alike {
    /// Shared runs, of all: 0 to 1.
    pub share: f32,
    /// Shared runs, of the shorter text's.
    pub within: f32,
}

/// A text made ready to be compared with others.
pub struct Reader<'c> {
    card: &'c Card,
    own: &'c [bool],
    runs: FxHashSet<u64>,
    own_runs: FxHashSet<u64>,
}

fn runs(words: &[u32]) -> impl Iterator<Item = u64> {
    words.windows(RUN.min(words.len()).max(1)).map(mix)
}

/// Runs of the sentences that the employer does not repeat.
fn own_runs<'w>(card: &'w Card, own: &'w [bool]) -> impl Iterator<Item = u64> + 'w {
    card.text.sentences().zip(own).filter(|(_, own)| **own).flat_map(|(sentence, _)| runs(sentence))
}

impl<'c> Reader<'c> {
    /// `own` says of each sentence whether the employer's other adverts do without it.
    pub fn new(card: &'c Card, own: &'c [bool]) -> Self {
        Self { card, own, runs: runs(&card.text.words).collect(), own_runs: own_runs(card, own).collect() }
    }

    /// How alike the texts are, where they are enough so to be copies.
    pub fn copies(&self, other: &Card, own: &[bool], elsewhere: bool) -> Option<Alike> {
        let theirs: FxHashSet<u64> = runs(&other.text.words).collect();
        let whole = alike(&self.runs, &theirs);
        if whole.share < SMALLEST {
            return None;
        }
        let length = |card: &Card, own: &[bool]| {
            card.text.sentences().zip(own).filter(|(_, own)| **own).map(|(s, _)| s.len()).sum::<usize>()
        };
        let part = || {
            let shorter = length(self.card, self.own).min(length(other, own));
            (shorter >= SHORT).then(|| alike(&self.own_runs, &own_runs(other, own).collect()))
        };
        let same_title = self.card.title.same_words(&other.title);
        // Agencies copy an opening with its place; general words of a trade stand in adverts of any place. An employer
        // who says less of a post says it under the same title.
        let within = if elsewhere { !self.card.is_in_another_region(other) } else { same_title };
        let at_home = self.card.is_in_place_of(other);
        let (near, whole_near, enough_within) = match elsewhere {
            false => (NEAR, WHOLE_NEAR, WITHIN),
            true if at_home => (NEAR_IN_PLACE, NEAR_IN_PLACE, WITHIN_ELSEWHERE),
            true => (NEAR_ELSEWHERE, WHOLE_NEAR, WITHIN_ELSEWHERE),
        };
        let alone = if !elsewhere && same_title { WHOLE_SAME_TITLE } else { WHOLE_ALIKE };
        let enough = whole.share >= alone
            || part().is_some_and(|part| {
                part.share >= near && whole.share >= whole_near
                    || within && part.within >= enough_within && part.share >= SMALLEST && whole.within >= WHOLE_WITHIN
            });
        enough.then_some(whole)
    }

    /// Shared runs of both whole texts, of all: 0 to 1.
    pub fn share(&self, other: &Card) -> f32 {
        alike(&self.runs, &runs(&other.text.words).collect()).share
    }

    /// Whether all of these words stand in both texts.
    pub fn both_say(&self, other: &Card, telling: &Telling, said: &BTreeSet<u32>) -> bool {
        let says = |card: &Card| said.iter().all(|w| card.text.words.iter().any(|word| telling.plain(*word) == *w));
        says(self.card) && says(other)
    }

    /// Whether both texts name bands of pay, and none in common.
    pub fn other_band(&self, other: &Card, telling: &Telling) -> bool {
        let (ours, theirs) = (telling.bands(&self.card.text.words), telling.bands(&other.text.words));
        !ours.is_empty() && !theirs.is_empty() && ours.is_disjoint(&theirs)
    }

    /// Whether one telling word stands where the other text has another: "in the Outpatients department" and "in the
    /// Wards department". Texts of two places trade the words of their sites too, so a word that the other text says
    /// somewhere tells nothing there.
    pub fn trades_a_word(&self, other: &Card, telling: &Telling, names: &dyn Fn(u32) -> bool) -> bool {
        let theirs: FxHashSet<u64> = runs(&other.text.words).collect();
        let sites = self.card.is_elsewhere(other) && alike(&self.runs, &theirs).share >= SITES;
        let (ours, theirs) = (changes(self.card, &theirs), changes(other, &self.runs));
        // Under one title the people in a text are those whom the holder meets.
        let titled = self.card.title.same_words(&other.title);
        let told = |change: &Change| -> FxHashSet<u32> {
            let words = change.words;
            let next = words[1..].iter().copied().map(Some).chain([change.next]);
            let named = next.map(|next| next.is_some_and(|next| telling.is_site(next)));
            let tells = words.iter().zip(named).filter(|(_, name)| !name).filter_map(|(word, _)| telling.get(*word));
            tells.filter(|t| !(t.grade || t.ordinary || titled && t.person || names(t.word))).map(|t| t.word).collect()
        };
        let says = |card: &Card, told: u32| card.text.words.iter().any(|word| telling.plain(*word) == told);
        ours.iter().any(|(before, words)| {
            let Some(words_there) = theirs.get(before) else { return false };
            let (mut a, mut b) = (told(words), told(words_there));
            if sites {
                a.retain(|word| !says(other, *word));
                b.retain(|word| !says(self.card, *word));
            }
            !a.is_subset(&b) && !b.is_subset(&a)
        })
    }
}

fn alike(a: &FxHashSet<u64>, b: &FxHashSet<u64>) -> Alike {
    let (small, large) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let shared = small.iter().filter(|run| large.contains(run)).count() as f32;
    let all = (a.len() + b.len()) as f32 - shared;
    Alike { share: shared / all.max(1.0), within: shared / (small.len() as f32).max(1.0) }
}

/// A stretch of a text, never empty, and the word behind it.
struct Change<'c> {
    words: &'c [u32],
    next: Option<u32>,
}

/// Short stretches at the beginning of a text that the other does not have, each by the two words before it.
fn changes<'c>(card: &'c Card, other: &FxHashSet<u64>) -> FxHashMap<u64, Change<'c>> {
    let words = &card.text.words;
    let mut shared = vec![false; words.len()];
    for (at, run) in words.windows(RUN).enumerate() {
        if other.contains(&mix(run)) {
            shared[at..at + RUN].fill(true);
        }
    }
    let end = (words.len() as f32 * BEGINNING) as usize;
    let (mut out, mut at) = (FxHashMap::default(), 0);
    while at < end {
        if shared[at] {
            at += 1;
            continue;
        }
        let stop = (at..words.len()).find(|i| shared[*i]).unwrap_or(words.len());
        if stop - at <= CHANGE {
            let change = Change { words: &words[at..stop], next: words.get(stop).copied() };
            out.insert(mix(&words[at.saturating_sub(2)..at]), change);
        }
        at = stop;
    }
    out
}
