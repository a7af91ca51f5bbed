use super::FetchOptions;
use super::address::Guard;
use super::pace::Pace;
use super::retry;
use super::robots::Rules;
use crate::diag::{Code, Diag};
use reqwest::header::{
    ACCEPT, CONTENT_TYPE, ETAG, HeaderMap, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LOCATION,
};
use reqwest::{Client, Response, StatusCode, Url};
use std::sync::{Arc, Once};
use std::time::Duration;

/// One address to fetch, with what is known of the last answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Request {
    pub url: String,
    /// Validators of the last answer; with one of them, an unchanged page is answered by [`Answer::NotModified`].
    pub etag: Option<String>,
    pub last_modified: Option<String>,
}

impl Request {
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), ..Self::default() }
    }
}

/// What an address answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Body(Fetched),
    NotModified,
}

/// An answer with a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The body, decompressed.
    pub bytes: Vec<u8>,
    /// Address it came from, after redirects.
    pub url: String,
    /// `Content-Type` as sent.
    pub media_type: Option<String>,
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    /// Named by `Content-Type`.
    pub charset: Option<String>,
    /// The connection ended before the announced length; what came is here.
    pub cut: bool,
}

/// The charset of a `Content-Type`.
pub fn charset(content_type: &str) -> Option<String> {
    let parts = content_type.split(';').skip(1).filter_map(|part| part.split_once('='));
    let value = parts.into_iter().find(|(key, _)| key.trim().eq_ignore_ascii_case("charset"))?.1;
    Some(value.trim().trim_matches('"').to_owned()).filter(|charset| !charset.is_empty())
}

/// Asks addresses politely. One for all requests of a run, since it keeps hosts apart.
pub struct Fetcher {
    client: Client,
    options: FetchOptions,
    guard: Guard,
    pace: Pace,
    rules: Rules,
}

/// Why one attempt gave no answer.
enum Failure {
    /// Asking again is of no use.
    Final(Diag),
    /// Asking again may help, after the time that the host asked for.
    Later(Diag, Option<Duration>),
}

impl Fetcher {
    /// A fetcher, or why there can be none.
    pub fn new(options: FetchOptions) -> Result<Self, String> {
        install_tls();
        let guard = Guard { allow_private: options.allow_private, trusted: options.trusted.clone() };
        let client = Client::builder()
            .user_agent(concat!("skillgap/", env!("CARGO_PKG_VERSION")))
            .timeout(options.timeout)
            .connect_timeout(options.connect_timeout)
            // Redirects are followed here, so that each target is checked; a proxy would resolve names unchecked.
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .dns_resolver(Arc::new(guard.clone()))
            .build()
            .map_err(|e| e.to_string())?;
        let pace = Pace::new(options.parallel, options.per_host, options.pause);
        Ok(Self { client, options, guard, pace, rules: Rules::default() })
    }

    /// The answer to one request, after redirects and further attempts.
    pub async fn fetch(&self, request: &Request) -> Result<Answer, Diag> {
        let url = Url::parse(&request.url).map_err(|e| {
            Diag::new(Code::Unreadable, &request.url, format!("`{}` is no address: {e}; check it", request.url))
        })?;
        if self.options.obey_robots && self.guard.refuse(&url).is_none() && !self.allowed(&url).await {
            let message = "the site asks programs not to read this page (robots.txt); open it and save it yourself";
            return Err(Diag::new(Code::Unreadable, &request.url, message));
        }
        self.with_retries(request, url).await
    }

    async fn with_retries(&self, request: &Request, url: Url) -> Result<Answer, Diag> {
        let mut attempt = 0;
        loop {
            match self.follow(request, url.clone()).await {
                Ok(Answer::Body(fetched)) if fetched.cut && attempt < self.options.retries => {}
                Ok(answer) => return Ok(answer),
                Err(Failure::Final(finding)) => return Err(finding),
                Err(Failure::Later(finding, _)) if attempt >= self.options.retries => return Err(finding),
                Err(Failure::Later(finding, Some(wait))) if wait > self.options.max_wait => {
                    let message = format!(
                        "{}; it asks to be left alone for {} s: try again then",
                        finding.message,
                        wait.as_secs()
                    );
                    return Err(Diag { message, ..finding });
                }
                Err(Failure::Later(_, Some(wait))) => tokio::time::sleep(wait).await,
                Err(Failure::Later(_, None)) => {}
            }
            attempt += 1;
            tokio::time::sleep(retry::pause(self.options.backoff, attempt)).await;
        }
    }

    /// One attempt, along its redirects.
    async fn follow(&self, request: &Request, mut url: Url) -> Result<Answer, Failure> {
        let finding = |message: String| Diag::new(Code::Unreadable, &request.url, message);
        for _ in 0..=self.options.max_redirects {
            if let Some(reason) = self.guard.refuse(&url) {
                return Err(Failure::Final(finding(reason)));
            }
            let turn = self.pace.turn(url.authority()).await;
            let sent = self.send(request, &url).await;
            let result = match sent {
                Ok(response) => self.read(request, &url, response).await,
                Err(e) => Err(unsent(&e, finding)),
            };
            if let Some(turn) = turn {
                turn.end();
            }
            match result? {
                Step::Done(answer) => return Ok(answer),
                Step::Redirect(next) => url = next,
            }
        }
        let message =
            format!("the address leads on more than {} times; open it in a browser", self.options.max_redirects);
        Err(Failure::Final(finding(message)))
    }

    async fn send(&self, request: &Request, url: &Url) -> reqwest::Result<Response> {
        let accept = "application/rss+xml, application/atom+xml, application/feed+json, application/json, text/xml, text/html, */*;q=0.5";
        let mut builder = self.client.get(url.clone()).header(ACCEPT, accept);
        if let Some(etag) = &request.etag {
            builder = builder.header(IF_NONE_MATCH, etag);
        }
        if let Some(date) = &request.last_modified {
            builder = builder.header(IF_MODIFIED_SINCE, date);
        }
        builder.send().await
    }

    async fn read(&self, request: &Request, url: &Url, response: Response) -> Result<Step, Failure> {
        let status = response.status();
        let finding = |code, message: String| Diag::new(code, &request.url, message);
        if status == StatusCode::NOT_MODIFIED {
            return Ok(Step::Done(Answer::NotModified));
        }
        if status.is_redirection() {
            let target = response.headers().get(LOCATION).and_then(|l| l.to_str().ok()).and_then(|l| url.join(l).ok());
            let message = format!("the address answers {status} and names no other; open it in a browser");
            return target.map(Step::Redirect).ok_or_else(|| Failure::Final(finding(Code::Unreadable, message)));
        }
        if retry::may_succeed_later(status) {
            let message = format!("the host answers {status}; try again later");
            return Err(Failure::Later(finding(Code::Unreadable, message), retry::asked_to_wait(response.headers())));
        }
        if !status.is_success() {
            let next = if matches!(status.as_u16(), 401 | 403) {
                "open the page in a browser and save it"
            } else {
                "check the address"
            };
            return Err(Failure::Final(finding(Code::Unreadable, format!("the host answers {status}; {next}"))));
        }
        let headers = response.headers().clone();
        let (bytes, cut) = self.body(response).await.map_err(|failure| match failure {
            None => {
                let message = format!(
                    "the answer is larger than {} MiB; fetch it by other means and give the file",
                    self.options.max_bytes >> 20
                );
                Failure::Final(finding(Code::TooLarge, message))
            }
            Some(e) => Failure::Later(finding(Code::Unreadable, explain(&e)), None),
        })?;
        let header = |name| text_of(&headers, name);
        let fetched = Fetched {
            bytes,
            url: url.to_string(),
            charset: header(CONTENT_TYPE).and_then(|t| charset(&t)),
            media_type: header(CONTENT_TYPE),
            etag: header(ETAG),
            last_modified: header(LAST_MODIFIED),
            cut,
        };
        Ok(Step::Done(Answer::Body(fetched)))
    }

    /// The body and whether it was cut off. `Err(None)` = too large.
    async fn body(&self, mut response: Response) -> Result<(Vec<u8>, bool), Option<reqwest::Error>> {
        let mut bytes = Vec::new();
        loop {
            match response.chunk().await {
                Ok(None) => return Ok((bytes, false)),
                Ok(Some(chunk)) if bytes.len() + chunk.len() > self.options.max_bytes => return Err(None),
                Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
                Err(e) if bytes.is_empty() || e.is_timeout() => return Err(Some(e)),
                Err(_) => return Ok((bytes, true)),
            }
        }
    }

    async fn allowed(&self, url: &Url) -> bool {
        let origin = url.origin().ascii_serialization();
        let rules = async {
            let mut at = url.clone();
            at.set_path("/robots.txt");
            at.set_query(None);
            match self.with_retries(&Request::new(at.as_str()), at.clone()).await {
                Ok(Answer::Body(fetched)) => Some(fetched.bytes),
                _ => None,
            }
        };
        self.rules.allow(&origin, url.as_str(), rules).await
    }
}

/// A request that got no answer: a refused address stays refused.
fn unsent(error: &reqwest::Error, finding: impl Fn(String) -> Diag) -> Failure {
    match explain(error) {
        reason if reason.contains("--allow-private") => Failure::Final(finding(reason)),
        reason => Failure::Later(finding(reason), None),
    }
}

enum Step {
    Done(Answer),
    Redirect(Url),
}

fn text_of(headers: &HeaderMap, name: reqwest::header::HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_string)
}

/// The innermost cause of an error, which says what happened; the outer ones only repeat the address.
fn explain(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return "the host does not answer in time; try again later".to_string();
    }
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    let reason = cause.to_string();
    if reason.contains("--allow-private") {
        reason
    } else {
        format!("the host cannot be reached ({reason}); check the address and the connection")
    }
}

/// The TLS provider is one for the whole process and may be set by whoever comes first.
fn install_tls() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
}
