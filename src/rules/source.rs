//! Where the files of rules come from: inside the binary, or a folder of the user's.

use super::language::Language;
use include_dir::{Dir, include_dir};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;

static DATA: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data");

/// One file of `data/`, by its path inside it (`vocabulary/nursing.csv`).
#[derive(Debug, Clone)]
pub struct RuleFile {
    pub name: String,
    /// Borrowed where it is part of the binary.
    pub text: Cow<'static, str>,
}

impl RuleFile {
    /// File name without folder and extension.
    pub fn stem(&self) -> &str {
        let file = self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name);
        file.rsplit_once('.').map_or(file, |(stem, _)| stem)
    }
}

/// All rule files, ordered by name. `demo/`, `checks/` and prose say nothing of how
/// to read.
#[derive(Debug, Clone)]
pub struct RuleFiles {
    data: Vec<RuleFile>,
    /// The user's own, on top, in the order given.
    own: Vec<RuleFile>,
}

/// Folders by which a folder is known to hold all rules and not only some on top.
const WHOLE: [&str; 2] = ["language", "cues"];

impl RuleFiles {
    /// The files inside the binary.
    pub fn embedded() -> Self {
        let mut files = Vec::new();
        let mut dirs = vec![&DATA];
        while let Some(dir) = dirs.pop() {
            dirs.extend(dir.dirs());
            for file in dir.files() {
                if let (Some(name), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
                    files.push(RuleFile { name: name.replace('\\', "/"), text: Cow::Borrowed(text) });
                }
            }
        }
        Self::sorted(files)
    }

    /// The rules that a path of the user's stands for: a CSV file lies on top of those built in, and so does a folder of
    /// CSV files, `refused.csv` and `ambiguous/`; a folder laid out like `data/` replaces them.
    ///
    /// # Errors
    /// Where the path or a file in it cannot be read.
    pub fn with_own(path: &Path) -> std::io::Result<Self> {
        let mut files = Self::embedded();
        if !path.is_dir() {
            files.push_own(path.display().to_string(), std::fs::read_to_string(path)?);
            return Ok(files);
        }
        let folder = Self::from_folder(path)?;
        if WHOLE.iter().any(|name| path.join(name).is_dir()) {
            return Ok(folder);
        }
        files.own = folder.data;
        // What an import left out, written beside what it made.
        files.own.retain(|f| !f.name.ends_with(".refused.csv"));
        for file in &mut files.own {
            file.name = path.join(&file.name).display().to_string();
        }
        Ok(files)
    }

    /// The files of a folder laid out like `data/`.
    ///
    /// # Errors
    /// Where the folder or a file in it cannot be read.
    pub fn from_folder(folder: &Path) -> std::io::Result<Self> {
        let mut files = Vec::new();
        let mut dirs = vec![folder.to_path_buf()];
        while let Some(dir) = dirs.pop() {
            for entry in std::fs::read_dir(&dir)? {
                let path = entry?.path();
                if path.is_dir() {
                    dirs.push(path);
                } else if path.extension().is_some_and(|e| e == "csv" || e == "toml") {
                    let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                    files.push(RuleFile { name, text: Cow::Owned(std::fs::read_to_string(&path)?) });
                }
            }
        }
        Ok(Self::sorted(files))
    }

    fn sorted(mut files: Vec<RuleFile>) -> Self {
        let apart = |name: &str| name.starts_with("demo/") || name.starts_with("checks/");
        files.retain(|f| !apart(&f.name) && (f.name.ends_with(".csv") || f.name.ends_with(".toml")));
        files.sort_by(|a, b| a.name.cmp(&b.name));
        Self { data: files, own: Vec::new() }
    }

    /// Files below a folder of `data/`.
    pub fn under(&self, folder: &str) -> Vec<RuleFile> {
        let prefix = format!("{folder}/");
        self.data.iter().filter(|f| f.name.starts_with(&prefix)).cloned().collect()
    }

    /// One file of `data/` by its path inside it.
    pub fn file(&self, name: &str) -> Option<&RuleFile> {
        self.data.iter().find(|f| f.name == name)
    }

    /// The user's own files, on top of the others.
    pub fn own(&self) -> &[RuleFile] {
        &self.own
    }

    /// Adds a vocabulary file of the user's on top. `name` is its path as findings show it.
    pub fn push_own(&mut self, name: impl Into<String>, text: String) {
        self.own.push(RuleFile { name: name.into(), text: Cow::Owned(text) });
    }

    /// Hash over names and contents of all files: 16 hexadecimal digits. Where the user keeps their own does not count,
    /// nor do rules for languages that the vocabulary has no labels in.
    pub fn hash(&self, languages: &BTreeSet<Language>) -> String {
        let mut hasher = xxhash_rust::xxh3::Xxh3::new();
        let named = self.data.iter().map(|f| (f.name.as_str(), f)).chain(self.own.iter().map(|f| (f.stem(), f)));
        let read = |name: &str| match name.strip_prefix("languages/").and_then(|rest| rest.split('/').next()) {
            Some(code) => Language::parse(code).is_some_and(|l| languages.contains(&l)),
            None => true,
        };
        for (name, file) in named.filter(|(name, _)| read(name)) {
            hasher.update(name.as_bytes());
            hasher.update(&[0]);
            hasher.update(file.text.as_bytes());
            hasher.update(&[0]);
        }
        format!("{:016x}", hasher.digest())
    }
}
