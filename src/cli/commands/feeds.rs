use crate::cli::Terminal;
use crate::cli::args::{FeedsCheckArgs, FeedsCommand, FeedsExportArgs, FeedsFormat};
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::Output;
use crate::cli::progress::Bar;
use crate::cli::settings::Settings;
use crate::cli::show::table;
use crate::pipeline::{self, FeedCheck};
use crate::report::{FEED_COLUMNS, FeedRow, csv, json_rows, opml};
use crate::store::{PollStatus, Store};

pub fn run(command: &FeedsCommand, settings: &Settings, terminal: &mut Terminal) -> Result<Exit, Failure> {
    match command {
        FeedsCommand::Check(args) => check(args, settings, terminal),
        FeedsCommand::Export(args) => export(args, settings, terminal),
    }
}

/// The feeds named, or else those of the settings.
fn named<'a>(feeds: &'a [String], settings: &'a Settings) -> Result<&'a [String], Failure> {
    let feeds = if feeds.is_empty() { &settings.config.feeds } else { feeds };
    if feeds.is_empty() {
        return Err(Failure::Usage("no feeds; name them, or write them into `skillgap.toml`".into()));
    }
    Ok(feeds)
}

fn check(args: &FeedsCheckArgs, settings: &Settings, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let feeds = named(&args.feeds, settings)?;
    let output = args.out.as_deref().map(Output::open).transpose()?;
    // Without a store there are no earlier polls.
    let store = settings.store.as_ref().and_then(|path| Store::open_to_read(path).ok());
    let polls = |feed: &str| -> Vec<u32> {
        let polls = store.as_ref().and_then(|store| store.polls(feed).ok()).unwrap_or_default();
        polls.into_iter().filter(|poll| poll.status != PollStatus::Failed).map(|poll| poll.items).collect()
    };
    let bar = Bar::new(terminal.err_is_terminal);
    let checks = pipeline::check_feeds(feeds, &polls, &|p| bar.show(p));
    drop(bar);
    let rows: Vec<FeedRow> = checks.iter().map(FeedCheck::row).collect();
    let bytes = match args.format {
        FeedsFormat::Table => listing(&rows, terminal.out_is_terminal).into_bytes(),
        FeedsFormat::Csv => csv(FEED_COLUMNS, &rows, false),
        FeedsFormat::Json => format!("{:#}\n", json_rows(FEED_COLUMNS, &rows)).into_bytes(),
    };
    match output {
        Some(output) => drop(output.finish(&bytes, terminal)?),
        None => terminal.out.write_all(&bytes)?,
    }
    Ok(if checks.iter().any(FeedCheck::is_bad) { Exit::Unread } else { Exit::Done })
}

/// The feeds to read, with the advice below.
fn listing(rows: &[FeedRow], is_terminal: bool) -> String {
    let number = |n: u32| if n == 0 { String::new() } else { n.to_string() };
    let row = |row: &FeedRow| {
        vec![
            row.state.to_owned(),
            row.feed.clone(),
            row.format.clone().unwrap_or_default(),
            row.items.to_string(),
            number(row.recovered),
            number(row.lost),
            number(row.stubs),
            row.usual.map(|n| n.to_string()).unwrap_or_default(),
            row.newest.map(|d| d.to_string()).unwrap_or_default(),
        ]
    };
    let headers = ["state", "feed", "format", ">items", ">recovered", ">lost", ">stubs", ">usual", "newest"];
    let mut out = table(&headers, &rows.iter().map(row).collect::<Vec<_>>(), is_terminal);
    let advised: Vec<&FeedRow> = rows.iter().filter(|row| !row.advice.is_empty()).collect();
    if !advised.is_empty() {
        out += "\nadvice:\n";
    }
    for row in advised {
        out += &format!("  {}: {}\n", row.feed, row.advice);
    }
    out
}

fn export(args: &FeedsExportArgs, settings: &Settings, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let list: Vec<(String, String)> =
        named(&args.feeds, settings)?.iter().map(|feed| (feed.clone(), String::new())).collect();
    Output::open(&args.opml)?.finish(&opml(&list)?, terminal)?;
    Ok(Exit::Done)
}
