use super::gather::gather;
use super::guard::guarded;
use super::language::settled;
use super::repeats::Repeats;
use super::sentence::sentence_at;
use super::stream::{Input, Progress, each_item};
use crate::diag::Diag;
use crate::extract::extract;
use crate::ingest::Item;
use crate::model::{Advert, Ask, Asked, Extraction, Reading, Requirement, Span};
use crate::role;
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
    let read = |item: Item| match settled(item, rules) {
        Item::Advert(advert) => {
            let (extraction, failure) = read_advert(&advert, &gathered.repeats, rules);
            (Some(step(Extracted { advert, extraction })), failure)
        }
        Item::SetAside(advert, _) => (Some(step(Extracted { advert, extraction: Extraction::default() })), None),
        // The first pass has told them already.
        Item::Finding(_) => (None, None),
    };
    let (mut done, mut findings) = (0, gathered.findings.clone());
    each_item(&inputs, &read, &mut |_, items| {
        let (items, failures): (Vec<Option<T>>, Vec<Option<Diag>>) = items.into_iter().unzip();
        let items: Vec<T> = items.into_iter().flatten().collect();
        findings.extend(failures.into_iter().flatten());
        done += items.len();
        progress(Progress::Extracting { adverts: done, of });
        sink(items);
    });
    findings.sort();
    findings
}

/// What one advert says; where the extractor fails on it, nothing, and a finding.
fn read_advert(advert: &Advert, repeats: &Repeats, rules: &Rules) -> (Extraction, Option<Diag>) {
    let repeated = repeats.of(advert.employer.as_deref());
    match guarded(&advert.source, || extract(advert, rules, repeated)) {
        Ok(extraction) => (extraction, None),
        Err(mut finding) => {
            finding.message = format!("`{}`: {}", advert.title, finding.message);
            (Extraction::default(), Some(finding))
        }
    }
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

/// Reads what each advert asks for, on every core, in order; with the adverts that the extractor failed on, in which
/// nothing is read.
pub fn readings(
    adverts: Vec<Advert>,
    repeats: &Repeats,
    rules: &Rules,
    progress: &(dyn Fn(Progress) + Sync),
) -> (Vec<Reading>, Vec<Diag>) {
    let (done, of) = (AtomicUsize::new(0), adverts.len());
    let read: Vec<(Reading, Option<Diag>)> = adverts
        .into_par_iter()
        .map(|advert| {
            let (extraction, failure) = read_advert(&advert, repeats, rules);
            progress(Progress::Extracting { adverts: done.fetch_add(1, Ordering::Relaxed) + 1, of });
            (reading(advert, extraction), failure)
        })
        .collect();
    let (readings, failures): (Vec<Reading>, Vec<Option<Diag>>) = read.into_iter().unzip();
    (readings, failures.into_iter().flatten().collect())
}

/// Keeps of an advert what counting needs.
fn reading(advert: Advert, extraction: Extraction) -> Reading {
    let text = &advert.text;
    let asks = extraction.requirements.iter().filter_map(|r| ask(text, r)).collect();
    let members = extraction.requirements.iter().flat_map(|r| &r.any_of);
    let terms = members.filter(|m| m.competency.is_open()).map(|m| m.competency.clone()).collect();
    let tasks = extraction.tasks.iter().filter_map(|span| span.of(text)).map(str::to_owned).collect();
    let say = |(topic, at): (&str, usize)| Some((topic.to_owned(), sentence_at(text, Span::new(at, at)?).to_owned()));
    let says = role::spoken_of(text).into_iter().filter_map(say).collect();
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
        says,
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
