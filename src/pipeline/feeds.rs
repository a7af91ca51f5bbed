//! Addresses → inputs.

use super::stream::{Input, Progress, inputs};
use crate::collect::{Answer, FetchOptions, Request, fetch_all};
use crate::diag::Diag;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Whether an input is to be fetched rather than opened.
pub fn is_address(named: &str) -> bool {
    named.starts_with("http://") || named.starts_with("https://")
}

/// What feeds give to read. A feed is a file, a folder, a pattern, or an http(s) address; what cannot be reached is a
/// finding. An address that the user names may be on this machine; where it redirects to may not.
pub fn feeds(named: &[String], progress: &(dyn Fn(Progress) + Sync)) -> (Vec<Input>, Vec<Diag>) {
    let (addresses, files): (Vec<&String>, Vec<&String>) = named.iter().partition(|feed| is_address(feed));
    let (mut found, mut findings) = inputs(&files.into_iter().map(PathBuf::from).collect::<Vec<_>>());
    if addresses.is_empty() {
        return (found, findings);
    }
    let requests: Vec<Request> = addresses.iter().map(|address| Request::new(address.as_str())).collect();
    let options = FetchOptions { trusted: addresses.iter().map(|a| host(a)).collect(), ..FetchOptions::default() };
    let done = AtomicUsize::new(0);
    let answers = fetch_all(&requests, &options, &|_, _| {
        let fetched = done.fetch_add(1, Ordering::Relaxed) + 1;
        progress(Progress::Fetching { addresses: fetched, of: requests.len() });
    });
    for (request, answer) in requests.iter().zip(answers) {
        match answer {
            Ok(Answer::Body(fetched)) => {
                found.push(Input::Fetched { address: request.url.clone(), bytes: fetched.bytes });
            }
            // Nothing was remembered to compare with, so there is nothing to read.
            Ok(Answer::NotModified) => {}
            Err(finding) => findings.push(finding),
        }
    }
    (found, findings)
}

/// `host` or `host:port` of an address.
fn host(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    authority.rsplit_once('@').map_or(authority, |(_, host)| host).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_of_an_address_is_what_is_trusted() {
        for (address, want) in [
            ("http://localhost:8080/jobs.rss", "localhost:8080"),
            ("https://Example.org", "example.org"),
            ("https://user@example.org/a@b?c=1", "example.org"),
        ] {
            assert_eq!(host(address), want);
        }
    }
}
