//! Pay: of all amounts of an advert, those that are the pay of the post.

use super::claim::{Claim, claim_at, claims};
use super::{Source, Spotted, slice};
use crate::extract::segment::Segment;
use crate::model::{PayPeriod, Salary, SectionKind, Span};
use crate::rules::fact_cues::FactCue;

/// How far before an amount words of pay still speak of it, in bytes.
const REACH: usize = 90;
/// Bytes between a word of pay and the amount that it announces.
const DIRECTLY: usize = 4;
/// How far the amounts of two grades of one post may stand apart, in bytes.
const BETWEEN_GRADES: usize = 64;
/// What an advert says in short before it begins to tell, in bytes.
const HEAD: usize = 300;
/// Taken from the rank of what is hoped for: any amount that is sure comes before it.
const HOPED_FOR: i32 = 100;
/// What a claim must weigh to be the pay.
const ENOUGH: i32 = 4;

/// The field as published where it has numbers, else the best claim of title and text.
pub fn read(source: &Source<'_>, title: &str, spotted: &[Spotted]) -> Option<Salary> {
    if let Some(salary) = source.advert.salary.as_deref().and_then(|field| of_field(source, field)) {
        return Some(salary);
    }
    let mut best: Option<(i32, Claim)> = None;
    let found = claims(source, spotted);
    for claim in found.iter().copied() {
        let weight = weight(source, spotted, &claim);
        let rank = weight - if on_target(source.text, &claim) { HOPED_FOR } else { 0 };
        if weight >= ENOUGH && best.is_none_or(|b| rank > b.0) {
            best = Some((rank, claim));
        }
    }
    match best.map(|(w, claim)| (w, with_other_rates(source, spotted, claim, &found))) {
        Some((_, claim)) => finished(source, claim, Span::new(claim.start, claim.end)),
        None => of_title(source, title),
    }
}

/// "OTE £31,000", "$170K OTE": hoped for; what is paid in any case comes first.
fn on_target(text: &str, claim: &Claim) -> bool {
    let before = slice(text, claim.start.saturating_sub(8), claim.start);
    let after = slice(text, claim.end, claim.end + 6);
    before.contains("OTE") || after.trim_start().starts_with("OTE")
}

/// Rates for days, nights and weekends in one list are one range; so are the grades or steps of one post.
fn with_other_rates(source: &Source<'_>, spotted: &[Spotted], best: Claim, found: &[Claim]) -> Claim {
    let mut out = best;
    if period_of(&best) == PayPeriod::Year {
        return with_other_grades(source, spotted, best, found);
    }
    if best.range || period_of(&best) != PayPeriod::Hour {
        return out;
    }
    for other in found.iter().filter(|c| c.start >= best.end) {
        if other.start > out.end + 90 {
            break;
        }
        let alike = !other.range && other.currency == best.currency && period_of(other) == PayPeriod::Hour;
        let near = other.min >= best.min / 1.2 && other.max <= best.max * 2.0;
        if alike && near && weight(source, spotted, other) >= 0 {
            out = Claim { min: out.min.min(other.min), max: out.max.max(other.max), end: other.end, ..out };
        }
    }
    out
}

/// "£24,907 - £30,615 / £31,365 - £37,890", "£39,000 after 18 months, £43,000 for an experienced nurse": amounts of the
/// same line of which each begins about where the last ended.
fn with_other_grades(source: &Source<'_>, spotted: &[Spotted], best: Claim, found: &[Claim]) -> Claim {
    let alike = |c: &&Claim| {
        let year = period_of(c) == PayPeriod::Year && c.currency.is_some() && c.currency == best.currency;
        year && c.range == best.range && !refused_behind(source, spotted, c)
    };
    let mut out = best;
    for later in found.iter().filter(alike).filter(|c| c.start >= best.end) {
        if one_post(slice(source.text, out.end, later.start)) && steps_up(out.max, later.min) {
            out = Claim { max: later.max, end: later.end, range: true, ..out };
        }
    }
    for earlier in found.iter().rev().filter(alike).filter(|c| c.end <= best.start) {
        if one_post(slice(source.text, earlier.end, out.start)) && steps_up(earlier.max, out.min) {
            out = Claim { min: earlier.min, start: earlier.start, range: true, ..out };
        }
    }
    out
}

fn steps_up(from: f64, to: f64) -> bool {
    to >= from && to <= from * 1.25
}

/// Whether what stands between two amounts leaves them the grades of one post: "£24,510 (FTE £40,850)" is one amount
/// told twice, "+ £3,000" another kind of money, "progressing to Senior Assistant" another post.
fn one_post(between: &str) -> bool {
    // First, as most of the text may lie between two amounts.
    if between.len() > BETWEEN_GRADES || between.contains(['\n', '+']) {
        return false;
    }
    let lower = between.to_ascii_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    !words.any(|w| ["fte", "wte", "equivalent", "ote", "plus", "progressing", "actual"].contains(&w))
}

/// "GBP 30000 - 35000 per year", "£19,737 to £21,142 per annum".
fn of_field(source: &Source<'_>, field: &str) -> Option<Salary> {
    // "Band 5" is a grade.
    let amount = |c: &Claim| c.currency.is_some() || field.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let claim = claim_at(field, 0, field.len()).filter(amount)?;
    finished(source, claim, None)
}

/// Titles name pay with its sign: "Healthcare Assistant - £9.00 per hour".
fn of_title(source: &Source<'_>, title: &str) -> Option<Salary> {
    let claim = claim_at(title, 0, title.len()).filter(|c| c.currency.is_some())?;
    let refused = ["bonus", "rrp", "premi", "welcome", "golden"].iter().any(|w| title.to_ascii_lowercase().contains(w));
    let at = source.text.find(title).and_then(|t| Span::new(t + claim.start, t + claim.end));
    if refused { None } else { finished(source, claim, at) }
}

/// How sure it is that a claim is the pay.
fn weight(source: &Source<'_>, spotted: &[Spotted], claim: &Claim) -> i32 {
    let segment = segment_of(source.segments, claim.start);
    let (pay, refusal) = nearest(source, spotted, claim, segment);
    let Some(near) = pay.or(Some(usize::MAX)).filter(|_| claim.max < 1e8) else { return -10 };
    // A rate for an hour or a day is pay whatever word of money stands before it ("6 month contract, £350 per day").
    let rate = matches!(claim.period, Some(PayPeriod::Hour | PayPeriod::Day | PayPeriod::Week));
    let nearer = refusal.is_some_and(|r| r < near && !(rate && r > 0));
    // "(Band 7)", "401(k)", "29 days": a number alone is no money.
    let number = claim.currency.is_none() && claim.period.is_none() && claim.max < 1_000.0;
    // "401K" is a pension plan, whatever stands beside it.
    let plan = number || claim.currency.is_none() && (claim.min, claim.max) == (401_000.0, 401_000.0);
    if plan || nearer || refused_behind(source, spotted, claim) || claim.max <= 0.0 {
        return -10;
    }
    let alone = segment.is_some_and(|s| alone(source.text, s, claim));
    let section = segment.map_or(SectionKind::Intro, |s| s.section);
    let mut weight = 0;
    // Among the first words an amount of such a size is the pay.
    let heads = claim.start < HEAD && claim.currency.is_some() && period_of(claim) == PayPeriod::Year;
    weight += if heads && refusal.is_none() && (12_000.0..400_000.0).contains(&claim.max) { 4 } else { 0 };
    weight += if near <= 30 {
        4
    } else if near <= REACH {
        3
    } else {
        0
    };
    weight += if claim.period.is_some() { 2 } else { 0 };
    weight += if claim.range { 2 } else { 0 };
    // A range of such a size with a sign is seldom anything else.
    weight += if claim.range && claim.currency.is_some() && claim.min >= 10_000.0 { 2 } else { 0 };
    let stated = claim.period.is_some() && claim.currency.is_some() && section != SectionKind::Employer;
    weight += if stated && plausible(claim) { 2 } else { 0 };
    weight += if alone && claim.currency.is_some() { 2 } else { 0 };
    // "Up to £120,000" on a line of its own: an amount of such a size is a year's pay.
    let a_year = claim.currency.is_some() && (12_000.0..250_000.0).contains(&claim.min);
    weight += if alone && a_year { 2 } else { 0 };
    // "Salary: £16,778 based on 37 hours / £8.72 per hour": what stands first counts.
    weight += if near <= DIRECTLY && a_year { 4 } else { 0 };
    weight -= if section == SectionKind::Employer { 2 } else { 0 };
    weight -= if claim.currency.is_none() && near > 30 { 4 } else { 0 };
    weight -= if plausible(claim) { 0 } else { 6 };
    weight
}

/// Bytes from the nearest word of pay, and from the nearest word of other money, to the claim; a heading counts.
fn nearest(
    source: &Source<'_>,
    spotted: &[Spotted],
    claim: &Claim,
    segment: Option<&Segment>,
) -> (Option<usize>, Option<usize>) {
    let tokens = source.tokens;
    let first = spotted.partition_point(|s| (tokens[s.start].start as usize) + 220 < claim.start);
    let (mut pay, mut refusal) = (None, None);
    for s in spotted[first..].iter().take_while(|s| (tokens[s.start].start as usize) < claim.start) {
        let end = tokens[s.end - 1].end as usize;
        let distance = claim.start.saturating_sub(end);
        let same = segment.is_some_and(|seg| end >= seg.start);
        match s.cue {
            FactCue::Pay if distance <= REACH || same && distance <= 200 => pay = Some(distance),
            // "refer a friend", "under management" leave no doubt; one word only refuses where no word of pay is nearer.
            FactCue::NoPay if same && distance <= 60 && s.end - s.start > 1 => return (None, Some(0)),
            FactCue::NoPay if same && distance <= 60 => refusal = Some(distance),
            _ => {}
        }
    }
    (pay, refusal)
}

/// "£5,000 sign-on bonus": the words directly behind the amount name another kind of money.
fn refused_behind(source: &Source<'_>, spotted: &[Spotted], claim: &Claim) -> bool {
    let from = spotted.partition_point(|s| (source.tokens[s.start].start as usize) < claim.end);
    spotted[from..].iter().take_while(|s| (source.tokens[s.start].start as usize) < claim.end + 28).any(|s| {
        let between = slice(source.text, claim.end, source.tokens[s.start].start as usize);
        let parted = between.contains(['+', ',', '.', '\n', ';', '(', '|', '•', '/']) || {
            let lower = between.to_ascii_lowercase();
            [" plus ", " and ", " with ", " depending"].iter().any(|w| lower.contains(w))
        };
        let sure = claim.range && (claim.period.is_some() || claim.currency.is_some() && claim.min >= 10_000.0);
        s.cue == FactCue::NoPay && !parted && !sure
    })
}

fn segment_of(segments: &[Segment], byte: usize) -> Option<&Segment> {
    let at = segments.partition_point(|s| s.end <= byte);
    segments.get(at)
}

/// The claim is nearly all that its line says.
fn alone(text: &str, segment: &Segment, claim: &Claim) -> bool {
    let bare = |part: &str| part.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
    // A bar parts what a line says.
    let before = slice(text, segment.start, claim.start).rsplit(['|', '+']).next().map(bare).unwrap_or_default();
    let after = slice(text, claim.end, segment.end).split(['|', '+']).next().map(bare).unwrap_or_default();
    let leads = ["up to", "from", "circa", "between", "starting at", "starting from", "c"].contains(&before.as_str());
    let follows = ["pro rata", "pro-rata", "depending on", "plus ", "dependent on", "doe", "inclusive of", "inc "];
    let band = before.starts_with("band ") && before.len() <= 8;
    (before.len() <= 3 || leads || band) && (after.len() <= 24 || follows.iter().any(|words| after.starts_with(words)))
}

/// Whether such an amount is paid for such a time.
fn plausible(claim: &Claim) -> bool {
    let wide =
        matches!(claim.currency, Some("INR" | "JPY" | "HUF" | "kr" | "DKK" | "SEK" | "NOK" | "CZK" | "PLN" | "ZAR"));
    let factor = if wide { 30.0 } else { 1.0 };
    let (least, most) = match period_of(claim) {
        PayPeriod::Hour => (4.0, 500.0),
        PayPeriod::Day => (30.0, 3_000.0),
        PayPeriod::Week => (100.0, 10_000.0),
        PayPeriod::Month => (300.0, 60_000.0),
        PayPeriod::Year => (4_000.0, 3_000_000.0),
    };
    claim.min >= least && claim.max <= most * factor
}

/// The period as stated, else the one that amounts of this size are paid for.
fn period_of(claim: &Claim) -> PayPeriod {
    claim.period.unwrap_or(match claim.max {
        m if m < 130.0 => PayPeriod::Hour,
        m if m < 1_500.0 => PayPeriod::Day,
        m if m < 9_000.0 => PayPeriod::Month,
        _ => PayPeriod::Year,
    })
}

fn finished(source: &Source<'_>, claim: Claim, span: Option<Span>) -> Option<Salary> {
    let currency = currency_of(source, claim.currency)?;
    // "$119,560 to $155,000/hr": nobody is paid so; the size says more than the word.
    let stated = claim.period.filter(|_| plausible(&claim)).or_else(|| period_around(source, &claim, span));
    let period = stated.unwrap_or(period_of(&Claim { period: None, ..claim }));
    let capped = !claim.range
        && span.is_some_and(|s| {
            let before = slice(source.text, (s.start as usize).saturating_sub(10), s.start as usize);
            before.to_ascii_lowercase().trim_end().ends_with("up to")
        });
    (claim.max > 0.0).then(|| Salary {
        min: Some(claim.min).filter(|_| !capped),
        max: Some(claim.max),
        currency: currency.into(),
        period,
        span,
    })
}

/// "Hourly rate: £12", "Annual salary …": the period before the amount.
fn period_around(source: &Source<'_>, claim: &Claim, span: Option<Span>) -> Option<PayPeriod> {
    let start = span?.start as usize;
    let before = slice(source.text, start.saturating_sub(60), start);
    let before = before.rsplit('\n').next().unwrap_or("").to_ascii_lowercase();
    let words = [
        ("hourly", PayPeriod::Hour),
        ("per hour", PayPeriod::Hour),
        ("day rate", PayPeriod::Day),
        ("daily", PayPeriod::Day),
        ("weekly", PayPeriod::Week),
        ("monthly", PayPeriod::Month),
        ("annual", PayPeriod::Year),
        ("per annum", PayPeriod::Year),
        ("yearly", PayPeriod::Year),
    ];
    let found = words.iter().filter_map(|(w, p)| before.rfind(w).map(|at| (at, *p))).max_by_key(|f| f.0).map(|f| f.1);
    found.filter(|p| plausible(&Claim { period: Some(*p), ..*claim }))
}

/// The currency of a claim: as written, what else the advert is paid in, dollars of the country.
fn currency_of(source: &Source<'_>, written: Option<&'static str>) -> Option<&'static str> {
    let text = source.text;
    let place = source.advert.place.as_deref().unwrap_or("");
    let lies_in = |words: &[&str]| words.iter().any(|w| place.contains(w));
    let says = |words: &[&str]| lies_in(words) || words.iter().any(|w| text.contains(w));
    Some(match written {
        Some("$") if lies_in(&["Canada", "Toronto", "Vancouver", "Ontario"]) => "CAD",
        Some("$") if lies_in(&["Australia", "Sydney", "Melbourne"]) => "AUD",
        Some("$") if says(&["superannuation", "+ super", "plus super", "NSW", "QLD", "Qld", " ABN ", "Australia"]) => {
            "AUD"
        }
        Some("$") if lies_in(&["New Zealand", "Auckland"]) => "NZD",
        Some("$") if lies_in(&["Singapore"]) => "SGD",
        Some("$") => "USD",
        Some("kr") if says(&["DKK", "Denmark", "Danish", "Copenhagen", "København"]) => "DKK",
        Some("kr") if says(&["NOK", "Norway", "Norwegian", "Oslo"]) => "NOK",
        Some("kr") => "SEK",
        Some(code) => code,
        None if text.contains('£') => "GBP",
        None if text.contains('€') => "EUR",
        None if text.contains('$') => "USD",
        None => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{advert, facts, facts_of};
    use crate::model::PayPeriod;

    #[test]
    fn pay_is_read_in_the_writings_of_many_countries() {
        use PayPeriod::{Day, Hour, Month, Year};
        for (text, min, max, currency, period) in [
            ("Salary: £30-35k", 30_000.0, 35_000.0, "GBP", Year),
            ("Salary £30,000 - £35,000 per annum", 30_000.0, 35_000.0, "GBP", Year),
            ("Salary: £28,500.50 p.a.", 28_500.5, 28_500.5, "GBP", Year),
            ("We pay between £12.50 and £14.20 per hour.", 12.5, 14.2, "GBP", Hour),
            ("Day rate: £450 - £500", 450.0, 500.0, "GBP", Day),
            ("GBP 45,000 - 52,000 per annum", 45_000.0, 52_000.0, "GBP", Year),
            ("£45,000 GBP - £52,000 GBP a year", 45_000.0, 52_000.0, "GBP", Year),
            ("Gehalt / salary: 45.000 € per year", 45_000.0, 45_000.0, "EUR", Year),
            ("Salary: EUR 3.800 - 4.600 gross per month", 3_800.0, 4_600.0, "EUR", Month),
            ("Salary range CHF 95'000 - 110'000", 95_000.0, 110_000.0, "CHF", Year),
            ("Salary: 18 000 - 24 000 PLN gross per month", 18_000.0, 24_000.0, "PLN", Month),
            ("Salary: SEK 42 000 per month", 42_000.0, 42_000.0, "SEK", Month),
            ("Salary: ₹12,00,000 - ₹18,00,000 per annum", 1_200_000.0, 1_800_000.0, "INR", Year),
            ("Compensation: 12-18 LPA", 1_200_000.0, 1_800_000.0, "INR", Year),
            ("CTC of 9 lakh per annum", 900_000.0, 900_000.0, "INR", Year),
            ("The base salary range is $170K to $200K.", 170_000.0, 200_000.0, "USD", Year),
            ("Salary: $119,560.00 to $155,000.00 /hour", 119_560.0, 155_000.0, "USD", Year),
            ("Starting at $25+/HR", 25.0, 25.0, "USD", Hour),
            ("Salary from A$95,000 plus super", 95_000.0, 95_000.0, "AUD", Year),
            ("Salary: $90,000 - $110,000 CAD", 90_000.0, 110_000.0, "CAD", Year),
            ("Salary circa £24,000 pro rata", 24_000.0, 24_000.0, "GBP", Year),
            ("Basic £22k, OTE £40k", 22_000.0, 22_000.0, "GBP", Year),
            ("Zone 1\n\n$136,000 $160,000 USD", 136_000.0, 160_000.0, "USD", Year),
            ("Salary of £18,500\n\n- 33 days of leave", 18_500.0, 18_500.0, "GBP", Year),
            ("Salary £40,876 pa progressing to £ 46,845 pa", 40_876.0, 46_845.0, "GBP", Year),
            ("Pay Scale 6 £28,575 (min) to £37,599 (max)", 28_575.0, 37_599.0, "GBP", Year),
            ("Band 7 £38,890-££44,503 per annum", 38_890.0, 44_503.0, "GBP", Year),
            ("Band 5/6 - £24,907 - £30,615 / £31,365 - £37,890 per annum", 24_907.0, 37_890.0, "GBP", Year),
            (
                "Pay: £39,000 per annum when qualified, £43,000 per annum if experienced",
                39_000.0,
                43_000.0,
                "GBP",
                Year,
            ),
            (
                "Salary: £16,778 based on 37 hours / £20,404 based on 45 hours / £8.72 per hour",
                16_778.0,
                20_404.0,
                "GBP",
                Year,
            ),
            ("# Pharmacist\n\nBetween £45,753 and £51,668\n\ndependent on experience", 45_753.0, 51_668.0, "GBP", Year),
            ("Salary: £36,229 £45,012depending on skills", 36_229.0, 45_012.0, "GBP", Year),
            ("Salary £24,510 (FTE £40,850) per annum", 24_510.0, 24_510.0, "GBP", Year),
            (
                "Ward | Circa £32,500 depending on experience, plus enhancements | Oadby",
                32_500.0,
                32_500.0,
                "GBP",
                Year,
            ),
            ("Salary of £25,000 plus a bonus of £2,000", 25_000.0, 25_000.0, "GBP", Year),
        ] {
            let salary = facts("", text).salary.unwrap_or_else(|| panic!("nothing in {text:?}"));
            let got = (salary.min, salary.max, salary.currency.as_str(), salary.period);
            assert_eq!(got, (Some(min), Some(max), currency, period), "{text:?}");
            assert!(salary.span.is_some_and(|s| s.of(text).is_some()), "{text:?}");
        }
    }

    #[test]
    fn what_is_paid_in_any_case_comes_before_what_is_hoped_for() {
        for (text, min, max) in [
            ("Account Executive\n$85K base / $170K OTE, uncapped", Some(85_000.0), 85_000.0),
            ("Therapist wanted!\n\n£25,000 basic (OTE £31,000), 4 days", Some(25_000.0), 25_000.0),
            ("Pay rate: up to $21/hour", None, 21.0),
            ("Full & part time\n\nUp to £48,500\n\nWakefield", None, 48_500.0),
            ("Producer - 6 month freelance contract - £350 per day", Some(350.0), 350.0),
            ("Setter, Ironbeck. £38,500 for a 38 hour week.", Some(38_500.0), 38_500.0),
            ("Pay: £28,265 in training rising to £37,675 when competent.", Some(28_265.0), 37_675.0),
        ] {
            let salary = facts("", text).salary.unwrap_or_else(|| panic!("nothing in {text:?}"));
            assert_eq!((salary.min, salary.max), (min, Some(max)), "{text:?}");
        }
    }

    #[test]
    fn other_money_is_no_pay() {
        for text in [
            "Budget of $200,000 - $400,000 managed.",
            "You will manage a budget of £2,500,000.",
            "We have raised $40M in Series B funding.",
            "Our turnover is £382m and we employ 6,000 people.",
            "A welcome bonus of £1,000 and a $20,000 sign-on bonus.",
            "Benefits: 401(k) with company match, $500 learning stipend.",
            "Save an average of £50 per month with our free car park.",
            "Refer a friend and both earn up to £500.",
            "Over $1.1 trillion in assets under management.",
            "Experience of closing deals worth £50,000 to £500,000.",
            "The DBS check costs £44, which is deducted from your first pay.",
            "Competitive salary, 25 days of leave, team of 12 people.",
            "We have 12,600 staff and see 1.5 million patients a year.",
            "Relocation package of up to £8,000.",
            "Competitive pay, full benefits package, 401k plan, on the job training",
            "A pay rise each year; $5K annually toward ongoing education and training",
        ] {
            assert_eq!(facts("", text).salary, None, "{text:?}");
        }
    }

    #[test]
    fn the_published_field_wins_over_the_text() {
        let mut given = advert("Nurse", "Salary: £10 per hour");
        given.salary = Some("GBP 30000 - 35000 per year".into());
        let salary = facts_of(&given).salary.expect("the field has numbers");
        assert_eq!((salary.min, salary.max, salary.period), (Some(30_000.0), Some(35_000.0), PayPeriod::Year));
        assert_eq!(salary.span, None);
        for words in ["competitive", "Band 5"] {
            given.salary = Some(words.into());
            assert_eq!(facts_of(&given).salary.and_then(|s| s.min), Some(10.0), "{words}");
        }
    }

    #[test]
    fn rates_of_one_list_are_one_range() {
        let text = "Pay rates:\n- £9.21 per hour for days\n- £12.98 per hour at night\n- £16.85 per hour on Sundays";
        let salary = facts("", text).salary.expect("rates");
        assert_eq!((salary.min, salary.max, salary.period), (Some(9.21), Some(16.85), PayPeriod::Hour));
    }

    #[test]
    fn hostile_amounts_do_not_panic() {
        for text in ["£", "£999999999999999999999999999 per hour", "Salary: £-£-£ $1$2$3", "£ é1k–é", "kr", "$1,,,2"]
        {
            let _ = facts(text, text);
        }
    }
}
