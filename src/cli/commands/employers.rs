use super::{exit, study};
use crate::cli::args::EmployersArgs;
use crate::cli::exit::{Exit, Failure};
use crate::cli::options::{self, RuleSet};
use crate::cli::output::Output;
use crate::cli::show::{percent, table};
use crate::cli::{Terminal, summary};
use crate::model::CompetencyId;
use crate::pipeline;
use crate::profile::{About, values_part};
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
    let wanted = options::wishes(&args.wishes)?;
    let mut rows: Vec<EmployerRow> =
        rows.into_iter().map(|employer| row(employer, template.adverts, &wanted.values, &name)).collect();
    // Those that speak of what matters most come first; the sort is stable.
    let part = |row: &EmployerRow| row.values.as_ref().map_or(0.0, |(_, part)| *part);
    rows.sort_by(|a, b| part(b).total_cmp(&part(a)));
    let to_standard = output.as_ref().is_some_and(Output::is_standard);
    let is_terminal = if to_standard { terminal.err_is_terminal } else { terminal.out_is_terminal };
    let mut said = summary::read(&studied.study.gathered) + &summary::role(template);
    said += &super::matching::known_of(&wanted, &args.wishes);
    said.push('\n');
    let mut headers = vec!["employer", ">adverts", "asks beyond the others", "speaks of"];
    if !wanted.values.is_empty() {
        headers.insert(2, "of your values");
    }
    let cells: Vec<Vec<String>> = rows.iter().take(SHOWN).map(cells).collect();
    said += &table(&headers, &cells, is_terminal);
    said += &about(&wanted.about);
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

fn row(
    employer: Employer,
    role_adverts: u32,
    values: &[String],
    name: &dyn Fn(&CompetencyId) -> String,
) -> EmployerRow {
    let names = topic_names();
    let said = |value: &str| employer.says.iter().any(|(id, n)| *id == value && *n > 0);
    let met = values.iter().filter(|v| said(v)).filter_map(|v| names.get(v.as_str()).copied()).collect();
    EmployerRow {
        values: (!values.is_empty()).then(|| (met, values_part(values, &said))),
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
    let mut cells = vec![row.name.clone(), row.adverts.to_string(), row.beyond.join(", "), topics.join(", ")];
    if let Some((met, part)) = &row.values {
        let met = if met.is_empty() { "none".to_owned() } else { format!("{}: {}", percent(*part), met.join(", ")) };
        cells.insert(2, met);
    }
    cells
}

/// What somebody says of themselves, to hold beside what employers say; no advert is scored by it.
fn about(of: &About) -> String {
    let lines = [("you work best", &of.style), ("strengths", &of.strengths), ("to watch", &of.weaknesses)];
    let mut out = String::new();
    for (what, words) in lines.into_iter().filter(|(_, words)| !words.is_empty()) {
        out += &format!("  {what}: {}\n", words.join(", "));
    }
    if out.is_empty() { out } else { format!("\nwhat you say of yourself, to ask each of them about:\n{out}") }
}
