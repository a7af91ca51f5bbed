//! Demand for what a role asks for: over time, by slice, what it pays, what goes together.

mod pairs;
mod pay;
mod slices;

pub use pairs::{Pair, pairs};
pub use pay::{PayDifference, pay_differences};
pub use slices::{Dimension, Slice, slices, trend};
