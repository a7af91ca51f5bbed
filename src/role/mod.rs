//! Mentions of many adverts → role template.
//!
//! [`template`] counts the readings of a role's adverts; [`file`](mod@file) writes and reads the template as an editable file;
//! [`diff`] compares two of them.

mod acts;
mod copies;
mod diff;
mod employer;
mod employers;
mod evidence;
mod facts;
pub mod file;
pub mod market;
mod rows;
#[cfg(test)]
pub(crate) mod samples;
mod share;
mod stats;
mod tasks;
mod template;
mod tier;
mod typical;
mod values;
mod weights;

pub use copies::{Distinct, collapse};
pub use diff::{DiffRow, diff};
pub use employer::employer_key;
pub use employers::{Employer, employers, topic_names};
pub use share::wilson;
pub use template::{FEW_ADVERTS, Named, template};
pub use tier::{COMMON_LOW, CORE_LOW, Tier, tier};
pub use values::{Topic, objectives_in, spoken_of, topics};
pub use weights::{Weights, weigh};
