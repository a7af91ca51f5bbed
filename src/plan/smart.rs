//! Whether a goal is specific, measurable, attainable, relevant and dated: stated rules, and the wording that is missing.

use super::calendar::days_between;
use super::data::Questions;
use super::fit::fits;
use crate::model::{Date, Plan};

/// One of the five checks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// `S`, `M`, `A`, `R` or `T`.
    pub letter: char,
    pub rule: &'static str,
    pub holds: bool,
    /// What was found, or what is missing and how to say it.
    pub says: String,
}

/// A goal, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Smart {
    /// How to turn a goal round that only says what to get away from, or could be many things.
    pub turn: Option<String>,
    pub checks: Vec<Check>,
    /// The wording with everything that is missing put in.
    pub proposed: String,
}

/// Part of the adverts that is a reasonable measure of being ready.
const MEASURE: f64 = 0.8;

/// Part of what was noted as interesting below which the role is somebody else's wish.
const RELEVANT: f64 = 0.5;

/// Checks the goal of a plan. `names_role` tells whether a text names a role of the vocabulary.
pub fn smart(plan: &Plan, from: Date, questions: &Questions, names_role: &dyn Fn(&str) -> bool) -> Smart {
    let text = plan.goal.text.trim();
    let lower = text.to_lowercase();
    let says = |words: &[String]| words.iter().any(|w| has_words(&lower, w));
    let away = questions.away.iter().find(|a| says(&a.says));
    let vague = questions.vague.iter().find(|a| says(&a.says));
    let role = &plan.goal.role;
    let specific = away.is_none() && (names_role(text) || !role.is_empty() && has_words(&lower, &role.to_lowercase()));
    // A vague word beside the name of a role does no harm.
    let turn = away.or(vague.filter(|_| !specific)).map(|a| a.answer.clone());
    let checks = vec![
        specific_check(plan, specific),
        measurable(plan),
        attainable(plan, from),
        relevant(plan),
        timed(plan, from),
    ];
    Smart { turn, proposed: proposed(plan, specific, &checks), checks }
}

/// Whether `text` holds `words` as whole words.
fn has_words(text: &str, words: &str) -> bool {
    let bound = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(words)
        .any(|(at, found)| bound(text[..at].chars().next_back()) && bound(text[at + found.len()..].chars().next()))
}

fn specific_check(plan: &Plan, holds: bool) -> Check {
    let says = match (holds, plan.goal.role.as_str()) {
        (true, _) => "it names a role".to_owned(),
        (false, "") => {
            "it does not name a role; say what you want to be, for which kind of employer, and where".to_owned()
        }
        (false, role) => {
            format!(
                "it does not name a role; say what you want to be: \"be a {role} in ... (which kind of employer, where)\""
            )
        }
    };
    Check { letter: 'S', rule: "names a role", holds, says }
}

/// How many adverts the plan may open, as a measure.
fn measure(plan: &Plan) -> Option<String> {
    let reality = &plan.reality;
    let all = reality.adverts_with_essentials;
    let wanted = (f64::from(all) * MEASURE).ceil() as u32;
    (all > 0).then(|| match reality.open_after {
        open if open >= wanted => format!("meet all essentials of {wanted} of {all} adverts"),
        open if open > reality.open_now => format!("meet all essentials of {open} of {all} adverts"),
        _ => format!("meet {:.0} % of what an average advert insists on", reality.met_after * 100.0),
    })
}

fn measurable(plan: &Plan) -> Check {
    let rule = "has a measure";
    // A number of its own ("80 % of adverts"), not one inside a name ("B2B") or a date.
    let is_number = |word: &str| {
        let digits = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        matches!(digits.len(), 1..=3) && digits.bytes().all(|b| b.is_ascii_digit()) && digits != "0"
    };
    if !plan.goal.measure.is_empty() || plan.goal.text.split_whitespace().any(is_number) {
        return Check { letter: 'M', rule, holds: true, says: "it has a measure".into() };
    }
    let says = match measure(plan) {
        Some(measure) => format!("it has no measure; from the adverts: \"{measure}\""),
        None => "it has no measure, and no advert states an essential requirement to draw one from; say how you would notice".into(),
    };
    Check { letter: 'M', rule, holds: false, says }
}

fn attainable(plan: &Plan, from: Date) -> Check {
    let rule = "reachable with the hours given";
    let check = |holds, says| Check { letter: 'A', rule, holds, says };
    let fits = fits(plan, from);
    let Some(available) = fits.available else {
        return check(false, "without a date nobody can say whether the hours are enough".into());
    };
    let whole = fits.planned.plus(fits.left);
    let (low, high) = (whole.low, whole.high);
    match () {
        () if plan.actions.is_empty() => {
            check(false, "no steps are planned yet; `skillgap plan make` lays them out".into())
        }
        () if fits.all() && high <= available => {
            check(true, format!("{low} to {high} hours are needed (an estimate), {available:.0} are there"))
        }
        () if fits.all() => check(
            true,
            format!(
                "it fits as estimated ({low} to {high} hours, {available:.0} are there), with no room at the high end"
            ),
        ),
        () => check(
            false,
            format!(
                "everything takes {low} to {high} hours (an estimate) and {available:.0} are there; leave something out, take longer, or give more hours"
            ),
        ),
    }
}

fn relevant(plan: &Plan) -> Check {
    let rule = "what you like and value is in it";
    let values = &plan.reality.values;
    let met = values.iter().filter(|(_, adverts)| *adverts > 0).count();
    let spoken = values.iter().map(|(value, n)| format!("{value} (spoken of by {n})")).collect::<Vec<_>>().join(", ");
    let of_values = match values.is_empty() {
        true => String::new(),
        false => format!("; of what matters to you, in {} adverts: {spoken}", plan.reality.role_adverts),
    };
    let (holds, says) = match plan.reality.interest {
        // Without a noted interest, most of one's values in the adverts speak for the role.
        None if !values.is_empty() && met * 2 >= values.len() => (true, "your values are in its adverts".to_owned()),
        None => (
            false,
            "your skills file notes no interest; fill in the column `interest` (0 to 5) for what you would like to use"
                .into(),
        ),
        Some(part) if part >= RELEVANT => (
            true,
            format!(
                "you would like to use {:.0} % of what it asks for, of what you noted an interest in",
                part * 100.0
            ),
        ),
        Some(part) => (
            false,
            format!(
                "you would like to use only {:.0} % of what it asks for, of what you noted an interest in; is it your own wish?",
                part * 100.0
            ),
        ),
    };
    Check { letter: 'R', rule, holds, says: says + &of_values }
}

fn timed(plan: &Plan, from: Date) -> Check {
    let rule = "has a date";
    let (holds, says) = match plan.goal.by {
        Some(by) if by > from => (true, format!("{by}, {} weeks from {from}", days_between(from, by) / 7)),
        Some(by) => (false, format!("{by} has passed; choose a new date")),
        None => (false, "it has no date; add one with `--by YYYY-MM-DD`".into()),
    };
    Check { letter: 'T', rule, holds, says }
}

fn proposed(plan: &Plan, specific: bool, checks: &[Check]) -> String {
    let mut text = if specific {
        plan.goal.text.trim().trim_end_matches('.').to_owned()
    } else if plan.goal.role.is_empty() {
        "be a ... (name the role)".to_owned()
    } else {
        format!("be a {}", plan.goal.role)
    };
    if !checks[1].holds
        && let Some(measure) = measure(plan)
    {
        text = format!("{text}: {measure}");
    }
    match plan.goal.by {
        Some(by) if !text.contains(&by.strftime("%Y").to_string()) => format!("{text}, by {by}"),
        Some(_) => text,
        None => format!("{text}, by ... (name a date)"),
    }
}
