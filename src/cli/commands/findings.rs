use crate::cli::Terminal;
use crate::cli::exit::{Exit, Failure};
use crate::diag::{Code, Severity};

/// Prints what each code of a finding means.
pub fn run(terminal: &mut Terminal) -> Result<Exit, Failure> {
    for code in Code::ALL {
        let severity = match code.severity() {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Unread => "not read",
            Severity::Error => "error",
        };
        writeln!(terminal.out, "{:<22} {severity:<9} {}", code.as_str(), code.explanation())?;
    }
    Ok(Exit::Done)
}
