//! Reaching out: employers, agencies and people named, and words that find the role's adverts.

use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static ADDRESS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}").ok());
static PERSON: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let before = r"(?:contact|speak to|speak with|talk to|questions to|reach out to|call|write to|apply to)";
    Regex::new(&format!(r"(?:(?i){before})\s+((?:[A-Z][\p{{L}}'-]+)(?:\s[A-Z][\p{{L}}'-]+){{1,2}})")).ok()
});

/// Words of an agency's name, and of an advert that an agency wrote.
const AGENCY_NAMES: &[&str] = &[
    "recruitment",
    "recruiting",
    "recruiters",
    "staffing",
    "resourcing",
    "personnel",
    "agency",
    "executive search",
    "talent partners",
];
const AGENCY_TEXTS: &[&str] =
    &["our client", "on behalf of a client", "my client", "employment agency", "employment business"];

/// Employers and words that are shown.
const SHOWN: usize = 10;

/// An advert as reaching out needs it.
#[derive(Debug, Clone)]
pub struct Posting {
    pub title: String,
    pub employer: Option<String>,
    pub text: String,
    /// Where it was read.
    pub source: String,
    /// Whether it is of the role.
    pub of_role: bool,
    /// Names of what it asks for.
    pub asks: Vec<String>,
    /// Topics of working there that it speaks of, by name, each with the sentence.
    pub says: Vec<(String, String)>,
    /// Pay as it states it, in a field of its record or in its text.
    pub pay: Option<String>,
}

/// An employer to follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Employer {
    pub name: String,
    /// Adverts of the role, and of any role.
    pub of_role: u32,
    pub in_all: u32,
    /// What it asks for most often.
    pub asks: Vec<String>,
    /// The user's values found in its adverts, with the sentence.
    pub values: Vec<(String, String)>,
    pub is_agency: bool,
    /// People and addresses that its adverts name.
    pub contacts: Vec<String>,
}

/// A word or two that tells the role's adverts from others.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchWord {
    pub word: String,
    /// Adverts of the role that hold it, and others.
    pub of_role: u32,
    pub others: u32,
}

/// Employers of the role: with values of the user first, then by adverts of the role, then by name.
pub fn employers(postings: &[Posting], values: &[String]) -> Vec<Employer> {
    let mut by_name: BTreeMap<String, Vec<&Posting>> = BTreeMap::new();
    for posting in postings {
        if let Some(employer) = posting.employer.as_deref().map(str::trim).filter(|e| !e.is_empty()) {
            by_name.entry(employer.to_lowercase()).or_default().push(posting);
        }
    }
    let mut out: Vec<Employer> =
        by_name.into_values().filter(|all| all.iter().any(|p| p.of_role)).map(|all| employer(&all, values)).collect();
    out.sort_by(|a, b| {
        let key = |e: &Employer| (e.values.len(), e.of_role);
        key(b).cmp(&key(a)).then_with(|| a.name.cmp(&b.name))
    });
    out
}

fn employer(all: &[&Posting], values: &[String]) -> Employer {
    let mut asked: BTreeMap<&str, u32> = BTreeMap::new();
    for ask in all.iter().filter(|p| p.of_role).flat_map(|p| p.asks.iter().collect::<BTreeSet<_>>()) {
        *asked.entry(ask).or_default() += 1;
    }
    let mut asked: Vec<(&str, u32)> = asked.into_iter().collect();
    asked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let name = all[0].employer.as_deref().unwrap_or_default().trim().to_owned();
    let found = |value: &String| {
        let wanted = value.to_lowercase();
        let topic = all.iter().flat_map(|p| &p.says).find(|(name, _)| name.eq_ignore_ascii_case(value));
        if let Some((_, sentence)) = topic {
            return Some((value.clone(), sentence.clone()));
        }
        let mut lines = all.iter().flat_map(|p| p.text.lines());
        lines.find(|line| line.to_lowercase().contains(&wanted)).map(|line| (value.clone(), line.trim().to_owned()))
    };
    let lower = name.to_lowercase();
    let texts = || all.iter().map(|p| p.text.to_lowercase());
    Employer {
        of_role: all.iter().filter(|p| p.of_role).count() as u32,
        in_all: all.len() as u32,
        asks: asked.into_iter().take(4).map(|(name, _)| name.to_owned()).collect(),
        values: values.iter().filter(|v| !v.trim().is_empty()).filter_map(found).collect(),
        is_agency: AGENCY_NAMES.iter().any(|w| lower.contains(w))
            || texts().any(|text| AGENCY_TEXTS.iter().any(|w| text.contains(w))),
        contacts: all
            .iter()
            .filter(|p| p.of_role)
            .flat_map(|p| contacts(&p.text))
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect(),
        name,
    }
}

/// People and addresses that a text names for those who want to apply or ask.
fn contacts(text: &str) -> Vec<String> {
    let people = PERSON.iter().flat_map(|re| re.captures_iter(text)).filter_map(|c| c.get(1));
    let addresses = ADDRESS.iter().flat_map(|re| re.find_iter(text));
    people.map(|m| m.as_str().to_owned()).chain(addresses.map(|m| m.as_str().to_owned())).collect()
}

/// Words and pairs of words that stand in the role's adverts far more often than in the others; none where there are no
/// others to compare with.
pub fn search_words(postings: &[Posting]) -> Vec<SearchWord> {
    let (of_role, others): (Vec<&Posting>, Vec<&Posting>) = postings.iter().partition(|p| p.of_role);
    if of_role.is_empty() || others.is_empty() {
        return Vec::new();
    }
    let mut counts: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for posting in postings {
        for term in terms(posting) {
            let count = counts.entry(term).or_default();
            *(if posting.of_role { &mut count.0 } else { &mut count.1 }) += 1;
        }
    }
    let part = |n: u32, of: usize| f64::from(n) / of as f64;
    let apart = |(a, b): &(u32, u32)| part(*a, of_role.len()) - part(*b, others.len());
    let mut found: Vec<(String, (u32, u32))> = counts
        .into_iter()
        .filter(|(_, (a, b))| part(*a, of_role.len()) >= 0.2 && part(*a, of_role.len()) > 3.0 * part(*b, others.len()))
        .collect();
    found.sort_by(|x, y| {
        apart(&y.1).total_cmp(&apart(&x.1)).then(y.0.len().cmp(&x.0.len())).then_with(|| x.0.cmp(&y.0))
    });
    // Of a pair and its words the one that separates best says it all.
    let mut out: Vec<SearchWord> = Vec::new();
    for (word, (a, b)) in found {
        let shares = |known: &SearchWord| known.word.split(' ').any(|w| word.split(' ').any(|x| x == w));
        if !out.iter().any(shares) {
            out.push(SearchWord { word, of_role: a, others: b });
        }
    }
    out.truncate(SHOWN);
    out
}

fn terms(posting: &Posting) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for line in std::iter::once(posting.title.as_str()).chain(posting.text.lines()) {
        let words: Vec<String> = line
            .split(|c: char| !c.is_alphanumeric() && c != '-' && c != '/')
            .map(|w| w.trim_matches(['-', '/']).to_lowercase())
            .filter(|w| !w.is_empty())
            .collect();
        out.extend(words.iter().filter(|w| w.chars().count() > 3).cloned());
        let long = |w: &String| w.chars().count() > 2;
        out.extend(words.windows(2).filter(|p| p.iter().all(long)).map(|p| p.join(" ")));
    }
    out
}

/// Words that make a line one of the person and not of the work.
const OF_THE_PERSON: &[&str] =
    &["experience", "qualification", "qualified", "degree", "certificate", "knowledge", "skills"];

/// Questions that an interview may hold, from tasks and what is asked for. `is_verb` tells the base form of a verb.
pub fn interview(
    forms: &super::data::InterviewForms,
    tasks: &[(String, u32)],
    asked: &[String],
    is_verb: &dyn Fn(&str) -> bool,
) -> Vec<String> {
    let task = |text: &String| {
        let mut chars = text.trim().trim_end_matches('.').chars();
        let first = chars.next().map(|c| c.to_lowercase().collect::<String>()).unwrap_or_default();
        let text = first + chars.as_str();
        let is_named = asked.iter().any(|name| name.eq_ignore_ascii_case(&text));
        let begins = text.split_whitespace().next().is_some_and(is_verb);
        let form = if begins && !is_named { &forms.task } else { &forms.doing };
        form.replace("{task}", &text)
    };
    let is_work = |text: &str| {
        let lower = text.to_lowercase();
        !text.trim().is_empty() && !lower.split(|c: char| !c.is_alphanumeric()).any(|w| OF_THE_PERSON.contains(&w))
    };
    let of_tasks = tasks.iter().filter(|(t, _)| is_work(t)).take(6).map(|(t, _)| task(t));
    of_tasks.chain(asked.iter().take(4).map(|name| forms.competency.replace("{name}", name))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posting(employer: &str, title: &str, text: &str, of_role: bool) -> Posting {
        Posting {
            title: title.into(),
            employer: Some(employer.into()),
            text: text.into(),
            source: "a".into(),
            of_role,
            asks: vec!["SQL".into()],
            says: Vec::new(),
            pay: None,
        }
    }

    #[test]
    fn words_that_separate_the_role_come_first_and_common_words_never() {
        let mut postings: Vec<Posting> = (0..5)
            .map(|n| posting("A", "Clinical Educator", &format!("Plan teaching sessions {n} for the team"), true))
            .collect();
        postings.extend((0..5).map(|n| posting("B", "Chef", &format!("Plan menus {n} for the team"), false)));
        let words: Vec<String> = search_words(&postings).into_iter().map(|w| w.word).collect();
        assert!(words.contains(&"clinical educator".to_owned()), "{words:?}");
        assert!(!words.iter().any(|w| w.contains("team") && w.contains("the")), "{words:?}");
        assert_eq!(search_words(&postings[..5]), []);
    }

    #[test]
    fn questions_ask_for_what_is_done_and_not_for_what_somebody_is() {
        let forms = crate::plan::tests::data().questions.interview.clone();
        let tasks = ["Book appointments", "Minute taking", "Teaching experience", "Managing the diary"];
        let tasks: Vec<(String, u32)> = tasks.iter().map(|t| ((*t).to_owned(), 1)).collect();
        let asked = ["minute taking".to_owned()];
        let found = interview(&forms, &tasks, &asked, &|word| ["book", "minute", "manage"].contains(&word));
        assert_eq!(
            found,
            [
                "Tell us about a time when you had to book appointments.",
                "What have you done of this: minute taking?",
                "What have you done of this: managing the diary?",
                "How have you used minute taking, and what came of it?",
            ]
        );
    }

    #[test]
    fn employers_say_why_and_whom_to_ask() {
        let text = "We offer part-time work.\nFor a talk contact Ann Lee at jobs@example.org";
        let found = employers(
            &[
                posting("Acme", "X", text, true),
                posting("Best Recruitment", "X", "", true),
                posting("Acme", "Y", "", false),
            ],
            &["part-time".into()],
        );
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].name.as_str(), found[0].of_role, found[0].in_all), ("Acme", 1, 2));
        assert_eq!(found[0].values, [("part-time".to_owned(), "We offer part-time work.".to_owned())]);
        assert_eq!(found[0].contacts, ["Ann Lee", "jobs@example.org"]);
        assert!(found[1].is_agency && !found[0].is_agency);
    }
}
