//! Pairs worth comparing, without comparing all with all.

use super::card::Card;
use super::words::mix;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Words of a run that is looked up, and how many runs in a row give one mark at least.
const RUN: usize = 4;
const WINDOW: usize = 10;
/// A mark in more texts than this is repeated by somebody: each of its texts is then paired with its neighbours alone.
const COMMON: usize = 40;
const NEIGHBOURS: usize = 2;
/// Part of the marks of the shorter text that a pair must share.
const SHARED: f32 = 0.12;

/// The marks of a text: of every ten runs of four words in a row, the one with the lowest hash. Texts that share a
/// stretch of thirteen words share a mark.
fn marks(words: &[u32]) -> Vec<u32> {
    let runs: Vec<u32> = words.windows(RUN).map(|run| (mix(run) >> 32) as u32).collect();
    let mut out: Vec<u32> = match runs.len() {
        0..=WINDOW => runs.iter().min().copied().into_iter().collect(),
        _ => runs.windows(WINDOW).filter_map(|window| window.iter().min().copied()).collect(),
    };
    out.sort_unstable();
    out.dedup();
    out
}

/// For each of `texts` (indices of cards) the later ones in the list that it may be a copy of. Where an employer repeats
/// a text many times, its neighbours by employer, title and text are taken.
pub fn candidates(cards: &[Card], texts: &[u32]) -> Vec<Vec<u32>> {
    let card = |at: u32| &cards[texts[at as usize] as usize];
    let marks: Vec<Vec<u32>> = (0..texts.len() as u32).into_par_iter().map(|at| marks(&card(at).text.words)).collect();
    let mut order: Vec<u32> = (0..texts.len() as u32).collect();
    order.par_sort_by_cached_key(|at| (card(*at).employer, card(*at).title.core(), *at));
    let mut rank = vec![0; texts.len()];
    order.iter().zip(0..).for_each(|(at, place)| rank[*at as usize] = place);

    let mut posts: Vec<(u32, u32)> =
        marks.iter().zip(0..).flat_map(|(marks, at)| marks.iter().map(move |mark| (*mark, at))).collect();
    posts.par_sort_unstable_by_key(|(mark, at)| (*mark, rank[*at as usize]));
    (0..texts.len() as u32).into_par_iter().map(|at| of_text(at, &marks, &posts, &rank)).collect()
}

fn of_text(at: u32, marks: &[Vec<u32>], posts: &[(u32, u32)], rank: &[u32]) -> Vec<u32> {
    let own = &marks[at as usize];
    let mut shared: FxHashMap<u32, u32> = FxHashMap::default();
    for mark in own {
        let from = posts.partition_point(|(m, _)| m < mark);
        let list = &posts[from..from + posts[from..].iter().take_while(|(m, _)| m == mark).take(COMMON + 1).count()];
        let near = if list.len() <= COMMON {
            list
        } else {
            let here =
                from + posts[from..].partition_point(|(m, at_)| m == mark && rank[*at_ as usize] < rank[at as usize]);
            let to = (here + NEIGHBOURS + 1).min(posts.len());
            &posts[here.saturating_sub(NEIGHBOURS).max(from)..to]
        };
        for (_, other) in near.iter().filter(|(m, other)| m == mark && *other > at) {
            *shared.entry(*other).or_default() += 1;
        }
    }
    let enough =
        |other: u32, count: u32| count as f32 >= (own.len().min(marks[other as usize].len()) as f32 * SHARED).max(1.0);
    let mut out: Vec<u32> = shared.into_iter().filter(|(o, count)| enough(*o, *count)).map(|(o, _)| o).collect();
    out.sort_unstable();
    out
}
