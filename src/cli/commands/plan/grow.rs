use super::args::GrowArgs;
use super::file::{self, refused};
use super::show::{hours, long_day};
use super::situation;
use crate::cli::Terminal;
use crate::cli::exit::{Exit, Failure};
use crate::cli::options::RuleSet;
use crate::model::{Date, GrowRound, Plan, Situation};
use crate::plan::{self, GapOptions, PlanData, Sheet};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{BufRead, IsTerminal};
use std::path::Path;

/// Ways shown for each gap.
const CHOICES: usize = 5;

pub fn run(args: &GrowArgs, path: &Path, rules: &RuleSet, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let today = file::today(&args.day)?;
    let data = file::data(rules)?;
    let opened = file::open(path)?;
    let mut plan = opened.plan.clone();
    if args.rounds {
        let said: String = plan.rounds.iter().map(earlier).collect();
        let none = "no round yet; `skillgap plan grow` begins the first\n";
        write!(terminal.out, "{}", if said.is_empty() { none } else { &said })?;
        return Ok(Exit::Done);
    }
    let mut changed = situation::take(&args.situation, &mut plan.preferences, rules)?;
    changed |= take(args, &mut plan, &data)?;
    let at_terminal = terminal.out_is_terminal && std::io::stdin().is_terminal();
    if args.ask || !changed && !args.no_questions && at_terminal {
        // Each answer is in the file before the next question is asked.
        let mut keep = |plan: &Plan, terminal: &mut Terminal| file::save(path, plan, Some(&opened), terminal);
        changed |= ask(&mut plan, today, (&data, rules), terminal, &mut keep)?;
    }
    let sheet = plan::sheet(&plan, today, &data);
    if changed {
        plan.rounds.push(plan::round(&sheet));
        file::save(path, &plan, Some(&opened), terminal)?;
    }
    write!(terminal.out, "{}", shown(&sheet))?;
    Ok(Exit::Done)
}

/// Takes the answers of the arguments over. Gives whether there were any.
fn take(args: &GrowArgs, plan: &mut Plan, data: &PlanData) -> Result<bool, Failure> {
    add(&mut plan.obstacles, &args.obstacle);
    add(&mut plan.ideas, &args.idea);
    for choice in &args.choose {
        let Some((competency, route)) = choice.split_once('=') else {
            return Err(Failure::Usage(format!("`{choice}` is not understood; write it like `--choose sql=course`")));
        };
        let (competency, route) = (competency.trim(), route.trim());
        let gap = plan.gaps.iter().find(|g| g.id.as_str() == competency || g.name.eq_ignore_ascii_case(competency));
        let Some(gap) = gap else {
            return Err(Failure::Failed(format!(
                "the plan has no gap `{competency}`; `skillgap plan show --all` lists them"
            )));
        };
        let known = data.routes.values().find(|r| r.id == route || r.name.eq_ignore_ascii_case(route));
        let suits = known.filter(|r| gap.route == r.id || gap.routes.contains(&r.id));
        let Some(route) = suits else {
            let all = std::iter::once(&gap.route).chain(&gap.routes).cloned().collect::<Vec<_>>().join(", ");
            return Err(Failure::Failed(format!("`{route}` does not suit {}; choose one of {all}", gap.name)));
        };
        plan.preferences.routes.insert(gap.id.to_string(), route.id.clone());
    }
    plan::promise(plan, &args.will).map_err(refused)?;
    if let Some(buddy) = &args.buddy {
        plan.preferences.buddy.clone_from(buddy);
    }
    let any = |list: &[String]| !list.is_empty();
    Ok(any(&args.obstacle) || any(&args.idea) || any(&args.choose) || any(&args.will) || args.buddy.is_some())
}

fn add(list: &mut Vec<String>, given: &[String]) {
    for text in given.iter().map(|t| t.trim()).filter(|t| !t.is_empty()) {
        if !list.iter().any(|known| known == text) {
            list.push(text.to_owned());
        }
    }
}

/// Saves a plan as it stands.
type Keep<'k> = dyn FnMut(&Plan, &mut Terminal) -> Result<(), Failure> + 'k;

/// Asks line by line; an empty answer goes on, and so does the end of what is typed. Gives whether anything was
/// answered.
fn ask(
    plan: &mut Plan,
    today: Date,
    (data, rules): (&PlanData, &RuleSet),
    terminal: &mut Terminal,
    keep: &mut Keep<'_>,
) -> Result<bool, Failure> {
    let questions = &data.questions.grow;
    let mut changed = false;
    let goal = format!("Your goal is \"{}\". {} (empty keeps it)", plan.goal.text, questions.goal[0]);
    if let Some(text) = answer(&goal, terminal)? {
        plan.goal.text = text;
        keep(plan, terminal)?;
        changed = true;
    }
    if plan.preferences.situation == Situation::Unknown
        && let Some(said) = answer(&questions.job, terminal)?
    {
        if situation::answer(&said, &mut plan.preferences, rules) {
            keep(plan, terminal)?;
            changed = true;
        } else {
            writeln!(terminal.out, "that is no field that is known here; --employed FIELD says it later")?;
        }
    }
    for (all, of_plan) in [(&questions.obstacles, true), (&questions.options, false)] {
        for question in all {
            if let Some(text) = answer(question, terminal)? {
                add(if of_plan { &mut plan.obstacles } else { &mut plan.ideas }, &[text]);
                keep(plan, terminal)?;
                changed = true;
            }
        }
    }
    let next = plan::due(plan, today).today.map(|a| (a.id.clone(), a.title.clone()));
    if let Some((id, title)) = next
        && let Some(said) = answer(&format!("The next step is: {title}. Will you do it? (yes)"), terminal)?
        && said.to_lowercase().starts_with('y')
    {
        plan::promise(plan, &[id]).map_err(refused)?;
        keep(plan, terminal)?;
        changed = true;
    }
    let who = questions.will.last().map_or("Who will ask you how it went?", String::as_str);
    if let Some(buddy) = answer(who, terminal)? {
        plan.preferences.buddy = buddy;
        keep(plan, terminal)?;
        changed = true;
    }
    Ok(changed)
}

fn answer(question: &str, terminal: &mut Terminal) -> Result<Option<String>, Failure> {
    write!(terminal.out, "{question}\n> ")?;
    terminal.out.flush()?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(Some(line.trim().to_owned()).filter(|l| !l.is_empty()))
}

fn list(out: &mut String, items: impl IntoIterator<Item = String>) {
    for item in items {
        let _ = writeln!(out, "  - {item}");
    }
}

fn shown(sheet: &Sheet) -> String {
    let mut out = format!("GOAL\n  {}\n", sheet.goal);
    if let Some(by) = sheet.by {
        let _ = writeln!(out, "  by {}", long_day(by));
    }
    if !sheet.measure.is_empty() {
        let _ = writeln!(out, "  reached when: {}", sheet.measure);
    }
    let _ = writeln!(out, "  {}", sheet.questions[0].join("\n  "));
    let _ = writeln!(out, "\nREALITY\n  {}", sheet.fit);
    if !sheet.strengths.is_empty() {
        let _ = writeln!(out, "  you bring: {}", sheet.strengths.join(", "));
    }
    for (what, words) in [("you say you are good at", &sheet.own_strengths), ("you want to watch", &sheet.to_watch)] {
        if !words.is_empty() {
            let _ = writeln!(out, "  {what}: {}", words.join(", "));
        }
    }
    let _ = writeln!(out, "  {}", sheet.situation);
    if sheet.done > 0 || !sheet.achieved.is_empty() {
        let _ = writeln!(out, "  achieved: {} steps done", sheet.done);
        list(&mut out, sheet.achieved.iter().map(|e| format!("{}: {}", e.date, e.text)));
    }
    out.push_str("  gaps, with what adverts say:\n");
    list(&mut out, sheet.gaps.iter().map(|g| format!("{}: {}", g.name, g.evidence)));
    out.push_str("\nOBSTACLES AND OPTIONS\n");
    list(&mut out, sheet.obstacles.iter().map(|o| format!("in the way: {o}")));
    list(&mut out, sheet.ideas.iter().map(|i| format!("your idea: {i}")));
    sheet.gaps.iter().for_each(|gap| options(gap, &mut out));
    if !sheet.gaps.is_empty() {
        ways(&sheet.gaps, &mut out);
    }
    for gate in &sheet.gates {
        let _ = writeln!(out, "  {}: {}", gate.name, gate.granted);
    }
    if sheet.obstacles.is_empty() && sheet.ideas.is_empty() {
        let _ = writeln!(out, "  {}\n  answer with --obstacle and --idea", sheet.questions[2].join("\n  "));
    }
    out.push_str("\nWILL\n");
    list(&mut out, sheet.will.iter().map(|p| format!("{} (by {}; {})", p.title, p.due, p.id)));
    if sheet.checked_by.is_empty() {
        let _ = writeln!(out, "  {}", sheet.questions[3].join("\n  "));
    } else {
        let _ = writeln!(out, "  {} asks how it went", sheet.checked_by);
    }
    if sheet.earlier > 0 {
        let _ = writeln!(
            out,
            "\n{} earlier; `skillgap plan grow --rounds` shows them",
            crate::cli::show::plural(sheet.earlier as u32, "round", "rounds")
        );
    }
    out
}

/// The ways that a gap can be closed by; `*` marks the one that the plan takes.
fn options(gap: &GapOptions, out: &mut String) {
    let _ = writeln!(out, "  {} ({} of your own time, an estimate)", gap.name, hours(gap.hours));
    let names =
        gap.choices.iter().take(CHOICES).map(|c| if c.chosen { format!("*{}", c.name) } else { c.name.clone() });
    let _ = writeln!(out, "    {}", names.collect::<Vec<_>>().join(", "));
}

/// Each way once, with its cost, when it suits and the proof it gives.
fn ways(gaps: &[GapOptions], out: &mut String) {
    let mut said = BTreeSet::new();
    out.push_str("  the ways, each with its cost, when it suits, and the proof it gives (* = in the plan):\n");
    for choice in gaps.iter().flat_map(|g| g.choices.iter().take(CHOICES)).filter(|c| said.insert(c.id.as_str())) {
        let _ = writeln!(out, "    {} ({}): {}", choice.name, choice.cost, choice.suits);
        let _ = writeln!(out, "      gives {}", choice.proof);
    }
}

fn earlier(round: &GrowRound) -> String {
    let mut out = format!("{}\n  goal: {}\n  reality: {}\n", round.date, round.goal, round.reality);
    for (name, list) in [("obstacle", &round.obstacles), ("option", &round.options), ("will", &round.will)] {
        for item in list {
            let _ = writeln!(out, "  {name}: {item}");
        }
    }
    if !round.checked_by.is_empty() {
        let _ = writeln!(out, "  asked by: {}", round.checked_by);
    }
    out.push('\n');
    out
}
