//! Addresses: absolute, and without what only tracks the reader.

use reqwest::Url;

/// Query parameters that say where a reader came from, not what they read.
const TRACKING: [&str; 23] = [
    "gclid",
    "fbclid",
    "msclkid",
    "mc_cid",
    "mc_eid",
    "trk",
    "trackingid",
    "ref",
    "refid",
    "referrer",
    "src",
    "source",
    "gh_src",
    "lever-source",
    "lever-source[]",
    "lever-origin",
    "utm",
    "igshid",
    "yclid",
    "rss",
    "campaign",
    "cmpid",
    "tracking",
];

/// The canonical form of an http(s) address: host in lower case, tracking parameters and fragment gone. A fragment
/// that is a path (`#/jobs/7`) stays: some sites show the advert by it. Relative addresses are resolved against
/// `base`; `None` where there is no address.
pub fn canonical(link: &str, base: Option<&str>) -> Option<String> {
    let link = link.trim();
    if link.is_empty() {
        return None;
    }
    let mut url = match is_address(link) {
        true => Url::parse(link).ok()?,
        false => {
            let base = base.and_then(|b| Url::parse(b).ok());
            Url::options().base_url(base.as_ref()).parse(link).ok()?
        }
    };
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
        return None;
    }
    if !url.fragment().is_some_and(|f| f.starts_with(['/', '!'])) {
        url.set_fragment(None);
    }
    if let Some(query) = url.query() {
        let kept: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !is_tracking(pair)).collect();
        let kept = kept.join("&");
        url.set_query(Some(kept.as_str()).filter(|q| !q.is_empty()));
    }
    Some(url.into())
}

fn is_tracking(pair: &str) -> bool {
    let key = pair.split('=').next().unwrap_or_default().to_ascii_lowercase();
    key.starts_with("utm_") || TRACKING.contains(&key.as_str())
}

/// Whether a source is an address rather than a file.
pub fn is_address(source: &str) -> bool {
    source.starts_with("http://") || source.starts_with("https://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tracking_and_fragments_go_and_the_advert_stays() {
        for (link, want) in [
            ("HTTPS://Jobs.Example.org/a?utm_source=x&id=7&gclid=y#apply", Some("https://jobs.example.org/a?id=7")),
            ("https://example.org/a?ref=rss", Some("https://example.org/a")),
            ("https://example.org/#/jobs/7", Some("https://example.org/#/jobs/7")),
            ("/jobs/7", Some("https://example.org/jobs/7")),
            ("//cdn.example.org/x", Some("https://cdn.example.org/x")),
            ("mailto:a@example.org", None),
            ("javascript:void(0)", None),
            ("", None),
            ("http://", None),
        ] {
            assert_eq!(canonical(link, Some("https://example.org/feed/")).as_deref(), want, "{link}");
        }
        assert_eq!(canonical("/jobs/7", None), None);
    }
}
