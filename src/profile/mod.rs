//! Self-assessment: files, questionnaire, CV import.

mod interview;
mod level;
mod remarks;
mod sheet;
mod skills;
mod text;
mod write;

pub use interview::{ANCHORS, Interview, Question, Reply};
pub use level::{Rated, level_of};
pub use remarks::remarks;
pub use sheet::{SheetRow, sheet};
pub use skills::{Names, Skills, read_skills};
pub use write::{Answer, with_answers};
