//! From a gap and a route to steps, none longer than a week's hours.

use super::data::{Gate, PlanData, Route};
use crate::model::{CompetencyKind, Hours};

/// Hours of the step that shows the result.
const SHOW: Hours = Hours { low: 1.0, high: 2.5 };

/// A step without dates.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Its place among the steps of its competency, 1 first. It stays the same where the first is left out.
    pub number: usize,
    pub title: String,
    pub hours: Hours,
    pub proof: String,
    /// Level that it brings the person to.
    pub raises_to: Option<u8>,
    /// Weeks that lie between the step before and this one.
    pub wait: u32,
    /// Whether it takes two weeks in equal parts, and the next one comes after them.
    pub slow: bool,
}

/// What steps are made of.
#[derive(Debug, Clone, Copy)]
pub struct Climb {
    pub kind: CompetencyKind,
    pub from: u8,
    pub to: u8,
    /// Own time in all.
    pub hours: Hours,
    /// Hours that one step may take at most.
    pub longest: f64,
}

/// The steps of a route: the first, practice, and the one that shows the result. Their words come from [`super::wording`],
/// when the whole plan is known.
pub fn of_route(climb: &Climb, route: &Route, data: &PlanData) -> Vec<Step> {
    let first = about(route.first_hours.min(climb.longest));
    let mut steps = vec![Step { hours: first, ..empty(1) }];
    let rest = Hours {
        low: (climb.hours.low - first.low - SHOW.low).max(0.0),
        high: (climb.hours.high - first.high - SHOW.high).max(0.0),
    };
    let show = Step {
        hours: shortened(SHOW, climb.longest),
        proof: route.proof.clone(),
        raises_to: Some(climb.to),
        ..empty(2)
    };
    if rest.middle() < 0.75 {
        steps.push(Step { wait: route.lead_weeks, ..show });
        return steps;
    }
    let longest = if route.pace > 0.0 { climb.longest.min(route.pace * 2.0) } else { climb.longest };
    let chunks = pieces(rest, longest);
    let count = chunks.len();
    let mut reached = climb.from;
    for (n, hours) in chunks.into_iter().enumerate() {
        let done = data_level(climb, data, (n + 1) as f64 / count as f64);
        let raises_to = (done > reached && done < climb.to).then_some(done);
        reached = reached.max(done);
        steps.push(Step {
            hours,
            proof: raises_to
                .map_or(String::new(), |l| format!("an example of level {l}: {}", data.anchor(climb.kind, l))),
            raises_to,
            wait: if n == 0 { route.lead_weeks } else { 0 },
            slow: route.pace > 0.0,
            ..empty(n + 2)
        });
    }
    steps.push(Step { number: count + 2, ..show });
    steps
}

fn empty(number: usize) -> Step {
    Step {
        number,
        title: String::new(),
        hours: Hours::default(),
        proof: String::new(),
        raises_to: None,
        wait: 0,
        slow: false,
    }
}

/// The steps that decide on something awarded whose whole way does not fit.
pub fn deciding(name: &str, gate: &Gate, decide: &super::data::GateStep, longest: f64) -> Vec<Step> {
    let mut short = gate.clone();
    short.closes = false;
    short.steps.truncate(1);
    short.steps.push(decide.clone());
    of_gate(name, &short, None, longest)
}

/// The steps towards something awarded; `study` = hours of learning before the last.
pub fn of_gate(name: &str, gate: &Gate, study: Option<Hours>, longest: f64) -> Vec<Step> {
    let step = |s: &super::data::GateStep| Step {
        title: s.title.replace("{name}", name),
        hours: about(s.hours.min(longest)),
        proof: s.proof.clone(),
        ..empty(0)
    };
    let mut steps: Vec<Step> = gate.steps.iter().map(step).collect();
    if let Some(study) = study {
        let chunks = pieces(study, longest);
        let of = chunks.len();
        let at = steps.len().saturating_sub(1);
        let study = chunks.into_iter().enumerate().map(|(n, hours)| Step {
            title: format!(
                "Study for {name}, part {} of {of}; end with practice questions and note what cost you points",
                n + 1
            ),
            hours,
            ..empty(0)
        });
        steps.splice(at..at, study);
    }
    for (n, step) in steps.iter_mut().enumerate() {
        step.number = n + 1;
    }
    if gate.closes
        && let Some(last) = steps.last_mut()
    {
        last.raises_to = Some(5);
    }
    steps
}

/// A range around an estimate of one short step.
fn about(hours: f64) -> Hours {
    Hours { low: hours * 0.7, high: hours * 1.3 }
}

fn shortened(hours: Hours, longest: f64) -> Hours {
    let part = (longest / hours.middle()).min(1.0);
    Hours { low: hours.low * part, high: hours.high * part }
}

/// Equal parts whose middle is no longer than allowed.
fn pieces(hours: Hours, longest: f64) -> Vec<Hours> {
    let count = (hours.middle() / longest).ceil().clamp(1.0, 2_000.0);
    vec![Hours { low: hours.low / count, high: hours.high / count }; count as usize]
}

/// Level reached after a part of the practice.
fn data_level(climb: &Climb, data: &PlanData, part: f64) -> u8 {
    let parts = data.effort.parts;
    let at = |level: u8| parts[usize::from(level.min(5))];
    let now = at(climb.from) + (at(climb.to) - at(climb.from)) * part;
    (climb.from..=climb.to).rev().find(|level| at(*level) <= now + 1e-9).unwrap_or(climb.from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::tests::data;

    fn climb(to: u8, high: f64) -> Climb {
        let hours = Hours { low: high / 3.0, high };
        Climb { kind: CompetencyKind::Tool, from: 0, to, hours, longest: 6.0 }
    }

    #[test]
    fn steps_fit_into_a_week_add_up_to_the_estimate_and_end_with_a_proof() {
        let data = data();
        for (to, high) in [(3, 60.0), (4, 200.0), (2, 12.0), (1, 2.0)] {
            let climb = climb(to, high);
            let steps = of_route(&climb, &data.routes["practice-project"], data);
            assert!(steps.iter().all(|s| s.hours.middle() <= 6.0), "{high}");
            let sum = steps.iter().fold(Hours::default(), |sum, s| sum.plus(s.hours));
            assert!((sum.high - high).abs() < 0.01 || high < 7.0, "{sum:?} of {high}");
            let last = steps.last().expect("a step");
            assert_eq!((last.raises_to, last.proof.is_empty()), (Some(to), false));
        }
    }

    #[test]
    fn levels_on_the_way_are_named_once_each_in_order() {
        let data = data();
        let steps = of_route(&climb(4, 200.0), &data.routes["course"], data);
        let levels: Vec<u8> = steps.iter().filter_map(|s| s.raises_to).collect();
        assert_eq!(levels, [1, 2, 3, 4]);
    }

    #[test]
    fn study_lies_before_the_last_step_of_a_gate() {
        let data = data();
        let gate = &data.gates[&crate::rules::vocabulary::Award::Certificate];
        let steps = of_gate("PRINCE2", gate, Some(Hours { low: 10.0, high: 30.0 }), 6.0);
        assert!(steps[2..steps.len() - 1].iter().any(|s| s.title.starts_with("Study for PRINCE2, part 1 of 4")));
        assert_eq!(steps.last().and_then(|s| s.raises_to), Some(5));
    }
}
