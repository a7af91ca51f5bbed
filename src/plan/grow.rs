//! The four-block sheet: Goal, Reality, Obstacles and Options, Will.

use super::data::PlanData;
use super::finish::reason;
use crate::model::{
    ActionStatus, CompetencyKind, Date, GapState, GrowRound, Hours, JournalEntry, Plan, PlannedGap, Situation,
};

/// Gaps shown with their options.
const GAPS: usize = 8;

/// Steps that the Will block names.
const STEPS: usize = 6;

/// A way to close a gap, as the sheet shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    pub id: String,
    pub name: String,
    pub cost: String,
    pub proof: String,
    pub suits: String,
    /// Whether the plan takes it.
    pub chosen: bool,
}

/// A gap with its options, or with who can grant or waive it.
#[derive(Debug, Clone, PartialEq)]
pub struct GapOptions {
    pub name: String,
    /// Evidence of the market.
    pub evidence: String,
    pub hours: Hours,
    pub choices: Vec<Choice>,
    /// For what is awarded: who grants it and who can waive it.
    pub granted: String,
}

/// One thing that will be done.
#[derive(Debug, Clone, PartialEq)]
pub struct Promise {
    pub id: String,
    pub title: String,
    pub due: Date,
}

/// The sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    pub date: Date,
    pub goal: String,
    pub by: Option<Date>,
    pub measure: String,
    pub fit: String,
    pub strengths: Vec<String>,
    /// What the user says of themselves: good at, and to watch.
    pub own_strengths: Vec<String>,
    pub to_watch: Vec<String>,
    /// Whether there is a job to learn by.
    pub situation: String,
    pub achieved: Vec<JournalEntry>,
    pub done: usize,
    pub gaps: Vec<GapOptions>,
    pub gates: Vec<GapOptions>,
    pub obstacles: Vec<String>,
    pub ideas: Vec<String>,
    pub will: Vec<Promise>,
    pub checked_by: String,
    /// Questions of each block.
    pub questions: [Vec<String>; 4],
    pub earlier: usize,
}

/// Makes the sheet of a plan.
pub fn sheet(plan: &Plan, day: Date, data: &PlanData) -> Sheet {
    let open = |g: &&PlannedGap| !matches!(g.state, GapState::Rate | GapState::Covered | GapState::Dropped);
    let is_gate = |g: &&PlannedGap| g.kind == CompetencyKind::Qualification;
    let q = &data.questions.grow;
    let reality = &plan.reality;
    Sheet {
        date: day,
        goal: plan.goal.text.clone(),
        by: plan.goal.by,
        measure: plan.goal.measure.clone(),
        fit: fit(plan),
        strengths: reality.strengths.clone(),
        own_strengths: plan.preferences.strengths.clone(),
        to_watch: plan.preferences.weaknesses.clone(),
        situation: situation(plan),
        achieved: plan.journal.iter().rev().take(5).cloned().collect(),
        done: plan.actions.iter().filter(|a| a.status == ActionStatus::Done).count(),
        gaps: plan.gaps.iter().filter(open).filter(|g| !is_gate(g)).take(GAPS).map(|g| options(g, data)).collect(),
        gates: plan.gaps.iter().filter(open).filter(is_gate).take(GAPS).map(|g| options(g, data)).collect(),
        obstacles: plan.obstacles.clone(),
        ideas: plan.ideas.clone(),
        will: will(plan),
        checked_by: plan.preferences.buddy.clone(),
        questions: [
            q.goal.clone(),
            q.reality.clone(),
            q.obstacles.iter().chain(&q.options).cloned().collect(),
            q.will.clone(),
        ],
        earlier: plan.rounds.len(),
    }
}

fn situation(plan: &Plan) -> String {
    let preferences = &plan.preferences;
    match (preferences.situation, preferences.field.as_str()) {
        (Situation::NotEmployed, _) => "you have no job at present; no way below needs one".into(),
        (Situation::Employed, "") => "you have a job at present, and can learn some of it there".into(),
        (Situation::Employed, field) => {
            format!("you have a job at present, in {}, and can learn some of it there", field.replace('-', " "))
        }
        (Situation::Unknown, _) => {
            "whether you have a job is not said; --employed FIELD or --not-employed says it, and the next `skillgap plan make` chooses the ways by it".into()
        }
    }
}

fn fit(plan: &Plan) -> String {
    let reality = &plan.reality;
    match reality.adverts_with_essentials {
        0 => "no advert states an essential requirement, so nothing can be said about the fit".into(),
        all => format!(
            "you meet all essentials of {} of {all} adverts, and {:.0} % of what an average advert insists on",
            reality.open_now,
            reality.met_now * 100.0
        ),
    }
}

fn options(gap: &PlannedGap, data: &PlanData) -> GapOptions {
    let routes = std::iter::once(&gap.route).chain(&gap.routes).filter_map(|id| data.routes.get(id));
    let choices = routes.map(|route| Choice {
        id: route.id.clone(),
        name: route.name.clone(),
        cost: route.cost.clone(),
        proof: route.proof.clone(),
        suits: route.suits.clone(),
        chosen: route.id == gap.route && matches!(gap.state, GapState::Planned | GapState::Begun),
    });
    let granted = match gap.kind {
        CompetencyKind::Qualification => gap.why.clone(),
        _ => String::new(),
    };
    GapOptions { name: gap.name.clone(), evidence: reason(gap), hours: gap.hours, choices: choices.collect(), granted }
}

/// What was promised; where nothing was, the next steps.
fn will(plan: &Plan) -> Vec<Promise> {
    let open = || plan.actions.iter().filter(|a| a.status == ActionStatus::Planned);
    let promised: Vec<_> = open().filter(|a| a.promised).collect();
    let list = if promised.is_empty() { open().collect() } else { promised };
    let promise = |a: &crate::model::Action| Promise { id: a.id.clone(), title: a.title.clone(), due: a.due };
    list.into_iter().take(STEPS).map(promise).collect()
}

/// Keeps a round as it stands on the sheet.
pub fn round(sheet: &Sheet) -> GrowRound {
    let by = sheet.by.map_or(String::new(), |by| format!(" by {by}"));
    let chosen = |gap: &GapOptions| gap.choices.iter().find(|c| c.chosen).map(|c| format!("{}: {}", gap.name, c.name));
    GrowRound {
        date: sheet.date,
        goal: format!("{}{by}", sheet.goal),
        reality: sheet.fit.clone(),
        obstacles: sheet.obstacles.clone(),
        options: sheet.gaps.iter().filter_map(chosen).chain(sheet.ideas.iter().cloned()).collect(),
        will: sheet.will.iter().map(|p| format!("{} (by {})", p.title, p.due)).collect(),
        checked_by: sheet.checked_by.clone(),
    }
}
