//! Speed, as ratios measured side by side: `cargo bench`. Texts come from a seeded generator, so no other data is needed.

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use skillgap::extract::{Repeated, extract};
use skillgap::ingest::{self, Item};
use skillgap::model::Advert;
use skillgap::rules::{RuleFiles, Rules};
use std::sync::LazyLock;

fn main() {
    divan::main();
}

/// A small linear congruential generator: the same texts on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        from[self.roll(from.len())]
    }
}

const PROSE: &[&str] = &[
    "We are a friendly company with offices in three towns and a canteen that people like.",
    "You will join a team of twelve and report to the head of the department.",
    "The post is full time, and the office is a short walk from the station.",
    "Every new colleague has a buddy for the first weeks, and nobody is left alone with a hard question.",
    "We offer twenty five days of annual leave and a pension scheme.",
];

fn text(dice: &mut Dice, labels: &[&str]) -> String {
    let mut out = format!("# {}\n\n", dice.pick(&["Analyst", "Staff Nurse", "Site Manager", "Accountant"]));
    for _ in 0..3 {
        out.push_str(dice.pick(PROSE));
        out.push('\n');
    }
    for heading in ["Responsibilities", "Requirements", "Nice to have"] {
        out.push_str(&format!("\n## {heading}\n\n"));
        for _ in 0..8 {
            let opening =
                dice.pick(&["Strong experience with", "Knowledge of", "You will work on", "3+ years of", "Good"]);
            let (a, b) = (labels[dice.roll(labels.len())], labels[dice.roll(labels.len())]);
            let joint = dice.pick(&["and", "or", ","]);
            out.push_str(&format!("- {opening} {a} {joint} {b} in a busy place. {}\n", dice.pick(PROSE)));
        }
    }
    out
}

static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let labels: Vec<&str> = Rules::embedded().labels.iter().map(|l| l.text.as_ref()).step_by(7).collect();
    let mut dice = Dice(2026);
    (0..300).map(|_| text(&mut dice, &labels)).collect()
});

static ADVERTS: LazyLock<Vec<Advert>> = LazyLock::new(|| {
    let advert = |(n, text): (usize, &String)| Advert::of_text(n.to_string(), "Analyst", text.clone(), "generated");
    TEXTS.iter().enumerate().map(advert).collect()
});

fn page(text: &str) -> String {
    let body: String = text
        .lines()
        .map(|line| match line.strip_prefix("- ") {
            Some(item) => format!("<ul><li>{item}</li></ul>"),
            None => format!("<p>{}</p>", line.trim_start_matches(['#', ' '])),
        })
        .collect();
    let posting = serde_json::json!({
        "@context": "https://schema.org", "@type": "JobPosting", "title": "Analyst", "description": body,
        "hiringOrganization": {"@type": "Organization", "name": "Generated Ltd"},
    });
    format!(
        "<html><head><title>Analyst</title><script type=\"application/ld+json\">{posting}</script></head><body><h1>Analyst</h1>{body}</body></html>"
    )
}

static PAGES: LazyLock<Vec<String>> = LazyLock::new(|| TEXTS.iter().map(|t| page(t)).collect());

fn bytes(texts: &[String]) -> usize {
    texts.iter().map(String::len).sum()
}

/// Whole extraction on one core, warm.
#[divan::bench(sample_count = 10)]
fn extract_on_one_core(bencher: Bencher) {
    let (rules, adverts) = (Rules::embedded(), &*ADVERTS);
    let none = Repeated::default();
    bencher
        .counter(BytesCount::new(bytes(&TEXTS)))
        .bench(|| adverts.iter().map(|a| extract(a, rules, &none).requirements.len()).sum::<usize>());
}

/// What extraction is measured beside: matching alone, by the automaton that the field uses.
#[divan::bench(sample_count = 10)]
fn match_alone_with_aho_corasick(bencher: Bencher) {
    let labels = Rules::embedded().labels.iter().map(|l| l.text.as_ref());
    let automaton = aho_corasick::AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .kind(Some(aho_corasick::AhoCorasickKind::ContiguousNFA))
        .match_kind(aho_corasick::MatchKind::LeftmostLongest)
        .build(labels)
        .expect("labels build");
    let texts = &*TEXTS;
    bencher
        .counter(BytesCount::new(bytes(texts)))
        .bench(|| texts.iter().map(|t| automaton.find_iter(t).count()).sum::<usize>());
}

/// Saved pages to adverts.
#[divan::bench(sample_count = 10)]
fn ingest_pages(bencher: Bencher) {
    let pages = &*PAGES;
    bencher.counter(BytesCount::new(bytes(pages))).bench(|| {
        let mut adverts = 0;
        for page in pages {
            ingest::read(page.as_bytes(), "page.html", &mut |item| {
                adverts += usize::from(matches!(item, Item::Advert(_)))
            });
        }
        assert_eq!(adverts, pages.len());
    });
}

/// What ingestion is measured beside: the bare parse of the same pages.
#[divan::bench(sample_count = 10)]
fn parse_pages_alone(bencher: Bencher) {
    let pages = &*PAGES;
    bencher
        .counter(BytesCount::new(bytes(pages)))
        .bench(|| pages.iter().map(|p| scraper::Html::parse_document(p).tree.nodes().count()).sum::<usize>());
}

fn feed(texts: &[String]) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let item = |(n, text): (usize, &String)| {
        let body: String =
            text.lines().map(|line| format!("<p>{}</p>\n", line.trim_start_matches(['#', '-', ' ']))).collect();
        format!(
            "<item><title>Analyst {n}</title><link>https://example.org/jobs/{n}</link><guid isPermaLink=\"false\">{n}</guid>\
             <pubDate>Tue, 02 Sep 2025 10:00:00 GMT</pubDate><description>{}</description></item>\n",
            escaped(&body)
        )
    };
    let items: String = texts.iter().enumerate().map(item).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>Jobs</title><link>https://example.org</link>\
         <description>Jobs</description>{items}</channel></rss>"
    )
}

static FEEDS: LazyLock<Vec<String>> = LazyLock::new(|| TEXTS.chunks(25).map(feed).collect());

/// Healthy feeds to adverts.
#[divan::bench(sample_count = 10)]
fn ingest_feeds(bencher: Bencher) {
    let feeds = &*FEEDS;
    bencher.counter(BytesCount::new(bytes(feeds))).bench(|| {
        let mut adverts = 0;
        for feed in feeds {
            ingest::read(feed.as_bytes(), "feed.xml", &mut |item| {
                adverts += usize::from(matches!(item, Item::Advert(_)))
            });
        }
        assert_eq!(adverts, TEXTS.len());
    });
}

/// What it is measured beside: feed-rs on the same feeds, which makes no adverts of them.
#[divan::bench(sample_count = 10)]
fn parse_feeds_with_feed_rs(bencher: Bencher) {
    let feeds = &*FEEDS;
    let entries = |feed: &String| feed_rs::parser::parse(feed.as_bytes()).map_or(0, |feed| feed.entries.len());
    bencher.counter(BytesCount::new(bytes(feeds))).bench(|| feeds.iter().map(entries).sum::<usize>());
}

/// Pages to extractions on every core.
#[divan::bench(sample_count = 5)]
fn end_to_end(bencher: Bencher) {
    use rayon::prelude::*;
    let (rules, pages) = (Rules::embedded(), &*PAGES);
    let none = Repeated::default();
    bencher.counter(ItemsCount::new(pages.len())).bench(|| {
        let read = |page: &String| {
            let mut found = 0;
            ingest::read(page.as_bytes(), "page.html", &mut |item| {
                if let Item::Advert(advert) = item {
                    found += extract(&advert, rules, &none).requirements.len();
                }
            });
            found
        };
        pages.par_iter().map(read).sum::<usize>()
    });
}

/// Compiling all rules, which every start pays once.
#[divan::bench(sample_count = 10)]
fn compile_rules(bencher: Bencher) {
    let files = RuleFiles::embedded();
    bencher.bench(|| Rules::compile(&files).map(|r| r.labels.len()).unwrap_or(0));
}
