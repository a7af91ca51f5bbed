//! Reading of rule files, shared out to the cores: it is most of what a start takes.

use super::source::RuleFile;
use crate::diag::Diag;
use std::cmp::Reverse;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// More threads than these take longer to start than they save.
const THREADS: usize = 4;

/// What `read` makes of each file, in the order of the files.
///
/// Threads of its own, not those of a pool: the rules built in may be asked for from within a pool whose every thread
/// then waits for them.
pub fn each<T: Send>(files: &[RuleFile], read: impl Fn(&RuleFile) -> T + Sync) -> Vec<T> {
    // The largest first, so that no thread ends long after the others.
    let mut order: Vec<usize> = (0..files.len()).collect();
    order.sort_by_key(|&i| Reverse(files[i].text.len()));
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some(&i) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.push((i, read(&files[i])));
        }
        done
    };
    let threads = thread::available_parallelism().map_or(1, |n| n.get()).min(THREADS);
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut done = work();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        done
    });
    done.sort_by_key(|d| d.0);
    done.into_iter().map(|d| d.1).collect()
}

/// Reading that goes on beside what follows, with the faults it finds.
pub struct Beside<'scope, T>(thread::ScopedJoinHandle<'scope, (T, Vec<Diag>)>);

/// Starts to `read` beside what follows.
pub fn beside<'scope, T: Send + 'scope>(
    scope: &'scope thread::Scope<'scope, '_>,
    read: impl FnOnce(&mut Vec<Diag>) -> T + Send + 'scope,
) -> Beside<'scope, T> {
    Beside(scope.spawn(|| {
        let mut faults = Vec::new();
        (read(&mut faults), faults)
    }))
}

impl<T> Beside<'_, T> {
    /// What was read, once it is.
    pub fn join(self, faults: &mut Vec<Diag>) -> T {
        let (read, found) = self.0.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        faults.extend(found);
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_the_files() {
        let file = |n: usize| RuleFile { name: n.to_string(), text: "x".repeat((n * 7) % 5).into() };
        let files: Vec<RuleFile> = (0..100).map(file).collect();
        let names = each(&files, |f| f.name.clone());
        assert!(names.iter().zip(&files).all(|(name, file)| *name == file.name));
        assert_eq!(names.len(), 100);
    }
}
