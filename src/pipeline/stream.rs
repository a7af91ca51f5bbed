//! Inputs → items, on every core, in the order of the inputs.

use super::guard::guarded;
use super::stored::stored;
use crate::diag::Diag;
use crate::ingest::{self, Item, Opened, Record, Records};
use rayon::prelude::*;
use std::path::PathBuf;

/// Files read at once, and lines of one file.
const FILES: usize = 64;
const LINES: usize = 512;

/// Something that adverts are read from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input {
    /// A file, or standard input for `-`.
    File(PathBuf),
    /// What an address answered.
    Fetched { address: String, bytes: Vec<u8> },
    /// Some of the adverts of a store, by their rows.
    Stored { store: PathBuf, rows: Vec<i64> },
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Addresses that answered, or never will.
    Fetching { addresses: usize, of: usize },
    /// Inputs read, of all, and adverts in them.
    Reading { inputs: usize, of: usize, adverts: usize },
    /// Adverts looked through for requirements, of those that the run needs.
    Extracting { adverts: usize, of: usize },
}

/// The files that arguments stand for, sorted; what leads to no file is a finding.
pub fn inputs(paths: &[PathBuf]) -> (Vec<Input>, Vec<Diag>) {
    let (files, findings) = ingest::inputs(paths);
    (files.into_iter().map(Input::File).collect(), findings)
}

/// Runs `work` with so many threads; 0 = one for each core.
///
/// # Errors
/// Where the system gives no threads.
pub fn in_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> Result<T, rayon::ThreadPoolBuildError> {
    Ok(rayon::ThreadPoolBuilder::new().num_threads(threads).build()?.install(work))
}

/// A file that was opened: read whole, or a table to be read line by line.
enum Read<T> {
    Whole(Vec<T>),
    Lines(Records, String),
    Failed(Diag),
}

/// Hands what `step` makes of each item to `sink`, in order. `step` runs on every core.
pub fn each_item<T: Send>(inputs: &[Input], step: &(dyn Fn(Item) -> T + Sync), sink: &mut dyn FnMut(usize, Vec<T>)) {
    for (batch, files) in inputs.chunks(FILES).enumerate() {
        let read: Vec<Read<T>> = files.par_iter().map(|input| read_input(input, step)).collect();
        for (at, read) in read.into_iter().enumerate() {
            let done = batch * FILES + at + 1;
            match read {
                Read::Whole(items) => sink(done, items),
                Read::Failed(finding) => sink(done, vec![step(Item::Finding(finding))]),
                Read::Lines(records, source) => lines(records, &source, step, &mut |items| sink(done, items)),
            }
        }
    }
}

fn read_input<T>(input: &Input, step: &(dyn Fn(Item) -> T + Sync)) -> Read<T> {
    let mut items = Vec::new();
    let mut whole = |bytes: &[u8], source: &str| {
        let read = guarded(source, || ingest::read(bytes, source, &mut |item| items.push(step(item))));
        if let Err(finding) = read {
            items.push(step(Item::Finding(finding)));
        }
    };
    match input {
        Input::Fetched { address, bytes } => whole(bytes, address),
        Input::Stored { store, rows } => match stored(store, rows) {
            Ok(adverts) => return Read::Whole(adverts.into_iter().map(step).collect()),
            Err(finding) => return Read::Failed(finding),
        },
        Input::File(path) => match ingest::open(path) {
            Ok(Opened::Lines(records)) => return Read::Lines(records, path.display().to_string()),
            Ok(Opened::Whole(bytes)) => whole(&bytes, &path.display().to_string()),
            Err(finding) => return Read::Failed(finding),
        },
    }
    Read::Whole(items)
}

fn lines<T: Send>(mut records: Records, source: &str, step: &(dyn Fn(Item) -> T + Sync), sink: &mut dyn FnMut(Vec<T>)) {
    loop {
        let batch: Vec<Result<Record, Diag>> = records.by_ref().take(LINES).collect();
        if batch.is_empty() {
            return;
        }
        let items = batch.into_par_iter().flat_map_iter(|record| match record {
            Ok(record) => {
                let read = || ingest::parse_record(&record, source).into_iter().map(step).collect();
                guarded(source, read).unwrap_or_else(|finding| vec![step(Item::Finding(finding.at(record.place)))])
            }
            Err(finding) => vec![step(Item::Finding(finding))],
        });
        sink(items.collect());
    }
}
