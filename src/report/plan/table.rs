use crate::model::{Action, Plan};
use crate::report::{Cell, Column};

/// A step with the plan that it belongs to.
pub struct PlanRow<'a> {
    plan: &'a Plan,
    action: &'a Action,
}

/// The rows of `plan.csv`, in the order of time.
pub fn plan_rows(plan: &Plan) -> Vec<PlanRow<'_>> {
    plan.actions.iter().map(|action| PlanRow { plan, action }).collect()
}

fn text(text: &str) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::text(text) }
}

impl<'a> PlanRow<'a> {
    /// The columns of `plan.csv`, in order.
    pub const COLUMNS: &'a [Column<Self>] = &[
        Column { name: "step", doc: "name of the step, stable within the plan", cell: |r| Cell::text(&r.action.id) },
        Column { name: "title", doc: "what is to be done", cell: |r| Cell::text(&r.action.title) },
        Column { name: "status", doc: "planned, done or dropped", cell: |r| Cell::text(r.action.status.as_str()) },
        Column { name: "start", doc: "first day, YYYY-MM-DD", cell: |r| Cell::text(r.action.start.to_string()) },
        Column { name: "due", doc: "last day, YYYY-MM-DD", cell: |r| Cell::text(r.action.due.to_string()) },
        Column {
            name: "hours_low",
            doc: "hours of own time, low end of the estimate",
            cell: |r| Cell::Number(r.action.hours.low),
        },
        Column {
            name: "hours_high",
            doc: "hours of own time, high end of the estimate",
            cell: |r| Cell::Number(r.action.hours.high),
        },
        Column {
            name: "competency_id",
            doc: "what it closes; empty for steps of the user's own",
            cell: |r| Cell::some(r.action.competency.as_ref(), |id| Cell::text(id.as_str())),
        },
        Column { name: "competency", doc: "its name", cell: |r| text(&r.plan.strand(r.action)) },
        Column { name: "route", doc: "way of learning", cell: |r| text(&r.action.route) },
        Column { name: "proof", doc: "what shows that it is done", cell: |r| text(&r.action.proof) },
        Column {
            name: "raises_to",
            doc: "level that it proves, 1 to 5",
            cell: |r| Cell::some(r.action.raises_to, |level| Cell::Count(level.into())),
        },
        Column { name: "needs", doc: "steps to be done before", cell: |r| text(&r.action.needs.join("; ")) },
        Column { name: "promised", doc: "yes where it was told to somebody", cell: |r| Cell::Flag(r.action.promised) },
        Column {
            name: "done_on",
            doc: "day on which it was done",
            cell: |r| Cell::some(r.action.done_on, |day| Cell::text(day.to_string())),
        },
        Column { name: "note", doc: "why, with the evidence of the market", cell: |r| text(&r.action.note) },
    ];
}
