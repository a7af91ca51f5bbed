use super::args::MakeArgs;
use super::{exit, file, show, situation, study};
use crate::cli::exit::{Exit, Failure};
use crate::cli::options::{self, RuleSet};
use crate::cli::{Terminal, summary};
use crate::gap::compare;
use crate::model::{Date, PlanGoal, Preferences};
use crate::pipeline;
use crate::plan::{self, Request};
use crate::profile::Preferences as Wanted;
use crate::role::topic_names;
use std::path::Path;

pub fn run(args: &MakeArgs, path: &Path, rules: &RuleSet, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let before = file::if_there(path)?;
    let previous = before.as_ref().map(|b| &b.plan);
    let data = file::data(rules)?;
    let preferences = preferences(args, previous.map(|p| p.preferences.clone()).unwrap_or_default(), rules)?;
    let today = args.filter.today.as_deref().map(options::date).transpose()?;
    let start = preferences.start.or(today);
    let Some(start) = start else {
        return Err(Failure::Usage("the plan needs a first day; name it with `--start YYYY-MM-DD`".into()));
    };
    // Made again, the plan is laid out from today on, not from its first day.
    let from = if previous.is_some() { today.map_or(start, |day| day.max(start)) } else { start };
    let mut goal = previous.map(|p| p.goal.clone()).unwrap_or_default();
    set_goal(args, from, &mut goal)?;
    let skills = options::skills(args.skills.as_deref(), rules)?;
    let (template, mut findings) = match (&args.template, &args.role) {
        (Some(path), _) => (options::template(path, rules)?, Vec::new()),
        (None, role) => {
            let studied = study(role.as_deref().unwrap_or_default(), &args.inputs, &args.filter, rules, terminal)?;
            (studied.study.template, studied.findings)
        }
    };
    findings.extend(skills.findings);
    findings.sort();
    goal.role.clone_from(&template.role);
    if goal.text.is_empty() {
        // The role in the words of whoever wants it, not of the vocabulary.
        let role = args.role.as_deref().map(str::trim).filter(|r| !r.is_empty()).unwrap_or(&template.role);
        let article = if role.to_lowercase().starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        goal.text = format!("be {article} {role}");
    }
    let report = compare(&template, &skills.assessment, &pipeline::relations(rules));
    let plan = plan::plan(&Request {
        report: &report,
        template: &template,
        assessment: &skills.assessment,
        preferences: &preferences,
        goal: &goal,
        from,
        data: &data,
        vocabulary: rules.vocabulary(),
        previous,
    });
    file::save(path, &plan, before.as_ref(), terminal)?;
    let said = summary::role(&template) + &summary::findings(&findings) + &show::made(&plan, from, path, &data);
    write!(terminal.out, "{said}")?;
    Ok(exit(&findings))
}

fn set_goal(args: &MakeArgs, from: Date, goal: &mut PlanGoal) -> Result<(), Failure> {
    if let Some(text) = &args.goal {
        goal.text.clone_from(text);
    }
    if let Some(by) = args.by.as_deref().map(options::date).transpose()? {
        goal.by = Some(by);
    }
    match goal.by {
        Some(by) if by <= from => {
            Err(Failure::Usage(format!("the plan would end on {by}, before it starts on {from}")))
        }
        _ => Ok(()),
    }
}

/// What was preferred before, with what the arguments change.
fn preferences(args: &MakeArgs, mut of: Preferences, rules: &RuleSet) -> Result<Preferences, Failure> {
    if let Some(start) = args.start.as_deref().map(options::date).transpose()? {
        of.start = Some(start);
    }
    if let Some(hours) = args.hours {
        if !(0.5..=80.0).contains(&hours) {
            return Err(Failure::Usage(format!("`{hours}` hours a week are not between 0.5 and 80")));
        }
        of.hours_a_week = hours;
    }
    for word in &args.holiday {
        let holiday = holiday(word)?;
        if !of.holidays.contains(&holiday) {
            of.holidays.push(holiday);
        }
    }
    of.holidays.sort();
    for reward in &args.reward {
        let (at, text) = pair(reward, "--reward 50=TEXT")?;
        let at = at.trim_end_matches('%').trim();
        let id = if at == "first" { at.to_owned() } else { format!("{at} %") };
        of.rewards.insert(id, text.to_owned());
    }
    for route in &args.route {
        let (competency, route) = pair(route, "--route sql=course")?;
        of.routes.insert(competency.to_owned(), route.to_owned());
    }
    situation::take(&args.situation, &mut of, rules)?;
    for (given, list) in [(&args.prefer, &mut of.prefer), (&args.avoid, &mut of.avoid), (&args.value, &mut of.values)] {
        for word in given {
            if !list.contains(word) {
                list.push(word.clone());
            }
        }
    }
    wished(&options::wishes(&args.wishes)?, &mut of);
    if let Some(buddy) = &args.buddy {
        of.buddy.clone_from(buddy);
    }
    of.unrated_as_missing |= args.unrated_as_missing;
    Ok(of)
}

/// Takes values and what the user says of themselves over from the file of wishes; what the plan has of its own stays.
fn wished(wanted: &Wanted, of: &mut Preferences) {
    let topics = topic_names();
    let values = wanted.values.iter().filter_map(|id| topics.get(id.as_str())).map(|name| (*name).to_owned());
    let lists = [
        (values.collect(), &mut of.values),
        (wanted.about.strengths.clone(), &mut of.strengths),
        (wanted.about.weaknesses.clone(), &mut of.weaknesses),
    ];
    for (given, list) in lists {
        let given: Vec<String> = given;
        let fresh: Vec<String> = given.into_iter().filter(|word| !list.contains(word)).collect();
        list.extend(fresh);
    }
}

fn holiday(word: &str) -> Result<[Date; 2], Failure> {
    let (from, to) = word.split_once("..").unwrap_or((word, word));
    let (from, to) = (options::date(from)?, options::date(to)?);
    if to < from {
        return Err(Failure::Usage(format!("the holiday `{word}` ends before it begins")));
    }
    Ok([from, to])
}

fn pair<'a>(word: &'a str, like: &str) -> Result<(&'a str, &'a str), Failure> {
    let (key, value) = word.split_once('=').unwrap_or((word, ""));
    match (key.trim(), value.trim()) {
        (key, value) if !key.is_empty() && !value.is_empty() => Ok((key, value)),
        _ => Err(Failure::Usage(format!("`{word}` is not understood; write it like `{like}`"))),
    }
}
