//! Arguments as typed → options as meant.

use super::args::{FilterArgs, InputArgs, WishArgs};
use super::exit::Failure;
use crate::diag::{Diag, Severity};
use crate::model::{Date, RoleTemplate, Seniority};
use crate::pipeline::{self, Filter, Input, Progress, Target};
use crate::profile::{Names, Preferences, Skills, Topic, read_preferences, read_skills};
use crate::role;
use crate::rules::{RuleFile, RuleFiles, Rules};
use crate::store::Choice;
use jiff::ToSpan;
use std::path::{Path, PathBuf};

/// The rules of a run: built in, or with the user's vocabulary.
pub enum RuleSet {
    /// Compiled when first asked for: a command that needs none does not wait.
    BuiltIn,
    /// With its files of plans, which are read when a plan needs them. Kept to the end of the process: to take the rules
    /// apart takes longer than to leave them.
    Own(&'static Rules, Vec<RuleFile>),
}

impl RuleSet {
    /// The files of `data/plan`.
    pub fn plan_files(&self) -> Vec<RuleFile> {
        match self {
            Self::BuiltIn => RuleFiles::embedded().under(PLAN),
            Self::Own(_, files) => files.clone(),
        }
    }
}

/// The folder of the rules that plans are made by.
const PLAN: &str = "plan";

impl std::ops::Deref for RuleSet {
    type Target = Rules;

    fn deref(&self) -> &Rules {
        match self {
            Self::BuiltIn => Rules::embedded(),
            Self::Own(rules, _) => rules,
        }
    }
}

/// # Errors
/// Where the vocabulary cannot be read, and every fault in it.
pub fn rules(vocabulary: Option<&Path>) -> Result<RuleSet, Failure> {
    let Some(path) = vocabulary else { return Ok(RuleSet::BuiltIn) };
    let unreadable =
        |source| Failure::Io { what: format!("the vocabulary `{}` cannot be read", path.display()), source };
    let files = RuleFiles::with_own(path).map_err(unreadable)?;
    let rules = Rules::compile(&files).map_err(Failure::Config)?;
    Ok(RuleSet::Own(Box::leak(Box::new(rules)), files.under(PLAN)))
}

/// What a command cannot do without, from its arguments or the settings.
///
/// # Errors
/// Where neither names it.
pub fn needed<'a, T>(value: &'a Option<T>, name: &str) -> Result<&'a T, Failure> {
    value.as_ref().ok_or_else(|| Failure::Usage(format!("no {name}; name it with `--{name}`, or in `skillgap.toml`")))
}

/// All inputs of a run, with what could not be reached.
///
/// # Errors
/// Where none is named, and where the store cannot be read.
pub fn inputs(args: &InputArgs, progress: &(dyn Fn(Progress) + Sync)) -> Result<(Vec<Input>, Vec<Diag>), Failure> {
    if args.feed.is_empty() && args.adverts.is_empty() && args.stored.is_none() {
        return Err(Failure::Usage(
            "no adverts; name feeds with `--feed`, saved adverts with `--adverts` or a store with `--store`".into(),
        ));
    }
    let shown = |path: &PathBuf| path.to_string_lossy().into_owned();
    let (addresses, paths): (Vec<PathBuf>, Vec<PathBuf>) =
        args.adverts.iter().cloned().partition(|path| pipeline::is_address(&shown(path)));
    let feeds: Vec<String> = args.feed.iter().cloned().chain(addresses.iter().map(shown)).collect();
    let (mut all, mut findings) = pipeline::feeds(&feeds, progress);
    let (files, missing) = pipeline::inputs(&paths);
    all.extend(files);
    findings.extend(missing);
    if let Some(store) = &args.stored {
        let choice = Choice { gone: args.gone, ..Choice::default() };
        let (stored, left_out) = pipeline::store_inputs(store, &choice)?;
        all.extend(stored);
        findings.extend(left_out);
    }
    all.sort();
    all.dedup();
    Ok((all, findings))
}

/// # Errors
/// Words that are no seniority or date.
pub fn filter(args: &FilterArgs) -> Result<Filter, Failure> {
    let today = args.today.as_deref().map(date).transpose()?;
    let since = match args.since.as_deref() {
        None => None,
        Some(since) => Some(match since.strip_suffix('d').and_then(|days| days.parse::<i32>().ok()) {
            None => date(since)?,
            Some(days) => {
                let Some(today) = today else {
                    return Err(Failure::Usage("`--since` in days needs `--today YYYY-MM-DD` to count from".into()));
                };
                today.saturating_sub(days.days())
            }
        }),
    };
    let seniority = match args.seniority.as_deref() {
        None => None,
        Some(word) => Some(Seniority::parse(&word.to_lowercase()).ok_or_else(|| {
            let known = Seniority::ALL.iter().map(|s| s.as_str()).collect::<Vec<_>>().join(", ");
            Failure::Usage(format!("`{word}` is no seniority; use one of {known}"))
        })?),
    };
    Ok(Filter { seniority, place: args.place.clone(), since, employer: args.employer.clone() })
}

/// # Errors
/// Where the word is no date.
pub fn date(word: &str) -> Result<Date, Failure> {
    word.parse().map_err(|_| Failure::Usage(format!("`{word}` is no date; write YYYY-MM-DD")))
}

pub fn target(role: &str, filter: &FilterArgs, rules: &Rules) -> Target {
    Target::new(role, &filter.include, rules)
}

/// A skills file, or none: everything then counts as not assessed.
///
/// # Errors
/// Where the file cannot be read.
pub fn skills(path: Option<&Path>, rules: &Rules) -> Result<Skills, Failure> {
    let Some(path) = path else { return Ok(Skills::default()) };
    let shown = path.display().to_string();
    let bytes = std::fs::read(path)
        .map_err(|source| Failure::Io { what: format!("the skills file `{shown}` cannot be read"), source })?;
    let find = |name: &str| rules.find(name).map(|c| (c.id.clone(), c.kind));
    let nearest = |name: &str| rules.nearest(name).map(|c| c.label.clone());
    Ok(read_skills(&bytes, &shown, &Names { find: &find, nearest: &nearest }))
}

/// # Errors
/// Where the file cannot be read, and every fault in it.
pub fn template(path: &Path, rules: &Rules) -> Result<RoleTemplate, Failure> {
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|source| Failure::Io { what: format!("the template `{shown}` cannot be read"), source })?;
    role::file::read(&text, &shown, &pipeline::known(rules)).map_err(Failure::Config)
}

/// The file of wishes where none is named.
const WISHES: &str = "skillgap.toml";

/// The file that wishes are kept in.
pub fn wishes_path(args: &WishArgs) -> PathBuf {
    args.preferences.clone().unwrap_or_else(|| WISHES.into())
}

/// Wishes of a post and an employer; none where no file is named and the folder has none.
///
/// # Errors
/// Where the file cannot be read, and every fault in it.
pub fn wishes(args: &WishArgs) -> Result<Preferences, Failure> {
    let path = wishes_path(args);
    if args.preferences.is_none() && !path.exists() {
        return Ok(Preferences::default());
    }
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(&path)
        .map_err(|source| Failure::Io { what: format!("the preferences `{shown}` cannot be read"), source })?;
    let topics: Vec<Topic> = role::topics().iter().map(|t| (t.id.as_str(), t.name.as_str())).collect();
    read_preferences(&text, &shown, &topics).map_err(Failure::Config)
}

/// Whether some input could not be read.
pub fn any_unread(findings: &[Diag]) -> bool {
    findings.iter().any(|finding| finding.severity() >= Severity::Unread)
}
