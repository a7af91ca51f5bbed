//! Polling.

use super::server::{Reply, Server};
use super::{Place, feed, text};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

fn ok(body: String) -> Reply {
    ("200 OK", String::new(), body)
}

fn missing() -> Reply {
    ("404 Not Found", String::new(), String::new())
}

#[test]
fn a_pull_keeps_what_feeds_give_and_asks_only_for_what_has_changed() {
    let server = Server::start(|path, head| match path {
        "/feed" if head.contains("if-none-match: \"1\"") => ("304 Not Modified", String::new(), String::new()),
        "/feed" => (
            "200 OK",
            "ETag: \"1\"\r\n".into(),
            feed(&[("Staff Nurse", "/jobs/1", &text("Ward")), ("Porter", "/jobs/2", &text("Beds"))]),
        ),
        // No validators: the same bytes are known by themselves.
        "/plain" => ok(feed(&[("Cook", "/jobs/3", &text("Kitchen"))])),
        _ => missing(),
    });
    let place = Place::new();
    let feeds = [server.url("/feed"), server.url("/plain"), server.url("/gone")];
    let args: Vec<&str> =
        ["pull", "--store", "s.db", "--allow-private"].into_iter().chain(feeds.iter().map(String::as_str)).collect();
    let first = place.run(&args);
    assert_eq!(first.code, 3, "{}", first.err);
    assert!(first.err.contains(&format!("{}: 2 adverts, 2 new\n", feeds[0])), "{}", first.err);
    assert!(first.err.contains(&format!("{}: not read: the host answers 404", feeds[2])), "{}", first.err);
    assert!(first.out.starts_with("2 of 3 feeds read, 3 adverts in them, 3 new\n"), "{}", first.out);
    assert!(first.out.contains("new: 3 adverts") && first.out.contains("Staff Nurse"), "{}", first.out);
    let second = place.run(&args);
    for feed in &feeds[..2] {
        assert!(second.err.contains(&format!("{feed}: unchanged, ")), "{}", second.err);
    }
    assert!(second.out.contains("2 unchanged, 3 adverts in them, 0 new\n"), "{}", second.out);
    let store = skillgap::store::Store::open_to_read(&place.path("s.db")).expect("the store");
    let polls = |feed: &str| -> Vec<(String, u32)> {
        let polls = store.polls(feed).expect("polls");
        polls.into_iter().map(|poll| (format!("{:?}", poll.status), poll.items)).collect()
    };
    assert_eq!(polls(&feeds[0]), [("Read".into(), 2), ("Unchanged".into(), 2)]);
    assert_eq!(polls(&feeds[2]), [("Failed".into(), 0), ("Failed".into(), 0)]);
}

#[test]
fn entries_that_say_too_little_are_followed_where_the_site_permits_it() {
    let server = Server::start(|path, _| match path {
        "/feed" => ok(feed(&[
            ("Staff Nurse", "/jobs/1", "Nights on a ward with friendly people ..."),
            ("Porter", "/closed/2", ""),
            ("Cook", "/jobs/3", "Too little to count as an advert of a cook."),
            ("Clerk", "/jobs/4", &text("Whole")),
        ])),
        "/robots.txt" => ok("User-agent: *\nDisallow: /closed\n".into()),
        "/jobs/1" => ok(format!(
            "<html><head><script type=\"application/ld+json\">{{\"@type\": \"JobPosting\", \"title\": \"Staff Nurse\", \
            \"hiringOrganization\": \"Acme Care\", \"description\": \"<p>{}</p><h2>Requirements</h2><ul><li>NMC \
            registration</li><li>Wound care</li></ul>\"}}</script></head><body><h1>Staff Nurse</h1></body></html>",
            text("We need a nurse")
        )),
        _ => missing(),
    });
    let place = Place::new();
    let url = server.url("/feed");
    let args = ["pull", "--store", "s.db", "--allow-private", &url];
    let ran = place.run(&[&args[..], &["--no-follow"]].concat());
    assert_eq!((ran.code, server.hits("/jobs/1")), (0, 0), "{}", ran.err);
    let ran = place.run(&args);
    assert!(ran.out.contains("3 links followed, 1 gave the advert"), "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("robots.txt") && ran.err.contains("/jobs/1: `Staff Nurse`"), "{}", ran.err);
    assert_eq!((server.hits("/closed/2"), server.hits("/jobs/4")), (0, 0));
    let shown = place.well(&["adverts", "--store", "s.db", "--text", "wound care"]);
    assert!(shown.starts_with("1 advert\n") && shown.contains("Staff Nurse, Acme Care"), "{shown}");
    place.well(&["pull", "--store", "s.db", "--allow-private", &url]);
    assert_eq!(server.hits("/jobs/1"), 1, "a page that was read is not asked again");
    place.well(&["reindex", "--store", "s.db", "--all"]);
    assert_eq!(place.well(&["adverts", "--store", "s.db", "--text", "wound care"]), shown);
}

#[test]
fn a_page_that_says_the_advert_is_closed_makes_it_gone_while_its_feed_still_lists_it() {
    let server = Server::start(|path, head| match path {
        "/feed" if head.contains("if-none-match: \"1\"") => ("304 Not Modified", String::new(), String::new()),
        "/feed" => (
            "200 OK",
            "ETag: \"1\"\r\n".into(),
            feed(&[
                ("Porter", "/jobs/1", "Beds ..."),
                ("Baker", "/jobs/2", "Bread ..."),
                ("Clerk", "/jobs/3", &text("Files")),
            ]),
        ),
        "/robots.txt" => missing(),
        "/jobs/1" => ok(format!(
            "<html><head><title>Porter</title></head><body><h1>Porter</h1><p>This job has expired</p><p>{}</p></body></html>",
            text("Move beds")
        )),
        "/jobs/2" => ok(
            "<html><head><title>This job has expired</title></head><body><h1>This job has expired</h1></body></html>"
                .into(),
        ),
        _ => missing(),
    });
    let place = Place::new();
    let args = ["pull", "--store", "s.db", "--allow-private", &server.url("/feed")];
    let ran = place.run(&args);
    for title in ["Porter", "Baker"] {
        assert!(ran.err.contains(&format!("`{title}` is no longer open")), "{}", ran.err);
    }
    let open = place.well(&["adverts", "--store", "s.db"]);
    assert!(open.contains("Clerk") && !open.contains("Porter") && !open.contains("Baker"), "{open}");
    place.run(&args);
    assert_eq!(place.well(&["adverts", "--store", "s.db"]), open, "the feed still lists them");
    place.well(&["reindex", "--store", "s.db", "--all"]);
    assert_eq!(place.well(&["adverts", "--store", "s.db"]), open);
}

#[test]
fn lists_of_feeds_and_pages_that_name_them_are_pulled_in_their_place() {
    let server = Server::start(|path, _| {
        match path {
        "/cooks" => ok(feed(&[("Cook", "/jobs/1", &text("Kitchen"))])),
        "/bakers" => ok(feed(&[("Baker", "/jobs/2", &text("Bread"))])),
        "/careers" => ok("<html><head><title>Careers</title><link rel=\"alternate\" type=\"application/rss+xml\" href=\"/bakers\"></head>\
            <body><h1>Careers</h1></body></html>".into()),
        _ => missing(),
    }
    });
    let place = Place::new();
    let list =
        format!("<opml version=\"2.0\"><body><outline text=\"a\" xmlUrl=\"{}\"/></body></opml>", server.url("/cooks"));
    place.write("feeds.opml", &list);
    let ran = place.run(&["pull", "--store", "s.db", "--allow-private", "feeds.opml", &server.url("/careers")]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.starts_with("2 of 2 feeds read, 2 adverts in them, 2 new\n"), "{}", ran.out);
    assert!(ran.err.contains("/careers: no feed itself, but it names `"), "{}", ran.err);
    let shown = place.well(&["adverts", "--store", "s.db"]);
    assert!(shown.contains("Cook") && shown.contains("Baker"), "{shown}");
}

#[test]
fn a_charset_that_only_the_header_names_is_kept_with_the_feed() {
    let server = Server::start(|_, _| {
        let headers = "Content-Type: application/rss+xml; charset=ISO-8859-2\r\n";
        ("200 OK", headers.into(), feed(&[("Joiner (Sto\u{142}arz)", "/jobs/1", &text("Wood"))]))
    });
    let place = Place::new();
    let ran = place.run(&["pull", "--store", "s.db", "--allow-private", &server.url("/feed")]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let shown = place.well(&["adverts", "--store", "s.db"]);
    assert!(shown.contains("Joiner (Sto\u{142}arz)"), "{shown}");
    place.well(&["reindex", "--store", "s.db", "--all"]);
    assert_eq!(place.well(&["adverts", "--store", "s.db"]), shown);
}

#[test]
fn feeds_inside_the_own_network_are_asked_only_where_that_is_allowed() {
    let server = Server::start(|_, _| ok(feed(&[("Cook", "/1", &text("Kitchen"))])));
    let place = Place::new();
    let ran = place.run(&["pull", "--store", "s.db", &server.url("/feed")]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("--allow-private"), "{}", ran.err);
    assert!(server.seen.lock().expect("the log").is_empty());
}

#[test]
fn a_pull_that_is_interrupted_keeps_what_it_told_of_and_says_so() {
    let server = Server::start(|path, _| {
        if path == "/slow" {
            std::thread::sleep(Duration::from_secs(8));
        }
        ok(feed(&[("Cook", path, &text(path))]))
    });
    let place = Place::new();
    let mut child = Command::new(assert_cmd::cargo::cargo_bin("skillgap"))
        .args(["pull", "--store", "s.db", "--allow-private", &server.url("/quick"), &server.url("/slow")])
        .current_dir(place.path(""))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary");
    let start = Instant::now();
    while server.hits("/slow") == 0 && start.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(20));
    }
    std::thread::sleep(Duration::from_millis(700));
    let interrupted = Instant::now();
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill").success());
    child.wait().expect("it ends");
    assert!(interrupted.elapsed() < Duration::from_secs(4), "{:?}", interrupted.elapsed());
    let output = child.wait_with_output().expect("what it said");
    let out = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{out}");
    assert!(out.contains("1 of 2 feeds read") && out.contains("ended early"), "{out}");
    assert!(place.well(&["adverts", "--store", "s.db"]).starts_with("1 advert\n"));
}

#[test]
fn two_pulls_at_once_share_the_store() {
    let place = Place::new();
    for n in 0..6 {
        let entries: Vec<(String, String)> =
            (0..20).map(|i| (format!("Cook {n}-{i}"), text(&format!("{n} {i}")))).collect();
        let entries: Vec<(&str, &str, &str)> =
            entries.iter().map(|(title, text)| (title.as_str(), "", text.as_str())).collect();
        place.write(&format!("{n}.rss"), &feed(&entries));
    }
    std::thread::scope(|scope| {
        for pattern in ["[0-2].rss", "[3-5].rss", "*.rss"] {
            let place = &place;
            let feeds: Vec<String> = match pattern {
                "*.rss" => vec![pattern.into()],
                _ => pattern[1..4].split('-').map(|n| format!("{n}.rss")).collect(),
            };
            scope.spawn(move || {
                let feeds: Vec<&str> = feeds.iter().map(String::as_str).collect();
                place.well(&[&["pull", "--store", "s.db"], &feeds[..]].concat());
            });
        }
    });
    assert!(place.well(&["adverts", "--store", "s.db"]).starts_with("120 adverts\n"));
}

#[test]
fn a_feed_that_changes_shows_what_is_new_changed_and_gone() {
    let day = AtomicU32::new(0);
    let server = Server::start(move |_, _| {
        let changed = text("We pay more now");
        ok(match day.fetch_add(1, Ordering::SeqCst) {
            0 => feed(&[("Cook", "/1", &text("A")), ("Clerk", "/2", &text("B")), ("Nurse", "/3", &text("C"))]),
            _ => feed(&[("Cook", "/1", &changed), ("Porter", "/4", &text("D"))]),
        })
    });
    let place = Place::new();
    let url = server.url("/feed");
    place.well(&["pull", "--store", "s.db", "--allow-private", &url]);
    let second = place.well(&["pull", "--store", "s.db", "--allow-private", &url]);
    assert!(second.contains("new: 1 advert\n") && second.contains("Porter"), "{second}");
    assert!(second.ends_with(&place.well(&["new", "--store", "s.db"])), "{second}");
    let open = place.well(&["adverts", "--store", "s.db"]);
    assert!(open.starts_with("2 adverts\n") && open.contains("1 change"), "{open}");
    let all = place.well(&["adverts", "--store", "s.db", "--gone"]);
    assert!(all.starts_with("4 adverts\n") && all.contains("gone 20"), "{all}");
}
