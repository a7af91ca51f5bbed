use super::args::InitArgs;
use crate::cli::Terminal;
use crate::cli::config::{FILE, STORE, TEMPLATE};
use crate::cli::exit::{Exit, Failure};
use crate::store::Store;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};

pub fn run(args: &InitArgs, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let shown = args.folder.display();
    std::fs::create_dir_all(&args.folder)
        .map_err(|source| Failure::Io { what: format!("the folder `{shown}` cannot be made"), source })?;
    let settings = args.folder.join(FILE);
    let written = OpenOptions::new().write(true).create_new(true).open(&settings);
    match written.and_then(|mut file| file.write_all(TEMPLATE.as_bytes())) {
        Ok(()) => writeln!(terminal.out, "wrote {}", settings.display())?,
        Err(e) if e.kind() == ErrorKind::AlreadyExists => {
            writeln!(terminal.out, "{} is there already and stays as it is", settings.display())?;
        }
        Err(source) => {
            return Err(Failure::Io { what: format!("`{}` cannot be written", settings.display()), source });
        }
    }
    let store = args.folder.join(STORE);
    let known = store.exists();
    Store::create(&store)?;
    match known {
        true => writeln!(terminal.out, "{} is there already and stays as it is", store.display())?,
        false => writeln!(terminal.out, "made {}", store.display())?,
    }
    writeln!(terminal.out, "next: write your feeds and the role you aim at into {FILE}, then `skillgap pull`")?;
    Ok(Exit::Done)
}
