use super::args::ListArgs;
use crate::cli::Terminal;
use crate::cli::args::TableFormat;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::Output;
use crate::cli::show::{plural, table};
use crate::model::CompetencyKind;
use crate::report::{EntryRow, csv, json_rows};
use crate::rules::{Competency, Rules};
use std::collections::BTreeSet;

pub fn run(args: &ListArgs, rules: &Rules, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let output = Output::open(&args.out)?;
    let wanted = wanted(args, rules)?;
    let entries = || wanted.iter().map(|c| EntryRow(c)).collect::<Vec<_>>();
    let bytes = match args.format {
        Some(TableFormat::Csv) => csv(EntryRow::COLUMNS, &entries(), false),
        Some(TableFormat::Json) => format!("{:#}\n", json_rows(EntryRow::COLUMNS, &entries())).into_bytes(),
        None => {
            let row = |c: &&Competency| vec![c.id.to_string(), c.kind.to_string(), c.label.clone(), c.sector.clone()];
            let rows: Vec<_> = wanted.iter().map(row).collect();
            let count = plural(wanted.len() as u32, "competency", "competencies");
            let shown = table(&["id", "kind", "label", "sector"], &rows, terminal.out_is_terminal);
            format!("{shown}{count}\n").into_bytes()
        }
    };
    output.finish(&bytes, terminal)?;
    Ok(Exit::Done)
}

/// The competencies asked for, by id.
fn wanted<'r>(args: &ListArgs, rules: &'r Rules) -> Result<Vec<&'r Competency>, Failure> {
    let kind = match args.kind.as_deref() {
        None => None,
        Some(word) => Some(CompetencyKind::parse(word).ok_or_else(|| {
            let known = CompetencyKind::ALL.iter().map(|k| k.as_str()).collect::<Vec<_>>().join(", ");
            Failure::Usage(format!("`{word}` is no kind; use one of {known}"))
        })?),
    };
    let sectors: BTreeSet<&str> = rules.vocabulary().iter().map(|c| c.sector.as_str()).collect();
    if let Some(sector) = args.sector.as_deref().filter(|s| *s != "own" && !sectors.contains(s)) {
        let known = sectors.into_iter().collect::<Vec<_>>().join(", ");
        return Err(Failure::Usage(format!("`{sector}` is no sector; use one of {known}, own")));
    }
    let is_own = |c: &Competency| c.labels.iter().any(|l| l.own);
    let fits = |c: &&Competency| {
        let sector = args.sector.as_deref().is_none_or(|s| c.sector == s || s == "own" && is_own(c));
        sector && kind.is_none_or(|k| c.kind == k)
    };
    Ok(rules.vocabulary().iter().filter(fits).collect())
}
