use super::super::{exit, runs, study};
use super::args::ReviewArgs;
use super::file;
use super::show::long_day;
use crate::cli::args::InputArgs;
use crate::cli::exit::{Exit, Failure};
use crate::cli::options::{self, RuleSet};
use crate::cli::progress::Bar;
use crate::cli::show::{percent, plural};
use crate::cli::{Terminal, summary};
use crate::diag::Diag;
use crate::gap::{SavedRun, compare, neighbours, read_again};
use crate::model::{Date, Plan, SelfAssessment};
use crate::pipeline;
use crate::plan::{self, Drift, Moved};
use std::fmt::Write as _;

/// Adverts that a neighbouring role must have, and rows shown of anything.
const MIN_ADVERTS: u32 = 3;
const SHOWN: usize = 6;

pub fn run(args: &ReviewArgs, rules: &RuleSet, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let today = match &args.filter.today {
        Some(word) => options::date(word)?,
        None => jiff::Zoned::now().date(),
    };
    let opened = match (&args.last, file::if_there(&args.plan)?) {
        // A run that was kept is enough to look back on.
        (Some(last), None) => return without_plan(args, last, today, rules, terminal),
        (_, Some(opened)) => opened,
        (None, None) => file::open(&args.plan)?,
    };
    let mut plan = opened.plan.clone();
    let drift = plan::drift(&plan, today);
    let mut findings = Vec::new();
    let mut said = due(&drift, &plan);
    let mut moved = None;
    if let Some(last) = &args.last {
        let role = args.role.clone().unwrap_or_else(|| plan.goal.role.clone());
        said += &since(args, last, &role, today, rules, terminal)?.0;
    }
    if !args.inputs.feed.is_empty() || !args.inputs.adverts.is_empty() || args.inputs.stored.is_some() {
        let role = args.role.clone().unwrap_or_else(|| plan.goal.role.clone());
        let skills = options::skills(args.skills.as_deref(), rules)?;
        let studied = study(&role, &args.inputs, &args.filter, rules, terminal)?;
        let template = studied.study.template;
        findings = studied.findings;
        findings.extend(skills.findings);
        let report = compare(&template, &skills.assessment, &pipeline::relations(rules));
        let market = plan::moved(&plan, &report);
        said += &shown(&market);
        said += &near(args, &role, &skills.assessment, rules, terminal)?;
        moved = Some(market);
    } else {
        said += "\nmarket: name adverts with --adverts or --feed to see what moved\n";
    }
    said += "\nto think over:\n";
    for question in &file::data(rules)?.questions.review.ask {
        let _ = writeln!(said, "  - {question}");
    }
    if !plan.reviews.is_empty() {
        said += "\nearlier reviews:\n";
        for review in plan.reviews.iter().rev().take(SHOWN) {
            let _ = writeln!(
                said,
                "  {}: open to {} of {} adverts, {} done, {} overdue; {}",
                review.date, review.open, review.adverts, review.done, review.overdue, review.still_right
            );
        }
    }
    if let Some(still_right) = &args.record {
        plan::record(&mut plan, today, moved.as_ref(), still_right);
        file::save(&args.plan, &plan, Some(&opened), terminal)?;
        let next = plan::drift(&plan, today).next;
        let _ = writeln!(
            said,
            "\nwritten down{}",
            next.map_or(String::new(), |d| format!("; the next review is due on {}", long_day(d)))
        );
    } else if drift.is_due() {
        said += "\nwrite it down with --record \"...\" (whether it is still the right goal), and it is no longer due\n";
    }
    write!(terminal.out, "{said}")?;
    if drift.is_due() && args.record.is_none() {
        return Ok(Exit::Due);
    }
    Ok(exit(&findings))
}

/// Looks back on a kept run alone.
fn without_plan(
    args: &ReviewArgs,
    last: &str,
    today: Date,
    rules: &RuleSet,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let role = args.role.clone().unwrap_or_default();
    let (said, findings) = since(args, last, &role, today, rules, terminal)?;
    write!(terminal.out, "{}{}", said.trim_start_matches('\n'), summary::findings(&findings))?;
    Ok(exit(&findings))
}

/// What moved since a kept run.
fn since(
    args: &ReviewArgs,
    last: &str,
    role: &str,
    today: Date,
    rules: &RuleSet,
    terminal: &mut Terminal,
) -> Result<(String, Vec<Diag>), Failure> {
    let mut then = runs::load(last, args.kept.as_ref(), role)?;
    let role = if role.is_empty() { then.role.clone() } else { role.to_owned() };
    let skills = options::skills(args.skills.as_deref(), rules)?;
    let mut compared = |inputs: &InputArgs| {
        let studied = study(&role, inputs, &args.filter, rules, terminal)?;
        let report = compare(&studied.study.template, &skills.assessment, &pipeline::relations(rules));
        Ok::<_, Failure>((SavedRun::new(&report, today), studied.findings))
    };
    let (now, findings) = compared(&args.inputs)?;
    let again = !args.then.is_empty();
    if again {
        let inputs = InputArgs { adverts: args.then.clone(), ..InputArgs::default() };
        then = read_again(&then, compared(&inputs)?.0);
    }
    Ok((runs::shown(&then, &now, again), findings))
}

fn due(drift: &Drift, plan: &Plan) -> String {
    let mut out = format!("{}\n", plan.goal.text);
    let _ = match drift.next {
        None => writeln!(out, "no review is planned; set `review_every_months` in the plan"),
        Some(next) if drift.days_over > 0 => writeln!(out, "a review was due on {}", long_day(next)),
        Some(next) if drift.days_over == 0 => writeln!(out, "a review is due today, {}", long_day(next)),
        Some(next) => writeln!(out, "the next review is due on {}", long_day(next)),
    };
    let _ = writeln!(
        out,
        "\nplan: {} done, {} waiting past their day, {} to come; about {:.0} of {:.0} hours that were due by now are done",
        drift.done, drift.overdue, drift.left, drift.hours_done, drift.hours_due
    );
    out
}

fn shown(moved: &Moved) -> String {
    let ((then, of_then), (now, of_now)) = moved.open;
    let mut out = format!("\nmarket: open to you then {then} of {of_then} adverts, now {now} of {of_now}\n");
    if moved.other_rules {
        out += "  the rules changed since the plan was made; a change may come from them, not from the adverts\n";
    }
    for (name, before, now) in moved.shares.iter().take(SHOWN) {
        let _ = writeln!(out, "  {name}: asked for by {} then, {} now", percent(*before), percent(*now));
    }
    if moved.shares.is_empty() {
        out += "  nothing the plan is about is asked for surely more or less often than then\n";
    }
    if !moved.closed.is_empty() {
        let _ = writeln!(out, "  gaps closed since: {}", moved.closed.join(", "));
    }
    if !moved.new.is_empty() {
        let names: Vec<String> = moved.new.iter().take(SHOWN).map(|(n, s)| format!("{n} ({})", percent(*s))).collect();
        let _ = writeln!(
            out,
            "  asked for now and not in the plan: {}; `skillgap plan make` takes them in",
            names.join(", ")
        );
    }
    out
}

fn near(
    args: &ReviewArgs,
    role: &str,
    assessment: &SelfAssessment,
    rules: &RuleSet,
    terminal: &Terminal,
) -> Result<String, Failure> {
    let bar = Bar::new(terminal.err_is_terminal);
    let progress = |p| bar.show(p);
    let (inputs, _) = options::inputs(&args.inputs, &progress)?;
    let target = options::target(role, &args.filter, rules);
    let all = pipeline::all_roles(&inputs, rules, MIN_ADVERTS, &progress);
    let Some(aim) = all.templates.iter().find(|t| t.role == target.name) else { return Ok(String::new()) };
    let rows = neighbours(aim, &all.templates, assessment, &pipeline::relations(rules));
    let mut out = String::new();
    for row in rows.iter().take(3) {
        let _ = writeln!(
            out,
            "  {} ({}): you satisfy {}, it shares {} of what your goal asks for",
            row.role,
            plural(row.adverts, "advert", "adverts"),
            percent(row.satisfied),
            percent(row.shared)
        );
    }
    Ok(if out.is_empty() { out } else { format!("\nneighbouring roles in the same adverts:\n{out}") })
}
