use super::{exit, study};
use crate::cli::args::{MatchArgs, WishArgs};
use crate::cli::exit::{Exit, Failure};
use crate::cli::options::{self, RuleSet};
use crate::cli::output::Output;
use crate::cli::show::{plural, table};
use crate::cli::{Terminal, summary};
use crate::gap::{Held, fit};
use crate::model::{CompetencyId, Date, Level, Reading};
use crate::pipeline;
use crate::profile::{Preferences, values_part};
use crate::report::{AdvertRow, csv};
use crate::role::topic_names;
use std::fmt::Write as _;

/// Adverts shown of each state.
const SHOWN: usize = 15;

pub fn run(args: &MatchArgs, rules: &RuleSet, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let today = args.filter.today.as_deref().map(options::date).transpose()?;
    let output = args.out.as_deref().map(Output::open).transpose()?;
    let skills = options::skills(Some(options::needed(&args.skills, "skills")?), rules)?;
    let studied = study(options::needed(&args.role, "role")?, &args.inputs, &args.filter, rules, terminal)?;
    let held = Held::new(&skills.assessment, &pipeline::relations(rules));
    let wanted = options::wishes(&args.wishes)?;
    let rows = rows(&studied.study.adverts.readings, &held, &wanted);
    let mut findings = studied.findings;
    findings.extend(skills.findings);
    findings.sort();
    let mut said = summary::read(&studied.study.gathered) + &summary::role(&studied.study.template);
    said += &known_of(&wanted, &args.wishes);
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

/// Says that wishes count, and from which file.
pub fn known_of(wanted: &Preferences, args: &WishArgs) -> String {
    if wanted.is_empty() {
        return String::new();
    }
    format!("  your preferences and values are those of {}\n", options::wishes_path(args).display())
}

/// How each advert compares, best first: fewest essential requirements missing, then most satisfied, then fewest wishes
/// refused, then most of one's values spoken of, then by id.
pub fn rows<'a>(readings: &'a [Reading], held: &Held, wanted: &Preferences) -> Vec<AdvertRow<'a>> {
    let topics = topic_names();
    let mut rows: Vec<(AdvertRow, usize, f64)> = readings
        .iter()
        .map(|reading| {
            let fit = fit(reading, held);
            let answered = wanted.answered(reading);
            let part = values_part(&wanted.values, &|v| answered.values.iter().any(|met| met == v));
            let row = AdvertRow {
                reading,
                essentials: fit.essentials,
                essentials_met: fit.essentials_met,
                others: fit.others,
                others_met: fit.others_met,
                missing: fit.missing.into_iter().map(|unmet| unmet.0).collect(),
                gates: fit.gates.into_iter().map(|unmet| unmet.0).collect(),
                wishes: answered.wishes.iter().map(|(wish, outcome)| (*wish, outcome.as_str())).collect(),
                values: answered.values.iter().filter_map(|id| topics.get(id.as_str()).copied()).collect(),
            };
            (row, answered.refused(), part)
        })
        .collect();
    let key = |r: &AdvertRow| (r.essentials == 0, r.essentials - r.essentials_met, std::cmp::Reverse(r.essentials_met));
    rows.sort_by(|(a, refused_a, part_a), (b, refused_b, part_b)| {
        let fit = key(a).cmp(&key(b));
        let wishes = refused_a.cmp(refused_b).then(part_b.total_cmp(part_a));
        fit.then(wishes).then_with(|| a.reading.id.cmp(&b.reading.id))
    });
    rows.into_iter().map(|(row, ..)| row).collect()
}

/// What an advert says of one's wishes: `no: place; ? pay; speaks of training and learning`.
fn answers(row: &AdvertRow) -> String {
    let of = |outcome: &str| {
        let wishes = row.wishes.iter().filter(|(_, found)| *found == outcome);
        wishes.map(|(wish, _)| *wish).collect::<Vec<_>>().join(", ")
    };
    let parts = [("yes", of("granted")), ("no", of("refused")), ("not said", of("unstated"))];
    let mut said: Vec<String> =
        parts.into_iter().filter(|(_, of)| !of.is_empty()).map(|(word, of)| format!("{word}: {of}")).collect();
    if !row.values.is_empty() {
        said.push(format!("speaks of {}", row.values.join(", ")));
    }
    said.join("; ")
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
            [r.reading.place.clone(), r.pay()].into_iter().flatten().collect::<Vec<_>>().join(", "),
            closing,
            answers(r),
        ]
    };
    let mut headers = vec![">met", "advert", "missing", "where, pay", "closes", "your wishes"];
    let mut shown: Vec<Vec<String>> = of.iter().take(SHOWN).map(cells).collect();
    if shown.iter().all(|row| row.last().is_none_or(String::is_empty)) {
        headers.pop();
        shown.iter_mut().for_each(|row| drop(row.pop()));
    }
    let mut out = format!("\n{title}: {}\n", plural(of.len() as u32, "advert", "adverts"));
    out += &table(&headers, &shown, is_terminal);
    if of.len() > SHOWN {
        let _ = writeln!(out, "and {} more; `--out adverts.csv` writes them all", of.len() - SHOWN);
    }
    out
}
