//! Findings for the user: a stable code, a severity, and a message that says what, where and what to do next.
//!
//! The library never prints; it hands these back.

mod code;

pub use code::Code;

/// How much a finding matters to the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing was lost.
    Note,
    /// Something was repaired, guessed or left out.
    Warning,
    /// An input could not be read; the run goes on and the exit code is 3.
    Unread,
    /// The run cannot go on.
    Error,
}

/// One finding. Ordered by source, then place, then code, so that output never depends on threads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diag {
    /// File, address or field it is about.
    pub source: String,
    /// Line or item in the source, 1 first; 0 = the whole source.
    pub place: u32,
    pub code: Code,
    /// Lower case, backticks round values of the user, ends with the next step where there is one.
    pub message: String,
}

impl Diag {
    pub fn new(code: Code, source: impl Into<String>, message: impl Into<String>) -> Self {
        Self { source: source.into(), place: 0, code, message: message.into() }
    }

    /// The same finding at a line or item of its source.
    pub fn at(mut self, place: u32) -> Self {
        self.place = place;
        self
    }

    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

impl std::fmt::Display for Diag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.source)?;
        if self.place > 0 {
            write!(f, ":{}", self.place)?;
        }
        write!(f, ": {} [{}]", self.message, self.code.as_str())
    }
}
