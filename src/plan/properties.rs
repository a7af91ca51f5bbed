//! What holds for every plan, whatever the gaps.

use super::tests::{data, request_parts, vocabulary};
use super::*;
use crate::model::{ActionStatus, GapKind, GapState, Plan, PlanGoal, Preferences};
use jiff::civil::date;
use proptest::prelude::*;

/// A role with random requirements and adverts over a vocabulary of chains: `c3` needs `c2`, which needs `c1`.
#[derive(Debug, Clone)]
struct Case {
    /// Of each competency: held level (0 to 5), required level (1 to 5), share in hundredths.
    rows: Vec<(u8, u8, u8)>,
    /// Essential requirements of each advert, by competency.
    adverts: Vec<Vec<usize>>,
    hours: f64,
    weeks: i64,
    holiday: Option<(i64, i64)>,
    done: usize,
}

fn case() -> impl Strategy<Value = Case> {
    let rows = proptest::collection::vec((0..=5u8, 1..=5u8, 1..=100u8), 1..14);
    rows.prop_flat_map(|rows| {
        let count = rows.len();
        let advert = proptest::collection::vec(0..count, 1..5);
        (
            Just(rows),
            proptest::collection::vec(advert, 1..12),
            1.0..20.0f64,
            4..100i64,
            proptest::option::of((0..40i64, 1..30i64)),
            0..6usize,
        )
    })
    .prop_map(|(rows, adverts, hours, weeks, holiday, done)| Case { rows, adverts, hours, weeks, holiday, done })
}

fn made(case: &Case, previous: Option<&Plan>) -> Plan {
    let start = date(2026, 11, 23);
    let day = |n: i64| start.saturating_add(jiff::Span::new().days(n));
    let (report, template, assessment) = request_parts(&case.rows, &case.adverts);
    let preferences = Preferences {
        start: Some(start),
        hours_a_week: case.hours,
        holidays: case.holiday.map(|(from, days)| [day(from), day(from + days)]).into_iter().collect(),
        ..Preferences::default()
    };
    let goal =
        PlanGoal { text: "be there".into(), role: "x".into(), by: Some(day(case.weeks * 7)), ..PlanGoal::default() };
    let vocabulary = vocabulary(case.rows.len());
    plan(&Request {
        report: &report,
        template: &template,
        assessment: &assessment,
        preferences: &preferences,
        goal: &goal,
        from: start,
        data: data(),
        vocabulary: &vocabulary,
        previous,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_step_comes_before_what_it_needs_and_none_is_longer_than_two_weeks(case in case()) {
        let plan = made(&case, None);
        for action in &plan.actions {
            prop_assert!(days_between(action.start, action.due) < 14, "{action:?}");
            prop_assert!(action.start <= action.due);
            prop_assert!(action.due <= plan.goal.by.expect("a date"));
            for need in &action.needs {
                let before = plan.actions.iter().find(|a| a.id == *need);
                prop_assert!(before.is_some_and(|b| b.start <= action.start && b.due <= action.due), "{need} before {action:?}");
            }
        }
    }

    #[test]
    fn no_span_of_weeks_holds_more_than_its_hours(case in case()) {
        let plan = made(&case, None);
        let mut days: Vec<_> = plan.actions.iter().flat_map(|a| [monday(a.start), monday(a.due)]).collect();
        days.sort();
        days.dedup();
        for first in &days {
            for last in days.iter().filter(|d| *d >= first) {
                let end = last.saturating_add(jiff::Span::new().days(6));
                let inside = plan.actions.iter().filter(|a| a.start >= *first && a.due <= end);
                let hours: f64 = inside.map(|a| a.hours.middle()).sum();
                let weeks = (days_between(*first, end) + 1) / 7;
                // Hours are shown in halves and reckoned in quarters.
                let slack = 0.5 * plan.actions.len() as f64;
                prop_assert!(hours <= case.hours * weeks as f64 + slack, "{hours} in {weeks} weeks of {}", case.hours);
            }
        }
    }

    #[test]
    fn every_gap_has_steps_or_a_reason_and_the_same_input_gives_the_same_plan(case in case()) {
        let plan = made(&case, None);
        let (report, ..) = request_parts(&case.rows, &case.adverts);
        for gap in report.gaps.iter().filter(|g| g.shortfall > 0) {
            let row = plan.gaps.iter().find(|r| r.id == gap.requirement.competency);
            let row = row.expect("every gap is named");
            prop_assert!(!row.why.is_empty(), "{row:?}");
            let steps = plan.actions.iter().filter(|a| a.competency.as_ref() == Some(&row.id)).count();
            let laid_out = matches!(row.state, GapState::Planned | GapState::Begun);
            prop_assert_eq!(laid_out, steps > 0, "{:?}", row);
            prop_assert!(gap.kind != GapKind::Met);
        }
        prop_assert_eq!(made(&case, None), plan);
    }

    #[test]
    fn planning_again_loses_no_tick_no_promise_and_no_line_of_the_journal(case in case()) {
        let mut plan = made(&case, None);
        let day = date(2026, 12, 1);
        for _ in 0..case.done {
            if let Some(next) = due(&plan, day).today.map(|a| a.id.clone()) {
                done(&mut plan, &next, day).expect("free to be done");
                journal(&mut plan, "went well", day, Some(&next)).expect("an entry");
            }
        }
        let last = plan.actions.iter().rfind(|a| a.status == ActionStatus::Planned).map(|a| a.id.clone());
        promise(&mut plan, last.as_slice()).expect("known");
        let own = OwnStep { text: "mine", start: day, due: day, hours: crate::model::Hours { low: 1.0, high: 1.0 }, needs: &[], proof: "" };
        add(&mut plan, &own).expect("an own step");
        let again = made(&Case { hours: case.hours / 2.0 + 0.5, ..case.clone() }, Some(&plan));
        for old in plan.actions.iter().filter(|a| a.status != ActionStatus::Planned || a.promised || a.own) {
            let kept = again.actions.iter().find(|a| a.id == old.id).cloned();
            // What it needs may have left the plan.
            let kept = kept.map(|a| crate::model::Action { needs: old.needs.clone(), ..a });
            prop_assert_eq!(kept.as_ref(), Some(old));
        }
        prop_assert_eq!(&again.journal, &plan.journal);
        let text = file::write(&again, Some(&file::write(&plan, None)));
        prop_assert_eq!(file::read(&text, ""), Ok(again));
    }

    #[test]
    fn every_leaf_passes_the_week_test(case in case()) {
        let plan = made(&case, None);
        let tree = back(&plan);
        for leaf in leaves(&tree) {
            prop_assert!(leaf.within_a_week, "{leaf:?}");
            if let Some(action) = plan.actions.iter().find(|a| a.id == leaf.action) {
                prop_assert!(fits_a_week(action, case.hours), "{action:?}");
            }
        }
    }
}
