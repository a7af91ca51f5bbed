use super::assess::unheard;
use crate::cli::Terminal;
use crate::cli::args::WishArgs;
use crate::cli::exit::{Exit, Failure};
use crate::cli::options;
use crate::cli::output::Output;
use crate::profile::{Part, Preferences, Statement, concluded, statements, write_about};
use crate::role::topic_names;
use crate::rules::RuleFiles;
use std::collections::BTreeMap;
use std::io::{BufRead, ErrorKind};

const SCALE: &str = "1 not at all, 2 little, 3 partly, 4 mostly, 5 very much; Enter to skip, b to go back, q to stop\n\
                     no diagnosis is made: your answers are kept in words that you can change\n";

/// Asks what is not answered yet, one statement after the other, and keeps every answer at once.
pub fn ask(args: &WishArgs, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let path = options::wishes_path(args);
    let before = if path.exists() { options::wishes(args)? } else { Preferences::default() };
    let all = statements(&RuleFiles::embedded().under("profile")).map_err(Failure::Config)?;
    let open: Vec<&Statement> = all.iter().filter(|s| !before.about.answers.contains_key(&s.id)).collect();
    write!(terminal.out, "{SCALE}")?;
    let mut given: Vec<Option<u8>> = Vec::new();
    let mut lines = std::io::stdin().lock().lines();
    let mut after = before.clone();
    while let Some(statement) = open.get(given.len()) {
        write!(terminal.out, "\n{}/{} {}\n> ", given.len() + 1, open.len(), statement.text)?;
        terminal.out.flush()?;
        let Some(line) = lines.next().transpose().map_err(unheard)? else { break };
        match line.trim() {
            "q" | "quit" => break,
            "b" | "back" => drop(given.pop()),
            "" => given.push(None),
            word => match word.parse::<u8>() {
                Ok(answer @ 1..=5) => given.push(Some(answer)),
                _ => {
                    writeln!(terminal.out, "  `{word}` is no number from 1 to 5")?;
                    continue;
                }
            },
        }
        let answers: BTreeMap<String, u8> =
            open.iter().zip(&given).filter_map(|(s, answer)| Some((s.id.clone(), (*answer)?))).collect();
        after = concluded(&before, &all, &answers);
        keep(&path, &after, terminal)?;
    }
    write!(terminal.out, "\n{}", said(&after, &all))?;
    writeln!(terminal.out, "kept in {}; change it as you like", path.display())?;
    Ok(Exit::Done)
}

fn keep(path: &std::path::Path, after: &Preferences, terminal: &mut Terminal) -> Result<(), Failure> {
    let shown = path.display().to_string();
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(e) if e.kind() == ErrorKind::NotFound => String::new(),
        Err(source) => return Err(Failure::Io { what: format!("`{shown}` cannot be read"), source }),
    };
    let text = write_about(&text, &shown, after).map_err(|fault| Failure::Config(vec![fault]))?;
    Output::open(&shown)?.finish(text.as_bytes(), terminal)?;
    Ok(())
}

fn said(of: &Preferences, all: &[Statement]) -> String {
    let topics = topic_names();
    let values: Vec<String> =
        of.values.iter().filter_map(|id| topics.get(id.as_str())).map(ToString::to_string).collect();
    let asked = |part: Part| all.iter().filter(|s| s.part == part).count();
    let lines = [
        ("you work best", &of.about.style),
        ("what matters to you, most important first", &values),
        ("strengths", &of.about.strengths),
        ("to watch", &of.about.weaknesses),
    ];
    let shown = lines.into_iter().filter(|(_, words)| !words.is_empty());
    let mut out: String = shown.map(|(what, words)| format!("{what}: {}\n", words.join(", "))).collect();
    if values.is_empty() {
        out += &format!("none of the {} statements on what matters was agreed with yet\n", asked(Part::Value));
    }
    out
}
