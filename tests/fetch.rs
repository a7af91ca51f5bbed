//! The fetcher against a server on loopback that misbehaves in every way real ones do.

use skillgap::collect::{Answer, FetchOptions, Fetched, Request, fetch_all};
use skillgap::diag::{Code, Diag};
use skillgap::ingest::{self, Item};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const FEED: &str = "<rss version=\"2.0\"><channel><title>Jobs</title><item><title>Lorry driver</title><link>/jobs/1</link>\
    <description>Drive a lorry at night and load it with care.</description></item></channel></rss>";

/// What the server saw.
#[derive(Default)]
struct Seen {
    /// Requests by path.
    hits: Mutex<BTreeMap<String, u32>>,
    /// Headers of the last request, in lower case.
    last: Mutex<String>,
    now: AtomicUsize,
    most: AtomicUsize,
}

struct Server {
    host: String,
    seen: Arc<Seen>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let seen = Arc::new(Seen::default());
        let (shared, at) = (Arc::clone(&seen), host.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (shared, at) = (Arc::clone(&shared), at.clone());
                std::thread::spawn(move || serve(stream, &shared, &at));
            }
        });
        Self { host, seen }
    }

    fn request(&self, path: &str) -> Request {
        Request::new(format!("http://{}{path}", self.host))
    }

    fn options(&self) -> FetchOptions {
        FetchOptions {
            timeout: Duration::from_millis(1500),
            backoff: Duration::from_millis(20),
            pause: Duration::from_millis(1),
            max_bytes: 1 << 20,
            max_wait: Duration::from_secs(2),
            trusted: vec![self.host.clone()],
            ..FetchOptions::default()
        }
    }

    fn fetch(&self, path: &str) -> Result<Answer, Diag> {
        fetch_all(&[self.request(path)], &self.options(), &|_, _| {}).remove(0)
    }

    fn body(&self, path: &str) -> Fetched {
        match self.fetch(path) {
            Ok(Answer::Body(fetched)) => fetched,
            other => panic!("{path}: {other:?}"),
        }
    }

    fn refused(&self, path: &str) -> Diag {
        match self.fetch(path) {
            Err(finding) => finding,
            other => panic!("{path}: {other:?}"),
        }
    }

    fn hits(&self, path: &str) -> u32 {
        self.seen.hits.lock().unwrap().get(path).copied().unwrap_or(0)
    }
}

fn serve(stream: TcpStream, seen: &Seen, host: &str) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    loop {
        let mut head = String::new();
        loop {
            let mut line = String::new();
            match reader.read_line(&mut line) {
                Ok(0) | Err(_) => return,
                Ok(_) if line == "\r\n" => break,
                Ok(_) => head.push_str(&line.to_lowercase()),
            }
        }
        let path = head.split_whitespace().nth(1).unwrap_or("/").to_string();
        let hit = {
            let mut hits = seen.hits.lock().unwrap();
            let hit = hits.entry(path.clone()).or_default();
            *hit += 1;
            *hit
        };
        *seen.last.lock().unwrap() = head.clone();
        let now = seen.now.fetch_add(1, Ordering::SeqCst) + 1;
        seen.most.fetch_max(now, Ordering::SeqCst);
        let keep = answer(&stream, &path, hit, &head, host);
        seen.now.fetch_sub(1, Ordering::SeqCst);
        if !keep {
            return;
        }
    }
}

fn send(mut stream: &TcpStream, status: &str, headers: &str, body: &[u8]) -> bool {
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n{headers}\r\n", body.len());
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body)).is_ok()
}

/// Answers one request; `false` closes the connection.
fn answer(mut stream: &TcpStream, path: &str, hit: u32, head: &str, host: &str) -> bool {
    let ok = |body: &[u8]| send(stream, "200 OK", "", body);
    match path {
        "/feed" => {
            send(stream, "200 OK", "ETag: \"v1\"\r\nLast-Modified: Tue, 02 Sep 2025 10:00:00 GMT\r\n", FEED.as_bytes())
        }
        "/validated" if head.contains("if-none-match: \"v1\"") => send(stream, "304 Not Modified", "", b""),
        "/silent" => {
            std::thread::sleep(Duration::from_secs(4));
            false
        }
        "/slow" => {
            std::thread::sleep(Duration::from_millis(100));
            ok(FEED.as_bytes())
        }
        "/busy" if hit == 1 => send(stream, "429 Too Many Requests", "Retry-After: 1\r\n", b""),
        "/very-busy" => send(stream, "503 Service Unavailable", "Retry-After: 3600\r\n", b""),
        "/shaky" if hit == 1 => send(stream, "500 Internal Server Error", "", b"oops"),
        "/broken" => send(stream, "502 Bad Gateway", "", b""),
        "/gone" => send(stream, "410 Gone", "", b""),
        "/closed" => send(stream, "403 Forbidden", "", b""),
        "/moved" => send(stream, "301 Moved Permanently", "Location: /feed\r\n", b""),
        "/loop" => send(stream, "302 Found", "Location: /loop\r\n", b""),
        "/nowhere" => send(stream, "302 Found", "", b""),
        "/to-private" => send(stream, "302 Found", "Location: http://169.254.169.254/latest/meta-data\r\n", b""),
        "/to-loopback" => send(stream, "302 Found", "Location: http://localhost:1/\r\n", b""),
        "/to-file" => send(stream, "302 Found", "Location: file:///etc/passwd\r\n", b""),
        "/cut" => {
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", FEED.len() + 500);
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(FEED.as_bytes()));
            false
        }
        "/endless" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
            while stream.write_all(&[b' '; 65536]).is_ok() {}
            false
        }
        "/bomb" => {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            encoder.write_all(&vec![b' '; 4 << 20]).unwrap();
            send(stream, "200 OK", "Content-Encoding: gzip\r\n", &encoder.finish().unwrap())
        }
        "/packed" => {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            encoder.write_all(FEED.as_bytes()).unwrap();
            send(stream, "200 OK", "Content-Encoding: gzip\r\n", &encoder.finish().unwrap())
        }
        "/not-packed" => send(stream, "200 OK", "Content-Encoding: gzip\r\n", FEED.as_bytes()),
        "/wrong-charset" => {
            let feed = FEED.replace("care", "caf\u{e9} manners").into_bytes();
            send(stream, "200 OK", "Content-Type: text/xml; charset=utf-16\r\n", &feed)
        }
        "/robots.txt" => ok(b"User-agent: *\nDisallow: /private\n"),
        "/hang-up" => false,
        _ => ok(format!("<p>{host}{path}</p>").as_bytes()),
    }
}

#[test]
fn a_feed_is_fetched_with_its_validators_and_a_clear_user_agent() {
    let server = Server::start();
    let fetched = server.body("/feed");
    assert_eq!(fetched.bytes, FEED.as_bytes());
    assert_eq!((fetched.etag.as_deref(), fetched.cut), (Some("\"v1\""), false));
    assert!(
        server.seen.last.lock().unwrap().contains(&format!("user-agent: skillgap/{}\r\n", env!("CARGO_PKG_VERSION")))
    );
}

#[test]
fn an_unchanged_feed_is_not_sent_again() {
    let server = Server::start();
    let request = Request { etag: Some("\"v1\"".into()), ..server.request("/validated") };
    let answers = fetch_all(&[request], &server.options(), &|_, _| {});
    assert_eq!(answers[0], Ok(Answer::NotModified));
}

#[test]
fn redirects_are_followed_to_an_end() {
    let server = Server::start();
    assert_eq!(server.body("/moved").url, format!("http://{}/feed", server.host));
    assert!(server.refused("/loop").message.contains("more than 8 times"));
    assert!(server.refused("/nowhere").message.contains("names no other"));
}

#[test]
fn no_redirect_leads_into_a_private_network() {
    let server = Server::start();
    for path in ["/to-private", "/to-loopback"] {
        assert!(server.refused(path).message.contains("private network"), "{path}");
    }
    assert!(server.refused("/to-file").message.contains("http or https"));
    let guarded = FetchOptions { trusted: Vec::new(), ..server.options() };
    let answers = fetch_all(&[server.request("/feed"), Request::new("http://localhost:9/")], &guarded, &|_, _| {});
    assert!(answers.iter().all(|a| a.as_ref().is_err_and(|e| e.message.contains("--allow-private"))), "{answers:?}");
    assert_eq!(server.hits("/feed"), 0);
}

#[test]
fn hosts_that_are_busy_are_asked_again_when_they_say() {
    let server = Server::start();
    let start = Instant::now();
    assert!(!server.body("/busy").bytes.is_empty());
    assert!(start.elapsed() >= Duration::from_secs(1));
    assert!(!server.body("/shaky").bytes.is_empty());
    assert!(server.refused("/very-busy").message.contains("3600 s"));
    assert_eq!(server.hits("/very-busy"), 1);
    assert!(server.refused("/broken").message.contains("502"));
    assert_eq!(server.hits("/broken"), 3);
}

#[test]
fn what_is_gone_or_closed_is_asked_once() {
    let server = Server::start();
    assert!(server.refused("/gone").message.contains("410"));
    assert!(server.refused("/closed").message.contains("browser"));
    assert_eq!((server.hits("/gone"), server.hits("/closed")), (1, 1));
}

#[test]
fn silence_and_hanging_up_end_in_a_finding() {
    let server = Server::start();
    let once = FetchOptions { retries: 0, ..server.options() };
    let start = Instant::now();
    let answers = fetch_all(&[server.request("/silent"), server.request("/hang-up")], &once, &|_, _| {});
    assert!(answers.iter().all(|a| a.as_ref().is_err_and(|e| e.code == Code::Unreadable)), "{answers:?}");
    assert!(start.elapsed() < Duration::from_secs(4));
}

#[test]
fn a_body_that_is_cut_off_gives_what_came() {
    let server = Server::start();
    let fetched = server.body("/cut");
    assert!(fetched.cut);
    assert_eq!(fetched.bytes, FEED.as_bytes());
    assert_eq!(server.hits("/cut"), 3);
}

#[test]
fn endless_and_exploding_bodies_are_refused() {
    let server = Server::start();
    for path in ["/endless", "/bomb"] {
        let start = Instant::now();
        assert_eq!(server.refused(path).code, Code::TooLarge, "{path}");
        assert!(start.elapsed() < Duration::from_secs(2), "{path}");
    }
}

#[test]
fn wrong_headers_do_not_spoil_the_body() {
    let server = Server::start();
    assert_eq!(server.body("/packed").bytes, FEED.as_bytes());
    assert!(server.fetch("/not-packed").is_err());
    let mut texts = Vec::new();
    ingest::read(&server.body("/wrong-charset").bytes, "http://example.org/feed", &mut |item| {
        if let Item::Advert(advert) = item {
            texts.push((advert.text, advert.link));
        }
    });
    assert_eq!(texts.len(), 1);
    assert!(texts[0].0.contains("café manners"));
    assert_eq!(texts[0].1.as_deref(), Some("http://example.org/jobs/1"));
}

#[test]
fn one_host_gets_two_requests_at_a_time_and_answers_keep_their_order() {
    let server = Server::start();
    let requests: Vec<Request> = (0..8).map(|_| server.request("/slow")).chain([server.request("/last")]).collect();
    let heard = AtomicUsize::new(0);
    let answers = fetch_all(&requests, &server.options(), &|_, _| {
        heard.fetch_add(1, Ordering::SeqCst);
    });
    assert_eq!((server.seen.most.load(Ordering::SeqCst), heard.load(Ordering::SeqCst)), (2, 9));
    assert!(matches!(&answers[8], Ok(Answer::Body(f)) if f.bytes.ends_with(b"/last</p>")));
}

#[test]
fn a_dead_host_delays_nobody_else() {
    let (dead, alive) = (Server::start(), Server::start());
    let mut requests: Vec<Request> = (0..6).map(|_| dead.request("/silent")).collect();
    requests.push(alive.request("/feed"));
    let options = FetchOptions { retries: 0, trusted: vec![dead.host.clone(), alive.host.clone()], ..alive.options() };
    let start = Instant::now();
    let heard = Mutex::new(None);
    fetch_all(&requests, &options, &|request, answer| {
        if request.url.contains(&alive.host) && answer.is_ok() {
            *heard.lock().unwrap() = Some(start.elapsed());
        }
    });
    assert!(heard.lock().unwrap().is_some_and(|at| at < Duration::from_secs(1)));
}

#[test]
fn pages_that_robots_may_not_read_are_left_alone() {
    let server = Server::start();
    let obeying = FetchOptions { obey_robots: true, ..server.options() };
    let answers = fetch_all(
        &[server.request("/private/1"), server.request("/open/1"), server.request("/open/2")],
        &obeying,
        &|_, _| {},
    );
    assert!(answers[0].as_ref().is_err_and(|e| e.message.contains("robots.txt")));
    assert!(answers[1].is_ok() && answers[2].is_ok());
    assert_eq!((server.hits("/private/1"), server.hits("/robots.txt")), (0, 1));
}
