//! Markup as a stream of tokens, for HTML and for XML that need not be well formed.
//!
//! A tree builder costs quadratic time on hostile nesting and refuses broken XML; most questions asked of a page or a
//! feed (its scripts, its records, the text of a fragment) need neither.

mod entities;
mod tokens;
mod tree;

pub use entities::decode;
pub use tokens::{Attrs, Dialect, Token, Tokens};
pub use tree::records;
