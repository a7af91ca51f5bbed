use super::telling::Telling;
use super::title::Title;
use super::words::{Words, hash, hashes, mix};
use crate::model::{Advert, Date};
use crate::rules::Rules;
use std::sync::Arc;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

/// Texts of fewer words say too little to be compared: stubs are alike.
pub const SHORT: usize = 40;

/// Words of countries: boards add them to every place.
const COUNTRIES: [&str; 9] = ["united", "states", "kingdom", "gb", "uk", "us", "usa", "england", "america"];

/// What is kept of an advert for comparing, about two kilobytes.
#[derive(Debug, Clone)]
pub struct Card {
    /// As the source states them, for those who look at a group.
    pub stated: Stated,
    /// Hash of text, title and employer: the same for adverts that differ in nothing else.
    pub key: u64,
    /// 0 = not known.
    pub(super) employer: u64,
    /// 0 = none.
    pub(super) link: u64,
    /// Reference and employer; 0 = none.
    pub(super) reference: u64,
    /// Words of place and employer, sorted: they tell no post from another.
    pub(super) names: Box<[u32]>,
    /// Words of the place up to the first comma, and all of them; sorted.
    pub(super) place: Box<[u32]>,
    pub(super) region: Box<[u32]>,
    pub(super) title: Arc<Title>,
    pub(super) text: Arc<Words>,
}

/// What an advert states of itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stated {
    pub id: String,
    pub title: String,
    pub employer: Option<String>,
    pub place: Option<String>,
    pub published: Option<Date>,
    pub link: Option<String>,
    pub source: String,
}

impl Card {
    /// `employer` is what spellings of its name share, empty where none is named.
    pub fn of(advert: &Advert, employer: &str, rules: &Rules, telling: &Telling) -> Self {
        let words = |text: Option<&str>| {
            let mut words: Vec<u32> = text.map(hashes).unwrap_or_default();
            words.iter_mut().for_each(|word| *word = telling.plain(*word));
            words.sort_unstable();
            words.dedup();
            words.into_boxed_slice()
        };
        let everywhere = words(advert.place.as_deref());
        let mut names = [&*words(advert.employer.as_deref()), &*everywhere].concat();
        names.sort_unstable();
        let text = text(advert, telling);
        let employer = if employer.is_empty() { 0 } else { xxh3_64(employer.as_bytes()) };
        let key = key(&text, &advert.title, employer);
        Self {
            key,
            employer,
            link: advert.link.as_deref().map_or(0, link),
            reference: advert.reference.as_deref().map_or(0, |r| reference(r, employer)),
            names: names.into_boxed_slice(),
            place: words(advert.place.as_deref().and_then(|place| place.split(',').next())),
            region: everywhere.into_iter().filter(|word| COUNTRIES.iter().all(|c| hash(c) != *word)).collect(),
            title: Arc::new(Title::of(&advert.title, rules, telling)),
            text: Arc::new(text),
            stated: Stated {
                id: advert.id.0.clone(),
                title: advert.title.clone(),
                employer: advert.employer.clone(),
                place: advert.place.clone(),
                published: advert.published,
                link: advert.link.clone(),
                source: advert.source.clone(),
            },
        }
    }

    /// The key of an advert, without the rest of its card.
    pub fn key_of(advert: &Advert, employer: &str, telling: &Telling) -> u64 {
        let employer = if employer.is_empty() { 0 } else { xxh3_64(employer.as_bytes()) };
        key(&text(advert, telling), &advert.title, employer)
    }

    /// Shares the text and the title of a card that differs in nothing else.
    pub fn share(&mut self, other: &Self) {
        self.text = Arc::clone(&other.text);
        self.title = Arc::clone(&other.title);
    }

    /// Whether a word is one of its place or employer.
    pub(super) fn is_name(&self, word: u32) -> bool {
        self.names.binary_search(&word).is_ok()
    }

    /// Whether both name places that have no word in common.
    pub(super) fn is_elsewhere(&self, other: &Self) -> bool {
        apart(&self.place, &other.place)
    }

    /// Whether both name places that have a word in common.
    pub(super) fn is_in_place_of(&self, other: &Self) -> bool {
        self.place.iter().any(|word| other.place.binary_search(word).is_ok())
    }

    /// Whether both name places, and not even county, state and country have a word in common.
    pub(super) fn is_in_another_region(&self, other: &Self) -> bool {
        apart(&self.region, &other.region)
    }

    pub(super) fn is_short(&self) -> bool {
        self.text.words.len() < SHORT
    }
}

fn apart(a: &[u32], b: &[u32]) -> bool {
    !a.is_empty() && !b.is_empty() && a.iter().all(|word| b.binary_search(word).is_err())
}

/// The words of the text without those of its place.
fn text(advert: &Advert, telling: &Telling) -> Words {
    let place = advert.place.as_deref().map(hashes).unwrap_or_default();
    Words::of(&advert.text, &|word| place.contains(&word) && telling.get(word).is_none())
}

fn key(text: &Words, title: &str, employer: u64) -> u64 {
    let mut hash = Xxh3::new();
    text.words.iter().for_each(|word| hash.update(&word.to_le_bytes()));
    hash.update(&mix(&hashes(title)).to_le_bytes());
    hash.update(&employer.to_le_bytes());
    hash.digest()
}

/// An address without what two ways to one page differ in: scheme, `www.`, a slash at the end, the order of parameters.
fn link(link: &str) -> u64 {
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mut pairs: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty()).collect();
    pairs.sort_unstable();
    xxh3_64(format!("{}?{}", path.trim_end_matches('/'), pairs.join("&")).as_bytes())
}

/// A reference counts with an employer, and where it is more than a word or a running number.
fn reference(reference: &str, employer: u64) -> u64 {
    let plain: String = reference.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    if employer == 0 || plain.len() < 4 || !plain.contains(|c: char| c.is_ascii_digit()) {
        return 0;
    }
    xxh3_64(format!("{employer}\u{1f}{plain}").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_to_one_page_share_an_address() {
        assert_eq!(link("https://www.example.org/jobs/7/?b=2&a=1"), link("http://example.org/jobs/7?a=1&b=2"));
        assert_ne!(link("https://example.org/jobs/7"), link("https://example.org/jobs/8"));
    }

    #[test]
    fn a_reference_needs_an_employer_and_more_than_a_running_number() {
        assert_eq!(reference("R-0092 236", 1), reference("r0092236", 1));
        assert_ne!(reference("R0092236", 1), reference("R0092236", 2));
        for (text, employer) in [("R0092236", 0), ("12", 1), ("ongoing", 1)] {
            assert_eq!(reference(text, employer), 0, "{text}");
        }
    }
}
