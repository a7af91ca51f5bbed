use crate::diag::Diag;
use crate::store::StoreError;
use std::io::{self, ErrorKind, Write};

/// How a run ended, as the shell sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done, whatever the gaps.
    Done = 0,
    Failed = 1,
    /// Done, but some input could not be read.
    Unread = 3,
    /// A review is due.
    Due = 4,
    /// Wrong usage.
    Usage = 64,
    /// Wrong rules or configuration.
    Config = 78,
}

impl Exit {
    pub fn code(self) -> u8 {
        self as u8
    }

    /// The end of a run whose output could not be written: a reader that has seen enough is no failure.
    pub fn of_write(error: io::Error) -> Self {
        if error.kind() == ErrorKind::BrokenPipe { Self::Done } else { Self::Failed }
    }
}

/// Why a command stopped.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{what}: {source}")]
    Io { what: String, source: io::Error },
    /// Wrong usage that the arguments alone do not show.
    #[error("{0}")]
    Usage(String),
    #[error("{0}")]
    Failed(String),
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Faults of rules, configuration or a template, all of them.
    #[error("the rules or the configuration are wrong")]
    Config(Vec<Diag>),
}

impl From<io::Error> for Failure {
    fn from(source: io::Error) -> Self {
        Self::Io { what: "the output could not be written".into(), source }
    }
}

impl Failure {
    /// Prints the failure and gives its exit.
    pub fn report(&self, err: &mut dyn Write) -> Exit {
        let (text, exit) = match self {
            Self::Io { source, .. } if source.kind() == ErrorKind::BrokenPipe => return Exit::Done,
            Self::Io { .. } | Self::Failed(_) | Self::Store(_) => (format!("error: {self}"), Exit::Failed),
            Self::Usage(_) => (format!("error: {self}"), Exit::Usage),
            Self::Config(faults) => {
                let lines: Vec<String> = faults.iter().map(|fault| format!("error: {fault}")).collect();
                (lines.join("\n"), Exit::Config)
            }
        };
        // Nobody is left to tell when standard error is closed.
        let _ = writeln!(err, "{text}");
        exit
    }
}
