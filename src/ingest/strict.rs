//! Whether a feed is as its standard has it, told without reading what is in it.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Where a kind of feed has its entries.
struct Kind {
    entry: &'static str,
    /// Elements around an entry.
    depth: usize,
}

/// The number of entries of a feed that is well formed and has each where its standard puts it; `None` where it is not
/// so, or of no standard.
pub fn entries(text: &str) -> Option<usize> {
    let mut reader = Reader::from_str(text);
    let (mut kind, mut depth, mut count) = (None, 0, 0);
    // Whether the element around is the channel of RSS.
    let mut channel = false;
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => {
                let kind = match &kind {
                    None => kind.insert(kind_of(&start)?),
                    Some(kind) => kind,
                };
                if depth == 1 {
                    channel = start.name().as_ref() == "channel";
                }
                count +=
                    usize::from(depth == kind.depth && start.name().as_ref() == kind.entry && (depth == 1 || channel));
                depth += 1;
            }
            Event::Empty(start) if depth == 0 => kind = Some(kind_of(&start)?),
            Event::Empty(_) => {}
            Event::End(_) => depth = depth.checked_sub(1)?,
            Event::GeneralRef(reference) => drop(reference.resolve_char_ref().ok()?),
            Event::Eof => return (depth == 0 && kind.is_some()).then_some(count),
            _ => {}
        }
    }
}

fn kind_of(root: &BytesStart<'_>) -> Option<Kind> {
    match root.local_name().as_ref() {
        "feed" => Some(Kind { entry: "entry", depth: 1 }),
        "RDF" => Some(Kind { entry: "item", depth: 1 }),
        "rss" => {
            let version = root.try_get_attribute("version").ok()??;
            matches!(version.value.as_ref(), "2.0" | "" | "0.91" | "0.92").then_some(Kind { entry: "item", depth: 2 })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::entries;

    #[test]
    fn a_sound_feed_of_every_kind_is_counted() {
        for (feed, count) in [
            (
                "<rss version='2.0'><channel><title>a &amp; b&nbsp;</title><item><title>x</title></item></channel></rss>",
                1,
            ),
            ("<rdf:RDF><channel/><item/><item><a/></item></rdf:RDF>", 1),
            ("<feed><entry><content><div><entry>no</entry></div></content></entry><entry></entry></feed>", 2),
            ("<feed/>", 0),
        ] {
            assert_eq!(entries(feed), Some(count), "{feed}");
        }
    }

    #[test]
    fn what_a_strict_reader_would_refuse_is_not_counted() {
        for feed in [
            "<rss version='2.0'><channel><item><title>R&D manager</title></item></channel></rss>",
            "<rss version='2.0'><channel><item><description>a <br> b</description></item></channel></rss>",
            "<rss version='2.0'><channel><item><title>x</title></item>",
            "<rss version='2.0.1'><channel><item></item></channel></rss>",
            "<rss><channel></channel></rss>",
            "<jobs><item></item></jobs>",
            "",
            "no feed",
        ] {
            assert_eq!(entries(feed), None, "{feed}");
        }
        let outside = "<rss version='2.0'><channel></channel><item><title>x</title></item></rss>";
        assert_eq!(entries(outside), Some(0));
    }
}
