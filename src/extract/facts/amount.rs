//! Amounts of money as adverts write them: "£30k", "45.000 €", "CHF 110'000", "12 lakh", "30-35k".

use super::slice;
use crate::model::PayPeriod;

/// An amount: bytes `start..end` with its currency and scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Amount {
    pub value: f64,
    /// ISO 4217, where a sign or code stands beside the number; `"$"` and `"kr"` stay open.
    pub currency: Option<&'static str>,
    /// Written with k, lakh, m: the number is no plain one.
    pub scaled: Scale,
    pub start: usize,
    pub end: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    Plain,
    Thousand,
    /// Lakh and crore of Indian rupees.
    Lakh,
    /// Millions and more: no pay.
    Million,
}

/// Signs and codes of currencies, longer ones first where one starts with another.
const CURRENCIES: [(&str, &str); 40] = [
    ("US$", "USD"),
    ("CA$", "CAD"),
    ("C$", "CAD"),
    ("AU$", "AUD"),
    ("A$", "AUD"),
    ("NZ$", "NZD"),
    ("S$", "SGD"),
    ("HK$", "HKD"),
    ("R$", "BRL"),
    ("£", "GBP"),
    ("€", "EUR"),
    ("$", "$"),
    ("₹", "INR"),
    ("¥", "JPY"),
    ("zł", "PLN"),
    ("Rs.", "INR"),
    ("Rs", "INR"),
    ("GBP", "GBP"),
    ("EUR", "EUR"),
    ("Euros", "EUR"),
    ("euros", "EUR"),
    ("Euro", "EUR"),
    ("euro", "EUR"),
    ("USD", "USD"),
    ("CHF", "CHF"),
    ("PLN", "PLN"),
    ("DKK", "DKK"),
    ("SEK", "SEK"),
    ("NOK", "NOK"),
    ("INR", "INR"),
    ("AUD", "AUD"),
    ("CAD", "CAD"),
    ("NZD", "NZD"),
    ("SGD", "SGD"),
    ("AED", "AED"),
    ("ZAR", "ZAR"),
    ("CZK", "CZK"),
    ("HUF", "HUF"),
    ("JPY", "JPY"),
    ("kr", "kr"),
];

/// The next amount that starts in `from..to`, with or without a currency.
pub fn next(text: &str, from: usize, to: usize) -> Option<Amount> {
    let bytes = text.as_bytes();
    let mut i = from;
    while i < to.min(bytes.len()) {
        if !bytes[i].is_ascii_digit() {
            i += 1;
            continue;
        }
        let before = before(text, i);
        // "NG31", "3D": a digit inside a word is no amount, but "GBP45,000" is.
        let inside = i > 0 && (bytes[i - 1].is_ascii_alphanumeric() || bytes[i - 1] == b'_') && before.is_none();
        let (value, end) = number(text, i, before.is_some());
        if inside {
            i = end;
            continue;
        }
        let (scaled, factor, scale_end) = scale(text, end);
        let start = before.map_or(i, |b| b.1);
        let after = after(text, scale_end);
        if bytes.get(scale_end) == Some(&b'%') {
            i = end;
            continue;
        }
        let glued = bytes.get(scale_end).is_some_and(|b| b.is_ascii_alphabetic());
        // "£45,012depending": a sign and thousands are an amount, whatever was glued to them.
        let sure = before.is_some() && value >= 1000.0;
        if glued && !sure && after.is_none() && period(text, scale_end).is_none() {
            i = end;
            continue;
        }
        let currency = before.map(|b| b.0).filter(|c| *c != "$").or(after.map(|a| a.0)).or(before.map(|b| b.0));
        let end = after.map_or(scale_end, |a| a.1);
        let currency = if scaled == Scale::Lakh { Some("INR") } else { currency };
        return Some(Amount { value: value * factor, currency, scaled, start, end });
    }
    None
}

/// The currency that ends directly before byte `i`, with where it starts.
fn before(text: &str, i: usize) -> Option<(&'static str, usize)> {
    let lead = text[..i].trim_end_matches([' ', '\u{a0}']);
    if i - lead.len() > 3 {
        return None;
    }
    let (sign, iso) = CURRENCIES.iter().find(|(sign, _)| lead.ends_with(sign))?;
    let start = lead.len() - sign.len();
    // "Bs 3" is no rupee, "EURO 3" no Euro of its own.
    let word = sign.as_bytes()[0].is_ascii_alphabetic();
    let free = !word || !lead[..start].ends_with(|c: char| c.is_alphanumeric());
    free.then_some((*iso, start))
}

/// The currency that follows at byte `i`, with where it ends.
fn after(text: &str, i: usize) -> Option<(&'static str, usize)> {
    let rest = slice(text, i, i + 10);
    let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '+', '(']).len();
    let rest = &rest[gap..];
    if gap > 3 {
        return None;
    }
    let (sign, iso) = CURRENCIES.iter().find(|(sign, _)| rest.starts_with(sign))?;
    let tail = &rest[sign.len()..];
    // "30 $40": the sign belongs to the number behind it.
    let belongs = !tail.starts_with(|c: char| c.is_ascii_digit());
    let word = sign.as_bytes()[0].is_ascii_alphabetic();
    let free = !word || !tail.starts_with(|c: char| c.is_alphabetic());
    (belongs && free).then_some((*iso, i + gap + sign.len()))
}

/// The number at byte `i`: groups of thousands by comma, dot, apostrophe or blank; a dot or comma before one or two
/// last digits parts decimals.
fn number(text: &str, i: usize, has_currency: bool) -> (f64, usize) {
    let bytes = text.as_bytes();
    let digits = |from: usize| bytes[from..].iter().take(16).take_while(|b| b.is_ascii_digit()).count();
    let mut end = i + digits(i);
    let mut whole = text[i..end].to_string();
    loop {
        let separator = slice(text, end, end + 3).chars().next().unwrap_or('\n');
        let len = separator.len_utf8();
        if !matches!(separator, ',' | '.' | '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}') || end + len >= bytes.len() {
            break;
        }
        let group = digits(end + len);
        let blank = separator.is_whitespace();
        let indian = group == 2 && separator == ',' && bytes.get(end + len + 2) == Some(&b',');
        if !(group == 3 || indian)
            || (blank && (whole.len() > 3 || !has_currency && bytes[i] == b'0'))
            || whole.len() > 9
        {
            break;
        }
        whole.push_str(&text[end + len..end + len + group]);
        end += len + group;
    }
    let mut value: f64 = whole.parse().unwrap_or(0.0);
    if let Some(b'.' | b',') = bytes.get(end) {
        let decimals = if end + 1 < bytes.len() { digits(end + 1) } else { 0 };
        if matches!(decimals, 1 | 2) {
            value = format!("{whole}.{}", &text[end + 1..end + 1 + decimals]).parse().unwrap_or(value);
            end += 1 + decimals;
        }
    }
    (value, end)
}

/// "k", "lakh", "million" behind the number: scale, factor, where it ends.
fn scale(text: &str, i: usize) -> (Scale, f64, usize) {
    const SCALES: [(&str, Scale, f64); 18] = [
        ("lakhs", Scale::Lakh, 1e5),
        ("lakh", Scale::Lakh, 1e5),
        ("lacs", Scale::Lakh, 1e5),
        ("lac", Scale::Lakh, 1e5),
        ("lpa", Scale::Lakh, 1e5),
        ("l.p.a", Scale::Lakh, 1e5),
        ("crores", Scale::Lakh, 1e7),
        ("crore", Scale::Lakh, 1e7),
        ("million", Scale::Million, 1e6),
        ("mio", Scale::Million, 1e6),
        ("mn", Scale::Million, 1e6),
        ("mm", Scale::Million, 1e6),
        ("billion", Scale::Million, 1e9),
        ("trillion", Scale::Million, 1e12),
        ("bn", Scale::Million, 1e9),
        ("k", Scale::Thousand, 1e3),
        ("m", Scale::Million, 1e6),
        ("b", Scale::Million, 1e9),
    ];
    let rest = slice(text, i, i + 12);
    let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '-']).len();
    let lower = rest[gap..].to_ascii_lowercase();
    let fits = |word: &str| {
        let short = word.len() == 1;
        lower.starts_with(word)
            && (gap == 0 || (gap == 1 && (!short || word == "k")))
            && !lower[word.len()..].starts_with(|c: char| c.is_alphabetic())
    };
    SCALES
        .iter()
        .find(|(word, ..)| fits(word))
        .map_or((Scale::Plain, 1.0, i), |(word, scale, factor)| (*scale, *factor, i + gap + word.len()))
}

/// The period that directly follows byte `i` ("per annum", "/hr", "p.a."), with where it ends.
pub fn period(text: &str, i: usize) -> Option<(PayPeriod, usize)> {
    use PayPeriod as P;
    const PERIODS: [(&str, P); 62] = [
        ("per annum", P::Year),
        ("per annual", P::Year),
        ("p.a", P::Year),
        ("p/a", P::Year),
        ("pa", P::Year),
        ("/annum", P::Year),
        ("annum", P::Year),
        ("annually", P::Year),
        ("annual", P::Year),
        ("per year", P::Year),
        ("a year", P::Year),
        ("an year", P::Year),
        ("/year", P::Year),
        ("/yr", P::Year),
        ("yearly", P::Year),
        ("year", P::Year),
        ("yr", P::Year),
        ("lpa", P::Year),
        ("ctc", P::Year),
        ("per hour", P::Hour),
        ("per hr", P::Hour),
        ("an hour", P::Hour),
        ("a hour", P::Hour),
        ("/hour", P::Hour),
        ("/hr", P::Hour),
        ("/ hour", P::Hour),
        ("/ hr", P::Hour),
        ("/h", P::Hour),
        ("p/h", P::Hour),
        ("p.h", P::Hour),
        ("ph", P::Hour),
        ("hourly", P::Hour),
        ("hour", P::Hour),
        ("hr", P::Hour),
        ("per day", P::Day),
        ("a day", P::Day),
        ("/day", P::Day),
        ("p/d", P::Day),
        ("p.d", P::Day),
        ("pd", P::Day),
        ("daily", P::Day),
        ("per shift", P::Day),
        ("per week", P::Week),
        ("a week", P::Week),
        ("/week", P::Week),
        ("/wk", P::Week),
        ("p/w", P::Week),
        ("pw", P::Week),
        ("p.w", P::Week),
        ("weekly", P::Week),
        ("biweekly", P::Week),
        ("per month", P::Month),
        ("a month", P::Month),
        ("/month", P::Month),
        ("/ month", P::Month),
        ("/mo", P::Month),
        ("pcm", P::Month),
        ("p.m", P::Month),
        ("p/m", P::Month),
        ("pm", P::Month),
        ("monthly", P::Month),
        ("/ year", P::Year),
    ];
    let rest = slice(text, i, i + 34);
    let mut lower = rest.to_ascii_lowercase();
    let mut at = 0;
    for _ in 0..4 {
        let lead = lower.len() - lower.trim_start_matches([' ', '\u{a0}', '+', ',', '(', '|', '*', ':']).len();
        at += lead;
        lower.drain(..lead);
        let hit = PERIODS.iter().find(|(word, _)| {
            lower.starts_with(word) && !lower[word.len()..].starts_with(|c: char| c.is_alphanumeric())
        });
        if let Some((word, period)) = hit {
            return Some((*period, i + at + word.len()));
        }
        // Words that may stand between: "gross per month", "basic p.a.".
        let filler = [
            "gross", "brutto", "basic", "base", "usd", "eur", "gbp", "doe", "fte", "net", "pro rata", "pro-rata", "w2",
        ]
        .into_iter()
        .find(|f| lower.starts_with(f))?;
        at += filler.len();
        lower.drain(..filler.len());
    }
    None
}
