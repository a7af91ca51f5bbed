//! Arguments of `skillgap vocabulary` as typed.

use crate::cli::args::TableFormat;
use clap::{Args as ArgGroup, Subcommand, ValueEnum};
use std::path::PathBuf;

/// The words that the program knows, and your own on top of them
///
/// Your own vocabulary is a CSV file that `--vocabulary` names (or `vocabulary` in `skillgap.toml`). It adds, renames and
/// refuses; only its column `label` is needed.
#[derive(Debug, ArgGroup)]
#[command(after_help = "\
Examples:
  skillgap vocabulary show \"stakeholder management\"
  skillgap vocabulary list --sector nursing-and-clinical --kind skill
  skillgap vocabulary add Zorblax --kind tool --label \"Zorblax Cloud\" --vocabulary mine.csv
  skillgap vocabulary check mine.csv
  skillgap vocabulary import esco esco-v1.2-csv/ --out esco.csv
  skillgap vocabulary suggest saved/ --vocabulary mine.csv")]
pub struct VocabularyArgs {
    #[command(subcommand)]
    pub command: VocabularyCommand,
}

#[derive(Debug, Subcommand)]
pub enum VocabularyCommand {
    List(ListArgs),
    Show(ShowArgs),
    Check(CheckArgs),
    Add(Box<AddArgs>),
    Diff(DiffArgs),
    Import(ImportArgs),
    Suggest(SuggestArgs),
}

/// List competencies
#[derive(Debug, ArgGroup)]
#[command(after_help = "Example:\n  skillgap vocabulary list --sector law --format csv --out law.csv")]
pub struct ListArgs {
    /// Only this sector; `own` for those that your own vocabulary adds or changes
    #[arg(long, value_name = "SECTOR")]
    pub sector: Option<String>,
    /// Only this kind: skill, tool, knowledge, language, transversal, leadership, qualification
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// Rows as a vocabulary file has them, or as JSON, in place of a table to read
    #[arg(long, value_enum)]
    pub format: Option<TableFormat>,
    /// Write here; `-` for standard output
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub out: String,
}

/// Say whether a term is known, what matches it, and what is near
#[derive(Debug, ArgGroup)]
#[command(after_help = "Examples:\n  skillgap vocabulary show Go\n  skillgap vocabulary show \"budget managment\"")]
pub struct ShowArgs {
    /// A term as adverts write it, or an id
    pub term: String,
}

/// Check a vocabulary; every fault is told with its file and line
///
/// Exit code 78 where something is wrong.
#[derive(Debug, ArgGroup)]
#[command(after_help = "Examples:\n  skillgap vocabulary check\n  skillgap vocabulary check mine.csv --repair")]
pub struct CheckArgs {
    /// A CSV file or folder of yours; without it what `--vocabulary` names, or the one built in
    pub path: Option<PathBuf>,
    /// Rewrite your CSV file in its canonical form: sorted, each value once
    #[arg(long)]
    pub repair: bool,
}

/// Add a competency, or labels to one, to your own vocabulary
#[derive(Debug, ArgGroup)]
#[command(after_help = "\
Examples:
  skillgap vocabulary add Zorblax --kind tool --vocabulary mine.csv
  skillgap vocabulary add \"k8s\" --to kubernetes --vocabulary mine.csv
  skillgap vocabulary add \"team player\" --refuse \"in every advert\" --vocabulary mine.csv")]
pub struct AddArgs {
    /// The preferred label; with --to another label of what is there
    pub name: String,
    /// Add it as a label of this competency: an id or any label
    #[arg(long, value_name = "COMPETENCY", conflicts_with_all = ["kind", "reuse", "effort", "award", "refuse"])]
    pub to: Option<String>,
    /// Refuse it as a label, with this reason
    #[arg(long, value_name = "REASON")]
    pub refuse: Option<String>,
    /// Another label; `=` before it: only in this case; may be repeated
    #[arg(long, value_name = "LABEL")]
    pub label: Vec<String>,
    /// skill, tool, knowledge, language, transversal, leadership, qualification
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// How far it carries over: transversal, cross-sector, sector, occupation
    #[arg(long, value_name = "WORD")]
    pub reuse: Option<String>,
    /// From nothing to normal work: hours, days, weeks, months, years
    #[arg(long, value_name = "WORD")]
    pub effort: Option<String>,
    /// Of a qualification: degree, vocational, registration, certificate, licence, clearance, check, permit, membership
    #[arg(long, value_name = "WORD")]
    pub award: Option<String>,
    /// An umbrella that it belongs to: an id or any label; may be repeated
    #[arg(long, value_name = "COMPETENCY")]
    pub broader: Vec<String>,
    /// What whoever has it certainly has too; may be repeated
    #[arg(long, value_name = "COMPETENCY")]
    pub implies: Vec<String>,
    /// Language of the labels as a code such as `de`; without it English
    #[arg(long, value_name = "CODE")]
    pub language: Option<String>,
}

/// Compare two vocabularies: what was added, removed and relabelled
#[derive(Debug, ArgGroup)]
#[command(after_help = "\
Examples:
  skillgap vocabulary diff built-in mine.csv
  skillgap vocabulary diff old/data new/data --out changes.csv")]
pub struct DiffArgs {
    /// A CSV file on top, a folder, or `built-in`
    pub before: String,
    pub after: String,
    /// Write every change here as CSV; `-` for standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<String>,
}

/// What a vocabulary is imported from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ImportFrom {
    /// The folder of ESCO's official CSV bundle, v1.1 or v1.2, in one language or several
    Esco,
    /// The folder of O*NET's database as text files
    Onet,
    /// A file with one label a line, or a CSV file with a column `label`
    List,
}

/// Make a vocabulary of your own from ESCO, O*NET or a list
///
/// Each label passes the checks of the vocabulary: ordinary words, titles of jobs, descriptions and what is refused are
/// left out, with the reason, so that no report fills with skills that nobody asked for. What is known already gets the
/// other labels and the codes. Labels in other languages make adverts in those languages readable.
#[derive(Debug, ArgGroup)]
#[command(after_help = "\
Examples:
  skillgap vocabulary import esco esco-v1.2-csv/ --out esco.csv
  skillgap vocabulary import esco esco-v1.2-csv/ --language de --out esco-de.csv
  skillgap vocabulary import onet db_29_0_text/ --out onet.csv
  skillgap vocabulary import list our-skills.txt --out ours.csv")]
pub struct ImportArgs {
    #[arg(value_enum)]
    pub from: ImportFrom,
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// Write the vocabulary here, to lie on top with `--vocabulary`; `-` for standard output
    #[arg(long, value_name = "FILE")]
    pub out: String,
    /// Only labels in this language, as a code such as `de`; for a list, the language it is in
    #[arg(long, value_name = "CODE")]
    pub language: Option<String>,
    /// Write what was left out here, each with its reason; without it beside --out, as `NAME.refused.csv`
    #[arg(long, value_name = "FILE")]
    pub refused: Option<String>,
}

/// Terms that adverts ask for and no vocabulary knows: accept, refuse or alias them
///
/// Asks term by term and keeps every decision at once in the file of `--vocabulary`, or writes a sheet to fill in with
/// --csv and takes it back with --from. What is accepted matches from then on.
#[derive(Debug, ArgGroup)]
#[command(after_help = "\
Examples:
  skillgap vocabulary suggest saved/ --vocabulary mine.csv
  skillgap vocabulary suggest saved/ --csv decisions.csv
  skillgap vocabulary suggest --from decisions.csv --vocabulary mine.csv")]
pub struct SuggestArgs {
    /// Saved adverts: files, folders or patterns
    #[arg(value_name = "PATH")]
    pub adverts: Vec<PathBuf>,
    /// A job-alert feed: a file or an http(s) address; may be repeated
    #[arg(long, value_name = "FILE|URL")]
    pub feed: Vec<String>,
    /// Only terms that so many adverts use
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub min_adverts: u32,
    /// At most so many terms, those of most adverts
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub top: usize,
    /// Write a sheet of decisions to fill in here instead of asking; `-` for standard output
    #[arg(long, value_name = "FILE", conflicts_with = "from")]
    pub csv: Option<String>,
    #[arg(long)]
    pub bom: bool,
    /// Take the decisions of this sheet
    #[arg(long, value_name = "FILE", conflicts_with_all = ["adverts", "feed"])]
    pub from: Option<PathBuf>,
}
