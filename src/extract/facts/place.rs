//! The place of work, where the source does not give it apart from the text.

use super::label::Labelled;
use super::{Source, Spotted, slice};
use crate::model::SectionKind;
use crate::rules::fact_cues::FactCue;
use crate::rules::lexicon::flag;
use crate::rules::tokens::Gap;

/// The field as published, else "Location: Leeds", else "… is based in Leeds".
pub fn read(source: &Source<'_>, spotted: &[Spotted], labels: &[Labelled]) -> Option<String> {
    let field = source.advert.place.clone().filter(|p| !p.trim().is_empty());
    field.or_else(|| labelled(source, labels).map(str::to_string)).or_else(|| based_in(source, spotted))
}

/// The value of a label for the place.
pub fn labelled<'t>(source: &Source<'t>, labels: &[Labelled]) -> Option<&'t str> {
    let named = labels.iter().filter(|l| l.cue == FactCue::LabelPlace);
    named
        .map(|l| source.text[l.start..l.end].trim_end_matches(['.', ',', ';']))
        .find(|v| v.split_whitespace().count() <= 14 && v.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
}

/// Capitalised words behind "based in".
fn based_in(source: &Source<'_>, spotted: &[Spotted]) -> Option<String> {
    spotted.iter().filter(|s| s.cue == FactCue::BasedIn).find_map(|s| {
        let segment = &source.segments[s.segment];
        if matches!(segment.section, SectionKind::Employer | SectionKind::EqualOpportunity | SectionKind::Benefits) {
            return None;
        }
        let capital = |i: usize| source.tokens[i].text(source.text).starts_with(char::is_uppercase);
        let mut first = s.end;
        while first < segment.last && !capital(first) && source.tokens[first].word.is(flag::DETERMINER | flag::PRONOUN)
        {
            first += 1;
        }
        let goes_on = |i: usize| match source.tokens[i].gap {
            Gap::Space | Gap::Joined | Gap::Comma | Gap::Slash => capital(i),
            Gap::Break => false,
        };
        let last = (first..segment.last.min(first + 6)).take_while(|&i| i == first || goes_on(i)).last()?;
        if !capital(first) {
            return None;
        }
        let (start, end) = (source.tokens[first].start as usize, source.tokens[last].end as usize);
        Some(slice(source.text, start, end).to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{advert, facts, facts_of};

    #[test]
    fn the_place_is_read_from_the_text_where_no_field_gives_it() {
        for (text, want) in [
            ("Location: Leeds", Some("Leeds")),
            ("Job Title: Analyst Location: Kettering, Northampton Salary: £20,000", Some("Kettering, Northampton")),
            ("**Location:** Berlin, Germany\n**Salary:** open", Some("Berlin, Germany")),
            ("This role is based in our Denver office.", Some("Denver")),
            ("Decisions are based on data.", None),
        ] {
            assert_eq!(facts("", text).location.as_deref(), want, "{text:?}");
        }
        let mut given = advert("", "Location: Leeds");
        given.place = Some("York".into());
        assert_eq!(facts_of(&given).location.as_deref(), Some("York"));
    }

    #[test]
    fn the_employer_is_read_from_its_label() {
        assert_eq!(facts("", "Employer: Leeds City Council\nGrade: 5").employer.as_deref(), Some("Leeds City Council"));
        assert_eq!(facts("", "The company sells trains.").employer, None);
    }
}
