//! `skillgap plan`: making a plan, and doing it.

pub mod args;
mod back;
mod doing;
mod export;
mod file;
mod goal;
mod grow;
mod make;
mod message;
mod raise;
mod reach;
mod review;
mod show;
mod situation;

pub use review::run as review;

use super::{exit, study};
use crate::cli::Terminal;
use crate::cli::exit::{Exit, Failure};
use crate::cli::options::RuleSet;
use args::{PlanArgs, PlanCommand};

pub fn run(args: &PlanArgs, rules: &RuleSet, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let path = args.plan.as_path();
    match &args.command {
        None => show::run(&args.show, path, terminal),
        Some(PlanCommand::Show(args)) => show::run(args, path, terminal),
        Some(PlanCommand::Make(args)) => make::run(args, path, rules, terminal),
        Some(PlanCommand::Done(args)) => doing::done(args, path, terminal),
        Some(PlanCommand::Postpone(args)) => doing::postpone(args, path, terminal),
        Some(PlanCommand::Drop(args)) => doing::drop_out(args, path, terminal),
        Some(PlanCommand::Add(args)) => doing::add(args, path, terminal),
        Some(PlanCommand::Journal(args)) => doing::journal(args, path, terminal),
        Some(PlanCommand::Goal(args)) => goal::run(args, path, rules, terminal),
        Some(PlanCommand::Grow(args)) => grow::run(args, path, rules, terminal),
        Some(PlanCommand::Back(args)) => back::run(args, path, terminal),
        Some(PlanCommand::Export(args)) => export::export(args, path, terminal),
        Some(PlanCommand::Import(args)) => export::import(args, path, terminal),
        Some(PlanCommand::Checkin(args)) => message::check_in(args, path, rules, terminal),
        Some(PlanCommand::Mentor(args)) => message::mentor(args, path, rules, terminal),
        Some(PlanCommand::Reach(args)) => reach::run(args, path, rules, terminal),
    }
}
