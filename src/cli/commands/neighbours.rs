use super::exit;
use crate::cli::args::NeighboursArgs;
use crate::cli::exit::{Exit, Failure};
use crate::cli::options::{self, RuleSet};
use crate::cli::progress::Bar;
use crate::cli::show::{percent, table};
use crate::cli::{Terminal, summary};
use crate::gap::neighbours;
use crate::pipeline::{self, Target};

/// Roles shown.
const SHOWN: usize = 15;

pub fn run(args: &NeighboursArgs, rules: &RuleSet, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let role = options::needed(&args.role, "role")?;
    let skills = options::skills(Some(options::needed(&args.skills, "skills")?), rules)?;
    let bar = Bar::new(terminal.err_is_terminal);
    let progress = |p| bar.show(p);
    let (inputs, mut findings) = options::inputs(&args.inputs, &progress)?;
    let target = Target::new(role, &[], rules);
    let all = pipeline::all_roles(&inputs, rules, args.min_adverts, &progress);
    drop(bar);
    findings.extend(all.findings);
    findings.extend(skills.findings);
    findings.sort();
    let Some(aim) = all.templates.iter().find(|t| t.role == target.name) else {
        return Err(Failure::Failed(format!("fewer than {} adverts have the role `{role}`", args.min_adverts)));
    };
    let rows = neighbours(aim, &all.templates, &skills.assessment, &pipeline::relations(rules));
    let cells = rows.iter().take(SHOWN).map(|r| {
        vec![r.role.clone(), r.adverts.to_string(), percent(r.satisfied), percent(r.shared), percent(r.teaches)]
    });
    let cells: Vec<_> = cells.collect();
    writeln!(terminal.out, "towards {} ({} adverts):\n", aim.role, aim.adverts)?;
    let headers = ["role", ">adverts", ">you satisfy", ">shares of target", ">teaches of your gaps"];
    write!(terminal.out, "{}", table(&headers, &cells, terminal.out_is_terminal))?;
    writeln!(
        terminal.out,
        "\nparts are weighed by how many adverts ask for each competency; qualifications are left out"
    )?;
    write!(terminal.out, "{}", summary::findings(&findings))?;
    Ok(exit(&findings))
}
