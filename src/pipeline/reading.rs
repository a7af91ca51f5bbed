use super::copies::Copies;
use super::gather::gather_repeats;
use super::guard::guarded;
use super::language::settled;
use super::repeats::Repeats;
use super::sentence::sentence_at;
use super::stored::Shelf;
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

/// A line of at most so many words without a full stop is a heading.
const HEADING: usize = 7;
/// Items below a heading that are read.
const ITEMS: usize = 8;

/// An advert with all that was read in it.
#[derive(Debug)]
pub struct Extracted {
    pub advert: Advert,
    pub extraction: Extraction,
}

impl Extracted {
    /// What counting needs of it, as an advert without copies.
    pub fn into_reading(self) -> Reading {
        let key = Copies::default().key(&self.advert);
        reading(self.advert, self.extraction, key)
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
    let gathered = gather_repeats(&inputs, rules, progress);
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
pub(super) fn read_advert(advert: &Advert, repeats: &Repeats, rules: &Rules) -> (Extraction, Option<Diag>) {
    let repeated = repeats.of(advert.employer.as_deref());
    match guarded(&advert.source, || extract(advert, rules, repeated)) {
        Ok(extraction) => (extraction, None),
        Err(mut finding) => {
            finding.message = format!("`{}`: {}", advert.title, finding.message);
            (Extraction::default(), Some(finding))
        }
    }
}

/// Changed whenever a reading holds other things, or the same ones made in another way.
const READING_VERSION: &[u8] = concat!(env!("CARGO_PKG_VERSION"), "-1").as_bytes();

/// Hash of all that the reading of an advert depends on besides the rules: what it says, what its employer repeats, and
/// the program.
pub(super) fn basis(advert: &Advert, repeats: &Repeats) -> u64 {
    let mut hash = Xxh3::new();
    hash.update(READING_VERSION);
    // An advert is plain text and dates, which always become JSON.
    hash.update(&serde_json::to_vec(advert).unwrap_or_default());
    hash.update(&repeats.fingerprint(advert.employer.as_deref()).to_le_bytes());
    hash.digest()
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
/// nothing is read. Where a store among the inputs keeps a reading that still holds, that one is taken.
pub fn readings(
    inputs: &[Input],
    adverts: Vec<Advert>,
    repeats: &Repeats,
    copies: &Copies,
    rules: &Rules,
    progress: &(dyn Fn(Progress) + Sync),
) -> (Vec<Reading>, Vec<Diag>) {
    let (done, of) = (AtomicUsize::new(0), adverts.len());
    let kept = Shelf::of(inputs).readings(&adverts, repeats, rules);
    let read: Vec<(Reading, Option<Diag>)> = adverts
        .into_par_iter()
        .zip(kept)
        .map(|(advert, kept)| {
            if let Some(kept) = kept.and_then(|kept| kept.reading()) {
                done.fetch_add(1, Ordering::Relaxed);
                return (Reading { text_key: copies.key(&advert), ..kept }, None);
            }
            let (extraction, failure) = read_advert(&advert, repeats, rules);
            progress(Progress::Extracting { adverts: done.fetch_add(1, Ordering::Relaxed) + 1, of });
            let key = copies.key(&advert);
            (reading(advert, extraction, key), failure)
        })
        .collect();
    let (readings, failures): (Vec<Reading>, Vec<Option<Diag>>) = read.into_iter().unzip();
    (readings, failures.into_iter().flatten().collect())
}

/// Keeps of an advert what counting needs.
pub(super) fn reading(advert: Advert, extraction: Extraction, key: u64) -> Reading {
    let text = &advert.text;
    let asks = extraction.requirements.iter().filter_map(|r| ask(text, r)).collect();
    let members = extraction.requirements.iter().flat_map(|r| &r.any_of);
    let terms = members.filter(|m| m.competency.is_open()).map(|m| m.competency.clone()).collect();
    let tasks = extraction.tasks.iter().filter_map(|span| span.of(text)).map(str::to_owned).collect();
    let say = |(topic, at): (&str, usize)| Some((topic.to_owned(), sentence_at(text, Span::new(at, at)?).to_owned()));
    let says = role::spoken_of(text).into_iter().filter_map(say).collect();
    let mut objectives: Vec<String> =
        role::objectives_in(text).into_iter().flat_map(|at| objective(text, at)).collect();
    objectives.dedup();
    let mut facts = extraction.facts;
    facts.contract = facts.contract.or(advert.contract);
    facts.closing_date = facts.closing_date.or(advert.closing);
    Reading {
        text_key: key,
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
        objectives,
    }
}

/// The sentence at a byte that says what the post is for; below a heading ("In your first year") the items or the line
/// that follow it.
fn objective(text: &str, at: usize) -> Vec<String> {
    let from = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let is_item = |line: &str| line.trim_start().starts_with(['-', '*', '•']);
    let line = text[from..].lines().next().unwrap_or_default().trim();
    let is_heading = !is_item(line) && !line.ends_with('.') && line.split_whitespace().count() <= HEADING;
    let mut starts: Vec<usize> = Vec::new();
    if is_heading {
        let lines = text[from..].split_inclusive('\n').scan(from, |next, line| {
            *next += line.len();
            Some((*next - line.len(), line))
        });
        let below: Vec<(usize, &str)> = lines.skip(1).filter(|(_, line)| !line.trim().is_empty()).take(ITEMS).collect();
        let items = below.iter().take_while(|(_, line)| is_item(line)).count();
        starts.extend(below.iter().take(items.max(1)).map(|(start, _)| *start));
    }
    if starts.is_empty() {
        starts.push(at);
    }
    let sentence = |at: usize| Some(sentence_at(text, Span::new(at, at)?).to_owned()).filter(|s| !s.is_empty());
    starts.into_iter().filter_map(sentence).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_post_is_for_is_the_sentence_or_the_line_below_its_heading() {
        let said = |text: &str, words: &str| objective(text, text.find(words).expect("there"));
        let text = "## Purpose of the job\n\nTo keep the ward safe.\n\n- Meet sales targets\n- Call people";
        assert_eq!(said(text, "Purpose"), ["To keep the ward safe."]);
        assert_eq!(said(text, "targets"), ["Meet sales targets"]);
        assert_eq!(said("In your first year:\n- learn\n- teach\nApply now", "first"), ["learn", "teach"]);
        assert_eq!(said("Main purpose", "Main"), ["Main purpose"]);
    }
}
