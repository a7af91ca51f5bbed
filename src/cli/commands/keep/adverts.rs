use super::args::AdvertsArgs;
use crate::cli::Terminal;
use crate::cli::args::{DuplicatesArgs, InputArgs};
use crate::cli::commands::duplicates;
use crate::cli::exit::{Exit, Failure};
use crate::cli::options;
use crate::cli::output::Output;
use crate::cli::settings::Settings;
use crate::cli::show::{plural, table};
use crate::pipeline::Target;
use crate::report::{STORED_COLUMNS, StoredRow, csv};
use crate::role::employer_key;
use crate::store::{Choice, Kept, Standing, Store};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Adverts listed in the terminal.
const SHOWN: usize = 50;

pub fn run(args: &AdvertsArgs, settings: &Settings, terminal: &mut Terminal) -> Result<Exit, Failure> {
    if let Some(id) = &args.forget {
        return forget(id, settings, terminal);
    }
    if args.duplicates {
        let stored = Some(settings.store()?.clone());
        let inputs = InputArgs { gone: args.gone, stored, ..InputArgs::default() };
        let args = DuplicatesArgs { inputs, out: args.out.clone(), bom: args.bom };
        return duplicates::run(&args, &options::rules(settings.vocabulary.as_deref())?, terminal);
    }
    let store = Store::open_to_read(settings.store()?)?;
    if let Some(id) = &args.show {
        return show(id, &store, terminal);
    }
    let output = args.out.as_deref().map(Output::open).transpose()?;
    let found = filtered(args, &store, settings)?;
    if let Some(output) = output {
        let rows: Vec<StoredRow> = found.iter().map(row).collect();
        if let Some(path) = output.finish(&csv(STORED_COLUMNS, &rows, args.bom), terminal)? {
            writeln!(terminal.out, "wrote {} ({} rows)", path.display(), rows.len())?;
        }
        return Ok(Exit::Done);
    }
    writeln!(terminal.out, "{}", plural(found.len() as u32, "advert", "adverts"))?;
    let cells: Vec<Vec<String>> = found.iter().take(SHOWN).map(cells).collect();
    if !cells.is_empty() {
        let headers = ["first seen", "advert", "place", "state", "id"];
        write!(terminal.out, "{}", table(&headers, &cells, terminal.out_is_terminal))?;
    }
    if found.len() > SHOWN {
        writeln!(terminal.out, "and {} more; `--out adverts.csv` writes them all", found.len() - SHOWN)?;
    }
    Ok(Exit::Done)
}

/// The adverts that the arguments leave.
fn filtered(args: &AdvertsArgs, store: &Store, settings: &Settings) -> Result<Vec<Kept>, Failure> {
    let since = args.since.as_deref().map(super::day).transpose()?;
    let choice = Choice { gone: args.gone, blocked: args.blocked, since, after_pull: None };
    let mut found = store.adverts(&choice)?;
    let employer = args.employer.as_deref().map(employer_key);
    found.retain(|kept| {
        let place = |wanted: &String| kept.place.as_deref().is_some_and(|place| holds(place, wanted));
        let same = |key: &String| kept.employer.as_deref().is_some_and(|name| employer_key(name) == *key);
        args.place.as_ref().is_none_or(place) && employer.as_ref().is_none_or(same)
    });
    if let Some((main, others)) = args.role.split_first() {
        let rules = options::rules(settings.vocabulary.as_deref())?;
        let target = Target::new(main, others, &rules);
        found.retain(|kept| target.holds(&rules.reach(&kept.title)));
    }
    if let Some(words) = &args.text {
        let mut with = Vec::new();
        for kept in found {
            let texts = store.texts(&[kept.number])?;
            if holds(&kept.title, words) || texts.iter().any(|(advert, _)| holds(&advert.text, words)) {
                with.push(kept);
            }
        }
        found = with;
    }
    Ok(found)
}

fn holds(text: &str, wanted: &str) -> bool {
    text.to_lowercase().contains(&wanted.to_lowercase())
}

fn unknown(id: &str) -> Failure {
    Failure::Failed(format!(
        "no advert of the store, or more than one, has the id `{id}`; `skillgap adverts` lists them"
    ))
}

fn show(id: &str, store: &Store, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let (kept, advert) = store.advert(id)?.ok_or_else(|| unknown(id))?;
    writeln!(terminal.out, "{}", kept.title)?;
    let lines = [
        ("id", Some(kept.id.clone())),
        ("employer", kept.employer.clone()),
        ("standing", kept.standing.map(|s| s.as_str().to_owned())),
        ("place", kept.place.clone()),
        ("pay", advert.salary.clone()),
        ("contract", advert.contract.clone()),
        ("published", kept.published.map(|d| d.to_string())),
        ("closes", kept.closing.map(|d| d.to_string())),
        ("first seen", Some(kept.first_seen.to_string())),
        ("last seen", Some(kept.last_seen.to_string())),
        ("gone", kept.gone_at.map(|at| at.to_string())),
        ("does not count", kept.aside.clone()),
        ("link", kept.link.clone()),
        ("feeds", Some(kept.feeds.join(", "))),
    ];
    for (name, value) in lines {
        if let Some(value) = value {
            writeln!(terminal.out, "  {name:<15}{value}")?;
        }
    }
    for (at, what) in store.changes(kept.number)? {
        writeln!(terminal.out, "  {:<15}{at}: {what}", "changed")?;
    }
    writeln!(terminal.out, "\n{}", advert.text.trim_end())?;
    Ok(Exit::Done)
}

fn forget(id: &str, settings: &Settings, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut store = Store::open(settings.store()?)?;
    let (kept, _) = store.advert(id)?.ok_or_else(|| unknown(id))?;
    store.forget(&kept.id, Timestamp::now())?;
    writeln!(terminal.out, "forgot `{}` [{}]; it does not come back", kept.title, kept.id)?;
    Ok(Exit::Done)
}

fn day(at: Timestamp) -> crate::model::Date {
    at.to_zoned(TimeZone::UTC).date()
}

fn row(kept: &Kept) -> StoredRow {
    StoredRow {
        id: kept.id.clone(),
        title: kept.title.clone(),
        employer: kept.employer.clone(),
        place: kept.place.clone(),
        published: kept.published,
        closing: kept.closing,
        first_seen: day(kept.first_seen),
        last_seen: day(kept.last_seen),
        gone: kept.gone_at.map(day),
        changes: kept.changes,
        aside: kept.aside.clone(),
        standing: kept.standing.map(Standing::as_str),
        link: kept.link.clone(),
        feeds: kept.feeds.clone(),
    }
}

fn cells(kept: &Kept) -> Vec<String> {
    let mut state = Vec::new();
    state.extend(kept.gone_at.map(|at| format!("gone {}", day(at))));
    state.extend(kept.aside.clone());
    state.extend((kept.changes > 0).then(|| plural(kept.changes, "change", "changes")));
    state.extend(kept.standing.map(|s| s.as_str().to_owned()));
    let mut title = kept.title.clone();
    title.extend(kept.employer.iter().flat_map(|employer| [", ", employer]));
    let place = kept.place.clone().unwrap_or_default();
    vec![day(kept.first_seen).to_string(), title, place, state.join(", "), kept.id.clone()]
}
