use super::{Item, Opened, format_of, open, parse_record, read};
use crate::diag::{Code, Diag};
use crate::model::Date;
use std::path::Path;

/// What one poll of a feed gave: the health that `feeds check` shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Health {
    /// Name of the format; `None` where no reader accepts the bytes.
    pub format: Option<&'static str>,
    /// Entries, whatever became of them.
    pub entries: u32,
    /// Of these, those without a text of their own.
    pub stubs: u32,
    /// Of these, those in a language that the vocabulary does not cover.
    pub other_language: u32,
    /// Records of which nothing could be made.
    pub lost: u32,
    /// Whether bytes, markup or encoding had to be repaired.
    pub repaired: bool,
    /// Newest date of publication.
    pub newest: Option<Date>,
    /// What was said about the feed as a whole.
    pub findings: Vec<Diag>,
}

impl Health {
    /// The health of a feed, from its bytes.
    pub fn of(bytes: &[u8], source: &str) -> Self {
        let mut health = Self { format: format_of(bytes, source), ..Self::default() };
        read(bytes, source, &mut |item| health.count(item));
        health
    }

    /// The health of a file, however large: one advert a line is read line by line.
    pub fn of_file(path: &Path) -> Self {
        let source = path.display().to_string();
        match open(path) {
            Ok(Opened::Whole(bytes)) => Self::of(&bytes, &source),
            Ok(Opened::Lines(records)) => {
                let mut health = Self { format: Some("lines"), ..Self::default() };
                for record in records {
                    match record {
                        Ok(record) => parse_record(&record, &source).into_iter().for_each(|item| health.count(item)),
                        Err(finding) => health.count(Item::Finding(finding)),
                    }
                }
                health
            }
            Err(finding) => Self { findings: vec![finding], ..Self::default() },
        }
    }

    fn count(&mut self, item: Item) {
        let published = match item {
            Item::Advert(advert) => advert.published,
            Item::SetAside(advert, finding) => {
                self.stubs += u32::from(finding.code == Code::NoText);
                self.other_language += u32::from(finding.code == Code::OtherLanguage);
                advert.published
            }
            Item::Finding(finding) => {
                self.lost += u32::from(finding.code == Code::BadRecord);
                self.repaired |= matches!(finding.code, Code::RepairedFeed | Code::EncodingRepaired);
                if finding.place == 0 {
                    self.findings.push(finding);
                }
                return;
            }
        };
        self.entries += 1;
        self.newest = self.newest.max(published);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_health_of_a_feed_counts_what_it_gave() {
        let feed = "<rss version=\"2.0\"><channel><item><title>R&D planner</title><pubDate>2 Sep 2025</pubDate><description>Plan the routes of thirty \
            lorries.</description></item><item><title>Stub</title><pubDate>1 Sep 2025</pubDate></item><item></item></channel></rss>";
        let health = Health::of(feed.as_bytes(), "feed");
        assert_eq!((health.format, health.entries, health.stubs, health.lost), (Some("feed"), 2, 1, 1));
        assert!(health.repaired && health.findings.len() == 1);
        assert_eq!(health.newest.map(|d| d.to_string()).as_deref(), Some("2025-09-02"));
    }
}
