//! A store as a source of adverts.

use super::stream::Input;
use crate::diag::{Code, Diag};
use crate::ingest::Item;
use crate::store::{Choice, Store, StoreError};
use std::path::Path;

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
    let item = |(advert, aside): (crate::model::Advert, Option<String>)| match aside {
        None => Item::Advert(advert),
        Some(code) => {
            let code = Code::ALL.iter().copied().find(|c| c.as_str() == code).unwrap_or(Code::NoText);
            let finding = Diag::new(code, &advert.source, format!("`{}` does not count; see its link", advert.title));
            Item::SetAside(advert, finding)
        }
    };
    Ok(texts.into_iter().map(item).collect())
}
