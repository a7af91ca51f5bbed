//! Self-assessment: files, questionnaire, CV import.

mod about;
mod denied;
mod interview;
mod level;
mod preferences;
mod remarks;
mod resume;
mod sheet;
mod skills;
mod text;
mod write;

pub use about::{Part, Statement, concluded, statements, write_about};
pub use denied::Denials;
pub use interview::{ANCHORS, Interview, Question, Reply};
pub use level::{Rated, level_of};
pub use preferences::{About, Answered, Outcome, Preferences, Topic, read_preferences, values_part};
pub use remarks::remarks;
pub use resume::{LINKEDIN_TABLES, Resume, is_json_resume, json_resume, linkedin};
pub use sheet::{SheetRow, sheet};
pub use skills::{Names, Skills, read_skills};
pub use write::{Answer, with_answers};
