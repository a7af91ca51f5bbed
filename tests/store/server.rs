//! A small HTTP server on loopback.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// What a request is answered: status, headers and body.
pub type Reply = (&'static str, String, String);
type Handler = dyn Fn(&str, &str) -> Reply + Send + Sync;

pub struct Server {
    pub base: String,
    /// First lines of the requests so far, `GET /x HTTP/1.1`.
    pub seen: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Answers each request by what `handler` makes of its path and its head in lower case.
    pub fn start(handler: impl Fn(&str, &str) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (handler, log): (Arc<Handler>, _) = (Arc::new(handler), Arc::clone(&seen));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (handler, log) = (Arc::clone(&handler), Arc::clone(&log));
                std::thread::spawn(move || serve(stream, &*handler, &log));
            }
        });
        Self { base, seen }
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    pub fn hits(&self, path: &str) -> usize {
        let line = format!("GET {path} ");
        self.seen.lock().expect("the log").iter().filter(|l| l.starts_with(&line)).count()
    }
}

fn serve(mut stream: TcpStream, handler: &Handler, log: &Mutex<Vec<String>>) {
    let Ok(copy) = stream.try_clone() else { return };
    let mut reader = BufReader::new(copy);
    loop {
        let (mut head, mut line) = (String::new(), String::new());
        while line != "\r\n" {
            line.clear();
            if !matches!(reader.read_line(&mut line), Ok(1..)) {
                return;
            }
            head.push_str(&line);
        }
        let first = head.lines().next().unwrap_or_default().to_owned();
        let path = first.split(' ').nth(1).unwrap_or("/").to_owned();
        log.lock().expect("the log").push(first);
        let (status, headers, body) = handler(&path, &head.to_lowercase());
        let body = if headers.contains("charset=ISO-8859-2") { latin2(&body) } else { body.into_bytes() };
        let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n{headers}\r\n", body.len());
        if stream.write_all(&[head.as_bytes(), &body].concat()).is_err() {
            return;
        }
    }
}

/// Plain letters and one of Polish.
fn latin2(text: &str) -> Vec<u8> {
    text.chars().map(|c| if c == '\u{142}' { 0xb3 } else { u8::try_from(u32::from(c)).unwrap_or(b'?') }).collect()
}
