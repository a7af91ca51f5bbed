//! The employer, where the source does not give it apart from the text.

use super::Source;
use super::label::Labelled;
use crate::rules::fact_cues::FactCue;

/// The field as published, else "Company: Acme".
pub fn read(source: &Source<'_>, labels: &[Labelled]) -> Option<String> {
    source.advert.employer.clone().or_else(|| {
        let named = labels.iter().filter(|l| l.cue == FactCue::LabelEmployer);
        named
            .map(|l| source.text[l.start..l.end].trim_end_matches(['.', ',']))
            .find(|v| {
                v.split_whitespace().count() <= 8 && v.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            })
            .map(str::to_string)
    })
}
