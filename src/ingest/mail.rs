//! Saved mails and web archives: both are MIME messages.

use super::draft::Draft;
use super::format::{self, AdvertFormat, Input};
use super::{Item, alert, page, plain, text};
use crate::diag::{Code, Diag};
use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

/// Most messages read of one mailbox.
const MAX_MESSAGES: usize = 10_000;
/// Most attachments read of one mail.
const MAX_ATTACHMENTS: usize = 50;

/// Whether a head starts with the lines of a mail header.
fn has_header(head: &str) -> bool {
    let name = |line: &str| {
        line.split_once(':')
            .is_some_and(|(key, _)| !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
    };
    let mut lines = head.lines().filter(|l| !l.starts_with([' ', '\t']));
    let first = lines.next().is_some_and(name);
    let known = ["mime-version:", "content-type:", "received:", "subject:", "message-id:", "from:"];
    first && head.lines().filter(|l| known.iter().any(|k| l.starts_with(k))).take(2).count() == 2
}

fn is_archive(head: &str) -> bool {
    head.contains("multipart/related")
        && (head.contains("snapshot-content-location") || head.contains("<saved by") || head.contains("saved by"))
}

/// Web pages saved as one file by a browser.
pub struct Mhtml;

impl AdvertFormat for Mhtml {
    fn name(&self) -> &'static str {
        "mhtml"
    }

    fn accepts(&self, input: &Input<'_>) -> bool {
        let head = input.head();
        has_header(&head) && (is_archive(&head) || input.named(&[".mht", ".mhtml"]))
    }

    fn read(&self, input: &Input<'_>, sink: &mut dyn FnMut(Item)) {
        let message = MessageParser::new().parse(input.bytes);
        let found = message.as_ref().and_then(|m| m.parts.iter().find(|p| matches!(p.body, PartType::Html(_))));
        let Some(part) = found else {
            let message = "the web archive holds no page; save the page again";
            return sink(Item::Finding(Diag::new(Code::Unreadable, input.source, message)));
        };
        let base = part.content_location().map(str::to_string);
        page::read(part.text_contents().unwrap_or_default(), input.source, base.as_deref(), sink);
    }
}

/// A single mail.
pub struct Eml;

impl AdvertFormat for Eml {
    fn name(&self) -> &'static str {
        "mail"
    }

    fn accepts(&self, input: &Input<'_>) -> bool {
        has_header(&input.head())
    }

    fn read(&self, input: &Input<'_>, sink: &mut dyn FnMut(Item)) {
        match MessageParser::new().parse(input.bytes) {
            Some(message) => read_message(&message, input, sink),
            None => {
                sink(Item::Finding(Diag::new(Code::Unreadable, input.source, "the mail cannot be read; save it again")))
            }
        }
    }
}

/// A mailbox in one file.
pub struct Mbox;

impl AdvertFormat for Mbox {
    fn name(&self) -> &'static str {
        "mbox"
    }

    fn accepts(&self, input: &Input<'_>) -> bool {
        let head = input.head();
        head.starts_with("from ")
            && head.split_once('\n').is_some_and(|(_, rest)| has_header(rest.trim_start_matches('>')))
    }

    fn read(&self, input: &Input<'_>, sink: &mut dyn FnMut(Item)) {
        for (i, message) in MessageIterator::new(input.bytes).take(MAX_MESSAGES).enumerate() {
            let source = format!("{}/{}", input.source, i + 1);
            let bytes = message.map(|m| m.unwrap_contents()).unwrap_or_default();
            Eml.read(&Input { bytes: &bytes, source: &source, depth: input.depth }, sink);
        }
    }
}

/// The adverts of a mail: those it links to, the one that it is, and those attached to it.
fn read_message(message: &Message<'_>, input: &Input<'_>, sink: &mut dyn FnMut(Item)) {
    let mut items = 0;
    let mut count = |item: Item| {
        items += 1;
        sink(item);
    };
    let html = message.parts.iter().find_map(|p| match &p.body {
        PartType::Html(html) => Some(html.as_ref()),
        _ => None,
    });
    let linked = html.map(alert::linked_adverts).unwrap_or_default();
    if linked.is_empty() {
        read_body(message, html, input.source, &mut count);
    }
    for (place, draft) in (1..).zip(linked) {
        count(draft.finish(input.source, place));
    }
    for part in message.parts.iter().filter(|p| is_attachment(p)).take(MAX_ATTACHMENTS) {
        let name = part.attachment_name().unwrap_or("attachment");
        let source = format!("{}/{name}", input.source);
        if input.depth < 3 {
            format::read(&Input { bytes: part.contents(), source: &source, depth: input.depth + 1 }, &mut count);
        }
    }
    if items == 0 {
        let message = "the mail holds no advert and links to none; save the advert's page instead";
        sink(Item::Finding(Diag::new(Code::NotAnAdvert, input.source, message)));
    }
}

/// Files that can hold an advert; pictures and signatures are none.
fn is_attachment(part: &MessagePart<'_>) -> bool {
    let endings = [".pdf", ".docx", ".odt", ".html", ".htm", ".txt", ".md", ".eml", ".mht", ".mhtml"];
    part.attachment_name().is_some_and(|n| endings.iter().any(|e| n.to_ascii_lowercase().ends_with(e)))
}

/// The advert that the mail itself is, where its text reads like one.
fn read_body(message: &Message<'_>, html: Option<&str>, source: &str, sink: &mut dyn FnMut(Item)) {
    let plain = message.parts.iter().find_map(|p| match &p.body {
        PartType::Text(text) if p.attachment_name().is_none() => Some(text.as_ref()),
        _ => None,
    });
    let text = match (html, plain) {
        (Some(html), _) => text::from_html(html),
        (None, Some(plain)) => plain::joined_lines(plain),
        (None, None) => return,
    };
    if page::reads_like_an_advert(&text) {
        let subject = message.subject().map(text::one_line).unwrap_or_default();
        let date = message.date().map(|d| format!("{:04}-{:02}-{:02}", d.year, d.month, d.day));
        let mut draft = Draft { title: without_prefix(&subject).to_string(), text, ..Draft::default() };
        draft.set_dates(date.as_deref(), None);
        sink(draft.finish(source, 0));
    }
}

/// A subject without what forwarding puts in front.
fn without_prefix(subject: &str) -> &str {
    let mut subject = subject.trim();
    while let Some((prefix, rest)) = subject.split_once(':') {
        if !["fw", "fwd", "re", "wg", "aw", "tr"].iter().any(|p| prefix.eq_ignore_ascii_case(p)) {
            break;
        }
        subject = rest.trim();
    }
    subject
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Vec<Item> {
        let mut all = Vec::new();
        super::super::read(text.replace('\n', "\r\n").as_bytes(), "mail", &mut |i| all.push(i));
        all
    }

    const ALERT: &str = "From: alerts@example.org\nTo: me@example.org\nSubject: 2 new jobs\nMIME-Version: 1.0\n\
        Content-Type: text/html; charset=utf-8\n\n<html><body><p>New for you</p>\
        <a href=\"https://example.org/jobs/view/1?trk=mail\">Staff Nurse</a><p>Hull Trust, Hull</p>\
        <a href=\"https://example.org/jobs/view/2\">Ward Manager</a>\
        <a href=\"https://example.org/jobs/search\">See all jobs</a><a href=\"https://example.org/u\">Unsubscribe</a></body></html>\n";

    #[test]
    fn an_alert_gives_the_adverts_it_links_to() {
        let titles: Vec<_> = items(ALERT)
            .into_iter()
            .map(|i| match i {
                Item::SetAside(a, d) => (a.title, a.link.unwrap_or_default(), d.code),
                other => panic!("{other:?}"),
            })
            .collect();
        let link = |n: u8| format!("https://example.org/jobs/view/{n}");
        assert_eq!(
            titles,
            [("Staff Nurse".into(), link(1), Code::NoText), ("Ward Manager".into(), link(2), Code::NoText)]
        );
    }

    #[test]
    fn a_mailbox_is_read_mail_by_mail() {
        let body = "The role: we are looking for a planner.\nResponsibilities: plan routes for a team of thirty drivers.\n\
            Requirements: experience with Excel and good skills in writing.\nSalary and benefits are good. Apply now.\n";
        let advert = format!(
            "From: a@example.org\nSubject: Fwd: Planner\nMIME-Version: 1.0\nContent-Type: text/plain\n\n{}",
            body.repeat(3)
        );
        let mailbox = format!(
            "From a@example.org Mon Sep  1 10:00:00 2025\n{advert}\nFrom b@example.org Mon Sep  1 10:00:00 2025\n{ALERT}"
        );
        let all = items(&mailbox);
        assert!(matches!(&all[0], Item::Advert(a) if a.title == "Planner" && a.source == "mail/1"), "{all:?}");
        assert_eq!(all.len(), 3);
    }

    #[test]
    fn a_web_archive_is_read_as_its_page() {
        let page = "<html><script type=\"application/ld+json\">{\"@type\":\"JobPosting\",\"title\":\"Planner\",\"url\":\"/j/1\",\
            \"description\":\"<p>Plan routes for thirty lorries and lead their drivers.</p>\"}</script></html>";
        let archive = format!(
            "From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/j/1\nSubject: x\nMIME-Version: 1.0\n\
            Content-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\n\n--b\nContent-Type: text/html\n\
            Content-Location: https://example.org/j/1\n\n{page}\n--b--\n"
        );
        assert!(
            matches!(&items(&archive)[..], [Item::Advert(a)] if a.link.as_deref() == Some("https://example.org/j/1"))
        );
    }

    #[test]
    fn a_mail_without_adverts_says_so() {
        let mail =
            "From: a@example.org\nSubject: lunch\nMIME-Version: 1.0\nContent-Type: text/plain\n\nSee you at noon.\n";
        assert!(matches!(&items(mail)[..], [Item::Finding(d)] if d.code == Code::NotAnAdvert));
    }
}
