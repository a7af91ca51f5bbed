//! Decisions of the user in a sheet → their own vocabulary.

use super::Own;
use crate::cli::Terminal;
use crate::cli::exit::{Exit, Failure};
use crate::diag::{Code, Diag};
use crate::model::CompetencyKind;
use crate::rules::Rules;
use crate::rules::decision::{Decision, likely_kind};
use serde::Deserialize;
use std::path::Path;

/// A row of the sheet, as far as it decides. Other columns are for the reader.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Row {
    decision: String,
    term: String,
    kind: String,
    alias_of: String,
    reason: String,
}

/// Keeps every decision of the sheet, or none where one is not understood.
pub fn run(sheet: &Path, mut own: Own, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let shown = sheet.display().to_string();
    let text = std::fs::read_to_string(sheet)
        .map_err(|source| Failure::Io { what: format!("`{shown}` cannot be read"), source })?
        .replace("\r\n", "\n");
    let mut reader =
        csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let (mut faults, mut counts) = (Vec::new(), [0; 3]);
    // Lines are counted from behind the header.
    let unread = |e: csv::Error| Failure::Config(vec![Diag::new(Code::RuleFault, &shown, e.to_string())]);
    reader.headers().map_err(unread)?;
    let mut file = own.file.clone();
    let mut rows = reader.deserialize::<Row>();
    loop {
        let line = rows.reader().position().line() as u32;
        let Some(row) = rows.next() else { break };
        let fault = |message: String| Diag::new(Code::RuleFault, &shown, message).at(line);
        match row.map_err(|e| e.to_string()).and_then(|row| Ok((decision(&row, &own.rules)?, row))) {
            Err(message) => faults.push(fault(message)),
            Ok((None, _)) => {}
            Ok((Some(decision), row)) => {
                let at = match decision {
                    Decision::Accept(_) => 0,
                    Decision::Alias(_) => 1,
                    Decision::Refuse(_) => 2,
                };
                counts[at] += 1;
                own.rules.decide(&mut file, plain(&row.term), &decision);
            }
        }
    }
    if !faults.is_empty() {
        return Err(Failure::Config(faults));
    }
    own.keep(file, terminal)?;
    let [accepted, aliases, refused] = counts;
    writeln!(terminal.out, "{accepted} accepted, {aliases} aliases, {refused} refused in {}", own.path.display())?;
    Ok(Exit::Done)
}

/// A cell as it was before a spreadsheet was kept from running it.
fn plain(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(cell)
}

/// What a row decides; `None` = nothing yet.
fn decision(row: &Row, rules: &Rules) -> Result<Option<Decision>, String> {
    let term = plain(&row.term);
    if row.decision.is_empty() {
        return Ok(None);
    }
    if term.chars().all(|c| !c.is_alphanumeric()) || term.contains('|') {
        return Err(format!("`{term}` is no label"));
    }
    match row.decision.to_lowercase().as_str() {
        "accept" | "a" => {
            let kind = match row.kind.as_str() {
                "" => Some(likely_kind(term)),
                word => CompetencyKind::parse(word).filter(|k| *k != CompetencyKind::Qualification),
            };
            kind.map(|kind| Some(Decision::Accept(kind))).ok_or_else(|| {
                format!("`{}` is no kind; use skill, tool, knowledge, language, transversal or leadership", row.kind)
            })
        }
        "alias" | "l" => match rules.find(&row.alias_of) {
            Some(competency) => Ok(Some(Decision::Alias(competency.id.clone()))),
            None => Err(format!("`{term}` is to be an alias of `{}`, which is not in the vocabulary", row.alias_of)),
        },
        "refuse" | "r" if row.reason.is_empty() => Err(format!("`{term}` is refused without a reason")),
        "refuse" | "r" => Ok(Some(Decision::Refuse(row.reason.clone()))),
        other => Err(format!("`{other}` is no decision; write accept, alias, refuse or nothing")),
    }
}
