//! A role template as a job description that a person reads, fills in and takes to a mentor.

mod html;
mod markdown;
mod post;
mod rows;

pub use html::job_description_html;
pub use markdown::job_description;

use crate::model::{CompetencyKind, RoleTemplate, Share};

/// Rows shown in one section.
const ROWS: usize = 15;
/// Sentences shown of what the post is for.
const OBJECTIVES: usize = 6;

/// The sections of requirements, in order.
const SECTIONS: &[(&str, &[CompetencyKind])] = &[
    ("Skills, tools and knowledge", &[CompetencyKind::Skill, CompetencyKind::Tool, CompetencyKind::Knowledge]),
    ("Languages", &[CompetencyKind::Language]),
    ("Leadership", &[CompetencyKind::Leadership]),
    ("Working with others, and with oneself", &[CompetencyKind::Transversal]),
    ("Qualifications and gates", &[CompetencyKind::Qualification]),
];

/// What the reader writes at the end, before and with a mentor.
const QUESTIONS: &[&str] = &[
    "What of this do I bring already, and what shows it?",
    "Which two or three gaps matter most to me, and why?",
    "What in this role would I look forward to? What would I rather not do?",
    "What do I want to ask somebody who does this work?",
    "What will I do first, and by which day?",
];

/// What the page says, in neither markup.
struct Description {
    title: String,
    /// Where the numbers come from, and how sure they are.
    notes: Vec<String>,
    /// Facts of the post: what, and what adverts say.
    post: Vec<(&'static str, String)>,
    /// Lines with the adverts that say so.
    tasks: Vec<(String, u32)>,
    objectives: Vec<(String, u32)>,
    sections: Vec<Section>,
}

/// Requirements of some kinds.
struct Section {
    title: &'static str,
    rows: Vec<rows::Row>,
    /// Rows left out.
    more: usize,
}

/// `tier` names the tier of a share; `few` says below how many adverts shares are rough.
fn describe(template: &RoleTemplate, tier: &dyn Fn(&Share) -> &'static str, few: u32) -> Description {
    let of_kinds = |(title, kinds): &(&'static str, &[CompetencyKind])| {
        let of: Vec<_> = template.requirements.iter().filter(|r| kinds.contains(&r.kind)).collect();
        let rows: Vec<_> = of.iter().take(ROWS).map(|r| rows::row(r, template, tier(&r.share))).collect();
        (!rows.is_empty()).then(|| Section { title, more: of.len() - rows.len(), rows })
    };
    let facts = template.facts.as_ref();
    let first = |lines: &Vec<(String, u32)>, n: usize| lines.iter().take(n).cloned().collect();
    Description {
        title: template.role.clone(),
        notes: notes(template, few),
        post: facts.map(|f| post::facts(f, template)).unwrap_or_default(),
        tasks: facts.map(|f| first(&f.tasks, ROWS)).unwrap_or_default(),
        objectives: facts.map(|f| first(&f.objectives, OBJECTIVES)).unwrap_or_default(),
        sections: SECTIONS.iter().filter_map(of_kinds).collect(),
    }
}

fn notes(template: &RoleTemplate, few: u32) -> Vec<String> {
    let counted = |n: u32, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let mut out = vec![format!(
        "From {} of {}; {} left out. Rules {}.",
        counted(template.adverts, "advert", "adverts"),
        counted(template.employers, "employer", "employers"),
        counted(template.duplicates, "copy", "copies"),
        template.rules_version
    )];
    if template.adverts < few {
        let adverts = counted(template.adverts, "advert", "adverts");
        out.push(format!("{adverts}: shares are rough. The interval beside each share says how rough."));
    }
    if template.capped {
        let (adverts, effective) = (template.adverts, template.effective_adverts);
        out.push(format!("No employer counts for more than a fifth: {adverts} adverts weigh as {effective:.1}."));
    }
    out
}
