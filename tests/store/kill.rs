//! The process is killed at random moments; what it told of must be there, and the next run must need no repair.

use super::server::Server;
use super::{Place, feed, text};
use rusqlite::Connection;
use skillgap::store::{Choice, Store};
use std::collections::BTreeSet;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

const FILES: u32 = 8;
const SERVERS: u32 = 4;
const ENTRIES: u32 = 12;
/// Processes killed before their end, in a pull and in a reindex, and runs tried for it at most.
const PULLS: u32 = 44;
const REINDEXES: u32 = 8;
const MOST: u32 = 120;
/// Longest time that a run is left alone: on a busy machine a whole one may take much longer.
const LONGEST: Duration = Duration::from_millis(1500);

/// What a feed holds in a round: some entries are new, one has changed.
fn answer(feed_number: u32, round: u32) -> String {
    let entry = |n: u32| {
        let changed = if n % ENTRIES == round % ENTRIES { round } else { 0 };
        let link = format!("https://example.org/{feed_number}/{n}");
        (format!("Cook {feed_number}-{n}"), link, text(&format!("Kitchen {feed_number} {n} {changed}")))
    };
    let entries: Vec<_> = (round..round + ENTRIES).map(entry).collect();
    let entries: Vec<_> = entries.iter().map(|(t, l, d)| (t.as_str(), l.as_str(), d.as_str())).collect();
    feed(&entries)
}

/// Numbers that look random and are the same in every run.
struct Chance(u64);

impl Chance {
    /// Between 0 and 1.
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as f64 / f64::from(1u32 << 31)
    }
}

struct Trial {
    place: Place,
    round: Arc<AtomicU32>,
    feeds: Vec<String>,
    _servers: Vec<Server>,
    known: BTreeSet<String>,
}

impl Trial {
    fn new() -> Self {
        let round = Arc::new(AtomicU32::new(0));
        let served = |n: u32| {
            let round = Arc::clone(&round);
            Server::start(move |_, _| {
                // One after the other, so that there is a middle to be killed in on any machine.
                std::thread::sleep(Duration::from_millis(60) * (n + 1));
                ("200 OK", String::new(), answer(FILES + n, round.load(Ordering::SeqCst)))
            })
        };
        let servers: Vec<Server> = (0..SERVERS).map(served).collect();
        let files = (0..FILES).map(|n| format!("{n}.rss"));
        let feeds = files.chain(servers.iter().map(|server| server.url("/feed"))).collect();
        Self { place: Place::new(), round, feeds, _servers: servers, known: BTreeSet::new() }
    }

    fn next_round(&self) {
        let round = self.round.fetch_add(1, Ordering::SeqCst) + 1;
        for n in 0..FILES {
            self.place.write(&format!("{n}.rss"), &answer(n, round));
        }
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin("skillgap"));
        for name in ["SKILLGAP_VOCABULARY", "SKILLGAP_STORE", "SKILLGAP_CONFIG"] {
            command.env_remove(name);
        }
        command.args(args).args(["--store", "s.db"]).current_dir(self.place.path(""));
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn pull_args(&self) -> Vec<&str> {
        ["pull", "--no-follow", "--allow-private"].into_iter().chain(self.feeds.iter().map(String::as_str)).collect()
    }

    /// Runs and kills after a time. Gives what it wrote to standard error, and whether it was killed before its end.
    fn killed(&self, args: &[&str], after: Duration) -> (String, bool) {
        let mut child = self.command(args).spawn().expect("the binary");
        std::thread::sleep(after);
        let _ = child.kill();
        let output = child.wait_with_output().expect("what it said");
        (String::from_utf8_lossy(&output.stderr).into_owned(), output.status.code().is_none())
    }

    /// The store is sound, holds all that it ever held, and what the run told of.
    fn check(&mut self, told: &str) {
        let path = self.place.path("s.db");
        if !path.exists() {
            return assert!(told.is_empty(), "{told}");
        }
        let plain = Connection::open(&path).expect("the database");
        let sound: String = plain.query_row("PRAGMA integrity_check", [], |r| r.get(0)).expect("a check");
        assert_eq!(sound, "ok");
        let dangling = plain.prepare("PRAGMA foreign_key_check").and_then(|mut s| s.exists([])).expect("a check");
        assert!(!dangling);
        drop(plain);
        let Ok(store) = Store::open(&path) else { panic!("the store opens") };
        let all = Choice { gone: true, blocked: true, ..Choice::default() };
        let now: BTreeSet<String> = store.adverts(&all).expect("adverts").into_iter().map(|kept| kept.id).collect();
        assert!(self.known.is_subset(&now), "adverts are lost");
        self.known = now;
        // A line that was not written to its end tells nothing.
        for line in told.split_inclusive('\n').filter(|line| line.ends_with('\n')) {
            let Some((feed, items)) = self.feeds.iter().find_map(|f| Some((f, line.strip_prefix(&format!("{f}: "))?)))
            else {
                continue;
            };
            assert!(items.contains(&format!("{ENTRIES} adverts")), "{line}");
            let last = store.polls(feed).expect("polls").pop().expect("a poll");
            let pulls: i64 = Connection::open(&path)
                .and_then(|c| c.query_row("SELECT max(id) FROM pull", [], |r| r.get(0)))
                .expect("a pull");
            assert_eq!((last.pull, last.items), (pulls, ENTRIES), "{line}");
        }
    }
}

#[test]
fn no_moment_at_which_the_process_is_killed_loses_anything() {
    let mut trial = Trial::new();
    let mut chance = Chance(2026);
    let (mut killed, mut in_the_middle) = (0, 0);
    // How long a run takes that is left alone, found out on the way.
    let mut whole = Duration::from_millis(400);
    for run in 0..MOST {
        if run % 4 == 0 {
            trial.next_round();
        }
        if run % 32 == 3 {
            let start = Instant::now();
            let output = trial.command(&trial.pull_args()).output().expect("the binary");
            whole = start.elapsed().min(LONGEST);
            assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
            continue;
        }
        let (told, early) = trial.killed(&trial.pull_args(), whole.mul_f64(chance.next()));
        trial.check(&told);
        killed += u32::from(early);
        let feeds = told.lines().filter(|line| line.contains(" adverts")).count();
        in_the_middle += u32::from(early && feeds > 0 && feeds < trial.feeds.len());
        if killed >= PULLS {
            break;
        }
    }
    assert!(killed >= PULLS && in_the_middle >= 1, "killed {killed} times, {in_the_middle} in the middle");
    let start = Instant::now();
    trial.place.well(&["reindex", "--all", "--store", "s.db"]);
    let whole = start.elapsed().min(LONGEST);
    let mut killed = 0;
    for _ in 0..MOST {
        // Most of them while adverts are made again, which comes first; some while they are read.
        let (told, early) = trial.killed(&["reindex", "--all"], whole.mul_f64(chance.next().powi(3)));
        trial.check(&told);
        killed += u32::from(early);
        if killed >= REINDEXES {
            break;
        }
    }
    assert!(killed >= REINDEXES, "killed {killed} times");
    finish(&mut trial);
}

/// The next pull works, brings everything, and what is derived is the same when it is made again.
fn finish(trial: &mut Trial) {
    let output = trial.command(&trial.pull_args()).output().expect("the binary");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{told}");
    trial.check(&told);
    assert_eq!(told.lines().filter(|line| line.contains(&format!("{ENTRIES} adverts"))).count(), trial.feeds.len());
    let list = |trial: &Trial| trial.place.well(&["adverts", "--store", "s.db", "--gone", "--out", "-"]);
    let before = list(trial);
    trial.place.well(&["reindex", "--all", "--store", "s.db"]);
    assert_eq!(list(trial), before);
}
