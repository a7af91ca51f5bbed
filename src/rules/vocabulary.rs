//! `data/vocabulary/*.csv` as written → checked.

use super::share;
use super::source::RuleFile;
use crate::diag::{Code, Diag};
use crate::model::{CompetencyId, CompetencyKind, ReuseLevel};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One row as written. Cells with several values separate them by `|`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RawCompetency {
    pub id: String,
    pub kind: String,
    pub label: String,
    pub labels: String,
    pub reuse: String,
    pub effort: String,
    pub broader: String,
    pub implies: String,
    pub needs: String,
    pub similar: String,
    pub award: String,
    pub esco: String,
    pub onet: String,
}

crate::model::words! {
    /// Typical time from nothing to doing normal work with it: an estimate, for planning.
    EffortClass { Hours = "hours", Days = "days", Weeks = "weeks", Months = "months", Years = "years" }
}

crate::model::words! {
    /// What a qualification is.
    Award {
        Degree = "degree", Vocational = "vocational", Registration = "registration", Certificate = "certificate",
        Licence = "licence", Clearance = "clearance", Check = "check", Permit = "permit", Membership = "membership",
    }
}

/// A way a competency is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    pub text: String,
    /// Counts only in this exact case (`=` in the file).
    pub exact: bool,
    /// Counts only where a context rule decides for it (`?` in the file).
    pub ambiguous: bool,
}

impl Label {
    /// Reads a label with its marks: `=` exact case, `?` needs context.
    pub fn parse(written: &str) -> Self {
        let text = written.trim_start_matches(['=', '?']);
        // A label that is made of marks only would vanish.
        let text = if text.is_empty() { written } else { text };
        let marks = &written[..written.len() - text.len()];
        Self { text: text.to_string(), exact: marks.contains('='), ambiguous: marks.contains('?') }
    }
}

/// A competency of the vocabulary, checked.
#[derive(Debug, Clone)]
pub struct Competency {
    pub id: CompetencyId,
    pub kind: CompetencyKind,
    /// Preferred label.
    pub label: String,
    /// All labels, the preferred one first.
    pub labels: Vec<Label>,
    /// Name of the file it stands in.
    pub sector: String,
    pub reuse: ReuseLevel,
    pub effort: EffortClass,
    /// Umbrellas: having one does not mean having this.
    pub broader: Vec<CompetencyId>,
    /// Certainly held by whoever holds this.
    pub implies: Vec<CompetencyId>,
    /// To be learned first.
    pub needs: Vec<CompetencyId>,
    /// What carries over, with a weight 0.1 to 0.9; kept in both directions.
    pub similar: Vec<(CompetencyId, f64)>,
    /// Only for qualifications.
    pub award: Option<Award>,
    pub esco: Option<String>,
    pub onet: Option<String>,
}

/// All competencies, ordered by id.
#[derive(Debug, Default)]
pub struct Vocabulary {
    by_id: BTreeMap<CompetencyId, usize>,
    rows: Vec<Competency>,
}

impl Vocabulary {
    pub fn get(&self, id: &CompetencyId) -> Option<&Competency> {
        self.by_id.get(id).map(|&i| &self.rows[i])
    }

    /// Ordered by id.
    pub fn iter(&self) -> impl Iterator<Item = &Competency> {
        self.rows.iter()
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn row(&self, index: usize) -> &Competency {
        &self.rows[index]
    }
}

/// Reads and checks all files. Later files replace rows of the same id, so that a user's own file lies on top.
pub fn read(files: &[RuleFile], faults: &mut Vec<Diag>) -> Vocabulary {
    let mut rows: BTreeMap<CompetencyId, Competency> = BTreeMap::new();
    let mut origin: BTreeMap<CompetencyId, String> = BTreeMap::new();
    for (file, read) in files.iter().zip(share::each(files, rows_of)) {
        for (line, row) in (2..).zip(read) {
            match row {
                Err(message) => faults.push(fault(file, line, &message)),
                Ok(competency) => {
                    let id = competency.id.clone();
                    if origin.get(&id).is_some_and(|o| *o == file.name) {
                        faults.push(fault(file, line, &format!("id `{id}` is used twice")));
                    }
                    origin.insert(id.clone(), file.name.clone());
                    rows.insert(id, competency);
                }
            }
        }
    }
    let rows: Vec<_> = rows.into_values().collect();
    let by_id = rows.iter().enumerate().map(|(i, c)| (c.id.clone(), i)).collect();
    let mut vocabulary = Vocabulary { by_id, rows };
    resolve(&mut vocabulary, &origin, faults);
    vocabulary
}

/// The rows of a file, each checked by itself.
fn rows_of(file: &RuleFile) -> Vec<Result<Competency, String>> {
    let mut reader = csv::Reader::from_reader(file.text.as_bytes());
    let read = |row: csv::Result<RawCompetency>| {
        let raw = row.map_err(|error| format!("row not understood: {error}"))?;
        check(&raw, file.stem())
    };
    reader.deserialize().map(read).collect()
}

fn fault(file: &RuleFile, line: u32, message: &str) -> Diag {
    Diag::new(Code::RuleFault, &file.name, message).at(line)
}

fn check(raw: &RawCompetency, sector: &str) -> Result<Competency, String> {
    let word = |what: &str, value: &str| format!("unknown {what} `{value}` of `{}`", raw.id);
    let sane = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if raw.id.is_empty() || !raw.id.bytes().all(sane) {
        return Err(format!("id `{}` is not lower-case words joined by hyphens", raw.id));
    }
    let kind = CompetencyKind::parse(&raw.kind).ok_or_else(|| word("kind", &raw.kind))?;
    let award = match raw.award.as_str() {
        "" => None,
        award => Some(Award::parse(award).ok_or_else(|| word("award", award))?),
    };
    if (kind == CompetencyKind::Qualification) != award.is_some() {
        return Err(format!("`{}`: an award belongs to qualifications, and only to them", raw.id));
    }
    let ids = |cell: &str| cell.split('|').filter(|x| !x.is_empty()).map(CompetencyId::from).collect();
    let similar = raw.similar.split('|').filter(|x| !x.is_empty()).map(|x| {
        let (id, weight) = x.split_once(':').ok_or_else(|| word("similar", x))?;
        let weight: f64 = weight.parse().map_err(|_| word("weight", x))?;
        if (0.1..=0.9).contains(&weight) { Ok((CompetencyId::from(id), weight)) } else { Err(word("weight", x)) }
    });
    Ok(Competency {
        id: raw.id.as_str().into(),
        kind,
        labels: labels(raw),
        label: raw.label.clone(),
        sector: sector.to_string(),
        reuse: ReuseLevel::parse(&raw.reuse).ok_or_else(|| word("reuse", &raw.reuse))?,
        effort: EffortClass::parse(&raw.effort).ok_or_else(|| word("effort", &raw.effort))?,
        broader: ids(&raw.broader),
        implies: ids(&raw.implies),
        needs: ids(&raw.needs),
        similar: similar.collect::<Result<_, _>>()?,
        award,
        esco: Some(raw.esco.clone()).filter(|x| !x.is_empty()),
        onet: Some(raw.onet.clone()).filter(|x| !x.is_empty()),
    })
}

/// The preferred label first; where it is listed again with marks, the marks hold.
fn labels(raw: &RawCompetency) -> Vec<Label> {
    let mut labels = vec![Label::parse(&raw.label)];
    for written in raw.labels.split('|').filter(|x| !x.is_empty()) {
        let label = Label::parse(written);
        if label.text == labels[0].text {
            labels[0] = label;
        } else {
            labels.push(label);
        }
    }
    labels
}

/// A vocabulary file in its canonical form: rows by id, list cells without repetitions.
///
/// # Errors
/// Where a row is not understood.
pub fn canonical(text: &str) -> Result<String, csv::Error> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut rows: Vec<RawCompetency> = reader.deserialize().collect::<Result<_, _>>()?;
    rows.sort_by(|a, b| a.id.cmp(&b.id));
    let mut writer = csv::Writer::from_writer(Vec::new());
    for mut row in rows {
        for cell in [&mut row.labels, &mut row.broader, &mut row.implies, &mut row.needs, &mut row.similar] {
            let mut kept: Vec<&str> = Vec::new();
            for value in cell.split('|').map(str::trim).filter(|v| !v.is_empty()) {
                if !kept.contains(&value) {
                    kept.push(value);
                }
            }
            *cell = kept.join("|");
        }
        writer.serialize(row)?;
    }
    let bytes = writer.into_inner().map_err(|e| e.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Every relation points to a competency; similarity is kept in both directions.
fn resolve(vocabulary: &mut Vocabulary, origin: &BTreeMap<CompetencyId, String>, faults: &mut Vec<Diag>) {
    let mut back: Vec<(usize, CompetencyId, f64)> = Vec::new();
    for row in &vocabulary.rows {
        let all = row.broader.iter().chain(&row.implies).chain(&row.needs).chain(row.similar.iter().map(|s| &s.0));
        for id in all {
            if !vocabulary.by_id.contains_key(id) {
                let message = format!("`{}` points to `{id}`, which does not exist", row.id);
                faults.push(Diag::new(Code::RuleFault, &origin[&row.id], message));
            }
        }
        for (id, weight) in &row.similar {
            if let Some(&i) = vocabulary.by_id.get(id) {
                back.push((i, row.id.clone(), *weight));
            }
        }
    }
    for (i, id, weight) in back {
        if vocabulary.rows[i].similar.iter().all(|s| s.0 != id) {
            vocabulary.rows[i].similar.push((id, weight));
        }
    }
}
