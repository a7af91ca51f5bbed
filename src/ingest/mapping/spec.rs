use super::path::Path;
use regex::Regex;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Json,
    Xml,
    /// Items of RSS and Atom feeds; never detected by itself.
    Feed,
}

/// A mapping as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawMapping {
    name: String,
    kind: Kind,
    /// JSON: paths to the list of records, `*` for any, `.` for the document itself. XML: names of record elements.
    records: Vec<String>,
    /// XML: names the root may have; empty = any.
    #[serde(default)]
    root: Vec<String>,
    /// Paths that records have; the mapping with the most of them that all hold wins.
    #[serde(default)]
    needs: Vec<String>,
    /// Records that have one of these are no adverts.
    #[serde(default)]
    skip: Vec<String>,
    fields: BTreeMap<String, Vec<String>>,
    text: Vec<RawPart>,
    /// Takes a title apart: named groups `title` and `employer`.
    title_pattern: Option<String>,
    example: Option<Example>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPart {
    from: Vec<String>,
    heading: Option<String>,
    /// The part repeats for every element at this path; `from` and `heading_from` are relative to it.
    each: Option<String>,
    heading_from: Option<String>,
}

/// A record of the format, written by us, and what must come of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    pub input: String,
    /// Values of the first advert by field name; `text` must be contained.
    pub gives: BTreeMap<String, String>,
}

/// A mapping checked and compiled.
#[derive(Debug)]
pub struct Mapping {
    pub name: &'static str,
    pub kind: Kind,
    pub records: Vec<String>,
    pub root: Vec<String>,
    pub needs: Vec<Path>,
    pub skip: Vec<Path>,
    pub fields: BTreeMap<String, Vec<Path>>,
    pub text: Vec<Part>,
    pub title_pattern: Option<Regex>,
    pub example: Option<Example>,
}

#[derive(Debug)]
pub struct Part {
    pub from: Vec<Path>,
    pub heading: Option<String>,
    pub each: Option<Path>,
    pub heading_from: Option<Path>,
}

/// Names that `fields` may have.
const FIELDS: [&str; 16] = [
    "title",
    "employer",
    "place",
    "salary",
    "salary_min",
    "salary_max",
    "salary_currency",
    "salary_period",
    "contract",
    "published",
    "closing",
    "link",
    "reference",
    "remote",
    "base",
    "category",
];

impl Mapping {
    fn check(raw: RawMapping) -> Result<Self, String> {
        let path = |p: &String| Path::parse(p).ok_or_else(|| format!("`{p}` is no path"));
        let paths = |all: &[String]| all.iter().map(path).collect::<Result<Vec<_>, _>>();
        if let Some(unknown) = raw.fields.keys().find(|k| !FIELDS.contains(&k.as_str())) {
            return Err(format!("there is no field `{unknown}`"));
        }
        let mut fields = BTreeMap::new();
        for (name, from) in &raw.fields {
            fields.insert(name.clone(), paths(from)?);
        }
        let mut text = Vec::new();
        for part in &raw.text {
            text.push(Part {
                from: paths(&part.from)?,
                heading: part.heading.clone(),
                each: part.each.as_ref().map(path).transpose()?,
                heading_from: part.heading_from.as_ref().map(path).transpose()?,
            });
        }
        let title_pattern = raw.title_pattern.map(|p| Regex::new(&p)).transpose().map_err(|e| e.to_string())?;
        Ok(Self {
            name: raw.name.leak(),
            kind: raw.kind,
            records: raw.records,
            root: raw.root,
            needs: paths(&raw.needs)?,
            skip: paths(&raw.skip)?,
            fields,
            text,
            title_pattern,
            example: raw.example,
        })
    }

    fn load(file: &str, text: &str) -> Result<Self, String> {
        let raw: RawMapping = toml::from_str(text).map_err(|e| format!("{file}: {e}"))?;
        Self::check(raw).map_err(|e| format!("{file}: {e}"))
    }
}

macro_rules! embedded {
    ($($file:literal),+ $(,)?) => {
        /// Every mapping file with its text, in the order in which equally good ones win.
        const FILES: &[(&str, &str)] = &[$(($file, include_str!(concat!("../../../data/formats/jobs/", $file)))),+];
    };
}

embedded!("feed-item.toml", "generic-xml.toml", "generic-json.toml");

static MAPPINGS: LazyLock<Vec<Mapping>> = LazyLock::new(|| {
    let load = |(file, text): &(&str, &str)| Mapping::load(file, text).expect("every mapping is checked by a test");
    FILES.iter().map(load).collect()
});

/// Every mapping that is detected by content.
pub fn all() -> impl Iterator<Item = &'static Mapping> {
    MAPPINGS.iter().filter(|m| m.kind != Kind::Feed)
}

/// Where feeds keep what job boards add to their items.
pub fn feed_items() -> &'static Mapping {
    &MAPPINGS[0]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path as FilePath;

    #[test]
    fn every_file_is_embedded_and_every_mapping_holds() {
        let dir = FilePath::new(env!("CARGO_MANIFEST_DIR")).join("data/formats/jobs");
        let mut found: Vec<String> =
            std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
        let mut listed: Vec<String> = FILES.iter().map(|(f, _)| f.to_string()).collect();
        found.sort();
        listed.sort();
        assert_eq!(found, listed);
        for (file, text) in FILES {
            let mapping = Mapping::load(file, text).unwrap();
            assert_eq!(format!("{}.toml", mapping.name), *file);
            assert!(mapping.example.is_some(), "{file} has no example");
        }
        assert_eq!(feed_items().kind, Kind::Feed);
    }

    #[test]
    fn every_example_gives_what_it_says() {
        for mapping in MAPPINGS.iter() {
            let example = mapping.example.as_ref().unwrap();
            let mut items = Vec::new();
            crate::ingest::read(example.input.as_bytes(), "example", &mut |i| items.push(i));
            let advert = items.iter().find_map(|i| match i {
                crate::ingest::Item::Advert(a) | crate::ingest::Item::SetAside(a, _) => Some(a),
                crate::ingest::Item::Finding(_) => None,
            });
            let Some(advert) = advert else { panic!("{}: {items:?}", mapping.name) };
            let got = serde_json::to_value(advert).unwrap();
            for (field, want) in &example.gives {
                let got = got[field].as_str().unwrap_or_default();
                let holds = if field == "text" { got.contains(want.as_str()) } else { got == want };
                assert!(holds, "{}: {field} is {got:?}, not {want:?}", mapping.name);
            }
            if mapping.kind != Kind::Feed {
                assert_eq!(crate::ingest::format_of(example.input.as_bytes(), "example"), Some(mapping.name));
            }
        }
    }
}
