//! Seniority that the body states where the title does not.

use super::label::Labelled;
use super::{Source, Spotted};
use crate::model::{SectionKind, Seniority};
use crate::rules::fact_cues::FactCue;

/// "Experience level: Senior", "this is an entry-level position".
pub fn stated(source: &Source<'_>, spotted: &[Spotted], labels: &[Labelled]) -> Option<Seniority> {
    let labelled = labels.iter().filter(|l| l.cue == FactCue::LabelSeniority);
    labelled.filter_map(|l| word(&source.text[l.start..l.end])).next().or_else(|| {
        spotted.iter().find_map(|s| {
            let told = source.segments[s.segment].section;
            let of_post =
                !matches!(told, SectionKind::Employer | SectionKind::Benefits | SectionKind::EqualOpportunity);
            match s.cue {
                FactCue::BodyJunior if of_post => Some(Seniority::Junior),
                FactCue::BodyMid if of_post => Some(Seniority::Mid),
                FactCue::BodySenior if of_post => Some(Seniority::Senior),
                FactCue::BodyLead if of_post => Some(Seniority::Lead),
                _ => None,
            }
        })
    })
}

/// A level as forms write it.
fn word(value: &str) -> Option<Seniority> {
    let value = value.to_ascii_lowercase();
    let starts = |words: &[&str]| words.iter().any(|w| value.starts_with(w));
    [
        (&["intern", "student"][..], Seniority::Intern),
        (&["entry", "junior", "associate", "graduate", "early", "trainee"], Seniority::Junior),
        (&["mid", "intermediate", "professional", "experienced"], Seniority::Mid),
        (&["senior", "sr", "expert"], Seniority::Senior),
        (&["lead", "team lead"], Seniority::Lead),
        (&["principal", "staff"], Seniority::Principal),
        (&["manager", "management", "supervisor"], Seniority::Manager),
        (&["head"], Seniority::Head),
        (&["director"], Seniority::Director),
        (&["executive", "c-level", "vp"], Seniority::Executive),
    ]
    .into_iter()
    .find_map(|(words, level)| starts(words).then_some(level))
}
