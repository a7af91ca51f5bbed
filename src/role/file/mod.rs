//! The template as a file that its owner edits: TOML, one table a requirement.

mod read;
mod write;

pub use read::{Known, read};
pub use write::write;

/// Version of the file's shape; a file of a later one is refused.
const SCHEMA: i64 = 1;

#[cfg(test)]
mod tests;
