//! Gaps → plan: GROW, backward chain, SMART, milestones, journal, review.
//!
//! [`plan`] is a pure function of gaps, preferences, dates and data; everything else here reads or changes a
//! [`Plan`](crate::model::Plan) that the caller read from its file.

mod back;
mod board;
mod calendar;
mod candidate;
mod check;
mod choose;
mod data;
mod doing;
mod due;
mod effort;
pub mod file;
mod finish;
mod fit;
mod grow;
mod import;
mod known;
mod lean;
mod make;
mod message;
mod place;
mod reach;
mod review;
mod routes;
mod smart;
mod steps;
mod wording;

pub use back::{Node, back, first_step, fits_a_week, leaves, link};
pub use calendar::{add_weeks, days_between, monday};
pub use data::{PlanData, Questions, Route};
pub use doing::{Finished, OwnStep, Refused, add, done, drop_out, find, journal, postpone, promise};
pub use due::{Due, due};
pub use fit::{Fits, fits};
pub use grow::{Choice, GapOptions, Promise, Sheet, round, sheet};
pub use import::{Imported, import};
pub use make::{Request, plan};
pub use message::{Message, check_in, mentor_brief};
pub use reach::{Employer, Posting, SearchWord, employers, interview, search_words};
pub use review::{Drift, Moved, drift, moved, record};
pub use smart::{Check, Smart, smart};

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
