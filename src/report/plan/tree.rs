//! The tree from a goal down to steps, as a picture.

use crate::report::markup::escaped;
use std::fmt::Write;

/// The page in points, the height of a line, and how far each level stands in.
const WIDTH: f64 = 842.0;
const LINE: f64 = 22.0;
const INDENT: f64 = 26.0;
const MARGIN: f64 = 24.0;
/// Characters of a line; the whole text shows where the pointer rests.
const LONGEST: usize = 110;

/// A line of the tree with those that must come before it.
pub struct Branch {
    pub text: String,
    /// Whether it can be done within a week: a box to tick.
    pub is_step: bool,
    pub before: Vec<Branch>,
}

/// The tree with the goal on top, each line joined to those that it needs; `first` is what to do this week, last and
/// largest.
pub fn tree_svg(tree: &Branch, first: Option<&str>) -> Vec<u8> {
    let mut lines = String::new();
    let mut row = 0;
    drawn(tree, 0, &mut row, &mut lines);
    let end = MARGIN + f64::from(row) * LINE;
    let height = end + if first.is_some() { 96.0 } else { MARGIN };
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" font-family=\"sans-serif\" font-size=\"11\" role=\"img\" aria-label=\"from the goal back to this week\">\n<rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#fff\"/>\n{lines}"
    );
    if let Some(first) = first {
        let inner = WIDTH - 2.0 * MARGIN;
        let size = (inner * 1.7 / first.chars().count().max(1) as f64).clamp(9.0, 22.0);
        let _ = writeln!(
            out,
            "<rect x=\"{MARGIN}\" y=\"{:.0}\" width=\"{inner:.0}\" height=\"64\" rx=\"6\" fill=\"#eef4e8\" stroke=\"#4a7a2a\"/>",
            end + 8.0
        );
        let _ = writeln!(
            out,
            "<text x=\"{:.0}\" y=\"{:.0}\" font-size=\"10\" fill=\"#4a7a2a\">THIS WEEK</text>",
            MARGIN + 12.0,
            end + 26.0
        );
        let _ = writeln!(
            out,
            "<text x=\"{:.0}\" y=\"{:.0}\" font-size=\"{size:.1}\" font-weight=\"bold\">{}</text>",
            MARGIN + 12.0,
            end + 54.0,
            escaped(&cut(first, 200))
        );
    }
    out.push_str("</svg>\n");
    out.into_bytes()
}

/// Draws a line and what lies below it. Gives the height of the line's middle.
fn drawn(branch: &Branch, depth: u32, row: &mut u32, out: &mut String) -> f64 {
    let (x, y) = (MARGIN + f64::from(depth) * INDENT, MARGIN + f64::from(*row) * LINE + LINE / 2.0);
    *row += 1;
    let weight = if branch.is_step { "normal" } else { "bold" };
    let size = if depth == 0 { 16 } else { 11 };
    if branch.is_step {
        let _ = writeln!(
            out,
            "<rect x=\"{x:.1}\" y=\"{:.1}\" width=\"10\" height=\"10\" fill=\"#fff\" stroke=\"#333\"/>",
            y - 6.0
        );
    }
    let _ = writeln!(
        out,
        "<g><title>{}</title><text x=\"{:.1}\" y=\"{:.1}\" font-size=\"{size}\" font-weight=\"{weight}\">{}</text></g>",
        escaped(&branch.text),
        x + if branch.is_step { 16.0 } else { 4.0 },
        y + 3.5,
        escaped(&cut(&branch.text, LONGEST.saturating_sub(depth as usize * 4)))
    );
    let stem = x + 8.0;
    let mut last = y;
    for below in &branch.before {
        let at = drawn(below, depth + 1, row, out);
        let _ = writeln!(out, "<path d=\"M{stem:.1} {at:.1}H{:.1}\" stroke=\"#888\" fill=\"none\"/>", x + INDENT - 3.0);
        last = at;
    }
    if last > y {
        let _ = writeln!(out, "<path d=\"M{stem:.1} {:.1}V{last:.1}\" stroke=\"#888\" fill=\"none\"/>", y + 9.0);
    }
    y
}

fn cut(text: &str, chars: usize) -> String {
    let plain = text.replace(['\n', '\r'], " ");
    if plain.chars().count() <= chars { plain } else { plain.chars().take(chars.max(2) - 1).chain(['…']).collect() }
}
