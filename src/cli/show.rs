//! Tables and texts for the terminal.

use crate::report::{GapRow, columns_plain};
use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};

/// Width of a table where no terminal tells one.
const WIDTH: u16 = 120;

/// A table without borders. Columns whose header starts with `>` stand to the right.
pub fn table(headers: &[&str], rows: &[Vec<String>], is_terminal: bool) -> String {
    let right = |column: usize| headers.get(column).is_some_and(|h| h.starts_with('>'));
    let cell = |column: usize, text: &str| {
        let cell = Cell::new(text);
        if right(column) { cell.set_alignment(CellAlignment::Right) } else { cell }
    };
    let line = |texts: Vec<&str>| texts.into_iter().enumerate().map(|(i, text)| cell(i, text)).collect::<Vec<_>>();
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    if !is_terminal {
        table.set_width(WIDTH);
    }
    table.set_header(line(headers.iter().map(|h| h.trim_start_matches('>')).collect()));
    for row in rows {
        table.add_row(line(row.iter().map(String::as_str).collect()));
    }
    let text = table.to_string();
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// `62 %`.
pub fn percent(part: f64) -> String {
    format!("{:.0} %", part * 100.0)
}

/// `1 advert`, `2 adverts`.
pub fn plural(n: u32, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

/// The end of `skillgap gap --help`: how priority is reckoned, and every column.
pub fn gap_help() -> String {
    format!(
        "\
Example:
  skillgap gap --feed jobs.rss --adverts saved/ --skills skills.csv --role \"product manager\" --out gap.csv

Priority:
  priority = (essential share + 0.6 x unstated share + 0.3 x optional share) x shortfall / required level

  Shares are parts of the role's adverts, copies left out, no employer counting for more than a fifth (where there are
  five or more). The shortfall is the required level minus yours; missing and not assessed count as 0. It lies between
  0 and 1 and is 0 when met. Adverts that accept an alternative you hold do not count. A gate (a qualification) counts
  whole until it is met.

Unlock order:
  An advert is open when each of its essential requirements has a member that you hold at its level. Gaps are closed one
  by one: the one that opens most adverts, then the one that removes most unmet essential requirements from adverts
  still closed (each worth 1 / its advert's number of them), then by priority, then by id.

Columns of gap.csv:
{}",
        columns_plain(GapRow::COLUMNS)
    )
}
