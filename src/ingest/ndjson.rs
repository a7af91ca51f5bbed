//! One advert a record: JSON objects a line (JobPosting, or `{"id", "title"?, "text", ...}`), or rows of a table.

use super::columns::Columns;
use super::draft::{Draft, stated};
use super::format::{AdvertFormat, Input};
use super::table::Rows;
use super::{Item, encoding, job_posting, json, mapping, text};
use crate::diag::{Code, Diag};
use serde_json::{Map, Value};
use std::io::BufRead;

/// Longest line that is read, in bytes.
const MAX_LINE: usize = 16 << 20;

/// One line of a table, not yet parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub line: String,
    /// Number of the line in its file, 1 first.
    pub place: u32,
}

/// The records of a file, read as they are asked for, however large it is. Empty lines are skipped.
pub struct Records {
    from: From,
    source: String,
    place: u32,
    done: bool,
    /// Which columns hold what, where their names do not say so.
    columns: Option<Columns>,
}

enum From {
    Lines(Box<dyn BufRead + Send>),
    Rows(Rows),
}

impl Records {
    pub(super) fn of_lines(reader: Box<dyn BufRead + Send>, source: &str) -> Self {
        Self { from: From::Lines(reader), source: source.to_string(), place: 0, done: false, columns: None }
    }

    pub(super) fn of_table(rows: Rows, source: &str) -> Self {
        Self { from: From::Rows(rows), source: source.to_string(), place: 0, done: false, columns: None }
    }

    pub(super) fn with_columns(self, columns: Option<Columns>) -> Self {
        Self { columns, ..self }
    }

    /// The next line or row; `None` at the end. A line of more than [`MAX_LINE`] bytes ends the reading.
    fn record(&mut self) -> Result<Option<Record>, Diag> {
        let finding = |code, message: String| Diag::new(code, self.source.as_str(), message).at(self.place + 1);
        let reader = match &mut self.from {
            From::Lines(reader) => reader,
            From::Rows(rows) => {
                return match rows.next() {
                    None => Ok(None),
                    Some(Ok((line, place))) => Ok(Some(Record { line, place })),
                    Some(Err(e)) => {
                        Err(finding(Code::BadRecord, format!("the table is broken here: {e}; export it again")))
                    }
                };
            }
        };
        let mut line = Vec::new();
        match std::io::Read::take(reader, MAX_LINE as u64).read_until(b'\n', &mut line) {
            Ok(0) => Ok(None),
            Ok(MAX_LINE) if line.last() != Some(&b'\n') => {
                Err(finding(Code::TooLarge, format!("a line is longer than {} MiB; split the file", MAX_LINE >> 20)))
            }
            Ok(_) => {
                let line = String::from_utf8(line).unwrap_or_else(|e| encoding::decode(e.as_bytes()).text.into_owned());
                Ok(Some(Record { line, place: self.place + 1 }))
            }
            Err(e) => Err(finding(Code::Unreadable, format!("the file ends in the middle: {e}; fetch it again"))),
        }
    }
}

impl Iterator for Records {
    type Item = Result<Record, Diag>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            match self.record() {
                Ok(None) => self.done = true,
                Ok(Some(record)) => {
                    self.place = record.place;
                    let record = match &self.columns {
                        Some(columns) => renamed(record, columns),
                        None => record,
                    };
                    if !record.line.trim().is_empty() {
                        return Some(Ok(record));
                    }
                }
                Err(finding) => {
                    self.done = true;
                    return Some(Err(finding));
                }
            }
        }
        None
    }
}

/// A line with the names that every table may use in place of its own. What is no object stays as it is.
fn renamed(record: Record, columns: &Columns) -> Record {
    match json::parse(record.line.trim().trim_start_matches('\u{feff}')) {
        Some((Value::Object(object), _)) => {
            Record { line: Value::Object(columns.apply(&object)).to_string(), ..record }
        }
        _ => record,
    }
}

/// The adverts of one line. Pure: what one line gives never depends on another.
pub fn parse_record(record: &Record, source: &str) -> Vec<Item> {
    let line = record.line.trim().trim_start_matches('\u{feff}');
    match json::parse(line) {
        Some((Value::Object(object), _)) => vec![item(object, source, record.place)],
        _ => {
            let message = "a line is no JSON object; each line must hold one advert";
            vec![Item::Finding(Diag::new(Code::BadRecord, source, message).at(record.place))]
        }
    }
}

fn item(object: Map<String, Value>, source: &str, place: u32) -> Item {
    let id = object.get("id").and_then(word);
    let posting = job_posting::is_job_posting(&object) || object.contains_key("hiringOrganization");
    let mut draft = if posting {
        job_posting::draft(&object, None)
    } else if object.contains_key("text") {
        advert_object(&object)
    } else {
        mapping::draft(mapping::generic(), &Value::Object(object), &Value::Null, None)
    };
    draft.id = id;
    draft.finish(source, place)
}

/// `{"id", "title", "text", "employer", "location", "salary", "contract", "published", "closing", "link"}`. The text
/// is kept byte for byte, so that spans made elsewhere hold, unless it is HTML.
fn advert_object(object: &Map<String, Value>) -> Draft {
    let field = |names: &[&str]| names.iter().find_map(|n| object.get(*n)).and_then(word).and_then(|w| stated(&w));
    let raw = object.get("text").and_then(word).unwrap_or_default();
    let mut draft = Draft {
        title: field(&["title"]).unwrap_or_default(),
        text: if text::looks_like_html(&raw) { text::from_markup(&raw) } else { raw },
        employer: field(&["employer", "company"]),
        place: field(&["location", "place"]),
        salary: field(&["salary"]),
        contract: field(&["contract", "employmentType"]),
        reference: field(&["reference"]),
        ..Draft::default()
    };
    draft.set_dates(field(&["published", "date"]).as_deref(), field(&["closing"]).as_deref());
    draft.set_link(field(&["link", "url"]).as_deref(), None);
    draft
}

fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    }
}

/// Whether bytes start with a whole JSON object on one line, followed by another or by the end. `all` says whether
/// these are all bytes there are.
pub fn looks_like_lines(head: &[u8], all: bool, named: bool) -> bool {
    let start = head.iter().position(|b| !b.is_ascii_whitespace() && !matches!(b, 0xef | 0xbb | 0xbf)).unwrap_or(0);
    let head = &head[start..];
    if head.first() != Some(&b'{') {
        return false;
    }
    let Some(end) = head.iter().position(|b| *b == b'\n') else { return named || all && is_record(head) };
    let next = head[end..].iter().find(|b| !b.is_ascii_whitespace());
    let complete = serde_json::from_slice::<serde::de::IgnoredAny>(&head[..end]).is_ok();
    match next {
        Some(b'{') => complete || named,
        Some(_) => named,
        None => complete && (named || is_record(&head[..end])),
    }
}

/// Whether a single object is an advert by itself rather than a list of them.
fn is_record(bytes: &[u8]) -> bool {
    let Ok(Value::Object(object)) = serde_json::from_slice(bytes) else { return false };
    job_posting::is_job_posting(&object) || object.get("text").is_some_and(Value::is_string)
}

/// Bytes held in memory; files are streamed by [`super::open`].
pub struct Ndjson;

impl AdvertFormat for Ndjson {
    fn name(&self) -> &'static str {
        "ndjson"
    }

    fn accepts(&self, input: &Input<'_>) -> bool {
        looks_like_lines(input.bytes, true, input.named(&[".ndjson", ".jsonl"]))
    }

    fn read(&self, input: &Input<'_>, sink: &mut dyn FnMut(Item)) {
        for (place, line) in (1..).zip(input.bytes.split(|b| *b == b'\n')) {
            if !line.iter().all(u8::is_ascii_whitespace) {
                let record = Record { line: encoding::decode(line).text.into_owned(), place };
                parse_record(&record, input.source).into_iter().for_each(&mut *sink);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Vec<Item> {
        let mut all = Vec::new();
        super::super::read(text.as_bytes(), "a.ndjson", &mut |i| all.push(i));
        all
    }

    #[test]
    fn the_text_of_an_advert_object_stays_byte_for_byte() {
        let raw = "  Line one\r\n\u{a0}• two ﬁne – a long enough text for an advert, with spaces  at the end \n";
        let line = serde_json::json!({"id": "a1", "title": "Nurse", "text": raw, "location": "Hull"}).to_string();
        let [Item::Advert(advert)] = &items(&line)[..] else { panic!("one advert") };
        assert_eq!((advert.text.as_str(), advert.id.0.as_str(), advert.place.as_deref()), (raw, "a1", Some("Hull")));
    }

    #[test]
    fn a_bad_line_is_a_finding_and_the_rest_is_read() {
        let good = r#"{"id": "1", "text": "We need somebody who can drive a lorry at night and load it."}"#;
        let all = items(&format!("{good}\n\nnot json\n{good}\n"));
        assert!(
            matches!(&all[..], [Item::Advert(_), Item::Finding(d), Item::Advert(_)] if d.code == Code::BadRecord && d.place == 3)
        );
    }

    #[test]
    fn lines_are_told_from_one_document() {
        for (text, want) in [
            ("{\"a\": 1}\n{\"a\": 2}", true),
            ("{\"text\": \"x\"}", true),
            ("{\"jobs\": []}", false),
            ("{\n \"a\": 1\n}", false),
            ("[1]", false),
            ("<rss>", false),
        ] {
            assert_eq!(looks_like_lines(text.as_bytes(), true, false), want, "{text}");
        }
    }
}
