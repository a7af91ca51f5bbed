use super::text::{decode, delimiter};
use super::{Rated, level_of};
use crate::diag::{Code, Diag};
use crate::model::{CompetencyId, CompetencyKind, SelfAssessment, SelfRating};

/// Rows read from one file; nobody rates more.
const ROWS: usize = 20_000;

/// The columns of `skills.csv` with the headers that are taken for them.
const COLUMNS: &[&[&str]] = &[
    &["competency", "skill", "name", "label", "qualification", "competence"],
    &["level", "rating", "proficiency", "score"],
    &["years", "years of experience", "experience"],
    &["last_used", "last used", "last-used"],
    &["evidence", "proof", "notes"],
    &["interest"],
];

/// How names of competencies are looked up.
pub struct Names<'a> {
    /// The competency of a label or id.
    pub find: &'a dyn Fn(&str) -> Option<(CompetencyId, CompetencyKind)>,
    /// The label nearest to an unknown name, for "did you mean".
    pub nearest: &'a dyn Fn(&str) -> Option<String>,
}

/// A skills file, read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Skills {
    pub assessment: SelfAssessment,
    /// Unknown names, unclear levels and double rows, with their lines.
    pub findings: Vec<Diag>,
}

/// Reads `skills.csv` as people and spreadsheets write it: any of comma, semicolon and tab, UTF-8, UTF-16 or
/// Windows-1252, columns in any order by their headers, extra ones ignored. Without a header the columns are
/// competency, level, years, last_used, evidence, interest.
///
/// A name that no vocabulary knows is kept under its own words, so that a template that names it still finds it.
pub fn read_skills(bytes: &[u8], source: &str, names: &Names) -> Skills {
    let text = decode(bytes);
    let (table, delimiter) = delimiter(&text);
    let skipped = text[..text.len() - table.len()].matches('\n').count() as u32;
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(table.as_bytes());
    let mut skills = Skills::default();
    let mut columns: Option<Vec<Option<usize>>> = None;
    for record in reader.records().take(ROWS) {
        let record = match record {
            Ok(record) => record,
            Err(e) => {
                skills.findings.push(Diag::new(Code::BadRecord, source, format!("the table is malformed: {e}")));
                break;
            }
        };
        let line = skipped + record.position().map_or(0, |p| p.line() as u32);
        if record.iter().all(|cell| cell.trim().is_empty()) || record.get(0).is_some_and(|c| c.starts_with('#')) {
            continue;
        }
        match &columns {
            Some(columns) => row(&record, columns, source, line, names, &mut skills),
            None => {
                let by_header = header(&record);
                let given = by_header.clone().unwrap_or((0..COLUMNS.len()).map(Some).collect());
                if by_header.is_none() {
                    row(&record, &given, source, line, names, &mut skills);
                }
                columns = Some(given);
            }
        }
    }
    if skills.assessment.ratings.is_empty() {
        let message = "no skills found; the file needs a column `competency` and a column `level`";
        skills.findings.push(Diag::new(Code::EmptyInput, source, message));
    }
    skills
}

/// Where each of [`COLUMNS`] stands, if the record is a header.
pub fn header(record: &csv::StringRecord) -> Option<Vec<Option<usize>>> {
    let cells: Vec<String> = record.iter().map(|c| c.trim().trim_start_matches('\u{feff}').to_lowercase()).collect();
    let at = |names: &&[&str]| names.iter().find_map(|name| cells.iter().position(|cell| cell == name));
    let found: Vec<Option<usize>> = COLUMNS.iter().map(at).collect();
    found[0].is_some().then_some(found)
}

fn row(
    record: &csv::StringRecord,
    columns: &[Option<usize>],
    source: &str,
    line: u32,
    names: &Names,
    skills: &mut Skills,
) {
    let cell = |column: usize| columns[column].and_then(|at| record.get(at)).unwrap_or("").trim();
    let name = cell(0);
    if name.is_empty() {
        return;
    }
    let mut find = |code, message: String| skills.findings.push(Diag::new(code, source, message).at(line));
    let (id, kind) = (names.find)(name).unwrap_or_else(|| {
        let hint = match (names.nearest)(name) {
            Some(label) => format!("did you mean `{label}`?"),
            None => "add it to your own vocabulary to have it counted".into(),
        };
        find(Code::UnknownCompetency, format!("`{name}` is not in the vocabulary; {hint}"));
        (CompetencyId::from(name.to_lowercase().as_str()), CompetencyKind::Skill)
    });
    let level = match level_of(cell(1), kind) {
        Rated::NotAssessed => None,
        Rated::Held(level) => Some(level),
        Rated::Unclear => {
            let wanted = match kind {
                CompetencyKind::Qualification => "yes, no or blank",
                CompetencyKind::Language => "0 to 5, A1 to C2 or blank",
                _ => "0 to 5 or blank",
            };
            find(Code::BadLevel, format!("level `{}` of `{name}` is not {wanted}; it counts as not assessed", cell(1)));
            None
        }
    };
    let years = cell(2).replace(',', ".").parse::<f32>().ok().filter(|y| (0.0..=80.0).contains(y));
    let rating = SelfRating {
        level,
        years,
        last_used: Some(cell(3)).filter(|c| !c.is_empty()).map(String::from),
        evidence: cell(4).into(),
        interest: cell(5).into(),
    };
    if skills.assessment.ratings.insert(id, rating).is_some() {
        let message = format!("`{name}` is rated twice; this row counts");
        skills.findings.push(Diag::new(Code::DuplicateRating, source, message).at(line));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{HeldLevel, Level};

    fn read(bytes: &[u8]) -> Skills {
        let find = |name: &str| match name.to_lowercase().as_str() {
            "sql" | "structured query language" => Some(("sql".into(), CompetencyKind::Tool)),
            "german" => Some(("german".into(), CompetencyKind::Language)),
            "driving licence" => Some(("driving-licence".into(), CompetencyKind::Qualification)),
            _ => None,
        };
        let nearest = |name: &str| name.to_lowercase().starts_with("sq").then(|| "SQL".to_string());
        read_skills(bytes, "skills.csv", &Names { find: &find, nearest: &nearest })
    }

    fn level(skills: &Skills, id: &str) -> Option<HeldLevel> {
        skills.assessment.ratings.get(&CompetencyId::from(id)).expect("a rating").level
    }

    #[test]
    fn columns_are_found_by_their_headers_in_any_order_and_case() {
        let skills = read(b"Notes,LEVEL,Colour,Skill\n\"ran, daily\",4,red,SQL\n,B2,,German\n,yes,,driving licence\n");
        assert_eq!(skills.findings, []);
        assert_eq!(level(&skills, "sql"), Some(HeldLevel(Some(Level::Advanced))));
        assert_eq!(level(&skills, "german"), Some(HeldLevel(Some(Level::Intermediate))));
        assert_eq!(level(&skills, "driving-licence"), Some(HeldLevel(Some(Level::Expert))));
        assert_eq!(skills.assessment.ratings[&CompetencyId::from("sql")].evidence, "ran, daily");
    }

    #[test]
    fn a_table_of_a_semicolon_spreadsheet_reads_with_decimal_commas() {
        let skills = read("\u{feff}sep=;\r\ncompetency;level;years\r\nSQL;3;2,5\r\n".as_bytes());
        assert_eq!(skills.assessment.ratings[&CompetencyId::from("sql")].years, Some(2.5));
    }

    #[test]
    fn a_table_without_a_header_is_read_by_position() {
        let skills = read(b"# my skills\nSQL,3\nGerman,\n");
        assert_eq!((level(&skills, "sql").map(HeldLevel::number), level(&skills, "german")), (Some(3), None));
    }

    #[test]
    fn unknown_names_are_kept_and_answered_with_the_nearest() {
        let skills = read(b"competency,level\nSQLL,3\nJuggling,2\nSQL,guru\nsql,2\n");
        let found: Vec<String> = skills.findings.iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            [
                "skills.csv:2: `SQLL` is not in the vocabulary; did you mean `SQL`? [unknown-competency]",
                "skills.csv:3: `Juggling` is not in the vocabulary; add it to your own vocabulary to have it counted [unknown-competency]",
                "skills.csv:4: level `guru` of `SQL` is not 0 to 5 or blank; it counts as not assessed [bad-level]",
                "skills.csv:5: `sql` is rated twice; this row counts [duplicate-rating]",
            ]
        );
        assert_eq!(level(&skills, "juggling").map(HeldLevel::number), Some(2));
        assert_eq!(level(&skills, "sql").map(HeldLevel::number), Some(2));
    }

    #[test]
    fn a_file_without_skills_says_so() {
        for bytes in [&b""[..], b"competency,level\n", b"\xff\xfe\x00", b"\"unclosed"] {
            assert!(!read(bytes).findings.is_empty(), "{bytes:?}");
        }
    }
}
