use super::{exit, study};
use crate::cli::Terminal;
use crate::cli::args::AssessArgs;
use crate::cli::exit::{Exit, Failure};
use crate::cli::options::{self, RuleSet};
use crate::cli::output::Output;
use crate::cli::summary;
use crate::profile::sheet;
use crate::report::{SHEET_COLUMNS, csv};

pub fn run(args: &AssessArgs, rules: &RuleSet, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let output = Output::open(&args.csv)?;
    let skills = options::skills(args.skills.as_deref(), rules)?;
    let (template, mut findings) = match (&args.template, &args.role) {
        (Some(path), _) => (options::template(path, rules)?, Vec::new()),
        (None, role) => {
            let role = role.as_deref().unwrap_or_default();
            let studied = study(role, &args.inputs, &args.filter, rules, terminal)?;
            (studied.study.template, studied.findings)
        }
    };
    findings.extend(skills.findings);
    findings.sort();
    let rows = sheet(&template, &skills.assessment);
    let written = output.finish(&csv(SHEET_COLUMNS, &rows, args.bom), terminal)?;
    let mut said = summary::role(&template);
    if let Some(path) = written {
        said += &format!("wrote {} ({} rows to fill in)\n", path.display(), rows.len());
    }
    write!(terminal.err, "{said}{}", summary::findings(&findings))?;
    Ok(exit(&findings))
}
