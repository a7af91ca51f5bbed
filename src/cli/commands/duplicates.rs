use super::exit;
use crate::cli::args::DuplicatesArgs;
use crate::cli::exit::{Exit, Failure};
use crate::cli::options::{self, RuleSet};
use crate::cli::output::Output;
use crate::cli::progress::Bar;
use crate::cli::show::plural;
use crate::cli::{Terminal, summary};
use crate::pipeline::{self, Group, Member};
use crate::report::{DuplicateRow, csv};
use std::fmt::Write as _;

/// Groups shown, and copies of each.
const GROUPS: usize = 20;
const COPIES: usize = 10;

pub fn run(args: &DuplicatesArgs, rules: &RuleSet, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let output = args.out.as_deref().map(Output::open).transpose()?;
    let bar = Bar::new(terminal.err_is_terminal);
    let progress = |p| bar.show(p);
    let (inputs, mut findings) = options::inputs(&args.inputs, &progress)?;
    let mut gathered = pipeline::gather(&inputs, rules, &|_| false, &progress);
    drop(bar);
    findings.append(&mut gathered.findings);
    findings.sort();
    let groups = gathered.copies.groups();
    let Some(output) = output else {
        write!(terminal.out, "{}{}", summary::read(&gathered), listing(&groups))?;
        let said = summary::findings(&findings);
        if !said.is_empty() {
            write!(terminal.out, "\n{said}")?;
        }
        return Ok(exit(&findings));
    };
    output.finish(&csv(DuplicateRow::COLUMNS, &pipeline::duplicate_rows(&groups), args.bom), terminal)?;
    write!(terminal.err, "{}{}", summary::read(&gathered), summary::findings(&findings))?;
    Ok(exit(&findings))
}

/// The groups to read.
fn listing(groups: &[Group]) -> String {
    let mut out = String::new();
    for group in groups.iter().take(GROUPS) {
        let of = |employer: &Option<String>| employer.as_ref().map(|e| format!(", {e}")).unwrap_or_default();
        let _ = writeln!(out, "\n{}{} ({})", group.head.title, of(&group.head.employer), group.head.source);
        for Member { advert, reason, .. } in group.members.iter().take(COPIES) {
            let title = if advert.title == group.head.title { String::new() } else { format!("{}, ", advert.title) };
            let place = advert.place.as_ref().map(|p| format!("{p}, ")).unwrap_or_default();
            let _ = writeln!(out, "  {reason}: {title}{place}{}", advert.source);
        }
        if group.members.len() > COPIES {
            let _ = writeln!(out, "  and {} more", group.members.len() - COPIES);
        }
    }
    if groups.len() > GROUPS {
        let more = plural((groups.len() - GROUPS) as u32, "group", "groups");
        let _ = writeln!(out, "\n{more} more; `skillgap duplicates --out duplicates.csv` writes them all");
    }
    out
}
