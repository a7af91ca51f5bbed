use super::args::GoalArgs;
use super::file;
use crate::cli::Terminal;
use crate::cli::exit::{Exit, Failure};
use crate::cli::options::{self, RuleSet};
use crate::model::Plan;
use crate::plan::smart;
use std::fmt::Write as _;
use std::path::Path;

pub fn run(args: &GoalArgs, path: &Path, rules: &RuleSet, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let today = file::today(&args.day)?;
    let before = file::if_there(path)?;
    let mut plan = before.as_ref().map(|b| b.plan.clone()).unwrap_or_default();
    let changed = set(args, &mut plan, rules)?;
    if plan.goal.text.is_empty() {
        return Err(Failure::Usage("say your goal: skillgap plan goal \"be a ... in ... by ...\"".into()));
    }
    let names_role = |text: &str| role_in(text, rules).is_some();
    let checked = smart(&plan, today, &file::data(rules)?.questions, &names_role);
    let mut said = format!("{}\n", plan.goal.text);
    if let Some(turn) = &checked.turn {
        let _ = writeln!(said, "\n{turn}");
    }
    said.push('\n');
    for check in &checked.checks {
        let mark = if check.holds { "yes" } else { " no" };
        let _ = writeln!(said, "  {}  {mark}  {}: {}", check.letter, check.rule, check.says);
    }
    let _ = writeln!(said, "\nit could read: {}", checked.proposed);
    if changed {
        file::save(path, &plan, before.as_ref(), terminal)?;
    }
    write!(terminal.out, "{said}")?;
    Ok(Exit::Done)
}

/// Takes over what the arguments say. Gives whether anything changed.
fn set(args: &GoalArgs, plan: &mut Plan, rules: &RuleSet) -> Result<bool, Failure> {
    let before = plan.goal.clone();
    if let Some(text) = &args.text {
        text.trim().clone_into(&mut plan.goal.text);
        if let Some(role) = role_in(text, rules).filter(|_| plan.goal.role.is_empty()) {
            plan.goal.role = role;
        }
    }
    if let Some(by) = args.by.as_deref().map(options::date).transpose()? {
        plan.goal.by = Some(by);
    }
    if let Some(measure) = &args.measure {
        measure.trim().clone_into(&mut plan.goal.measure);
    }
    Ok(plan.goal != before)
}

/// Longest name of a role, in words.
const WORDS: usize = 6;

/// The role that some words of a text name, the longest first.
fn role_in(text: &str, rules: &RuleSet) -> Option<String> {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || ",.;:()".contains(c)).filter(|w| !w.is_empty()).take(60).collect();
    for length in (1..=WORDS.min(words.len())).rev() {
        for window in words.windows(length) {
            if let Some(role) = rules.find_role(&window.join(" ")) {
                return Some(role.name.clone());
            }
        }
    }
    None
}
