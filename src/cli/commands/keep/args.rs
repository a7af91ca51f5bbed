//! Arguments of the commands that keep adverts over time, as typed.

use clap::{Args as ArgGroup, Subcommand};
use std::path::PathBuf;

/// Commands that keep adverts over time.
#[derive(Debug, Subcommand)]
pub enum Keep {
    Init(InitArgs),
    Pull(PullArgs),
    New(NewArgs),
    Adverts(AdvertsArgs),
    Reindex(ReindexArgs),
}

/// Make a folder with settings and a store for adverts
///
/// Writes `skillgap.toml`, with a comment for each setting, and an empty store. Files that are there already stay as
/// they are.
#[derive(Debug, ArgGroup)]
#[command(after_help = "Example:\n  skillgap init job-search && cd job-search")]
pub struct InitArgs {
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub folder: PathBuf,
}

/// Poll feeds, keep their adverts, and tell what is new
///
/// Asks each feed for what has changed, keeps what comes in the store, follows the links of entries that say too little
/// (where the site's robots.txt permits it), and ends with the adverts not seen before: those of the roles in
/// `skillgap.toml` and of followed employers, best fit first where it names a skills file. Each feed is safe in the
/// store as soon as it is told of; Ctrl-C ends the run early.
#[derive(Debug, ArgGroup)]
#[command(after_help = "\
Examples:
  skillgap pull
  skillgap pull https://example.org/jobs.rss downloads/*.xml --store adverts.db")]
pub struct PullArgs {
    /// Feeds: http(s) addresses (of a feed, or of a page that names it), files, folders, patterns or lists of feeds
    /// (OPML); without any those of `skillgap.toml`
    #[arg(value_name = "FEED")]
    pub feeds: Vec<String>,
    /// Follow at most so many links of entries that say too little
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub follow: usize,
    /// Follow no links
    #[arg(long, conflicts_with = "follow")]
    pub no_follow: bool,
    /// Also ask addresses inside your own network
    #[arg(long)]
    pub allow_private: bool,
    #[command(flatten)]
    pub aim: AimArgs,
}

/// What to tell of new adverts.
#[derive(Debug, Clone, Default, ArgGroup)]
pub struct AimArgs {
    /// Tell of new adverts of this role; may be repeated. Without it those of the roles in `skillgap.toml`
    #[arg(long)]
    pub role: Vec<String>,
    /// Your skills file: best fit first. Without it the one of `skillgap.toml`
    #[arg(long, value_name = "FILE")]
    pub skills: Option<PathBuf>,
}

/// Tell again what the last pull brought
#[derive(Debug, ArgGroup)]
#[command(after_help = "\
Examples:
  skillgap new
  skillgap new --role \"staff nurse\" --since 2026-11-01")]
pub struct NewArgs {
    #[command(flatten)]
    pub aim: AimArgs,
    /// Everything first seen on this day or later, YYYY-MM-DD, in place of the last pull
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
}

/// List the adverts of the store, show one, or forget one
#[derive(Debug, ArgGroup)]
#[command(after_help = "\
Examples:
  skillgap adverts --role \"staff nurse\" --since 2026-11-01
  skillgap adverts --text \"night shift\" --out adverts.csv
  skillgap adverts --show 3f2a")]
pub struct AdvertsArgs {
    /// Only adverts of this role; may be repeated
    #[arg(long)]
    pub role: Vec<String>,
    /// Only adverts of this employer
    #[arg(long, value_name = "NAME")]
    pub employer: Option<String>,
    /// Only adverts first seen on this day or later, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// Only adverts whose place holds these words
    #[arg(long, value_name = "WORDS")]
    pub place: Option<String>,
    /// Only adverts whose title or text holds these words
    #[arg(long, value_name = "WORDS")]
    pub text: Option<String>,
    /// Also those that are gone
    #[arg(long)]
    pub gone: bool,
    /// Also those of blocked employers
    #[arg(long)]
    pub blocked: bool,
    /// Only those that are copies of each other, in groups, each with the reason
    #[arg(long, conflicts_with_all = ["role", "employer", "since", "place", "text", "blocked", "show", "forget"])]
    pub duplicates: bool,
    /// Show one advert whole: its id, or the beginning of it
    #[arg(long, value_name = "ID", conflicts_with_all = ["forget", "out"])]
    pub show: Option<String>,
    /// Forget an advert: it no longer counts and does not come back. The feeds in which it came stay as received
    #[arg(long, value_name = "ID", conflicts_with = "out")]
    pub forget: Option<String>,
    /// Write the table here as CSV; `-` for standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<String>,
    #[arg(long)]
    pub bom: bool,
}

/// Make again what is derived from what was received
///
/// Does only what another version of the program or another vocabulary has made stale. Broken off, it goes on where it
/// was.
#[derive(Debug, ArgGroup)]
#[command(after_help = "Example:\n  skillgap reindex")]
pub struct ReindexArgs {
    /// Make everything again, stale or not
    #[arg(long)]
    pub all: bool,
}
