use super::{Cell, Column};
use crate::model::Date;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

/// What a look at one feed found.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedRow {
    pub feed: String,
    /// `ok`, `look` or `bad`.
    pub state: &'static str,
    pub reached: bool,
    pub format: Option<String>,
    pub items: u32,
    pub recovered: u32,
    pub lost: u32,
    pub stubs: u32,
    pub other_language: u32,
    pub newest: Option<Date>,
    pub encoding_repaired: bool,
    /// Items that the last polls gave, the median.
    pub usual: Option<u32>,
    pub advice: String,
}

/// The columns of `feeds.csv`.
pub const FEED_COLUMNS: &[Column<FeedRow>] = &[
    Column { name: "feed", doc: "file or address", cell: |r| Cell::text(&r.feed) },
    Column {
        name: "state",
        doc: "ok; look: there is advice; bad: nothing could be read",
        cell: |r| Cell::text(r.state),
    },
    Column { name: "reached", doc: "whether there was anything to read", cell: |r| Cell::Flag(r.reached) },
    Column { name: "format", doc: "kind of feed or file", cell: |r| Cell::some(r.format.as_deref(), Cell::text) },
    Column { name: "items", doc: "entries, whatever became of them", cell: |r| Cell::Count(r.items.into()) },
    Column {
        name: "recovered",
        doc: "of these, entries of a broken feed that were read after repair",
        cell: |r| Cell::Count(r.recovered.into()),
    },
    Column { name: "lost", doc: "records of which nothing could be made", cell: |r| Cell::Count(r.lost.into()) },
    Column { name: "stubs", doc: "entries without a text of their own", cell: |r| Cell::Count(r.stubs.into()) },
    Column {
        name: "other_language",
        doc: "entries in a language that the vocabulary does not cover",
        cell: |r| Cell::Count(r.other_language.into()),
    },
    Column {
        name: "newest",
        doc: "newest date of publication, YYYY-MM-DD",
        cell: |r| Cell::some(r.newest, |d| Cell::text(d.to_string())),
    },
    Column {
        name: "encoding_repaired",
        doc: "whether the bytes contradict the declared encoding",
        cell: |r| Cell::Flag(r.encoding_repaired),
    },
    Column {
        name: "usual",
        doc: "entries that its last polls gave, the median; empty where it was never polled",
        cell: |r| Cell::some(r.usual, |n| Cell::Count(n.into())),
    },
    Column { name: "advice", doc: "what to do, most pressing first", cell: |r| Cell::text(&r.advice) },
];

/// Feeds, each with its title, as an OPML list that feed readers take.
///
/// # Errors
/// Never on memory; the writer's own.
pub fn opml(feeds: &[(String, String)]) -> std::io::Result<Vec<u8>> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer.create_element("opml").with_attribute(("version", "2.0")).write_inner_content(|writer| {
        writer.create_element("head").write_inner_content(|writer| {
            writer.create_element("title").write_text_content(BytesText::new("skillgap")).map(drop)
        })?;
        writer.create_element("body").write_inner_content(|writer| {
            for (feed, title) in feeds {
                let shown = if title.is_empty() { feed } else { title };
                let attributes = [("type", "rss"), ("text", shown.as_str()), ("xmlUrl", feed.as_str())];
                writer.create_element("outline").with_attributes(attributes).write_empty()?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    let mut out = writer.into_inner();
    out.push(b'\n');
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_feeds_is_escaped() {
        let list = opml(&[("https://example.org/?a=1&b=<2>".into(), "Nurses \"&\" co".into())]).unwrap();
        let text = String::from_utf8(list).unwrap();
        assert!(text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">"), "{text}");
        assert!(text.contains("xmlUrl=\"https://example.org/?a=1&amp;b=&lt;2&gt;\""), "{text}");
        assert!(text.contains("text=\"Nurses &quot;&amp;&quot; co\""), "{text}");
    }
}
