use reqwest::StatusCode;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

/// Whether the same request may succeed later.
pub fn may_succeed_later(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 425 | 429 | 500 | 502 | 503 | 504)
}

/// The time that a host asks to be left alone, from seconds or a date.
pub fn asked_to_wait(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let at = jiff::fmt::rfc2822::parse(value).ok()?.timestamp();
    let seconds = at.as_second() - jiff::Timestamp::now().as_second();
    Some(Duration::from_secs(u64::try_from(seconds).unwrap_or(0)))
}

/// Pause before attempt `n` (1 = the first further one): doubles each time, between half and all of it by chance, so
/// that many readers do not come back at once.
pub fn pause(backoff: Duration, n: u32) -> Duration {
    let full = backoff.saturating_mul(1 << n.saturating_sub(1).min(10));
    let chance = RandomState::new().hash_one(n) % 1024;
    full / 2 + full.mul_f64(chance as f64 / 2048.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_within_their_jitter() {
        for (n, low, high) in [(1, 500, 1000), (2, 1000, 2000), (3, 2000, 4000)] {
            let pause = pause(Duration::from_secs(1), n).as_millis();
            assert!((low..=high).contains(&pause), "{n}: {pause}");
        }
    }

    #[test]
    fn waits_are_read_from_seconds_and_dates() {
        let wait = |value: &str| asked_to_wait(&HeaderMap::from_iter([(RETRY_AFTER, value.parse().unwrap())]));
        assert_eq!(wait("7"), Some(Duration::from_secs(7)));
        assert_eq!(wait("Tue, 02 Sep 2025 10:00:00 GMT"), Some(Duration::ZERO));
        assert_eq!(wait("soon"), None);
    }
}
