use super::exit;
use crate::cli::args::{ExtractArgs, ExtractFormat, InputArgs};
use crate::cli::exit::{Exit, Failure};
use crate::cli::options::{self, RuleSet};
use crate::cli::output::Output;
use crate::cli::progress::Bar;
use crate::cli::{Terminal, summary};
use crate::pipeline::{self, Extracted};
use crate::report::{MentionRow, csv, csv_rows, extraction_json, marked, mention_rows};

pub fn run(args: &ExtractArgs, rules: &RuleSet, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut output = Output::open(&args.out)?;
    let bar = Bar::new(terminal.err_is_terminal);
    let progress = |p| bar.show(p);
    let named = InputArgs { adverts: args.paths.clone(), stored: args.stored.clone(), ..InputArgs::default() };
    let (inputs, mut findings) = options::inputs(&named, &progress)?;
    let names = pipeline::names(rules);
    let coloured = output.is_standard() && terminal.is_coloured();
    let rendered = |extracted: Extracted| match args.format {
        ExtractFormat::Ndjson => {
            let Extracted { advert, extraction } = &extracted;
            format!("{}\n", extraction_json(&advert.id.0, &advert.text, extraction, rules)).into_bytes()
        }
        ExtractFormat::Text => {
            let Extracted { advert, extraction } = &extracted;
            marked(&advert.title, &advert.text, extraction, &names, coloured).into_bytes()
        }
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
