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
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMapping {
    name: String,
    kind: Kind,
    /// Mapping, earlier in the list, whose fields and text hold where this one states none.
    extends: Option<String>,
    /// Feed: hosts of the sites whose feeds are written so; none = all others.
    #[serde(default)]
    hosts: Vec<String>,
    /// JSON: paths to the list of records, `*` for any, `.` for the document itself. XML: names of record elements.
    #[serde(default)]
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
    #[serde(default)]
    fields: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    text: Vec<RawPart>,
    /// Takes a title apart: named groups `title` and `employer`.
    title_pattern: Option<String>,
    /// A record of the format, written by us, and what must come of it: read by tests.
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are for tests"))]
    example: Example,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPart {
    from: Vec<String>,
    /// Heading of the part, where `heading_from` gives none.
    heading: Option<String>,
    /// The part repeats for every element at this path; `from` and `heading_from` are relative to it.
    each: Option<String>,
    heading_from: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(test), expect(dead_code, reason = "examples are for tests"))]
struct Example {
    input: String,
    /// Values of the first advert by field name; `text` must be contained.
    gives: BTreeMap<String, String>,
}

/// A mapping checked and compiled.
#[derive(Debug)]
pub struct Mapping {
    pub name: &'static str,
    pub kind: Kind,
    hosts: Vec<String>,
    pub records: Vec<String>,
    pub root: Vec<String>,
    pub needs: Vec<Path>,
    pub skip: Vec<Path>,
    pub fields: BTreeMap<String, Vec<Path>>,
    pub text: Vec<Part>,
    pub title_pattern: Option<Regex>,
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
            hosts: raw.hosts,
            records: raw.records,
            root: raw.root,
            needs: paths(&raw.needs)?,
            skip: paths(&raw.skip)?,
            fields,
            text,
            title_pattern,
        })
    }
}

impl Mapping {
    /// Names under which a field may stand at the top of a record.
    pub fn names(&self, field: &str) -> impl Iterator<Item = &str> {
        self.fields.get(field).into_iter().flatten().filter_map(Path::name)
    }

    /// Names under which the text may stand at the top of a record.
    pub fn text_names(&self) -> impl Iterator<Item = &str> {
        self.text.iter().filter(|p| p.each.is_none()).flat_map(|p| &p.from).filter_map(Path::name)
    }
}

/// Reads every file; what is wrong in one does not hide what is wrong in the next.
fn load(files: &[(&str, &str)]) -> (Vec<Mapping>, Vec<String>) {
    let (mut raws, mut faults) = (Vec::<RawMapping>::new(), Vec::new());
    for (file, text) in files {
        match toml::from_str::<RawMapping>(text) {
            Ok(raw) => raws.push(raw),
            Err(e) => faults.push(format!("{file}: {e}")),
        }
    }
    let mut mappings = Vec::new();
    for i in 0..raws.len() {
        let mut raw = raws[i].clone();
        if let Some(name) = &raw.extends {
            let Some(parent) = raws[..i].iter().find(|p| p.name == *name) else {
                faults.push(format!("{}: there is no earlier `{name}` to extend", raw.name));
                continue;
            };
            for (field, from) in &parent.fields {
                raw.fields.entry(field.clone()).or_insert_with(|| from.clone());
            }
            if raw.text.is_empty() {
                raw.text = parent.text.clone();
            }
        }
        let name = raw.name.clone();
        match Mapping::check(raw) {
            Ok(mapping) => mappings.push(mapping),
            Err(fault) => faults.push(format!("{name}: {fault}")),
        }
    }
    (mappings, faults)
}

macro_rules! embedded {
    ($($file:literal),+ $(,)?) => {
        /// Every mapping file with its text, in the order in which equally good ones win.
        const FILES: &[(&str, &str)] = &[$(($file, include_str!(concat!("../../../data/formats/jobs/", $file)))),+];
    };
}

embedded!(
    "feed-item.toml",
    "generic-xml.toml",
    "generic-json.toml",
    "adp.toml",
    "adzuna.toml",
    "apec.toml",
    "arbeitnow.toml",
    "ashby.toml",
    "bamboohr.toml",
    "breezy.toml",
    "comeet.toml",
    "eightfold.toml",
    "eures.toml",
    "feed-weworkremotely.toml",
    "freehire.toml",
    "greenhouse.toml",
    "hellowork.toml",
    "himalayas.toml",
    "hr-xml.toml",
    "indeed.toml",
    "jobicy.toml",
    "jobteaser.toml",
    "jobtech.toml",
    "jsearch.toml",
    "laposte.toml",
    "lever.toml",
    "linkedin.toml",
    "meteojob.toml",
    "oracle-list.toml",
    "oracle.toml",
    "paylocity.toml",
    "personio.toml",
    "phenom.toml",
    "pinpoint.toml",
    "recruitee.toml",
    "remoteok.toml",
    "remotive.toml",
    "rippling-list.toml",
    "rippling.toml",
    "smartrecruiters-sections.toml",
    "smartrecruiters.toml",
    "talentsoft.toml",
    "talentview.toml",
    "teaching-vacancies-json.toml",
    "teaching-vacancies.toml",
    "torre.toml",
    "torre-detail.toml",
    "usajobs-search.toml",
    "workable.toml",
    "workday-list.toml",
    "workday.toml",
);

static MAPPINGS: LazyLock<Vec<Mapping>> = LazyLock::new(|| load(FILES).0);

/// Every mapping that is detected by content.
pub fn all() -> impl Iterator<Item = &'static Mapping> {
    MAPPINGS.iter().filter(|m| m.kind != Kind::Feed)
}

/// The names that most boards use in JSON, and people in tables.
pub fn generic() -> &'static Mapping {
    &MAPPINGS[2]
}

/// Where a feed keeps what job boards add to its items. `address` is the site's, where known.
pub fn feed_items(address: Option<&str>) -> &'static Mapping {
    let host = address.and_then(|a| a.split('/').nth(2)).unwrap_or_default();
    let of_site =
        |m: &&Mapping| m.kind == Kind::Feed && m.hosts.iter().any(|h| host == h || host.ends_with(&format!(".{h}")));
    MAPPINGS.iter().find(of_site).unwrap_or(&MAPPINGS[0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Item;
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
        let (mappings, faults) = load(FILES);
        assert_eq!(faults, Vec::<String>::new());
        for (mapping, (file, _)) in mappings.iter().zip(FILES) {
            assert_eq!(format!("{}.toml", mapping.name), *file);
        }
        assert_eq!((feed_items(None).kind, generic().name), (Kind::Feed, "generic-json"));
    }

    #[test]
    fn every_example_gives_what_it_says() {
        let mut faults = Vec::new();
        for (_, text) in FILES {
            let mapping: RawMapping = toml::from_str(text).unwrap();
            let input = mapping.example.input.as_bytes();
            let mut items = Vec::new();
            crate::ingest::read(input, "example", &mut |i| items.push(i));
            let Some(Item::Advert(advert) | Item::SetAside(advert, _)) = items.first() else {
                faults.push(format!("{}: {items:?}", mapping.name));
                continue;
            };
            let got = serde_json::to_value(advert).unwrap();
            for (field, want) in &mapping.example.gives {
                let got = got[field].as_str().unwrap_or_default();
                let holds = if field == "text" { got.contains(want.as_str()) } else { got == want };
                if !holds {
                    faults.push(format!("{}: {field} is {got:?}, not {want:?}", mapping.name));
                }
            }
            let format = crate::ingest::format_of(input, "example");
            if mapping.kind != Kind::Feed && format != Some(&mapping.name) {
                faults.push(format!("{} is taken for {format:?}", mapping.name));
            }
        }
        assert_eq!(faults, Vec::<String>::new());
    }
}
