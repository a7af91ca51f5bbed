use super::{exit, study};
use crate::cli::args::EmployersArgs;
use crate::cli::exit::{Exit, Failure};
use crate::cli::options::{self, RuleSet};
use crate::cli::output::Output;
use crate::cli::show::table;
use crate::cli::{Terminal, summary};
use crate::model::CompetencyId;
use crate::pipeline;
use crate::report::{EMPLOYER_COLUMNS, EmployerRow, csv};
use crate::role::{Employer, employers, topic_names};

/// Employers shown.
const SHOWN: usize = 20;

pub fn run(args: &EmployersArgs, rules: &RuleSet, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let output = args.out.as_deref().map(Output::open).transpose()?;
    let studied = study(options::needed(&args.role, "role")?, &args.inputs, &args.filter, rules, terminal)?;
    let template = &studied.study.template;
    let name = pipeline::names(rules);
    let rows = employers(&studied.study.adverts.readings);
    let rows: Vec<EmployerRow> = rows.into_iter().map(|employer| row(employer, template.adverts, &name)).collect();
    let to_standard = output.as_ref().is_some_and(Output::is_standard);
    let is_terminal = if to_standard { terminal.err_is_terminal } else { terminal.out_is_terminal };
    let mut said = summary::read(&studied.study.gathered) + &summary::role(template) + "\n";
    let cells: Vec<Vec<String>> = rows.iter().take(SHOWN).map(cells).collect();
    said += &table(&["employer", ">adverts", "asks beyond the others", "speaks of"], &cells, is_terminal);
    if rows.len() > SHOWN {
        said += &format!("{} more; `--out employers.csv` writes them all\n", rows.len() - SHOWN);
    }
    said += &summary::findings(&studied.findings);
    if let Some(output) = output
        && let Some(path) = output.finish(&csv(EMPLOYER_COLUMNS, &rows, args.bom), terminal)?
    {
        said += &format!("wrote {} ({} rows)\n", path.display(), rows.len());
    }
    match to_standard {
        true => write!(terminal.err, "{said}")?,
        false => write!(terminal.out, "{said}")?,
    }
    Ok(exit(&studied.findings))
}

fn row(employer: Employer, role_adverts: u32, name: &dyn Fn(&CompetencyId) -> String) -> EmployerRow {
    let names = topic_names();
    EmployerRow {
        beyond: employer.beyond.iter().map(name).collect(),
        says: employer.says.iter().map(|(id, n)| (names.get(id).copied().unwrap_or(id), *n)).collect(),
        name: employer.name,
        adverts: employer.adverts,
        role_adverts,
        places: employer.places,
        first: employer.first,
        last: employer.last,
    }
}

fn cells(row: &EmployerRow) -> Vec<String> {
    let topics: Vec<&str> = row.says.iter().filter(|(_, n)| *n > 0).map(|(topic, _)| *topic).collect();
    vec![row.name.clone(), row.adverts.to_string(), row.beyond.join(", "), topics.join(", ")]
}
