//! `data/vocabulary/*.csv` as written → checked.

use super::language::Language;
use super::own::{self, Refusal};
use super::share;
use super::source::RuleFile;
use crate::diag::{Code, Diag};
use crate::model::{CompetencyId, CompetencyKind, ReuseLevel};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One row as written. Cells with several values separate them by `|`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
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
    /// Code of the language that the labels are in; only in a file of the user's, empty = English.
    pub language: String,
    /// Why the label is refused; only in a file of the user's.
    pub reason: String,
}

/// The columns of a vocabulary file; those of a file of the user's go on with [`OWN_COLUMNS`].
pub const COLUMNS: [&str; 13] = [
    "id", "kind", "label", "labels", "reuse", "effort", "broader", "implies", "needs", "similar", "award", "esco",
    "onet",
];
/// What a file of the user's may say besides.
pub const OWN_COLUMNS: [&str; 2] = ["language", "reason"];

impl RawCompetency {
    /// The row in its canonical form: values of a cell trimmed, each once.
    pub fn normalised(mut self) -> Self {
        let cells = [&mut self.labels, &mut self.broader, &mut self.implies, &mut self.needs, &mut self.similar];
        for cell in cells {
            let mut kept: Vec<&str> = Vec::new();
            for value in cell.split('|').map(str::trim).filter(|v| !v.is_empty()) {
                if !kept.contains(&value) {
                    kept.push(value);
                }
            }
            *cell = kept.join("|");
        }
        self
    }

    /// Puts the cells of a record, which are those of `columns` (by number), in place of those before; their memory is used
    /// again.
    fn fill(&mut self, columns: &[usize], record: &csv::StringRecord) {
        let cells: [&mut String; COLUMNS.len()] = [
            &mut self.id,
            &mut self.kind,
            &mut self.label,
            &mut self.labels,
            &mut self.reuse,
            &mut self.effort,
            &mut self.broader,
            &mut self.implies,
            &mut self.needs,
            &mut self.similar,
            &mut self.award,
            &mut self.esco,
            &mut self.onet,
        ];
        for (&column, read) in columns.iter().zip(record) {
            cells[column].clear();
            cells[column].push_str(read);
        }
    }

    /// Its cells in the order of [`COLUMNS`] and [`OWN_COLUMNS`].
    pub fn cells(&self) -> [&str; 15] {
        [
            &self.id,
            &self.kind,
            &self.label,
            &self.labels,
            &self.reuse,
            &self.effort,
            &self.broader,
            &self.implies,
            &self.needs,
            &self.similar,
            &self.award,
            &self.esco,
            &self.onet,
            &self.language,
            &self.reason,
        ]
    }
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
    /// `None` = English.
    pub language: Option<Language>,
    /// Comes from a file of the user's, which decides over those built in.
    pub own: bool,
}

impl Label {
    /// Reads a label with its marks: `=` exact case, `?` needs context.
    pub fn parse(written: &str) -> Self {
        let text = written.trim_start_matches(['=', '?']);
        // A label that is made of marks only would vanish.
        let text = if text.is_empty() { written } else { text };
        let marks = &written[..written.len() - text.len()];
        let (exact, ambiguous) = (marks.contains('='), marks.contains('?'));
        Self { text: text.to_string(), exact, ambiguous, language: None, own: false }
    }

    /// The label with its marks, as a file has it.
    pub fn written(&self) -> String {
        let mark = |set: bool, mark: &'static str| if set { mark } else { "" };
        format!("{}{}{}", mark(self.ambiguous, "?"), mark(self.exact, "="), self.text)
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
    rows: Vec<Competency>,
    refused: Vec<Refusal>,
}

impl Vocabulary {
    pub fn get(&self, id: &CompetencyId) -> Option<&Competency> {
        self.rows.binary_search_by(|row| row.id.cmp(id)).ok().map(|i| &self.rows[i])
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

    /// Labels that must not be in it, with their reasons; the user's own last.
    pub fn refused(&self) -> &[Refusal] {
        &self.refused
    }

    /// The languages other than English that it has labels in.
    pub fn languages(&self) -> BTreeSet<Language> {
        self.rows.iter().flat_map(|c| &c.labels).filter_map(|l| l.language).collect()
    }

    /// Every relation of a competency to another.
    pub fn relations(&self) -> usize {
        self.rows.iter().map(|c| c.broader.len() + c.implies.len() + c.needs.len() + c.similar.len()).sum()
    }

    pub(super) fn row(&self, index: usize) -> &Competency {
        &self.rows[index]
    }
}

/// Competencies on the way to a checked vocabulary, each with the file that it last came from.
pub(super) type Rows = BTreeMap<CompetencyId, (Competency, Arc<str>)>;

/// Reads and checks files.
pub fn read(files: &[RuleFile], faults: &mut Vec<Diag>) -> Vocabulary {
    read_with_own(files, &[], Vec::new(), faults)
}

/// Reads and checks files with those of the user on top.
pub(super) fn read_with_own(
    files: &[RuleFile],
    own: &[RuleFile],
    refused: Vec<Refusal>,
    faults: &mut Vec<Diag>,
) -> Vocabulary {
    let mut read = share::each(files, rows_of);
    // Rows by id; of those with the same id the last stays. What is sorted is where they stand, as rows are large to move
    // about; each file is in order, which helps.
    let mut order: Vec<(&CompetencyId, usize, usize)> = Vec::new();
    for (n, (file, rows)) in files.iter().zip(&read).enumerate() {
        let mut seen = FxHashSet::default();
        for (at, row) in rows.iter().enumerate() {
            match row {
                Err(message) => faults.push(fault(file, at as u32 + 2, message)),
                Ok(competency) => {
                    if !seen.insert(&competency.id) {
                        let message = format!("id `{}` is used twice", competency.id);
                        faults.push(fault(file, at as u32 + 2, &message));
                    }
                    order.push((&competency.id, n, at));
                }
            }
        }
    }
    order.sort_by(|a, b| a.0.cmp(b.0));
    let stays = |i: &usize| order.get(i + 1).is_none_or(|next| next.0 != order[*i].0);
    let order: Vec<(usize, usize)> = (0..order.len()).filter(stays).map(|i| (order[i].1, order[i].2)).collect();
    let names: Vec<Arc<str>> = files.iter().map(|file| file.name.as_str().into()).collect();
    let mut take = |(n, at): (usize, usize)| {
        let row = std::mem::replace(&mut read[n][at], Err(String::new())).ok()?;
        Some((row, Arc::clone(&names[n])))
    };
    let mut vocabulary = Vocabulary { refused, ..Vocabulary::default() };
    let (rows, origin): (Vec<_>, Vec<_>) = if own.is_empty() {
        order.into_iter().filter_map(&mut take).unzip()
    } else {
        let mut rows: Rows = order.into_iter().filter_map(&mut take).map(|row| (row.0.id.clone(), row)).collect();
        own::apply(own, &mut rows, &mut vocabulary.refused, faults);
        rows.into_values().unzip()
    };
    vocabulary.rows = rows;
    resolve(&mut vocabulary, &origin, faults);
    vocabulary
}

/// The rows of a file, each checked by itself.
fn rows_of(file: &RuleFile) -> Vec<Result<Competency, String>> {
    let mut reader = csv::Reader::from_reader(file.text.as_bytes());
    let not_understood = |error: csv::Error| format!("row not understood: {error}");
    let number = |name: &str| COLUMNS.iter().position(|c| *c == name).ok_or_else(|| format!("unknown column `{name}`"));
    let columns: Vec<usize> = match reader.headers().map(|headers| headers.iter().map(number).collect()) {
        Ok(Ok(columns)) => columns,
        Ok(Err(message)) => return vec![Err(message)],
        Err(error) => return vec![Err(not_understood(error))],
    };
    // One record and one row, filled again and again: a fifth of what reading took went into their memory.
    let (mut record, mut raw) = (csv::StringRecord::new(), RawCompetency::default());
    let mut rows = Vec::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => return rows,
            Ok(true) => {
                raw.fill(&columns, &record);
                rows.push(check(&raw, file.stem()));
            }
            Err(error) => rows.push(Err(not_understood(error))),
        }
    }
}

fn fault(file: &RuleFile, line: u32, message: &str) -> Diag {
    Diag::new(Code::RuleFault, &file.name, message).at(line)
}

/// A row, checked by itself; its relations are not looked up.
pub(super) fn check(raw: &RawCompetency, sector: &str) -> Result<Competency, String> {
    let word = |what: &str, value: &str| format!("unknown {what} `{value}` of `{}`", raw.id);
    let sane = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if raw.id.is_empty() || !raw.id.bytes().all(sane) {
        return Err(format!("id `{}` is not lower-case words joined by hyphens", raw.id));
    }
    if raw.label.is_empty() {
        return Err(format!("`{}` has no label", raw.id));
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
pub(super) fn labels(raw: &RawCompetency) -> Vec<Label> {
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
    write(&COLUMNS, rows)
}

/// Rows under these columns, each normalised.
pub(super) fn write(columns: &[&str], rows: impl IntoIterator<Item = RawCompetency>) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(columns)?;
    for row in rows {
        writer.write_record(&row.normalised().cells()[..columns.len()])?;
    }
    let bytes = writer.into_inner().map_err(|e| e.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Every relation points to a competency; similarity is kept in both directions.
fn resolve(vocabulary: &mut Vocabulary, origin: &[Arc<str>], faults: &mut Vec<Diag>) {
    let mut back: Vec<(usize, CompetencyId, f64)> = Vec::new();
    // Looked up tens of thousands of times, so not searched for among the rows.
    let numbers: FxHashMap<&CompetencyId, usize> =
        vocabulary.rows.iter().enumerate().map(|(i, c)| (&c.id, i)).collect();
    for (row, file) in vocabulary.rows.iter().zip(origin) {
        let all = row.broader.iter().chain(&row.implies).chain(&row.needs).chain(row.similar.iter().map(|s| &s.0));
        for id in all {
            if !numbers.contains_key(id) {
                let message = format!("`{}` points to `{id}`, which does not exist", row.id);
                faults.push(Diag::new(Code::RuleFault, &**file, message));
            }
        }
        for (id, weight) in &row.similar {
            if let Some(&i) = numbers.get(id) {
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
