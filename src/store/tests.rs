//! The life of adverts, told day by day.

use super::*;
use crate::model::{Advert, AdvertId};
use jiff::Timestamp;
use std::path::Path;

const FEED: &str = "https://example.org/feed";

fn at(day: u32) -> Timestamp {
    format!("2026-11-{day:02}T08:00:00Z").parse().unwrap()
}

/// An advert of an id, with its text and the day of November on which it was published.
fn listed(id: &str, text: &str, published: u32) -> Listed {
    let advert = Advert {
        id: AdvertId(id.into()),
        title: format!("Nurse {id}"),
        text: text.into(),
        employer: Some("Acme Ltd".into()),
        place: None,
        salary: None,
        contract: None,
        published: format!("2026-11-{published:02}").parse().ok(),
        closing: None,
        link: Some(format!("https://example.org/{id}")),
        reference: None,
        source: FEED.into(),
    };
    Listed { advert, employer_key: Some("acme".into()), aside: None, stub: false }
}

/// What a feed may answer: `id text day` each, so that a document can be read back from its bytes.
fn parse(bytes: &[u8]) -> Vec<Listed> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let line = |line: &str| {
        let mut words = line.split(' ');
        let (id, text, day) = (words.next().unwrap(), words.next().unwrap(), words.next().unwrap());
        Listed { stub: text == "stub", ..listed(id, text, day.parse().unwrap()) }
    };
    text.lines().map(line).collect()
}

struct Lines;

impl Reader for Lines {
    fn version(&self) -> &str {
        "2"
    }

    fn feed(&self, body: &Body) -> Vec<Listed> {
        parse(body.bytes)
    }

    fn page(&self, body: &Body, _: &str) -> Option<Listed> {
        parse(body.bytes).pop()
    }
}

struct Days {
    folder: tempfile::TempDir,
    store: Store,
}

impl Days {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(&folder.path().join("s.db")).unwrap();
        Self { folder, store }
    }

    fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("s.db")
    }

    /// One pull of one feed.
    fn pull(&mut self, day: u32, feed: &str, answer: &str) -> Recorded {
        let pull = self.store.begin_pull(at(day)).unwrap();
        let body = Body { bytes: answer.as_bytes(), source: feed, etag: Some("\"v\""), ..Body::default() };
        let recorded = self.store.record_read(pull, feed, at(day), &body, &parse(answer.as_bytes())).unwrap();
        self.store.end_pull(pull, at(day)).unwrap();
        recorded
    }

    fn ids(&self, choice: &Choice) -> Vec<String> {
        let mut ids: Vec<String> = self.store.adverts(choice).unwrap().into_iter().map(|kept| kept.id).collect();
        ids.sort();
        ids
    }

    fn open(&self) -> Vec<String> {
        self.ids(&Choice::default())
    }

    fn one(&self, id: &str) -> (Kept, Advert) {
        self.store.advert(id).unwrap().unwrap()
    }

    fn rebuild(&mut self) {
        self.store.rebuild(&Lines, &|_, _| {}).unwrap();
    }

    /// Everything derived, whatever the rows are numbered.
    fn derived(&self) -> Vec<String> {
        let all = Choice { gone: true, blocked: true, ..Choice::default() };
        let told = |kept: Kept| {
            let changes = self.store.changes(kept.number).unwrap();
            let text = self.one(&kept.id).1;
            format!("{:?} {changes:?} {text:?}", Kept { number: 0, ..kept })
        };
        let mut derived: Vec<String> = self.store.adverts(&all).unwrap().into_iter().map(told).collect();
        derived.extend(self.store.polls(FEED).unwrap().into_iter().map(|poll| format!("{poll:?}")));
        derived.sort();
        derived
    }
}

#[test]
fn adverts_have_a_first_and_a_last_day_and_their_changes() {
    let mut days = Days::new();
    assert_eq!(days.pull(1, FEED, "a one 1\nb one 1"), Recorded { items: 2, fresh: 2 });
    assert_eq!(days.pull(2, FEED, "a two 1\nb one 1\nc one 2"), Recorded { items: 3, fresh: 1 });
    let (kept, advert) = days.one("a");
    assert_eq!((kept.first_seen, kept.last_seen, kept.changes), (at(1), at(2), 1));
    assert_eq!(advert.text, "two");
    assert_eq!(days.store.changes(kept.number).unwrap(), [(at(2), "text".to_owned())]);
    assert_eq!((days.one("b").0.changes, days.one("c").0.first_seen), (0, at(2)));
    let state = days.store.feed(FEED).unwrap();
    assert!(state.gave(b"a two 1\nb one 1\nc one 2") && !state.gave(b"a one 1"));
    assert_eq!(state.etag.as_deref(), Some("\"v\""));
}

#[test]
fn an_advert_is_gone_where_older_ones_stayed_and_not_where_newer_ones_pushed_it_out() {
    let mut days = Days::new();
    days.pull(5, FEED, "a x 1\nb x 2\nc x 3");
    days.pull(6, FEED, "b x 2\nc x 3\nd x 6");
    assert_eq!(days.open(), ["a", "b", "c", "d"], "a was only pushed out");
    days.pull(7, FEED, "b x 2\nd x 6\ne x 7");
    assert_eq!(days.open(), ["a", "b", "d", "e"], "b is older than c and stayed");
    assert_eq!(days.one("c").0.gone_at, Some(at(7)));
    days.pull(8, FEED, "d x 6\ne x 7");
    assert_eq!(days.open(), ["a", "d", "e"], "the feed is shorter than it was");
    days.pull(9, FEED, "");
    assert_eq!(days.open(), ["a", "d", "e"], "an empty answer is a fault of the feed");
    days.pull(10, FEED, "c x 3\nd x 6\ne x 7");
    assert_eq!(days.open(), ["a", "c", "d", "e"], "c is back");
    assert_eq!(days.store.left_out().unwrap(), (1, 0));
}

#[test]
fn an_advert_in_two_feeds_is_gone_when_both_have_dropped_it_and_keeps_the_longer_text() {
    let mut days = Days::new();
    let other = "https://example.com/feed";
    days.pull(1, FEED, "a short 1\nb x 1");
    days.pull(1, other, "a much-longer 1\nz x 1");
    assert_eq!(days.one("a").1.text, "much-longer");
    assert_eq!(days.one("a").0.feeds, [other, FEED]);
    days.pull(2, FEED, "b x 1");
    assert_eq!(days.one("a").0.gone_at, None);
    assert_eq!(days.one("a").0.changes, 0, "two feeds that word it differently are no change");
    days.pull(3, other, "z x 1");
    assert_eq!(days.one("a").0.gone_at, Some(at(3)));
}

#[test]
fn an_advert_past_its_closing_day_is_gone() {
    let mut days = Days::new();
    let pull = days.store.begin_pull(at(1)).unwrap();
    let mut closing = listed("a", "x", 1);
    closing.advert.closing = "2026-11-03".parse().ok();
    days.store.record_read(pull, FEED, at(1), &Body::default(), &[closing]).unwrap();
    days.store.record_unchanged(pull, FEED, at(3)).unwrap();
    assert_eq!(days.one("a").0.last_seen, at(3));
    assert_eq!(days.open(), ["a"]);
    days.store.record_unchanged(pull, FEED, at(4)).unwrap();
    assert!(days.open().is_empty());
    assert_eq!(days.ids(&Choice { gone: true, ..Choice::default() }), ["a"]);
}

#[test]
fn polls_are_told_as_they_were() {
    let mut days = Days::new();
    days.pull(1, FEED, "a x 1\nb x 1");
    let pull = days.store.begin_pull(at(2)).unwrap();
    assert_eq!(days.store.record_unchanged(pull, FEED, at(2)).unwrap(), Recorded { items: 2, fresh: 0 });
    days.store.record_failed(pull, FEED, at(3), "the host answers 500").unwrap();
    let polls = days.store.polls(FEED).unwrap();
    let told: Vec<_> = polls.iter().map(|p| (p.at, p.status, p.items, p.fresh)).collect();
    assert_eq!(
        told,
        [(at(1), PollStatus::Read, 2, 2), (at(2), PollStatus::Unchanged, 2, 0), (at(3), PollStatus::Failed, 0, 0)]
    );
    assert_eq!(polls[2].message.as_deref(), Some("the host answers 500"));
    assert_eq!(days.store.feeds().unwrap(), [FEED]);
    assert_eq!(days.store.polls("https://elsewhere.org").unwrap(), []);
}

#[test]
fn what_a_broken_off_pull_brought_stays_new_until_a_whole_one_ends() {
    let mut days = Days::new();
    days.pull(1, FEED, "a x 1");
    let broken = days.store.begin_pull(at(2)).unwrap();
    days.store.record_read(broken, FEED, at(2), &Body::default(), &parse(b"a x 1\nb x 2")).unwrap();
    days.pull(3, FEED, "a x 1\nb x 2\nc x 3");
    let new =
        |days: &Days| days.ids(&Choice { after_pull: Some(days.store.new_after().unwrap()), ..Choice::default() });
    assert_eq!(new(&days), ["b", "c"]);
    days.pull(4, FEED, "a x 1\nb x 2\nc x 3\nd x 4");
    assert_eq!(new(&days), ["d"]);
    assert_eq!(days.ids(&Choice { since: Some(at(3)), ..Choice::default() }), ["c", "d"]);
    assert_eq!(days.store.last_pull().unwrap().and_then(|pull| pull.ended), Some(at(4)));
}

#[test]
fn the_page_behind_a_link_gives_the_text_that_the_feed_leaves_out() {
    let mut days = Days::new();
    days.pull(1, FEED, "a stub 1\nb stub 1\nc whole 1");
    let pull = days.store.begin_pull(at(2)).unwrap();
    let stubs: Vec<String> = days.store.stubs(pull, 10).unwrap().into_iter().map(|stub| stub.id).collect();
    assert_eq!(stubs, ["a", "b"]);
    let page = b"page all-of-it 1";
    let body = Body { bytes: page, source: "https://example.org/a", ..Body::default() };
    days.store.record_page(pull, "a", at(2), &body, parse(page).pop().as_ref()).unwrap();
    days.store.record_no_page(pull, "b", at(2), "the host answers 500").unwrap();
    let (kept, advert) = days.one("a");
    assert_eq!((advert.text.as_str(), advert.title.as_str(), kept.changes), ("all-of-it", "Nurse a", 0));
    assert_eq!(days.store.stubs(pull, 10).unwrap(), [], "b was tried in this pull");
    for _ in 0..2 {
        let pull = days.store.begin_pull(at(3)).unwrap();
        assert_eq!(days.store.stubs(pull, 10).unwrap().len(), 1);
        days.store.record_no_page(pull, "b", at(3), "the host answers 500").unwrap();
    }
    assert_eq!(days.store.stubs(99, 10).unwrap(), [], "b was tried three times");
    days.pull(4, FEED, "a stub 2\nb stub 1\nc whole 1");
    let (kept, advert) = days.one("a");
    assert_eq!((advert.text.as_str(), kept.changes), ("all-of-it", 1), "the feed changed, the page still holds");
    assert_eq!(days.store.changes(kept.number).unwrap()[0].1, "published");
}

#[test]
fn what_is_forgotten_does_not_come_back() {
    let mut days = Days::new();
    days.pull(1, FEED, "a x 1\nb x 1");
    assert!(days.store.forget("a", at(1)).unwrap());
    assert!(!days.store.forget("a", at(1)).unwrap());
    assert_eq!(days.pull(2, FEED, "a y 1\nb x 1"), Recorded { items: 2, fresh: 0 });
    assert_eq!(days.open(), ["b"]);
    days.rebuild();
    assert_eq!(days.open(), ["b"]);
}

#[test]
fn everything_derived_can_be_made_again_from_what_was_received() {
    let mut days = Days::new();
    days.pull(1, FEED, "a one 1\nb stub 1");
    days.pull(2, "https://example.com/feed", "a longer 1\ne x 1");
    let pull = days.store.begin_pull(at(3)).unwrap();
    let page = b"page all-of-it 1";
    let body = Body { bytes: page, source: "https://example.org/b", ..Body::default() };
    days.store.record_page(pull, "b", at(3), &body, parse(page).pop().as_ref()).unwrap();
    days.store.record_unchanged(pull, FEED, at(3)).unwrap();
    days.pull(4, FEED, "a two 2\nc x 4");
    days.pull(5, FEED, "c x 4");
    days.store.record_failed(pull, FEED, at(6), "no answer").unwrap();
    let before = days.derived();
    days.rebuild();
    assert_eq!(days.derived(), before);
    assert_eq!(days.store.reader().unwrap().as_deref(), Some("2"));
}

#[test]
fn blocked_employers_are_left_out_and_followed_ones_are_marked() {
    let mut days = Days::new();
    days.pull(1, FEED, "a x 1");
    assert_eq!(days.store.set_standing("acme", "Acme", Some(Standing::Blocked)).unwrap(), 1);
    assert!(days.open().is_empty());
    assert_eq!(days.store.left_out().unwrap(), (0, 1));
    days.store.set_standing("acme", "ACME", Some(Standing::Followed)).unwrap();
    assert_eq!(days.one("a").0.standing, Some(Standing::Followed));
    assert_eq!(days.store.standings().unwrap(), [("acme".into(), "ACME".into(), Standing::Followed)]);
    days.store.set_standing("acme", "ACME", None).unwrap();
    assert_eq!(days.one("a").0.standing, None);
}

#[test]
fn reviews_come_back_in_the_order_of_their_days() {
    let mut days = Days::new();
    let review = |day: u32, role: &str| SavedReview {
        date: format!("2026-11-{day:02}").parse().unwrap(),
        role: role.into(),
        rules_version: "1-ab".into(),
        json: format!("{{\"day\":{day}}}"),
    };
    for (day, role) in [(9, "nurse"), (2, "nurse"), (3, "porter")] {
        days.store.save_review(&review(day, role)).unwrap();
    }
    assert_eq!(days.store.reviews("nurse").unwrap(), [review(2, "nurse"), review(9, "nurse")]);
}

#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    let mut days = Days::new();
    days.pull(1, FEED, "a x 1");
    days.store.connection.pragma_update(None, "max_page_count", 10).unwrap();
    let letter = |n: u32| char::from(b'a' + (xxhash_rust::xxh3::xxh3_64(&n.to_le_bytes()) % 26) as u8);
    let noise: String = (0..200_000).map(letter).collect();
    let answer = format!("b {noise} 1");
    let pull = days.store.begin_pull(at(2)).unwrap();
    let body = Body { bytes: answer.as_bytes(), source: FEED, ..Body::default() };
    let failed = days.store.record_read(pull, FEED, at(2), &body, &parse(answer.as_bytes())).unwrap_err();
    assert!(matches!(failed, StoreError::Full(_)), "{failed:?}");
    assert!(failed.to_string().contains("disk is full"), "{failed}");
    assert_eq!(days.open(), ["a"]);
    let sound: String = days.store.connection.pragma_query_value(None, "integrity_check", |r| r.get(0)).unwrap();
    assert_eq!(sound, "ok");
}

#[test]
fn a_store_that_is_read_only_says_so_and_can_be_read() {
    let mut days = Days::new();
    days.pull(1, FEED, "a x 1");
    let mut store = Store::open_to_read(&days.path()).unwrap();
    assert_eq!(store.adverts(&Choice::default()).unwrap().len(), 1);
    let failed = store.begin_pull(at(2)).unwrap_err();
    assert!(matches!(failed, StoreError::ReadOnly(_)), "{failed:?}");
    assert!(failed.to_string().contains("cannot be written"), "{failed}");
}

#[test]
fn stores_of_newer_versions_other_databases_and_other_files_are_refused() {
    let days = Days::new();
    days.store.connection.pragma_update(None, "user_version", 99).unwrap();
    for failed in [Store::open(&days.path()), Store::open_to_read(&days.path())] {
        assert!(matches!(failed.unwrap_err(), StoreError::Newer(_)));
    }
    let other = days.folder.path().join("other.db");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE mine (x)").unwrap();
    let text = days.folder.path().join("text.txt");
    std::fs::write(&text, "not a database, but long enough to hold the head of one".repeat(40)).unwrap();
    for path in [&other, &text] {
        for failed in [Store::open(path), Store::create(path), Store::open_to_read(path)] {
            let failed = failed.unwrap_err();
            assert!(matches!(failed, StoreError::Foreign(_)), "{failed:?}");
        }
    }
    assert!(matches!(Store::open(Path::new("/no/such/store")).unwrap_err(), StoreError::Missing(_)));
    let failed = Store::create(Path::new("/no/such/store")).unwrap_err();
    assert!(matches!(failed, StoreError::ReadOnly(_)), "{failed:?}");
}

#[test]
fn migrations_are_sound_and_only_ever_appended() {
    assert!(open::steps_are_sound());
    let first = xxhash_rust::xxh3::xxh3_64(include_bytes!("migrations/1.sql"));
    assert_eq!(format!("{first:016x}"), "0d66f5af80f9886e", "a step that stores were made with must not change");
}

#[test]
fn several_runs_make_and_fill_one_store_at_the_same_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.db");
    std::thread::scope(|scope| {
        for worker in 0..4u32 {
            let path = path.clone();
            scope.spawn(move || {
                let mut store = Store::create(&path).unwrap();
                let pull = store.begin_pull(at(1)).unwrap();
                for n in 0..10 {
                    let answer = format!("{worker}-{n} x 1");
                    let feed = format!("{FEED}/{worker}");
                    let body = Body { bytes: answer.as_bytes(), source: &feed, ..Body::default() };
                    store.record_read(pull, &feed, at(1), &body, &parse(answer.as_bytes())).unwrap();
                }
            });
        }
    });
    let store = Store::open_to_read(&path).unwrap();
    assert_eq!(store.adverts(&Choice { gone: true, ..Choice::default() }).unwrap().len(), 40);
}
