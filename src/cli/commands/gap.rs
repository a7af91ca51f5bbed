use super::{exit, roles, runs, study};
use crate::cli::args::{GapArgs, TableFormat};
use crate::cli::exit::{Exit, Failure};
use crate::cli::options::{self, RuleSet};
use crate::cli::output::{Output, write_folder};
use crate::cli::{Terminal, summary};
use crate::diag::Diag;
use crate::gap::{Held, SavedRun, compare};
use crate::model::{GapReport, RoleTemplate, SelfAssessment};
use crate::pipeline::{self, Study};
use crate::profile::Preferences;
use crate::report::{
    AdvertRow, GapRow, MentionRow, ROLE_COLUMNS, TERM_COLUMNS, TemplateRow, UnlockRow, csv, gap_json, gap_rows,
    mention_rows, template_rows, unlock_rows,
};
use crate::role::tier;

pub fn run(args: &GapArgs, rules: &RuleSet, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let Some(compared) = compared(args, rules, terminal)? else { return roles::list(&args.inputs, rules, terminal) };
    let Compared { studied, template, report, mut findings, output, assessment } = compared;
    let to_standard = output.as_ref().is_some_and(Output::is_standard);
    let mut said = String::new();
    if let Some(study) = &studied {
        said += &summary::read(&study.gathered);
    }
    said += &summary::role(&template);
    if let Some(study) = &studied {
        said += &summary::near(&pipeline::near(&study.target, &study.gathered.found, rules));
    }
    if args.skills.is_none() {
        said += "  no skills file: everything counts as not assessed; `skillgap assess` makes one to fill in\n";
    }
    let is_terminal = if to_standard { terminal.err_is_terminal } else { terminal.out_is_terminal };
    said += &summary::gaps(&report, &pipeline::names(rules), is_terminal);
    findings.sort();
    if !findings.is_empty() {
        said = said + "\n" + &summary::findings(&findings);
    }
    if let Some(folder) = &args.tables {
        write_folder(folder, &tables(args, rules, studied.as_ref(), &template, &report, &assessment), terminal)?;
        said += &format!("\nwrote {}\n", folder.display());
    }
    if let (Some(name), Some(day)) = (&args.save, &args.filter.today) {
        let kept = runs::save(name, args.kept.as_ref(), &SavedRun::new(&report, options::date(day)?), terminal)?;
        said += &format!("\nkept this run in {kept}\n");
    }
    if let Some(output) = output {
        let bytes = match args.format {
            TableFormat::Csv => csv(GapRow::COLUMNS, &gap_rows(&report), args.bom),
            TableFormat::Json => format!("{:#}\n", gap_json(&report, &template)).into_bytes(),
        };
        if let Some(path) = output.finish(&bytes, terminal)? {
            said += &format!("\nwrote {} ({} rows)\n", path.display(), report.gaps.len());
        }
    }
    match to_standard {
        true => write!(terminal.err, "{said}")?,
        false => write!(terminal.out, "{said}")?,
    }
    Ok(exit(&findings))
}

struct Compared {
    /// `None` where a template was used in place of adverts.
    studied: Option<Study>,
    template: RoleTemplate,
    report: GapReport,
    assessment: SelfAssessment,
    findings: Vec<Diag>,
    output: Option<Output>,
}

/// `None` where neither a role nor a template is named.
fn compared(args: &GapArgs, rules: &RuleSet, terminal: &mut Terminal) -> Result<Option<Compared>, Failure> {
    if args.role.is_none() && args.template.is_none() {
        return Ok(None);
    }
    let skills = options::skills(args.skills.as_deref(), rules)?;
    let output = args.out.as_deref().map(Output::open).transpose()?;
    let (studied, template, mut findings) = match (&args.template, &args.role) {
        (Some(path), _) => (None, options::template(path, rules)?, Vec::new()),
        (None, role) => {
            let studied = study(role.as_deref().unwrap_or_default(), &args.inputs, &args.filter, rules, terminal)?;
            let template = studied.study.template.clone();
            (Some(studied.study), template, studied.findings)
        }
    };
    let report = compare(&template, &skills.assessment, &pipeline::relations(rules));
    findings.extend(skills.findings);
    Ok(Some(Compared { studied, template, report, assessment: skills.assessment, findings, output }))
}

/// Every table of the run by its file name.
fn tables(
    args: &GapArgs,
    rules: &RuleSet,
    studied: Option<&Study>,
    template: &RoleTemplate,
    report: &GapReport,
    assessment: &SelfAssessment,
) -> Vec<(&'static str, Vec<u8>)> {
    let tier = |share: &_| tier(share).as_str();
    let mut tables = vec![
        ("gap.csv", csv(GapRow::COLUMNS, &gap_rows(report), args.bom)),
        ("template.csv", csv(TemplateRow::COLUMNS, &template_rows(template, &tier), args.bom)),
        ("unlocks.csv", csv(UnlockRow::COLUMNS, &unlock_rows(report), args.bom)),
    ];
    if let Some(facts) = &template.facts {
        tables.push(("unknown-terms.csv", csv(TERM_COLUMNS, &facts.unknown_terms, args.bom)));
    }
    if let Some(study) = studied {
        let held = Held::new(assessment, &pipeline::relations(rules));
        let adverts = super::matching::rows(&study.adverts.readings, &held, &Preferences::default());
        let names = pipeline::names(rules);
        tables
            .push(("mentions.csv", csv(MentionRow::COLUMNS, &mention_rows(&study.adverts.readings, &names), args.bom)));
        tables.push(("adverts.csv", csv(AdvertRow::COLUMNS, &adverts, args.bom)));
        tables.push(("roles.csv", csv(ROLE_COLUMNS, &pipeline::role_counts(&study.gathered.found), args.bom)));
    }
    tables
}
