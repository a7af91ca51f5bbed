//! Self-assessment: files, questionnaire, CV import.

mod level;
mod sheet;
mod skills;
mod text;

pub use level::{Rated, level_of};
pub use sheet::sheet;
pub use skills::{Names, Skills, read_skills};
