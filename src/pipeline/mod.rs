//! Composes the stages; the only place that names threads and several stages.
//!
//! ```text
//! inputs ─ gather ─▶ adverts of the role ─ readings ─▶ Reading ─ study ─▶ RoleTemplate ─ gap::compare ─▶ GapReport
//! ```

mod candidates;
mod feeds;
mod gather;
mod guard;
mod language;
mod reading;
mod repeats;
mod select;
mod sentence;
mod stream;
mod study;

pub use candidates::{Candidate, candidates};
pub use feeds::{feeds, is_address};
pub use gather::{Found, Gathered, Seen, gather};
pub use guard::is_guarded;
pub use reading::{Extracted, extract_each, readings, text_key};
pub use select::{Filter, Target, near};
pub use stream::{Input, Progress, in_threads, inputs};
pub use study::{AllRoles, Study, all_roles, known, named, named_in, names, relations, role_counts, study};
