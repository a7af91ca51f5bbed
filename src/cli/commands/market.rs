use super::{exit, study};
use crate::cli::args::MarketArgs;
use crate::cli::exit::{Exit, Failure};
use crate::cli::options::{self, RuleSet};
use crate::cli::output::write_folder;
use crate::cli::show::{percent, table};
use crate::cli::{Terminal, summary};
use crate::model::CompetencyId;
use crate::pipeline;
use crate::report::{DIFF_COLUMNS, PAIR_COLUMNS, PAY_COLUMNS, PairRow, PayRow, SliceRow, csv};
use crate::role::DiffRow;
use crate::role::market::{pairs, pay_differences, slices, trend};
use std::fmt::Write as _;

/// Rows shown of each table.
const SHOWN: usize = 8;
/// Adverts below which a slice or a half of the time is left out.
const FEWEST: usize = 5;
/// A pair counts that at least one advert in so many asks for; rarer ones are the wording of a few employers.
const TOGETHER: u32 = 50;

pub fn run(args: &MarketArgs, rules: &RuleSet, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let studied = study(options::needed(&args.role, "role")?, &args.inputs, &args.filter, rules, terminal)?;
    let (role, readings) = (&studied.study.template, &studied.study.adverts.readings);
    let (named, name) = (pipeline::named(rules), pipeline::names(rules));
    let trend = trend(role, readings, FEWEST, &named);
    let pay: Vec<PayRow> = pay_differences(readings).into_iter().map(|row| pay_row(row, &name)).collect();
    let pairs: Vec<PairRow> =
        pairs(readings, role.adverts.div_ceil(TOGETHER).max(FEWEST as u32)).into_iter().map(pair_row).collect();
    let mut said = summary::read(&studied.study.gathered) + &summary::role(role);
    let is_terminal = terminal.out_is_terminal;
    said += &match &trend {
        None => format!("\ntoo few dated adverts for a trend: it takes {FEWEST} on either side of a day\n"),
        Some((day, rows)) => changes(&format!("{day}"), rows, is_terminal),
    };
    said += &paid(&pay, is_terminal);
    said += &together(&pairs, &name, is_terminal);
    if let Some(folder) = &args.tables {
        let slices = slices(role, readings, FEWEST, &named);
        let rows: Vec<SliceRow> = slices
            .iter()
            .flat_map(|slice| {
                let of = (slice.by.as_str(), slice.value.as_str(), slice.template.adverts);
                let row = move |row| SliceRow { by: of.0, value: of.1, slice_adverts: of.2, row };
                slice.template.requirements.iter().map(row)
            })
            .collect();
        let trend: Vec<_> = trend.into_iter().flat_map(|(_, rows)| rows).map(super::role::line).collect();
        let files = [
            ("slices.csv", csv(SliceRow::COLUMNS, &rows, args.bom)),
            ("trend.csv", csv(DIFF_COLUMNS, &trend, args.bom)),
            ("pay.csv", csv(PAY_COLUMNS, &pay, args.bom)),
            ("pairs.csv", csv(PAIR_COLUMNS, &pairs, args.bom)),
        ];
        write_folder(folder, &files, terminal)?;
        let _ = writeln!(said, "\nwrote {}", folder.display());
    }
    said += &summary::findings(&studied.findings);
    write!(terminal.out, "{said}")?;
    Ok(exit(&studied.findings))
}

fn changes(day: &str, rows: &[DiffRow], is_terminal: bool) -> String {
    let sure: Vec<Vec<String>> = rows
        .iter()
        .filter(|row| row.is_sure())
        .take(SHOWN)
        .map(|row| {
            let direction = if row.change > 0.0 { "rising" } else { "falling" };
            let change = format!(
                "{:+.0} ({:+.0} to {:+.0})",
                row.change * 100.0,
                row.change_low * 100.0,
                row.change_high * 100.0
            );
            vec![row.name.clone(), direction.into(), percent(row.before.point), percent(row.after.point), change]
        })
        .collect();
    if sure.is_empty() {
        return format!("\nsince {day} nothing has risen or fallen by more than chance\n");
    }
    format!(
        "\nsince {day}:\n{}",
        table(&["competency", "demand", ">before", ">after", ">change (95 %)"], &sure, is_terminal)
    )
}

fn paid(rows: &[PayRow], is_terminal: bool) -> String {
    let sure = rows.iter().filter(|r| r.low > 0.0 || r.high < 0.0);
    let cells: Vec<Vec<String>> = sure
        .take(SHOWN)
        .map(|r| {
            let adverts = format!("{} / {}", r.with, r.without);
            let medians = format!("{:.0} / {:.0}", r.median_with, r.median_without);
            let difference = format!("{:+.0} ({:+.0} to {:+.0})", r.difference, r.low, r.high);
            vec![r.name.clone(), r.currency.clone(), adverts, medians, difference]
        })
        .collect();
    if cells.is_empty() {
        return "\nno difference in pay is more than chance, or too few adverts state pay\n".into();
    }
    let headers = ["competency", "", ">adverts with / without", ">median a year", ">difference (95 %)"];
    let note = "what is asked of seniors is paid more because they are seniors: a difference is no effect";
    format!("\npay with and without:\n{}{note}\n", table(&headers, &cells, is_terminal))
}

fn together(rows: &[PairRow], name: &dyn Fn(&CompetencyId) -> String, is_terminal: bool) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let cells: Vec<Vec<String>> = rows
        .iter()
        .take(SHOWN)
        .map(|r| vec![name(&r.one), name(&r.other), r.both.to_string(), format!("{:.1}", r.lift)])
        .collect();
    format!("\nasked for together:\n{}", table(&["one", "other", ">adverts", ">lift"], &cells, is_terminal))
}

fn pay_row(row: crate::role::market::PayDifference, name: &dyn Fn(&CompetencyId) -> String) -> PayRow {
    PayRow {
        name: name(&row.competency),
        competency: row.competency,
        currency: row.currency,
        with: row.with,
        without: row.without,
        median_with: row.median_with,
        median_without: row.median_without,
        difference: row.difference,
        low: row.low,
        high: row.high,
    }
}

fn pair_row(pair: crate::role::market::Pair) -> PairRow {
    PairRow {
        one: pair.one,
        other: pair.other,
        both: pair.both,
        first: pair.first,
        second: pair.second,
        lift: pair.lift,
    }
}
