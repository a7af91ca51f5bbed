use super::exit;
use crate::cli::args::{ExtractArgs, ExtractFormat, InputArgs};
use crate::cli::exit::{Exit, Failure};
use crate::cli::options::{self, RuleSet};
use crate::cli::output::Output;
use crate::cli::progress::Bar;
use crate::cli::{Terminal, summary};
use crate::pipeline::{self, Extracted};
use crate::report::{MentionRow, csv, csv_rows, extraction_json, mention_rows};
use std::fmt::Write as _;

pub fn run(args: &ExtractArgs, rules: &RuleSet, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut output = Output::open(&args.out)?;
    let bar = Bar::new(terminal.err_is_terminal);
    let progress = |p| bar.show(p);
    let named = InputArgs { adverts: args.paths.clone(), stored: args.stored.clone(), ..InputArgs::default() };
    let (inputs, mut findings) = options::inputs(&named, &progress)?;
    let names = pipeline::names(rules);
    let rendered = |extracted: Extracted| match args.format {
        ExtractFormat::Ndjson => {
            let Extracted { advert, extraction } = &extracted;
            format!("{}\n", extraction_json(&advert.id.0, &advert.text, extraction, rules)).into_bytes()
        }
        ExtractFormat::Text => text(&extracted).into_bytes(),
        ExtractFormat::Csv => csv_rows(MentionRow::COLUMNS, &mention_rows(&[extracted.into_reading()], &names)),
    };
    if args.format == ExtractFormat::Csv {
        output.write(&csv::<MentionRow>(MentionRow::COLUMNS, &[], false), terminal)?;
    }
    let mut written = Ok(());
    let found = pipeline::extract_each(
        &inputs,
        rules,
        &rendered,
        &mut |parts| {
            if written.is_ok() {
                written = output.write(&parts.concat(), terminal);
            }
        },
        &progress,
    );
    drop(bar);
    written?;
    output.place()?;
    findings.extend(found);
    findings.sort();
    write!(terminal.err, "{}", summary::findings(&findings))?;
    Ok(exit(&findings))
}

/// What one advert asks for, to read.
fn text(extracted: &Extracted) -> String {
    let mut out = String::new();
    let Extracted { advert, extraction } = extracted;
    let _ = writeln!(out, "{} [{}]", advert.title, advert.id);
    for requirement in &extraction.requirements {
        let members: Vec<String> = requirement
            .any_of
            .iter()
            .map(|m| {
                let level = m.level.map(|l| format!(" at {l}")).unwrap_or_default();
                let years = m.min_years.map(|y| format!(", {y} years")).unwrap_or_default();
                format!("{}{level}{years}", m.competency)
            })
            .collect();
        let _ = writeln!(out, "  {:<10}{}", requirement.necessity.as_str(), members.join(" or "));
    }
    for aside in &extraction.set_aside {
        let _ = writeln!(out, "  {:<10}{} ({})", "set aside", aside.competency, aside.why);
    }
    out.push('\n');
    out
}
