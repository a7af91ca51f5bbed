use super::args::{BackArgs, TreeFormat};
use super::file;
use crate::cli::Terminal;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::Output;
use crate::model::Plan;
use crate::plan::{self, Node};
use crate::report::plan::{Branch, tree_svg};
use std::fmt::Write as _;
use std::path::Path;

/// Nodes drawn below one that is not asked to be shown whole.
const FIRST: usize = 2;

pub fn run(args: &BackArgs, path: &Path, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let output = Output::open(&args.out)?;
    let opened = file::open(path)?;
    let mut plan = opened.plan.clone();
    for need in &args.need {
        let Some((later, before)) = need.split_once("<-").filter(|(_, before)| !before.trim().is_empty()) else {
            return Err(Failure::Usage(format!(
                "`{need}` is not understood; write it like `open a shop<-find premises`"
            )));
        };
        plan::link(&mut plan, later.trim(), before.trim(), None);
    }
    for text in &args.within_a_week {
        let known = plan.chain.iter_mut().find(|l| l.text.eq_ignore_ascii_case(text.trim()) || l.id == *text);
        match known {
            Some(link) => link.within_a_week = Some(true),
            None => drop(plan::link(&mut plan, "", text.trim(), Some(true))),
        }
    }
    if plan != opened.plan {
        file::save(path, &plan, Some(&opened), terminal)?;
    }
    let tree = plan::back(&plan);
    let format = args.format.unwrap_or_else(|| match args.out.rsplit_once('.') {
        Some((_, "svg")) => TreeFormat::Svg,
        Some((_, "mmd" | "mermaid")) => TreeFormat::Mermaid,
        _ => TreeFormat::Text,
    });
    let bytes = match format {
        TreeFormat::Text => drawn(&tree, &plan, args.all).into_bytes(),
        TreeFormat::Mermaid => mermaid(&tree, args.all).into_bytes(),
        TreeFormat::Svg => tree_svg(&branch(&tree, args.all), plan::first_step(&tree, &plan)),
    };
    if let Some(path) = output.finish(&bytes, terminal)? {
        writeln!(terminal.out, "wrote {}", path.display())?;
    }
    Ok(Exit::Done)
}

fn drawn(tree: &Node, plan: &Plan, all: bool) -> String {
    let mut out = format!("{}\n", tree.text);
    branches(&tree.before, "", all, &mut out);
    out.push_str("\neach line needs the ones below it; what has [ ] can be done within a week\n");
    if let Some(first) = plan::first_step(tree, plan) {
        let rule = "=".repeat(first.chars().count().clamp(20, 100));
        let _ = writeln!(out, "\n{rule}\nTHIS WEEK\n\n{first}\n{rule}");
    }
    out
}

fn branches(nodes: &[Node], indent: &str, all: bool, out: &mut String) {
    let mut steps = 0;
    let visible: Vec<&Node> = nodes
        .iter()
        .filter(|node| {
            steps += usize::from(node.before.is_empty());
            all || !node.before.is_empty() || steps <= FIRST
        })
        .collect();
    let hidden = nodes.len() - visible.len();
    for (n, node) in visible.iter().enumerate() {
        let last = n + 1 == visible.len() && hidden == 0;
        let (joint, below) = if last { ("└─", "   ") } else { ("├─", "│  ") };
        let mark = if node.before.is_empty() { "[ ] " } else { "" };
        let due = node.due.map_or(String::new(), |due| format!(" (by {due})"));
        let _ = writeln!(out, "{indent}{joint} {mark}{}{due}", node.text);
        branches(&node.before, &format!("{indent}{below}"), all, out);
    }
    if hidden > 0 {
        let _ = writeln!(out, "{indent}└─ and {hidden} more steps (--all shows them)");
    }
}

/// The tree as the picture shows it.
fn branch(node: &Node, all: bool) -> Branch {
    let due = node.due.map_or(String::new(), |due| format!(" (by {due})"));
    let mut steps = 0;
    let shown = node.before.iter().filter(|below| {
        steps += usize::from(below.before.is_empty());
        all || !below.before.is_empty() || steps <= FIRST
    });
    let mut before: Vec<Branch> = shown.map(|below| branch(below, all)).collect();
    let hidden = node.before.len() - before.len();
    if hidden > 0 {
        before.push(Branch { text: format!("and {hidden} more steps"), is_step: false, before: Vec::new() });
    }
    Branch { text: format!("{}{due}", node.text), is_step: node.before.is_empty(), before }
}

/// The tree as a Mermaid flowchart, from the steps up to the goal.
fn mermaid(tree: &Node, all: bool) -> String {
    let mut out = String::from("flowchart BT\n");
    let mut next = 0;
    arrows(tree, &mut next, all, &mut out);
    out
}

/// Draws a node and what lies below it. Gives its number.
fn arrows(node: &Node, next: &mut usize, all: bool, out: &mut String) -> usize {
    let own = *next;
    *next += 1;
    let text = node.text.replace('"', "#quot;").replace(['\n', '\r'], " ");
    let (open, close) = if node.before.is_empty() { ("(\"", "\")") } else { ("[\"", "\"]") };
    let _ = writeln!(out, "  n{own}{open}{text}{close}");
    let mut steps = 0;
    for below in &node.before {
        steps += usize::from(below.before.is_empty());
        if below.before.is_empty() && steps > FIRST && !all {
            continue;
        }
        let child = arrows(below, next, all, out);
        let _ = writeln!(out, "  n{child} --> n{own}");
    }
    own
}
