//! New adverts: of the roles aimed at and of followed employers.

use super::args::{AimArgs, NewArgs};
use crate::cli::Terminal;
use crate::cli::commands::matching;
use crate::cli::exit::{Exit, Failure};
use crate::cli::options;
use crate::cli::settings::Settings;
use crate::cli::show::{plural, table};
use crate::gap::Held;
use crate::pipeline::{self, Filter, Target};
use crate::profile::Preferences;
use crate::rules::Rules;
use crate::store::{Choice, Kept, Standing, Store};
use std::collections::BTreeMap;
use std::path::Path;

/// Adverts shown.
const SHOWN: usize = 30;

pub fn run(args: &NewArgs, settings: &Settings, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let store = Store::open_to_read(settings.store()?)?;
    let choice = match &args.since {
        Some(since) => Choice { since: Some(super::day(since)?), ..Choice::default() },
        None => Choice { after_pull: Some(store.new_after()?), ..Choice::default() },
    };
    match store.last_pull()? {
        None => writeln!(terminal.out, "nothing was pulled so far; `skillgap pull` polls the feeds")?,
        Some(_) => tell(&store, &choice, &args.aim, settings, terminal)?,
    }
    Ok(Exit::Done)
}

/// Lists the chosen adverts that matter to the user, best fit first where there is a skills file, else newest first.
pub fn tell(
    store: &Store,
    choice: &Choice,
    aim: &AimArgs,
    settings: &Settings,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let config = &settings.config;
    let roles = if aim.role.is_empty() { &config.roles } else { &aim.role };
    let new = store.adverts(choice)?;
    let Some(main) = roles.first().filter(|_| !new.is_empty()) else {
        return listed(&new, &BTreeMap::new(), "new", terminal);
    };
    let rules = options::rules(settings.vocabulary.as_deref())?;
    let include: Vec<String> = roles.iter().skip(1).chain(&config.include).cloned().collect();
    let target = Target::new(main, &include, &rules);
    let followed = |kept: &Kept| kept.standing == Some(Standing::Followed);
    let mut of: Vec<Kept> =
        new.iter().filter(|kept| followed(kept) || target.holds(&rules.reach(&kept.title))).cloned().collect();
    let skills = aim.skills.as_deref().or(config.skills.as_deref()).filter(|_| !of.is_empty());
    let fits = match skills {
        Some(skills) => fits(store, skills, target.clone(), &rules)?,
        None => BTreeMap::new(),
    };
    // The sort is stable: those without a fit stay newest first behind the others.
    of.sort_by_key(|kept| fits.get(&kept.id).map_or(usize::MAX, |(place, _)| *place));
    listed(&of, &fits, &format!("new for {}", target.name), terminal)?;
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
