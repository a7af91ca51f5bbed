use super::exit;
use crate::cli::args::CoachArgs;
use crate::cli::exit::{Exit, Failure};
use crate::cli::options::{self, RuleSet};
use crate::cli::output::Output;
use crate::cli::{Terminal, summary};
use crate::gap::compare;
use crate::pipeline;
use crate::report::coach_csv;
use std::path::Path;

pub fn run(args: &CoachArgs, rules: &RuleSet, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let output = Output::open(&args.out)?;
    let template = options::template(&args.template, rules)?;
    let relations = pipeline::relations(rules);
    let (mut people, mut findings) = (Vec::new(), Vec::new());
    for (n, path) in args.skills.iter().enumerate() {
        let skills = options::skills(Some(path), rules)?;
        // A finding names the person's file, which a shared table must not.
        findings.extend(skills.findings.into_iter().filter(|_| !args.anonymous));
        let name = if args.anonymous { format!("person {}", n + 1) } else { stem(path) };
        people.push((name, compare(&template, &skills.assessment, &relations)));
    }
    findings.sort();
    output.finish(&coach_csv(&template, &people, args.bom), terminal)?;
    write!(terminal.err, "{}{}", summary::role(&template), summary::findings(&findings))?;
    Ok(exit(&findings))
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
