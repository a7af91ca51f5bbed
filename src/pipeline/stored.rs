//! A store as a source of adverts.

use super::reading::basis;
use super::repeats::Repeats;
use super::stream::Input;
use crate::diag::{Code, Diag};
use crate::ingest::Item;
use crate::model::Advert;
use crate::rules::Rules;
use crate::store::{Choice, PackedReading, Store, StoreError};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Adverts read from the store at once.
const ROWS: usize = 128;

/// The chosen adverts of a store as inputs, with a finding that counts what was left out.
///
/// # Errors
/// Where the store cannot be read.
pub fn store_inputs(path: &Path, choice: &Choice) -> Result<(Vec<Input>, Vec<Diag>), StoreError> {
    let store = Store::open_to_read(path)?;
    let rows = store.numbers(choice)?;
    let inputs = rows.chunks(ROWS).map(|rows| Input::Stored { store: path.to_path_buf(), rows: rows.to_vec() });
    let (gone, blocked) = store.left_out()?;
    let mut parts = Vec::new();
    parts.extend((gone > 0 && !choice.gone).then(|| format!("{gone} gone (`--gone` counts them)")));
    parts.extend((blocked > 0 && !choice.blocked).then(|| format!("{blocked} of blocked employers")));
    let mut findings = Vec::new();
    if !parts.is_empty() {
        let message = format!("adverts left out: {}", parts.join(", "));
        findings.push(Diag::new(Code::LeftOut, path.display().to_string(), message));
    }
    if rows.is_empty() {
        let message = "the store holds no adverts that count; `skillgap pull` fills it";
        findings.push(Diag::new(Code::EmptyInput, path.display().to_string(), message));
    }
    Ok((inputs.collect(), findings))
}

/// The adverts of some rows as items.
pub fn stored(path: &Path, rows: &[i64]) -> Result<Vec<Item>, Diag> {
    let read = || Store::open_to_read(path)?.texts(rows);
    let texts = read().map_err(|e| Diag::new(Code::Unreadable, path.display().to_string(), e.to_string()))?;
    let item = |(advert, aside): (Advert, Option<String>)| match aside {
        None => Item::Advert(advert),
        Some(code) => {
            let code = Code::ALL.iter().copied().find(|c| c.as_str() == code).unwrap_or(Code::NoText);
            let finding = Diag::new(code, &advert.source, format!("`{}` does not count; see its link", advert.title));
            Item::SetAside(advert, finding)
        }
    };
    Ok(texts.into_iter().map(item).collect())
}

/// The stores among the inputs, for the readings that they keep.
pub struct Shelf(Vec<Store>);

impl Shelf {
    pub fn of(inputs: &[Input]) -> Self {
        let path = |input: &Input| match input {
            Input::Stored { store, .. } => Some(store.clone()),
            Input::File(_) | Input::Fetched { .. } => None,
        };
        let paths: BTreeSet<PathBuf> = inputs.iter().filter_map(path).collect();
        // One that cannot be opened has been told of where its adverts were read.
        Self(paths.iter().filter_map(|path| Store::open_to_read(path).ok()).collect())
    }

    /// What was read in adverts before, where that still holds.
    pub fn readings(&self, adverts: &[Advert], repeats: &Repeats, rules: &Rules) -> Vec<Option<PackedReading>> {
        let mut found = vec![None; adverts.len()];
        if self.0.is_empty() {
            return found;
        }
        let bases: Vec<u64> = adverts.par_iter().map(|advert| basis(advert, repeats)).collect();
        let wanted: Vec<(&str, u64)> = adverts.iter().map(|a| a.id.0.as_str()).zip(bases).collect();
        for store in &self.0 {
            let kept = store.readings(rules.version(), &wanted).unwrap_or_default();
            found.iter_mut().zip(kept).for_each(|(found, kept)| *found = found.take().or(kept));
        }
        found
    }
}
