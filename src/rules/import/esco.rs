//! The official CSV bundle of ESCO, v1.1 and v1.2, in any of its languages.
//!
//! Columns are found by their names, since their order differs between files and versions; labels in one cell are
//! separated by line breaks in some files and by bars in others.

use super::{Concept, Concepts, Names, Table, cell, several, text_of};
use crate::diag::{Code, Diag};
use crate::model::{CompetencyKind, ReuseLevel};
use crate::rules::language::Language;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Folders inside the folder of the bundle that are looked into.
const DEPTH: usize = 3;
/// The type of a concept that is neither a group nor an occupation.
const CONCEPT: &str = "KnowledgeSkillCompetence";
const NOTE: &str = "source: ESCO, European Skills, Competences, Qualifications and Occupations, © European Union; reuse \
    authorised under Commission Decision 2011/833/EU, with acknowledgement; screened and converted";

/// Reads all files of a bundle, of one language or of all that are there.
pub fn read(folder: &Path, only: Option<Language>) -> Result<Concepts, Diag> {
    let mut out = Concepts { notes: vec![NOTE.into()], ..Concepts::default() };
    let mut concepts: BTreeMap<String, Concept> = BTreeMap::new();
    let mut broader: Vec<(String, String)> = Vec::new();
    let mut essential: Vec<(String, String)> = Vec::new();
    for path in files(folder, 0)? {
        let source = path.display().to_string();
        let table = Table::read(&text_of(&path)?, b',', &source, &mut out.findings);
        let name = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
        if name.starts_with("broaderrelationsskill") {
            pairs(&table, "concepturi", "broaderuri", |_| true, &mut broader);
        } else if name.starts_with("skillskillrelations") {
            let kind = table.column(&["relationtype"]);
            let is_essential = |row: &csv::StringRecord| cell(row, kind) == "essential";
            pairs(&table, "originalskilluri", "relatedskilluri", is_essential, &mut essential);
        } else if let Some(language) = language_of(&name).filter(|l| only.is_none_or(|o| o == *l)) {
            if name.starts_with("occupations") {
                let (label, others) = (table.column(&["preferredlabel"]), table.column(&["altlabels"]));
                let titles =
                    |row| several(cell(row, label)).chain(several(cell(row, others))).map(str::to_owned).collect();
                let of: Vec<Vec<String>> = table.rows.iter().map(titles).collect();
                out.titles.extend(of.into_iter().flatten().filter(|_| language == Language::English));
            } else {
                skills(&table, language, &mut concepts, &mut broader);
            }
        }
    }
    if concepts.is_empty() {
        let message = "no file of it has skills of ESCO; name the folder of the unpacked CSV bundle, with `skills_en.csv` \
            or of another language";
        return Err(Diag::new(Code::UnknownFormat, folder.display().to_string(), message));
    }
    for (from, to) in broader.into_iter().filter(|(_, to)| !to.is_empty()) {
        relate(&mut concepts, &from, &to, |c| &mut c.broader);
    }
    for (from, to) in essential {
        relate(&mut concepts, &from, &to, |c| &mut c.needs);
    }
    out.concepts = concepts.into_values().collect();
    Ok(out)
}

/// Adds a relation where both ends were read.
fn relate(
    concepts: &mut BTreeMap<String, Concept>,
    from: &str,
    to: &str,
    relations: impl Fn(&mut Concept) -> &mut Vec<String>,
) {
    if from == to || !concepts.contains_key(to) {
        return;
    }
    if let Some(concept) = concepts.get_mut(from) {
        let there = relations(concept);
        if !there.iter().any(|t| t == to) {
            there.push(to.to_string());
        }
    }
}

/// The CSV files of the bundle, sorted.
fn files(folder: &Path, depth: usize) -> Result<Vec<PathBuf>, Diag> {
    let shown = folder.display().to_string();
    let unreadable = |e: std::io::Error| Diag::new(Code::Unreadable, &shown, format!("the folder cannot be read: {e}"));
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_dir() && depth < DEPTH {
            found.extend(files(&path, depth + 1)?);
        } else if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv")) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// `skills_de` → German.
fn language_of(name: &str) -> Option<Language> {
    name.rsplit_once('_').and_then(|(_, code)| Language::parse(code))
}

fn pairs(
    table: &Table,
    from: &str,
    to: &str,
    keep: impl Fn(&csv::StringRecord) -> bool,
    out: &mut Vec<(String, String)>,
) {
    let (from, to) = (table.column(&[from]), table.column(&[to]));
    for row in table.rows.iter().filter(|row| keep(row)) {
        out.push((cell(row, from).to_string(), cell(row, to).to_string()));
    }
}

/// The concepts of `skills_xx.csv` or of a collection, with their labels in one language.
fn skills(
    table: &Table,
    language: Language,
    concepts: &mut BTreeMap<String, Concept>,
    broader: &mut Vec<(String, String)>,
) {
    let column = |name: &str| table.column(&[name]);
    let (uri, kind, status) = (column("concepturi"), column("concepttype"), column("status"));
    let (skill_type, reuse) = (column("skilltype"), column("reuselevel"));
    let (preferred, others, hidden) = (column("preferredlabel"), column("altlabels"), column("hiddenlabels"));
    for row in &table.rows {
        let released = matches!(cell(row, status), "released" | "");
        let (key, label) = (cell(row, uri), cell(row, preferred));
        if cell(row, kind) != CONCEPT || !released || key.is_empty() || label.is_empty() {
            continue;
        }
        let concept = concepts.entry(key.to_string()).or_insert_with(|| {
            let reuse = reuse_of(cell(row, reuse));
            let kind = match cell(row, skill_type) {
                "knowledge" => CompetencyKind::Knowledge,
                _ if reuse == ReuseLevel::Transversal => CompetencyKind::Transversal,
                _ => CompetencyKind::Skill,
            };
            Concept { reuse, esco: Some(key.to_string()), ..Concept::new(key, kind) }
        });
        let names = concept.names.entry(language).or_default();
        *names = Names { preferred: label.into(), others: std::mem::take(&mut names.others) };
        for other in several(cell(row, others)).chain(several(cell(row, hidden))) {
            if other != label && !names.others.iter().any(|o| o == other) {
                names.others.push(other.into());
            }
        }
        broader.extend(several(cell(row, column("broaderconcepturi"))).map(|to| (key.to_string(), to.to_string())));
    }
}

fn reuse_of(level: &str) -> ReuseLevel {
    match level {
        "transversal" => ReuseLevel::Transversal,
        "cross-sector" | "cross-sectoral" => ReuseLevel::CrossSector,
        "occupation-specific" => ReuseLevel::Occupation,
        _ => ReuseLevel::Sector,
    }
}
