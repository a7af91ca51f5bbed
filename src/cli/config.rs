//! `skillgap.toml`: what a folder's runs have in common.

use super::exit::Failure;
use crate::diag::{Code, Diag};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// Name of the file that is looked for in the current folder.
pub const FILE: &str = "skillgap.toml";
/// Where the store lies unless the file says otherwise.
pub const STORE: &str = "skillgap.db";

/// What `skillgap init` writes.
pub const TEMPLATE: &str = r#"# Settings of this folder; every `skillgap` run in it reads them. Arguments given to a run come first.

# Job-alert feeds that `skillgap pull` polls: addresses, or files that something else downloads.
feeds = [
    # "https://example.org/search.rss?q=product+manager",
]

# The role you aim at; more than one where you waver.
roles = [
    # "product manager",
]

# Roles that count beside it, as with --include.
include = []

# What you can do (`skillgap assess` makes it), and hours a week that you can give to learning.
# skills = "skills.csv"
# hours = 5

# Your own words on top of the vocabulary.
# vocabulary = "vocabulary.csv"

# Where adverts are kept.
store = "skillgap.db"

# What you want of a post, and what matters to you in an employer, most important first: balance, promotion, remote,
# training, social, security, inclusion. `skillgap match` and `skillgap employers` hold adverts beside it;
# `skillgap assess --about-me` asks for values.
#[preferences]
#pay_floor = 30000
#currency = "GBP"
#places = ["Leeds"]
#work_mode = ["hybrid", "remote"]
#contract = ["permanent"]
#[values]
#order = ["balance", "training"]
"#;

/// The settings as written, with paths as seen from the current folder.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default)]
pub struct Config {
    pub feeds: Vec<String>,
    pub roles: Vec<String>,
    pub include: Vec<String>,
    pub skills: Option<PathBuf>,
    pub hours: Option<f64>,
    pub vocabulary: Option<PathBuf>,
    pub store: Option<PathBuf>,
}

/// Keys of the file; any other is a fault.
const KEYS: &[&str] = &["feeds", "roles", "include", "skills", "hours", "vocabulary", "store"];

/// Tables of the file that are read where they count: wishes, values, and what somebody says of themselves.
const TABLES: &[&str] = &["preferences", "values", "about"];

impl Config {
    /// The file named, or else the one in the current folder; `None` where there is neither.
    ///
    /// # Errors
    /// Where it cannot be read, and every fault in it.
    pub fn find(named: Option<&Path>) -> Result<Option<Self>, Failure> {
        let path = match named {
            Some(path) => path,
            None if Path::new(FILE).is_file() => Path::new(FILE),
            None => return Ok(None),
        };
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|source| Failure::Io { what: format!("the settings `{shown}` cannot be read"), source })?;
        let mut config = parse(&text, &shown).map_err(Failure::Config)?;
        config.seen_from(path.parent().unwrap_or(Path::new("")));
        Ok(Some(config))
    }

    /// Paths in the file are meant from its folder; there lies the store too, unless it says otherwise.
    fn seen_from(&mut self, folder: &Path) {
        self.store.get_or_insert_with(|| STORE.into());
        for path in [&mut self.skills, &mut self.vocabulary, &mut self.store].into_iter().flatten() {
            *path = folder.join(&*path);
        }
        for feed in &mut self.feeds {
            if !crate::pipeline::is_address(feed) {
                *feed = folder.join(&*feed).to_string_lossy().into_owned();
            }
        }
    }
}

/// # Errors
/// Every fault, with its line.
fn parse(text: &str, source: &str) -> Result<Config, Vec<Diag>> {
    let line = |at: usize| text[..at.min(text.len())].matches('\n').count() as u32 + 1;
    let fault = |message: String, span: Option<std::ops::Range<usize>>| {
        Diag::new(Code::BadConfig, source, message).at(span.map_or(0, |span| line(span.start)))
    };
    let document = toml_edit::Document::parse(text).map_err(|e| vec![fault(e.message().to_owned(), e.span())])?;
    let unknown = document.iter().filter(|(key, _)| !KEYS.contains(key) && !TABLES.contains(key)).map(|(key, item)| {
        let near = KEYS.iter().filter(|known| strsim::jaro_winkler(known, key) > 0.84).copied().next();
        let hint = near.map_or_else(|| format!("use {}", KEYS.join(", ")), |near| format!("did you mean `{near}`?"));
        let span = document.key(key).and_then(toml_edit::Key::span).or_else(|| item.span());
        fault(format!("`{key}` is no setting; {hint}"), span)
    });
    let mut faults: Vec<Diag> = unknown.collect();
    let config = toml::from_str::<Config>(text).map_err(|e| fault(e.message().to_owned(), e.span()));
    match config {
        Ok(config) => {
            if config.hours.is_some_and(|hours| !(0.0..=168.0).contains(&hours)) {
                let span = document.get("hours").and_then(toml_edit::Item::span);
                faults.push(fault("`hours` is a number of hours a week, 0 to 168".into(), span));
            }
            if faults.is_empty() { Ok(config) } else { Err(faults) }
        }
        Err(malformed) => {
            faults.push(malformed);
            faults.sort();
            Err(faults)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_a_file_of_settings_and_names_them_all() {
        let config = parse(TEMPLATE, FILE).expect("settings");
        assert_eq!(config.store.as_deref(), Some(Path::new(STORE)));
        for key in KEYS {
            let named = |line: &str| line.trim_start_matches("# ").starts_with(&format!("{key} = "));
            assert!(TEMPLATE.lines().any(named), "{key}");
        }
        let all = TEMPLATE.lines().map(|line| match line.trim_start().strip_prefix("# ") {
            Some(rest) if rest.contains(" = ") || rest.starts_with('"') => rest,
            _ => line,
        });
        let all = parse(&all.collect::<Vec<_>>().join("\n"), FILE).expect("settings");
        assert_eq!((all.roles.as_slice(), all.hours), (&["product manager".to_owned()][..], Some(5.0)));
    }

    #[test]
    fn every_fault_is_told_with_its_line() {
        let told = |text: &str| -> Vec<String> {
            parse(text, "s.toml").expect_err("faults").iter().map(|fault| format!("{fault}")).collect()
        };
        let faults = told("feeds = []\nrole = \"nurse\"\nhours = \"many\"\n\n[colour]\nred = 1\n");
        assert_eq!(faults.len(), 3, "{faults:?}");
        assert!(faults[0].starts_with("s.toml:2: `role` is no setting; did you mean `roles`?"), "{faults:?}");
        assert!(faults[1].starts_with("s.toml:3: "), "{faults:?}");
        assert!(faults[2].starts_with("s.toml:5: `colour` is no setting; use feeds, "), "{faults:?}");
        assert!(told("feeds = [\n")[0].starts_with("s.toml:"));
        assert!(told("hours = 1000")[0].contains("0 to 168"));
    }

    #[test]
    fn paths_are_meant_from_the_folder_of_the_file() {
        let mut config = parse("feeds = [\"a.rss\", \"https://b.org/f\"]\nstore = \"s.db\"", FILE).expect("settings");
        config.seen_from(Path::new("job"));
        assert_eq!(config.feeds, ["job/a.rss", "https://b.org/f"]);
        assert_eq!(config.store.as_deref(), Some(Path::new("job/s.db")));
        let mut config = Config::default();
        config.seen_from(Path::new("job"));
        assert_eq!(config.store.as_deref(), Some(Path::new("job/skillgap.db")));
    }
}
