//! A role template as a job description: Markdown that a person reads, fills in and takes to a mentor.

use super::gaps::one_line;
use crate::model::{CompetencyKind, Quartiles, RoleFacts, RoleRequirement, RoleTemplate, Share};
use std::fmt::Write;

/// Rows shown in one section.
const ROWS: usize = 15;

/// The sections of requirements, in order.
const SECTIONS: &[(&str, &[CompetencyKind])] = &[
    ("Skills, tools and knowledge", &[CompetencyKind::Skill, CompetencyKind::Tool, CompetencyKind::Knowledge]),
    ("Languages", &[CompetencyKind::Language]),
    ("Leadership", &[CompetencyKind::Leadership]),
    ("Working with others, and with oneself", &[CompetencyKind::Transversal]),
    ("Qualifications and gates", &[CompetencyKind::Qualification]),
];

/// The template in words, with every share's denominator. `tier` names the tier of a share; `few` says when shares are
/// rough.
pub fn job_description(template: &RoleTemplate, tier: &dyn Fn(&Share) -> &'static str, few: u32) -> String {
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = write_all(&mut out, template, tier, few);
    out
}

fn write_all(
    out: &mut String,
    template: &RoleTemplate,
    tier: &dyn Fn(&Share) -> &'static str,
    few: u32,
) -> std::fmt::Result {
    writeln!(out, "# {}\n", template.role)?;
    let names = if template.employers == 1 { "employer" } else { "employers" };
    write!(out, "From {} adverts of {} {names}", template.adverts, template.employers)?;
    writeln!(out, "; {} copies left out. Rules {}.", template.duplicates, template.rules_version)?;
    if template.adverts < few {
        writeln!(
            out,
            "\n**{} adverts: shares are rough.** The interval beside each share says how rough.",
            template.adverts
        )?;
    }
    if template.capped {
        writeln!(
            out,
            "\nNo employer counts for more than a fifth: {} adverts weigh as {:.1}.",
            template.adverts, template.effective_adverts
        )?;
    }
    if let Some(facts) = &template.facts {
        post(out, facts, template.adverts)?;
    }
    for (title, kinds) in SECTIONS {
        let rows: Vec<_> = template.requirements.iter().filter(|r| kinds.contains(&r.kind)).collect();
        if !rows.is_empty() {
            writeln!(out, "\n## {title}\n")?;
            requirements(out, &rows, tier)?;
        }
    }
    Ok(())
}

fn post(out: &mut String, facts: &RoleFacts, adverts: u32) -> std::fmt::Result {
    writeln!(out, "\n## The post\n")?;
    let mut listed = |what: &str, values: Vec<String>| match values.is_empty() {
        true => Ok(()),
        false => writeln!(out, "- {what}: {}", values.join(", ")),
    };
    fn top<T: std::fmt::Display>(values: &[(T, u32)]) -> Vec<String> {
        values.iter().take(6).map(|(value, n)| format!("{value} ({n})")).collect()
    }
    listed("seniority", top(&facts.seniority))?;
    listed("work mode", top(&facts.work_modes))?;
    listed("contract", top(&facts.contracts))?;
    listed("places", top(&facts.places))?;
    listed("employers", top(&facts.employers))?;
    listed("experience", facts.experience_years.iter().map(|q| format!("{} years", spread(q, 1.0))).collect())?;
    let education = facts.education.iter().map(|e| {
        let all = e.essential + e.other;
        format!("{} ({all}; essential in {}, or equivalent in {})", e.level, e.essential, e.or_equivalent)
    });
    listed("education", education.collect())?;
    let pay =
        facts.pay.iter().map(|p| format!("{} {} a year, stated per {}", p.currency, spread(&p.year, 100.0), p.period));
    listed("pay", pay.collect())?;
    if facts.manages > 0 {
        let reports = facts.direct_reports.map(|q| format!("; direct reports {}", spread(&q, 1.0))).unwrap_or_default();
        listed("manages people", vec![format!("{} of {adverts} adverts{reports}", facts.manages)])?;
    }
    if !facts.tasks.is_empty() {
        writeln!(out, "\n## What the holder does\n")?;
        for (task, n) in facts.tasks.iter().take(ROWS) {
            writeln!(out, "- {} ({n})", one_line(task))?;
        }
    }
    Ok(())
}

/// `30000 to 35000, median 32000 (12 adverts)`, rounded to a multiple of `unit`.
fn spread(q: &Quartiles, unit: f64) -> String {
    let round = |n: f64| (n / unit).round() * unit;
    let (low, median, high) = (round(q.low), round(q.median), round(q.high));
    let adverts = if q.adverts == 1 { "advert" } else { "adverts" };
    format!("{low} to {high}, median {median} ({} {adverts})", q.adverts)
}

fn requirements(
    out: &mut String,
    rows: &[&RoleRequirement],
    tier: &dyn Fn(&Share) -> &'static str,
) -> std::fmt::Result {
    writeln!(out, "| what | tier | adverts | share (95 %) | essential | level | mine |")?;
    writeln!(out, "| --- | --- | --- | --- | --- | --- | --- |")?;
    for row in rows.iter().take(ROWS) {
        let level = match row.kind {
            CompetencyKind::Qualification => String::new(),
            _ => format!("{} {} ({})", row.level.number(), row.level, row.level_basis),
        };
        let percent = |n: f64| (n * 100.0).round();
        let share = row.share;
        writeln!(
            out,
            "| {} | {} | {} | {} % ({}-{}) | {} % | {level} | |",
            row.name.replace('|', "\\|"),
            tier(&share),
            row.adverts,
            percent(share.point),
            percent(share.low),
            percent(share.high),
            percent(row.essential_share),
        )?;
    }
    if rows.len() > ROWS {
        writeln!(out, "\n{} more in the template file.", rows.len() - ROWS)?;
    }
    Ok(())
}
