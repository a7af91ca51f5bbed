//! One input that makes a reader fail must not end the run.

use crate::diag::{Code, Diag};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread runs work whose panic becomes a finding, so that a panic hook may stay silent.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

/// Runs `work`; a panic in it becomes a finding about `source`.
pub fn guarded<T>(source: &str, work: impl FnOnce() -> T) -> Result<T, Diag> {
    let before = GUARDED.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    result.map_err(|_| {
        let message = "the program failed on this input and went on without it; please report it with the input";
        Diag::new(Code::ReaderFailed, source, message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_finding() {
        let words: Vec<&str> = "one".split(' ').collect();
        let result = guarded("a.html", || words[words.len()].len());
        assert_eq!(
            result.map_err(|finding| (finding.source, finding.code)),
            Err(("a.html".into(), Code::ReaderFailed))
        );
        assert!(!is_guarded());
    }
}
