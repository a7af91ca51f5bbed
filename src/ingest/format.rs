use super::markup::{Dialect, Token, Tokens};
use super::{Item, boards, feed, mail, ndjson, office, page, pdf, plain, sitemap, table, unpack};
use crate::diag::{Code, Diag};

/// One file to be read, or one member of an archive.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    pub bytes: &'a [u8],
    /// File name or address; members of archives are named `archive/member`.
    pub source: &'a str,
    /// How many archives it lies in.
    pub depth: u8,
}

impl Input<'_> {
    /// Whether the name ends so, in any case; a trailing `.gz` does not count.
    pub fn named(&self, endings: &[&str]) -> bool {
        let name = self.source.to_ascii_lowercase();
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        endings.iter().any(|e| name.ends_with(e))
    }

    /// The first bytes without byte order mark and white space, at most 2 kB, in lower case.
    pub fn head(&self) -> String {
        let head = &self.bytes[..self.bytes.len().min(2048)];
        let wide = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) || head.get(1) == Some(&0);
        let text = match wide {
            true => head.iter().filter(|b| **b != 0).map(|b| *b as char).collect(),
            false => String::from_utf8_lossy(head).into_owned(),
        };
        let text = text.trim_start_matches(['\u{feff}', 'ÿ', 'þ', '\u{fffd}']).trim_start();
        text.to_ascii_lowercase()
    }
}

/// Name of the first element in the head of a file; junk before it does not count.
pub fn root_of(head: &str) -> Option<&str> {
    Tokens::new(head, Dialect::Xml).find_map(|token| match token {
        Token::Open { name, .. } => Some(name),
        _ => None,
    })
}

/// Whether an `html` element stands in the head of a file, first or not.
pub fn has_html(head: &str) -> bool {
    ["<html>", "<html ", "<html\n", "<html\r", "<!doctype html"].iter().any(|mark| head.contains(mark))
}

/// A kind of file that adverts come in.
pub trait AdvertFormat: Sync {
    fn name(&self) -> &'static str;
    /// Name of the variant that the bytes are, where the format has several.
    fn detail(&self, _input: &Input<'_>) -> Option<&'static str> {
        None
    }
    /// Whether the bytes are of this kind. Decided by content; the name only where the content leaves it open.
    fn accepts(&self, input: &Input<'_>) -> bool;
    /// Hands over every advert, and a finding for whatever gave none.
    fn read(&self, input: &Input<'_>, sink: &mut dyn FnMut(Item));
}

/// Asked in this order; the first that accepts reads.
const FORMATS: &[&dyn AdvertFormat] = &[
    &unpack::Gzip,
    &office::Docx,
    &office::Odt,
    &unpack::Zip,
    &pdf::Pdf,
    &mail::Mhtml,
    &mail::Mbox,
    &mail::Eml,
    &ndjson::Ndjson,
    &feed::Feed,
    &sitemap::Sitemap,
    &boards::BoardJson,
    &boards::BoardXml,
    &page::Page,
    &table::Table,
    &plain::Plain,
];

pub fn find(input: &Input<'_>) -> Option<&'static dyn AdvertFormat> {
    FORMATS.iter().copied().find(|f| f.accepts(input))
}

pub fn read(input: &Input<'_>, sink: &mut dyn FnMut(Item)) {
    if input.bytes.iter().all(u8::is_ascii_whitespace) {
        return sink(Item::Finding(Diag::new(
            Code::EmptyInput,
            input.source,
            "the file is empty; save the advert again",
        )));
    }
    match find(input) {
        Some(format) => format.read(input, sink),
        None => {
            let message = "no reader accepts the file; save the page as HTML, or export the adverts as NDJSON";
            sink(Item::Finding(Diag::new(Code::UnknownFormat, input.source, message)));
        }
    }
}
