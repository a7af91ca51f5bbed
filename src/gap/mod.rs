//! Template × self-assessment → gaps, fit of each advert, unlock order, neighbouring roles.

mod compare;
mod fit;
mod held;
mod neighbours;
mod saved;
mod unlock;

pub use compare::{classify, compare};
pub use fit::{Fit, Unmet, fit};
pub use held::{Held, Relations};
pub use neighbours::{Neighbour, neighbours};
pub use saved::{Changes, SavedGap, SavedRun, changes, read_again};
pub use unlock::{Candidate, Unlocks, unlock};
