//! What a run says at its end.

use super::show::{percent, plural, table};
use crate::diag::{Code, Diag, Severity};
use crate::model::{CompetencyId, CompetencyKind, Gap, GapKind, GapReport, HeldLevel, RoleTemplate};
use crate::pipeline::{Found, Gathered};
use crate::role::FEW_ADVERTS;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Rows of the table of gaps, and names in a list.
const GAPS: usize = 10;
const LISTED: usize = 5;
/// Gaps closed together that are named; more are counted.
const NAMED: usize = 3;

/// Adverts read, and what became of them.
pub fn read(gathered: &Gathered) -> String {
    let mut parts = vec![format!("{} read", plural(gathered.adverts, "advert", "adverts"))];
    parts.extend((gathered.duplicates > 0).then(|| plural(gathered.duplicates, "copy left out", "copies left out")));
    parts.extend((gathered.set_aside > 0).then(|| format!("{} set aside", gathered.set_aside)));
    parts.join(", ") + "\n"
}

/// The role's adverts, and how far their numbers carry.
pub fn role(template: &RoleTemplate) -> String {
    let mut out = format!("{}: {}", template.role, plural(template.adverts, "advert", "adverts"));
    let _ = match template.employers {
        0 => write!(out, ", no employer named"),
        n => write!(out, " of {}", plural(n, "employer", "employers")),
    };
    out.push('\n');
    if template.capped {
        let effective = template.effective_adverts;
        let _ = writeln!(
            out,
            "  no employer counts for more than a fifth: {} adverts weigh as {effective:.1}",
            template.adverts
        );
    } else if template.employers < 5 && template.adverts > 0 {
        let _ = writeln!(out, "  fewer than five employers: every advert counts the same");
    }
    if template.adverts < FEW_ADVERTS && template.adverts > 0 {
        let advice = "shares are rough; add saved adverts or feeds";
        let count = plural(template.adverts, "advert", "adverts");
        let _ = writeln!(out, "  {count}: {advice} [{}]", Code::FewAdverts.as_str());
    }
    if let Some(nothing) = template.facts.as_ref().map(|f| &f.gave_nothing).filter(|ids| !ids.is_empty()) {
        let ids = listed(nothing.iter().map(|id| id.0.as_str()), nothing.len());
        let count = plural(nothing.len() as u32, "advert", "adverts");
        let _ = writeln!(out, "  nothing was found in {count}: {ids} [{}]", Code::NothingFound.as_str());
    }
    out
}

/// Titles near the role that do not count.
pub fn near(found: &[&Found]) -> String {
    if found.is_empty() {
        return String::new();
    }
    let names: Vec<String> = found.iter().map(|f| format!("{} ({})", f.name, f.adverts)).collect();
    let names = listed(names.iter().map(String::as_str), names.len());
    format!("  near titles left out (--include adds them): {names} [{}]\n", Code::NearTitles.as_str())
}

/// The gaps: what is open today, the first ten as a table, gates, strengths.
pub fn gaps(report: &GapReport, name: &dyn Fn(&CompetencyId) -> String, is_terminal: bool) -> String {
    let mut out = unlocks(report);
    let open = |gap: &&Gap| gap.shortfall > 0;
    let is_gate = |gap: &&Gap| gap.requirement.kind == CompetencyKind::Qualification;
    let first: Vec<&Gap> = report.gaps.iter().filter(|g| open(g) && !is_gate(g)).take(GAPS).collect();
    if !first.is_empty() {
        let rows: Vec<Vec<String>> = first.iter().map(|gap| row(gap)).collect();
        let headers =
            ["># ", "to close", "gap", ">need", ">have", ">asked by", "95 %", ">adverts", ">priority", ">unlock"];
        let _ = write!(out, "\n{}", table(&headers, &rows, is_terminal));
    } else if report.gaps.is_empty() {
        let _ = writeln!(out, "\nno requirement was found in the role's adverts, so nothing can be said about gaps");
    }
    let gates: Vec<String> = report.gaps.iter().filter(|g| open(g) && is_gate(g)).map(gate).collect();
    if !gates.is_empty() {
        let _ =
            writeln!(out, "\ngates (awarded, not learned): {}", listed(gates.iter().map(String::as_str), gates.len()));
    }
    let strong = report.gaps.iter().filter(|g| matches!(g.kind, GapKind::Met | GapKind::Exceeded));
    let mut strong: Vec<&Gap> = strong.collect();
    strong.sort_by(|a, b| b.requirement.share.point.total_cmp(&a.requirement.share.point));
    if !strong.is_empty() {
        let names: Vec<String> =
            strong.iter().map(|g| format!("{} ({})", g.requirement.name, percent(g.requirement.share.point))).collect();
        let _ = writeln!(
            out,
            "\nstrengths that the role asks for: {}",
            listed(names.iter().map(String::as_str), names.len())
        );
    }
    if !report.beyond.is_empty() {
        let names: Vec<String> = report.beyond.iter().map(name).collect();
        let _ = writeln!(out, "beyond the role: {}", listed(names.iter().map(String::as_str), names.len()));
    }
    out
}

/// `open today: 2 of 12 adverts that state an essential requirement; with SQL 4, ...`
fn unlocks(report: &GapReport) -> String {
    if report.adverts_with_essentials == 0 {
        return "open today: no advert states an essential requirement\n".into();
    }
    let mut out = format!("open today: {} of {} adverts", report.open_now, report.adverts_with_essentials);
    out.push_str(" that state an essential requirement");
    let names: BTreeMap<_, _> = report.gaps.iter().map(|g| (&g.requirement.competency, &g.requirement.name)).collect();
    // Steps that open nothing by themselves are named with the one that does.
    let (mut with, mut open, mut shown) = (Vec::new(), report.open_now, 0);
    for step in &report.unlocks {
        with.push(names.get(&step.competency).map_or(step.competency.as_str(), |name| name.as_str()));
        if step.open_after > open && shown < 3 {
            let what = if with.len() > NAMED { format!("{} more gaps closed", with.len()) } else { with.join(" + ") };
            let _ = write!(out, "; with {what}: {}", step.open_after);
            (open, shown) = (step.open_after, shown + 1);
            with.clear();
        }
    }
    out + "\n"
}

fn row(gap: &Gap) -> Vec<String> {
    let (asked, share) = (&gap.requirement, gap.requirement.share);
    let unlock = gap.unlock_order.zip(gap.open_after).map_or(String::new(), |(n, open)| format!("{n}. ({open})"));
    vec![
        gap.rank.to_string(),
        asked.name.clone(),
        gap.kind.to_string(),
        asked.level.number().to_string(),
        gap.held.map_or("?".into(), |held: HeldLevel| held.number().to_string()),
        percent(share.point),
        format!("{:.0}-{:.0}", share.low * 100.0, share.high * 100.0),
        asked.adverts.to_string(),
        format!("{:.3}", gap.priority),
        unlock,
    ]
}

fn gate(gap: &Gap) -> String {
    format!("{} ({}, {})", gap.requirement.name, percent(gap.requirement.share.point), gap.kind)
}

/// The first few of a list, and how many more there are.
fn listed<'a>(names: impl Iterator<Item = &'a str>, of: usize) -> String {
    let first = names.take(LISTED).collect::<Vec<_>>().join(", ");
    if of > LISTED { format!("{first} and {} more", of - LISTED) } else { first }
}

/// Findings: what could not be read, grouped by reason with the places; warnings about the user's own files in full.
pub fn findings(findings: &[Diag]) -> String {
    let mut out = String::new();
    let mut groups: BTreeMap<Code, Vec<&Diag>> = BTreeMap::new();
    for finding in findings {
        let own = matches!(
            finding.code,
            Code::UnknownCompetency | Code::BadLevel | Code::DuplicateRating | Code::EmptyInput | Code::BadConfig
        );
        if own {
            let _ = writeln!(out, "{}: {finding}", severity(finding.severity()));
        } else {
            groups.entry(finding.code).or_default().push(finding);
        }
    }
    for (code, group) in groups {
        let count = group.len() as u32;
        let times = if count == 1 { String::new() } else { format!(" ({count} times)") };
        let _ = writeln!(out, "{}: {}{times}: {}", severity(code.severity()), code.as_str(), code.explanation());
        for finding in group.iter().take(LISTED) {
            let _ = writeln!(out, "  {}: {}", place(finding), finding.message);
        }
        if group.len() > LISTED {
            let _ = writeln!(out, "  and {} more", group.len() - LISTED);
        }
    }
    out
}

fn place(finding: &Diag) -> String {
    if finding.place == 0 { finding.source.clone() } else { format!("{}:{}", finding.source, finding.place) }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Unread => "not read",
        Severity::Error => "error",
    }
}
