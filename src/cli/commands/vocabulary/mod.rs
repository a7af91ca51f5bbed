//! `skillgap vocabulary`: one file a command.

mod add;
pub mod args;
mod check;
mod decisions;
mod diff;
mod import;
mod list;
mod show;
mod suggest;

use crate::cli::Terminal;
use crate::cli::exit::{Exit, Failure};
use crate::cli::options;
use crate::cli::output::Output;
use crate::cli::settings::Settings;
use crate::diag::Diag;
use crate::rules::own::OwnFile;
use crate::rules::{RuleFiles, Rules};
use args::{VocabularyArgs, VocabularyCommand};
use std::path::{Path, PathBuf};

/// Runs the command on the user's own vocabulary.
pub fn run(args: &VocabularyArgs, settings: &Settings, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let vocabulary = settings.vocabulary.as_deref();
    match &args.command {
        VocabularyCommand::List(args) => list::run(args, &*options::rules(vocabulary)?, terminal),
        VocabularyCommand::Show(args) => show::run(args, &*options::rules(vocabulary)?, terminal),
        VocabularyCommand::Check(args) => check::run(args, vocabulary, terminal),
        VocabularyCommand::Add(args) => add::run(args, Own::open(vocabulary)?, terminal),
        VocabularyCommand::Suggest(args) => suggest::run(args, settings, terminal),
        VocabularyCommand::Import(args) => import::run(args, &*options::rules(vocabulary)?, terminal),
        VocabularyCommand::Diff(args) => diff::run(args, terminal),
    }
}

/// The user's own file, which commands add to.
struct Own {
    path: PathBuf,
    file: OwnFile,
    /// The rules with the file on top, as it is now.
    rules: Rules,
}

impl Own {
    /// Reads the file, which may not be there yet.
    ///
    /// # Errors
    /// Where none is named, it is a folder, it cannot be read, or it has faults.
    fn open(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path else {
            return Err(Failure::Usage("name the CSV file that keeps your own vocabulary with `--vocabulary`".into()));
        };
        let shown = path.display().to_string();
        if path.is_dir() {
            return Err(Failure::Usage(format!("`{shown}` is a folder; name one CSV file in it with `--vocabulary`")));
        }
        let text = match std::fs::read_to_string(path) {
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => String::new(),
            read => read.map_err(|source| Failure::Io { what: format!("`{shown}` cannot be read"), source })?,
        };
        let mut faults = Vec::new();
        let file = OwnFile::read(&text, &shown, &mut faults);
        let rules = compiled(&shown, text)?;
        if faults.is_empty() { Ok(Self { path: path.into(), file, rules }) } else { Err(Failure::Config(faults)) }
    }

    /// Writes `file` in place of what was there, if the rules still hold with it, and goes on with it.
    fn keep(&mut self, file: OwnFile, terminal: &mut Terminal) -> Result<(), Failure> {
        let shown = self.path.display().to_string();
        let text = file.text();
        self.rules = compiled(&shown, text.clone())?;
        self.file = file;
        Output::open(&self.path.to_string_lossy())?.finish(text.as_bytes(), terminal)?;
        Ok(())
    }
}

/// The rules built in with a text of the user's on top.
fn compiled(shown: &str, text: String) -> Result<Rules, Failure> {
    let mut files = RuleFiles::embedded();
    files.push_own(shown, text);
    Rules::compile(&files).map_err(Failure::Config)
}

/// Findings, one a line.
fn lines(findings: &[Diag]) -> String {
    crate::cli::summary::findings(findings)
}
