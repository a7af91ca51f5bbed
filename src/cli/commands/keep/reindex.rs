use super::args::ReindexArgs;
use crate::cli::exit::{Exit, Failure};
use crate::cli::options;
use crate::cli::settings::Settings;
use crate::cli::show::plural;
use crate::cli::{Terminal, interrupt};
use crate::pipeline;
use crate::store::Store;

pub fn run(args: &ReindexArgs, settings: &Settings, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut store = Store::open(settings.store()?)?;
    if args.all || pipeline::is_stale(&store)? {
        let done = pipeline::rebuild(&mut store, &|_, _| {})?;
        let (adverts, answers) = (plural(done.adverts, "advert", "adverts"), done.deliveries);
        writeln!(terminal.out, "{adverts} made again from {}", plural(answers, "answer", "answers"))?;
    }
    interrupt::listen();
    let rules = options::rules(settings.vocabulary.as_deref())?;
    let read = pipeline::refresh(&mut store, &rules, args.all, &interrupt::asked)?;
    writeln!(terminal.out, "{} read anew, {} up to date", plural(read.read, "advert", "adverts"), read.kept)?;
    Ok(if read.stopped { Exit::Failed } else { Exit::Done })
}
