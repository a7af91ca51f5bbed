//! A wall chart: one page, weeks across, a box to tick for each step.

use crate::model::{Action, ActionStatus, Date, Plan};
use crate::report::markup::escaped;
use jiff::ToSpan;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The page in points: A4 lying.
const WIDTH: f64 = 842.0;
const HEIGHT: f64 = 595.0;
const MARGIN: f64 = 24.0;
/// Width of the names at the left, and height of what stands above the rows.
const NAMES: f64 = 170.0;
const HEAD: f64 = 86.0;
/// Lowest row that boxes can stand in, and what one line of the list of steps takes.
const ROW: f64 = 15.0;
const LINE: f64 = 7.4;
/// Characters of a step's line in one of two columns.
const STEP: usize = 138;

/// The chart as a page for the browser, to print.
pub fn wall_html(plan: &Plan) -> Vec<u8> {
    let title = escaped(&plan.goal.text);
    let style = "@page{size:A4 landscape;margin:0}body{margin:0}svg{width:100vw;height:auto;display:block}";
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{title}</title><style>{style}</style></head>\n<body>\n{}</body>\n</html>\n",
        svg(plan)
    )
    .into_bytes()
}

/// The chart as a picture.
pub fn wall_svg(plan: &Plan) -> Vec<u8> {
    svg(plan).into_bytes()
}

fn svg(plan: &Plan) -> String {
    let open = |a: &&Action| a.status != ActionStatus::Dropped;
    let monday = |day: Date| day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
    let first = plan.preferences.start.into_iter().chain(plan.actions.iter().map(|a| a.start)).min();
    let first = monday(first.unwrap_or(jiff::civil::date(2000, 1, 3)));
    let last = plan.goal.by.into_iter().chain(plan.actions.iter().filter(open).map(|a| a.due)).max().unwrap_or(first);
    let week_of = |day: Date| f64::from(first.until(day).map_or(0, |s| s.get_days()).max(0) / 7);
    let weeks = week_of(last) + 1.0;
    let column = (WIDTH - 2.0 * MARGIN - NAMES) / weeks;
    let x = |week: f64| MARGIN + NAMES + week * column;
    let strands = strands(plan);
    let rows = (strands.len() as f64).max(1.0);
    let room = HEIGHT - HEAD - 2.0 * MARGIN - 20.0;
    // What each box stands for is said below, where the page has room for it.
    let steps: usize = strands.iter().map(|(_, actions)| actions.len()).sum();
    let list = steps.div_ceil(2) as f64 * LINE + LINE;
    let has_list = room - list >= rows * ROW;
    let row = ((if has_list { room - list } else { room }) / rows).min(44.0);
    let top = MARGIN + HEAD;
    let bottom = top + row * strands.len() as f64;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" font-size=\"9\" role=\"img\" aria-label=\"wall chart\">\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>\n"
    );
    let _ = writeln!(
        out,
        "<text x=\"{MARGIN}\" y=\"{}\" font-size=\"16\" font-weight=\"bold\">{}</text>",
        MARGIN + 14.0,
        escaped(&cut(&plan.goal.text, 90))
    );
    for [from, to] in &plan.preferences.holidays {
        if *to >= first && *from <= last {
            let (a, b) = (x(week_of(*from)), x((week_of(*to) + 1.0).min(weeks)));
            let _ = writeln!(
                out,
                "<rect x=\"{a:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"#eee\"/>",
                b - a,
                bottom - top
            );
        }
    }
    grid(&mut out, first, weeks, column, &x, (top, bottom));
    milestones(&mut out, plan, &|day| x(week_of(day) + 0.5), bottom);
    for (n, (name, actions)) in strands.iter().enumerate() {
        let y = top + row * n as f64;
        let _ =
            writeln!(out, "<text x=\"{MARGIN}\" y=\"{:.1}\">{}</text>", y + row / 2.0 + 3.0, escaped(&cut(name, 36)));
        let _ = writeln!(
            out,
            "<line x1=\"{MARGIN}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"#ccc\"/>",
            WIDTH - MARGIN
        );
        let mut in_week: BTreeMap<u32, u32> = BTreeMap::new();
        for action in actions {
            let week = week_of(action.due).min(weeks - 1.0);
            let nth = in_week.entry(week as u32).or_default();
            let size = (column - 1.5).min(row / 2.0 - 3.0).clamp(3.0, 13.0);
            let (bx, by) = (x(week) + (column - size) / 2.0, y + 2.0 + f64::from(*nth % 3) * (size + 1.5));
            *nth += 1;
            tick(&mut out, action, (bx, by), size);
        }
    }
    if has_list {
        steps_below(&mut out, &strands, bottom + 2.0 * LINE);
    }
    let _ = writeln!(
        out,
        "<text x=\"{MARGIN}\" y=\"{:.1}\" fill=\"#555\">Tick a box when its step is done. The number is that of the step; a box stands in the week by whose end it is due. Grey: holidays.</text>\n</svg>",
        HEIGHT - MARGIN
    );
    out
}

/// Steps by what they close, in the order in which the first of each begins.
fn strands(plan: &Plan) -> Vec<(String, Vec<&Action>)> {
    let mut out: Vec<(String, Vec<&Action>)> = Vec::new();
    for action in plan.actions.iter().filter(|a| a.status != ActionStatus::Dropped) {
        let name = match plan.strand(action) {
            name if name.is_empty() && action.own => "my own steps".to_owned(),
            name if name.is_empty() => "getting ready".to_owned(),
            name => name,
        };
        match out.iter_mut().find(|(known, _)| *known == name) {
            Some((_, actions)) => actions.push(action),
            None => out.push((name, vec![action])),
        }
    }
    out
}

/// Every step in words, in two columns, strand by strand.
fn steps_below(out: &mut String, strands: &[(String, Vec<&Action>)], top: f64) {
    let all: Vec<(&str, &Action)> =
        strands.iter().flat_map(|(name, actions)| actions.iter().map(move |a| (name.as_str(), *a))).collect();
    let half = all.len().div_ceil(2);
    for (n, (name, action)) in all.iter().enumerate() {
        let x = if n < half { MARGIN } else { WIDTH / 2.0 + MARGIN / 2.0 };
        let y = top + (n % half) as f64 * LINE;
        let number = action.id.rsplit('.').next().unwrap_or_default();
        let title = action.title.strip_prefix(*name).and_then(|t| t.strip_prefix(": ")).unwrap_or(&action.title);
        let text = escaped(&cut(title, STEP.saturating_sub(name.chars().count())));
        let _ = writeln!(
            out,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"5.2\"><tspan font-weight=\"bold\">{} {number}</tspan>  {text}</text>",
            escaped(name)
        );
    }
}

fn grid(out: &mut String, first: Date, weeks: f64, column: f64, x: &dyn Fn(f64) -> f64, (top, bottom): (f64, f64)) {
    let mut month = 0;
    for week in 0..weeks as i64 {
        let monday = first.saturating_add((week * 7).days());
        let at = x(week as f64);
        let strong = monday.month() != month;
        let colour = if strong { "#999" } else { "#e4e4e4" };
        let _ = writeln!(
            out,
            "<line x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"{:.1}\" y2=\"{bottom:.1}\" stroke=\"{colour}\"/>",
            top - 12.0
        );
        if strong {
            month = monday.month();
            let in_month = (0..5).filter(|w: &i64| monday.saturating_add((w * 7).days()).month() == month);
            // Without room for the year the month alone stands there.
            let form = if in_month.count() as f64 * column < 46.0 { "%b" } else { "%b %Y" };
            let _ = writeln!(
                out,
                "<text x=\"{:.1}\" y=\"{:.1}\" font-weight=\"bold\">{}</text>",
                at + 2.0,
                top - 16.0,
                monday.strftime(form)
            );
        }
        if column >= 11.0 {
            let _ = writeln!(
                out,
                "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"7\" fill=\"#555\">{}</text>",
                at + 1.5,
                top - 4.0,
                monday.day()
            );
        }
    }
}

/// Rows above the months in which milestones are named, and what a character of such a name takes.
const LABELS: usize = 5;
const CHARACTER: f64 = 3.6;

fn milestones(out: &mut String, plan: &Plan, x: &dyn Fn(Date) -> f64, bottom: f64) {
    let mut taken: [Vec<(f64, f64)>; LABELS] = Default::default();
    for milestone in &plan.milestones {
        let at = x(milestone.date);
        let reward = if milestone.reward.is_empty() { String::new() } else { format!(" - {}", milestone.reward) };
        let label = cut(&format!("{}{reward}", milestone.title), 80);
        let width = label.chars().count() as f64 * CHARACTER;
        // A name near the right edge stands to the left of its line; one that would cross another stands lower.
        let is_late = at > WIDTH * 0.6;
        let (from, to) = if is_late { (at - width, at) } else { (at, at + width) };
        let is_free = |row: &Vec<(f64, f64)>| row.iter().all(|(a, b)| to + CHARACTER < *a || from > *b + CHARACTER);
        let row = taken.iter().position(is_free).unwrap_or(LABELS - 1);
        taken[row].push((from, to));
        let (y, anchor) = (MARGIN + 26.0 + row as f64 * 8.5, if is_late { "end" } else { "start" });
        let _ = writeln!(
            out,
            "<line x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"{y:.1}\" y2=\"{bottom:.1}\" stroke=\"#c60\" stroke-dasharray=\"3 2\"/>"
        );
        let _ = writeln!(
            out,
            "<text x=\"{at:.1}\" y=\"{y:.1}\" font-size=\"7\" text-anchor=\"{anchor}\" fill=\"#a40\">{}</text>",
            escaped(&label)
        );
    }
}

fn tick(out: &mut String, action: &Action, (x, y): (f64, f64), size: f64) {
    let number = action.id.rsplit('.').next().unwrap_or_default();
    let _ = writeln!(
        out,
        "<g><title>{}: {} (by {})</title><rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{size:.1}\" height=\"{size:.1}\" fill=\"#fff\" stroke=\"#333\"/>",
        escaped(&action.id),
        escaped(&action.title),
        action.due
    );
    if action.status == ActionStatus::Done {
        let (a, b) = (size * 0.2, size * 0.8);
        let _ = writeln!(
            out,
            "<path d=\"M{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}\" fill=\"none\" stroke=\"#080\" stroke-width=\"1.6\"/>",
            x + a,
            y + size / 2.0,
            x + size * 0.4,
            y + b,
            x + b,
            y + a
        );
    } else if size >= 7.0 {
        let _ = writeln!(
            out,
            "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"6\" text-anchor=\"middle\" fill=\"#777\">{}</text>",
            x + size / 2.0,
            y + size / 2.0 + 2.0,
            escaped(number)
        );
    }
    out.push_str("</g>\n");
}

fn cut(text: &str, chars: usize) -> String {
    if text.chars().count() <= chars { text.to_owned() } else { text.chars().take(chars - 1).chain(['…']).collect() }
}
