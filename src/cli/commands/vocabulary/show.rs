use super::args::ShowArgs;
use crate::cli::Terminal;
use crate::cli::exit::{Exit, Failure};
use crate::model::CompetencyId;
use crate::rules::context::ContextRule;
use crate::rules::lookup::{Hit, Known};
use crate::rules::own::Refusal;
use crate::rules::vocabulary::Label;
use crate::rules::{CompiledLabel, Rules, ordinary};
use std::fmt::Write as _;

/// Near names shown.
const NEAR: usize = 5;

pub fn run(args: &ShowArgs, rules: &Rules, terminal: &mut Terminal) -> Result<Exit, Failure> {
    write!(terminal.out, "{}", told(args.term.trim(), rules))?;
    Ok(Exit::Done)
}

/// What the vocabulary says of a term.
fn told(term: &str, rules: &Rules) -> String {
    let hits = rules.lookup(term);
    let mut out = String::new();
    let refused: Vec<&Refusal> = rules.refused_as(term);
    for refusal in &refused {
        let of = refusal.of.as_ref().map(|id| format!(" as a label of `{id}`")).unwrap_or_default();
        let _ = writeln!(out, "`{}` is refused{of}: {}", refusal.label, refusal.reason);
    }
    if hits.is_empty() && refused.is_empty() {
        let _ = writeln!(out, "`{term}` is not known");
        if ordinary::is_common(term) {
            out += "it is an ordinary word: as a label it needs a rule that says where it counts\n";
        }
    }
    for hit in &hits {
        entry(term, hit, rules, &mut out);
    }
    let near: Vec<_> = rules.near(term, NEAR + hits.len());
    let others = near.iter().filter(|(_, l)| hits.iter().all(|h| h.competency.id != rules.competency(l).id));
    let near: Vec<String> = others.take(NEAR).map(|(s, l)| near_line(*s, l, rules)).collect();
    if !near.is_empty() {
        let _ = writeln!(out, "near:\n{}", near.join("\n"));
    } else if hits.is_empty() {
        out += "nothing is near; `skillgap vocabulary add` makes it known\n";
    }
    out
}

fn near_line(near: f64, label: &CompiledLabel, rules: &Rules) -> String {
    let competency = rules.competency(label);
    let through = if *label.text == competency.label { String::new() } else { format!(", as `{}`", label.text) };
    format!("  {:.2} {} ({}{through})", near, competency.label, competency.id)
}

/// One competency that the term means.
fn entry(term: &str, hit: &Hit, rules: &Rules, out: &mut String) {
    let c = hit.competency;
    let how = match (hit.known, hit.label) {
        (Known::Id, _) => "is the id of".to_string(),
        (Known::Label, _) => "is a label of".to_string(),
        (Known::Form, label) => format!("is a form of `{}`, a label of", label.map_or("", |l| &l.text)),
    };
    let _ = writeln!(out, "`{term}` {how} `{}` ({})", c.label, c.id);
    let codes =
        [("ESCO", &c.esco), ("O*NET", &c.onet)].map(|(n, code)| code.as_ref().map(|code| format!(", {n} {code}")));
    let award = c.award.map(|a| format!(", {a}")).unwrap_or_default();
    let codes: String = codes.into_iter().flatten().collect();
    let _ = writeln!(out, "  {}{award}, {}, {} to learn, sector {}{codes}", c.kind, c.reuse, c.effort, c.sector);
    let labels: Vec<String> = c.labels.iter().map(marked).collect();
    let _ = writeln!(out, "  labels: {}", labels.join(", "));
    let relations: [(&str, &[CompetencyId]); 3] =
        [("part of", &c.broader), ("implies", &c.implies), ("learn first", &c.needs)];
    for (name, ids) in relations {
        if !ids.is_empty() {
            let _ = writeln!(out, "  {name}: {}", ids.iter().map(CompetencyId::as_str).collect::<Vec<_>>().join(", "));
        }
    }
    if !c.similar.is_empty() {
        let similar: Vec<String> = c.similar.iter().map(|(id, w)| format!("{id} ({w})")).collect();
        let _ = writeln!(out, "  similar: {}", similar.join(", "));
    }
    let owned = rules.labels.iter().filter(|l| rules.competency(l).id == c.id);
    let rule = |l: &CompiledLabel| l.context.filter(|r| *r != u32::MAX).map(|r| &rules.context.list[r as usize]);
    for rule in owned.filter_map(rule) {
        context(rule, out);
    }
}

/// A label with its match mode in words.
fn marked(label: &Label) -> String {
    let mut notes: Vec<String> = Vec::new();
    if label.exact {
        notes.push("exact case".into());
    }
    if label.ambiguous {
        notes.push("needs context".into());
    }
    notes.extend(label.language.map(|l| l.to_string()));
    if label.own {
        notes.push("own".into());
    }
    if notes.is_empty() { label.text.clone() } else { format!("{} [{}]", label.text, notes.join(", ")) }
}

fn context(rule: &ContextRule, out: &mut String) {
    let _ = writeln!(out, "  `{}` counts only where the words around it say so ({}):", rule.label, rule.file);
    for (word, examples) in [("counts", &rule.matches), ("does not", &rule.ignores)] {
        for example in examples {
            let _ = writeln!(out, "    {word:<9}{example}");
        }
    }
}
