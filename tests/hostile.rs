//! Input that wants to break the program: everything ends soon, in a finding or with what could be read.

use skillgap::diag::Code;
use skillgap::ingest::{self, Item};
use std::io::Write;
use std::time::{Duration, Instant};

fn read(bytes: &[u8], name: &str) -> Vec<Item> {
    let mut items = Vec::new();
    ingest::read(bytes, name, &mut |item| items.push(item));
    items
}

/// Reads within the time that any one file may take; unoptimised builds get more.
fn read_soon(bytes: &[u8], name: &str) -> Vec<Item> {
    let limit = if cfg!(debug_assertions) { Duration::from_secs(60) } else { Duration::from_secs(2) };
    let start = Instant::now();
    let items = read(bytes, name);
    assert!(start.elapsed() < limit, "{name} took {:?}", start.elapsed());
    items
}

const BODY: &str = "<h1>Planner</h1><p>We are looking for a planner with experience. You will plan routes for a team of drivers. Salary £30,000, good \
    benefits. Requirements: five years of experience and good skills in Excel. Apply for this role by May.</p>";

#[test]
fn deep_nesting_is_read_or_refused_soon() {
    for tag in ["div", "b", "table", "ul><li", "a", "font color=1", "blockquote", "svg", "template", "select"] {
        let name = tag.split([' ', '>']).next().unwrap();
        let html = format!(
            "<html><body>{}{BODY}{}</body></html>",
            format!("<{tag}>").repeat(20_000),
            format!("</{name}>").repeat(20_000)
        );
        assert!(!read_soon(html.as_bytes(), &format!("{name}.html")).is_empty());
    }
    let million = format!("<html>{}{BODY}", "<div>".repeat(1_000_000));
    assert!(!read_soon(million.as_bytes(), "million.html").is_empty());
    let json = format!("{}{}", "{\"a\":[".repeat(200_000), "]}".repeat(200_000));
    assert!(matches!(&read_soon(json.as_bytes(), "deep.json")[..], [Item::Finding(_)]));
    let xml = format!("<source><job><title>x</title>{}</job></source>", "<a1>".repeat(300_000));
    assert!(!read_soon(xml.as_bytes(), "deep.xml").is_empty());
    let feed = format!("<rss version=\"2.0\"><channel>{}</channel></rss>", "<item><title>".repeat(100_000));
    assert!(!read_soon(feed.as_bytes(), "deep.rss").is_empty());
}

#[test]
fn formatting_that_multiplies_stays_bounded() {
    let opened: String = (0..500).map(|i| format!("<font size={i}>")).collect();
    let html = format!("<html>{opened}{}{BODY}", "<p>x".repeat(50_000));
    assert!(!read_soon(html.as_bytes(), "font.html").is_empty());
}

#[test]
fn large_pages_are_read_or_refused_soon() {
    let pictures =
        format!("<html><img src=\"data:image/png;base64,{}\">{}</html>", "A".repeat(20 << 20), BODY.repeat(3));
    assert!(matches!(&read_soon(pictures.as_bytes(), "pictures.html")[..], [Item::Advert(_)]));
    let text = format!("<html>{}</html>", BODY.repeat((20 << 20) / BODY.len()));
    assert!(matches!(&read_soon(text.as_bytes(), "text.html")[..], [Item::Finding(d)] if d.code == Code::TooLarge));
    let script = format!("<html><script>{}</script>{}</html>", "var a = 1; ".repeat(2 << 20), BODY.repeat(3));
    assert!(matches!(&read_soon(script.as_bytes(), "script.html")[..], [Item::Advert(_)]));
}

#[test]
fn bombs_are_refused() {
    let gzip = |bytes: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    let blank = gzip(&vec![b' '; 100 << 20]);
    assert!(matches!(&read_soon(&blank, "blank.gz")[..], [Item::Finding(d)] if d.code == Code::TooLarge));
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("a.html", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(&vec![b' '; 100 << 20]).unwrap();
    let zip = zip.finish().unwrap().into_inner();
    assert!(matches!(&read_soon(&zip, "a.zip")[..], [Item::Finding(d)] if d.code == Code::TooLarge));
    let laughs = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>\
        <rss version=\"2.0\"><channel><item><title>&c;</title><description>Plan the routes of thirty lorries.</description></item></channel></rss>";
    assert!(
        read_soon(laughs.as_bytes(), "laughs.xml")
            .iter()
            .all(|i| !matches!(i, Item::Advert(a) if a.title.contains("ha")))
    );
}

#[test]
fn a_file_that_is_not_what_its_name_says_is_read_by_its_content() {
    let feed = "<rss version=\"2.0\"><channel><item><title>Planner</title><description>Plan the routes of thirty lorries.</description></item></channel></rss>";
    assert!(matches!(&read(feed.as_bytes(), "page.html")[..], [Item::Advert(_)]));
    assert!(
        matches!(&read(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06", "advert.html")[..], [Item::Finding(d)] if d.code == Code::UnknownFormat)
    );
    assert!(matches!(&read(&[0u8; 5000], "advert.txt")[..], [Item::Finding(d)] if d.code == Code::UnknownFormat));
    assert!(matches!(&read(b"%PDF-1.7 broken", "advert.txt")[..], [Item::Finding(d)] if d.code == Code::Unreadable));
    assert!(matches!(&read(b"\n \t\n", "advert.txt")[..], [Item::Finding(d)] if d.code == Code::EmptyInput));
}

/// A generator of numbers that look like chance and never change.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }

    fn of<'b>(&mut self, bytes: &'b [u8]) -> &'b u8 {
        &bytes[self.below(bytes.len())]
    }
}

#[test]
fn no_damage_makes_a_reader_panic() {
    let seeds = [
        format!("<html><head><title>x</title><script type=\"application/ld+json\">{{\"@type\":\"JobPosting\",\"title\":\"P\",\"description\":\"<p>é {BODY}\"}}</script></head><body>{BODY}</body></html>"),
        format!("<rss version=\"2.0\"><channel><item><title>R&amp;D é</title><link>/a</link><pubDate>Tue, 02 Sep 2025 10:00:00 GMT</pubDate><description><![CDATA[{BODY}]]></description></item></channel></rss>"),
        "{\"jobs\": [{\"title\": \"Pé\", \"absolute_url\": \"https://example.org/1\", \"content\": \"&lt;p&gt;\\u00e9\\n&lt;/p&gt;\", \"location\": {\"name\": \"Hull\"}}]}".to_string(),
        "From: a@example.org\r\nSubject: =?utf-8?q?caf=C3=A9?=\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<a href=\"https://example.org/job/1\">Planner é</a>".to_string(),
        "title,employer,description\nPlanner,\"Acme, é\",\"Plan the \"\"routes\"\" of thirty lorries\"\n".to_string(),
        "<source><job id=\"1\"><title>é</title><url>u</url><referencenumber>1</referencenumber><description>&lt;li&gt;x&#8211;</description></job></source>".to_string(),
    ];
    let mut chance = Chance(7);
    for round in 0..3000 {
        let mut bytes = seeds[round % seeds.len()].clone().into_bytes();
        for _ in 0..=chance.below(6) {
            let at = chance.below(bytes.len());
            match chance.below(5) {
                0 => bytes.truncate(at),
                1 => bytes[at] = chance.below(256) as u8,
                2 => drop(bytes.remove(at)),
                3 => bytes.insert(at, *chance.of(b"<>&\"'{}[]\\/=;\xc3\xff\0")),
                _ => {
                    let piece = bytes[at..(at + chance.below(40)).min(bytes.len())].to_vec();
                    let to = chance.below(bytes.len());
                    bytes.splice(to..to, piece);
                }
            }
            if bytes.is_empty() {
                break;
            }
        }
        read(&bytes, ["a", "a.html", "a.xml", "a.csv", "a.ndjson"][round % 5]);
    }
}
