//! Adverts over time, in one SQLite file: what was received, as received, and everything derived from it.
//!
//! Every method that writes is one transaction: it happened whole or not at all, whenever the process ends. Several
//! processes may use one store; they wait for each other.

mod adverts;
mod deliver;
mod derive;
mod employers;
mod error;
mod forget;
mod listed;
mod log;
mod open;
mod packed;
mod readings;
mod rebuild;
mod reviews;
#[cfg(test)]
mod tests;

pub use adverts::{Choice, Kept};
pub use deliver::{Body, Recorded, Stub};
pub use employers::Standing;
pub use error::StoreError;
pub use listed::Listed;
pub use log::{FeedState, Poll, PollStatus, Pulled};
pub use readings::{KeptReading, PackedReading};
pub use rebuild::{Reader, Rebuilt};
pub use reviews::SavedReview;

use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::path::{Path, PathBuf};

/// An open store.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
}

impl Store {
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Runs `work` as one transaction that may write.
    fn write<T>(&mut self, work: impl FnOnce(&Transaction) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        let path = &self.path;
        let done = || -> rusqlite::Result<T> {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let result = work(&transaction)?;
            transaction.commit()?;
            Ok(result)
        };
        done().map_err(|e| StoreError::of(path, e))
    }

    /// Runs `work`, which only reads.
    fn read<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        work(&self.connection).map_err(|e| StoreError::of(&self.path, e))
    }
}

/// A time as the store writes it: UTC, whole seconds; as text in the order of time.
fn stamp(at: jiff::Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
