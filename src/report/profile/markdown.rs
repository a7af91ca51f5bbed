use super::rows::Row;
use super::{Description, QUESTIONS, describe};
use crate::model::{RoleTemplate, Share};
use crate::report::gaps::one_line;
use std::fmt::Write;

/// The template in words, with every share's denominator. `tier` names the tier of a share; `few` says when shares are
/// rough.
pub fn job_description(template: &RoleTemplate, tier: &dyn Fn(&Share) -> &'static str, few: u32) -> String {
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = write_all(&mut out, &describe(template, tier, few));
    out
}

fn write_all(out: &mut String, page: &Description) -> std::fmt::Result {
    writeln!(out, "# {}", page.title)?;
    for note in &page.notes {
        writeln!(out, "\n{note}")?;
    }
    if !page.post.is_empty() {
        writeln!(out, "\n## The post\n")?;
        for (what, text) in &page.post {
            writeln!(out, "- {what}: {text}")?;
        }
    }
    for (title, lines) in [("What the holder does", &page.tasks), ("What the post is for", &page.objectives)] {
        if !lines.is_empty() {
            writeln!(out, "\n## {title}\n")?;
            for (line, n) in lines {
                writeln!(out, "- {} ({n})", one_line(line))?;
            }
        }
    }
    for section in &page.sections {
        writeln!(out, "\n## {}\n", section.title)?;
        requirements(out, &section.rows)?;
        if section.more > 0 {
            writeln!(out, "\n{} more in the template file.", section.more)?;
        }
    }
    writeln!(out, "\n## To fill in, and to talk over with a mentor\n")?;
    for question in QUESTIONS {
        writeln!(out, "**{question}**\n\n\n")?;
    }
    Ok(())
}

fn requirements(out: &mut String, rows: &[Row]) -> std::fmt::Result {
    writeln!(out, "| {} |", Row::HEADS.join(" | "))?;
    writeln!(out, "|{}", " --- |".repeat(Row::HEADS.len()))?;
    for row in rows {
        let cells = row.cells().map(|cell| cell.replace('|', "\\|"));
        writeln!(out, "| {} | |", cells.join(" | "))?;
    }
    writeln!(out, "\nWhere it comes from:\n")?;
    for row in rows {
        match row.sentence.is_empty() {
            true => writeln!(out, "- {}: {}", row.name, row.said)?,
            false => writeln!(out, "- {}: \"{}\" (adverts {})\n  {}", row.name, row.sentence, row.evidence, row.said)?,
        }
    }
    Ok(())
}
