use super::exit;
use crate::cli::args::{ExtractArgs, ExtractFormat, InputArgs};
use crate::cli::exit::{Exit, Failure};
use crate::cli::options::{self, RuleSet};
use crate::cli::output::Output;
use crate::cli::progress::Bar;
use crate::cli::{Terminal, summary};
use crate::pipeline::{self, Extracted};
use crate::report::{MentionRow, csv, extraction_json, mention_rows};
use std::fmt::Write as _;

pub fn run(args: &ExtractArgs, rules: &RuleSet, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let output = Output::open(&args.out)?;
    let bar = Bar::new(terminal.err_is_terminal);
    let progress = |p| bar.show(p);
    let named = InputArgs { feed: Vec::new(), adverts: args.paths.clone() };
    let (inputs, mut findings) = options::inputs(&named, &progress)?;
    let (extracted, found) = pipeline::extract_all(&inputs, rules, &progress);
    drop(bar);
    findings.extend(found);
    findings.sort();
    let bytes = match args.format {
        ExtractFormat::Ndjson => ndjson(&extracted, rules).into_bytes(),
        ExtractFormat::Text => text(&extracted).into_bytes(),
        ExtractFormat::Csv => {
            let readings: Vec<_> = extracted.into_iter().map(Extracted::into_reading).collect();
            csv(MentionRow::COLUMNS, &mention_rows(&readings, &pipeline::names(rules)), false)
        }
    };
    output.finish(&bytes, terminal)?;
    write!(terminal.err, "{}", summary::findings(&findings))?;
    Ok(exit(&findings))
}

fn ndjson(extracted: &[Extracted], rules: &RuleSet) -> String {
    let line = |e: &Extracted| format!("{}\n", extraction_json(&e.advert.id.0, &e.advert.text, &e.extraction, rules));
    extracted.iter().map(line).collect()
}

fn text(extracted: &[Extracted]) -> String {
    let mut out = String::new();
    for Extracted { advert, extraction } in extracted {
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
    }
    out
}
