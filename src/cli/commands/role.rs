use super::{exit, study};
use crate::cli::args::{RoleDiffArgs, RoleFormat, RoleShowArgs};
use crate::cli::exit::{Exit, Failure};
use crate::cli::options::{self, RuleSet};
use crate::cli::output::Output;
use crate::cli::show::{percent, table};
use crate::cli::{Terminal, summary};
use crate::model::RoleTemplate;
use crate::pipeline;
use crate::report::{
    DIFF_COLUMNS, DiffLine, TemplateRow, csv, job_description, job_description_html, json_rows, template_rows,
};
use crate::role::{self, FEW_ADVERTS, tier};

/// Rows of a comparison shown in the terminal.
const SHOWN: usize = 25;

pub fn show(args: &RoleShowArgs, rules: &RuleSet, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let output = args.out.as_deref().map(Output::open).transpose()?;
    let studied = study(&args.role, &args.inputs, &args.filter, rules, terminal)?;
    let template = &studied.study.template;
    let format = args.format.unwrap_or_else(|| match args.out.as_deref().and_then(|name| name.rsplit_once('.')) {
        Some((_, "csv")) => RoleFormat::Csv,
        Some((_, "json")) => RoleFormat::Json,
        Some((_, "html" | "htm")) => RoleFormat::Html,
        Some((_, "toml")) => RoleFormat::Toml,
        _ => RoleFormat::Md,
    });
    let output = output.unwrap_or(Output::Standard);
    let written = output.finish(&rendered(template, format), terminal)?;
    let mut said = summary::read(&studied.study.gathered) + &summary::role(template);
    said += &summary::near(&pipeline::near(&studied.study.target, &studied.study.gathered.found, rules));
    said += &summary::findings(&studied.findings);
    if let Some(path) = written {
        said += &format!("wrote {} ({} requirements)\n", path.display(), template.requirements.len());
    }
    write!(terminal.err, "{said}")?;
    Ok(exit(&studied.findings))
}

fn rendered(template: &RoleTemplate, format: RoleFormat) -> Vec<u8> {
    let tier = |share: &_| tier(share).as_str();
    match format {
        RoleFormat::Toml => role::file::write(template).into_bytes(),
        RoleFormat::Md => job_description(template, &tier, FEW_ADVERTS).into_bytes(),
        RoleFormat::Html => job_description_html(template, &tier, FEW_ADVERTS).into_bytes(),
        RoleFormat::Csv => csv(TemplateRow::COLUMNS, &template_rows(template, &tier), false),
        RoleFormat::Json => {
            let rows = json_rows(TemplateRow::COLUMNS, &template_rows(template, &tier));
            let value = serde_json::json!({
                "schema": "skillgap.template/1", "role": template.role, "rules_version": template.rules_version,
                "adverts": template.adverts, "duplicates": template.duplicates, "employers": template.employers,
                "effective_adverts": template.effective_adverts, "capped": template.capped, "facts": template.facts,
                "requirements": rows,
            });
            format!("{value:#}\n").into_bytes()
        }
    }
}

pub fn diff(args: &RoleDiffArgs, rules: &RuleSet, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let output = args.out.as_deref().map(Output::open).transpose()?;
    let (before, after) = (options::template(&args.before, rules)?, options::template(&args.after, rules)?);
    let rows: Vec<DiffLine> = role::diff(&before, &after).into_iter().map(line).collect();
    let name = |t: &RoleTemplate| format!("{} ({} adverts)", t.role, t.adverts);
    let mut said = format!("{} → {}\n", name(&before), name(&after));
    if before.rules_version != after.rules_version {
        said +=
            "warning: the templates were made by different rules; a change may come from the rules, not the adverts\n";
    }
    let sure: Vec<_> = rows.iter().filter(|r| r.sure).take(SHOWN).map(cells).collect();
    said += &match sure.len() {
        0 => "no change is surely more than chance\n".to_owned(),
        _ => table(&["competency", ">before", ">after", ">change", "95 %", ">level"], &sure, terminal.out_is_terminal),
    };
    let to_standard = output.as_ref().is_some_and(Output::is_standard);
    if let Some(output) = output {
        output.finish(&csv(DIFF_COLUMNS, &rows, false), terminal)?;
    }
    match to_standard {
        true => write!(terminal.err, "{said}")?,
        false => write!(terminal.out, "{said}")?,
    }
    Ok(Exit::Done)
}

pub fn line(row: role::DiffRow) -> DiffLine {
    DiffLine {
        sure: row.is_sure(),
        competency: row.competency,
        name: row.name,
        before: row.before,
        after: row.after,
        change: row.change,
        change_low: row.change_low,
        change_high: row.change_high,
        level_before: row.level_before,
        level_after: row.level_after,
    }
}

fn cells(row: &DiffLine) -> Vec<String> {
    let level = |l: Option<crate::model::Level>| l.map_or("-".to_owned(), |l| l.number().to_string());
    vec![
        row.name.clone(),
        percent(row.before.point),
        percent(row.after.point),
        format!("{:+.0}", row.change * 100.0),
        format!("{:+.0} to {:+.0}", row.change_low * 100.0, row.change_high * 100.0),
        match (row.level_before, row.level_after) {
            (None, None) => String::new(),
            (before, after) => format!("{} → {}", level(before), level(after)),
        },
    ]
}
