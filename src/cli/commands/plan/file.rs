//! The plan's file: read before, replaced whole after.

use super::args::DayArgs;
use crate::cli::Terminal;
use crate::cli::exit::Failure;
use crate::cli::options::{self, RuleSet};
use crate::cli::output::Output;
use crate::diag::Diag;
use crate::model::{Date, Plan};
use crate::plan::{self, PlanData};
use std::io::ErrorKind;
use std::path::Path;

/// A plan with the text that it was read from.
pub struct Opened {
    pub plan: Plan,
    text: String,
}

/// # Errors
/// Where there is no plan, or it is malformed.
pub fn open(path: &Path) -> Result<Opened, Failure> {
    if_there(path)?.ok_or_else(|| {
        Failure::Failed(format!("there is no plan `{}` yet; `skillgap plan make` makes one", path.display()))
    })
}

/// The plan, or `None` where there is none yet.
///
/// # Errors
/// Where it cannot be read or is malformed.
pub fn if_there(path: &Path) -> Result<Option<Opened>, Failure> {
    let shown = path.display().to_string();
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(Failure::Io { what: format!("the plan `{shown}` cannot be read"), source }),
    };
    let plan = plan::file::read(&text, &shown).map_err(Failure::Config)?;
    Ok(Some(Opened { plan, text }))
}

/// Writes the plan in place of the file, whole or not at all.
///
/// # Errors
/// Where it cannot be written.
pub fn save(path: &Path, plan: &Plan, before: Option<&Opened>, terminal: &mut Terminal) -> Result<(), Failure> {
    let text = plan::file::write(plan, before.map(|b| b.text.as_str()));
    Output::open(&path.to_string_lossy())?.finish(text.as_bytes(), terminal)?;
    Ok(())
}

/// The day of the arguments, else of the clock.
///
/// # Errors
/// Where the word is no date.
pub fn today(day: &DayArgs) -> Result<Date, Failure> {
    match &day.today {
        Some(word) => options::date(word),
        None => Ok(jiff::Zoned::now().date()),
    }
}

/// The data of plans: routes, effort, questions.
///
/// # Errors
/// Every fault in it.
pub fn data(rules: &RuleSet) -> Result<PlanData, Failure> {
    PlanData::read(&rules.plan_files()).map_err(|faults: Vec<Diag>| Failure::Config(faults))
}

/// A refusal of the library as the end of a run.
pub fn refused(reason: plan::Refused) -> Failure {
    Failure::Failed(reason.to_string())
}
