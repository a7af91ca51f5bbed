use super::candidates::candidates;
use super::card::Card;
use super::compare::{self, Alike, Reader};
use super::reason::Reason;
use super::telling::Telling;
use super::title;
use super::words::mix;
use rayon::iter::Either;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// A sentence of so many words at least, in adverts of so many different posts of one employer, is the employer's.
const SENTENCE: usize = 4;
const POSTS: usize = 3;
/// Titles of a group that a further member must agree with.
const TITLES: usize = 12;

const EQUAL: u32 = 1001;
/// Thousandths of shared runs below which a pair joins groups only where most of their adverts are alike too: a text
/// between two others makes them no copies of each other.
const SURE: u32 = 700;

/// Groups of adverts that are one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Groups {
    /// For each card the one that stands for its group: itself where it is alone or stands for others.
    pub heads: Vec<u32>,
    /// One for each card that another stands for, by that card.
    pub links: Vec<Link>,
}

/// Why a card belongs to its group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    pub member: u32,
    /// The card of the group that it was linked with.
    pub to: u32,
    pub reason: Reason,
}

impl Groups {
    /// Cards that another stands for.
    pub fn copies(&self) -> usize {
        self.links.len()
    }

    /// The groups of at least two: head first, the others by index.
    pub fn several(&self) -> Vec<Vec<u32>> {
        let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (card, head) in (0..).zip(&self.heads).filter(|(card, head)| card != *head) {
            groups.entry(*head).or_insert_with(|| vec![*head]).push(card);
        }
        groups.into_values().collect()
    }
}

/// A pair that is one advert.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Pair {
    reason: Reason,
    /// Thousandths of the runs that the texts share; [`EQUAL`] where titles and employers are the same too.
    share: u32,
    a: u32,
    b: u32,
}

/// Finds the groups. The result depends on what the cards say, never on their order but for the indices in it.
pub fn group(cards: &[Card], telling: &Telling) -> Groups {
    let mut order: Vec<u32> = (0..cards.len() as u32).collect();
    order.par_sort_unstable_by(|a, b| canonical(&cards[*a as usize]).cmp(&canonical(&cards[*b as usize])));
    let mut pairs = stated(cards, &order);
    let (alike, apart) = texts(cards, &order, telling);
    pairs.extend(alike);
    let rank = |pair: &Pair| (pair.share < EQUAL, pair.reason, u32::MAX - pair.share, pair.a, pair.b);
    pairs.sort_unstable_by_key(rank);
    let at = |place: u32| order[place as usize];
    let joined = join(cards, &order, &pairs, &apart);
    let mut out = Groups { heads: vec![0; cards.len()], links: Vec::new() };
    for (place, head) in (0..).zip(joined.heads) {
        out.heads[at(place) as usize] = at(head);
    }
    out.links = joined.links.iter().map(|l| Link { member: at(l.member), to: at(l.to), reason: l.reason }).collect();
    out.links.sort_unstable();
    out
}

fn canonical(card: &Card) -> (u64, &super::Stated) {
    (card.key, &card.stated)
}

/// Pairs by what the adverts state: all but text, address or reference differ.
fn stated(cards: &[Card], order: &[u32]) -> Vec<Pair> {
    let mut out = Vec::new();
    type Key = fn(&Card) -> u64;
    let keys: [(Key, Option<Reason>); 3] = [
        (|card| card.key, None),
        (|card| card.link, Some(Reason::SameLink)),
        (|card| card.reference, Some(Reason::SameReference)),
    ];
    for (key, reason) in keys {
        let mut by_key: Vec<(u64, u32)> = (0..)
            .zip(order)
            .map(|(place, card)| (key(&cards[*card as usize]), place))
            .filter(|(k, _)| *k != 0)
            .collect();
        by_key.sort_unstable();
        for pair in by_key.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
            let (a, b) = (pair[0].1, pair[1].1);
            let (one, other) = (&cards[order[a as usize] as usize], &cards[order[b as usize] as usize]);
            let reason = match reason {
                None => of_text(one, other, Alike { share: 1.0, within: 1.0 }),
                // A board's page for all of its posts is the address of each.
                Some(reason) if one.key == other.key || !differ(one, other) => reason,
                Some(_) => continue,
            };
            let share = if one.key == other.key { EQUAL } else { 1000 };
            out.push(Pair { reason, share, a, b });
        }
    }
    out
}

/// Whether adverts with one address or reference are of different posts all the same: their titles differ, or their
/// texts have next to nothing in common.
fn differ(one: &Card, other: &Card) -> bool {
    let names = |word: u32| one.is_name(word) || other.is_name(word);
    let all = |card: &Card| vec![true; card.text.ends.len()];
    let unlike = || {
        let own = all(one);
        let both = !one.is_short() && !other.is_short();
        both && Reader::new(one, &own).share(other) < 0.15
    };
    one.title.against(&other.title, &names, true) == title::Verdict::Differ || unlike()
}

/// Pairs by text, and those that are of two posts however alike their texts are.
fn texts(cards: &[Card], order: &[u32], telling: &Telling) -> (Vec<Pair>, Vec<(u32, u32)>) {
    let card = |place: u32| &cards[order[place as usize] as usize];
    // Of those that differ in nothing the first is enough.
    let mut first: Vec<u32> = (0..order.len() as u32).collect();
    first.dedup_by_key(|place| card(*place).key);
    let own = own_sentences(cards, order, &first);
    let indices: Vec<u32> = first.iter().map(|place| order[*place as usize]).collect();
    let found = candidates(cards, &indices);
    let compared = first.par_iter().enumerate().flat_map_iter(|(at, place)| {
        let one = card(*place);
        let reader = (!found[at].is_empty()).then(|| Reader::new(one, &own[at]));
        let compared = found[at].iter().filter_map(|other| {
            let (b, own) = (first[*other as usize], &own[*other as usize]);
            match same(reader.as_ref()?, one, card(b), own, telling) {
                Verdict::One(alike) => {
                    let reason = of_text(one, card(b), alike);
                    Some(Ok(Pair { reason, share: (alike.share * 1000.0) as u32, a: *place, b }))
                }
                Verdict::Apart => Some(Err((*place, b))),
                Verdict::Unlike => None,
            }
        });
        compared.collect::<Vec<_>>()
    });
    compared.partition_map(|pair| match pair {
        Ok(pair) => Either::Left(pair),
        Err(apart) => Either::Right(apart),
    })
}

enum Verdict {
    One(Alike),
    /// The texts are alike and name two posts.
    Apart,
    Unlike,
}

fn same(reader: &Reader, one: &Card, other: &Card, own: &[bool], telling: &Telling) -> Verdict {
    let elsewhere = one.employer != 0 && other.employer != 0 && one.employer != other.employer;
    let names = |word: u32| one.is_name(word) || other.is_name(word);
    let titles = one.title.against(&other.title, &names, !elsewhere);
    if titles == title::Verdict::Differ {
        return Verdict::Unlike;
    }
    if one.is_short() || other.is_short() {
        let equal = one.text.words == other.text.words && one.title.same_words(&other.title);
        let equal = equal && one.employer == other.employer;
        return if equal { Verdict::One(Alike { share: 1.0, within: 1.0 }) } else { Verdict::Unlike };
    }
    match (reader.copies(other, own, elsewhere), titles) {
        (None, _) => Verdict::Unlike,
        (Some(alike), title::Verdict::Extra(said))
            if alike.share < compare::EQUAL || !reader.both_say(other, telling, &said) =>
        {
            Verdict::Unlike
        }
        _ if !elsewhere && (reader.other_band(other, telling) || reader.trades_a_word(other, telling, &names)) => {
            Verdict::Apart
        }
        (Some(alike), _) => Verdict::One(alike),
    }
}

/// Why two adverts with such texts are one.
fn of_text(one: &Card, other: &Card, alike: Alike) -> Reason {
    let published = one.stated.published.zip(other.stated.published);
    if one.employer != 0 && other.employer != 0 && one.employer != other.employer {
        Reason::OtherEmployer
    } else if one.is_elsewhere(other) {
        Reason::OtherPlace
    } else if published.is_some_and(|(a, b)| a != b) {
        Reason::Repost
    } else if !one.title.same_words(&other.title) {
        Reason::OtherTitle
    } else if alike.share >= 1.0 {
        Reason::SameText
    } else if alike.within >= 0.95 && alike.share < 0.8 {
        Reason::Contained
    } else {
        Reason::NearText
    }
}

/// For each of the texts, which sentences are its own: not repeated by the employer in adverts of several posts.
fn own_sentences(cards: &[Card], order: &[u32], first: &[u32]) -> Vec<Box<[bool]>> {
    let card = |place: u32| &cards[order[place as usize] as usize];
    let hashed: Vec<Vec<u64>> = first
        .par_iter()
        .map(|place| {
            let sentence = |words: &[u32]| if words.len() < SENTENCE { 0 } else { mix(words) ^ card(*place).employer };
            card(*place).text.sentences().map(sentence).collect()
        })
        .collect();
    let mut posts: FxHashMap<u64, Vec<u64>> = FxHashMap::default();
    for (place, sentences) in first.iter().zip(&hashed).filter(|(place, _)| card(**place).employer != 0) {
        let core = card(*place).title.core();
        for sentence in sentences.iter().filter(|s| **s != 0) {
            let seen = posts.entry(*sentence).or_default();
            if seen.len() < POSTS && !seen.contains(&core) {
                seen.push(core);
            }
        }
    }
    let own =
        |sentences: &Vec<u64>| sentences.iter().map(|s| posts.get(s).is_none_or(|seen| seen.len() < POSTS)).collect();
    hashed.par_iter().map(own).collect()
}

/// Cards joined so far.
#[derive(Default)]
struct Cluster {
    members: Vec<u32>,
    /// Of these, the first few with different titles.
    titled: Vec<u32>,
}

/// Joins the pairs, surest first, into groups in which no two titles conflict.
fn join(cards: &[Card], order: &[u32], pairs: &[Pair], apart: &[(u32, u32)]) -> Groups {
    let card = |place: u32| &cards[order[place as usize] as usize];
    let mut head: Vec<u32> = (0..order.len() as u32).collect();
    let mut clusters: FxHashMap<u32, Cluster> = FxHashMap::default();
    let mut edges: FxHashMap<u32, Vec<(u32, Reason)>> = FxHashMap::default();
    let mut foes: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (a, b) in apart {
        foes.entry(*a).or_default().push(*b);
        foes.entry(*b).or_default().push(*a);
    }
    let key = |place: u32| card(place).key;
    let alike: FxHashSet<(u64, u64)> =
        pairs.iter().flat_map(|p| [(key(p.a), key(p.b)), (key(p.b), key(p.a))]).collect();
    let agree = |a: u32, b: u32| {
        let (one, other) = (card(a), card(b));
        let names = |word: u32| one.is_name(word) || other.is_name(word);
        one.title.against(&other.title, &names, one.employer == other.employer) != title::Verdict::Differ
    };
    for pair in pairs {
        let (a, b) = (head[pair.a as usize], head[pair.b as usize]);
        if a == b {
            continue;
        }
        let mut take =
            |of: u32| clusters.remove(&of).unwrap_or_else(|| Cluster { members: vec![of], titled: vec![of] });
        let (ours, theirs) = (take(a), take(b));
        let (few, of) = if ours.members.len() < theirs.members.len() { (&ours, b) } else { (&theirs, a) };
        let foe = |member: &u32| foes.get(member).is_some_and(|foes| foes.iter().any(|foe| head[*foe as usize] == of));
        let between = |x: &u32, y: &u32| alike.contains(&(key(*x), key(*y)));
        let near = pair.share >= SURE || pair.reason == Reason::OtherEmployer || {
            let (few, some) = (&ours.members[..ours.members.len().min(TITLES)], &theirs.members);
            let some = &some[..some.len().min(TITLES)];
            let known = few.iter().flat_map(|x| some.iter().filter(move |y| between(x, y))).count();
            2 * known > few.len() * some.len()
        };
        let agreed = near && ours.titled.iter().all(|x| theirs.titled.iter().all(|y| agree(*x, *y)));
        if !agreed || few.members.iter().any(foe) {
            clusters.extend([(a, ours), (b, theirs)]);
            continue;
        }
        let ((to, mut large), small) =
            if ours.members.len() >= theirs.members.len() { ((a, ours), theirs) } else { ((b, theirs), ours) };
        small.members.iter().for_each(|place| head[*place as usize] = to);
        large.members.extend(small.members);
        for place in small.titled {
            let known = large.titled.iter().any(|t| card(*t).title.same_words(&card(place).title));
            if large.titled.len() < TITLES && !known {
                large.titled.push(place);
            }
        }
        clusters.insert(to, large);
        edges.entry(pair.a).or_default().push((pair.b, pair.reason));
        edges.entry(pair.b).or_default().push((pair.a, pair.reason));
    }
    let mut out = Groups { heads: head, links: Vec::new() };
    for cluster in clusters.into_values().filter(|c| c.members.len() > 1) {
        spread(cards, order, &cluster.members, &edges, &mut out);
    }
    out
}

/// Chooses who stands for a group, and links the others along the pairs that joined them.
fn spread(cards: &[Card], order: &[u32], group: &[u32], edges: &FxHashMap<u32, Vec<(u32, Reason)>>, out: &mut Groups) {
    let stated = |place: u32| &cards[order[place as usize] as usize].stated;
    let preferred = |place: &u32| (stated(*place).employer.is_none(), &stated(*place).id, stated(*place), *place);
    let Some(first) = group.iter().copied().min_by_key(preferred) else { return };
    let (mut queue, mut seen, mut at) = (vec![first], FxHashSet::from_iter([first]), 0);
    while let Some(to) = queue.get(at).copied() {
        out.heads[to as usize] = first;
        for (member, reason) in edges.get(&to).into_iter().flatten() {
            if seen.insert(*member) {
                out.links.push(Link { member: *member, to, reason: *reason });
                queue.push(*member);
            }
        }
        at += 1;
    }
}
