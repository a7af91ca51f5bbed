//! Formats that are data: one file in `data/formats/jobs` says where a board's XML or JSON keeps title, text, employer,
//! place, pay, dates, id and link. A new format is a file with an example, no code.

mod apply;
mod path;
mod spec;

pub use apply::{draft, skipped};
pub use path::Path;
pub use spec::{Kind, Mapping, all, feed_items, generic};
