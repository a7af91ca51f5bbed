//! Which adverts of a run are copies of each other.

use crate::duplicate::{Card, Groups, Reason, Stated, Telling, group};
use crate::model::Advert;
use crate::report::DuplicateRow;
use crate::role::employer_key;
use rustc_hash::FxHashMap;

/// The groups of copies among all adverts of a run.
#[derive(Debug, Default)]
pub struct Copies {
    cards: Vec<Card>,
    groups: Groups,
    /// Key of a card → key of the card that stands for its group, where that is another.
    keys: FxHashMap<u64, u64>,
    telling: Telling,
}

/// Adverts that are one.
#[derive(Debug, Clone, PartialEq)]
pub struct Group<'c> {
    /// Stands for the others.
    pub head: &'c Stated,
    /// By id; never empty.
    pub members: Vec<Member<'c>>,
}

/// A copy, and why it is one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Member<'c> {
    pub advert: &'c Stated,
    pub reason: Reason,
    /// The advert of the group that it is a copy of: the head, or one linked with it.
    pub of: &'c Stated,
}

impl Copies {
    /// What an advert of the run shares with its copies and with no other.
    pub fn key(&self, advert: &Advert) -> u64 {
        let employer = advert.employer.as_deref().map(employer_key).unwrap_or_default();
        self.of_key(Card::key_of(advert, &employer, &self.telling))
    }

    pub(super) fn of_key(&self, key: u64) -> u64 {
        self.keys.get(&key).copied().unwrap_or(key)
    }

    /// Adverts that another stands for.
    pub fn count(&self) -> usize {
        self.groups.links.len()
    }

    /// The groups of at least two, largest first.
    pub fn groups(&self) -> Vec<Group<'_>> {
        let stated = |card: u32| &self.cards[card as usize].stated;
        let links: FxHashMap<u32, _> = self.groups.links.iter().map(|link| (link.member, link)).collect();
        let member = |card: &u32| {
            let link = links.get(card)?;
            Some(Member { advert: stated(*card), reason: link.reason, of: stated(link.to) })
        };
        let mut out: Vec<Group> = self
            .groups
            .several()
            .iter()
            .map(|cards| {
                let mut members: Vec<Member> = cards[1..].iter().filter_map(member).collect();
                members.sort_by(|a, b| (a.advert, a.of).cmp(&(b.advert, b.of)));
                Group { head: stated(cards[0]), members }
            })
            .collect();
        out.sort_by(|a, b| b.members.len().cmp(&a.members.len()).then_with(|| a.head.cmp(b.head)));
        out
    }
}

impl Group<'_> {
    /// Where the post is, as the adverts of the group state it; each spelling once, sorted.
    pub fn places(&self) -> Vec<&str> {
        let all = self.members.iter().map(|m| m.advert).chain([self.head]);
        let mut places: Vec<&str> = all.filter_map(|stated| stated.place.as_deref()).collect();
        places.sort_unstable();
        places.dedup();
        places
    }
}

/// Sees every advert once; the order does not matter.
#[derive(Debug, Default)]
pub struct CopiesBuilder {
    cards: Vec<Card>,
    /// Key → the first card with it, whose text the others share.
    first: FxHashMap<u64, u32>,
}

impl CopiesBuilder {
    pub fn extend(&mut self, card: Option<Card>) {
        if let Some(mut card) = card {
            let first = *self.first.entry(card.key).or_insert(self.cards.len() as u32);
            if let Some(first) = self.cards.get(first as usize) {
                card.share(first);
            }
            self.cards.push(card);
        }
    }

    pub fn finish(self, telling: Telling) -> Copies {
        let groups = group(&self.cards, &telling);
        let key = |card: u32| self.cards[card as usize].key;
        let keys = groups.links.iter().map(|l| (key(l.member), key(groups.heads[l.member as usize])));
        let keys = keys.filter(|(own, head)| own != head).collect();
        Copies { keys, cards: self.cards, groups, telling }
    }
}

/// The groups as a table: of each its head, then the others.
pub fn duplicate_rows<'c>(groups: &[Group<'c>]) -> Vec<DuplicateRow<'c>> {
    let row = |number: usize, head: &'c Stated, advert: &'c Stated, reason| DuplicateRow {
        group: number as u64 + 1,
        id: &advert.id,
        head: &head.id,
        reason,
        title: &advert.title,
        employer: advert.employer.as_deref(),
        place: advert.place.as_deref(),
        published: advert.published,
        link: advert.link.as_deref(),
        source: &advert.source,
    };
    let mut out = Vec::new();
    for (number, group) in groups.iter().enumerate() {
        out.push(row(number, group.head, group.head, None));
        let members = group.members.iter();
        out.extend(members.map(|m| row(number, group.head, m.advert, Some((m.reason.as_str(), m.of.id.as_str())))));
    }
    out
}
