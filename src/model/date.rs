/// A calendar date; written and read as `YYYY-MM-DD`.
pub type Date = jiff::civil::Date;
