//! A plan: the steps that close gaps, as the user's own file holds them.

use super::competency::words;
use super::{AdvertId, CompetencyId, CompetencyKind, Date, GapKind};
use serde::{Deserialize, Serialize};

words! {
    /// Where an action stands.
    ActionStatus { Planned = "planned", Done = "done", Dropped = "dropped" }
}

words! {
    /// What becomes of a gap in the plan.
    GapState {
        /// All its actions fit before the date.
        Planned = "planned",
        /// Begun before the date, to a lower level than the role asks for.
        Begun = "begun",
        /// Its actions lie after the date, or do not fit at all.
        Later = "later",
        /// Not rated by the user yet: the plan asks to rate it first.
        Rate = "rate",
        /// Something held or planned is accepted in its place.
        Covered = "covered",
        /// Awarded over years: the plan holds the steps that decide whether to go for it.
        Gate = "gate",
        /// Taken out by the user.
        Dropped = "dropped",
    }
}

words! {
    /// Whether the user has an employer whose work they can learn by.
    Situation { Unknown = "unknown", Employed = "employed", NotEmployed = "not-employed" }
}

/// An estimate of effort in hours: `[low, high]` in files.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(from = "[f64; 2]", into = "[f64; 2]")]
pub struct Hours {
    pub low: f64,
    pub high: f64,
}

impl From<[f64; 2]> for Hours {
    /// Numbers that no effort can be are taken as none; the ends may be the wrong way round.
    fn from([a, b]: [f64; 2]) -> Self {
        let sane = |h: f64| if h.is_finite() { h.clamp(0.0, 100_000.0) } else { 0.0 };
        Self { low: sane(a).min(sane(b)), high: sane(a).max(sane(b)) }
    }
}

impl From<Hours> for [f64; 2] {
    fn from(hours: Hours) -> Self {
        [hours.low, hours.high]
    }
}

impl Hours {
    /// What the calendar reckons with.
    pub fn middle(self) -> f64 {
        f64::midpoint(self.low, self.high)
    }

    pub fn plus(self, other: Self) -> Self {
        Self { low: self.low + other.low, high: self.high + other.high }
    }
}

/// A plan as its file holds it. Order of the lists is the order of doing or of time.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Plan {
    #[serde(default)]
    pub goal: PlanGoal,
    #[serde(default)]
    pub preferences: Preferences,
    #[serde(default)]
    pub reality: PlanReality,
    /// What stands in the way, in the user's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obstacles: Vec<String>,
    /// The user's own ideas.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ideas: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Action>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<Milestone>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<PlannedGap>,
    /// The user's own backward chain.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chain: Vec<ChainLink>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub journal: Vec<JournalEntry>,
    /// Earlier rounds of GROW, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<GrowRound>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviews: Vec<Review>,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PlanGoal {
    /// In the user's words.
    #[serde(default)]
    pub text: String,
    /// The role whose adverts were read.
    #[serde(default)]
    pub role: String,
    /// What shows that it is reached, in the user's words; empty = the one drawn from the unlock curve.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub measure: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Date>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    pub start: Option<Date>,
    pub hours_a_week: f64,
    /// First and last day of each, both free of steps.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<[Date; 2]>,
    pub situation: Situation,
    /// The field of the job that is held, by the name of its sector: `retail`; empty = not said.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub field: String,
    /// Routes to take first, and routes not to take.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub prefer: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub avoid: Vec<String>,
    /// Routes chosen for one competency: `sql = "course"`.
    #[serde(skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub routes: std::collections::BTreeMap<String, String>,
    /// What the user gives themselves at a milestone: `"50 %" = "a weekend by the sea"`.
    #[serde(skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub rewards: std::collections::BTreeMap<String, String>,
    /// Competencies taken out of the plan.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dropped: Vec<CompetencyId>,
    /// What matters to the user in an employer or a role, in their words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// What the user says of themselves: good at, and to watch.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub strengths: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub weaknesses: Vec<String>,
    /// The buddy or mentor who asks how it goes.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub buddy: String,
    pub checkin_every_weeks: u32,
    pub review_every_months: u32,
    /// Plan for what is not rated as if nothing were held.
    pub unrated_as_missing: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            start: None,
            hours_a_week: 5.0,
            holidays: Vec::new(),
            situation: Situation::Unknown,
            field: String::new(),
            prefer: Vec::new(),
            avoid: Vec::new(),
            routes: std::collections::BTreeMap::new(),
            rewards: std::collections::BTreeMap::new(),
            dropped: Vec::new(),
            values: Vec::new(),
            strengths: Vec::new(),
            weaknesses: Vec::new(),
            buddy: String::new(),
            checkin_every_weeks: 2,
            review_every_months: 4,
            unrated_as_missing: false,
        }
    }
}

/// What the adverts and the self-assessment say at the time the plan was made.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanReality {
    pub as_of: Option<Date>,
    pub rules_version: String,
    pub role_adverts: u32,
    /// Adverts that state an essential requirement: what fit is a part of.
    pub adverts_with_essentials: u32,
    /// Of these, open today, and once everything planned is done.
    pub open_now: u32,
    pub open_after: u32,
    /// Average part of an advert's essential requirements that is met, 0 to 1, today and at the end.
    pub met_now: f64,
    pub met_after: f64,
    /// What the role asks for and is held, most often asked first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub strengths: Vec<String>,
    /// Held and not asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub beyond: Vec<String>,
    /// Part of what the role asks for that the user said they want to use, 0 to 1; `None` where no interest is noted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interest: Option<f64>,
    /// The user's values that adverts are read for, with the role's adverts that speak of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<(String, u32)>,
    /// What the role's holders do, as the adverts put it, with the adverts that say so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<(String, u32)>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Action {
    /// `sql.2`; those of the user `own.1`.
    pub id: String,
    pub title: String,
    #[serde(default = "planned")]
    pub status: ActionStatus,
    pub start: Date,
    pub due: Date,
    #[serde(default)]
    pub hours: Hours,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub competency: Option<CompetencyId>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub route: String,
    /// What shows that it is done.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub proof: String,
    /// Level that the self-assessment may be raised to once it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raises_to: Option<u8>,
    /// Actions to be done before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
    /// Told to somebody, or dated by the user: planning again leaves it as it is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub promised: bool,
    /// Entered by the user.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub own: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_on: Option<Date>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

fn planned() -> ActionStatus {
    ActionStatus::Planned
}

/// A point at which the fit crosses a threshold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Milestone {
    /// `50 %`.
    pub id: String,
    pub title: String,
    /// Where all goes as estimated; at the low and at the high end of the estimates.
    pub date: Date,
    pub early: Date,
    pub late: Date,
    /// The action that crosses it.
    pub after: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reward: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached_on: Option<Date>,
}

/// A gap, with its evidence and what the plan does about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedGap {
    pub id: CompetencyId,
    pub name: String,
    pub kind: CompetencyKind,
    #[serde(default)]
    pub sector: String,
    pub gap: GapKind,
    pub state: GapState,
    /// Why it is in that state.
    pub why: String,
    pub required: u8,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<u8>,
    /// Level that the plan's actions reach.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reaches: Option<u8>,
    /// Adverts that ask for it, unweighted, and the part of effective adverts with its 95 % interval.
    pub adverts: u32,
    pub share: f64,
    pub share_low: f64,
    pub share_high: f64,
    pub essential_share: f64,
    #[serde(default)]
    pub hours: Hours,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub route: String,
    /// Other routes that suit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub routes: Vec<String>,
    /// Adverts open once this and all that is planned before it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_after: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<CompetencyId>,
    /// A sentence that asks for it, and its advert.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sentence: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advert: Option<AdvertId>,
    /// A held competency that carries over in part.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub carries_over: String,
}

/// One link of the user's own chain: before `goal`, `first` must be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChainLink {
    pub id: String,
    /// What it is needed for: the id of another link, or empty for the goal.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub before: String,
    pub text: String,
    /// Whether it could be done within the next week; `None` = not answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within_a_week: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JournalEntry {
    pub date: Date,
    pub text: String,
    /// The action that it is about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub action: String,
}

/// One round of GROW, kept as it was.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GrowRound {
    pub date: Date,
    pub goal: String,
    pub reality: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obstacles: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub will: Vec<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub checked_by: String,
}

/// One look back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Review {
    pub date: Date,
    pub open: u32,
    pub adverts: u32,
    pub done: u32,
    pub overdue: u32,
    /// Whether it is still the right goal, in the user's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub still_right: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moved: Vec<String>,
}

impl Plan {
    /// The last day that anything in the plan lies on: the date of the goal, or of its last step.
    pub fn end(&self) -> Option<Date> {
        self.goal.by.or_else(|| self.actions.iter().map(|a| a.due).max())
    }

    /// Days on which the buddy asks how it goes.
    pub fn check_ins(&self) -> Vec<Date> {
        let weeks = i64::from(self.preferences.checkin_every_weeks.min(520));
        self.every(|start, n| start.checked_add(jiff::Span::new().weeks(n * weeks)).ok(), weeks > 0)
    }

    /// Days on which a review is due.
    pub fn review_days(&self) -> Vec<Date> {
        let months = i64::from(self.preferences.review_every_months.min(120));
        self.every(|start, n| start.checked_add(jiff::Span::new().months(n * months)).ok(), months > 0)
    }

    /// Days between the first and the last of the plan.
    fn every(&self, nth: impl Fn(Date, i64) -> Option<Date>, ever: bool) -> Vec<Date> {
        let (Some(start), Some(end), true) = (self.preferences.start, self.end(), ever) else { return Vec::new() };
        (1..1000).map_while(|n| nth(start, n)).take_while(|day| *day <= end).collect()
    }

    /// The name of an action's competency, or nothing.
    pub fn strand(&self, action: &Action) -> String {
        let id = action.competency.as_ref();
        let gap = id.and_then(|id| self.gaps.iter().find(|g| g.id == *id));
        gap.map(|g| g.name.clone()).or_else(|| id.map(ToString::to_string)).unwrap_or_default()
    }
}
