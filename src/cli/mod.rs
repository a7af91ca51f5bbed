//! The binary: arguments as typed → options as meant → one short function per command. The only place that prints.

mod args;
mod commands;
mod config;
mod exit;
mod interrupt;
mod options;
mod output;
mod progress;
mod settings;
mod show;
mod summary;

pub use exit::Exit;

use args::Args;
use clap::Parser;
use std::ffi::OsString;
use std::io::Write;

/// Where a run writes, and whether a person is looking.
pub struct Terminal<'a> {
    pub out: &'a mut (dyn Write + Send),
    pub err: &'a mut (dyn Write + Send),
    pub out_is_terminal: bool,
    pub err_is_terminal: bool,
}

impl Terminal<'_> {
    /// Whether results may have colours: a terminal, and `NO_COLOR` not set.
    pub fn is_coloured(&self) -> bool {
        self.out_is_terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
    }
}

/// Runs one command. Results go to `out`, messages to `err`. A reader that closed the pipe is no error.
pub fn run(arguments: impl IntoIterator<Item = OsString>, terminal: &mut Terminal) -> Exit {
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(message) => {
            // Help and version come this way too.
            let (text, exit) = (message.render(), if message.use_stderr() { Exit::Usage } else { Exit::Done });
            let coloured = |is_terminal: bool| is_terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
            let show = |to: &mut dyn Write, ansi: bool| match ansi {
                true => write!(to, "{}", text.ansi()),
                false => write!(to, "{text}"),
            };
            let written = match exit {
                Exit::Done => show(terminal.out, coloured(terminal.out_is_terminal)),
                _ => show(terminal.err, coloured(terminal.err_is_terminal)),
            };
            return written.map_or_else(Exit::of_write, |()| exit);
        }
    };
    match commands::run(args, terminal).and_then(|exit| terminal.out.flush().map(|()| exit).map_err(Into::into)) {
        Ok(exit) => exit,
        Err(failure) => failure.report(terminal.err),
    }
}
