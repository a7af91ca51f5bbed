//! Values → bytes: CSV, JSON, Markdown, HTML, calendar. No files touched here.
mod extraction;
pub use extraction::extraction_json;
