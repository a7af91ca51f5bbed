//! Raising a level in the user's skills file, which is otherwise left as it is.

use crate::cli::Terminal;
use crate::cli::exit::Failure;
use crate::cli::output::Output;
use crate::model::{CompetencyId, CompetencyKind};
use crate::rules::Rules;
use std::path::Path;

/// Sets the level of a competency and adds the proof to its evidence; a competency without a row gets one.
///
/// # Errors
/// Where the file cannot be read or written, or has no column for levels.
pub fn raise(
    path: &Path,
    id: &CompetencyId,
    name: &str,
    level: u8,
    proof: &str,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|source| Failure::Io { what: format!("the skills file `{shown}` cannot be read"), source })?;
    let wrong = |what: &str| Failure::Failed(format!("`{shown}` {what}; raise {name} to {level} by hand"));
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|_| wrong("is no table"))?.clone();
    let at = |wanted: &str| {
        headers.iter().position(|h| h.trim().trim_start_matches('\u{feff}').eq_ignore_ascii_case(wanted))
    };
    let (Some(names), Some(levels)) = (at("competency"), at("level")) else {
        return Err(wrong("has no columns `competency` and `level` separated by commas"));
    };
    let evidence = at("evidence");
    let rules = Rules::embedded();
    let is_it = |cell: &str| cell.eq_ignore_ascii_case(name) || rules.find(cell).is_some_and(|c| c.id == *id);
    let awarded = rules.vocabulary().get(id).is_some_and(|c| c.kind == CompetencyKind::Qualification);
    let level = if awarded { "yes".to_owned() } else { level.to_string() };
    let mut rows: Vec<Vec<String>> = Vec::new();
    for record in reader.records() {
        rows.push(record.map_err(|_| wrong("is malformed"))?.iter().map(String::from).collect());
    }
    let width = headers.len();
    let found = rows.iter().rposition(|row| row.get(names).is_some_and(|cell| is_it(cell.trim())));
    let row = found.unwrap_or_else(|| {
        let mut fresh = vec![String::new(); width];
        fresh[names] = name.to_owned();
        rows.push(fresh);
        rows.len() - 1
    });
    let row = &mut rows[row];
    row.resize(row.len().max(width), String::new());
    row[levels] = level;
    if let Some(at) = evidence.filter(|at| !row[*at].contains(proof)) {
        let before = std::mem::take(&mut row[at]);
        row[at] = if before.trim().is_empty() { proof.to_owned() } else { format!("{before}; {proof}") };
    }
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let lines = std::iter::once(headers.iter().map(String::from).collect::<Vec<_>>()).chain(rows);
    for line in lines {
        writer.write_record(line).map_err(|e| Failure::Failed(format!("`{shown}` cannot be written: {e}")))?;
    }
    let bytes = writer.into_inner().map_err(|e| Failure::Failed(format!("`{shown}` cannot be written: {e}")))?;
    Output::open(&shown)?.finish(&bytes, terminal)?;
    Ok(())
}
