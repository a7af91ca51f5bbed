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
    Ok(Exit::Done)
}
