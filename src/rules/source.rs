//! Where the files of rules come from: inside the binary, or a folder of the user's.

use include_dir::{Dir, include_dir};
use std::borrow::Cow;
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
        let file = self.name.rsplit('/').next().unwrap_or(&self.name);
        file.rsplit_once('.').map_or(file, |(stem, _)| stem)
    }
}

/// All rule files, ordered by name. `demo/` and prose are not rules.
#[derive(Debug, Clone)]
pub struct RuleFiles(Vec<RuleFile>);

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
        files.retain(|f| !f.name.starts_with("demo/") && (f.name.ends_with(".csv") || f.name.ends_with(".toml")));
        files.sort_by(|a, b| a.name.cmp(&b.name));
        Self(files)
    }

    /// Files below a folder of `data/`.
    pub fn under(&self, folder: &str) -> Vec<RuleFile> {
        let prefix = format!("{folder}/");
        self.0.iter().filter(|f| f.name.starts_with(&prefix)).cloned().collect()
    }

    /// Adds a user's own vocabulary file on top.
    pub fn push_vocabulary(&mut self, name: &str, text: String) {
        self.0.push(RuleFile { name: format!("vocabulary/{name}"), text: Cow::Owned(text) });
    }

    /// Hash over names and contents of all files: 16 hexadecimal digits.
    pub fn hash(&self) -> String {
        let mut hasher = xxhash_rust::xxh3::Xxh3::new();
        for file in &self.0 {
            hasher.update(file.name.as_bytes());
            hasher.update(&[0]);
            hasher.update(file.text.as_bytes());
            hasher.update(&[0]);
        }
        format!("{:016x}", hasher.digest())
    }
}
