use super::rows::Row;
use super::{Description, QUESTIONS, describe};
use crate::model::{RoleTemplate, Share};
use crate::report::gaps::one_line;
use crate::report::markup::escaped;
use std::fmt::Write;

/// The page brings its own style, loads nothing and runs nothing; on paper a row stays whole and heads are repeated.
const STYLE: &str = "
:root { color-scheme: light }
body { font: 15px/1.45 system-ui, 'Segoe UI', sans-serif; color: #222; max-width: 62rem; margin: 2rem auto; padding: 0 1rem }
h1 { margin: 0; font-size: 1.9rem } h1::first-letter { text-transform: uppercase }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; border-bottom: 2px solid #246; padding-bottom: .2rem; break-after: avoid }
.note { color: #555; margin: .2rem 0 } .who span { display: inline-block; min-width: 14rem; border-bottom: 1px solid #888; margin-right: 2rem }
dl { display: grid; grid-template-columns: 9rem 1fr; gap: .25rem 1rem; margin: 0 } dt { color: #555 } dd { margin: 0 }
table { border-collapse: collapse; width: 100% } th { text-align: left; font-weight: 600; color: #555; font-size: .8rem }
th, td { padding: .3rem .5rem; vertical-align: top } tbody { border-top: 1px solid #ccc; break-inside: avoid }
td.n { text-align: right; white-space: nowrap } .bar { display: block; position: relative; height: 6px; background: #eee; min-width: 5rem }
.bar i { position: absolute; top: 0; bottom: 0; background: #bcd } .bar b { position: absolute; top: -2px; bottom: -2px; width: 3px; background: #246 }
td.mine { min-width: 6rem; border: 1px solid #999; background: #fffdf3 } .core td:first-child { font-weight: 600 } .share { white-space: nowrap }
tr.from td { padding-top: 0; color: #666; font-size: .8rem } q { font-style: italic; color: #333 }
.write { min-height: 4.2rem; border: 1px solid #999; background: repeating-linear-gradient(#fffdf3, #fffdf3 1.35rem, #ddd 1.4rem); margin: .2rem 0 1rem; padding: 0 .4rem }
@media screen and (max-width: 44rem) { dl { grid-template-columns: 1fr } dd { margin: 0 0 .5rem } .who span { min-width: 9rem }
table, tbody { display: block } thead { display: none } tr { display: flex; flex-wrap: wrap; gap: .1rem 1rem } tr.from td:first-child { display: none }
td, td.n { padding: .15rem 0; text-align: left } td:first-child, td.mine { flex: 1 0 100%; font-weight: 600 } td.mine { min-height: 1.6rem }
td:empty:not(.mine) { display: none } td[data-h]::before { content: attr(data-h) ': '; color: #555; font-weight: 400; font-size: .8rem } }
@page { size: A4; margin: 14mm } @media print { body { margin: 0; max-width: none; font-size: 10.5px } thead { display: table-header-group } }
";

/// The template as one page for a browser, to read, fill in, print and take along. Takes the same as the Markdown.
pub fn job_description_html(template: &RoleTemplate, tier: &dyn Fn(&Share) -> &'static str, few: u32) -> String {
    let page = describe(template, tier, few);
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = write_all(&mut out, &page);
    out
}

fn write_all(out: &mut String, page: &Description) -> std::fmt::Result {
    let title = escaped(&page.title);
    writeln!(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(out, "<title>{title}: what the role asks for</title>\n<style>{STYLE}</style>\n</head>\n<body>")?;
    writeln!(out, "<h1>{title}</h1>")?;
    for note in &page.notes {
        writeln!(out, "<p class=\"note\">{}</p>", escaped(note))?;
    }
    writeln!(
        out,
        "<p class=\"who\">Name <span contenteditable=\"true\">&nbsp;</span> Day <span contenteditable=\"true\">&nbsp;</span></p>"
    )?;
    if !page.post.is_empty() {
        writeln!(out, "<h2>The post</h2>\n<dl>")?;
        for (what, text) in &page.post {
            writeln!(out, "<dt>{what}</dt><dd>{}</dd>", escaped(text))?;
        }
        writeln!(out, "</dl>")?;
    }
    lines(out, "What the holder does", &page.tasks)?;
    lines(out, "What the post is for", &page.objectives)?;
    for section in &page.sections {
        writeln!(out, "<h2>{}</h2>\n<table>\n<thead><tr>", section.title)?;
        for head in Row::HEADS {
            writeln!(out, "<th>{head}</th>")?;
        }
        writeln!(out, "</tr></thead>")?;
        for row in &section.rows {
            requirement(out, row)?;
        }
        writeln!(out, "</table>")?;
        if section.more > 0 {
            writeln!(out, "<p class=\"note\">{} more in the template file.</p>", section.more)?;
        }
    }
    writeln!(out, "<h2>To fill in, and to talk over with a mentor</h2>")?;
    for question in QUESTIONS {
        writeln!(out, "<div>{question}</div><div class=\"write\" contenteditable=\"true\"></div>")?;
    }
    writeln!(out, "</body>\n</html>")
}

fn lines(out: &mut String, title: &str, lines: &[(String, u32)]) -> std::fmt::Result {
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(out, "<h2>{title}</h2>\n<ul>")?;
    for (line, n) in lines {
        writeln!(out, "<li>{} ({n})</li>", escaped(&one_line(line)))?;
    }
    writeln!(out, "</ul>")
}

fn requirement(out: &mut String, row: &Row) -> std::fmt::Result {
    let [name, tier, adverts, share, essential, level, years, instead] = row.cells().map(escaped);
    let [low, point, high] = row.interval.map(|part| (part * 100.0).clamp(0.0, 100.0));
    let width = high - low;
    let [_, in_tier, in_adverts, in_share, in_essential, in_level, in_years, in_instead, in_mine] = Row::HEADS;
    writeln!(
        out,
        "<tbody><tr class=\"{tier}\"><td>{name}</td><td data-h=\"{in_tier}\">{tier}</td><td class=\"n\" data-h=\"{in_adverts}\">{adverts}</td>"
    )?;
    writeln!(
        out,
        "<td class=\"share\" data-h=\"{in_share}\">{share}<span class=\"bar\"><i style=\"left:{low:.0}%;width:{width:.0}%\"></i><b style=\"left:{point:.0}%\"></b></span></td>"
    )?;
    writeln!(
        out,
        "<td class=\"n\" data-h=\"{in_essential}\">{essential}</td><td data-h=\"{in_level}\">{level}</td><td data-h=\"{in_years}\">{years}</td><td data-h=\"{in_instead}\">{instead}</td>"
    )?;
    let mine = if row.is_gate { "<input type=\"checkbox\" aria-label=\"held\">" } else { "" };
    writeln!(out, "<td class=\"mine\" data-h=\"{in_mine}\" contenteditable=\"true\">{mine}</td></tr>")?;
    let quoted = match row.sentence.is_empty() {
        true => String::new(),
        false => format!("<q>{}</q> (adverts {}) ", escaped(&row.sentence), escaped(&row.evidence)),
    };
    writeln!(out, "<tr class=\"from\"><td></td><td colspan=\"8\">{quoted}{}</td></tr></tbody>", escaped(&row.said))
}
