//! Readings kept in a store: made where there is none or it is stale.

use super::copies::Copies;
use super::gather::gather_repeats;
use super::reading::{basis, read_advert, reading};
use super::stored::store_inputs;
use super::stream::each_item;
use crate::ingest::Item;
use crate::rules::Rules;
use crate::store::{Choice, KeptReading, Store, StoreError};
use std::collections::BTreeMap;

/// Inputs between two looks at whether to stop.
const STEP: usize = 4;

/// What bringing the readings up to date did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Refreshed {
    /// Adverts read anew.
    pub read: u32,
    /// Adverts whose reading was up to date.
    pub kept: u32,
    /// It was ended early; what was read is kept.
    pub stopped: bool,
}

/// Reads the adverts of a store that have no reading under these rules, or a stale one; with `all` every one. Kept in
/// parts: broken off, the next time goes on from there.
///
/// # Errors
/// Where the store cannot be read or written.
pub fn refresh(store: &mut Store, rules: &Rules, all: bool, stop: &dyn Fn() -> bool) -> Result<Refreshed, StoreError> {
    let (inputs, _) = store_inputs(store.path(), &Choice::default())?;
    let repeats = gather_repeats(&inputs, rules, &|_| {}).repeats;
    let known: BTreeMap<String, u64> = match all {
        true => BTreeMap::new(),
        false => store.readings_of(rules.version())?.into_iter().collect(),
    };
    let step = |item: Item| {
        let Item::Advert(advert) = item else { return None };
        let basis = basis(&advert, &repeats);
        if known.get(&advert.id.0) == Some(&basis) {
            return Some(None);
        }
        let (extraction, failure) = read_advert(&advert, &repeats, rules);
        if failure.is_some() {
            // Not kept, so that every run that needs it tells of the failure.
            return None;
        }
        // Which adverts are copies changes with what is kept beside them; that is found anew each time.
        let key = Copies::default().key(&advert);
        Some(Some(KeptReading { basis, reading: reading(advert, extraction, key) }))
    };
    let mut done = Refreshed::default();
    for part in inputs.chunks(STEP) {
        if stop() {
            done.stopped = true;
            break;
        }
        let mut written = Ok(());
        each_item(part, &step, &mut |_, items| {
            let of = items.iter().flatten().count() as u32;
            let fresh: Vec<KeptReading> = items.into_iter().flatten().flatten().collect();
            done.read += fresh.len() as u32;
            done.kept += of - fresh.len() as u32;
            if written.is_ok() && !fresh.is_empty() {
                written = store.keep_readings(rules.version(), &fresh);
            }
        });
        written?;
    }
    Ok(done)
}
