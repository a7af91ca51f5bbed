//! Compressed files, with limits on what comes out of them.

use super::Item;
use super::columns;
use super::format::{self, AdvertFormat, Input};
use super::ndjson::{Records, looks_like_lines};
use super::table::{self, Rows};
use crate::diag::{Code, Diag};
use flate2::read::MultiGzDecoder;
use std::borrow::Cow;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::Path;

/// Most bytes of one document, after decompression.
pub const MAX_DOCUMENT: u64 = 64 << 20;
/// Most bytes of a stream of lines, after decompression.
const MAX_LINES: u64 = 2 << 30;
/// Bytes looked at to tell lines from a document.
const HEAD: usize = 1 << 20;
/// Archives inside archives inside archives.
const MAX_DEPTH: u8 = 3;
/// Most members read of one archive.
const MAX_MEMBERS: usize = 10_000;

/// An opened file.
#[expect(clippy::large_enum_variant, reason = "one is open at a time")]
pub enum Opened {
    /// One advert a line or row; read as asked for, however large the file is.
    Lines(Records),
    Whole(Vec<u8>),
}

fn unreadable(source: &str, error: &std::io::Error) -> Diag {
    Diag::new(Code::Unreadable, source, format!("the file could not be read: {error}; check the path and your rights"))
}

fn too_large(source: &str, limit: u64) -> Diag {
    let message = format!("the file holds more than {} MiB; split it, or save the adverts alone", limit >> 20);
    Diag::new(Code::TooLarge, source, message)
}

/// Opens a file, or standard input where the path is `-`, looking through gzip.
pub fn open(path: &Path) -> Result<Opened, Diag> {
    let source = path.display().to_string();
    let raw: Box<dyn Read + Send> = match source.as_str() {
        "-" => Box::new(std::io::stdin()),
        _ => Box::new(std::fs::File::open(path).map_err(|e| unreadable(&source, &e))?),
    };
    let mut raw = BufReader::with_capacity(1 << 16, raw);
    let zipped = raw.fill_buf().map_err(|e| unreadable(&source, &e))?.starts_with(&GZIP);
    let plain: Box<dyn Read + Send> = if zipped { Box::new(MultiGzDecoder::new(raw)) } else { Box::new(raw) };
    let mut plain = plain.take(MAX_LINES + 1);
    let mut head = Vec::new();
    let complete = plain.by_ref().take(HEAD as u64).read_to_end(&mut head);
    // A file cut off in the middle still gives what came before.
    let cut = complete.is_err();
    let (lines, table) =
        (format::is_named(&source, &[".ndjson", ".jsonl"]), format::is_named(&source, &[".csv", ".tsv"]));
    let columns = if lines || table { columns::beside(path)? } else { None };
    if looks_like_lines(&head, head.len() < HEAD, lines) {
        let rest: Box<dyn BufRead + Send> = Box::new(BufReader::with_capacity(1 << 16, Cursor::new(head).chain(plain)));
        return Ok(Opened::Lines(Records::of_lines(rest, &source).with_columns(columns)));
    }
    if let Some(columns) = columns.filter(|_| table) {
        let delimiter = columns.delimiter(&head).map_err(|message| Diag::new(Code::BadRecord, &source, message))?;
        let rows = Rows::new(Cursor::new(head).chain(plain), delimiter);
        return Ok(Opened::Lines(Records::of_table(rows, &source).with_columns(Some(columns))));
    }
    if head.len() == HEAD
        && table
        && let Some(delimiter) = table::delimiter(&head, true)
    {
        return Ok(Opened::Lines(Records::of_table(Rows::new(Cursor::new(head).chain(plain), delimiter), &source)));
    }
    match complete.and_then(|_| plain.take(MAX_DOCUMENT).read_to_end(&mut head)) {
        Ok(_) if head.len() as u64 > MAX_DOCUMENT => Err(too_large(&source, MAX_DOCUMENT)),
        Ok(_) => Ok(Opened::Whole(head)),
        Err(_) if cut && !head.is_empty() => Ok(Opened::Whole(head)),
        Err(e) => Err(unreadable(&source, &e)),
    }
}

const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Reads what a gzip or zip member holds, up to the limit of one document.
fn unpacked(reader: impl Read, source: &str) -> Result<Vec<u8>, Diag> {
    let mut bytes = Vec::new();
    let read = reader.take(MAX_DOCUMENT + 1).read_to_end(&mut bytes);
    match read {
        _ if bytes.len() as u64 > MAX_DOCUMENT => Err(too_large(source, MAX_DOCUMENT)),
        Err(e) if bytes.is_empty() => Err(unreadable(source, &e)),
        _ => Ok(bytes),
    }
}

fn read_member(bytes: Result<Vec<u8>, Diag>, source: &str, depth: u8, sink: &mut dyn FnMut(Item)) {
    match bytes {
        Ok(_) if depth >= MAX_DEPTH => {
            let message = "archives lie in archives too deeply; unpack the file yourself";
            sink(Item::Finding(Diag::new(Code::TooLarge, source, message)));
        }
        Ok(bytes) => format::read(&Input::new(&bytes, source, depth + 1), sink),
        Err(finding) => sink(Item::Finding(finding)),
    }
}

pub struct Gzip;

impl AdvertFormat for Gzip {
    fn name(&self) -> &'static str {
        "gzip"
    }

    fn accepts(&self, input: &Input<'_>) -> bool {
        input.bytes.starts_with(&GZIP)
    }

    fn read(&self, input: &Input<'_>, sink: &mut dyn FnMut(Item)) {
        read_member(unpacked(MultiGzDecoder::new(input.bytes), input.source), input.source, input.depth, sink);
    }
}

/// Whether bytes are an archive with a member of that name.
pub fn has_member(bytes: &[u8], name: &str) -> bool {
    let archive = bytes.starts_with(b"PK").then(|| zip::ZipArchive::new(Cursor::new(bytes)).ok());
    archive.flatten().is_some_and(|a| a.index_for_name(name).is_some())
}

/// The bytes of one member of an archive.
pub fn member(bytes: &[u8], name: &str, source: &str) -> Result<Vec<u8>, Diag> {
    let damaged = |_| Diag::new(Code::Unreadable, source, "the document is damaged; save it again");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let member = archive.by_name(name).map_err(damaged)?;
    unpacked(member, source)
}

/// Archives of any of the other formats. DOCX and ODT files, which are archives too, are asked before.
pub struct Zip;

impl AdvertFormat for Zip {
    fn name(&self) -> &'static str {
        "zip"
    }

    fn accepts(&self, input: &Input<'_>) -> bool {
        input.bytes.starts_with(b"PK\x03\x04") || input.bytes.starts_with(b"PK\x05\x06")
    }

    fn read(&self, input: &Input<'_>, sink: &mut dyn FnMut(Item)) {
        let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(input.bytes)) else {
            let message = "the archive is damaged; fetch it again";
            return sink(Item::Finding(Diag::new(Code::Unreadable, input.source, message)));
        };
        let mut names: Vec<String> =
            archive.file_names().filter_map(Result::ok).map(Cow::into_owned).filter(|n| is_content(n)).collect();
        names.sort();
        if names.is_empty() {
            let message = "the archive holds no files; put the saved adverts in it";
            return sink(Item::Finding(Diag::new(Code::EmptyInput, input.source, message)));
        }
        let mut left = MAX_DOCUMENT * 8;
        for name in names.iter().take(MAX_MEMBERS) {
            let source = format!("{}/{name}", input.source);
            let bytes = match archive.by_name(name) {
                Ok(member) => unpacked(member.take(left), &source),
                Err(e) => Err(Diag::new(
                    Code::Unreadable,
                    &source,
                    format!("the member could not be read: {e}; unpack it yourself"),
                )),
            };
            left = left.saturating_sub(bytes.as_ref().map_or(0, |b| b.len() as u64));
            if left == 0 {
                return sink(Item::Finding(too_large(input.source, MAX_DOCUMENT * 8)));
            }
            read_member(bytes, &source, input.depth, sink);
        }
    }
}

/// Whether a member is a file of the user rather than a folder or what a system or a browser put beside it.
fn is_content(name: &str) -> bool {
    !name.ends_with('/')
        && name.split('/').all(|part| !part.starts_with('.') && part != "__MACOSX" && !part.ends_with("_files"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn items(bytes: &[u8], name: &str) -> Vec<Item> {
        let mut all = Vec::new();
        super::super::read(bytes, name, &mut |i| all.push(i));
        all
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    const TEXT: &str = "Lorry driver\n\nWe need somebody who can drive a lorry at night and load it with care.";

    #[test]
    fn members_are_read_by_their_own_format() {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        for (name, content) in [("b.txt", TEXT), ("a/c.txt", TEXT), (".hidden", TEXT), ("b_files/x.txt", TEXT)] {
            writer.start_file(name, options).unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        let bytes = writer.finish().unwrap().into_inner();
        let sources: Vec<String> = items(&gzip(&bytes), "z.zip.gz")
            .into_iter()
            .map(|i| match i {
                Item::Advert(a) => a.source,
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(sources, ["z.zip.gz/a/c.txt", "z.zip.gz/b.txt"]);
    }

    #[test]
    fn bombs_and_damage_are_findings() {
        let bomb = gzip(&vec![b' '; (MAX_DOCUMENT + 2) as usize]);
        assert!(matches!(&items(&bomb, "b.gz")[..], [Item::Finding(d)] if d.code == Code::TooLarge));
        let nested = (0..5).fold(TEXT.as_bytes().to_vec(), |inner, _| gzip(&inner));
        assert!(matches!(&items(&nested, "n.gz")[..], [Item::Finding(d)] if d.code == Code::TooLarge));
        assert!(
            matches!(&items(b"PK\x03\x04 no archive", "d.zip")[..], [Item::Finding(d)] if d.code == Code::Unreadable)
        );
        assert!(matches!(&items(b"\x1f\x8b no archive", "d.gz")[..], [Item::Finding(d)] if d.code == Code::Unreadable));
    }
}
