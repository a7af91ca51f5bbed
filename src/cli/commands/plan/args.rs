//! Arguments of `skillgap plan` as typed.

use crate::cli::args::{FilterArgs, InputArgs};
use clap::{Args as ArgGroup, Subcommand};
use std::path::PathBuf;

/// Turn gaps into dated steps, and keep at it
///
/// Without a command: the steps of today and of this week. The plan is a file of yours, `plan.toml`, to read and edit.
#[derive(Debug, ArgGroup)]
#[command(after_help = "\
Examples:
  skillgap plan make --role \"product manager\" --adverts saved/ --skills skills.csv --start 2026-11-23 --by 2027-06-30 --hours 6
  skillgap plan
  skillgap plan done sql
  skillgap plan export --format ics --out plan.ics")]
pub struct PlanArgs {
    #[command(subcommand)]
    pub command: Option<PlanCommand>,
    #[command(flatten)]
    pub show: ShowArgs,
    /// The plan
    #[arg(long, global = true, value_name = "FILE", default_value = "plan.toml")]
    pub plan: PathBuf,
}

#[derive(Debug, Subcommand)]
pub enum PlanCommand {
    Make(Box<MakeArgs>),
    Show(ShowArgs),
    Done(DoneArgs),
    Postpone(PostponeArgs),
    Drop(DropArgs),
    Add(AddArgs),
    Journal(JournalArgs),
}

/// The day to count from.
#[derive(Debug, Clone, Default, ArgGroup)]
pub struct DayArgs {
    /// The day it is, YYYY-MM-DD; without it the clock of this machine
    #[arg(long, value_name = "DATE")]
    pub today: Option<String>,
}

/// Make a plan from the gaps, or make it again
///
/// Steps come from the role's gaps, what has to be learned before them, and ways to learn that suit the kind and sector.
/// Most adverts opened per hour comes first. Hours are estimates, shown as ranges. Making it again keeps what was done,
/// dropped, promised, written or entered.
#[derive(Debug, ArgGroup)]
pub struct MakeArgs {
    #[command(flatten)]
    pub inputs: InputArgs,
    /// The role you aim at: a name or title
    #[arg(long, required_unless_present = "template")]
    pub role: Option<String>,
    /// A role template (from `skillgap role show --out`) in place of adverts
    #[arg(long, value_name = "FILE", conflicts_with_all = ["feed", "adverts", "role"])]
    pub template: Option<PathBuf>,
    #[command(flatten)]
    pub filter: FilterArgs,
    /// Your skills file
    #[arg(long, value_name = "FILE")]
    pub skills: Option<PathBuf>,
    /// First day of the plan, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    pub start: Option<String>,
    /// The day by which the goal is to be reached, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    pub by: Option<String>,
    /// Hours a week that you can give
    #[arg(long, value_name = "N")]
    pub hours: Option<f64>,
    /// The goal in your own words
    #[arg(long, value_name = "TEXT")]
    pub goal: Option<String>,
    /// Days off: one day, or the first and last as FROM..TO; may be repeated
    #[arg(long, value_name = "DATES")]
    pub holiday: Vec<String>,
    /// What you give yourself at a milestone: `50=a day by the sea`; may be repeated
    #[arg(long, value_name = "PERCENT=TEXT")]
    pub reward: Vec<String>,
    /// You have no employer at present: ways that need one are left out
    #[arg(long)]
    pub not_employed: bool,
    /// A way of learning that you like to take: course, mentor, volunteering, ...; may be repeated
    #[arg(long, value_name = "ROUTE")]
    pub prefer: Vec<String>,
    /// A way of learning that you do not want; may be repeated
    #[arg(long, value_name = "ROUTE")]
    pub avoid: Vec<String>,
    /// The way for one competency: `sql=course`; may be repeated
    #[arg(long, value_name = "COMPETENCY=ROUTE")]
    pub route: Vec<String>,
    /// What matters to you in an employer, in your words; may be repeated
    #[arg(long, value_name = "TEXT")]
    pub value: Vec<String>,
    /// Who asks you how it goes: a name, or a name with an address
    #[arg(long, value_name = "NAME")]
    pub buddy: Option<String>,
    /// Plan for what you have not rated as if you had none of it
    #[arg(long)]
    pub unrated_as_missing: bool,
}

/// Show the steps of today and of this week
#[derive(Debug, Default, ArgGroup)]
pub struct ShowArgs {
    #[command(flatten)]
    pub day: DayArgs,
    /// All steps, milestones and gaps
    #[arg(long)]
    pub all: bool,
}

/// Mark a step as done
#[derive(Debug, ArgGroup)]
pub struct DoneArgs {
    /// The step: its name, the start of it, or a competency for its next step
    pub step: String,
    #[command(flatten)]
    pub day: DayArgs,
    /// What went well, for the journal
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Raise your level in this skills file where the step proves one, with the proof noted
    #[arg(long, value_name = "FILE")]
    pub raise: Option<PathBuf>,
}

/// Move a step to a later day, and what depends on it
#[derive(Debug, ArgGroup)]
pub struct PostponeArgs {
    pub step: String,
    /// The new day, YYYY-MM-DD
    pub to: String,
}

/// Take a step, or all steps of a competency, out of the plan
#[derive(Debug, ArgGroup)]
pub struct DropArgs {
    pub step: String,
    /// Why
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub why: String,
}

/// Add a step of your own
#[derive(Debug, ArgGroup)]
pub struct AddArgs {
    pub text: String,
    /// First day; without it today
    #[arg(long, value_name = "DATE")]
    pub start: Option<String>,
    /// Last day; without it a week after the first
    #[arg(long, value_name = "DATE")]
    pub due: Option<String>,
    /// Hours that it takes: N, or LOW-HIGH
    #[arg(long, value_name = "HOURS", default_value = "1")]
    pub hours: String,
    /// A step that comes before; may be repeated
    #[arg(long, value_name = "STEP")]
    pub needs: Vec<String>,
    /// What will show that it is done
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub proof: String,
    #[command(flatten)]
    pub day: DayArgs,
}

/// Write down what went well; without a text, read the journal
#[derive(Debug, ArgGroup)]
pub struct JournalArgs {
    pub text: Option<String>,
    /// The step that it is about
    #[arg(long, value_name = "STEP")]
    pub step: Option<String>,
    #[command(flatten)]
    pub day: DayArgs,
}
