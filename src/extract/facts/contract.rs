//! Kind of contract and hours.

use super::label::Labelled;
use super::{Source, Spotted};
use crate::model::SectionKind;
use crate::rules::fact_cues::FactCue;

/// Words of contracts as fields, labels and titles write them, and what we call them. Longer ones first where one
/// contains another.
const WORDS: [(&str, &str); 24] = [
    ("full_time", "full-time"),
    ("full-time", "full-time"),
    ("full time", "full-time"),
    ("fulltime", "full-time"),
    ("part_time", "part-time"),
    ("part-time", "part-time"),
    ("part time", "part-time"),
    ("permanent", "permanent"),
    ("direct hire", "permanent"),
    ("regular", "permanent"),
    ("fixed term", "fixed-term"),
    ("fixed-term", "fixed-term"),
    ("ftc", "fixed-term"),
    ("maternity", "fixed-term"),
    ("secondment", "fixed-term"),
    ("temporary", "temporary"),
    ("seasonal", "temporary"),
    ("contractor", "contract"),
    ("freelance", "contract"),
    ("contract", "contract"),
    ("internship", "internship"),
    ("apprenticeship", "apprenticeship"),
    ("zero hour", "casual"),
    ("casual", "casual"),
];

/// "permanent, full-time": the kind of contract first, then the hours, as far as stated.
pub fn read(source: &Source<'_>, title: &str, spotted: &[Spotted], labels: &[Labelled]) -> Option<String> {
    let mut found = Found::default();
    if let Some(field) = &source.advert.contract {
        found.words(field);
    }
    for label in labels.iter().filter(|l| l.cue == FactCue::LabelContract) {
        found.words(&source.text[label.start..label.end]);
    }
    found.words(title);
    for s in spotted {
        let section = source.segments[s.segment].section;
        if !matches!(section, SectionKind::Benefits | SectionKind::EqualOpportunity | SectionKind::Employer) {
            found.cue(s.cue);
        }
    }
    let parts: Vec<&str> = [found.kind, found.hours].into_iter().flatten().collect();
    match parts.is_empty() {
        true => source.advert.contract.clone().filter(|c| !c.trim().is_empty()),
        false => Some(parts.join(", ")),
    }
}

/// The first kind and the first hours that were stated.
#[derive(Debug, Default)]
struct Found {
    kind: Option<&'static str>,
    hours: Option<&'static str>,
}

impl Found {
    fn put(&mut self, name: &'static str) {
        let slot = if name.ends_with("-time") { &mut self.hours } else { &mut self.kind };
        *slot = slot.or(Some(name));
    }

    fn words(&mut self, written: &str) {
        let lower = written.to_ascii_lowercase();
        let mut hits: Vec<(usize, &str)> = WORDS.iter().filter_map(|(w, n)| lower.find(w).map(|at| (at, *n))).collect();
        let fixed = hits.iter().any(|h| h.1 == "fixed-term" || h.1 == "permanent");
        // "fixed-term contract", "permanent contract"
        hits.retain(|h| !(fixed && h.1 == "contract"));
        hits.sort_by_key(|h| h.0);
        hits.into_iter().for_each(|h| self.put(h.1));
    }

    fn cue(&mut self, cue: FactCue) {
        use FactCue as C;
        let kinds = [
            C::Permanent,
            C::FixedTerm,
            C::Temporary,
            C::Freelance,
            C::Apprenticeship,
            C::Internship,
            C::Casual,
            C::FullTime,
            C::PartTime,
        ];
        if kinds.contains(&cue) {
            self.put(cue.as_str());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{advert, facts, facts_of};

    #[test]
    fn kind_and_hours_are_named_alike_wherever_they_stand() {
        for (title, text, want) in [
            ("", "Job type: Full-time", Some("full-time")),
            ("", "Contract: Permanent, part time", Some("permanent, part-time")),
            ("", "This is a permanent full-time position.", Some("permanent, full-time")),
            ("", "12 month fixed-term contract", Some("fixed-term")),
            ("", "The post covers maternity leave cover for a year.", Some("fixed-term")),
            ("", "Employment type: Contract to Hire", Some("contract")),
            ("Part time bookkeeper", "", Some("part-time")),
            ("", "On a zero-hours basis", Some("casual")),
            ("", "This is a temporary assignment.", Some("temporary")),
            ("", "Permanent residents may apply.", None),
            ("", "You manage contracts with suppliers.", None),
        ] {
            assert_eq!(facts(title, text).contract.as_deref(), want, "{title:?} {text:?}");
        }
        let mut given = advert("", "");
        given.contract = Some("FULL_TIME".into());
        assert_eq!(facts_of(&given).contract.as_deref(), Some("full-time"));
    }
}
