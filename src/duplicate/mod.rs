//! Which adverts are one: copies on several boards, reposts, agencies' copies, and one text for several places.
//!
//! [`Card`] keeps of an advert what comparing needs; [`group`] finds the groups, each link with its [`Reason`]. Two
//! adverts are linked by the same address, by the same reference of the same employer, or by their texts: those that
//! share rare runs of words are compared word by word. Titles decide first: another role, speciality or grade is another
//! advert, however much of the text an employer repeats. Nothing depends on the order of the cards.

mod candidates;
mod card;
mod compare;
mod groups;
mod reason;
mod telling;
mod title;
mod words;

pub use card::{Card, Stated};
pub use groups::{Groups, Link, group};
pub use reason::Reason;
pub use telling::Telling;

#[cfg(test)]
mod tests;
