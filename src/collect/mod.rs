//! The network: feeds and pages over http(s), with the manners that sites expect.
//!
//! The only asynchronous part of the program. [`fetch_all`] hides that from callers who do not care.

mod address;
mod fetcher;
mod pace;
mod retry;
mod robots;

pub use fetcher::{Answer, Fetched, Fetcher, Request, charset};

use crate::diag::{Code, Diag};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

/// How the network is used. [`Default`] is what a polite reader does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchOptions {
    /// Time for one answer, from the first byte sent to the last one read.
    pub timeout: Duration,
    pub connect_timeout: Duration,
    /// Most bytes of one answer, after decompression.
    pub max_bytes: usize,
    pub max_redirects: usize,
    /// Further attempts after one that may succeed later.
    pub retries: u32,
    /// First pause before a further attempt; it doubles each time, with jitter.
    pub backoff: Duration,
    /// Longest `Retry-After` that is waited for.
    pub max_wait: Duration,
    /// Requests at a time, to all hosts and to one.
    pub parallel: usize,
    pub per_host: usize,
    /// Pause between two requests to one host.
    pub pause: Duration,
    /// Whether loopback, private and link-local addresses may be asked.
    pub allow_private: bool,
    /// Hosts (`host` or `host:port`) that may be asked even where their address is private.
    pub trusted: Vec<String>,
    /// Whether `robots.txt` is asked first: for pages that are followed, not for feeds that are published to be read.
    pub obey_robots: bool,
}

impl Default for FetchOptions {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(10),
            max_bytes: 10 << 20,
            max_redirects: 8,
            retries: 2,
            backoff: Duration::from_secs(1),
            max_wait: Duration::from_secs(30),
            parallel: 16,
            per_host: 2,
            pause: Duration::from_millis(250),
            allow_private: false,
            trusted: Vec::new(),
            obey_robots: false,
        }
    }
}

/// How often a wish to stop is looked for.
const LOOK: Duration = Duration::from_millis(100);

/// Fetches every address; answers in the order of the requests. `progress` hears of each as it comes in, from any
/// thread. A host that is slow or dead delays only its own answers.
pub fn fetch_all(
    requests: &[Request],
    options: &FetchOptions,
    progress: &(dyn Fn(&Request, &Result<Answer, Diag>) + Sync),
) -> Vec<Result<Answer, Diag>> {
    let mut answers: Vec<Option<Result<Answer, Diag>>> = requests.iter().map(|_| None).collect();
    fetch_each(requests, options, &|| false, &mut |i, answer| {
        progress(&requests[i], &answer);
        answers[i] = Some(answer);
        ControlFlow::Continue(())
    });
    let missing = |i: usize| Err(no_network(&requests[i].url, "the request was given up"));
    answers.into_iter().enumerate().map(|(i, a)| a.unwrap_or_else(|| missing(i))).collect()
}

/// Fetches every address and hands each answer over as it comes in, with the number of its request. Ends early where
/// `stop` says so or the sink breaks; requests under way are given up then.
pub fn fetch_each(
    requests: &[Request],
    options: &FetchOptions,
    stop: &(dyn Fn() -> bool + Sync),
    sink: &mut dyn FnMut(usize, Result<Answer, Diag>) -> ControlFlow<()>,
) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let fetcher = Fetcher::new(options.clone());
    let (runtime, fetcher) = match (runtime.map_err(|e| e.to_string()), fetcher) {
        (Ok(runtime), Ok(fetcher)) => (runtime, Arc::new(fetcher)),
        (Err(reason), _) | (_, Err(reason)) => {
            let mut all = requests.iter().enumerate();
            let _ = all.try_for_each(|(i, request)| sink(i, Err(no_network(&request.url, &reason))));
            return;
        }
    };
    runtime.block_on(async {
        let mut tasks = tokio::task::JoinSet::new();
        for (i, request) in requests.iter().cloned().enumerate() {
            let fetcher = Arc::clone(&fetcher);
            tasks.spawn(async move { (i, fetcher.fetch(&request).await) });
        }
        while !stop() {
            let flow = match tokio::time::timeout(LOOK, tasks.join_next()).await {
                Err(_) | Ok(Some(Err(_))) => ControlFlow::Continue(()),
                Ok(Some(Ok((i, answer)))) => sink(i, answer),
                Ok(None) => return,
            };
            if flow.is_break() {
                return;
            }
        }
    });
    // A name that is being looked up cannot be given up; nobody waits for it.
    runtime.shutdown_background();
}

fn no_network(url: &str, reason: &str) -> Diag {
    Diag::new(Code::Unreadable, url, format!("the network cannot be used: {reason}; try again"))
}
