//! Sentences that mislead a matcher of words, with what a careful reader takes from each.

use skillgap::extract::{Repeated, extract};
use skillgap::model::{Advert, AsideReason, EducationLevel, Extraction, Necessity, Seniority};
use skillgap::rules::Rules;

fn read(text: &str) -> Extraction {
    read_titled("", text)
}

fn read_titled(title: &str, text: &str) -> Extraction {
    let advert = Advert::of_text("sentence", title, text, "");
    extract(&advert, Rules::embedded(), &Repeated::default())
}

/// Ids of what is asked for, in the order of the text.
fn asked(text: &str) -> Vec<String> {
    let found = read(text);
    let mentions = found.requirements.iter().flat_map(|r| &r.any_of);
    mentions.filter(|m| !m.competency.is_open()).map(|m| m.competency.as_str().to_string()).collect()
}

fn necessity_of(text: &str, id: &str) -> Option<Necessity> {
    read(text).requirements.iter().find(|r| r.any_of.iter().any(|m| m.competency.as_str() == id)).map(|r| r.necessity)
}

#[test]
fn ordinary_words_that_are_also_names_of_tools_are_not_asked_for() {
    for (text, never) in [
        ("You will go the extra mile, react fast and express yourself.", &["go", "react", "express"][..]),
        ("An employer that offers a safe and inclusive place to work.", &["safe-framework"]),
        ("Spring 2027 internship at a swift pace; our sellers excel.", &["spring", "swift", "microsoft-excel"]),
        ("You will excel at telling stories and spark conversations.", &["microsoft-excel", "apache-spark"]),
        ("She grew up in the Rust Belt and met the Oracle of Omaha.", &["rust", "oracle-database"]),
        ("R&D matters here, and there is less red tape.", &["r-language", "less-css"]),
        ("Benefits: health insurance, dental, vision.", &["insurance", "health-insurance"]),
    ] {
        let found = asked(text);
        assert!(never.iter().all(|id| !found.iter().any(|f| f == id)), "{text}: {found:?}");
    }
}

#[test]
fn what_is_told_of_the_employer_its_patients_or_its_teams_is_not_asked_for() {
    for (text, never) in [
        ("The department includes a critical care unit and two catheter laboratories.", "critical-care"),
        ("We will also recruit staff with no experience, as long as you have a driving licence.", "staff-recruitment"),
        ("You will help clients manage campaigns.", "marketing-campaign-management"),
        ("You will work closely with our clients' senior leadership teams.", "leadership"),
        ("You will be working alongside a dynamic, innovative and highly intelligent team.", "innovation"),
        ("You must know the Emergency Department Quality & Delivery Framework.", "emergency-care"),
        ("The State Board of Elections oversees voter registration.", "elections-administration"),
        ("Harbour County Elections (HCE) manages voter registration.", "elections-administration"),
        ("The team also manages marketing campaigns.", "marketing-campaign-management"),
        ("You will look for the factors that influence outcomes.", "influencing"),
        ("We must lead with inclusion, so that all can thrive.", "inclusive-leadership"),
        ("You will work on company objectives and new initiatives.", "initiative"),
        ("The department is responsible for critical care.", "critical-care"),
        ("There are critical care beds and an operating theatre on the site.", "critical-care"),
        ("Based in the old mill, the team provides critical care to the region.", "critical-care"),
        ("You will work in partnership with social care and the police.", "social-care"),
        ("You will be working alongside qualified physiotherapists and dietitians.", "hcpc-physiotherapist"),
        ("You will join a team including nurses, doctors and psychology.", "clinical-psychology"),
        ("You must have good communication skills and work well with others.", "corporate-communications"),
    ] {
        let found = asked(text);
        assert!(!found.iter().any(|id| id == never), "{text}: {found:?}");
    }
    for (text, always) in [
        ("You must be a motivated team player.", "drive-and-motivation"),
        ("The successful candidate will have experience of critical care.", "critical-care"),
        ("Experience of managing marketing campaigns is required.", "marketing-campaign-management"),
        ("We are looking for an enthusiastic nurse to join us.", "enthusiasm"),
        ("Are you an enthusiastic midwife?", "enthusiasm"),
        ("We have an exciting opportunity for a registered nurse on our ward.", "registered-nurse"),
        ("If you want to join our team and have experience of critical care, write to us.", "critical-care"),
        ("The Charge Nurse leads critical care on nights.", "critical-care"),
        ("Excellent communication and team working abilities are needed.", "communication"),
    ] {
        let found = asked(text);
        assert!(found.iter().any(|id| id == always), "{text}: {found:?}");
    }
}

#[test]
fn what_stands_around_an_advert_is_not_asked_for() {
    let listing = "['We seek a data analyst who knows SQL.', 'Seniority level', 'Entry level', 'Employment type', \
                   'Full-time', 'Job function', 'Information Technology', 'Industries', 'Management Consulting']";
    let found = asked(listing);
    assert!(found.iter().any(|id| id == "sql"), "{found:?}");
    assert!(!found.iter().any(|id| id == "information-technology"), "{found:?}");
    assert!(asked("Job functions\n- Write SQL queries\n").iter().any(|id| id == "sql"));
    let menu = "Czech\nDanish\nDutch\nFinnish\nFrench\nGerman\nGreek\nHindi\nHungarian\nIrish\nItalian\nJapanese\nKorean\n\
                Latvian\nLithuanian\nNorwegian\nPolish\nPortuguese\nRomanian\nRussian\nSwedish\nTurkish\n\n\
                Requirements\n- SQL\n";
    let found = asked(menu);
    assert!(found.iter().any(|id| id == "sql") && !found.iter().any(|id| id == "hindi"), "{found:?}");
}

#[test]
fn experience_beside_a_degree_is_no_subject_of_it() {
    let found =
        asked("Requirements\n- A bachelor's degree and five years of supervisory or project management experience\n");
    assert!(found.iter().any(|id| id == "project-management"), "{found:?}");
    assert!(!found.iter().any(|id| id == "degree-in-project-management"), "{found:?}");
}

#[test]
fn what_counts_in_its_own_case_only_goes_first() {
    assert!(asked("Requirements\n- Experience with dbt and Snowflake\n").iter().any(|id| id == "dbt"));
    let found = asked("Requirements\n- Psychological therapy including DBT and EMDR\n");
    assert!(
        found.iter().any(|id| id == "dialectical-behaviour-therapy") && !found.iter().any(|id| id == "dbt"),
        "{found:?}"
    );
}

#[test]
fn a_label_in_another_order_must_say_what_somebody_does() {
    for (text, never) in [
        ("Requirements\n- Able to work on delegated tasks\n", "delegation"),
        ("Requirements\n- Knowledge of the development of economic capital\n", "economic-development"),
        ("Requirements\n- Delivering project based work to deadlines\n", "project-management"),
    ] {
        let found = asked(text);
        assert!(!found.iter().any(|id| id == never), "{text}: {found:?}");
    }
    // "the ability to …" starts anew: it is no second mention of organisational ability.
    let found = asked("Requirements\n- Great organisational skills and the ability to take minutes\n");
    assert_eq!(found.iter().filter(|id| *id == "organisational-skills").count(), 1, "{found:?}");
    assert!(asked("Requirements\n- Delegating tasks to a team\n").contains(&"delegation".to_owned()));
}

#[test]
fn a_list_ends_where_prose_begins_and_what_is_not_needed_is_said_so() {
    let text = "Desirable\n- Python\n- SQL\n\nYou must hold a full driving licence before you can start with us here.\n\n\
                What you don't need\n- Java\n- Hadoop\n";
    assert_eq!(necessity_of(text, "python"), Some(Necessity::Optional));
    assert_eq!(necessity_of(text, "driving-licence"), Some(Necessity::Essential), "{:?}", asked(text));
    let aside = read(text).set_aside;
    for id in ["java", "hadoop"] {
        let why = aside.iter().find(|a| a.competency.as_str() == id).map(|a| a.why);
        assert_eq!(why, Some(AsideReason::Negated), "{id}");
    }
}

#[test]
fn what_is_not_wanted_is_set_aside_as_negated() {
    for (text, id) in [
        ("Requirements\n- No experience with Python required.\n", "python"),
        ("Requirements\n- Java is not required.\n", "java"),
        ("Requirements\n- We do not use Jira.\n", "jira"),
        ("Requirements\n- You won't need Salesforce.\n", "salesforce"),
    ] {
        let found = read(text);
        assert!(!asked(text).iter().any(|f| f == id), "{text}");
        assert!(
            found.set_aside.iter().any(|a| a.competency.as_str() == id && a.why == AsideReason::Negated),
            "{text}: {:?}",
            found.set_aside
        );
    }
}

#[test]
fn a_cue_of_necessity_ends_at_its_clause() {
    let degrees = "Requirements\n- Master's preferred; Bachelor's required\n";
    assert_eq!(necessity_of(degrees, "masters-degree"), Some(Necessity::Optional));
    assert_eq!(necessity_of(degrees, "bachelors-degree"), Some(Necessity::Essential));
}

#[test]
fn a_heading_inside_a_line_ends_where_a_sentence_demands_something_else() {
    let pay = "Nice to have: Terraform. We pay a competitive salary plus bonus. You must know SQL.";
    assert_eq!(necessity_of(pay, "terraform"), Some(Necessity::Optional));
    assert_eq!(necessity_of(pay, "sql"), Some(Necessity::Essential));
}

#[test]
fn names_with_signs_are_found_whole() {
    let found = asked("Requirements\n- C++/C#/.NET, CI/CD, Node.js, F#, Objective-C, A/B testing\n");
    for id in ["cpp", "csharp", "dotnet", "ci-cd", "nodejs", "fsharp", "objective-c", "ab-testing"] {
        assert!(found.iter().any(|f| f == id), "{id} is not in {found:?}");
    }
}

#[test]
fn short_names_of_languages_are_found_beside_each_other_as_alternatives() {
    let found = read("Requirements\n- Experience in R, C, or Go; Excel a plus\n");
    let first: Vec<&str> = found.requirements[0].any_of.iter().map(|m| m.competency.as_str()).collect();
    assert_eq!(first.len(), 3, "{first:?}");
    assert_eq!(found.requirements.last().map(|r| r.necessity), Some(Necessity::Optional));
}

#[test]
fn written_numbers_of_years_belong_to_what_they_speak_of() {
    let found = read("Requirements\n- five (5) years' experience in project management\n");
    let years = found.requirements.iter().flat_map(|r| &r.any_of).find_map(|m| m.min_years);
    assert_eq!(years, Some(5.0));
}

#[test]
fn a_licence_and_a_degree_do_not_yield_the_words_inside_them() {
    let found = asked("Requirements\n- Valid driver's licence. Degree in computer science\n");
    assert_eq!(found, ["driving-licence", "degree-in-computer-science"]);
}

/// Years and months asked for of the competency whose id is given, in the first mention of it.
fn years_of(text: &str, id: &str) -> Option<f32> {
    let requirements = read(text).requirements;
    requirements.iter().flat_map(|r| &r.any_of).find(|m| m.competency.as_str() == id)?.min_years
}

#[test]
fn years_are_bound_to_what_they_speak_of() {
    for (text, id, years) in [
        ("Requirements\n- 3-5 yrs of experience with SQL", "sql", Some(3.0)),
        ("Requirements\n- 18 months of experience with Python", "python", Some(1.5)),
        ("Requirements\n- SQL (at least 2 years)", "sql", Some(2.0)),
        ("Requirements\n- SQL or Python, at least 2 years", "sql", Some(2.0)),
        ("Requirements\n- 6+ years in engineering, at least two of which with Python", "python", Some(2.0)),
        ("Requirements\n- four years using SQL daily", "sql", Some(4.0)),
        ("Requirements\n- At least 4 years in sales, expert SQL", "sql", None),
        ("Requirements\n- 5 years in sales, strong Excel", "microsoft-excel", None),
        ("Requirements\n- Five years with dairy cows, know Python well", "python", None),
    ] {
        assert_eq!(years_of(text, id), years, "{text:?}");
    }
}

#[test]
fn the_overall_years_are_the_least_that_is_enough() {
    for (text, years) in [
        ("You have 8-10+ years of experience as a product manager, at least 2 owning AI/ML.", Some(8.0)),
        ("five (5) years' experience in project management", Some(5.0)),
        ("5 years of experience required; 8 years preferred", Some(5.0)),
        ("A degree or four years of experience. You need 2 years of experience with SQL.", Some(2.0)),
        ("Requirements\n- a year or more in a newsroom", Some(1.0)),
        ("For over 50 years our company has built ships.", None),
        ("You must be 18 years or older.", None),
        ("The partners have 20 years of combined experience.", None),
        ("We are a firm with 40 years of experience.", None),
        ("We pay £30,000 a year and meet twice a year.", None),
    ] {
        assert_eq!(read(text).facts.experience_years, years, "{text:?}");
    }
}

#[test]
fn pay_is_read_as_written_and_other_money_is_not_pay() {
    for (text, pay) in [
        ("Salary: GBP 45,000 - 52,000 per annum", Some((45_000.0, 52_000.0))),
        ("Salary: CHF 110'000 per year", Some((110_000.0, 110_000.0))),
        ("Salary: 45.000 € per year", Some((45_000.0, 45_000.0))),
        ("Salary: £30-35k DOE", Some((30_000.0, 35_000.0))),
        ("Pay: 12 LPA", Some((1_200_000.0, 1_200_000.0))),
        ("Salary: £24,000 pro rata", Some((24_000.0, 24_000.0))),
        ("£25,000 basic, OTE £40,000", Some((25_000.0, 25_000.0))),
        ("Budget of $200,000 - $400,000 managed.", None),
        ("We have raised $40M. Benefits: 401(k), a bonus of $5,000.", None),
    ] {
        let salary = read(text).facts.salary;
        let got = salary.and_then(|s| Some((s.min.or(s.max)?, s.max?)));
        assert_eq!(got, pay, "{text:?}");
    }
}

#[test]
fn degrees_are_no_masters_of_other_things() {
    for (text, level) in [
        ("Requirements\n- BS or MS in physics", Some(EducationLevel::Bachelor)),
        ("Requirements\n- Master's degree in law or equivalent experience", Some(EducationLevel::Master)),
        ("Requirements\n- Certified Scrum Master", None),
        ("Requirements\n- Master data and MS Office", None),
        ("The team lives in a bachelor pad.", None),
        ("You care for people with MS.", None),
    ] {
        assert_eq!(read(text).facts.education.map(|e| e.level), level, "{text:?}");
    }
}

#[test]
fn ranks_in_titles_are_told_from_names() {
    for (title, role, seniority) in [
        ("C/C++ Developer (m/f/d)", "c/c++ developer", None),
        ("Staff Nurse", "staff nurse", None),
        ("Lead Nurse", "nurse", Some(Seniority::Lead)),
        ("Lead Generation Executive", "lead generation executive", None),
        ("Sales Associate", "sales associate", None),
        ("Associate Engineer", "engineer", Some(Seniority::Junior)),
        ("Ecologist / Senior Ecologist", "ecologist", None),
        ("Category Manager", "category manager", None),
        ("Registered Midwife", "midwife", None),
        ("Registered Nurse", "registered nurse", None),
    ] {
        let facts = read_titled(title, "").facts;
        assert_eq!((facts.role.as_deref(), facts.seniority), (Some(role), seniority), "{title:?}");
    }
}

#[test]
fn people_who_are_managed_are_told_from_leads_and_teams() {
    for (text, people) in [
        ("You will lead a team of 8 direct reports.", Some(Some(8))),
        ("You supervise one paralegal.", Some(Some(1))),
        ("You look after two gardeners and ten volunteers.", Some(Some(12))),
        ("You provide direct supervision for 150 election judges.", Some(Some(150))),
        ("You are part of a team of 8.", None),
        ("You work with business leads, data engineers and vendors.", None),
        ("You are the first technical lead in the data team.", None),
        ("Lead User Researchers are experts of their craft.", None),
        ("We are an industry leading team.", None),
        ("You manage team email and calendars.", None),
    ] {
        assert_eq!(read(text).facts.manages.map(|m| m.direct_reports), people, "{text:?}");
    }
}
