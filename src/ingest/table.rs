use super::Item;
use super::format::{AdvertFormat, Input};
use super::mapping;
use super::ndjson::{Records, parse_record};
use serde_json::{Map, Value};
use std::io::{BufReader, Cursor, Read};

/// Bytes of a table that are looked at to tell its delimiter.
const HEAD: usize = 64 << 10;

/// CSV and its relatives with any of the usual delimiters, one advert a row, columns named in the first row.
pub struct Table;

impl AdvertFormat for Table {
    fn name(&self) -> &'static str {
        "table"
    }

    fn accepts(&self, input: &Input<'_>) -> bool {
        delimiter(&input.bytes[..input.bytes.len().min(HEAD)], input.named(&[".csv", ".tsv"])).is_some()
    }

    fn read(&self, input: &Input<'_>, sink: &mut dyn FnMut(Item)) {
        let Some(delimiter) = delimiter(&input.bytes[..input.bytes.len().min(HEAD)], true) else { return };
        let records = Records::of_table(Rows::new(Cursor::new(input.bytes.to_vec()), delimiter), input.source);
        for record in records {
            match record {
                Ok(record) => parse_record(&record, input.source).into_iter().for_each(&mut *sink),
                Err(finding) => sink(Item::Finding(finding)),
            }
        }
    }
}

/// The delimiter of a table of adverts; `None` where the first row names no title with a text or an address. `named`
/// says whether the file's name calls it a table.
pub fn delimiter(head: &[u8], named: bool) -> Option<u8> {
    let line = head.split(|b| *b == b'\n').next()?;
    let line = super::encoding::decode(line).text;
    let found = [b',', b';', b'\t', b'|'].into_iter().find(|d| {
        let columns: Vec<String> = line.split(*d as char).map(column).collect();
        let has =
            |field: &str| columns.iter().any(|c| mapping::generic().names(field).any(|n| n.eq_ignore_ascii_case(c)));
        let text = mapping::generic().text_names().any(|n| columns.iter().any(|c| n.eq_ignore_ascii_case(c)));
        columns.len() >= 2 && (has("title") || named) && text && columns.iter().all(|c| c.len() < 60)
    });
    // A text that happens to start with such words has no second row of the same width.
    found.filter(|_| named || head.contains(&b'\n'))
}

/// The name of a column as mappings know it: without quotes, words joined by `_`.
pub fn column(written: &str) -> String {
    let written = written.trim().trim_matches(['"', '\u{feff}', '\'']).trim();
    written.split([' ', '-']).filter(|w| !w.is_empty()).collect::<Vec<_>>().join("_")
}

/// Rows of a table as JSON objects, read as they are asked for.
pub struct Rows {
    reader: csv::Reader<Box<dyn Read + Send>>,
    columns: Vec<String>,
}

impl Rows {
    pub fn new(reader: impl Read + Send + 'static, delimiter: u8) -> Self {
        let reader: Box<dyn Read + Send> = Box::new(BufReader::with_capacity(1 << 16, reader));
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(reader);
        let columns =
            reader.byte_headers().map(|h| h.iter().map(|c| column(&super::encoding::decode(c).text)).collect());
        Self { reader, columns: columns.unwrap_or_default() }
    }

    /// The next row with its line; `None` at the end.
    pub fn next(&mut self) -> Option<Result<(String, u32), String>> {
        let mut row = csv::ByteRecord::new();
        match self.reader.read_byte_record(&mut row) {
            Ok(false) => None,
            Ok(true) => {
                let place = row.position().map_or(0, |p| u32::try_from(p.line()).unwrap_or(u32::MAX));
                let value = |cell: &[u8]| Value::String(super::encoding::decode(cell).text.into_owned());
                let object: Map<String, Value> =
                    self.columns.iter().cloned().zip(row.iter().map(value)).filter(|(c, _)| !c.is_empty()).collect();
                Some(Ok((Value::Object(object).to_string(), place)))
            }
            Err(e) => Some(Err(e.to_string())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Item, read};

    fn adverts(text: &str, name: &str) -> Vec<(String, String, Option<String>)> {
        let mut all = Vec::new();
        read(text.as_bytes(), name, &mut |i| all.push(i));
        all.into_iter()
            .map(|i| match i {
                Item::Advert(a) => (a.title, a.text, a.employer),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    const TEXT: &str = "Plan routes, lead drivers\nand load \"with care\"";

    #[test]
    fn columns_are_found_by_name_whatever_the_delimiter() {
        let quoted = TEXT.replace('"', "\"\"");
        for (head, row) in [
            ("Job Title,Company Name,Job Description", format!("Planner,Acme,\"{quoted}\"")),
            ("title;employer;text", format!("Planner;Acme;\"{quoted}\"")),
            ("\u{feff}\"title\"\t\"company\"\t\"description\"", format!("Planner\tAcme\t\"{quoted}\"")),
        ] {
            let all = adverts(&format!("{head}\n{row}\n"), "jobs.csv");
            assert_eq!(all, [("Planner".to_string(), TEXT.to_string(), Some("Acme".to_string()))], "{head}");
        }
    }

    #[test]
    fn prose_is_no_table() {
        let prose = "Planner\n\nThe title, the text and the company matter, and we mean all of it, every day.";
        assert_eq!(adverts(prose, "a.txt")[0].1, prose);
    }
}
