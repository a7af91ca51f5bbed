//! Arguments as typed.

pub use super::commands::keep::args::Keep;
pub use super::commands::plan::args::{PlanArgs, ReviewArgs};
pub use super::commands::vocabulary::args::VocabularyArgs;
use clap::{Args as ArgGroup, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  skillgap roles --adverts saved/
  skillgap gap --feed jobs.rss --adverts saved/ --skills skills.csv --role \"product manager\" --out gap.csv
  skillgap explain SQL --adverts saved/ --role \"product manager\"
  skillgap role show \"product manager\" --adverts saved/ --out role.toml
  skillgap init job-search && cd job-search && skillgap pull

Exit codes: 0 done, whatever the gaps; 1 failed; 3 done, but some input could not be read; 64 wrong usage;
78 wrong rules or configuration. Nothing leaves this machine but requests for the addresses that you name, and in `pull`
for the links of their entries.";

/// Reads the job adverts of a role, learns what it asks for, compares it with what you can do, and says what to close
/// first.
#[derive(Debug, Parser)]
#[command(name = "skillgap", version, after_help = EXAMPLES, max_term_width = 100)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
    /// Your own vocabulary: a CSV file that lies on top of the one built in, a folder of such files, or a
    /// folder laid out like `data/` that replaces it
    #[arg(long, global = true, value_name = "PATH", env = "SKILLGAP_VOCABULARY")]
    pub vocabulary: Option<PathBuf>,
    /// Settings to use in place of `skillgap.toml` in the current folder
    #[arg(long, global = true, value_name = "FILE", env = "SKILLGAP_CONFIG")]
    pub config: Option<PathBuf>,
    /// The store of adverts: where `pull` keeps them, and a source of them for every command that reads adverts
    #[arg(long, global = true, value_name = "FILE", env = "SKILLGAP_STORE")]
    pub store: Option<PathBuf>,
    /// Threads to work with; 0 = one for each core. The result is the same for any number
    #[arg(long, global = true, value_name = "N", default_value_t = 0)]
    pub threads: usize,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    #[command(flatten)]
    Work(Box<Work>),
    Vocabulary(VocabularyArgs),
    #[command(subcommand)]
    Feeds(FeedsCommand),
    #[command(flatten)]
    Keep(Box<Keep>),
    #[command(flatten)]
    About(About),
}

/// Commands that read adverts or templates.
#[derive(Debug, Subcommand)]
pub enum Work {
    Gap(GapArgs),
    Roles(RolesArgs),
    Duplicates(DuplicatesArgs),
    #[command(subcommand)]
    Role(RoleCommand),
    Match(MatchArgs),
    Market(MarketArgs),
    Employers(EmployersArgs),
    Neighbours(NeighboursArgs),
    Explain(ExplainArgs),
    Assess(AssessArgs),
    Coach(CoachArgs),
    Plan(PlanArgs),
    Review(ReviewArgs),
    Extract(ExtractArgs),
    Evaluate(EvaluateArgs),
}

/// Commands about the program itself.
#[derive(Debug, Subcommand)]
pub enum About {
    /// Print what the columns of a table mean
    ///
    /// Example: skillgap columns gap.csv
    Columns {
        /// A table by its file name; without it all of them
        table: Option<String>,
    },
    /// Print what each code of a finding means
    Findings,
    /// Print shell completions
    ///
    /// Example: skillgap completions bash > ~/.local/share/bash-completion/completions/skillgap
    Completions { shell: clap_complete::Shell },
    /// Print the manual page
    ///
    /// Example: skillgap man | man -l -
    Man,
}

/// Where adverts come from.
#[derive(Debug, Clone, Default, ArgGroup)]
#[command(next_help_heading = "Adverts")]
pub struct InputArgs {
    /// A job-alert feed: a file, an http(s) address (of the feed, or of a page that names it), or a list of feeds (OPML);
    /// may be repeated
    #[arg(long, value_name = "FILE|URL")]
    pub feed: Vec<String>,
    /// Saved adverts: a file, a folder, a pattern (`'saved/*.html'`), or `-` for standard input; may be repeated
    ///
    /// A table (CSV, NDJSON) with columns of other names is read by a file `columns.toml` beside it, or
    /// `jobs.columns.toml` for `jobs.csv`: `title = "Job name"`, `text = ["Tasks", "Profile"]`, and so on for id,
    /// employer, place, salary, contract, published, closing, link and reference.
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub adverts: Vec<PathBuf>,
    /// Also count adverts of the store that are gone: taken down, or past their closing day
    #[arg(long)]
    pub gone: bool,
    /// The store, where it is a source.
    #[arg(skip)]
    pub stored: Option<PathBuf>,
}

/// Which adverts count.
#[derive(Debug, Clone, Default, ArgGroup)]
#[command(next_help_heading = "Which of them count")]
pub struct FilterArgs {
    /// Also count the adverts of this role; may be repeated
    #[arg(long, value_name = "ROLE")]
    pub include: Vec<String>,
    /// Only adverts of this seniority: intern, junior, mid, senior, lead, principal, manager, head, director, executive
    #[arg(long, value_name = "WORD")]
    pub seniority: Option<String>,
    /// Only adverts whose place holds these words
    #[arg(long, value_name = "WORDS")]
    pub place: Option<String>,
    /// Only adverts published on this day or later: YYYY-MM-DD, or days before --today (`90d`)
    #[arg(long, value_name = "DATE|DAYS")]
    pub since: Option<String>,
    /// Only adverts of this employer
    #[arg(long, value_name = "NAME")]
    pub employer: Option<String>,
    /// The day to count from, YYYY-MM-DD; results never depend on the clock
    #[arg(long, value_name = "DATE")]
    pub today: Option<String>,
}

/// What is wanted of a post and an employer.
#[derive(Debug, Clone, Default, ArgGroup)]
pub struct WishArgs {
    /// Your wishes: a file with `[preferences]` (pay_floor, currency, places, work_mode, contract) and `[values]` (order:
    /// what matters to you in an employer, most important first); without it `skillgap.toml` of this folder, if there
    /// is one
    #[arg(long, value_name = "FILE")]
    pub preferences: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    Csv,
    Json,
}

/// Compare what a role asks for with what you can do
///
/// Reads adverts, counts what those of the role ask for, compares it with your skills file and ranks the gaps. Without
/// --role it lists the roles found.
#[derive(Debug, ArgGroup)]
#[command(after_long_help = crate::cli::show::gap_help(), after_help = "\
Example:
  skillgap gap --feed jobs.rss --adverts saved/ --skills skills.csv --role \"product manager\" --out gap.csv

`skillgap gap --help` explains the priority and every column.")]
pub struct GapArgs {
    #[command(flatten)]
    pub inputs: InputArgs,
    /// The role you aim at: a name or title; without it the roles found are listed
    #[arg(long)]
    pub role: Option<String>,
    /// A role template (from `skillgap role show --out`) in place of adverts
    #[arg(long, value_name = "FILE", conflicts_with_all = ["feed", "adverts", "role"])]
    pub template: Option<PathBuf>,
    #[command(flatten)]
    pub filter: FilterArgs,
    /// Your skills: CSV with the columns competency, level (0 to 5, CEFR, yes, no or blank), years, last_used,
    /// evidence, interest
    #[arg(long, value_name = "FILE")]
    pub skills: Option<PathBuf>,
    /// Write the gaps here; `-` for standard output, and nothing else goes there
    #[arg(long, value_name = "FILE")]
    pub out: Option<String>,
    #[arg(long, value_enum, default_value = "csv")]
    pub format: TableFormat,
    /// Start CSV files with a byte order mark, which old spreadsheets need
    #[arg(long)]
    pub bom: bool,
    /// Keep this run to compare later ones with (`skillgap review --last FILE`): in this file, or without one in the store
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "", requires = "today")]
    pub save: Option<String>,
    /// The store, where runs are kept.
    #[arg(skip)]
    pub kept: Option<PathBuf>,
    /// Also write gap.csv, template.csv, mentions.csv, adverts.csv, unlocks.csv, roles.csv and unknown-terms.csv into this
    /// folder
    #[arg(long, value_name = "FOLDER")]
    pub tables: Option<PathBuf>,
}

/// List the roles that adverts hold
///
/// Titles that reached no role of the vocabulary are listed by their words, not lost.
#[derive(Debug, ArgGroup)]
#[command(after_help = "Example:\n  skillgap roles --adverts saved/ --out roles.csv")]
pub struct RolesArgs {
    #[command(flatten)]
    pub inputs: InputArgs,
    /// Write the table here as CSV; `-` for standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<String>,
    #[arg(long)]
    pub bom: bool,
}

/// List adverts that are copies of each other, each with the reason
///
/// Copies on several boards, adverts published again, agencies' copies, and one text for several places or under several
/// titles form a group. A group counts once everywhere; nothing is hidden.
#[derive(Debug, ArgGroup)]
#[command(after_help = "\
Examples:
  skillgap duplicates --adverts saved/
  skillgap duplicates --feed jobs.rss --adverts saved/ --out duplicates.csv")]
pub struct DuplicatesArgs {
    #[command(flatten)]
    pub inputs: InputArgs,
    /// Write one row for each advert of a group here as CSV; `-` for standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<String>,
    #[arg(long)]
    pub bom: bool,
}

/// Look after job-alert feeds
#[derive(Debug, Subcommand)]
pub enum FeedsCommand {
    Check(FeedsCheckArgs),
    Export(FeedsExportArgs),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FeedsFormat {
    /// To read
    Table,
    Csv,
    Json,
}

/// Say how each feed is: what came, what was repaired or lost, and what to do
///
/// Ends with 3 where a feed cannot be reached or gives nothing. Counts are compared with the earlier polls in the store,
/// where there is one. A list of feeds (OPML) stands for the feeds in it.
#[derive(Debug, ArgGroup)]
#[command(after_help = "\
Examples:
  skillgap feeds check https://example.org/jobs.rss subscriptions.opml
  skillgap feeds check --format csv --out feeds.csv")]
pub struct FeedsCheckArgs {
    /// Feeds: http(s) addresses, files, folders, patterns or OPML lists; without any those of `skillgap.toml`
    #[arg(value_name = "FEED")]
    pub feeds: Vec<String>,
    #[arg(long, value_enum, default_value = "table")]
    pub format: FeedsFormat,
    /// Write here; without it to standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<String>,
}

/// Write feeds as a list (OPML) that feed readers take
#[derive(Debug, ArgGroup)]
#[command(after_help = "Example:\n  skillgap feeds export https://example.org/jobs.rss --opml subscriptions.opml")]
pub struct FeedsExportArgs {
    /// Feeds; without any those of `skillgap.toml`
    #[arg(value_name = "FEED")]
    pub feeds: Vec<String>,
    /// Write the list here; `-` for standard output
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub opml: String,
}

/// What a role asks for, as a file to edit, share and compare
#[derive(Debug, Subcommand)]
pub enum RoleCommand {
    Show(Box<RoleShowArgs>),
    Diff(RoleDiffArgs),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RoleFormat {
    /// The template file, to edit and use in place of adverts
    Toml,
    Csv,
    Json,
    /// A job description to read and take to a mentor
    Md,
    /// The same as a page to fill in, print and take along
    Html,
}

/// Count what a role asks for
#[derive(Debug, ArgGroup)]
#[command(after_help = "\
Examples:
  skillgap role show \"staff nurse\" --adverts saved/ --format md
  skillgap role show \"staff nurse\" --adverts saved/ --out nurse.html
  skillgap role show \"staff nurse\" --adverts saved/ --seniority senior --out senior.toml")]
pub struct RoleShowArgs {
    /// The role: a name or title
    pub role: String,
    #[command(flatten)]
    pub inputs: InputArgs,
    #[command(flatten)]
    pub filter: FilterArgs,
    /// Write it here; `-` for standard output. Without --format the ending decides: .toml, .csv, .json, .md or .html
    #[arg(long, value_name = "FILE")]
    pub out: Option<String>,
    #[arg(long, value_enum)]
    pub format: Option<RoleFormat>,
}

/// Compare two templates: two dates, seniorities, places or roles
#[derive(Debug, ArgGroup)]
#[command(after_help = "Example:\n  skillgap role diff junior.toml senior.toml")]
pub struct RoleDiffArgs {
    pub before: PathBuf,
    pub after: PathBuf,
    /// Write every row here as CSV; `-` for standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<String>,
}

/// How each advert of a role fits you
///
/// Lists the adverts to apply to now, those one step away, and what each of the others misses. No score without its
/// parts.
#[derive(Debug, ArgGroup)]
#[command(
    after_help = "Example:\n  skillgap match --adverts saved/ --role \"staff nurse\" --skills skills.csv --today 2026-11-22"
)]
pub struct MatchArgs {
    #[command(flatten)]
    pub inputs: InputArgs,
    /// The role you aim at; without it the first of `skillgap.toml`
    #[arg(long)]
    pub role: Option<String>,
    #[command(flatten)]
    pub filter: FilterArgs,
    #[arg(long, value_name = "FILE")]
    pub skills: Option<PathBuf>,
    #[command(flatten)]
    pub wishes: WishArgs,
    /// Write one row per advert here as CSV; `-` for standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<String>,
    #[arg(long)]
    pub bom: bool,
}

/// Demand for what a role asks for: over time, what it pays, what goes together
#[derive(Debug, ArgGroup)]
#[command(after_help = "Example:\n  skillgap market --adverts saved/ --role \"staff nurse\" --tables market/")]
pub struct MarketArgs {
    #[command(flatten)]
    pub inputs: InputArgs,
    /// The role you aim at; without it the first of `skillgap.toml`
    #[arg(long)]
    pub role: Option<String>,
    #[command(flatten)]
    pub filter: FilterArgs,
    /// Write slices.csv (by month, seniority, place and employer), trend.csv, pay.csv and pairs.csv into this folder
    #[arg(long, value_name = "FOLDER")]
    pub tables: Option<PathBuf>,
    #[arg(long)]
    pub bom: bool,
}

/// Which employers of the store count.
#[derive(Debug, Clone, Default, ArgGroup)]
#[command(next_help_heading = "Employers of the store")]
pub struct StandingArgs {
    /// Leave out the adverts of this employer; may be repeated
    #[arg(long, value_name = "NAME")]
    pub block: Vec<String>,
    #[arg(long, value_name = "NAME")]
    pub unblock: Vec<String>,
    /// Tell of new adverts of this employer, whatever their role; may be repeated
    #[arg(long, value_name = "NAME")]
    pub follow: Vec<String>,
    #[arg(long, value_name = "NAME")]
    pub unfollow: Vec<String>,
}

impl StandingArgs {
    /// Whether any employer is named.
    pub fn any(&self) -> bool {
        ![&self.block, &self.unblock, &self.follow, &self.unfollow].iter().all(|names| names.is_empty())
    }
}

/// Who hires for a role, what each asks beyond the others, and what they say of working there
///
/// With --block, --follow or their opposites it changes instead which employers count: adverts of blocked ones are left
/// out wherever the store is read, those of followed ones are told of by `skillgap pull` whatever their role.
#[derive(Debug, ArgGroup)]
#[command(after_help = "\
Examples:
  skillgap employers --adverts saved/ --role \"staff nurse\" --out employers.csv
  skillgap employers --block \"Body Shop Recruiting\" --follow \"Acme Ltd\"")]
pub struct EmployersArgs {
    #[command(flatten)]
    pub inputs: InputArgs,
    /// The role you aim at; without it the first of `skillgap.toml`
    #[arg(long)]
    pub role: Option<String>,
    #[command(flatten)]
    pub standing: StandingArgs,
    #[command(flatten)]
    pub filter: FilterArgs,
    #[command(flatten)]
    pub wishes: WishArgs,
    /// Write one row per employer here as CSV; `-` for standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<String>,
    #[arg(long)]
    pub bom: bool,
}

/// Roles in the same adverts that lie near what you can do
///
/// For each other role: how much of it you satisfy now, how much of the target it shares, and how much of what you lack
/// it would teach.
#[derive(Debug, ArgGroup)]
#[command(
    after_help = "Example:\n  skillgap neighbours --adverts saved/ --role \"product manager\" --skills skills.csv"
)]
pub struct NeighboursArgs {
    #[command(flatten)]
    pub inputs: InputArgs,
    /// The role you aim at; without it the first of `skillgap.toml`
    #[arg(long)]
    pub role: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub skills: Option<PathBuf>,
    /// Roles of fewer adverts are left out
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub min_adverts: u32,
}

/// Show the sentences behind a number
#[derive(Debug, ArgGroup)]
#[command(
    after_help = "Example:\n  skillgap explain \"stakeholder management\" --adverts saved/ --role \"product manager\""
)]
pub struct ExplainArgs {
    /// A competency: its id or any of its labels
    pub competency: String,
    #[command(flatten)]
    pub inputs: InputArgs,
    /// The role you aim at; without it the first of `skillgap.toml`
    #[arg(long)]
    pub role: Option<String>,
    #[command(flatten)]
    pub filter: FilterArgs,
}

/// Rate yourself in what a role asks for
///
/// Asks, line by line, what the role asks for and your skills file does not answer, most decisive first, and keeps every
/// answer at once in the file of --skills: stop and go on as you like. With --csv it writes the same as a sheet to fill
/// in; with --from it proposes what a CV names, with the sentence, and nothing counts until you fill in its level.
#[derive(Debug, ArgGroup)]
#[command(after_help = "\
Examples:
  skillgap assess --adverts saved/ --role \"staff nurse\" --skills skills.csv
  skillgap assess --adverts saved/ --role \"staff nurse\" --csv sheet.csv
  skillgap assess --from cv.pdf --csv sheet.csv
  skillgap assess --about-me")]
pub struct AssessArgs {
    #[command(flatten)]
    pub inputs: InputArgs,
    #[arg(long)]
    pub role: Option<String>,
    /// A role template in place of adverts
    #[arg(long, value_name = "FILE", conflicts_with_all = ["feed", "adverts", "role"])]
    pub template: Option<PathBuf>,
    #[command(flatten)]
    pub filter: FilterArgs,
    /// What is answered already, and where answers are kept
    #[arg(long, value_name = "FILE")]
    pub skills: Option<PathBuf>,
    /// A CV (PDF, DOCX, text, web page, JSON Resume, or the folder or zip of a LinkedIn data export) to take proposals
    /// from
    #[arg(long, value_name = "FILE", requires = "csv")]
    pub from: Option<PathBuf>,
    /// Answer a few statements about how you work, what matters to you and what you are good at; kept in the file of
    /// --preferences (`skillgap.toml`)
    #[arg(long, conflicts_with_all = ["from", "csv", "role", "template", "skills"])]
    pub about_me: bool,
    #[command(flatten)]
    pub wishes: WishArgs,
    /// Write a sheet to fill in here instead of asking; `-` for standard output
    #[arg(long, value_name = "FILE")]
    pub csv: Option<String>,
    #[arg(long)]
    pub bom: bool,
}

/// Compare several people with one role in one table
#[derive(Debug, ArgGroup)]
#[command(
    after_help = "Example:\n  skillgap coach --template role.toml --skills anna.csv --skills ben.csv --anonymous --out team.csv"
)]
pub struct CoachArgs {
    /// The role template to compare with
    #[arg(long, value_name = "FILE")]
    pub template: PathBuf,
    /// One skills file for each person; may be repeated
    #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
    pub skills: Vec<PathBuf>,
    /// Number the people instead of naming them by their files
    #[arg(long)]
    pub anonymous: bool,
    /// Write the table here as CSV; `-` for standard output
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub out: String,
    #[arg(long)]
    pub bom: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExtractFormat {
    /// One JSON object an advert
    Ndjson,
    /// One row a mention
    Csv,
    /// To read
    Text,
}

/// Show what each advert asks for
#[derive(Debug, ArgGroup)]
#[command(after_help = "\
Examples:
  skillgap extract adverts.ndjson --format ndjson
  skillgap extract saved/ --format text")]
pub struct ExtractArgs {
    /// Files, folders, patterns, or `-` for standard input; without any the adverts of the store
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The store, where it is a source.
    #[arg(skip)]
    pub stored: Option<PathBuf>,
    #[arg(long, value_enum, default_value = "ndjson")]
    pub format: ExtractFormat,
    /// Write here; `-` for standard output
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub out: String,
}

/// Score what is read against adverts that people marked
///
/// Takes the two formats of marks: `{"id", "text", "spans": [{"start", "end", "kind"}]}` and
/// `{"id", "text", "requirements": [{"necessity", "any_of": [{"competency", "quote"}]}], "traps", "tasks", …}`, one a line.
#[derive(Debug, ArgGroup)]
#[command(after_help = "\
Examples:
  skillgap evaluate tests/marked/adverts.jsonl
  skillgap evaluate marked.jsonl --errors 30")]
pub struct EvaluateArgs {
    #[arg(value_name = "GOLD", required = true)]
    pub gold: Vec<PathBuf>,
    /// List so many of the most frequent missed, wrong and misnamed ones
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub errors: usize,
}
