//! Commands that keep adverts over time.

mod adverts;
pub mod args;
mod init;
mod news;
mod pull;
mod reindex;
mod standing;

pub use standing::run as standing;

use crate::cli::Terminal;
use crate::cli::exit::{Exit, Failure};
use crate::cli::settings::Settings;
use args::Keep;
use jiff::Timestamp;

pub fn run(keep: &Keep, settings: &Settings, terminal: &mut Terminal) -> Result<Exit, Failure> {
    match keep {
        Keep::Init(args) => init::run(args, terminal),
        Keep::Pull(args) => pull::run(args, settings, terminal),
        Keep::New(args) => news::run(args, settings, terminal),
        Keep::Adverts(args) => adverts::run(args, settings, terminal),
        Keep::Reindex(args) => reindex::run(args, settings, terminal),
    }
}

/// The beginning of a day, UTC.
///
/// # Errors
/// Where the word is no date.
fn day(word: &str) -> Result<Timestamp, Failure> {
    let date = crate::cli::options::date(word)?;
    let start = date.to_zoned(jiff::tz::TimeZone::UTC).map(|zoned| zoned.timestamp());
    start.map_err(|_| Failure::Usage(format!("`{word}` lies too far away")))
}
