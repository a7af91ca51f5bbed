use super::args::{ExportArgs, ExportFormat, ImportArgs};
use super::file;
use crate::cli::Terminal;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::Output;
use crate::plan;
use crate::report::csv;
use crate::report::plan::{
    CalendarStyle, PlanRow, calendar, checklist, org, plan_rows, taskwarrior, todo_txt, wall_html, wall_svg,
};
use std::fmt::Write as _;
use std::path::Path;

pub fn export(args: &ExportArgs, path: &Path, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let format = args.format.or_else(|| by_ending(&args.out));
    let Some(format) = format else {
        return Err(Failure::Usage("name a format with `--format`, or a file whose ending tells it".into()));
    };
    let output = Output::open(&args.out)?;
    let plan = file::open(path)?.plan;
    let day = file::today(&args.day)?;
    let bytes = match format {
        ExportFormat::Ics => calendar(&plan, CalendarStyle::Events, day),
        ExportFormat::IcsTodo => calendar(&plan, CalendarStyle::ToDos, day),
        ExportFormat::Md => checklist(&plan),
        ExportFormat::Csv => csv(PlanRow::COLUMNS, &plan_rows(&plan), args.bom),
        ExportFormat::Todotxt => todo_txt(&plan, day),
        ExportFormat::Taskwarrior => taskwarrior(&plan, day),
        ExportFormat::Org => org(&plan),
        ExportFormat::Wall => wall_html(&plan),
        ExportFormat::Svg => wall_svg(&plan),
    };
    if let Some(path) = output.finish(&bytes, terminal)? {
        writeln!(terminal.out, "wrote {} ({} steps)", path.display(), plan.actions.len())?;
    }
    Ok(Exit::Done)
}

fn by_ending(out: &str) -> Option<ExportFormat> {
    match out.rsplit_once('.')?.1 {
        "ics" => Some(ExportFormat::Ics),
        "md" => Some(ExportFormat::Md),
        "csv" => Some(ExportFormat::Csv),
        "txt" => Some(ExportFormat::Todotxt),
        "json" => Some(ExportFormat::Taskwarrior),
        "org" => Some(ExportFormat::Org),
        "html" => Some(ExportFormat::Wall),
        "svg" => Some(ExportFormat::Svg),
        _ => None,
    }
}

pub fn import(args: &ImportArgs, path: &Path, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let shown = args.checklist.display().to_string();
    let text = std::fs::read_to_string(&args.checklist)
        .map_err(|source| Failure::Io { what: format!("the checklist `{shown}` cannot be read"), source })?;
    let today = file::today(&args.day)?;
    let opened = file::open(path)?;
    let mut plan = opened.plan.clone();
    let imported = plan::import(&mut plan, &text, today);
    if !imported.finished.is_empty() {
        file::save(path, &plan, Some(&opened), terminal)?;
    }
    let mut said = String::new();
    for (id, finished) in &imported.finished {
        let _ = writeln!(said, "done: {} ({id})", finished.title);
        if let Some((_, name, level, _)) = &finished.raise {
            let _ = writeln!(said, "  this shows level {level} of {name}; if you agree, raise it in your skills file");
        }
    }
    if imported.finished.is_empty() {
        let _ = writeln!(said, "no new ticks in {shown}");
    }
    if !imported.unknown.is_empty() {
        let _ = writeln!(said, "not in the plan any more: {}", imported.unknown.join(", "));
    }
    if !imported.unticked.is_empty() {
        let _ = writeln!(
            said,
            "done in the plan and not ticked in the list; they stay done: {}",
            imported.unticked.join(", ")
        );
    }
    write!(terminal.out, "{said}")?;
    Ok(Exit::Done)
}
