/// A calendar date; written and read as `YYYY-MM-DD`.
pub type Date = jiff::civil::Date;

/// Names of the months, in lower case.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
