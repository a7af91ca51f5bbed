use crate::cli::Terminal;
use crate::cli::exit::{Exit, Failure};
use crate::report::{
    AdvertRow, CHANGE_COLUMNS, CandidateRow, DIFF_COLUMNS, DuplicateRow, EMPLOYER_COLUMNS, EntryRow, FEED_COLUMNS,
    GapRow, MentionRow, PAIR_COLUMNS, PAY_COLUMNS, ROLE_COLUMNS, SHEET_COLUMNS, STORED_COLUMNS, SliceRow, TERM_COLUMNS,
    TemplateRow, UnlockRow, columns_markdown,
};

/// Prints what each column of each table means, as Markdown.
pub fn run(table: Option<&str>, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let tables = [
        ("gap.csv", columns_markdown(GapRow::COLUMNS)),
        ("template.csv", columns_markdown(TemplateRow::COLUMNS)),
        ("unlocks.csv", columns_markdown(UnlockRow::COLUMNS)),
        ("adverts.csv", columns_markdown(AdvertRow::COLUMNS)),
        ("duplicates.csv", columns_markdown(DuplicateRow::COLUMNS)),
        ("mentions.csv", columns_markdown(MentionRow::COLUMNS)),
        ("roles.csv", columns_markdown(ROLE_COLUMNS)),
        ("unknown-terms.csv", columns_markdown(TERM_COLUMNS)),
        ("diff.csv", columns_markdown(DIFF_COLUMNS)),
        ("employers.csv", columns_markdown(EMPLOYER_COLUMNS)),
        ("feeds.csv", columns_markdown(FEED_COLUMNS)),
        ("slices.csv", columns_markdown(SliceRow::COLUMNS)),
        ("trend.csv", columns_markdown(DIFF_COLUMNS)),
        ("pay.csv", columns_markdown(PAY_COLUMNS)),
        ("pairs.csv", columns_markdown(PAIR_COLUMNS)),
        ("vocabulary.csv", columns_markdown(EntryRow::COLUMNS)),
        ("decisions.csv", columns_markdown(CandidateRow::COLUMNS)),
        ("changes.csv", columns_markdown(CHANGE_COLUMNS)),
        ("stored.csv", columns_markdown(STORED_COLUMNS)),
        ("skills.csv", columns_markdown(SHEET_COLUMNS)),
    ];
    let wanted: Vec<_> = tables.iter().filter(|(name, _)| table.is_none_or(|t| t == *name)).collect();
    if wanted.is_empty() {
        let names = tables.map(|(name, _)| name).join(", ");
        return Err(Failure::Usage(format!("`{}` is no table; use one of {names}", table.unwrap_or_default())));
    }
    for (name, columns) in wanted {
        writeln!(terminal.out, "## {name}\n\n{columns}")?;
    }
    Ok(Exit::Done)
}
