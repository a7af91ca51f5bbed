//! The user's own vocabulary, on top of the one built in: it adds, renames and refuses.
//!
//! A row whose id is known changes that competency: its label becomes the preferred one, its labels come to those there,
//! its other cells replace what they fill. A row with a new id, or none, adds a competency; only `label` is needed. A row
//! of the kind `refused` takes a label, with its reason, from the competency of its id or from all; without a label it
//! takes the competency away. `!` before the preferred label: it names the competency in reports and is not looked for. Lines before the header that start with `#` say where the file comes from.

use super::language::Language;
use super::source::RuleFile;
use super::vocabulary::{COLUMNS, Competency, Label, OWN_COLUMNS, RawCompetency, Rows, check, write};
use crate::diag::{Code, Diag};
use crate::model::CompetencyId;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// The kind of a row that refuses.
pub const REFUSED: &str = "refused";

/// Before a preferred label that is not looked for in adverts.
pub const NAME_ONLY: char = '!';

/// A label that must not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub label: String,
    pub reason: String,
    /// Only as a label of this competency.
    pub of: Option<CompetencyId>,
    pub own: bool,
}

/// A file of the user's as written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OwnFile {
    /// Lines before the header, without their `#`.
    pub notes: Vec<String>,
    /// Each row with its line.
    pub rows: Vec<(u32, RawCompetency)>,
}

impl OwnFile {
    /// Reads a file; each row that is not understood is a fault.
    pub fn read(text: &str, name: &str, faults: &mut Vec<Diag>) -> Self {
        // The reader counts a line from behind its carriage return.
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let notes: Vec<&str> = text.lines().take_while(|l| l.starts_with('#')).collect();
        let mut file = Self { notes: notes.iter().map(|l| l[1..].trim().to_string()).collect(), rows: Vec::new() };
        let before = notes.len() as u32;
        let body = text.splitn(notes.len() + 1, '\n').last().unwrap_or_default();
        let header = body.lines().next().unwrap_or_default();
        let delimiter = if header.contains(';') && !header.contains(',') { b';' } else { b',' };
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).trim(csv::Trim::All).from_reader(body.as_bytes());
        if body.trim().is_empty() {
            return file;
        }
        if let Err(message) = known_columns(reader.headers()) {
            faults.push(Diag::new(Code::RuleFault, name, message).at(before + 1));
            return file;
        }
        let mut rows = reader.deserialize::<RawCompetency>();
        loop {
            let line = before + rows.reader().position().line() as u32;
            match rows.next() {
                None => return file,
                Some(Ok(row)) => file.rows.push((line, row)),
                Some(Err(error)) => {
                    let line = error.position().map_or(line, |p| before + p.line() as u32);
                    let message = format!("row not understood: {error}");
                    faults.push(Diag::new(Code::RuleFault, name, message).at(line));
                }
            }
        }
    }

    /// Puts a row in: what it says comes to the row of the same id and language, if there is one. Says what was done.
    pub fn put(&mut self, row: RawCompetency) -> &'static str {
        let refuses = |r: &RawCompetency| r.kind == REFUSED;
        let same = |r: &RawCompetency| {
            let label = !refuses(&row) || r.label.to_lowercase() == row.label.to_lowercase();
            r.id == row.id && r.language == row.language && refuses(r) == refuses(&row) && label
        };
        let Some((_, there)) = self.rows.iter_mut().find(|(_, r)| same(r)) else {
            self.rows.push((0, row));
            return "added";
        };
        let list = |a: &str, b: &str| [a, b].join("|").trim_matches('|').to_string();
        let or = |new: &str, old: &str| if new.is_empty() { old.to_string() } else { new.to_string() };
        *there = RawCompetency {
            id: row.id.clone(),
            language: row.language.clone(),
            kind: or(&row.kind, &there.kind),
            label: or(&row.label, &there.label),
            reuse: or(&row.reuse, &there.reuse),
            effort: or(&row.effort, &there.effort),
            award: or(&row.award, &there.award),
            esco: or(&row.esco, &there.esco),
            onet: or(&row.onet, &there.onet),
            reason: or(&row.reason, &there.reason),
            labels: list(&there.labels, &row.labels),
            broader: list(&there.broader, &row.broader),
            implies: list(&there.implies, &row.implies),
            needs: list(&there.needs, &row.needs),
            similar: list(&there.similar, &row.similar),
        }
        .normalised();
        "changed"
    }

    /// The file in its canonical form: notes, then rows by id, language and label.
    pub fn text(&self) -> String {
        let mut rows: Vec<RawCompetency> = self.rows.iter().map(|(_, row)| row.clone()).collect();
        let key = |r: &RawCompetency| [r.id.clone(), r.language.clone(), r.kind.clone(), r.label.clone()];
        rows.sort_by_cached_key(key);
        rows.dedup();
        let mut out: String = self.notes.iter().map(|note| format!("# {note}\n")).collect();
        let columns: Vec<&str> = COLUMNS.into_iter().chain(OWN_COLUMNS).collect();
        // Writing to memory does not fail.
        out += &write(&columns, rows).unwrap_or_default();
        out
    }
}

fn known_columns(headers: Result<&csv::StringRecord, csv::Error>) -> Result<(), String> {
    let headers = headers.map_err(|e| format!("the header is not understood: {e}"))?;
    let known = || COLUMNS.iter().chain(&OWN_COLUMNS);
    if let Some(other) = headers.iter().find(|h| !known().any(|k| k == h)) {
        let all = known().copied().collect::<Vec<_>>().join(", ");
        return Err(format!("there is no column `{other}`; the columns are {all}"));
    }
    match headers.iter().any(|h| h == "label" || h == "id") {
        true => Ok(()),
        false => Err("the header needs a column `label`".into()),
    }
}

/// Lays files of the user's on top of `rows`.
pub(super) fn apply(files: &[RuleFile], rows: &mut Rows, refused: &mut Vec<Refusal>, faults: &mut Vec<Diag>) {
    let mut gone = BTreeSet::new();
    let mut owners = None;
    for file in files.iter().filter(|f| f.name.ends_with(".csv")) {
        if file.stem() == REFUSED {
            refused.extend(read_refused(file, true, faults));
            continue;
        }
        let own = OwnFile::read(&file.text, &file.name, faults);
        let mut seen = BTreeSet::new();
        for (line, row) in own.rows {
            let mut fault = |message: String| faults.push(Diag::new(Code::RuleFault, &file.name, message).at(line));
            let mut row = row.normalised();
            if row.kind == REFUSED {
                match refusal(&row) {
                    Ok(Some(refusal)) => refused.push(refusal),
                    Ok(None) => drop(gone.insert(CompetencyId::from(row.id.as_str()))),
                    Err(message) => fault(message),
                }
                continue;
            }
            if row.id.is_empty() {
                let owners = owners.get_or_insert_with(|| owners_of(rows));
                let label = Label::parse(row.label.trim_start_matches(NAME_ONLY)).text;
                let owner = owners.get(&label.to_lowercase()).map(ToString::to_string);
                row.id = owner.unwrap_or_else(|| id_of(&label));
            }
            if !seen.insert((row.id.clone(), row.language.clone())) {
                fault(format!("id `{}` is used twice", row.id));
                continue;
            }
            let id = CompetencyId::from(row.id.as_str());
            let before = rows.get(&id).map(|(competency, _)| competency);
            match laid_on(&row, before, file.stem()) {
                Ok(competency) => drop(rows.insert(id, (competency, file.name.as_str().into()))),
                Err(message) => fault(message),
            }
        }
    }
    take_away(&gone, rows);
}

/// The competency of each label, in lower case.
fn owners_of(rows: &Rows) -> FxHashMap<String, CompetencyId> {
    let labels = |c: &Competency| c.labels.iter().map(|l| l.text.to_lowercase()).collect::<Vec<_>>();
    rows.iter().flat_map(|(id, (c, _))| labels(c).into_iter().map(|l| (l, id.clone()))).collect()
}

/// Takes competencies and what points to them away.
fn take_away(gone: &BTreeSet<CompetencyId>, rows: &mut Rows) {
    if gone.is_empty() {
        return;
    }
    rows.retain(|id, _| !gone.contains(id));
    for (row, _) in rows.values_mut() {
        for ids in [&mut row.broader, &mut row.implies, &mut row.needs] {
            ids.retain(|id| !gone.contains(id));
        }
        row.similar.retain(|(id, _)| !gone.contains(id));
    }
}

/// What a row refuses; `None` = the whole competency.
fn refusal(row: &RawCompetency) -> Result<Option<Refusal>, String> {
    if row.reason.is_empty() {
        return Err(format!("`{}{}` is refused without a reason; fill in the column `reason`", row.id, row.label));
    }
    let of = Some(row.id.as_str()).filter(|id| !id.is_empty()).map(CompetencyId::from);
    if row.label.is_empty() && of.is_none() {
        return Err("a refusal needs a label or the id of a competency".into());
    }
    let label = Label::parse(&row.label).text;
    Ok((!row.label.is_empty()).then(|| Refusal { label, reason: row.reason.clone(), of, own: true }))
}

/// The competency that a row makes, or makes of the one before it.
fn laid_on(row: &RawCompetency, before: Option<&Competency>, sector: &str) -> Result<Competency, String> {
    let language = match row.language.as_str() {
        "" => None,
        code => {
            Some(Language::parse(code).ok_or_else(|| format!("unknown language `{code}`; write a code such as `de`"))?)
        }
    }
    .filter(|l| *l != Language::English);
    let filled = filled(row, before, language.is_some());
    let mut made = check(&filled, before.map_or(sector, |b| &b.sector))?;
    let looked_for = Some(&row.label).filter(|l| !l.starts_with(NAME_ONLY)).cloned().unwrap_or_default();
    let own = RawCompetency { label: looked_for, labels: row.labels.clone(), ..RawCompetency::default() };
    let mut labels: Vec<Label> = super::vocabulary::labels(&own).into_iter().filter(|l| !l.text.is_empty()).collect();
    for label in &mut labels {
        (label.own, label.language) = (true, language);
    }
    let renames = made.label != before.map_or("", |b| &b.label);
    let there = before.map(|b| b.labels.clone()).unwrap_or_default();
    made.labels = if renames || before.is_none() {
        merged(labels, there)
    } else {
        let fresh: Vec<&str> = labels.iter().map(|l| l.text.as_str()).collect();
        let first = there.into_iter().filter(|l| !fresh.contains(&l.text.as_str())).collect();
        merged(first, labels)
    };
    Ok(made)
}

fn merged(mut first: Vec<Label>, then: Vec<Label>) -> Vec<Label> {
    for label in then {
        if first.iter().all(|l| l.text != label.text || l.language != label.language) {
            first.push(label);
        }
    }
    first
}

/// A row with its empty cells filled from the competency before it, or with what an own entry is by default.
fn filled(row: &RawCompetency, before: Option<&Competency>, foreign: bool) -> RawCompetency {
    let or = |cell: &str, other: String| if cell.is_empty() { other } else { cell.to_string() };
    let ids = |ids: Option<&Vec<CompetencyId>>| {
        ids.map(|ids| ids.iter().map(CompetencyId::as_str).collect::<Vec<_>>().join("|")).unwrap_or_default()
    };
    let similar = |b: &Competency| b.similar.iter().map(|(id, w)| format!("{id}:{w}")).collect::<Vec<_>>().join("|");
    let label = match before {
        Some(b) if foreign || row.label.is_empty() => b.label.clone(),
        _ => Label::parse(row.label.trim_start_matches(NAME_ONLY)).text,
    };
    RawCompetency {
        id: row.id.clone(),
        kind: or(&row.kind, before.map_or("skill".into(), |b| b.kind.to_string())),
        label,
        labels: String::new(),
        reuse: or(&row.reuse, before.map_or("sector".into(), |b| b.reuse.to_string())),
        effort: or(&row.effort, before.map_or("weeks".into(), |b| b.effort.to_string())),
        broader: or(&row.broader, ids(before.map(|b| &b.broader))),
        implies: or(&row.implies, ids(before.map(|b| &b.implies))),
        needs: or(&row.needs, ids(before.map(|b| &b.needs))),
        similar: or(&row.similar, before.map(similar).unwrap_or_default()),
        award: or(&row.award, before.and_then(|b| b.award).map(|a| a.to_string()).unwrap_or_default()),
        esco: or(&row.esco, before.and_then(|b| b.esco.clone()).unwrap_or_default()),
        onet: or(&row.onet, before.and_then(|b| b.onet.clone()).unwrap_or_default()),
        ..RawCompetency::default()
    }
}

/// A stable, readable id from a label: `Qualitätssicherung (QS)` → `qualitaetssicherung-qs`.
pub fn id_of(label: &str) -> String {
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
    let mut spelled = String::with_capacity(label.len());
    for c in label.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' => spelled.push_str("ae"),
            'ö' => spelled.push_str("oe"),
            'ü' => spelled.push_str("ue"),
            'ß' => spelled.push_str("ss"),
            'æ' => spelled.push_str("ae"),
            'œ' => spelled.push_str("oe"),
            'ø' => spelled.push('o'),
            'ł' => spelled.push('l'),
            '+' => spelled.push_str("-plus"),
            '#' => spelled.push_str("-sharp"),
            c => spelled.push(c),
        }
    }
    let mut id = String::new();
    for c in spelled.nfd().filter(|c| !is_combining_mark(*c)) {
        if c.is_ascii_alphanumeric() {
            id.push(c);
        } else if !id.is_empty() && !id.ends_with('-') && !matches!(c, '\'' | '’') {
            id.push('-');
        }
    }
    let id = id.trim_matches('-');
    // A label in another script has no letters for an id.
    if id.is_empty() { format!("own-{:08x}", xxhash_rust::xxh3::xxh3_64(label.as_bytes()) as u32) } else { id.into() }
}

/// The labels of `refused.csv`.
pub(super) fn read_refused(file: &RuleFile, own: bool, faults: &mut Vec<Diag>) -> Vec<Refusal> {
    let mut reader = csv::Reader::from_reader(file.text.as_bytes());
    let mut out = Vec::new();
    for (n, row) in reader.deserialize::<(String, String)>().enumerate() {
        let fault = |message: String| Diag::new(Code::RuleFault, &file.name, message).at(n as u32 + 2);
        match row {
            Ok((label, reason)) if !reason.is_empty() => out.push(Refusal { label, reason, of: None, own }),
            Ok((label, _)) => faults.push(fault(format!("`{label}` is refused without a reason"))),
            Err(e) => faults.push(fault(e.to_string())),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CompetencyKind;
    use crate::rules::{RuleFiles, Rules};

    fn with(text: &str) -> Rules {
        let mut files = RuleFiles::embedded();
        files.push_own("mine.csv", text.into());
        Rules::compile(&files).unwrap_or_else(|faults| panic!("{faults:?}"))
    }

    fn faults(text: &str) -> Vec<String> {
        let mut files = RuleFiles::embedded();
        files.push_own("a/mine.csv", text.into());
        let faults = Rules::compile(&files).err().unwrap_or_default();
        faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_label_alone_adds_a_competency() {
        let rules = with("label\nZorblax\nk8s\n");
        let added = rules.find("zorblax").expect("known");
        assert_eq!((added.id.as_str(), added.kind, added.sector.as_str()), ("zorblax", CompetencyKind::Skill, "mine"));
        assert_eq!(rules.find("k8s").expect("still known").id.as_str(), "kubernetes");
    }

    #[test]
    fn a_known_id_is_renamed_and_keeps_its_labels_and_relations() {
        let rules = with("id,label,labels\nkubernetes,Cluster work,zorblaxing\n");
        let renamed = rules.find("zorblaxing").expect("a new label");
        assert_eq!(renamed.label, "Cluster work");
        assert_eq!(rules.find("Kubernetes").expect("an old label").id, renamed.id);
        let before = Rules::embedded().vocabulary().get(&"kubernetes".into()).expect("built in");
        assert_eq!((&renamed.broader, renamed.kind, &renamed.sector), (&before.broader, before.kind, &before.sector));
    }

    #[test]
    fn a_label_given_to_another_leaves_its_owner() {
        let rules = with("id,labels\ndocker,k8s\n");
        assert_eq!(rules.find("K8s").expect("known").id.as_str(), "docker");
        assert_eq!(rules.find("Kubernetes").expect("known").id.as_str(), "kubernetes");
    }

    #[test]
    fn what_is_refused_is_no_label_in_any_number_or_case() {
        let rules = with("kind,id,label,reason\nrefused,,Stakeholder managements,not here\nrefused,docker,,gone\n");
        assert!(rules.find("stakeholder management").is_none_or(|c| c.label != "stakeholder management"));
        assert!(rules.vocabulary().get(&"docker".into()).is_none());
        assert_eq!(rules.refused_as("stakeholder managements")[0].reason, "not here");
    }

    #[test]
    fn every_fault_is_told_with_its_line() {
        let text = "# from a list\nid,kind,label,reason\nx,nothing,X,\n,refused,y,\n\"Z Z\",skill,Z,\nok,skill,fine,\n";
        let found = faults(text);
        let lines: Vec<&str> = found.iter().map(|f| f.split(": ").next().unwrap_or("")).collect();
        assert_eq!(lines, ["a/mine.csv:3", "a/mine.csv:4", "a/mine.csv:5"], "{found:#?}");
        assert!(faults("name\nx\n")[0].contains("no column `name`"));
        assert!(faults("label,language\nx,klingon\n")[0].contains("unknown language"));
        assert!(faults("id,label,broader\nx,X,no-such\n")[0].contains("does not exist"));
    }

    #[test]
    fn a_file_in_its_canonical_form_stays_as_it_is() {
        let text = "# a note\nlabel;id;labels\nb;b;y | x|y\na;a;\n";
        let mut faults = Vec::new();
        let file = OwnFile::read(text, "mine.csv", &mut faults);
        let canonical = file.text();
        assert!(faults.is_empty() && canonical.starts_with("# a note\nid,kind,"), "{canonical}");
        assert!(canonical.contains("b,,b,y|x,") && canonical.find("\na,") < canonical.find("\nb,"), "{canonical}");
        assert_eq!(OwnFile::read(&canonical, "mine.csv", &mut faults).text(), canonical);
    }

    #[test]
    fn ids_are_ascii_words_whatever_the_label_is_written_in() {
        for (label, want) in [
            ("Qualitätssicherung (QS)", "qualitaetssicherung-qs"),
            ("gérer l’équipe", "gerer-lequipe"),
            ("C++", "c-plus-plus"),
            ("Straße", "strasse"),
        ] {
            assert_eq!(id_of(label), want);
        }
        assert!(id_of("管理").starts_with("own-"));
    }
}
