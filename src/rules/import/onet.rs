//! The database of O*NET as tab-separated text files.

use super::{Concept, Concepts, Names, Table, cell, text_of};
use crate::diag::{Code, Diag};
use crate::model::{CompetencyKind, ReuseLevel};
use crate::rules::language::Language;
use std::collections::BTreeMap;
use std::path::Path;

const NOTE: &str = "source: O*NET database, U.S. Department of Labor, Employment and Training Administration (USDOL/ETA), \
    used under the CC BY 4.0 licence; O*NET is a trademark of USDOL/ETA; screened and converted, which USDOL/ETA has not \
    approved, endorsed or tested";

/// A file of the database, the columns of name and code in it, and what its rows are.
struct File {
    name: &'static str,
    label: &'static [&'static str],
    code: &'static [&'static str],
    kind: CompetencyKind,
}

const FILES: [File; 5] = [
    File {
        name: "Technology Skills.txt",
        label: &["example", "workplace example"],
        code: &["commodity code"],
        kind: CompetencyKind::Tool,
    },
    File { name: "Tools Used.txt", label: &["example"], code: &["commodity code"], kind: CompetencyKind::Tool },
    File {
        name: "Tools and Technology.txt",
        label: &["t2 example", "example"],
        code: &["commodity code"],
        kind: CompetencyKind::Tool,
    },
    File { name: "Knowledge.txt", label: &["element name"], code: &["element id"], kind: CompetencyKind::Knowledge },
    File { name: "Skills.txt", label: &["element name"], code: &["element id"], kind: CompetencyKind::Transversal },
];

/// Files of titles, with their columns of titles.
const TITLES: [(&str, &[&str]); 2] =
    [("Alternate Titles.txt", &["alternate title", "short title"]), ("Occupation Data.txt", &["title"])];

/// Reads the files that are there.
pub fn read(folder: &Path) -> Result<Concepts, Diag> {
    let mut out = Concepts { notes: vec![NOTE.into()], ..Concepts::default() };
    let mut concepts: BTreeMap<String, Concept> = BTreeMap::new();
    for file in &FILES {
        let path = folder.join(file.name);
        if path.is_file() {
            let table = Table::read(&text_of(&path)?, b'\t', &path.display().to_string(), &mut out.findings);
            rows(&table, file, &mut concepts);
        }
    }
    if concepts.is_empty() {
        let message = format!(
            "it holds none of {}; name the folder of the unpacked text database",
            FILES.map(|f| format!("`{}`", f.name)).join(", ")
        );
        return Err(Diag::new(Code::UnknownFormat, folder.display().to_string(), message));
    }
    for (name, columns) in TITLES {
        let path = folder.join(name);
        if path.is_file() {
            let table = Table::read(&text_of(&path)?, b'\t', &path.display().to_string(), &mut out.findings);
            for column in columns.iter().map(|c| table.column(&[c])) {
                out.titles.extend(table.rows.iter().map(|row| cell(row, column).to_string()));
            }
        }
    }
    out.titles.retain(|title| !title.is_empty() && title != "n/a");
    out.titles.sort();
    out.titles.dedup();
    out.concepts = concepts.into_values().collect();
    Ok(out)
}

/// Each name once, whatever occupations it stands with.
fn rows(table: &Table, file: &File, concepts: &mut BTreeMap<String, Concept>) {
    let (label, code) = (table.column(file.label), table.column(file.code));
    for row in &table.rows {
        let label = cell(row, label);
        if label.is_empty() {
            continue;
        }
        concepts.entry(label.to_lowercase()).or_insert_with_key(|key| {
            let names = Names { preferred: label.into(), others: Vec::new() };
            let reuse = if file.kind == CompetencyKind::Tool { ReuseLevel::Sector } else { ReuseLevel::CrossSector };
            Concept {
                reuse,
                names: [(Language::English, names)].into(),
                onet: Some(cell(row, code).to_string()).filter(|c| !c.is_empty()),
                ..Concept::new(key, file.kind)
            }
        });
    }
}
