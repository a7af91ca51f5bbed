use super::gather::gather;
use super::repeats::Repeats;
use super::sentence::sentence_at;
use super::stream::{Input, Progress, each_item};
use crate::diag::Diag;
use crate::extract::extract;
use crate::ingest::Item;
use crate::model::{Advert, Ask, Asked, Extraction, Reading, Requirement};
use crate::rules::Rules;
use rayon::prelude::*;
use std::io::Read;
use std::sync::atomic::{AtomicUsize, Ordering};
use xxhash_rust::xxh3::Xxh3;

/// Texts of fewer words are the same advert only if title and employer are the same too: stubs are alike.
const SHORT: usize = 40;

/// An advert with all that was read in it.
#[derive(Debug)]
pub struct Extracted {
    pub advert: Advert,
    pub extraction: Extraction,
}

impl Extracted {
    pub fn into_reading(self) -> Reading {
        reading(self.advert, self.extraction)
    }
}

/// Reads every advert of the inputs in their order and hands what `step` makes of each to `sink`; adverts are not held.
/// An advert that does not count (no text, another language) has nothing read in it. Gives what could not be read.
///
/// The inputs are read twice: what one employer repeats must be known before the first advert is read.
pub fn extract_each<T: Send>(
    inputs: &[Input],
    rules: &Rules,
    step: &(dyn Fn(Extracted) -> T + Sync),
    sink: &mut dyn FnMut(Vec<T>),
    progress: &(dyn Fn(Progress) + Sync),
) -> Vec<Diag> {
    let inputs = held(inputs);
    let gathered = gather(&inputs, rules, &|_| false, progress);
    let of = (gathered.adverts + gathered.set_aside) as usize;
    let read = |item: Item| match item {
        Item::Advert(advert) => {
            let extraction = extract(&advert, rules, gathered.repeats.of(advert.employer.as_deref()));
            Some(step(Extracted { advert, extraction }))
        }
        Item::SetAside(advert, _) => Some(step(Extracted { advert, extraction: Extraction::default() })),
        Item::Finding(_) => None,
    };
    let mut done = 0;
    each_item(&inputs, &read, &mut |_, items| {
        let items: Vec<T> = items.into_iter().flatten().collect();
        done += items.len();
        progress(Progress::Extracting { adverts: done, of });
        sink(items);
    });
    gathered.findings
}

/// The inputs, with standard input, which can be read only once, read into memory.
fn held(inputs: &[Input]) -> Vec<Input> {
    let hold = |input: &Input| match input {
        Input::File(path) if path.as_os_str() == "-" => {
            let mut bytes = Vec::new();
            // What can be read is read; an error here shows as what is missing.
            let _ = std::io::stdin().read_to_end(&mut bytes);
            Input::Fetched { address: "-".into(), bytes }
        }
        input => input.clone(),
    };
    inputs.iter().map(hold).collect()
}

/// Reads what each advert asks for, on every core, in order.
pub fn readings(
    adverts: Vec<Advert>,
    repeats: &Repeats,
    rules: &Rules,
    progress: &(dyn Fn(Progress) + Sync),
) -> Vec<Reading> {
    let (done, of) = (AtomicUsize::new(0), adverts.len());
    adverts
        .into_par_iter()
        .map(|advert| {
            let extraction = extract(&advert, rules, repeats.of(advert.employer.as_deref()));
            progress(Progress::Extracting { adverts: done.fetch_add(1, Ordering::Relaxed) + 1, of });
            reading(advert, extraction)
        })
        .collect()
}

/// Keeps of an advert what counting needs.
fn reading(advert: Advert, extraction: Extraction) -> Reading {
    let text = &advert.text;
    let asks = extraction.requirements.iter().filter_map(|r| ask(text, r)).collect();
    let members = extraction.requirements.iter().flat_map(|r| &r.any_of);
    let terms = members.filter(|m| m.competency.is_open()).map(|m| m.competency.clone()).collect();
    let tasks = extraction.tasks.iter().filter_map(|span| span.of(text)).map(str::to_owned).collect();
    let mut facts = extraction.facts;
    facts.contract = facts.contract.or(advert.contract);
    facts.closing_date = facts.closing_date.or(advert.closing);
    Reading {
        text_key: text_key(text, &advert.title, advert.employer.as_deref()),
        id: advert.id,
        title: advert.title,
        source: advert.source,
        link: advert.link,
        published: advert.published,
        employer: advert.employer.or(facts.employer.clone()),
        place: advert.place.or(facts.location.clone()),
        facts,
        asks,
        terms,
        tasks,
    }
}

/// What can be counted of a requirement: nobody can rate themselves in words that no vocabulary knows, so those are left
/// to the table of unknown terms.
fn ask(text: &str, requirement: &Requirement) -> Option<Ask> {
    let known = requirement.any_of.iter().filter(|m| !m.competency.is_open());
    let span = known.clone().next()?.span;
    let asked =
        known.map(|m| Asked { competency: m.competency.clone(), kind: m.kind, min_years: m.min_years, level: m.level });
    Some(Ask {
        necessity: requirement.necessity,
        section: requirement.section,
        sentence: sentence_at(text, span).to_owned(),
        any_of: asked.collect(),
    })
}

/// Hash of a text that case, spacing and punctuation do not change: copies of an advert share it.
pub fn text_key(text: &str, title: &str, employer: Option<&str>) -> u64 {
    let mut hash = Xxh3::new();
    let words = add_words(&mut hash, text);
    if words < SHORT {
        add_words(&mut hash, title);
        add_words(&mut hash, employer.unwrap_or_default());
    }
    hash.digest()
}

fn add_words(hash: &mut Xxh3, text: &str) -> usize {
    let mut words = 0;
    let mut lower = String::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        lower.clear();
        lower.extend(word.chars().flat_map(char::to_lowercase));
        hash.update(lower.as_bytes());
        hash.update(&[0]);
        words += 1;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_share_a_key_and_stubs_of_different_posts_do_not() {
        let text = "We look for somebody who knows SQL, Python and people. ".repeat(5);
        let other = text.to_uppercase().replace(' ', "\n\n- ");
        assert_eq!(text_key(&text, "Analyst", None), text_key(&other, "Data analyst (m/f/d)", Some("Acme")));
        assert_ne!(text_key("Apply now", "Analyst", None), text_key("Apply now", "Nurse", None));
    }
}
