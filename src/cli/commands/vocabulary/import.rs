use super::args::{ImportArgs, ImportFrom};
use super::{compiled, lines};
use crate::cli::Terminal;
use crate::cli::commands::exit;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::Output;
use crate::report::{REJECTED_COLUMNS, csv};
use crate::rules::Rules;
use crate::rules::import::{Imported, Source, read, screen};
use crate::rules::language::Language;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Reasons shown.
const REASONS: usize = 8;

pub fn run(args: &ImportArgs, rules: &Rules, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let output = Output::open(&args.out)?;
    let language = match args.language.as_deref() {
        None => None,
        Some(code) => Some(Language::parse(code).ok_or_else(|| unknown(code))?),
    };
    let source = match args.from {
        ImportFrom::Esco => Source::Esco,
        ImportFrom::Onet => Source::Onet,
        ImportFrom::List => Source::List,
    };
    let concepts = read(source, &args.path, language).map_err(|diag| Failure::Failed(diag.to_string()))?;
    let imported = screen(&concepts, rules);
    let text = imported.file.text();
    let shown = if output.is_standard() { "the import" } else { &args.out };
    // What is written can be laid on top: faults show here, not at the next run.
    compiled(shown, text.clone())?;
    let mut said = told(&imported);
    if let Some(path) = refused_path(args) {
        let table = csv(REJECTED_COLUMNS, &imported.rejected, false);
        if let Some(path) = Output::open(&path.to_string_lossy())?.finish(&table, terminal)? {
            let _ = writeln!(said, "wrote {} (each label left out, with its reason)", path.display());
        }
    }
    let to_standard = output.is_standard();
    if let Some(path) = output.finish(text.as_bytes(), terminal)? {
        let _ = writeln!(said, "wrote {} ({} rows)", path.display(), imported.file.rows.len());
    }
    match to_standard {
        true => write!(terminal.err, "{said}")?,
        false => write!(terminal.out, "{said}")?,
    }
    write!(terminal.err, "{}", lines(&concepts.findings))?;
    Ok(exit(&concepts.findings))
}

fn unknown(code: &str) -> Failure {
    let known = Language::ALL.iter().map(|l| l.as_str()).collect::<Vec<_>>().join(", ");
    Failure::Usage(format!("`{code}` is no language; use one of {known}"))
}

/// Where the labels that were left out go; nowhere where the vocabulary goes to standard output.
fn refused_path(args: &ImportArgs) -> Option<PathBuf> {
    let beside = || (args.out != "-").then(|| Path::new(&args.out).with_extension("refused.csv"));
    args.refused.as_ref().map(PathBuf::from).or_else(beside)
}

fn told(imported: &Imported) -> String {
    let mut out = format!(
        "{} concepts with {} labels\n{} competencies added, {} known ones got labels or codes, {} labels known already, \
         {} left out\n",
        imported.concepts,
        imported.labels,
        imported.added,
        imported.merged,
        imported.known,
        imported.rejected.len()
    );
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for rejected in &imported.rejected {
        // Which competency has it already is told in the table.
        *reasons.entry(rejected.reason.split(" of `").next().unwrap_or_default()).or_default() += 1;
    }
    let mut reasons: Vec<(&str, usize)> = reasons.into_iter().collect();
    reasons.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    for (reason, count) in reasons.into_iter().take(REASONS) {
        let _ = writeln!(out, "  {count:>6} {reason}");
    }
    out
}
