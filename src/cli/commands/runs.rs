//! Runs kept, in a file or the store, and compared.

use crate::cli::Terminal;
use crate::cli::exit::Failure;
use crate::cli::output::Output;
use crate::cli::show::percent;
use crate::gap::{SavedRun, changes};
use crate::store::{SavedReview, Store};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Rows shown of each change, and bytes read of a file.
const SHOWN: usize = 12;
const LARGEST: u64 = 64 << 20;

/// Keeps a run in the file of this name, or in the store where it is empty. Gives where.
///
/// # Errors
/// Where neither can be written.
pub fn save(name: &str, store: Option<&PathBuf>, run: &SavedRun, terminal: &mut Terminal) -> Result<String, Failure> {
    let json = serde_json::to_string_pretty(run).map_err(|e| Failure::Failed(e.to_string()))? + "\n";
    if !name.is_empty() {
        let written = Output::open(name)?.finish(json.as_bytes(), terminal)?;
        return Ok(written.map_or_else(|| "standard output".to_owned(), |path| path.display().to_string()));
    }
    let path = store.ok_or_else(|| no_store("--save"))?;
    let review = SavedReview { date: run.date, role: run.role.clone(), rules_version: run.rules_version.clone(), json };
    Store::open(path)?.save_review(&review)?;
    Ok(path.display().to_string())
}

fn no_store(argument: &str) -> Failure {
    Failure::Usage(format!("no store; name a file with `{argument} FILE`, or a store with `--store`"))
}

/// The run kept in the file of this name, or the last of the role in the store where it is empty.
///
/// # Errors
/// Where there is none, or it is malformed.
pub fn load(name: &str, store: Option<&PathBuf>, role: &str) -> Result<SavedRun, Failure> {
    let (shown, json) = if name.is_empty() {
        let path = store.ok_or_else(|| no_store("--last"))?;
        let last = Store::open(path)?.reviews(role)?.pop().ok_or_else(|| {
            Failure::Failed(format!(
                "no run of `{role}` is kept in {} yet; `skillgap gap --save` keeps one",
                path.display()
            ))
        })?;
        (path.display().to_string(), last.json)
    } else {
        let unreadable = |source| Failure::Io { what: format!("the run `{name}` cannot be read"), source };
        let size = std::fs::metadata(Path::new(name)).map_err(unreadable)?.len();
        if size > LARGEST {
            return Err(Failure::Failed(format!("`{name}` is too large to be a run that was kept")));
        }
        (name.to_owned(), std::fs::read_to_string(name).map_err(unreadable)?)
    };
    let run: SavedRun = serde_json::from_str(&json)
        .map_err(|e| Failure::Failed(format!("`{shown}` is no run that `skillgap gap --save` kept: {e}")))?;
    Ok(run)
}

/// What moved since, in words.
pub fn shown(then: &SavedRun, now: &SavedRun, read_again: bool) -> String {
    let found = changes(then, now);
    let mut out = format!(
        "\nsince {}: open to you then {} of {} adverts, now {} of {}\n",
        then.date, then.open_now, then.adverts_with_essentials, now.open_now, now.adverts_with_essentials
    );
    if then.role != now.role {
        let _ = writeln!(out, "  the role then was {}; rows are of different roles", then.role);
    }
    if read_again {
        out += "  the adverts of that time were read again with the rules of today\n";
    } else if found.other_rules {
        let _ = writeln!(
            out,
            "  the rules changed from {} to {}; a change of demand may come from them, not from the adverts: read the \
             adverts of that time again with --then PATH, or `skillgap reindex` those of the store",
            then.rules_version, now.rules_version
        );
    }
    let level = |l: &Option<u8>| l.map_or("not assessed".to_owned(), |l| l.to_string());
    let lists = [
        ("gaps closed", found.closed.clone()),
        ("gaps opened", found.opened.iter().map(|(name, why)| format!("{name} ({why})")).collect()),
        (
            "your levels",
            found.levels.iter().map(|(n, a, b)| format!("{n}: {} then, {} now", level(a), level(b))).collect(),
        ),
        (
            "demand",
            found.demand.iter().map(|(n, a, b)| format!("{n}: {} then, {} now", percent(*a), percent(*b))).collect(),
        ),
        ("no longer asked for", found.gone.clone()),
    ];
    for (what, rows) in lists {
        let rows: Vec<String> = rows;
        let more = rows.len().saturating_sub(SHOWN);
        let said = match rows.len() {
            0 => "none".to_owned(),
            _ => rows.into_iter().take(SHOWN).collect::<Vec<_>>().join("; "),
        };
        let _ =
            writeln!(out, "  {what}: {said}{}", if more > 0 { format!("; and {more} more") } else { String::new() });
    }
    out
}
