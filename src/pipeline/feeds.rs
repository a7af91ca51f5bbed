use super::stream::{Input, Progress, inputs};
use crate::diag::{Code, Diag};
use std::path::PathBuf;

/// What feeds and their addresses give to read. A feed is a file, a folder, a pattern, or an http(s) address.
pub fn feeds(named: &[String], _progress: &(dyn Fn(Progress) + Sync)) -> (Vec<Input>, Vec<Diag>) {
    let is_address = |feed: &&String| feed.starts_with("http://") || feed.starts_with("https://");
    let (addresses, files): (Vec<&String>, Vec<&String>) = named.iter().partition(is_address);
    let (found, mut findings) = inputs(&files.into_iter().map(PathBuf::from).collect::<Vec<_>>());
    findings
        .extend(addresses.into_iter().map(|a| Diag::new(Code::Unreadable, a.as_str(), "addresses are not fetched")));
    (found, findings)
}
