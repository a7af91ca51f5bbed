//! Other people's vocabularies → a vocabulary of the user's own on top: ESCO, O*NET, plain lists.
//!
//! A reader gives concepts as the source has them; [`screen`] lets through what can stand in a vocabulary that reads
//! adverts, and gives the rest with the reason.

mod esco;
mod judge;
mod list;
mod onet;
mod screen;

pub use screen::{Imported, Rejected, screen};

use super::language::Language;
use crate::diag::{Code, Diag};
use crate::model::{CompetencyKind, ReuseLevel};
use std::collections::BTreeMap;
use std::path::Path;

/// Files larger than this are no vocabulary.
const MAX_FILE: u64 = 512 << 20;

/// What can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The folder of the official CSV bundle, in one language or several.
    Esco,
    /// The folder of the database as text files.
    Onet,
    /// A file with one label a line, or a CSV file with a header.
    List,
}

/// Labels of one concept in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    pub preferred: String,
    pub others: Vec<String>,
}

/// A concept as its source has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Concept {
    /// What the source calls it: an address, a code, or its label.
    pub key: String,
    pub kind: CompetencyKind,
    pub reuse: ReuseLevel,
    pub names: BTreeMap<Language, Names>,
    /// Keys of its umbrellas and of what is to be learned first.
    pub broader: Vec<String>,
    pub needs: Vec<String>,
    pub esco: Option<String>,
    pub onet: Option<String>,
}

impl Concept {
    fn new(key: &str, kind: CompetencyKind) -> Self {
        Self {
            key: key.into(),
            kind,
            reuse: ReuseLevel::Sector,
            names: BTreeMap::new(),
            broader: Vec::new(),
            needs: Vec::new(),
            esco: None,
            onet: None,
        }
    }
}

/// What a source holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Concepts {
    /// In order of their keys.
    pub concepts: Vec<Concept>,
    /// Where they come from and under which terms, to stand in what is made of them.
    pub notes: Vec<String>,
    /// Titles of jobs that the source names; a label that is one names people.
    pub titles: Vec<String>,
    /// Files and rows that could not be used.
    pub findings: Vec<Diag>,
}

/// Reads a source. `language` is that of a list, and for other sources leaves out all others.
///
/// # Errors
/// Where the path cannot be read or holds no such source.
pub fn read(source: Source, path: &Path, language: Option<Language>) -> Result<Concepts, Diag> {
    let mut found = match source {
        Source::Esco => esco::read(path, language)?,
        Source::Onet => onet::read(path)?,
        Source::List => list::read(path, language.unwrap_or(Language::English))?,
    };
    found.concepts.sort_by(|a, b| a.key.cmp(&b.key));
    Ok(found)
}

/// The text of a file; bytes that are no UTF-8 are replaced.
fn text_of(path: &Path) -> Result<String, Diag> {
    let shown = path.display().to_string();
    let unreadable = |e: std::io::Error| Diag::new(Code::Unreadable, &shown, format!("the file cannot be read: {e}"));
    let size = std::fs::metadata(path).map_err(unreadable)?.len();
    if size > MAX_FILE {
        return Err(Diag::new(Code::TooLarge, &shown, format!("the file has {} MB; split it", size >> 20)));
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    let text = String::from_utf8(bytes).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned());
    Ok(text.trim_start_matches('\u{feff}').to_string())
}

/// Rows of a table as maps from its columns, with what could not be read.
struct Table {
    columns: BTreeMap<String, usize>,
    rows: Vec<csv::StringRecord>,
}

impl Table {
    fn read(text: &str, delimiter: u8, source: &str, findings: &mut Vec<Diag>) -> Self {
        let quoting = delimiter == b',';
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).quoting(quoting).flexible(true).from_reader(text.as_bytes());
        let headers = reader.headers().cloned().unwrap_or_default();
        let columns = headers.iter().enumerate().map(|(i, name)| (name.trim().to_lowercase(), i)).collect();
        let mut rows = Vec::new();
        for row in reader.records() {
            match row {
                Ok(row) => rows.push(row),
                Err(e) => {
                    let line = e.position().map_or(0, |p| p.line() as u32);
                    findings.push(Diag::new(Code::BadRecord, source, format!("row not understood: {e}")).at(line));
                }
            }
        }
        Self { columns, rows }
    }

    /// Where the first of these columns stands.
    fn column(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.columns.get(*name).copied())
    }
}

/// A cell, trimmed; empty where there is none.
fn cell(row: &csv::StringRecord, column: Option<usize>) -> &str {
    column.and_then(|c| row.get(c)).unwrap_or_default().trim()
}

/// Several labels in one cell: one a line, or separated by bars.
fn several(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(['\n', '\r', '|']).map(str::trim).filter(|l| !l.is_empty())
}
