//! What a CV names, in whichever form it comes.

use super::sentence::sentence_at;
use crate::diag::{Code, Diag};
use crate::extract::{Repeated, extract};
use crate::ingest::{self, Item};
use crate::model::{Advert, CompetencyId};
use crate::profile::{Denials, LINKEDIN_TABLES, Resume, is_json_resume, json_resume, linkedin};
use crate::rules::{RuleFiles, Rules};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

/// Bytes read of one table of an export, or of a CV that is data.
const LARGEST: u64 = 16 << 20;

/// Competencies that a CV names, each with the sentence it first stands in; and what could not be read. What it denies is
/// left out. JSON Resume and a LinkedIn data export (zip or folder) are read as data, everything else as an advert is.
pub fn named_in(cv: &Path, rules: &Rules) -> (BTreeMap<CompetencyId, String>, Vec<Diag>) {
    // The words are part of the program, and a test reads them.
    let denials = Denials::read(&RuleFiles::embedded().under("cv")).unwrap_or_default();
    let mut found = BTreeMap::new();
    match resume(cv) {
        Err(finding) => (found, vec![finding]),
        Ok(Some(resume)) => {
            let mut findings = Vec::new();
            for (name, said) in &resume.named {
                match rules.find(name) {
                    Some(competency) => drop(found.entry(competency.id.clone()).or_insert_with(|| said.clone())),
                    None => findings.push(unknown(name, cv, rules)),
                }
            }
            read(&text_of(resume.text, cv), rules, &denials, &mut found);
            (found, findings)
        }
        Ok(None) => {
            let mut findings = Vec::new();
            ingest::read_path(cv, &mut |item| match item {
                Item::Advert(text) | Item::SetAside(text, _) => read(&text, rules, &denials, &mut found),
                Item::Finding(finding) => findings.push(finding),
            });
            (found, findings)
        }
    }
}

fn unknown(name: &str, cv: &Path, rules: &Rules) -> Diag {
    let nearest = rules.nearest(name).map(|c| format!("; did you mean `{}`?", c.label)).unwrap_or_default();
    let message = format!("`{name}` of the CV's own list is not in the vocabulary{nearest}");
    Diag::new(Code::UnknownCompetency, cv.display().to_string(), message)
}

fn read(text: &Advert, rules: &Rules, denials: &Denials, found: &mut BTreeMap<CompetencyId, String>) {
    // What a CV names its writer does or holds; an advert's reader would take it for words about the employer.
    let text = &Advert { text: as_demands(&text.text), ..text.clone() };
    let extraction = extract(text, rules, &Repeated::default());
    let known = extraction.requirements.iter().flat_map(|r| &r.any_of).filter(|m| !m.competency.is_open());
    for mention in known.filter(|m| !denials.rules(&text.text, m.span)) {
        let sentence = || sentence_at(&text.text, mention.span).to_owned();
        found.entry(mention.competency.clone()).or_insert_with(sentence);
    }
}

/// The lines of a CV as the entries of a list of demands; a line that goes on in lower case is joined to the one before.
fn as_demands(cv: &str) -> String {
    let mut out = String::from("# Requirements\n");
    // A heading names a part of the CV, nothing that its writer can.
    for written in cv.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
        let line = written.trim_start_matches(['-', '*', '•', '#', '·', '▪', '●', ' ']);
        let goes_on = line.len() == written.len() && line.starts_with(char::is_lowercase);
        if !line.is_empty() {
            out.push_str(if goes_on { " " } else { "\n- " });
            out.push_str(line);
        }
    }
    out
}

fn text_of(text: String, cv: &Path) -> Advert {
    Advert::of_text("cv", "", text, cv.display().to_string())
}

/// A CV that is data; `None` where it is a document.
fn resume(cv: &Path) -> Result<Option<Resume>, Diag> {
    let fault = |code, message: &str| Diag::new(code, cv.display().to_string(), message);
    let no_tables = "the folder holds no table of a LinkedIn data export (Skills.csv, Positions.csv, Profile.csv); name a \
                     CV, or the unpacked export";
    if cv.is_dir() {
        let files: BTreeMap<String, Vec<u8>> =
            LINKEDIN_TABLES.iter().filter_map(|name| Some(((*name).to_owned(), bytes(&cv.join(name))?))).collect();
        return if files.is_empty() { Err(fault(Code::UnknownFormat, no_tables)) } else { Ok(Some(linkedin(&files))) };
    }
    let Some(bytes) = bytes(cv) else { return Ok(None) };
    if bytes.starts_with(b"PK") {
        let files = members(&bytes);
        return Ok((!files.is_empty()).then(|| linkedin(&files)));
    }
    let value = serde_json::from_slice::<serde_json::Value>(&bytes).ok();
    Ok(value.filter(is_json_resume).map(|value| json_resume(&value)))
}

/// At most `LARGEST` bytes of a file; `None` where it cannot be read or is larger.
fn bytes(path: &Path) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    std::fs::File::open(path).ok()?.take(LARGEST + 1).read_to_end(&mut out).ok()?;
    (out.len() as u64 <= LARGEST).then_some(out)
}

/// The tables in a zip, in whichever folder of it.
fn members(zipped: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(zipped)) else { return out };
    for at in 0..archive.len() {
        let Ok(member) = archive.by_index(at) else { continue };
        let Ok(leaf) = member.name().map(|name| name.rsplit('/').next().unwrap_or_default().to_owned()) else {
            continue;
        };
        let mut bytes = Vec::new();
        if LINKEDIN_TABLES.contains(&leaf.as_str()) && member.take(LARGEST).read_to_end(&mut bytes).is_ok() {
            out.entry(leaf).or_insert(bytes);
        }
    }
    out
}
