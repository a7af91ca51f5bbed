//! The plain values that stages hand to each other. No I/O, no rules, no printing.
//!
//! The words are those of the field: an *advert* is one published text, a *competency* anything a role can ask of a
//! person that can be learned, a *qualification* something awarded, a *mention* one competency in one advert.

mod advert;
mod assessment;
mod competency;
mod date;
mod extraction;
mod gap;
mod plan;
mod reading;
mod span;
mod template;

pub use advert::{Advert, AdvertId};
pub use assessment::{HeldLevel, SelfAssessment, SelfRating};
pub(crate) use competency::words;
pub use competency::{CompetencyId, CompetencyKind, Level, Necessity, ReuseLevel};
pub use date::{Date, MONTHS};
pub use extraction::{
    Aside, AsideReason, Education, EducationLevel, Extraction, Facts, GateClaim, LanguageClaim, Manages, Mention,
    PayPeriod, Requirement, Salary, SectionKind, Seniority, UnknownTerm, WorkMode,
};
pub use gap::{Gap, GapKind, GapReport, UnlockStep};
pub use plan::{
    Action, ActionStatus, ChainLink, GapState, GrowRound, Hours, JournalEntry, Milestone, Plan, PlanGoal, PlanReality,
    PlannedGap, Preferences, Review, Situation,
};
pub use reading::{Ask, Asked, Reading};
pub use span::Span;
pub use template::{
    AdvertEssentials, EducationAsked, Evidence, LevelBasis, Offer, PayRange, Quartiles, RoleFacts, RoleRequirement,
    RoleTemplate, Share,
};
