//! Looking back two or three times a year: the market, the gaps, the plan, the goal.

use super::calendar::days_between;
use crate::model::{ActionStatus, Date, GapReport, Plan, Review};

/// Where the plan stands on a day.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drift {
    /// The day on which the next review is, or was, due.
    pub next: Option<Date>,
    /// Days since then; negative while it lies ahead.
    pub days_over: i64,
    pub done: u32,
    pub overdue: u32,
    pub left: u32,
    /// Hours, by the middle of the estimates, that should have been done by now, and that were.
    pub hours_due: f64,
    pub hours_done: f64,
}

impl Drift {
    pub fn is_due(&self) -> bool {
        self.next.is_some() && self.days_over >= 0
    }
}

/// What moved in the market since the plan was made.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Moved {
    /// Adverts open to the user, then and now, each of how many.
    pub open: ((u32, u32), (u32, u32)),
    /// Competencies of the plan that adverts ask for more or less often than chance explains: name, before, now.
    pub shares: Vec<(String, f64, f64)>,
    /// Gaps of the plan that are closed by the user's own rating.
    pub closed: Vec<String>,
    /// Asked for now and not in the plan: name, share.
    pub new: Vec<(String, f64)>,
    /// Whether the rules changed since, which alone can move numbers.
    pub other_rules: bool,
}

/// When the next review is due and how the plan goes.
pub fn drift(plan: &Plan, day: Date) -> Drift {
    let from = plan.reviews.iter().map(|r| r.date).max().or(plan.preferences.start);
    let months = i64::from(plan.preferences.review_every_months.min(120));
    let next = from.filter(|_| months > 0).and_then(|d| d.checked_add(jiff::Span::new().months(months)).ok());
    let of = |status| plan.actions.iter().filter(move |a| a.status == status);
    let hours =
        |actions: &mut dyn Iterator<Item = &crate::model::Action>| actions.map(|a| a.hours.middle()).sum::<f64>();
    let overdue = of(ActionStatus::Planned).filter(|a| a.due < day).count() as u32;
    Drift {
        next,
        days_over: next.map_or(0, |next| days_between(next, day)),
        done: of(ActionStatus::Done).count() as u32,
        overdue,
        left: of(ActionStatus::Planned).count() as u32 - overdue,
        hours_due: hours(&mut plan.actions.iter().filter(|a| a.status != ActionStatus::Dropped && a.due < day)),
        hours_done: hours(&mut of(ActionStatus::Done)),
    }
}

/// Compares the plan's evidence with a fresh comparison of the same role.
pub fn moved(plan: &Plan, fresh: &GapReport) -> Moved {
    let mut out = Moved {
        open: (
            (plan.reality.open_now, plan.reality.adverts_with_essentials),
            (fresh.open_now, fresh.adverts_with_essentials),
        ),
        other_rules: plan.reality.rules_version != fresh.rules_version,
        ..Moved::default()
    };
    for gap in &fresh.gaps {
        let (asked, share) = (&gap.requirement, gap.requirement.share);
        match plan.gaps.iter().find(|g| g.id == asked.competency) {
            Some(known) => {
                if share.low > known.share_high || share.high < known.share_low {
                    out.shares.push((known.name.clone(), known.share, share.point));
                }
                if gap.shortfall == 0 {
                    out.closed.push(known.name.clone());
                }
            }
            None if gap.shortfall > 0 => out.new.push((asked.name.clone(), share.point)),
            None => {}
        }
    }
    let change = |row: &(String, f64, f64)| (row.2 - row.1).abs();
    out.shares.sort_by(|a, b| change(b).total_cmp(&change(a)).then_with(|| a.0.cmp(&b.0)));
    out.new.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    out
}

/// Writes a review into the plan's history.
pub fn record(plan: &mut Plan, day: Date, moved: Option<&Moved>, still_right: &str) {
    let drift = drift(plan, day);
    let (open, adverts) = moved.map_or((plan.reality.open_now, plan.reality.adverts_with_essentials), |m| m.open.1);
    let change = |(name, before, now): &(String, f64, f64)| {
        format!("{name}: {:.0} % then, {:.0} % now", before * 100.0, now * 100.0)
    };
    plan.reviews.push(Review {
        date: day,
        open,
        adverts,
        done: drift.done,
        overdue: drift.overdue,
        still_right: still_right.to_owned(),
        moved: moved.map_or(Vec::new(), |m| m.shares.iter().map(change).collect()),
    });
}
