//! Gaps → plan: GROW, backward chain, SMART, milestones, journal, review.
//!
//! [`plan`] is a pure function of gaps, preferences, dates and data; everything else here reads or changes a
//! [`Plan`](crate::model::Plan) that the caller read from its file.

mod board;
mod calendar;
mod candidate;
mod check;
mod data;
mod doing;
mod due;
mod effort;
pub mod file;
mod finish;
mod fit;
mod make;
mod place;
mod routes;
mod steps;

pub use calendar::{add_weeks, days_between, monday};
pub use data::{PlanData, Questions, Route};
pub use doing::{Finished, OwnStep, Refused, add, done, drop_out, find, journal, postpone, promise};
pub use due::{Due, due};
pub use fit::{Fits, fits};
pub use make::{Request, plan};

#[cfg(test)]
mod tests;
