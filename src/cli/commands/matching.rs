use super::{exit, study};
use crate::cli::args::MatchArgs;
use crate::cli::exit::{Exit, Failure};
use crate::cli::options::{self, RuleSet};
use crate::cli::output::Output;
use crate::cli::show::{plural, table};
use crate::cli::{Terminal, summary};
use crate::gap::{Held, fit};
use crate::model::{CompetencyId, Date, Level, Reading};
use crate::pipeline;
use crate::report::{AdvertRow, csv};
use std::fmt::Write as _;

/// Adverts shown of each state.
const SHOWN: usize = 15;

pub fn run(args: &MatchArgs, rules: &RuleSet, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let today = args.filter.today.as_deref().map(options::date).transpose()?;
    let output = args.out.as_deref().map(Output::open).transpose()?;
    let skills = options::skills(Some(options::needed(&args.skills, "skills")?), rules)?;
    let studied = study(options::needed(&args.role, "role")?, &args.inputs, &args.filter, rules, terminal)?;
    let held = Held::new(&skills.assessment, &pipeline::relations(rules));
    let rows = rows(&studied.study.adverts.readings, &held);
    let mut findings = studied.findings;
    findings.extend(skills.findings);
    findings.sort();
    let mut said = summary::read(&studied.study.gathered) + &summary::role(&studied.study.template);
    let names = pipeline::names(rules);
    let to_standard = output.as_ref().is_some_and(Output::is_standard);
    let is_terminal = if to_standard { terminal.err_is_terminal } else { terminal.out_is_terminal };
    for (state, title) in [("open", "apply now"), ("one step", "one step away"), ("closed", "more than one step away")]
    {
        said += &listed(&rows, state, title, today, &names, is_terminal);
    }
    let unknown = rows.iter().filter(|r| r.state() == "unknown").count() as u32;
    if unknown > 0 {
        let _ = writeln!(
            said,
            "\n{} no essential requirement, so nothing can be said",
            plural(unknown, "advert states", "adverts state")
        );
    }
    said += &summary::findings(&findings);
    if let Some(output) = output
        && let Some(path) = output.finish(&csv(AdvertRow::COLUMNS, &rows, args.bom), terminal)?
    {
        let _ = writeln!(said, "wrote {} ({} rows)", path.display(), rows.len());
    }
    match to_standard {
        true => write!(terminal.err, "{said}")?,
        false => write!(terminal.out, "{said}")?,
    }
    Ok(exit(&findings))
}

/// How each advert compares, best first: fewest essential requirements missing, then most satisfied, then by id.
pub fn rows<'a>(readings: &'a [Reading], held: &Held) -> Vec<AdvertRow<'a>> {
    let mut rows: Vec<AdvertRow> = readings
        .iter()
        .map(|reading| {
            let fit = fit(reading, held);
            AdvertRow {
                reading,
                essentials: fit.essentials,
                essentials_met: fit.essentials_met,
                others: fit.others,
                others_met: fit.others_met,
                missing: fit.missing.into_iter().map(|unmet| unmet.0).collect(),
                gates: fit.gates.into_iter().map(|unmet| unmet.0).collect(),
            }
        })
        .collect();
    let key = |r: &AdvertRow| (r.essentials == 0, r.essentials - r.essentials_met, std::cmp::Reverse(r.essentials_met));
    rows.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| a.reading.id.cmp(&b.reading.id)));
    rows
}

fn listed(
    rows: &[AdvertRow],
    state: &str,
    title: &str,
    today: Option<Date>,
    names: &dyn Fn(&CompetencyId) -> String,
    is_terminal: bool,
) -> String {
    let of: Vec<&AdvertRow> = rows.iter().filter(|r| r.state() == state).collect();
    if of.is_empty() {
        return format!("\n{title}: none\n");
    }
    let any = |set: &Vec<(CompetencyId, Level)>| set.iter().map(|(id, _)| names(id)).collect::<Vec<_>>().join(" or ");
    let cells = |r: &&AdvertRow| {
        let closing = match (r.reading.facts.closing_date, today) {
            (Some(day), Some(today)) if day < today => format!("closed {day}"),
            (Some(day), _) => day.to_string(),
            (None, _) => String::new(),
        };
        let employer = r.reading.employer.as_deref().unwrap_or("?");
        vec![
            format!("{}/{}", r.essentials_met, r.essentials),
            format!("{}, {employer}", r.reading.title),
            r.missing.iter().chain(&r.gates).take(4).map(any).collect::<Vec<_>>().join(", "),
            closing,
        ]
    };
    let shown: Vec<_> = of.iter().take(SHOWN).map(cells).collect();
    let mut out = format!("\n{title}: {}\n", plural(of.len() as u32, "advert", "adverts"));
    out += &table(&[">met", "advert", "missing", "closes"], &shown, is_terminal);
    if of.len() > SHOWN {
        let _ = writeln!(out, "and {} more; `--out adverts.csv` writes them all", of.len() - SHOWN);
    }
    out
}
