//! A folder with settings and a store, in daily use.

use super::{Place, demo, feed, text};

/// A folder made by `init` whose settings name the demo's feed.
fn folder(more: &str) -> Place {
    let place = Place::new();
    place.well(&["init"]);
    place.write("skillgap.toml", &format!("feeds = [\"{}\"]\nstore = \"skillgap.db\"\n{more}", demo("jobs.rss")));
    place
}

#[test]
fn init_makes_a_folder_and_never_overwrites() {
    let place = Place::new();
    let said = place.well(&["init", "jobs/mine"]);
    assert!(said.contains("wrote jobs/mine/skillgap.toml") && said.contains("made jobs/mine/skillgap.db"), "{said}");
    assert!(place.read("jobs/mine/skillgap.toml").contains("# Job-alert feeds"));
    place.write("jobs/mine/skillgap.toml", "roles = [\"cook\"]");
    let again = place.well(&["init", "jobs/mine"]);
    assert_eq!(again.matches("is there already and stays as it is").count(), 2, "{again}");
    assert_eq!(place.read("jobs/mine/skillgap.toml"), "roles = [\"cook\"]");
}

#[test]
fn a_folder_is_pulled_and_then_compared_without_naming_anything() {
    let place = folder(&format!("roles = [\"product manager\"]\nskills = \"{}\"\n", demo("skills.csv")));
    let pulled = place.well(&["pull"]);
    assert!(pulled.contains("new for product manager: 4 adverts"), "{pulled}");
    assert!(pulled.contains("met  advert"), "best fit first: {pulled}");
    assert!(pulled.contains("7 others of other roles"), "{pulled}");
    let shares: Vec<(u32, u32)> = pulled
        .lines()
        .filter_map(|line| line.split_whitespace().next()?.split_once('/'))
        .filter_map(|(met, of)| Some((met.parse().ok()?, of.parse().ok()?)))
        .collect();
    let missing: Vec<u32> = shares.iter().map(|(met, of)| of - met).collect();
    assert!(missing.len() == 4 && missing.is_sorted(), "{shares:?}");
    let gap = place.run(&["gap", "--out", "gap.csv"]);
    assert!(gap.out.contains("product manager: 4 adverts"), "{}{}", gap.out, gap.err);
    // Taken from readings that the store keeps, and the same as from the feed itself.
    let once = Place::new();
    let feed = demo("jobs.rss");
    once.run(&[
        "gap",
        "--feed",
        &feed,
        "--role",
        "product manager",
        "--skills",
        &demo("skills.csv"),
        "--out",
        "gap.csv",
    ]);
    assert_eq!(place.read("gap.csv"), once.read("gap.csv"));
    assert_eq!(place.well(&["reindex"]), "0 adverts read anew, 11 up to date\n", "the pull has read them");
    for command in [&["match"][..], &["market"], &["employers"], &["explain", "SQL"]] {
        let said = place.run(command).out;
        assert!(said.contains("of 4 adverts") || said.contains("product manager: 4 adverts"), "{command:?}: {said}");
    }
}

#[test]
fn every_command_that_reads_adverts_takes_the_store() {
    let place = folder("");
    place.well(&["pull"]);
    let (role, skills) = ("product manager", demo("skills.csv"));
    for args in [
        &["roles"][..],
        &["role", "show", role, "--format", "md"],
        &["assess", "--role", role, "--csv", "-"],
        &["neighbours", "--role", role, "--skills", &skills, "--min-adverts", "1"],
        &["extract"],
        &["plan", "make", "--role", role, "--start", "2026-11-23", "--by", "2027-06-30"],
    ] {
        let ran = place.run(args);
        assert_eq!(ran.code, 0, "{args:?}: {}{}", ran.out, ran.err);
        assert!(ran.out.len() > 20, "{args:?}");
    }
    let elsewhere = Place::new();
    let store = place.path("skillgap.db").to_string_lossy().into_owned();
    assert!(elsewhere.well(&["roles", "--store", &store]).starts_with("11 adverts read"));
    let both =
        elsewhere.well(&["roles", "--store", &store, "--adverts", &demo("saved/larkfield-product-manager.html")]);
    assert!(both.starts_with("12 adverts read"), "{both}");
}

#[test]
fn adverts_are_listed_filtered_shown_and_forgotten() {
    let place = folder("");
    place.well(&["pull"]);
    assert!(place.well(&["adverts"]).starts_with("11 adverts\n"));
    for (filter, of) in [
        (["--role", "staff nurse"], "3 adverts\n"),
        (["--employer", "larkfield software ltd"], "2 adverts\n"),
        (["--place", "leeds"], "2 adverts\n"),
        (["--text", "payments"], "3 adverts\n"),
        (["--since", "2020-01-01"], "11 adverts\n"),
        (["--since", "2999-01-01"], "0 adverts\n"),
    ] {
        let said = place.well(&["adverts", filter[0], filter[1]]);
        assert!(said.starts_with(of), "{filter:?}: {said}");
    }
    let table = place.well(&["adverts", "--employer", "Larkfield Software", "--out", "-"]);
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let id = rows.records().next().expect("a row").expect("a row")[0].to_owned();
    let shown = place.well(&["adverts", "--show", &id[..8]]);
    assert!(
        shown.contains("Larkfield Software") && shown.contains("first seen") && shown.lines().count() > 15,
        "{shown}"
    );
    place.well(&["adverts", "--forget", &id]);
    place.well(&["pull"]);
    place.well(&["reindex", "--all"]);
    assert!(place.well(&["adverts"]).starts_with("10 adverts\n"));
    let gone = place.run(&["adverts", "--show", &id]);
    assert!(gone.code == 1 && gone.err.contains("no advert of the store"), "{}", gone.err);
}

#[test]
fn copies_among_the_adverts_kept_are_shown_with_their_reason() {
    let place = Place::new();
    let text = text("A kitchen by the sea");
    place.write("one.rss", &feed(&[("Cook", "https://example.org/1", &text)]));
    place.write("two.rss", &feed(&[("Cook", "https://example.com/cook", &text)]));
    place.well(&["pull", "one.rss", "two.rss", "--store", "s.db", "--no-follow"]);
    let said = place.well(&["adverts", "--duplicates", "--store", "s.db"]);
    assert!(said.contains("1 copy left out") && said.contains("same text: one.rss"), "{said}");
}

#[test]
fn employers_are_blocked_and_followed() {
    let place = folder("roles = [\"staff nurse\"]\n");
    let said = place.run(&["employers", "--block", "Larkfield Software", "--follow", "osprey health tech"]);
    assert!(said.out.contains("Larkfield Software: blocked (0 adverts so far)"), "{}{}", said.out, said.err);
    let pulled = place.well(&["pull"]);
    assert!(pulled.contains("Osprey Health Tech") && !pulled.contains("Larkfield"), "{pulled}");
    assert!(place.well(&["adverts"]).starts_with("9 adverts\n"));
    let roles = place.run(&["roles"]);
    assert!(roles.out.starts_with("9 adverts read") && roles.out.contains("2 of blocked employers"), "{}", roles.out);
    place.well(&["employers", "--unblock", "Larkfield Software Ltd"]);
    assert!(place.well(&["adverts"]).starts_with("11 adverts\n"));
}

#[test]
fn reindex_does_only_what_is_stale() {
    let place = folder("");
    place.well(&["pull"]);
    assert_eq!(place.well(&["reindex"]), "11 adverts read anew, 0 up to date\n");
    assert_eq!(place.well(&["reindex"]), "0 adverts read anew, 11 up to date\n");
    place.write("own.csv", "id,label,kind,sector,labels\n");
    place.write("more.rss", &feed(&[("Cook", "https://example.org/c", &text("Kitchen"))]));
    place.well(&["pull", "more.rss"]);
    assert_eq!(place.well(&["reindex"]), "1 advert read anew, 11 up to date\n");
    let store = rusqlite::Connection::open(place.path("skillgap.db")).expect("the store");
    store.execute("UPDATE meta SET value = '0' WHERE key = 'reader'", []).expect("an older reader");
    store.execute("UPDATE advert SET title = 'as an older version read it'", []).expect("an older reading");
    drop(store);
    let pulled = place.well(&["pull", "more.rss"]);
    assert!(pulled.contains("`skillgap reindex` brings it up to date"), "{pulled}");
    let again = place.well(&["reindex"]);
    assert_eq!(again, "12 adverts made again from 3 answers\n0 adverts read anew, 12 up to date\n");
    assert!(!place.well(&["adverts"]).contains("as an older version"));
}

#[test]
fn wrong_settings_are_all_told_with_their_lines() {
    let place = Place::new();
    place.write("skillgap.toml", "feeds = []\nrole = \"cook\"\nhours = \"some\"\n");
    for args in [&["pull"][..], &["gap"], &["adverts"]] {
        let ran = place.run(args);
        assert_eq!(ran.code, 78, "{args:?}");
        assert!(ran.err.contains("skillgap.toml:2: `role` is no setting; did you mean `roles`?"), "{}", ran.err);
        assert!(ran.err.contains("skillgap.toml:3: "), "{}", ran.err);
    }
    assert_eq!(place.run(&["findings"]).code, 0);
    assert_eq!(place.run(&["roles", "--config", "none.toml"]).code, 1);
}

#[test]
fn a_store_that_cannot_be_used_says_what_to_do() {
    let place = Place::new();
    for (args, code, words) in [
        (&["pull", "x.rss"][..], 64, "skillgap init"),
        (&["adverts"], 64, "skillgap init"),
        (&["adverts", "--store", "none.db"], 1, "there is no store at `none.db`"),
        (&["pull", "--store", "s.db"], 64, "no feeds"),
        (&["roles"], 64, "--store"),
        (&["market"], 64, "no role; name it with `--role`, or in `skillgap.toml`"),
        (&["match", "--role", "cook"], 64, "no skills"),
        (&["pull", "x.rss", "--store", "no/such/folder/s.db"], 1, "cannot be written"),
    ] {
        let ran = place.run(args);
        assert_eq!(ran.code, code, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(words), "{args:?}: {}", ran.err);
    }
    place.write("text.db", &"this is no database at all; ".repeat(100));
    let ran = place.run(&["adverts", "--store", "text.db"]);
    assert!(ran.code == 1 && ran.err.contains("is no store of skillgap"), "{}", ran.err);
}
