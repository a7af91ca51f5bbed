//! Bytes to adverts: feeds, saved pages, archives, mails, tables and documents.
//!
//! [`read`] finds the format by content, never fails and hands adverts over one by one. What could not be read, and
//! what is no advert, comes out as a finding that says so.

mod alert;
mod boards;
mod columns;
mod date;
mod draft;
mod encoding;
mod feed;
mod format;
mod health;
mod inputs;
mod job_posting;
mod json;
mod link;
mod mail;
mod mapping;
mod markup;
mod ndjson;
mod office;
mod page;
mod pdf;
mod plain;
mod sitemap;
mod strict;
mod subscriptions;
mod table;
mod text;
mod unpack;

pub use encoding::in_charset;
pub use health::Health;
pub use inputs::inputs;
pub use ndjson::{Record, Records, parse_record};
pub use subscriptions::{Subscription, linked_feeds, subscriptions};
pub use unpack::{Opened, open};

use crate::diag::Diag;
use crate::model::Advert;
use format::Input;
use std::path::Path;

/// What reading gives, in the order of the source.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    Advert(Advert),
    /// An advert that was read and does not count: it has no text, or is in another language than the vocabulary.
    SetAside(Advert, Diag),
    Finding(Diag),
}

/// Reads one file's bytes. `source` names it in messages and its ending is a hint at the format, no more; where it is
/// an http(s) address, relative links are resolved against it.
pub fn read(bytes: &[u8], source: &str, sink: &mut dyn FnMut(Item)) {
    format::read(&Input::new(bytes, source, 0), sink);
}

/// Reads one file, or standard input where the path is `-`. Line-by-line tables are streamed.
pub fn read_path(path: &Path, sink: &mut dyn FnMut(Item)) {
    let source = path.display().to_string();
    match open(path) {
        Ok(Opened::Lines(records)) => {
            for record in records {
                match record {
                    Ok(record) => parse_record(&record, &source).into_iter().for_each(&mut *sink),
                    Err(finding) => sink(Item::Finding(finding)),
                }
            }
        }
        Ok(Opened::Whole(bytes)) => read(&bytes, &source, sink),
        Err(finding) => sink(Item::Finding(finding)),
    }
}

/// Name of the format that [`read`] finds in the bytes, or `None` where no reader accepts them.
pub fn format_of(bytes: &[u8], source: &str) -> Option<&'static str> {
    let input = Input::new(bytes, source, 0);
    format::find(&input).map(|f| f.detail(&input).unwrap_or(f.name()))
}
