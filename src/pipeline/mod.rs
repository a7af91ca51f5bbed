//! Composes the stages; the only place that names threads and several stages.
//!
//! ```text
//! inputs ─ gather ─▶ adverts of the role ─ readings ─▶ Reading ─ study ─▶ RoleTemplate ─ gap::compare ─▶ GapReport
//! ```

mod candidates;
mod check;
mod copies;
mod cv;
mod document;
mod feeds;
mod gather;
mod guard;
mod language;
mod pull;
mod reading;
mod refresh;
mod repeats;
mod select;
mod sentence;
mod stored;
mod stream;
mod study;

pub use candidates::{Candidate, candidates};
pub use check::{FeedCheck, check_feeds};
pub use copies::{Copies, Group, Member, duplicate_rows};
pub use cv::named_in;
pub use document::{is_stale, rebuild};
pub use feeds::{feeds, is_address};
pub use gather::{Found, Gathered, Seen, gather};
pub use guard::is_guarded;
pub use pull::{FeedPull, FeedResult, PageResult, Pull, PullEvent, Pulling, pull};
pub use reading::{Extracted, extract_each, readings};
pub use refresh::{Refreshed, refresh};
pub use select::{Filter, Target, near};
pub use sentence::sentence_at;
pub use stored::store_inputs;
pub use stream::{Input, Progress, in_threads, inputs};
pub use study::{AllRoles, Study, all_roles, known, named, names, relations, role_counts, study};
