use super::Cell;
use serde_json::{Map, Value};
use std::fmt::Write;

/// A column of a table: its header, what it means, and how a row fills it.
pub struct Column<R> {
    pub name: &'static str,
    /// Shown to users: one sentence, with unit and range.
    pub doc: &'static str,
    pub cell: fn(&R) -> Cell,
}

/// A table as RFC 4180 CSV in UTF-8, with its header; with a byte order mark where `bom`, which old spreadsheets need.
pub fn csv<R>(columns: &[Column<R>], rows: &[R], bom: bool) -> Vec<u8> {
    let mut out = if bom { b"\xef\xbb\xbf".to_vec() } else { Vec::new() };
    write_record(&mut out, columns.iter().map(|c| c.name.to_owned()));
    out.extend(csv_rows(columns, rows));
    out
}

/// Rows of such a table, without the header.
pub fn csv_rows<R>(columns: &[Column<R>], rows: &[R]) -> Vec<u8> {
    let mut out = Vec::new();
    for row in rows {
        write_record(&mut out, columns.iter().map(|c| (c.cell)(row).csv()));
    }
    out
}

/// One line of a table.
pub(super) fn write_record(out: &mut Vec<u8>, cells: impl IntoIterator<Item = String>) {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    // Writing to memory does not fail.
    let _ = writer.write_record(cells);
}

/// The rows as JSON objects with the same keys as the CSV's columns.
pub fn json_rows<R>(columns: &[Column<R>], rows: &[R]) -> Value {
    let object = |row: &R| columns.iter().map(|c| (c.name.to_owned(), (c.cell)(row).json())).collect::<Map<_, _>>();
    Value::Array(rows.iter().map(|row| Value::Object(object(row))).collect())
}

/// The columns as a Markdown table.
pub fn columns_markdown<R>(columns: &[Column<R>]) -> String {
    let mut out = String::from("| column | meaning |\n| --- | --- |\n");
    for column in columns {
        // Writing to a string does not fail.
        let _ = writeln!(out, "| `{}` | {} |", column.name, column.doc);
    }
    out
}

/// The columns as indented lines.
pub fn columns_plain<R>(columns: &[Column<R>]) -> String {
    columns.iter().map(|column| format!("  {:<18}{}\n", column.name, column.doc)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column<(&str, f64)>] = &[
        Column { name: "name", doc: "A name.", cell: |r| Cell::text(r.0) },
        Column { name: "share", doc: "A share.", cell: |r| Cell::Part(r.1) },
    ];

    #[test]
    fn a_table_is_rfc_4180_with_a_mark_on_request() {
        let rows = [("plain", 0.25), ("a, \"b\"\nc", 1.0)];
        let want = "name,share\r\nplain,0.250\r\n\"a, \"\"b\"\"\nc\",1.000\r\n";
        assert_eq!(String::from_utf8_lossy(&csv(COLUMNS, &rows, false)), want);
        assert_eq!(csv(COLUMNS, &rows, true), [b"\xef\xbb\xbf", want.as_bytes()].concat());
    }

    #[test]
    fn json_has_the_keys_of_the_columns() {
        assert_eq!(json_rows(COLUMNS, &[("a", 0.1234)]).to_string(), r#"[{"name":"a","share":0.123}]"#);
    }
}
