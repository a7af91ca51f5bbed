//! Which columns of a table hold what, where their names do not say so: a file of the user's beside the table.

use super::encoding;
use super::mapping::Path as Keys;
use super::table::column;
use crate::diag::{Code, Diag};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What a table may state of an advert.
const FIELDS: [&str; 11] =
    ["id", "title", "text", "employer", "place", "salary", "contract", "published", "closing", "link", "reference"];
/// Ending of the file for one table, and name of the one for all tables of a folder.
const ENDING: &str = ".columns.toml";
const NAME: &str = "columns.toml";

/// For each field the columns that it is read from: the first that holds something, or, for the text, all of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Columns(BTreeMap<String, Vec<String>>);

/// Whether a file says which columns of a table hold what; it is no advert.
pub fn is_columns(name: &str) -> bool {
    name == NAME || name.ends_with(ENDING)
}

/// The columns of the table at `path`, as the file beside it has them: `jobs.columns.toml` for `jobs.csv`, or else
/// `columns.toml` of its folder.
///
/// # Errors
/// Where that file cannot be read, or is malformed.
pub fn beside(path: &Path) -> Result<Option<Columns>, Diag> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.strip_suffix(".gz").unwrap_or(&name);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let files: [PathBuf; 2] = [path.with_file_name(format!("{stem}{ENDING}")), path.with_file_name(NAME)];
    let Some(file) = files.iter().find(|file| file.is_file()) else { return Ok(None) };
    let shown = file.display().to_string();
    let unread = |e: std::io::Error| Diag::new(Code::Unreadable, &shown, format!("the file could not be read: {e}"));
    let text = std::fs::read(file).map_err(unread)?;
    parse(&encoding::decode(&text).text)
        .map(Some)
        .map_err(|message| Diag::new(Code::BadConfig, shown.as_str(), message))
}

fn parse(text: &str) -> Result<Columns, String> {
    let table: toml::Table = text.parse().map_err(|e: toml::de::Error| e.to_string().trim_end().to_string())?;
    let mut columns = Columns::default();
    for (field, named) in table {
        if !FIELDS.contains(&field.as_str()) {
            return Err(format!("`{field}` is nothing that a table states of an advert; use {}", FIELDS.join(", ")));
        }
        let names: Option<Vec<String>> = match named {
            toml::Value::String(name) => Some(vec![name]),
            toml::Value::Array(all) => all.into_iter().map(|v| v.as_str().map(str::to_string)).collect(),
            _ => None,
        };
        let names = names.ok_or_else(|| format!("`{field}` takes the name of a column, or a list of names"))?;
        columns.0.insert(field, names);
    }
    match columns.0.contains_key("text") {
        true => Ok(columns),
        false => Err("it names no column for `text`; without a text there is no advert".to_string()),
    }
}

impl Columns {
    /// The delimiter of a table that has all these columns.
    ///
    /// # Errors
    /// The columns that it does not have, by any delimiter, and those that it has.
    pub fn delimiter(&self, head: &[u8]) -> Result<u8, String> {
        let line = encoding::decode(head.split(|b| *b == b'\n').next().unwrap_or_default()).text;
        let split = |d: u8| -> Vec<String> { line.split(d as char).map(column).collect() };
        let missing = |d: u8| -> Vec<&String> {
            let columns = split(d);
            self.0.values().flatten().filter(|name| !columns.iter().any(|c| is_same(c, name))).collect()
        };
        let best = [b',', b';', b'\t', b'|'].into_iter().min_by_key(|d| missing(*d).len()).unwrap_or(b',');
        match missing(best).first() {
            None => Ok(best),
            Some(name) => Err(format!("the table has no column `{name}`; it has {}", split(best).join(", "))),
        }
    }

    /// A record under the names that every table may use. What is mapped to nothing is left out.
    pub fn apply(&self, record: &Map<String, Value>) -> Map<String, Value> {
        let whole = Value::Object(record.clone());
        let stated = |name: &String| -> Option<String> {
            let value = match record.iter().find(|(key, _)| is_same(key, name)) {
                Some((_, Value::String(text))) => text.clone(),
                Some((_, Value::Null)) => String::new(),
                Some((_, Value::Number(number))) => number.to_string(),
                _ => Keys::parse(name)?.strings(&whole, &whole).join("; "),
            };
            Some(value).filter(|value| !value.trim().is_empty())
        };
        let mut out = Map::new();
        for (field, names) in &self.0 {
            let mut found = names.iter().filter_map(|name| Some((name, stated(name)?)));
            let Some((_, mut value)) = found.next() else { continue };
            if field == "text" {
                found.for_each(|(name, more)| value.push_str(&format!("\n\n## {name}\n\n{more}")));
            }
            out.insert(field.clone(), Value::String(value));
        }
        out.entry("text").or_insert_with(|| Value::String(String::new()));
        out
    }
}

/// Whether two names are of one column, whatever their case and what joins their words.
fn is_same(one: &str, other: &str) -> bool {
    column(one).eq_ignore_ascii_case(&column(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{Item, read_path};

    const TEXT: &str = "Plan the routes of thirty lorries and lead their drivers.";

    fn read(files: &[(&str, &str)]) -> Vec<Item> {
        let dir = tempfile::tempdir().unwrap();
        files.iter().for_each(|(name, text)| std::fs::write(dir.path().join(name), text).unwrap());
        let mut items = Vec::new();
        read_path(&dir.path().join(files[0].0), &mut |item| items.push(item));
        items
    }

    #[test]
    fn columns_of_any_name_are_read_as_the_file_beside_the_table_says() {
        let map = "title = \"Stelle\"\ntext = [\"Aufgaben\", \"Ihr Profil\"]\nemployer = \"firma.name\"\npublished = \"Am\"\n";
        let csv = format!("Nr;Stelle;Firma.Name;Aufgaben;Ihr Profil;Am\n1;Planner;Acme;{TEXT};Excel;02.09.2025\n");
        let line = format!(
            "{{\"stelle\": \"Planner\", \"firma\": {{\"name\": \"Acme\"}}, \"aufgaben\": \"{TEXT}\", \"ihr profil\": \"Excel\", \"am\": \"2025-09-02\"}}\n"
        );
        for (table, text, beside) in [
            ("jobs.csv", &csv, "jobs.columns.toml"),
            ("jobs.csv", &csv, "columns.toml"),
            ("a.ndjson", &line, "columns.toml"),
        ] {
            let items = read(&[(table, text), (beside, map)]);
            let [Item::Advert(advert)] = &items[..] else { panic!("{table}: {items:?}") };
            assert_eq!((advert.title.as_str(), advert.employer.as_deref()), ("Planner", Some("Acme")), "{table}");
            assert_eq!(advert.text, format!("{TEXT}\n\n## Ihr Profil\n\nExcel"));
            assert_eq!(advert.published.map(|d| d.to_string()).as_deref(), Some("2025-09-02"));
        }
    }

    #[test]
    fn what_is_wrong_with_the_file_or_the_table_is_said() {
        let csv = format!("Stelle,Aufgaben\nPlanner,{TEXT}\n");
        for (map, want) in [
            ("title = \"Stelle\"", "names no column for `text`"),
            ("text = \"Aufgabe\"", "no column `Aufgabe`; it has Stelle, Aufgaben"),
            ("text = \"Aufgaben\"\nsalery = \"Lohn\"", "`salery` is nothing"),
            ("text = 3", "`text` takes the name of a column"),
            ("text = ", "TOML"),
        ] {
            let items = read(&[("jobs.csv", &csv), ("columns.toml", map)]);
            let [Item::Finding(finding)] = &items[..] else { panic!("{map}: {items:?}") };
            assert!(finding.message.contains(want), "{map}: {}", finding.message);
        }
        assert!(is_columns("columns.toml") && is_columns("jobs.columns.toml") && !is_columns("my-columns.toml"));
    }
}
