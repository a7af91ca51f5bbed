use super::args::PullArgs;
use super::news::{self, Aim};
use crate::cli::exit::{Exit, Failure};
use crate::cli::settings::Settings;
use crate::cli::show::plural;
use crate::cli::{Terminal, interrupt, summary};
use crate::pipeline::{self, FeedPull, FeedResult, PageResult, Pull, PullEvent, Pulling};
use crate::store::{Choice, Store};
use jiff::Timestamp;

pub fn run(args: &PullArgs, settings: &Settings, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let feeds = if args.feeds.is_empty() { &settings.config.feeds } else { &args.feeds };
    if feeds.is_empty() {
        return Err(Failure::Usage("no feeds; write them into `skillgap.toml`, or name them after `pull`".into()));
    }
    let mut store = Store::create(settings.store()?)?;
    interrupt::listen();
    let pull = Pull {
        feeds,
        follow: if args.no_follow { 0 } else { args.follow },
        allow_private: args.allow_private,
        stop: &interrupt::asked,
        clock: &Timestamp::now,
    };
    let mut told = Ok(());
    let done = pipeline::pull(&mut store, &pull, &mut |event| {
        // Nobody may be listening any more; the pull goes on.
        told = std::mem::replace(&mut told, Ok(())).and_then(|()| tell(event, terminal));
    })?;
    write!(terminal.out, "{}", said(&done))?;
    if pipeline::is_stale(&store)? {
        writeln!(terminal.out, "the store was made by another version; `skillgap reindex` brings it up to date")?;
    }
    if done.stopped {
        writeln!(terminal.out, "ended early; what was told of is kept, and the next pull goes on from there")?;
        return Ok(Exit::Failed);
    }
    let choice = Choice { after_pull: Some(store.new_after()?), ..Choice::default() };
    let new = store.adverts(&choice)?;
    let aim = Aim::of(&args.aim, &new, settings)?;
    if let Some(aim) = &aim {
        // Read once and kept: the commands that follow take it from the store.
        pipeline::refresh(&mut store, &aim.rules, false, &interrupt::asked)?;
    }
    news::tell(&store, &new, aim.as_ref(), terminal)?;
    Ok(if done.failed > 0 || !done.findings.is_empty() { Exit::Unread } else { Exit::Done })
}

fn tell(event: &PullEvent, terminal: &mut Terminal) -> std::io::Result<()> {
    match event {
        PullEvent::Feed(FeedPull { feed, result, findings }) => {
            match result {
                FeedResult::Read(got) => {
                    writeln!(terminal.err, "{feed}: {}, {} new", plural(got.items, "advert", "adverts"), got.fresh)?
                }
                FeedResult::Unchanged(got) => {
                    writeln!(terminal.err, "{feed}: unchanged, {}", plural(got.items, "advert", "adverts"))?;
                }
                FeedResult::Elsewhere(finding) => writeln!(terminal.err, "{feed}: {}", finding.message)?,
                FeedResult::Failed(finding) => {
                    writeln!(terminal.err, "{feed}: not read: {} [{}]", finding.message, finding.code.as_str())?;
                }
            }
            findings.iter().try_for_each(|f| writeln!(terminal.err, "  {} [{}]", f.message, f.code.as_str()))
        }
        PullEvent::Page { title, link, result } => match result {
            PageResult::Read => writeln!(terminal.err, "  followed {link}: `{title}`"),
            PageResult::Closed => writeln!(terminal.err, "  followed {link}: `{title}` is no longer open"),
            PageResult::NotTheAdvert => {
                writeln!(terminal.err, "  followed {link}: the page does not show `{title}`")
            }
            PageResult::Failed(reason) => writeln!(terminal.err, "  {link}: not read: {reason}"),
        },
    }
}

/// What a pull did, in a few lines.
fn said(done: &Pulling) -> String {
    let mut parts = vec![format!("{} of {} read", done.polled, plural(done.feeds, "feed", "feeds"))];
    parts.extend((done.unchanged > 0).then(|| format!("{} unchanged", done.unchanged)));
    parts.push(format!("{} in them, {} new", plural(done.items, "advert", "adverts"), done.fresh));
    if done.followed > 0 {
        let links = plural(done.followed, "link", "links");
        parts.push(format!("{links} followed, {} gave the advert", done.found));
    }
    let mut out = parts.join(", ") + "\n";
    if done.stubs_left {
        out += "  more entries say too little; the next pull follows their links, or `--follow N` more of them now\n";
    }
    // What failed as a whole was told as it happened.
    let items: Vec<_> = done.findings.iter().filter(|finding| finding.place > 0).cloned().collect();
    out + &summary::findings(&items)
}
