//! A plain list: one label a line, or a CSV file with a header.

use super::{Concept, Concepts, Names, Table, cell, several, text_of};
use crate::diag::{Code, Diag};
use crate::model::{CompetencyKind, ReuseLevel};
use crate::rules::language::Language;
use std::collections::BTreeMap;
use std::path::Path;

/// Names of columns that hold the label, and others of it.
const LABEL: &[&str] = &["label", "preferredlabel", "preferred_label", "name", "skill", "competency", "title"];
const OTHERS: &[&str] = &["labels", "altlabels", "alt_labels", "aliases", "synonyms"];

pub fn read(path: &Path, language: Language) -> Result<Concepts, Diag> {
    let text = text_of(path)?;
    let source = path.display().to_string();
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut out = Concepts { notes: vec![format!("source: the list `{file}`")], ..Concepts::default() };
    let mut concepts: BTreeMap<String, Concept> = BTreeMap::new();
    let mut add = |label: &str, others: Vec<String>, kind: &str| {
        let kind = CompetencyKind::parse(kind).unwrap_or(CompetencyKind::Skill);
        // An own list cannot say what a qualification is.
        let kind = if kind == CompetencyKind::Qualification { CompetencyKind::Skill } else { kind };
        let concept = concepts.entry(label.to_lowercase()).or_insert_with_key(|key| {
            let names = Names { preferred: label.into(), others: Vec::new() };
            Concept { names: [(language, names)].into(), reuse: ReuseLevel::Sector, ..Concept::new(key, kind) }
        });
        if let Some(names) = concept.names.get_mut(&language) {
            names.others.extend(others);
        }
    };
    let first = text.lines().find(|l| !l.trim().is_empty() && !l.starts_with('#')).unwrap_or_default();
    let delimiter = [b'\t', b';', b','].into_iter().find(|d| first.as_bytes().contains(d)).unwrap_or(b',');
    let table = Table::read(&text, delimiter, &source, &mut out.findings);
    if let Some(label) = table.column(LABEL) {
        let (others, kind) = (table.column(OTHERS), table.column(&["kind", "type"]));
        for row in table.rows.iter().filter(|row| !cell(row, Some(label)).is_empty()) {
            let others = several(cell(row, others)).map(str::to_owned).collect();
            add(cell(row, Some(label)), others, cell(row, kind));
        }
    } else {
        out.findings.clear();
        for line in text.lines().map(|l| l.trim().trim_start_matches(['-', '*', '•']).trim()) {
            if !line.is_empty() && !line.starts_with('#') {
                add(line, Vec::new(), "");
            }
        }
    }
    if concepts.is_empty() {
        return Err(Diag::new(Code::EmptyInput, source, "the list holds no labels"));
    }
    out.concepts = concepts.into_values().collect();
    Ok(out)
}
