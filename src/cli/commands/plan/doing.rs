use super::args::{AddArgs, DoneArgs, DropArgs, JournalArgs, PostponeArgs};
use super::file::{self, refused};
use super::show::{day, long_day};
use crate::cli::Terminal;
use crate::cli::exit::{Exit, Failure};
use crate::cli::options;
use crate::model::Hours;
use crate::plan::{self, OwnStep};
use jiff::ToSpan;
use std::fmt::Write as _;
use std::path::Path;

pub fn done(args: &DoneArgs, path: &Path, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let today = file::today(&args.day)?;
    let opened = file::open(path)?;
    let mut plan = opened.plan.clone();
    let at = plan::find(&plan, &args.step).map_err(refused)?;
    let id = plan.actions[at].id.clone();
    let finished = plan::done(&mut plan, &id, today).map_err(refused)?;
    if let Some(note) = &args.note {
        plan::journal(&mut plan, note, today, Some(&id)).map_err(refused)?;
    }
    let mut said = format!("done: {}\n", finished.title);
    if let Some((title, reward)) = &finished.milestone {
        let reward =
            if reward.is_empty() { String::new() } else { format!(" Time for what you promised yourself: {reward}.") };
        let _ = writeln!(said, "milestone: {title}.{reward}");
    }
    if let Some((competency, name, level, proof)) = &finished.raise {
        let _ = writeln!(said, "this shows level {level} of {name}: {proof}");
        if let Some(skills) = &args.raise {
            let evidence = format!("{proof}, {today}");
            super::raise::raise(skills, competency, name, *level, &evidence, terminal)?;
            let _ = writeln!(said, "raised in {}: {name} {level}", skills.display());
        } else {
            let _ =
                writeln!(said, "if you agree, raise it in your skills file, or next time with `--raise skills.csv`");
        }
    }
    file::save(path, &plan, Some(&opened), terminal)?;
    if let Some(next) = plan::due(&plan, today).today {
        let _ = writeln!(said, "next: {} (by {})", next.title, day(next.due));
    }
    write!(terminal.out, "{said}")?;
    Ok(Exit::Done)
}

pub fn postpone(args: &PostponeArgs, path: &Path, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let to = options::date(&args.to)?;
    let opened = file::open(path)?;
    let mut plan = opened.plan.clone();
    let moved = plan::postpone(&mut plan, &args.step, to).map_err(refused)?;
    file::save(path, &plan, Some(&opened), terminal)?;
    let mut said = format!("moved to {}: {}\n", long_day(to), moved[0]);
    if moved.len() > 1 {
        let _ = writeln!(said, "and with it what comes after: {}", moved[1..].join(", "));
    }
    if plan.goal.by.is_some_and(|by| plan.actions.iter().any(|a| moved.contains(&a.id) && a.due > by)) {
        let _ = writeln!(said, "some of it now lies after your date; `skillgap plan make` lays everything out again");
    }
    write!(terminal.out, "{said}")?;
    Ok(Exit::Done)
}

pub fn drop_out(args: &DropArgs, path: &Path, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let opened = file::open(path)?;
    let mut plan = opened.plan.clone();
    let titles = plan::drop_out(&mut plan, &args.step, &args.why).map_err(refused)?;
    file::save(path, &plan, Some(&opened), terminal)?;
    let lines: Vec<String> = titles.iter().map(|title| format!("out of the plan: {title}\n")).collect();
    write!(terminal.out, "{}", lines.concat())?;
    Ok(Exit::Done)
}

pub fn add(args: &AddArgs, path: &Path, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let start = match &args.start {
        Some(word) => options::date(word)?,
        None => file::today(&args.day)?,
    };
    let due = args.due.as_deref().map(options::date).transpose()?.unwrap_or(start.saturating_add(7.days()));
    let opened = file::open(path)?;
    let mut plan = opened.plan.clone();
    let step =
        OwnStep { text: &args.text, start, due, hours: hours(&args.hours)?, needs: &args.needs, proof: &args.proof };
    let id = plan::add(&mut plan, &step).map_err(refused)?;
    file::save(path, &plan, Some(&opened), terminal)?;
    writeln!(terminal.out, "added {id}, due {}", long_day(due))?;
    Ok(Exit::Done)
}

/// `3`, or `2-4`.
fn hours(word: &str) -> Result<Hours, Failure> {
    let (low, high) = word.split_once('-').unwrap_or((word, word));
    match (low.trim().parse::<f64>(), high.trim().parse::<f64>()) {
        (Ok(low), Ok(high)) if low > 0.0 && high <= 1000.0 && low <= high => Ok(Hours { low, high }),
        _ => Err(Failure::Usage(format!("`{word}` are no hours; write 2, or 2-4"))),
    }
}

pub fn journal(args: &JournalArgs, path: &Path, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let opened = file::open(path)?;
    let Some(text) = &args.text else {
        let mut said = String::new();
        for entry in &opened.plan.journal {
            let of = if entry.action.is_empty() { String::new() } else { format!(" ({})", entry.action) };
            let _ = writeln!(said, "{}  {}{of}", entry.date, entry.text);
        }
        if said.is_empty() {
            said = "the journal is empty; what went well today? skillgap plan journal \"...\"\n".into();
        }
        write!(terminal.out, "{said}")?;
        return Ok(Exit::Done);
    };
    let today = file::today(&args.day)?;
    let mut plan = opened.plan.clone();
    plan::journal(&mut plan, text, today, args.step.as_deref()).map_err(refused)?;
    file::save(path, &plan, Some(&opened), terminal)?;
    writeln!(terminal.out, "written down; {} so far", plan.journal.len())?;
    Ok(Exit::Done)
}
