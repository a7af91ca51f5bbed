use crate::cli::Terminal;
use crate::cli::args::Args;
use crate::cli::exit::{Exit, Failure};
use clap::CommandFactory;

pub fn completions(shell: clap_complete::Shell, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "skillgap", &mut text);
    terminal.out.write_all(&text)?;
    Ok(Exit::Done)
}

pub fn page(terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut text = Vec::new();
    clap_mangen::Man::new(Args::command()).render(&mut text)?;
    terminal.out.write_all(&text)?;
    Ok(Exit::Done)
}
