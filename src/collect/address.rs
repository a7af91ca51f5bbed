use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Which addresses may be asked.
#[derive(Debug, Clone)]
pub struct Guard {
    pub allow_private: bool,
    /// `host` or `host:port`.
    pub trusted: Vec<String>,
}

impl Guard {
    /// Why a url may not be asked, as far as the url itself tells; names are judged once they are resolved.
    pub fn refuse(&self, url: &Url) -> Option<String> {
        if !matches!(url.scheme(), "http" | "https") {
            return Some(format!("`{}` addresses are not fetched; use http or https", url.scheme()));
        }
        let Some(host) = url.host_str() else { return Some("the address names no host".to_string()) };
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let with_port = format!("{host}:{}", url.port_or_known_default().unwrap_or(0));
        let trusted = self.allow_private || self.trusted.iter().any(|t| *t == host || *t == with_port);
        let local_name = host.eq_ignore_ascii_case("localhost") || host.to_ascii_lowercase().ends_with(".localhost");
        let private = local_name || host.parse::<IpAddr>().is_ok_and(is_private);
        (private && !trusted).then(|| private_message(host))
    }

    fn trusts_name(&self, name: &str) -> bool {
        self.allow_private || self.trusted.iter().any(|t| t.split(':').next() == Some(name))
    }
}

fn private_message(host: &str) -> String {
    format!("`{host}` is an address inside a private network; `--allow-private` permits it")
}

/// Resolves names and refuses those of which any address is private: the connection is made to what was checked.
impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = self.clone();
        Box::pin(async move {
            let host = name.as_str().to_string();
            let found: Vec<_> = tokio::net::lookup_host((host.as_str(), 0)).await?.collect();
            if !guard.trusts_name(&host) && found.iter().any(|a| is_private(a.ip())) {
                return Err(private_message(&host).into());
            }
            let addresses: Addrs = Box::new(found.into_iter());
            Ok(addresses)
        })
    }
}

/// Whether an address is not one of the public internet.
fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_private_v4(v4),
        IpAddr::V6(v6) => is_private_v6(v6),
    }
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 198 && (b == 18 || b == 19))
        || (a, b, c) == (192, 0, 0)
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    let s = address.segments();
    // Forms that carry an IPv4 address: mapped, compatible, NAT64 and 6to4.
    let embedded = match s {
        [0, 0, 0, 0, 0, 0xffff | 0, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Some((high, low)),
        [0x2002, high, low, ..] => Some((high, low)),
        _ => None,
    };
    let inner = embedded.map(|(high, low)| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low)));
    address.is_loopback()
        || address.is_unspecified()
        || address.is_multicast()
        || (s[0] & 0xfe00) == 0xfc00
        || (s[0] & 0xffc0) == 0xfe80
        || (s[0] & 0xffc0) == 0xfec0
        || inner.is_some_and(is_private_v4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(url: &str, trusted: &[&str]) -> bool {
        let guard = Guard { allow_private: false, trusted: trusted.iter().map(|t| t.to_string()).collect() };
        guard.refuse(&Url::parse(url).unwrap()).is_some()
    }

    #[test]
    fn private_addresses_are_refused_in_every_notation() {
        for url in [
            "http://127.0.0.1/",
            "http://localhost/",
            "http://api.localhost/",
            "http://10.1.2.3/",
            "http://172.20.0.1/",
            "http://192.168.1.1/",
            "http://169.254.169.254/",
            "http://100.64.0.1/",
            "http://0.0.0.0/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://[::1]/",
            "http://[fe80::1]/",
            "http://[fd00::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[2002:7f00:1::]/",
            "ftp://example.org/",
            "file:///etc/passwd",
        ] {
            assert!(refused(url, &[]), "{url}");
        }
        for url in ["https://example.org/", "http://8.8.8.8/", "http://[2606:4700::1111]/", "http://172.32.0.1/"] {
            assert!(!refused(url, &[]), "{url}");
        }
        assert!(!refused("http://127.0.0.1:8080/", &["127.0.0.1:8080"]));
        assert!(refused("http://127.0.0.1:8081/", &["127.0.0.1:8080"]));
    }
}
