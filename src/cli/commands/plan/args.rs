//! Arguments of `skillgap plan` as typed.

use crate::cli::args::{FilterArgs, InputArgs, WishArgs};
use clap::{Args as ArgGroup, Subcommand, ValueEnum};
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
    Goal(GoalArgs),
    Grow(GrowArgs),
    Back(BackArgs),
    Export(ExportArgs),
    Import(ImportArgs),
    Checkin(CheckinArgs),
    Mentor(MentorArgs),
    Reach(ReachArgs),
}

/// The day to count from.
#[derive(Debug, Clone, Default, ArgGroup)]
pub struct DayArgs {
    /// The day it is, YYYY-MM-DD; without it the clock of this machine
    #[arg(long, value_name = "DATE")]
    pub today: Option<String>,
}

/// Whether there is work that one can learn by.
#[derive(Debug, Clone, Default, ArgGroup)]
pub struct SituationArgs {
    /// You have a job at present, in this field: `retail`, `nursing`, `teaching`, ...; without one, any
    #[arg(long, value_name = "FIELD", num_args = 0..=1, default_missing_value = "", conflicts_with = "not_employed")]
    pub employed: Option<String>,
    /// You have no job at present: ways that need one are left out
    #[arg(long)]
    pub not_employed: bool,
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
    #[command(flatten)]
    pub situation: SituationArgs,
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
    #[command(flatten)]
    pub wishes: WishArgs,
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

/// State the goal, and check whether it is specific, measurable, attainable, relevant and dated
#[derive(Debug, ArgGroup)]
#[command(
    after_help = "Example:\n  skillgap plan goal \"be a product manager in a B2B company in Leeds\" --by 2027-06-30"
)]
pub struct GoalArgs {
    /// The goal in your own words; without it the goal of the plan is checked
    pub text: Option<String>,
    /// The day by which it is to be reached
    #[arg(long, value_name = "DATE")]
    pub by: Option<String>,
    /// What shows that it is reached
    #[arg(long, value_name = "TEXT")]
    pub measure: Option<String>,
    #[command(flatten)]
    pub day: DayArgs,
}

/// The four-block sheet: Goal, Reality, Obstacles and Options, Will
///
/// Asks its questions where a person sits at the terminal and no answer is given as an argument. Each run with answers is
/// kept as a round.
#[derive(Debug, ArgGroup)]
pub struct GrowArgs {
    #[command(flatten)]
    pub day: DayArgs,
    /// What stands in the way, in your words; may be repeated
    #[arg(long, value_name = "TEXT")]
    pub obstacle: Vec<String>,
    /// An idea of your own; may be repeated
    #[arg(long, value_name = "TEXT")]
    pub idea: Vec<String>,
    /// A way for a competency: `sql=course`; laid out by the next `skillgap plan make`; may be repeated
    #[arg(long, value_name = "COMPETENCY=ROUTE")]
    pub choose: Vec<String>,
    /// A step that you will do; may be repeated
    #[arg(long, value_name = "STEP")]
    pub will: Vec<String>,
    /// Who asks you how it went
    #[arg(long, value_name = "NAME")]
    pub buddy: Option<String>,
    #[command(flatten)]
    pub situation: SituationArgs,
    /// Show the rounds before
    #[arg(long)]
    pub rounds: bool,
    /// Ask nothing
    #[arg(long)]
    pub no_questions: bool,
    /// Ask even where answers do not come from a terminal
    #[arg(long, conflicts_with = "no_questions")]
    pub ask: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TreeFormat {
    /// A tree to read
    Text,
    /// A diagram in Mermaid
    Mermaid,
    /// A picture to look at and print
    Svg,
}

/// Work backwards from the goal to what can be done within the next week
///
/// The tree is seeded from the gaps, what they need and the ways to close them. Your own chain is added with --need.
#[derive(Debug, ArgGroup)]
#[command(
    after_help = "Example:\n  skillgap plan back --need \"open a shop<-find premises\" --need \"find premises<-list three streets to walk\" --within-a-week \"list three streets to walk\""
)]
pub struct BackArgs {
    /// What must be done before something: `LATER<-BEFORE`; `<-BEFORE` for the goal itself; may be repeated
    #[arg(long, value_name = "LATER<-BEFORE")]
    pub need: Vec<String>,
    /// Something of your chain that you could do within the next week; may be repeated
    #[arg(long, value_name = "TEXT")]
    pub within_a_week: Vec<String>,
    /// Without it the ending of --out decides: .svg, .mmd or else text
    #[arg(long, value_enum)]
    pub format: Option<TreeFormat>,
    /// All steps of each gap, not only the first
    #[arg(long)]
    pub all: bool,
    /// Write it here; `-` for standard output
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub out: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Calendar, steps as events on their last day
    Ics,
    /// Calendar, steps as to-dos
    IcsTodo,
    /// Checklist in Markdown, whose ticks `plan import` reads back
    Md,
    Csv,
    /// todo.txt
    Todotxt,
    /// JSON for `task import`
    Taskwarrior,
    Org,
    /// Wall chart to print, as a page
    Wall,
    /// Wall chart as a picture
    Svg,
}

/// Take the plan into a calendar, a task list, or onto the wall
#[derive(Debug, ArgGroup)]
pub struct ExportArgs {
    /// Without it the ending of --out decides: .ics, .md, .csv, .txt, .json, .org, .html or .svg
    #[arg(long, value_enum)]
    pub format: Option<ExportFormat>,
    /// Write it here; `-` for standard output
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub out: String,
    #[command(flatten)]
    pub day: DayArgs,
    #[arg(long)]
    pub bom: bool,
}

/// Read the ticks of a Markdown checklist back
#[derive(Debug, ArgGroup)]
pub struct ImportArgs {
    /// The checklist from `skillgap plan export --format md`
    pub checklist: PathBuf,
    #[command(flatten)]
    pub day: DayArgs,
}

/// Write the message for the buddy or mentor who asks how it goes
#[derive(Debug, ArgGroup)]
pub struct CheckinArgs {
    #[command(flatten)]
    pub day: DayArgs,
    /// Who gets it, in place of the plan's buddy
    #[arg(long, value_name = "NAME")]
    pub to: Option<String>,
    /// Write it as a mail to send (.eml) or a text; `-` for standard output
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub out: String,
    /// Note in the plan that the next steps are promised
    #[arg(long)]
    pub promise: bool,
}

/// One page for somebody who could advise, with the questions worth asking
#[derive(Debug, ArgGroup)]
pub struct MentorArgs {
    #[command(flatten)]
    pub day: DayArgs,
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub out: String,
}

/// Whom to reach out to, from the adverts: employers, agencies, pay, interview questions, search words
#[derive(Debug, ArgGroup)]
pub struct ReachArgs {
    #[command(flatten)]
    pub inputs: InputArgs,
    /// The role; without it that of the plan
    #[arg(long)]
    pub role: Option<String>,
    #[command(flatten)]
    pub filter: FilterArgs,
    /// What matters to you in an employer; may be repeated
    #[arg(long, value_name = "TEXT")]
    pub value: Vec<String>,
}

/// Look back: market, gaps, plan, and whether it is still the right goal
///
/// Without --record it only looks, and ends with exit code 4 where a review is due.
#[derive(Debug, ArgGroup)]
#[command(after_help = "\
Examples:
  skillgap review
  skillgap review --role \"product manager\" --adverts saved/ --skills skills.csv --record \"still right\"
  skillgap review --last november.json --adverts saved/ --skills skills.csv --today 2027-03-01")]
pub struct ReviewArgs {
    /// The plan
    #[arg(long, value_name = "FILE", default_value = "plan.toml")]
    pub plan: PathBuf,
    #[command(flatten)]
    pub inputs: InputArgs,
    /// The role; without it that of the plan
    #[arg(long)]
    pub role: Option<String>,
    #[command(flatten)]
    pub filter: FilterArgs,
    /// Your skills file
    #[arg(long, value_name = "FILE")]
    pub skills: Option<PathBuf>,
    /// A run that was kept (`skillgap gap --save FILE`) to compare with; without a file the last one in the store
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "")]
    pub last: Option<String>,
    /// Adverts of that time, to read again where the rules have changed since
    #[arg(long, value_name = "PATH", num_args = 1.., requires = "last")]
    pub then: Vec<PathBuf>,
    /// The store, where runs are kept.
    #[arg(skip)]
    pub kept: Option<PathBuf>,
    /// Write the review into the plan's history, with whether it is still the right goal
    #[arg(long, value_name = "TEXT")]
    pub record: Option<String>,
}
