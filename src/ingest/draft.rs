use super::{Item, date, link, page, text};
use crate::diag::{Code, Diag};
use crate::model::{Advert, AdvertId, Date};
use crate::rules::language;
use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_64;

/// An advert as far as a source states it; what every reader fills in.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// Given by the publisher for this very advert and kept as it is.
    pub id: Option<String>,
    pub title: String,
    /// Light Markdown, or the text as received where spans into it were made elsewhere.
    pub text: String,
    pub employer: Option<String>,
    pub place: Option<String>,
    pub salary: Option<String>,
    pub contract: Option<String>,
    pub published: Option<Date>,
    pub closing: Option<Date>,
    pub link: Option<String>,
    pub reference: Option<String>,
}

/// Fewer letters than this are a title or a teaser, not the text of an advert.
const MIN_TEXT: usize = 20;
/// Longest line that can stand for a missing title, in bytes.
const MAX_TITLE: usize = 160;

impl Draft {
    /// The finished item: an advert, or one set aside because it has no text or is in another language.
    pub fn finish(self, source: &str, place: u32) -> Item {
        let title = if self.title.is_empty() { first_line(&self.text) } else { self.title.clone() };
        if title.is_empty() && self.text.trim().is_empty() {
            let message = "a record has neither a title nor a text; see whether its fields are named as documented";
            return Item::Finding(Diag::new(Code::BadRecord, source, message).at(place));
        }
        let advert = Advert {
            id: AdvertId(self.id.clone().unwrap_or_else(|| self.identity(&title))),
            title,
            text: self.text,
            employer: self.employer,
            place: self.place,
            salary: self.salary,
            contract: self.contract,
            published: self.published,
            closing: self.closing,
            link: self.link,
            reference: self.reference,
            source: source.to_string(),
        };
        match aside(&advert) {
            Some((code, message)) => Item::SetAside(advert, Diag::new(code, source, message).at(place)),
            None => Item::Advert(advert),
        }
    }

    /// 16 hexadecimal digits from the canonical address, or else from employer, title and text.
    fn identity(&self, title: &str) -> String {
        let employer = self.employer.as_deref().unwrap_or_default();
        let hash = match &self.link {
            Some(link) => xxh3_64(link.as_bytes()),
            None => xxh3_64([employer, title, &self.text].join("\u{1f}").as_bytes()),
        };
        format!("{hash:016x}")
    }
}

fn aside(advert: &Advert) -> Option<(Code, String)> {
    let title = &advert.title;
    if advert.text.chars().filter(|c| c.is_alphanumeric()).nth(MIN_TEXT).is_none() {
        let next = match &advert.link {
            Some(link) => format!("save the page at `{link}`"),
            None => "save the page of the advert".to_string(),
        };
        return Some((Code::NoText, format!("`{title}` has no advert text; {next}")));
    }
    if let Some((code, message)) = page::of_record(&advert.text) {
        return Some((code, format!("`{title}`: {message}")));
    }
    let language = language::other_than_english(&advert.text)?.name;
    Some((Code::OtherLanguage, format!("`{title}` is in {language}, which the vocabulary does not cover; set aside")))
}

/// First line that can stand for a title; empty where there is none.
fn first_line(text: &str) -> String {
    let line = text.lines().map(|l| l.trim_start_matches(['#', '-', '*', ' ']).trim()).find(|l| !l.is_empty());
    let line = line.filter(|l| l.len() <= MAX_TITLE).unwrap_or_default();
    line.trim_end_matches(['*', ':', ' ']).to_string()
}

/// The addresses of one list of adverts, each with what it first led to. Where several adverts share one (a board's
/// page for all of its posts), it is the identity of the first alone.
#[derive(Debug, Default)]
pub struct Links(BTreeMap<String, (String, Option<String>)>);

impl Links {
    pub fn tell_apart(&mut self, draft: &mut Draft) {
        let Some(link) = draft.link.clone() else { return };
        let this = (draft.title.clone(), draft.reference.clone());
        let first = self.0.entry(link).or_insert_with(|| this.clone());
        if *first != this {
            let parts =
                [draft.link.as_deref(), Some(&draft.title), draft.reference.as_deref()].map(Option::unwrap_or_default);
            draft.id = Some(format!("{:016x}", xxh3_64(parts.join("\u{1f}").as_bytes())));
        }
    }
}

/// A value of one line, or `None` where it is empty or only says that there is none.
pub fn stated(value: &str) -> Option<String> {
    let value = text::one_line(value);
    let nothing =
        value.is_empty() || ["null", "none", "n/a", "-", "undefined"].iter().any(|n| value.eq_ignore_ascii_case(n));
    (!nothing).then_some(value)
}

/// Canonical address and date helpers for readers that have only strings.
impl Draft {
    pub fn set_link(&mut self, value: Option<&str>, base: Option<&str>) {
        self.link = value.and_then(|l| link::canonical(l, base));
    }

    pub fn set_dates(&mut self, published: Option<&str>, closing: Option<&str>) {
        self.published = published.and_then(date::parse);
        self.closing = closing.and_then(date::parse);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(text: &str) -> Draft {
        Draft { title: "Nurse".into(), text: text.into(), ..Draft::default() }
    }

    #[test]
    fn identity_comes_from_the_address_or_the_content_and_never_changes() {
        let id = |d: Draft| match d.finish("s", 0) {
            Item::Advert(a) | Item::SetAside(a, _) => a.id.0,
            Item::Finding(_) => panic!("no advert"),
        };
        let linked = Draft { link: Some("https://example.org/1".into()), ..draft("one") };
        let moved = Draft { text: "two".into(), ..linked.clone() };
        assert_eq!(id(linked), id(moved));
        assert_eq!(id(draft("one")), id(draft("one")));
        assert_ne!(id(draft("one")), id(draft("two")));
        assert_eq!(id(Draft { id: Some("a1".into()), ..draft("one") }), "a1");
    }

    #[test]
    fn adverts_that_share_an_address_are_told_apart() {
        let mut links = Links::default();
        let mut ids = ["Nurse", "Porter", "Nurse"].map(|title| {
            let mut draft =
                Draft { title: title.into(), link: Some("https://example.org/careers".into()), ..draft("one") };
            links.tell_apart(&mut draft);
            draft.id
        });
        assert!(ids[0].is_none() && ids[1].is_some() && ids[2].is_none());
        assert!(ids[1].take().is_some_and(|id| id.len() == 16));
    }

    #[test]
    fn entries_without_text_are_set_aside_and_empty_ones_are_findings() {
        assert!(
            matches!(draft("too short").finish("s", 3), Item::SetAside(_, d) if d.code == Code::NoText && d.place == 3)
        );
        assert!(matches!(Draft::default().finish("s", 1), Item::Finding(d) if d.code == Code::BadRecord));
    }

    #[test]
    fn a_missing_title_is_taken_from_the_first_line() {
        let untitled = Draft {
            text: "# Staff Nurse\n\nWe need a nurse who can work nights on a busy ward.".into(),
            ..Draft::default()
        };
        assert!(matches!(untitled.finish("s", 0), Item::Advert(a) if a.title == "Staff Nurse"));
    }
}
