//! One short function per command.

mod about;
mod assess;
mod coach;
mod columns;
mod duplicates;
mod employers;
mod evaluate;
mod explain;
mod extract;
mod feeds;
mod findings;
mod gap;
pub mod keep;
mod manual;
mod market;
mod matching;
mod neighbours;
pub mod plan;
mod role;
mod roles;
mod runs;
pub mod vocabulary;

use super::args::{About, Args, Command, EmployersArgs, FilterArgs, InputArgs, RoleCommand, Work};
use super::exit::{Exit, Failure};
use super::options::{self, RuleSet};
use super::progress::Bar;
use super::settings::Settings;
use super::{Terminal, summary};
use crate::diag::{Code, Diag};
use crate::pipeline::{self, Study};

/// Runs the command that the arguments name.
pub fn run(args: Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let (threads, settings) = match &args.command {
        Command::About(_) => (args.threads, Settings::default()),
        _ => (args.threads, Settings::of(&args)?),
    };
    let failed = |e| Failure::Failed(format!("no threads could be started: {e}"));
    let mut work = match args.command {
        Command::Work(work) => work,
        Command::Vocabulary(own) => return vocabulary::run(&own, &settings, terminal),
        Command::Keep(keep) => {
            return pipeline::in_threads(threads, || keep::run(&keep, &settings, terminal)).map_err(failed)?;
        }
        Command::Feeds(feeds) => {
            return pipeline::in_threads(threads, || feeds::run(&feeds, &settings, terminal)).map_err(failed)?;
        }
        Command::About(About::Findings) => return findings::run(terminal),
        Command::About(About::Columns { table }) => return columns::run(table.as_deref(), terminal),
        Command::About(About::Completions { shell }) => return manual::completions(shell, terminal),
        Command::About(About::Man) => return manual::page(terminal),
    };
    settings.complete(&mut work);
    if let Work::Employers(EmployersArgs { standing, .. }) = &*work
        && standing.any()
    {
        return keep::standing(standing, &settings, terminal);
    }
    let rules = options::rules(settings.vocabulary.as_deref())?;
    let run = || match *work {
        Work::Gap(args) => gap::run(&args, &rules, terminal),
        Work::Roles(args) => roles::run(&args, &rules, terminal),
        Work::Duplicates(args) => duplicates::run(&args, &rules, terminal),
        Work::Role(RoleCommand::Show(args)) => role::show(&args, &rules, terminal),
        Work::Role(RoleCommand::Diff(args)) => role::diff(&args, &rules, terminal),
        Work::Match(args) => matching::run(&args, &rules, terminal),
        Work::Market(args) => market::run(&args, &rules, terminal),
        Work::Employers(args) => employers::run(&args, &rules, terminal),
        Work::Neighbours(args) => neighbours::run(&args, &rules, terminal),
        Work::Explain(args) => explain::run(&args, &rules, terminal),
        Work::Assess(args) => assess::run(&args, &rules, terminal),
        Work::Coach(args) => coach::run(&args, &rules, terminal),
        Work::Review(args) => plan::review(&args, &rules, terminal),
        Work::Plan(args) => plan::run(&args, &rules, terminal),
        Work::Extract(args) => extract::run(&args, &rules, terminal),
        Work::Evaluate(args) => evaluate::run(&args, &rules, terminal),
    };
    pipeline::in_threads(threads, run).map_err(failed)?
}

/// A role studied from a command's arguments.
struct Studied {
    study: Study,
    /// What could not be reached or read.
    findings: Vec<Diag>,
}

/// Reads the adverts of a role. Says what could not be read where that leaves nothing.
fn study(
    role: &str,
    inputs: &InputArgs,
    filter: &FilterArgs,
    rules: &RuleSet,
    terminal: &mut Terminal,
) -> Result<Studied, Failure> {
    let bar = Bar::new(terminal.err_is_terminal);
    let progress = |p| bar.show(p);
    let (inputs, mut findings) = options::inputs(inputs, &progress)?;
    let wanted = options::filter(filter)?;
    let mut study = pipeline::study(&inputs, rules, options::target(role, filter, rules), &wanted, &progress);
    drop(bar);
    findings.append(&mut study.gathered.findings);
    findings.sort();
    if study.template.adverts == 0 {
        write!(terminal.err, "{}", summary::read(&study.gathered))?;
        write!(terminal.err, "{}", summary::findings(&findings))?;
        write!(terminal.err, "{}", roles::listing(&study.gathered.found, terminal.err_is_terminal))?;
        return Err(Failure::Failed(format!(
            "no advert has the role `{role}`; choose one of the roles found, or add adverts of it [{}]",
            Code::NoRole.as_str()
        )));
    }
    Ok(Studied { study, findings })
}

/// Done, or done with something unread.
fn exit(findings: &[Diag]) -> Exit {
    if options::any_unread(findings) { Exit::Unread } else { Exit::Done }
}
