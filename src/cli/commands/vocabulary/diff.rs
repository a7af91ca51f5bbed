use super::args::DiffArgs;
use crate::cli::Terminal;
use crate::cli::exit::{Exit, Failure};
use crate::cli::options::{self, RuleSet};
use crate::cli::output::Output;
use crate::report::{CHANGE_COLUMNS, csv};
use crate::rules::changes::{Change, changes};
use std::fmt::Write as _;
use std::path::Path;

/// What stands for the vocabulary inside the program.
const BUILT_IN: &str = "built-in";

pub fn run(args: &DiffArgs, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let output = args.out.as_deref().map(Output::open).transpose()?;
    let (before, after) = (open(&args.before)?, open(&args.after)?);
    let changes = changes(before.vocabulary(), after.vocabulary());
    let to_standard = output.as_ref().is_some_and(Output::is_standard);
    let mut said = told(&changes);
    if let Some(output) = output
        && let Some(path) = output.finish(&csv(CHANGE_COLUMNS, &changes, false), terminal)?
    {
        let _ = writeln!(said, "wrote {} ({} rows)", path.display(), changes.len());
    }
    match to_standard {
        true => write!(terminal.err, "{said}")?,
        false => write!(terminal.out, "{said}")?,
    }
    Ok(Exit::Done)
}

fn open(name: &str) -> Result<RuleSet, Failure> {
    options::rules(Some(Path::new(name)).filter(|_| name != BUILT_IN))
}

fn told(changes: &[Change]) -> String {
    let mut out = String::new();
    for change in changes {
        let labels =
            |sign: &str, labels: &[String]| labels.iter().map(|l| format!("\n    {sign} {l}")).collect::<String>();
        let _ = writeln!(
            out,
            "{:<11}{} ({}){}{}",
            change.what.as_str(),
            change.id,
            change.label,
            labels("-", &change.without),
            labels("+", &change.with)
        );
    }
    let count = |what: crate::rules::changes::What| changes.iter().filter(|c| c.what == what).count();
    let counts: Vec<String> = crate::rules::changes::What::ALL.iter().map(|w| format!("{} {w}", count(*w))).collect();
    let _ = writeln!(out, "{}", counts.join(", "));
    out
}
