use super::args::SuggestArgs;
use super::{Own, decisions, lines};
use crate::cli::Terminal;
use crate::cli::args::InputArgs;
use crate::cli::commands::exit;
use crate::cli::exit::{Exit, Failure};
use crate::cli::options;
use crate::cli::output::Output;
use crate::cli::progress::Bar;
use crate::cli::settings::Settings;
use crate::cli::show::plural;
use crate::diag::Diag;
use crate::model::CompetencyKind;
use crate::pipeline::{self, Candidate};
use crate::report::{CandidateRow, csv};
use crate::rules::Rules;
use crate::rules::decision::{Decision, likely_kind};
use std::fmt::Write as _;
use std::io::BufRead;

pub fn run(args: &SuggestArgs, settings: &Settings, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let vocabulary = settings.vocabulary.as_deref();
    if let Some(from) = &args.from {
        return decisions::run(from, Own::open(vocabulary)?, terminal);
    }
    if let Some(name) = &args.csv {
        let output = Output::open(name)?;
        let rules = options::rules(vocabulary)?;
        let (found, findings) = found(args, settings, &rules, terminal)?;
        let kinds: Vec<&str> = found.iter().map(|c| likely_kind(&c.term).as_str()).collect();
        let rows: Vec<CandidateRow> = found.iter().zip(&kinds).map(|(c, kind)| row(c, kind)).collect();
        if let Some(path) = output.finish(&csv(CandidateRow::COLUMNS, &rows, args.bom), terminal)? {
            let terms = plural(found.len() as u32, "term", "terms");
            writeln!(terminal.err, "wrote {} ({terms} to decide)", path.display())?;
        }
        write!(terminal.err, "{}", lines(&findings))?;
        return Ok(exit(&findings));
    }
    let own = Own::open(vocabulary)?;
    let (found, findings) = found(args, settings, &own.rules, terminal)?;
    ask(&found, own, terminal)?;
    write!(terminal.err, "{}", lines(&findings))?;
    Ok(exit(&findings))
}

fn row<'a>(candidate: &'a Candidate, kind: &'a str) -> CandidateRow<'a> {
    CandidateRow {
        term: &candidate.term,
        kind,
        adverts: candidate.adverts,
        employers: candidate.employers,
        nearest: candidate.nearest.as_ref(),
        examples: &candidate.examples,
    }
}

fn found(
    args: &SuggestArgs,
    settings: &Settings,
    rules: &Rules,
    terminal: &Terminal,
) -> Result<(Vec<Candidate>, Vec<Diag>), Failure> {
    let bar = Bar::new(terminal.err_is_terminal);
    let progress = |p| bar.show(p);
    let mut named = InputArgs { feed: args.feed.clone(), adverts: args.adverts.clone(), ..InputArgs::default() };
    settings.source(&mut named);
    let (inputs, mut findings) = options::inputs(&named, &progress)?;
    let (found, unread) = pipeline::candidates(&inputs, rules, (args.min_adverts, args.top), &progress);
    findings.extend(unread);
    findings.sort();
    Ok((found, findings))
}

/// What a line of the user says of a term.
enum Answer {
    Decided(Decision),
    Later,
    Stop,
    Unclear(String),
}

/// Asks term by term; every decision is kept at once.
fn ask(found: &[Candidate], mut own: Own, terminal: &mut Terminal) -> Result<(), Failure> {
    writeln!(
        terminal.out,
        "{}\na [KIND] accept, l [COMPETENCY] alias of it or of the nearest, r REASON refuse, Enter later, q stop\n",
        plural(found.len() as u32, "term to decide", "terms to decide")
    )?;
    let mut said = std::io::stdin().lock().lines();
    let mut decided = 0;
    'terms: for (n, candidate) in found.iter().enumerate() {
        write!(terminal.out, "{}", shown(candidate, n + 1, found.len()))?;
        loop {
            write!(terminal.out, "> ")?;
            terminal.out.flush()?;
            let unheard = |source| Failure::Io { what: "no answer can be read".into(), source };
            let Some(line) = said.next().transpose().map_err(unheard)? else { break 'terms };
            match answer(line.trim(), candidate, &own.rules) {
                Answer::Stop => break 'terms,
                Answer::Later => break,
                Answer::Unclear(why) => writeln!(terminal.out, "  {why}")?,
                Answer::Decided(decision) => {
                    let mut file = own.file.clone();
                    own.rules.decide(&mut file, &candidate.term, &decision);
                    own.keep(file, terminal)?;
                    decided += 1;
                    break;
                }
            }
        }
    }
    writeln!(terminal.out, "\n{} kept in {}", plural(decided, "decision", "decisions"), own.path.display())?;
    Ok(())
}

fn answer(line: &str, candidate: &Candidate, rules: &Rules) -> Answer {
    let (word, rest) = line.split_once(' ').map_or((line, ""), |(word, rest)| (word, rest.trim()));
    match word {
        "" => Answer::Later,
        "q" => Answer::Stop,
        "a" if rest.is_empty() => Answer::Decided(Decision::Accept(likely_kind(&candidate.term))),
        "a" => match CompetencyKind::parse(rest).filter(|k| *k != CompetencyKind::Qualification) {
            Some(kind) => Answer::Decided(Decision::Accept(kind)),
            None => Answer::Unclear(format!(
                "`{rest}` is no kind; use skill, tool, knowledge, language, transversal or leadership"
            )),
        },
        "l" if rest.is_empty() => match &candidate.nearest {
            Some((id, _, _)) => Answer::Decided(Decision::Alias(id.clone())),
            None => Answer::Unclear("nothing is near; write what it is another label of".into()),
        },
        "l" => match rules.find(rest) {
            Some(competency) => Answer::Decided(Decision::Alias(competency.id.clone())),
            None => Answer::Unclear(format!("`{rest}` is not in the vocabulary")),
        },
        "r" if rest.is_empty() => Answer::Unclear("a refusal needs a reason: r REASON".into()),
        "r" => Answer::Decided(Decision::Refuse(rest.into())),
        _ => Answer::Unclear(format!("`{line}` is no answer; a, l, r, Enter or q")),
    }
}

fn shown(candidate: &Candidate, n: usize, of: usize) -> String {
    let adverts = plural(candidate.adverts, "advert", "adverts");
    let employers = plural(candidate.employers, "employer", "employers");
    let mut out = format!("{n}/{of} {} ({adverts}, {employers})\n", candidate.term);
    for example in &candidate.examples {
        let _ = writeln!(out, "  \"{example}\"");
    }
    if let Some((id, label, near)) = &candidate.nearest {
        let _ = writeln!(out, "  nearest: {label} ({id}, {near:.2})");
    }
    out
}
