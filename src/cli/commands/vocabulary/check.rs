use super::args::CheckArgs;
use super::lines;
use crate::cli::Terminal;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::Output;
use crate::cli::show::plural;
use crate::diag::Severity;
use crate::rules::RuleFiles;
use crate::rules::check::{Counts, check};
use crate::rules::own::{OwnFile, REFUSED};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

pub fn run(args: &CheckArgs, vocabulary: Option<&Path>, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let path = args.path.as_deref().or(vocabulary);
    let files = match path {
        None if args.repair => return Err(Failure::Usage("name the file to repair".into())),
        None => RuleFiles::embedded(),
        Some(path) => {
            if args.repair {
                repair(path, terminal)?;
            }
            let what = format!("`{}` cannot be read", path.display());
            RuleFiles::with_own(path).map_err(|source| Failure::Io { what, source })?
        }
    };
    let (counts, findings) = check(&files);
    if let Some(counts) = counts {
        write!(terminal.out, "{}", shown(&counts))?;
    }
    let faults = findings.iter().filter(|f| f.severity() == Severity::Error).count() as u32;
    write!(terminal.err, "{}", lines(&findings))?;
    writeln!(terminal.out, "{}", if faults == 0 { "no faults".into() } else { plural(faults, "fault", "faults") })?;
    Ok(if faults == 0 { Exit::Done } else { Exit::Config })
}

fn shown(counts: &Counts) -> String {
    let mut out = format!(
        "{} competencies ({} qualifications), {} labels, {} relations, {} sectors, {} rules for ambiguous labels, {} refused\n",
        counts.competencies,
        counts.qualifications,
        counts.labels,
        counts.relations,
        counts.sectors.len(),
        counts.ambiguous,
        counts.refused
    );
    if !counts.languages.is_empty() {
        let codes: Vec<&str> = counts.languages.iter().map(|l| l.as_str()).collect();
        let _ = writeln!(out, "languages besides English: {}", codes.join(", "));
    }
    for (sector, count) in &counts.sectors {
        let _ = writeln!(out, "  {count:>5} {sector}");
    }
    out
}

/// Rewrites the user's files in their canonical form; one with faults stays as it is.
fn repair(path: &Path, terminal: &mut Terminal) -> Result<(), Failure> {
    let what = |path: &Path| format!("`{}` cannot be read", path.display());
    let files: Vec<PathBuf> = if path.is_dir() {
        let entries = std::fs::read_dir(path).map_err(|source| Failure::Io { what: what(path), source })?;
        let own =
            |p: &PathBuf| p.extension().is_some_and(|e| e == "csv") && p.file_stem().is_some_and(|s| s != REFUSED);
        let mut files: Vec<PathBuf> = entries.filter_map(Result::ok).map(|e| e.path()).filter(own).collect();
        files.sort();
        files
    } else {
        vec![path.to_path_buf()]
    };
    for path in files {
        let text = std::fs::read_to_string(&path).map_err(|source| Failure::Io { what: what(&path), source })?;
        let mut faults = Vec::new();
        let canonical = OwnFile::read(&text, &path.display().to_string(), &mut faults).text();
        if faults.is_empty() && canonical != text {
            Output::open(&path.to_string_lossy())?.finish(canonical.as_bytes(), terminal)?;
            writeln!(terminal.out, "rewrote {}", path.display())?;
        }
    }
    Ok(())
}
