//! Dates as adverts write them: "3rd May 2026", "May 3, 2026", "2026-05-03", "03/05/26".

use super::Source;
use crate::model::{Date, MONTHS};
use crate::rules::tokens::{Gap, Token};

/// A date in the text, with tokens `start..end`. The year may have been left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    pub year: Option<i16>,
    pub month: i8,
    pub day: i8,
    /// Both numbers could be the month ("03/05/2026").
    pub either: bool,
    pub end: usize,
}

impl Written {
    /// The date, with `month_first` deciding what the writing leaves open.
    pub fn date(self, year: i16, month_first: bool) -> Option<Date> {
        let (month, day) = if self.either && month_first { (self.day, self.month) } else { (self.month, self.day) };
        Date::new(year, month, day).ok()
    }
}

/// The date that starts at token `i`, if one does.
pub fn at(text: &str, tokens: &[Token], i: usize) -> Option<Written> {
    let word = |k: usize| tokens.get(k).map(|t| t.text(text));
    let first = word(i)?;
    if let Some(month) = month(first) {
        let day = day(word(i + 1)?)?;
        let (year, end) = year_at(text, tokens, i + 2);
        return Some(Written { year, month, day, either: false, end });
    }
    if !first.as_bytes()[0].is_ascii_digit() {
        return None;
    }
    if first.len() == 4 && first.bytes().all(|b| b.is_ascii_digit()) {
        let year = full_year(first)?;
        let (month, day) = (small(word(i + 1)?)?, small(word(i + 2)?)?);
        let joined = tokens[i + 1].gap != Gap::Space && tokens[i + 2].gap != Gap::Space;
        return (joined && (1..=12).contains(&month)).then_some(Written {
            year: Some(year),
            month,
            day,
            either: false,
            end: i + 3,
        });
    }
    let of = usize::from(word(i + 1) == Some("of"));
    if let Some(month) = word(i + 1 + of).and_then(month) {
        let (year, end) = year_at(text, tokens, i + 2 + of);
        return Some(Written { year, month, day: day(first)?, either: false, end });
    }
    numbers(text, tokens, i)
}

/// "18/11/20", "3.5.2026", "11-15-2019".
fn numbers(text: &str, tokens: &[Token], i: usize) -> Option<Written> {
    let (second, third) = (tokens.get(i + 1)?, tokens.get(i + 2)?);
    let parted = |t: &Token| matches!(t.gap, Gap::Slash | Gap::Joined) || dotted(text, t);
    if !parted(second) || !parted(third) {
        return None;
    }
    let (a, b) = (small(tokens[i].text(text))?, small(second.text(text))?);
    let written = third.text(text);
    // "3/22/2020Federal": what follows was glued to the date.
    let glued = written.len() > 4 && written.is_char_boundary(4) && written[4..].starts_with(char::is_uppercase);
    let written = if glued { &written[..4] } else { written };
    let year = match written.len() {
        4 => full_year(written)?,
        2 => 2000 + i16::from(small(written)?),
        _ => return None,
    };
    let (month, day, either) = match (a <= 12, b <= 12) {
        (true, true) => (b, a, a != b),
        (false, true) => (b, a, false),
        (true, false) => (a, b, false),
        (false, false) => return None,
    };
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(Written {
        year: Some(year),
        month,
        day,
        either,
        end: i + 3,
    })
}

/// Only a dot stands before the token.
fn dotted(text: &str, token: &Token) -> bool {
    token.start > 0 && text.as_bytes()[token.start as usize - 1] == b'.'
}

fn year_at(text: &str, tokens: &[Token], i: usize) -> (Option<i16>, usize) {
    let year = tokens.get(i).and_then(|t| {
        let word = t.text(text);
        match word.len() {
            4 => full_year(word),
            2 if t.start > 0 && text.as_bytes()[t.start as usize - 1] == b'\'' => {
                small(word).map(|y| 2000 + i16::from(y))
            }
            _ => None,
        }
    });
    (year, if year.is_some() { i + 1 } else { i })
}

fn full_year(word: &str) -> Option<i16> {
    word.parse().ok().filter(|y| (1990..=2100).contains(y))
}

fn small(word: &str) -> Option<i8> {
    (word.len() <= 2).then(|| word.parse().ok()).flatten()
}

/// "3", "3rd", "21st".
fn day(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word[digits.len()..];
    let plain = matches!(ending, "" | "st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH");
    small(digits).filter(|d| plain && (1..=31).contains(d))
}

/// A month's name, whole or its first three or four letters.
pub fn month(word: &str) -> Option<i8> {
    if !(3..=9).contains(&word.len()) || !word.is_ascii() {
        return None;
    }
    let is = |name: &&str| {
        let short = word.len() == 3 || (word.len() == 4 && *name == "september");
        (short || word.len() == name.len()) && name[..word.len().min(name.len())].eq_ignore_ascii_case(word)
    };
    MONTHS.iter().position(is).map(|p| p as i8 + 1)
}

/// A day of the week, whole or short.
pub fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    word.len() >= 3
        && word.is_ascii()
        && DAYS.iter().any(|d| d.len() >= word.len() && d[..word.len()].eq_ignore_ascii_case(word))
}

/// Whether numbers like "03/05/2026" put the month first: what other dates of the advert show, else what its money and
/// its places say.
pub fn month_first(source: &Source<'_>) -> bool {
    let (text, tokens) = (source.text, source.tokens);
    for i in 0..tokens.len().saturating_sub(2) {
        if tokens[i + 1].gap == Gap::Slash
            && tokens[i + 2].gap == Gap::Slash
            && let Some(written) = numbers(text, tokens, i).filter(|w| !w.either && w.day > 12)
        {
            return small(tokens[i].text(text)).is_some_and(|first| first == written.month) && written.day > 12;
        }
    }
    let american = text.contains('$') && !text.contains('£') && !text.contains('€');
    american || text.contains("Equal Opportunity Employer") || text.contains("401(k)") || ends_in_state(source)
}

/// "Boston, MA", "Irving, TX 75063".
fn ends_in_state(source: &Source<'_>) -> bool {
    const STATES: [&str; 51] = [
        "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA",
        "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK",
        "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "DC",
    ];
    let place = source.advert.place.as_deref().unwrap_or("");
    place.split([',', ' ']).any(|w| STATES.contains(&w)) && place.contains(',')
}

#[cfg(test)]
mod tests {
    use super::{is_weekday, month};

    #[test]
    fn months_and_days_are_known_whole_and_short() {
        assert_eq!(month("September"), Some(9));
        assert_eq!(month("Sept"), Some(9));
        assert_eq!(month("mar"), Some(3));
        assert_eq!(month("marc"), None);
        assert_eq!(month("märz"), None);
        assert!(is_weekday("Fri") && is_weekday("tuesday") && !is_weekday("fr") && !is_weekday("date"));
    }
}
