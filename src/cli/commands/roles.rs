use super::exit;
use crate::cli::args::{InputArgs, RolesArgs};
use crate::cli::exit::{Exit, Failure};
use crate::cli::options::{self, RuleSet};
use crate::cli::output::Output;
use crate::cli::progress::Bar;
use crate::cli::show::table;
use crate::cli::{Terminal, summary};
use crate::diag::Diag;
use crate::pipeline::{self, Found, Gathered};
use crate::report::{ROLE_COLUMNS, csv};

/// Rows shown in the terminal.
const SHOWN: usize = 30;

pub fn run(args: &RolesArgs, rules: &RuleSet, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let Some(name) = &args.out else { return list(&args.inputs, rules, terminal) };
    let output = Output::open(name)?;
    let (gathered, findings) = gathered(&args.inputs, rules, terminal)?;
    output.finish(&csv(ROLE_COLUMNS, &pipeline::role_counts(&gathered.found), args.bom), terminal)?;
    write!(terminal.err, "{}{}", summary::read(&gathered), summary::findings(&findings))?;
    Ok(exit(&findings))
}

/// Says which roles the adverts hold, and how to choose one.
pub fn list(inputs: &InputArgs, rules: &RuleSet, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let (gathered, findings) = gathered(inputs, rules, terminal)?;
    write!(terminal.out, "{}", summary::read(&gathered))?;
    write!(terminal.out, "{}", listing(&gathered.found, terminal.out_is_terminal))?;
    if let Some(first) = gathered.found.first() {
        writeln!(terminal.out, "\nchoose one: skillgap gap ... --role \"{}\"", first.name)?;
    }
    let said = summary::findings(&findings);
    if !said.is_empty() {
        write!(terminal.out, "\n{said}")?;
    }
    Ok(exit(&findings))
}

fn gathered(inputs: &InputArgs, rules: &RuleSet, terminal: &Terminal) -> Result<(Gathered, Vec<Diag>), Failure> {
    let bar = Bar::new(terminal.err_is_terminal);
    let progress = |p| bar.show(p);
    let (inputs, mut findings) = options::inputs(inputs, &progress)?;
    let mut gathered = pipeline::gather(&inputs, rules, &|_| false, &progress);
    findings.append(&mut gathered.findings);
    findings.sort();
    Ok((gathered, findings))
}

/// The roles found as a table.
pub fn listing(found: &[Found], is_terminal: bool) -> String {
    if found.is_empty() {
        return String::new();
    }
    let row = |f: &Found| {
        let role = match (&f.title.role_id, f.name.as_str()) {
            (Some(_), name) => name.to_owned(),
            (None, "") => "(no role in the title)".to_owned(),
            (None, words) => format!("({words})"),
        };
        vec![f.adverts.to_string(), role, f.titles.first().cloned().unwrap_or_default()]
    };
    let rows: Vec<_> = found.iter().take(SHOWN).map(row).collect();
    let mut out = format!("\n{}", table(&[">adverts", "role", "as published"], &rows, is_terminal));
    if found.iter().take(SHOWN).any(|f| f.title.role_id.is_none()) {
        out += "(in brackets: titles that reached no role of the vocabulary; --role takes their words too)\n";
    }
    if found.len() > SHOWN {
        out += &format!("{} more; `skillgap roles --out roles.csv` writes them all\n", found.len() - SHOWN);
    }
    out
}
