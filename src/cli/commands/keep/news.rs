//! New adverts: of the roles aimed at and of followed employers.

use super::args::{AimArgs, NewArgs};
use crate::cli::Terminal;
use crate::cli::commands::matching;
use crate::cli::exit::{Exit, Failure};
use crate::cli::options::{self, RuleSet};
use crate::cli::settings::Settings;
use crate::cli::show::{plural, table};
use crate::gap::Held;
use crate::pipeline::{self, Filter, Target};
use crate::profile::Preferences;
use crate::rules::Rules;
use crate::store::{Choice, Kept, Standing, Store};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Adverts shown.
const SHOWN: usize = 30;

pub fn run(args: &NewArgs, settings: &Settings, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let store = Store::open_to_read(settings.store()?)?;
    let choice = match &args.since {
        Some(since) => Choice { since: Some(super::day(since)?), ..Choice::default() },
        None => Choice { after_pull: Some(store.new_after()?), ..Choice::default() },
    };
    if store.last_pull()?.is_none() {
        writeln!(terminal.out, "nothing was pulled so far; `skillgap pull` polls the feeds")?;
        return Ok(Exit::Done);
    }
    let new = store.adverts(&choice)?;
    let aim = Aim::of(&args.aim, &new, settings)?;
    tell(&store, &new, aim.as_ref(), terminal)?;
    Ok(Exit::Done)
}

/// What the user looks for.
pub struct Aim {
    pub rules: RuleSet,
    target: Target,
    skills: Option<PathBuf>,
}

impl Aim {
    /// `None` where there is nothing to choose from, or no role to choose by; the rules are then not needed.
    ///
    /// # Errors
    /// Where the rules are wrong.
    pub fn of(args: &AimArgs, new: &[Kept], settings: &Settings) -> Result<Option<Self>, Failure> {
        let config = &settings.config;
        let roles = if args.role.is_empty() { &config.roles } else { &args.role };
        let Some((main, others)) = roles.split_first().filter(|_| !new.is_empty()) else { return Ok(None) };
        let rules = options::rules(settings.vocabulary.as_deref())?;
        let include: Vec<String> = others.iter().chain(&config.include).cloned().collect();
        let target = Target::new(main, &include, &rules);
        Ok(Some(Self { rules, target, skills: args.skills.clone().or_else(|| config.skills.clone()) }))
    }
}

/// Lists the new adverts that matter to the user, best fit first where there is a skills file, else newest first.
pub fn tell(store: &Store, new: &[Kept], aim: Option<&Aim>, terminal: &mut Terminal) -> Result<(), Failure> {
    let Some(aim) = aim else { return listed(new, &BTreeMap::new(), "new", terminal) };
    let followed = |kept: &Kept| kept.standing == Some(Standing::Followed);
    let of_role = |kept: &Kept| aim.target.holds(&aim.rules.reach(&kept.title));
    let mut of: Vec<Kept> = new.iter().filter(|kept| followed(kept) || of_role(kept)).cloned().collect();
    let fits = match aim.skills.as_deref().filter(|_| !of.is_empty()) {
        Some(skills) => fits(store, skills, aim.target.clone(), &aim.rules)?,
        None => BTreeMap::new(),
    };
    // The sort is stable: those without a fit stay newest first behind the others.
    of.sort_by_key(|kept| fits.get(&kept.id).map_or(usize::MAX, |(place, _)| *place));
    listed(&of, &fits, &format!("new for {}", aim.target.name), terminal)?;
    let others = new.len() - of.len();
    if others > 0 {
        writeln!(
            terminal.out,
            "{} of other roles; `skillgap adverts` lists all",
            plural(others as u32, "one", "others")
        )?;
    }
    Ok(())
}

/// How each advert of the role fits: its place among them, best first, and its parts in words.
fn fits(
    store: &Store,
    skills: &Path,
    target: Target,
    rules: &Rules,
) -> Result<BTreeMap<String, (usize, String)>, Failure> {
    let skills = options::skills(Some(skills), rules)?;
    let (inputs, _) = pipeline::store_inputs(store.path(), &Choice::default())?;
    let study = pipeline::study(&inputs, rules, target, &Filter::default(), &|_| {});
    let held = Held::new(&skills.assessment, &pipeline::relations(rules));
    let rows = matching::rows(&study.adverts.readings, &held, &Preferences::default());
    let fit = |(place, row): (usize, &crate::report::AdvertRow)| {
        (row.reading.id.0.clone(), (place, format!("{}/{}", row.essentials_met, row.essentials)))
    };
    Ok(rows.iter().enumerate().map(fit).collect())
}

fn listed(
    new: &[Kept],
    fits: &BTreeMap<String, (usize, String)>,
    what: &str,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    if new.is_empty() {
        return Ok(writeln!(terminal.out, "\n{what}: nothing")?);
    }
    let row = |kept: &Kept| {
        let mut title = kept.title.clone();
        title.extend(kept.employer.iter().flat_map(|employer| [", ", employer]));
        title.push_str(match kept.aside.as_deref() {
            Some("no-text") => " (no text)",
            Some(_) => " (set aside)",
            None => "",
        });
        let fit = fits.get(&kept.id).map(|(_, fit)| fit.clone()).unwrap_or_default();
        let closes = kept.closing.map(|day| day.to_string()).unwrap_or_default();
        vec![fit, title, kept.place.clone().unwrap_or_default(), closes, kept.id.clone()]
    };
    let rows: Vec<Vec<String>> = new.iter().take(SHOWN).map(row).collect();
    writeln!(terminal.out, "\n{what}: {}", plural(new.len() as u32, "advert", "adverts"))?;
    let headers = if fits.is_empty() {
        [">", "advert", "place", "closes", "id"]
    } else {
        [">met", "advert", "place", "closes", "id"]
    };
    let (headers, rows) = match fits.is_empty() {
        true => (&headers[1..], rows.into_iter().map(|row| row[1..].to_vec()).collect::<Vec<_>>()),
        false => (&headers[..], rows),
    };
    write!(terminal.out, "{}", table(headers, &rows, terminal.out_is_terminal))?;
    if new.len() > SHOWN {
        writeln!(terminal.out, "and {} more; `skillgap adverts` lists all", new.len() - SHOWN)?;
    }
    Ok(())
}
