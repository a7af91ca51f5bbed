use super::args::ReachArgs;
use super::{exit, file, study};
use crate::cli::exit::{Exit, Failure};
use crate::cli::options::{self, RuleSet};
use crate::cli::show::{plural, table};
use crate::cli::{Terminal, summary};
use crate::model::{RoleTemplate, Span};
use crate::pipeline::{self, Copies, Extracted};
use crate::plan::{self, Employer, Posting, SearchWord};
use crate::report;
use crate::role::{spoken_of, topic_names};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

/// Employers and titles shown.
const SHOWN: usize = 12;

pub fn run(args: &ReachArgs, path: &Path, rules: &RuleSet, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let opened = file::if_there(path)?;
    let plan = opened.map(|o| o.plan).unwrap_or_default();
    let role = args.role.clone().unwrap_or(plan.goal.role);
    if role.is_empty() {
        return Err(Failure::Usage("name the role with `--role`".into()));
    }
    let data = file::data(rules)?;
    let studied = study(&role, &args.inputs, &args.filter, rules, terminal)?;
    let postings = postings(args, &role, &studied.study.gathered.copies, rules)?;
    let values: Vec<String> = plan.preferences.values.iter().chain(&args.value).cloned().collect();
    let template = &studied.study.template;
    let mut said = summary::role(template);
    said += &employers(&plan::employers(&postings, &values), &values, terminal.out_is_terminal);
    said += &pay(template, &postings);
    let mut asked: Vec<_> = template.requirements.iter().filter(|r| r.essential_share > 0.0).collect();
    asked.sort_by(|a, b| b.essential_share.total_cmp(&a.essential_share).then_with(|| a.competency.cmp(&b.competency)));
    let asked: Vec<String> = asked.iter().map(|r| r.name.clone()).collect();
    let tasks = template.facts.as_ref().map_or(&[][..], |f| &f.tasks);
    let is_verb = |word: &str| rules.lexicon.verb(word) != 0;
    let questions = plan::interview(&data.questions.interview, tasks, &asked, &is_verb);
    said += "\nquestions to be ready for, from the tasks and requirements in these adverts:\n";
    for question in questions {
        let _ = writeln!(said, "  - {question}");
    }
    said += &searches(&postings, &plan::search_words(&postings));
    said += &summary::findings(&studied.findings);
    write!(terminal.out, "{said}")?;
    Ok(exit(&studied.findings))
}

/// Every advert of the inputs, with whether it is of the role.
fn postings(args: &ReachArgs, role: &str, copies: &Copies, rules: &RuleSet) -> Result<Vec<Posting>, Failure> {
    let target = options::target(role, &args.filter, rules);
    let (inputs, _) = options::inputs(&args.inputs, &|_| {})?;
    let names = pipeline::names(rules);
    let step = |extracted: Extracted| {
        let advert = extracted.advert;
        let key = copies.key(&advert);
        let asks = extracted.extraction.requirements.iter().flat_map(|r| &r.any_of);
        let topics = topic_names();
        let say = |(topic, at): (&str, usize)| {
            let sentence = pipeline::sentence_at(&advert.text, Span::new(at, at)?).to_owned();
            Some(((*topics.get(topic)?).to_owned(), sentence))
        };
        let posting = Posting {
            says: spoken_of(&advert.text).into_iter().filter_map(say).collect(),
            pay: extracted.extraction.facts.salary.as_ref().map(report::pay),
            of_role: target.holds(&rules.reach(&advert.title)),
            asks: asks.filter(|m| !m.competency.is_open()).map(|m| names(&m.competency)).collect(),
            employer: advert.employer.or(extracted.extraction.facts.employer),
            title: advert.title,
            text: advert.text,
            source: advert.source,
        };
        (key, posting)
    };
    let (mut seen, mut out) = (BTreeSet::new(), Vec::new());
    let mut sink = |read: Vec<(u64, Posting)>| {
        out.extend(read.into_iter().filter(|(key, _)| seen.insert(*key)).map(|(_, posting)| posting));
    };
    // What could not be read was said when the role was studied.
    pipeline::extract_each(&inputs, rules, &step, &mut sink, &|_| {});
    Ok(out)
}

fn employers(all: &[Employer], values: &[String], is_terminal: bool) -> String {
    let (agencies, own): (Vec<&Employer>, Vec<&Employer>) = all.iter().partition(|e| e.is_agency);
    let mut out = String::from("\nemployers to follow:\n");
    let rows: Vec<Vec<String>> = own
        .iter()
        .take(SHOWN)
        .map(|e| {
            let values = e.values.iter().map(|(v, _)| v.as_str()).collect::<Vec<_>>().join(", ");
            vec![e.name.clone(), e.of_role.to_string(), e.in_all.to_string(), e.asks.join(", "), values]
        })
        .collect();
    out += &table(
        &["employer", ">adverts of the role", ">of any role", "asks most for", "says of your values"],
        &rows,
        is_terminal,
    );
    if values.is_empty() {
        out += "  name what matters to you with --value, and employers whose adverts say it come first\n";
    }
    for employer in own.iter().take(SHOWN) {
        for (value, sentence) in &employer.values {
            let _ = writeln!(out, "  {}: {value}: \"{sentence}\"", employer.name);
        }
    }
    if !agencies.is_empty() {
        out += "\nagencies (they hire for others):\n";
        for agency in agencies {
            let _ = writeln!(out, "  {} ({})", agency.name, plural(agency.of_role, "advert", "adverts"));
        }
    }
    let named: Vec<&Employer> = all.iter().filter(|e| !e.contacts.is_empty()).collect();
    if !named.is_empty() {
        out += "\npeople and addresses that the adverts name:\n";
        for employer in named {
            let kind = if employer.is_agency { "agency" } else { "employer" };
            let _ = writeln!(out, "  {} ({kind}): {}", employer.name, employer.contacts.join(", "));
        }
    }
    out
}

fn pay(template: &RoleTemplate, postings: &[Posting]) -> String {
    let ranges = template.facts.as_ref().map_or(&[][..], |f| &f.pay);
    if ranges.is_empty() {
        return "\npay: no advert states any\n".into();
    }
    let mut out = String::from("\npay to quote, a full-time year:\n");
    for range in ranges {
        let year = range.year;
        let _ = writeln!(
            out,
            "  {} {:.0} to {:.0}, half of the adverts lie between; the middle is {:.0} (stated by {}, per {})",
            range.currency,
            year.low,
            year.high,
            year.median,
            plural(year.adverts, "advert", "adverts"),
            range.period
        );
    }
    let stated = postings.iter().filter(|p| p.of_role).filter_map(|p| Some((p, p.pay.as_ref()?)));
    let mut lines: Vec<String> =
        stated.map(|(p, pay)| format!("{}: {}, {}", p.employer.as_deref().unwrap_or("?"), p.title, pay)).collect();
    lines.sort();
    out += "  behind it:\n";
    for line in lines.iter().take(SHOWN) {
        let _ = writeln!(out, "    {line}");
    }
    if lines.len() > SHOWN {
        let _ = writeln!(out, "    and {} more; `skillgap match --out adverts.csv` lists them", lines.len() - SHOWN);
    }
    out
}

fn searches(postings: &[Posting], words: &[SearchWord]) -> String {
    let (of_role, others) =
        (postings.iter().filter(|p| p.of_role).count(), postings.iter().filter(|p| !p.of_role).count());
    let titles: BTreeSet<String> = postings
        .iter()
        .filter(|p| p.of_role)
        .map(|p| p.title.split(['(', ',', '|']).next().unwrap_or("").replace('"', "").trim().to_lowercase())
        .filter(|t| !t.is_empty())
        .collect();
    // A title that holds another one is found by it.
    let short = |title: &&String| !titles.iter().any(|other| other != *title && title.contains(other.as_str()));
    let titles: Vec<&String> = titles.iter().filter(short).collect();
    let mut out = String::from("\nsaved searches for job alerts:\n");
    let quoted: Vec<String> = titles.iter().take(SHOWN).map(|t| format!("\"{t}\"")).collect();
    let _ = writeln!(out, "  titles: {}", quoted.join(" OR "));
    if others == 0 {
        out += "  only adverts of this role were read, so its words cannot be told from others'; add other adverts\n";
        return out;
    }
    if let [first, ..] = words {
        let both: Vec<String> = words.iter().take(3).map(|w| format!("\"{}\"", w.word)).collect();
        let _ = writeln!(out, "  words:  {}", both.join(" OR "));
        let _ = writeln!(out, "  best word: \"{}\"", first.word);
    }
    for word in words {
        let _ = writeln!(
            out,
            "    \"{}\": in {} of {of_role} adverts of the role, in {} of {others} others",
            word.word, word.of_role, word.others
        );
    }
    out
}
