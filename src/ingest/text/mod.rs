//! Text of an advert as light Markdown, from HTML in any state.

mod builder;
mod fragment;
mod mend;
mod plain;

pub use builder::TextBuilder;
pub use fragment::{from_html, from_markup, looks_like_html, one_line};
pub use plain::tidy_char;
