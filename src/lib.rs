//! Reads the job adverts of a role, learns what the role asks for, compares it with what a person can do, and says what
//! to close first.

pub mod cli;
pub mod collect;
pub mod diag;
pub mod duplicate;
pub mod evaluate;
pub mod extract;
pub mod gap;
pub mod ingest;
pub mod model;
pub mod pipeline;
pub mod plan;
pub mod profile;
pub mod report;
pub mod role;
pub mod rules;
pub mod store;
