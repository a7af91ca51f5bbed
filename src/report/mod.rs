//! Values → bytes: CSV, JSON, Markdown, HTML, calendar. No files touched here.
//!
//! A table is a list of [`Column`]s, each with its documentation and its cell; CSV, JSON and the documentation of the
//! columns all come from that list.

mod adverts;
mod candidates;
mod cell;
mod changes;
mod coach;
mod diff;
mod duplicates;
mod employers;
mod entries;
mod extraction;
mod feeds;
mod gaps;
mod marked;
mod market;
mod markup;
mod mentions;
pub mod plan;
mod profile;
mod roles;
mod sheet;
mod stored;
mod table;
mod template;
mod terms;
mod unlocks;

pub use adverts::{AdvertRow, pay};
pub use candidates::CandidateRow;
pub use cell::Cell;
pub use changes::{CHANGE_COLUMNS, REJECTED_COLUMNS};
pub use coach::coach_csv;
pub use diff::{DIFF_COLUMNS, DiffLine};
pub use duplicates::DuplicateRow;
pub use employers::{EMPLOYER_COLUMNS, EmployerRow};
pub use entries::EntryRow;
pub use extraction::extraction_json;
pub use feeds::{FEED_COLUMNS, FeedRow, opml};
pub use gaps::{GapRow, gap_json, gap_rows};
pub use marked::marked;
pub use market::{PAIR_COLUMNS, PAY_COLUMNS, PairRow, PayRow, SliceRow};
pub use mentions::{MentionRow, mention_rows};
pub use profile::{job_description, job_description_html};
pub use roles::{ROLE_COLUMNS, RoleCount};
pub use sheet::SHEET_COLUMNS;
pub use stored::{STORED_COLUMNS, StoredRow};
pub use table::{Column, columns_markdown, columns_plain, csv, csv_rows, json_rows};
pub use template::{TemplateRow, template_rows};
pub use terms::TERM_COLUMNS;
pub use unlocks::{UnlockRow, unlock_rows};
