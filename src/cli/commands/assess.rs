use super::{exit, study};
use crate::cli::args::AssessArgs;
use crate::cli::exit::{Exit, Failure};
use crate::cli::options::{self, RuleSet};
use crate::cli::output::Output;
use crate::cli::show::plural;
use crate::cli::{Terminal, summary};
use crate::diag::Diag;
use crate::gap::compare;
use crate::model::{CompetencyId, Gap, GapKind, RoleTemplate, SelfAssessment};
use crate::pipeline;
use crate::profile::{ANCHORS, Answer, Interview, Question, Reply, remarks, sheet, with_answers};
use crate::report::{SHEET_COLUMNS, csv};
use std::collections::BTreeMap;
use std::io::{BufRead, ErrorKind};
use std::path::Path;

pub fn run(args: &AssessArgs, rules: &RuleSet, terminal: &mut Terminal) -> Result<Exit, Failure> {
    match &args.csv {
        _ if args.about_me => super::about::ask(&args.wishes, terminal),
        Some(name) => fill_in(args, name, rules, terminal),
        None => ask(args, rules, terminal),
    }
}

/// Writes a sheet to fill in.
fn fill_in(args: &AssessArgs, name: &str, rules: &RuleSet, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let output = Output::open(name)?;
    let skills = options::skills(args.skills.as_deref(), rules)?;
    let (template, mut findings) = wanted(args, rules, terminal)?;
    let mut found = BTreeMap::new();
    if let Some(cv) = &args.from {
        let (named, unread) = pipeline::named_in(cv, rules);
        found = named;
        findings.extend(unread);
    }
    findings.extend(skills.findings);
    findings.sort();
    let rows = sheet(template.as_ref(), &skills.assessment, &found, &pipeline::names(rules));
    let cells: Vec<_> = rows.into_iter().map(|row| (row.name, row.evidence)).collect();
    let written = output.finish(&csv(SHEET_COLUMNS, &cells, args.bom), terminal)?;
    let mut said = template.as_ref().map(summary::role).unwrap_or_default();
    if args.from.is_some() {
        let named = plural(found.len() as u32, "competency", "competencies");
        said += &format!("the CV names {named}; none counts until you fill in its level\n");
    }
    if let Some(path) = written {
        said += &format!("wrote {} ({} rows to fill in)\n", path.display(), cells.len());
    }
    write!(terminal.err, "{said}{}", summary::findings(&findings))?;
    Ok(exit(&findings))
}

/// The template to ask about; `None` where only a CV is read.
fn wanted(
    args: &AssessArgs,
    rules: &RuleSet,
    terminal: &mut Terminal,
) -> Result<(Option<RoleTemplate>, Vec<Diag>), Failure> {
    match (&args.template, &args.role) {
        (Some(path), _) => Ok((Some(options::template(path, rules)?), Vec::new())),
        (None, None) => Ok((None, Vec::new())),
        (None, Some(role)) => {
            let studied = study(role, &args.inputs, &args.filter, rules, terminal)?;
            Ok((Some(studied.study.template), studied.findings))
        }
    }
}

/// Asks line by line, most decisive first, and keeps every answer as it comes.
fn ask(args: &AssessArgs, rules: &RuleSet, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let Some(path) = &args.skills else {
        return Err(Failure::Usage(
            "name the file that keeps your answers with `--skills`, or a sheet with `--csv`".into(),
        ));
    };
    let today = args.filter.today.as_deref().map(options::date).transpose()?;
    let before = if path.exists() { options::skills(Some(path), rules)? } else { Default::default() };
    let (template, mut findings) = wanted(args, rules, terminal)?;
    let Some(template) = template else {
        return Err(Failure::Usage("name the role to ask about with `--role` or `--template`".into()));
    };
    let mut interview = Interview::new(questions(&template, &before.assessment, rules));
    write!(terminal.out, "{}", summary::role(&template))?;
    writeln!(
        terminal.out,
        "a number from 0 to 5, Enter to skip, ? for what the numbers mean, b to go back, q to stop; every answer is kept at\n\
         once\n"
    )?;
    // Answers are written onto what was there before, so that one taken back leaves the file again.
    let before = bytes(path)?;
    let mut lines = std::io::stdin().lock().lines();
    while let Some((question, number, of)) = interview.current() {
        write!(terminal.out, "{}", shown(question, number, of))?;
        terminal.out.flush()?;
        let Some(line) = lines.next().transpose().map_err(unheard)? else { break };
        match interview.take(&line) {
            Reply::Quit => break,
            Reply::Unclear => writeln!(terminal.out, "  `{}` is no level", line.trim())?,
            Reply::Help => write!(terminal.out, "{}", anchors())?,
            Reply::Next | Reply::Back => keep(path, &before, &interview, rules, terminal)?,
        }
    }
    let answered = interview.answers().count() as u32;
    writeln!(terminal.out, "\n{} kept in {}", plural(answered, "answer", "answers"), path.display())?;
    if path.exists() {
        let after = options::skills(Some(path), rules)?;
        findings.extend(remarks(&after.assessment, &path.display().to_string(), today, &pipeline::names(rules)));
    }
    write!(terminal.out, "{}", summary::findings(&findings))?;
    Ok(exit(&findings))
}

pub fn unheard(source: std::io::Error) -> Failure {
    let what = if source.kind() == ErrorKind::InvalidData { "an answer is not text" } else { "no answer can be read" };
    Failure::Io { what: what.into(), source }
}

/// What the role asks for and is not assessed, by priority.
fn questions(template: &RoleTemplate, assessment: &SelfAssessment, rules: &RuleSet) -> Vec<Question> {
    let report = compare(template, assessment, &pipeline::relations(rules));
    let question = |gap: Gap| Question {
        competency: gap.requirement.competency,
        name: gap.requirement.name,
        kind: gap.requirement.kind,
        required: gap.requirement.level,
        adverts: gap.requirement.adverts,
    };
    report.gaps.into_iter().filter(|gap| gap.kind == GapKind::Unassessed).map(question).collect()
}

fn shown(question: &Question, number: usize, of: usize) -> String {
    use crate::model::CompetencyKind::{Language, Qualification};
    let adverts = plural(question.adverts, "advert asks", "adverts ask");
    let mut out = format!("{number}/{of} {} ({adverts} for it", question.name);
    let scale = match question.kind {
        Qualification => "; yes or no".to_owned(),
        Language => format!(", at {} of 5; CEFR will do", question.required.number()),
        _ => format!(", at {} of 5", question.required.number()),
    };
    out += &format!("{scale})\n");
    if question.kind != Qualification && number == 1 {
        out += &anchors();
    }
    out + "> "
}

/// What each number means, one a line.
fn anchors() -> String {
    ANCHORS.iter().enumerate().map(|(n, anchor)| format!("  {n} {anchor}\n")).collect()
}

/// What the skills file holds; nothing where there is none yet.
fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(bytes),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(source) => Err(Failure::Io { what: format!("`{}` cannot be read", path.display()), source }),
    }
}

/// Writes the answers so far into the skills file, onto what it held `before`.
fn keep(
    path: &Path,
    before: &[u8],
    interview: &Interview,
    rules: &RuleSet,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let answers: Vec<Answer> = interview
        .answers()
        .map(|(q, level)| Answer { competency: &q.competency, name: &q.name, kind: q.kind, level })
        .collect();
    let find = |name: &str| rules.find(name).map(|c| c.id.clone());
    let text = with_answers(before, &answers, &find as &dyn Fn(&str) -> Option<CompetencyId>);
    Output::open(&path.to_string_lossy())?.finish(&text, terminal)?;
    Ok(())
}
