use serde_json::{Number, Value};

/// One cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Not known, or not of this row.
    Empty,
    Text(String),
    Count(u64),
    /// A share or priority: 0 to 1, three decimals.
    Part(f64),
    /// Any other number, up to two decimals.
    Number(f64),
    Flag(bool),
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The value, or [`Cell::Empty`] for `None`.
    pub fn some<T>(value: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Empty, cell)
    }

    /// Values in one cell.
    pub fn list<T: ToString>(values: impl IntoIterator<Item = T>) -> Self {
        Self::Text(values.into_iter().map(|v| v.to_string()).collect::<Vec<_>>().join("; "))
    }

    /// The cell as a spreadsheet may open it: a text that would be taken for a formula stands behind an apostrophe.
    pub fn csv(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => neutral(text),
            Self::Count(n) => n.to_string(),
            Self::Part(n) => decimal(*n, 3),
            Self::Number(n) => number(*n),
            Self::Flag(yes) => if *yes { "yes" } else { "no" }.into(),
        }
    }

    /// The cell as JSON; [`Cell::Empty`] is null.
    pub fn json(&self) -> Value {
        let number =
            |text: String| text.parse::<f64>().ok().and_then(Number::from_f64).map_or(Value::Null, Value::Number);
        match self {
            Self::Empty => Value::Null,
            Self::Text(text) => Value::String(text.clone()),
            Self::Count(n) => Value::from(*n),
            Self::Part(n) => number(decimal(*n, 3)),
            Self::Number(n) => number(self::number(*n)),
            Self::Flag(yes) => Value::Bool(*yes),
        }
    }
}

/// A number with a dot and so many decimals; never a negative zero.
fn decimal(n: f64, decimals: usize) -> String {
    let text = format!("{n:.decimals$}");
    match text.strip_prefix('-') {
        Some(rest) if rest.bytes().all(|b| b == b'0' || b == b'.') => rest.into(),
        _ => text,
    }
}

/// A number without the zeros at its end.
fn number(n: f64) -> String {
    let text = decimal(n, 2);
    text.trim_end_matches('0').trim_end_matches('.').into()
}

/// Text with what starts a formula made harmless. A plain negative number is a number.
fn neutral(text: &str) -> String {
    let starts = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if starts && !is_number(text) { format!("'{text}") } else { text.into() }
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    all(whole) && all(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_stands_behind_an_apostrophe() {
        for (text, want) in [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("+44 20 7946 0000", "'+44 20 7946 0000"),
            ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("-5", "-5"),
            ("-0.25", "-0.25"),
            ("- led a team", "'- led a team"),
            ("-", "'-"),
            ("C++", "C++"),
        ] {
            assert_eq!(Cell::text(text).csv(), want);
        }
    }

    #[test]
    fn numbers_have_a_dot_and_no_negative_zero() {
        for (cell, want) in [
            (Cell::Part(0.5), "0.500"),
            (Cell::Part(-0.0001), "0.000"),
            (Cell::Number(2.5), "2.5"),
            (Cell::Number(3.0), "3"),
            (Cell::Number(-1.25), "-1.25"),
            (Cell::Count(7), "7"),
            (Cell::Empty, ""),
        ] {
            assert_eq!(cell.csv(), want);
        }
    }
}
