use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Keeps requests apart: so many at a time in all, fewer to one host, and a pause after each.
#[derive(Debug)]
pub struct Pace {
    all: Arc<Semaphore>,
    hosts: Mutex<BTreeMap<String, Arc<Semaphore>>>,
    per_host: usize,
    pause: Duration,
}

/// Leave to make one request; given back with [`Turn::end`], or at once when dropped.
#[derive(Debug)]
pub struct Turn {
    all: OwnedSemaphorePermit,
    host: OwnedSemaphorePermit,
    pause: Duration,
}

impl Pace {
    pub fn new(parallel: usize, per_host: usize, pause: Duration) -> Self {
        let all = Arc::new(Semaphore::new(parallel.max(1)));
        Self { all, hosts: Mutex::default(), per_host: per_host.max(1), pause }
    }

    /// Waits until a request to the host may be made. The host's turn comes first, so that many requests to one slow
    /// host never hold up the others. `None` only while the program ends.
    pub async fn turn(&self, host: &str) -> Option<Turn> {
        let of_host = {
            let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
            let new = || Arc::new(Semaphore::new(self.per_host));
            Arc::clone(hosts.entry(host.to_string()).or_insert_with(new))
        };
        let host = of_host.acquire_owned().await.ok()?;
        let all = Arc::clone(&self.all).acquire_owned().await.ok()?;
        Some(Turn { all, host, pause: self.pause })
    }
}

impl Turn {
    /// Ends the turn: others may go on at once, the same host after the pause.
    pub fn end(self) {
        drop(self.all);
        let (host, pause) = (self.host, self.pause);
        tokio::spawn(async move {
            tokio::time::sleep(pause).await;
            drop(host);
        });
    }
}
