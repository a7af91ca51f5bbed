//! Dates in the forms that people publish.

use crate::model::{Date, MONTHS};

/// The date that a text names, as written there: zones do not move it, times are dropped. Where day and month could
/// be either way round the day comes first, unless the time is given as AM or PM. `None` for what names no one day
/// ("ongoing", "3 days ago").
pub fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    year_first(text).or_else(|| epoch(text)).or_else(|| month_by_name(text)).or_else(|| all_numbers(text))
}

fn date(year: i64, month: i64, day: i64) -> Option<Date> {
    let year = if (0..100).contains(&year) { 2000 + year } else { year };
    if !(1990..=2100).contains(&year) {
        return None;
    }
    Date::new(year as i16, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// `2025-09-02T10:00:00Z`, `2025/9/2`, `20250902`.
fn year_first(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    if digits == 8 {
        return date(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..8].parse().ok()?);
    }
    if digits != 4 || !matches!(bytes.get(4), Some(b'-' | b'/' | b'.')) {
        return None;
    }
    let mut parts = text[5..].split(|c: char| !c.is_ascii_digit());
    date(text[..4].parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?)
}

/// Seconds or milliseconds since 1970.
fn epoch(text: &str) -> Option<Date> {
    let whole = text.split('.').next()?;
    let number: i64 = whole.parse().ok()?;
    let seconds = match whole.len() {
        9..=10 => number,
        12..=13 => number / 1000,
        _ => return None,
    };
    let at = jiff::Timestamp::from_second(seconds).ok()?;
    Some(at.to_zoned(jiff::tz::TimeZone::UTC).date())
}

/// `Tue, 02 Sep 2025 10:00:00 GMT`, `2 Sept 2025`, `September 2nd, 2025`, `2-Sep-25`.
fn month_by_name(text: &str) -> Option<Date> {
    let words: Vec<String> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
        .take(12)
        .map(str::to_ascii_lowercase)
        .collect();
    let at =
        words.iter().position(|w| w.len() >= 3 && MONTHS.iter().any(|m| m.starts_with(w.as_str())) || w == "sept")?;
    let month = MONTHS.iter().position(|m| m.starts_with(&words[at][..3]))? as i64 + 1;
    let number = |i: usize| {
        let word = words.get(i)?;
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        digits.parse::<i64>().ok()
    };
    let before = at.checked_sub(1).and_then(number).filter(|d| (1..=31).contains(d));
    match before {
        Some(day) => date(number(at + 1)?, month, day),
        None => date(number(at + 2).filter(|y| *y > 31)?, month, number(at + 1)?),
    }
}

/// `02/09/2025`, `2.9.25`, `9/15/2025`.
fn all_numbers(text: &str) -> Option<Date> {
    let mut parts = text.split(['/', '.', '-', ' ', ',', 'T']);
    let mut number = || parts.next()?.parse::<i64>().ok();
    let (a, b, year) = (number()?, number()?, number()?);
    let american = b > 12 || a <= 12 && text.ends_with(['m', 'M']);
    if american { date(year, a, b) } else { date(year, b, a) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_forms_people_publish() {
        for text in [
            "2025-09-02",
            "2025-09-02T10:00:00",
            "2025-09-02T23:30:00-08:00",
            "2025-09-02 10:00:00 UTC",
            "2025/9/2",
            "20250902",
            "20250902T100000Z",
            "1756800000",
            "1756800000000",
            "Tue, 02 Sep 2025 10:00:00 GMT",
            "2 Sept 2025 10:00",
            "September 2, 2025",
            "2nd September 2025",
            "02-Sep-25",
            "Tuesday 2 September 2025",
            "02/09/2025",
            "2.9.2025",
            "9/2/2025 10:00 AM",
            "Sep 2nd 2025",
        ] {
            assert_eq!(parse(text).map(|d| d.to_string()).as_deref(), Some("2025-09-02"), "{text}");
        }
        assert_eq!(parse("9/15/2025").map(|d| d.to_string()).as_deref(), Some("2025-09-15"));
    }

    #[test]
    fn what_names_no_day_is_no_date() {
        for text in [
            "",
            "ongoing",
            "3 days ago",
            "Posted Today",
            "2025",
            "31/02/2025",
            "May",
            "may 5",
            "99999999999999999999",
            "0",
            "é",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
