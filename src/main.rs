use skillgap::cli::{Terminal, run};
use std::io::{BufWriter, IsTerminal, stderr, stdout};
use std::process::ExitCode;

fn main() -> ExitCode {
    let (out_is_terminal, err_is_terminal) = (stdout().is_terminal(), stderr().is_terminal());
    let mut out = BufWriter::new(stdout());
    let mut err = stderr();
    let exit =
        run(std::env::args_os(), &mut Terminal { out: &mut out, err: &mut err, out_is_terminal, err_is_terminal });
    ExitCode::from(exit.code())
}
