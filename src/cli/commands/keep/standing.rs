use crate::cli::Terminal;
use crate::cli::args::StandingArgs;
use crate::cli::exit::{Exit, Failure};
use crate::cli::settings::Settings;
use crate::cli::show::plural;
use crate::role::employer_key;
use crate::store::{Standing, Store};

/// Blocks and follows employers.
pub fn run(args: &StandingArgs, settings: &Settings, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut store = Store::open(settings.store()?)?;
    let changes = [
        (&args.unblock, None, "no longer blocked"),
        (&args.unfollow, None, "no longer followed"),
        (&args.block, Some(Standing::Blocked), "blocked"),
        (&args.follow, Some(Standing::Followed), "followed"),
    ];
    for (names, standing, done) in changes {
        for name in names {
            let key = employer_key(name);
            if key.is_empty() {
                return Err(Failure::Usage(format!("`{name}` is no name of an employer")));
            }
            let adverts = store.set_standing(&key, name.trim(), standing)?;
            writeln!(terminal.out, "{name}: {done} ({} so far)", plural(adverts, "advert", "adverts"))?;
        }
    }
    let standings = store.standings()?;
    for standing in [Standing::Blocked, Standing::Followed] {
        let names: Vec<&str> = standings.iter().filter(|s| s.2 == standing).map(|s| s.1.as_str()).collect();
        if !names.is_empty() {
            writeln!(terminal.out, "{}: {}", standing.as_str(), names.join(", "))?;
        }
    }
    Ok(Exit::Done)
}
