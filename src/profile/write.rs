use super::skills::header;
use super::text::{decode, delimiter};
use crate::model::{CompetencyId, CompetencyKind, HeldLevel};

/// One answer to be kept.
pub struct Answer<'a> {
    pub competency: &'a CompetencyId,
    pub name: &'a str,
    pub kind: CompetencyKind,
    pub level: HeldLevel,
}

/// The skills file with the answers in it: a row that names the competency gets the level, others are added below. All
/// else stays as the owner wrote it, delimiter and byte order mark included; the text becomes UTF-8.
pub fn with_answers(bytes: &[u8], answers: &[Answer], find: &dyn Fn(&str) -> Option<CompetencyId>) -> Vec<u8> {
    let text = decode(bytes);
    let marked = bytes.starts_with(b"\xef\xbb\xbf") || bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let (table, delimiter) = delimiter(&text);
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(table.as_bytes());
    let mut rows: Vec<Vec<String>> =
        reader.records().map_while(Result::ok).map(|r| r.iter().map(String::from).collect()).collect();
    if rows.is_empty() {
        rows.push(["competency", "level", "years", "last_used", "evidence", "interest"].map(String::from).to_vec());
    }
    let columns = header(&csv::StringRecord::from(rows[0].clone()));
    let at = |column: usize| columns.as_ref().map_or(Some(column), |columns| columns[column]);
    let name_at = at(0).unwrap_or(0);
    let level_at = at(1).unwrap_or_else(|| {
        rows[0].push("level".into());
        rows[0].len() - 1
    });
    for answer in answers {
        let names_it = |row: &&mut Vec<String>| {
            row.get(name_at).is_some_and(|name| find(name.trim()).as_ref() == Some(answer.competency))
        };
        let row = match rows.iter_mut().rev().find(names_it) {
            Some(row) => row,
            None => {
                rows.push(vec![String::new(); rows[0].len()]);
                let last = rows.len() - 1;
                rows[last][name_at] = answer.name.to_owned();
                &mut rows[last]
            }
        };
        if row.len() <= level_at {
            row.resize(level_at + 1, String::new());
        }
        row[level_at] = written(answer);
    }
    let mut out = if marked { b"\xef\xbb\xbf".to_vec() } else { Vec::new() };
    out.extend_from_slice(&text.as_bytes()[..text.len() - table.len()]);
    let end =
        if table.contains("\r\n") || table.is_empty() { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
    let mut writer =
        csv::WriterBuilder::new().delimiter(delimiter).flexible(true).terminator(end).from_writer(&mut out);
    for row in rows {
        // Writing to memory does not fail.
        let _ = writer.write_record(row);
    }
    drop(writer);
    out
}

fn written(answer: &Answer) -> String {
    match (answer.kind, answer.level.0) {
        (CompetencyKind::Qualification, level) => if level.is_some() { "yes" } else { "no" }.into(),
        _ => answer.level.number().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Level;

    fn answered(file: &[u8]) -> String {
        let find = |name: &str| (!name.is_empty()).then(|| CompetencyId::from(name.to_lowercase().as_str()));
        let (sql, degree) = (CompetencyId::from("sql"), CompetencyId::from("degree"));
        let held = |n| HeldLevel(Level::from_number(n));
        let answers = [
            Answer { competency: &sql, name: "SQL", kind: CompetencyKind::Tool, level: held(4) },
            Answer { competency: &degree, name: "degree", kind: CompetencyKind::Qualification, level: held(0) },
        ];
        String::from_utf8(with_answers(file, &answers, &find)).expect("UTF-8")
    }

    #[test]
    fn rows_are_filled_in_or_added_and_the_rest_stays() {
        for (file, want) in [
            ("competency,level\nSQL,\nJira,2\n", "competency,level\nSQL,4\nJira,2\ndegree,no\n"),
            ("\u{feff}note;skill;level\r\nx;sql;\r\n", "\u{feff}note;skill;level\r\nx;sql;4\r\n;degree;no\r\n"),
            ("SQL,\n", "SQL,4\ndegree,no\n"),
            ("sep=;\ncompetency\nSQL\n", "sep=;\ncompetency;level\nSQL;4\ndegree;no\n"),
            ("", "competency,level,years,last_used,evidence,interest\r\nSQL,4,,,,\r\ndegree,no,,,,\r\n"),
        ] {
            assert_eq!(answered(file.as_bytes()), want, "{file:?}");
        }
    }
}
