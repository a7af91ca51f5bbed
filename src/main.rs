use skillgap::cli::{Terminal, run};
use skillgap::pipeline::is_guarded;
use std::io::{BufWriter, IsTerminal, stderr, stdout};
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // A reader that fails on one input is told as a finding at the end of the run, not as a trace in the middle.
    let loud = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !is_guarded() {
            loud(panic);
        }
    }));
    let (out_is_terminal, err_is_terminal) = (stdout().is_terminal(), stderr().is_terminal());
    let mut out = BufWriter::new(stdout());
    let mut err = stderr();
    let exit =
        run(std::env::args_os(), &mut Terminal { out: &mut out, err: &mut err, out_is_terminal, err_is_terminal });
    ExitCode::from(exit.code())
}
