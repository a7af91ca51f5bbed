//! Which words are the title, and what they say of role and seniority.

use super::Source;
use super::label::Labelled;
use super::place;
use crate::rules::fact_cues::FactCue;
use crate::rules::roles::TitleMatch;

/// A title has no more bytes than this.
const LONGEST: usize = 120;
/// How many lines at the start of a text may hold its title.
const FIRST_LINES: usize = 12;

/// The title as published, else the value of a label, else the first line that reads like one. Empty where there is none.
pub fn choose<'a>(source: &Source<'a>, labels: &[Labelled]) -> &'a str {
    let published = source.advert.title.trim();
    if !published.is_empty() {
        return published;
    }
    let labelled = labels.iter().filter(|l| l.cue == FactCue::LabelTitle).map(|l| &source.text[l.start..l.end]);
    let labelled = labelled.filter(|v| v.len() <= LONGEST && names_post(source, v)).map(trim_end_of_title).next();
    labelled.or_else(|| first_line(source)).unwrap_or("")
}

/// Role and seniority of the title; words of the place do not count.
pub fn reach(source: &Source<'_>, labels: &[Labelled], title: &str) -> TitleMatch {
    let field = source.advert.place.as_deref();
    let places = [field, place::labelled(source, labels)];
    source.rules.reach_in(title, &places.map(|p| p.unwrap_or("")))
}

fn trim_end_of_title(value: &str) -> &str {
    value.trim_end_matches(['.', ',', ';', ':', '-'])
}

/// Of the first lines the first heading or short line that names a person by the work.
fn first_line<'a>(source: &Source<'a>) -> Option<&'a str> {
    let lines = source.text.lines().map(clean).filter(|l| !l.is_empty()).take(FIRST_LINES);
    let mut candidates = lines.filter(|l| {
        l.len() <= LONGEST && !l.contains("://") && !l.contains(": ") && !l.ends_with(['.', ';', '?', '!', ':'])
    });
    candidates.find(|l| reads_like_title(source, l))
}

fn clean(line: &str) -> &str {
    line.trim().trim_matches(|c| matches!(c, '#' | '*' | ' ' | '_' | '='))
}

/// Whether the words name a post: a role that is known, or somebody by the work as the last word of a part.
fn reads_like_title(source: &Source<'_>, line: &str) -> bool {
    let words = line.split_whitespace().count();
    let capital = line.starts_with(|c: char| c.is_uppercase() || c == '(' || c.is_ascii_digit());
    if words > 14 || !capital {
        return false;
    }
    let parts = line.split([',', '|', '(', '–', '—']).flat_map(|p| p.split(" - "));
    let heads = parts.flat_map(|p| p.split(" of ")).flat_map(|p| p.split(" for ")).flat_map(|p| p.split(" in "));
    let named = heads.filter_map(|p| p.split_whitespace().next_back()).any(|w| source.rules.names_person(w));
    named || source.rules.reach(line).role_id.is_some()
}

/// Whether a labelled value holds words for somebody by the work.
fn names_post(source: &Source<'_>, value: &str) -> bool {
    let words = value.split_whitespace().count();
    words <= 14 && value.split_whitespace().any(|w| source.rules.names_person(w))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{advert, facts, facts_of};
    use crate::model::Seniority::{self, Director, Head, Intern, Junior, Lead, Manager, Principal, Senior};

    #[test]
    fn titles_give_role_and_seniority() {
        for (title, role, seniority) in [
            ("Senior Product Manager (m/f/d)", "product manager", Some(Senior)),
            ("Sr. Data Engineer II", "data engineer", Some(Senior)),
            ("(Senior) Data Engineer", "data engineer", Some(Senior)),
            ("Head of Finance - Leeds", "head of finance", Some(Head)),
            ("Head Data Scientist", "data scientist", Some(Head)),
            ("Lead, Technical Support", "technical support lead", Some(Lead)),
            ("Manager - Data Science", "data science manager", Some(Manager)),
            ("Data Scientist Lead", "data scientist", Some(Lead)),
            ("Account Manager, App Sales", "account manager", None),
            ("Program Manager, Geo Data", "program manager", None),
            ("Associate Director of Nursing", "associate director of nursing", Some(Director)),
            ("Associate Software Engineer", "software engineer", Some(Junior)),
            ("Sales Associate", "sales associate", None),
            ("Staff Nurse (Band 5) £24,907 - £30,615", "staff nurse", None),
            ("Staff Software Engineer", "software engineer", Some(Principal)),
            ("Data Entry Administrator", "data entry administrator", None),
            ("Lead Generation Executive", "lead generation executive", None),
            ("Theatre Practitioner  Chichester", "theatre practitioner", None),
            ("Support Worker Job Tunbridge Wells", "support worker", None),
            ("Part time Bookkeeper - 12 month FTC", "bookkeeper", None),
            ("Marketing Intern", "marketing", Some(Intern)),
            ("Registered Nurse | Ward 7 | Acme Trust", "registered nurse", None),
            ("Data Analyst at Acme", "data analyst", None),
            ("Contract Manager", "contract manager", Some(Manager)),
        ] {
            let facts = facts(title, "");
            assert_eq!((facts.role.as_deref(), facts.seniority), (Some(role), seniority), "{title:?}");
        }
    }

    #[test]
    fn the_place_behind_the_role_is_no_part_of_it() {
        let mut given = advert("Sales Executive Ambridge", "");
        assert_eq!(facts_of(&given).role.as_deref(), Some("sales executive ambridge"));
        given.place = Some("Ambridge, Borsetshire".into());
        assert_eq!(facts_of(&given).role.as_deref(), Some("sales executive"));
    }

    #[test]
    fn a_text_without_a_title_names_the_post_itself() {
        for (text, role, seniority) in [
            (
                "# Junior Site Reliability Engineer\n\nGrade: B\n\nYou keep things running.",
                "site reliability engineer",
                Some(Junior),
            ),
            (
                "**URL:** https://example.org/jobs/1\n\nSenior Analytics Engineer\n\nAbout Acme",
                "analytics engineer",
                Some(Senior),
            ),
            ("Acme is hiring.\n\nJob title: Election Specialist\nLocation: Wooster", "election specialist", None),
            (
                "=== DETAILS ===\n\nTitle: Director of Elections\nSalary: $90,000.00 YEAR",
                "director of elections",
                Some(Director),
            ),
        ] {
            let facts = facts("", text);
            assert_eq!((facts.role.as_deref(), facts.seniority), (Some(role), seniority), "{text:?}");
        }
        let page = "Voting & Elections\nLearn about voting.\nBusiness Services\nStart a business.";
        assert_eq!(facts("", page).role, None);
    }

    #[test]
    fn seniority_may_stand_in_the_body_alone() {
        let level = |text: &str| -> Option<Seniority> { facts("Data scientist", text).seniority };
        assert_eq!(level("Experience level: Senior"), Some(Senior));
        assert_eq!(level("This is a senior level position."), Some(Senior));
        assert_eq!(level("This is an entry-level role."), Some(Junior));
        assert_eq!(level("['Seniority level', 'Entry level', 'Employment type']"), Some(Junior));
        assert_eq!(level("You work with senior stakeholders."), None);
        assert_eq!(level("Take the lead in projects."), None);
    }
}
