use super::dom;
use super::skim::Skim;
use crate::diag::{Code, Diag};
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use regex::Regex;
use scraper::Html;
use serde::Deserialize;
use std::sync::{LazyLock, OnceLock};

/// Signs by which a page is no advert, as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSigns {
    expired: Vec<String>,
    error: Vec<String>,
    login: Vec<String>,
    consent: Vec<String>,
    shell: Vec<String>,
    list: Vec<String>,
    list_nouns: Vec<String>,
    markup: Vec<String>,
    gone: Vec<String>,
    each: Vec<String>,
    advert: Vec<String>,
}

/// The signs, each kind as one expression.
struct Signs {
    expired: Sign,
    error: Sign,
    login: Sign,
    consent: Sign,
    shell: Sign,
    list: Sign,
    list_nouns: Vec<String>,
    markup: Vec<String>,
    gone: Sign,
    /// The phrases that a record is looked at for, without their boundaries: most records hold none.
    of_records: AhoCorasick,
    each: AhoCorasick,
    advert: Vec<String>,
}

/// One of the phrases, in any case, between word boundaries.
struct Sign {
    phrases: Vec<String>,
    /// Compiled when first asked: the seven of them took a fifteenth of a start.
    pattern: OnceLock<Regex>,
}

impl Sign {
    fn of(phrases: Vec<String>) -> Self {
        Self { phrases, pattern: OnceLock::new() }
    }

    fn is_match(&self, text: &str) -> bool {
        self.pattern().is_match(text)
    }

    fn pattern(&self) -> &Regex {
        self.pattern.get_or_init(|| any_of(&self.phrases))
    }
}

static SIGNS: LazyLock<Signs> = LazyLock::new(|| {
    let raw = raw();
    let of_records = [&raw.gone, &raw.shell, &raw.expired].into_iter().flatten();
    let of_records = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .kind(Some(AhoCorasickKind::DFA))
        .build(of_records)
        .expect("few short phrases");
    let each = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .kind(Some(AhoCorasickKind::DFA))
        .build(&raw.each)
        .expect("few short phrases");
    Signs {
        each,
        of_records,
        expired: Sign::of(raw.expired),
        error: Sign::of(raw.error),
        login: Sign::of(raw.login),
        consent: Sign::of(raw.consent),
        shell: Sign::of(raw.shell),
        list: Sign::of(raw.list),
        list_nouns: raw.list_nouns,
        markup: raw.markup,
        gone: Sign::of(raw.gone),
        advert: raw.advert,
    }
});

fn raw() -> RawSigns {
    toml::from_str(include_str!("../../../data/formats/pages.toml")).expect("the signs are read by a test")
}

/// An expression for one of the phrases, in any case, between word boundaries.
fn any_of(phrases: &[String]) -> Regex {
    let phrases: Vec<String> = phrases.iter().map(|p| regex::escape(p)).collect();
    Regex::new(&format!(r"(?i)(?:^|\W)(?:{})(?:\W|$)", phrases.join("|"))).expect("escaped phrases")
}

/// Letters under which a page holds no advert.
const MIN_LETTERS: usize = 300;
/// Letters under which a log-in form or the name of an error makes a page one.
const WALL_LETTERS: usize = 600;
/// Signs of an advert that a page without markup must show.
const MIN_SIGNS: usize = 4;
/// Longest title or heading in which a sign stands for the whole page, and longest line that closes an advert.
const MAX_NAME: usize = 90;
const MAX_LINE: usize = 120;
/// A text that says so many times what stands once beside each advert of a list is one.
const MANY: usize = 10;
/// How much of a text's beginning tells what page it was taken from, in bytes.
const HEAD: usize = 400;

fn finding(code: Code, source: &str, message: &str) -> Option<Diag> {
    Some(Diag::new(code, source, message))
}

/// The finding for a page whose title or heading says that the advert is closed.
pub fn closed_by_name(skim: &Skim<'_>, source: &str) -> Option<Diag> {
    let found = [&skim.title, &skim.headline].iter().any(|name| SIGNS.expired.is_match(name));
    found.then(|| closed(source))
}

/// The finding for a text of which a short line says so.
pub fn closed_by_text(text: &str, source: &str) -> Option<Diag> {
    let in_short_line = |found: regex::Match<'_>| {
        let start = text[..found.end() - 1].rfind('\n').map_or(0, |i| i + 1);
        let end = text[found.end() - 1..].find('\n').map_or(text.len(), |i| found.end() - 1 + i);
        end - start <= MAX_LINE
    };
    let found = SIGNS.expired.pattern().find_iter(text).any(in_short_line);
    found.then(|| closed(source))
}

/// The finding for an advert that is closed.
pub fn closed(source: &str) -> Diag {
    Diag::new(Code::Expired, source, "the page says that the advert is closed; remove it, or look for a newer one")
}

/// What a page without markup for adverts is instead of one; `None` where it may be an advert.
pub fn of(html: &str, document: &Html, skim: &Skim<'_>, text: &str, source: &str) -> Option<Diag> {
    let letters = text.bytes().filter(|b| b.is_ascii_alphanumeric() || *b >= 0xc0).count();
    let named = |signs: &Sign| [&skim.title, &skim.headline].iter().any(|n| n.len() <= MAX_NAME && signs.is_match(n));
    if SIGNS.markup.iter().any(|mark| html.contains(mark.as_str())) {
        return finding(
            Code::NotAnAdvert,
            source,
            "the page is a notebook or a mail box, not an advert; save the advert itself",
        );
    }
    if letters < WALL_LETTERS && (skim.password || named(&SIGNS.login)) {
        return finding(Code::NotAnAdvert, source, "the page is a log-in wall; log in, open the advert and save it");
    }
    if letters < WALL_LETTERS && named(&SIGNS.error) {
        return finding(Code::NotAnAdvert, source, "the page is an error message; open the advert again and save it");
    }
    if is_list(document, skim, letters) {
        return finding(Code::ListPage, source, "the page is a list of adverts; open each advert and save it");
    }
    (letters < MIN_LETTERS).then(|| too_little(text, skim, letters, source))
}

/// Whether the page lists adverts: its title says so, or cards hold much of its text, or more than what looked like
/// its main text. `letters` are those of that text.
fn is_list(document: &Html, skim: &Skim<'_>, letters: usize) -> bool {
    let cards = dom::cards(document);
    let by_title = says_list(skim) && cards.most >= 4;
    by_title || 5 * cards.letters >= 2 * cards.all.max(1) || letters < 2 * MIN_LETTERS && cards.letters > letters
}

fn says_list(skim: &Skim<'_>) -> bool {
    SIGNS.list.is_match(&skim.title) || counts_adverts(&skim.title)
}

/// The finding for a list beside which one advert is shown in full.
pub fn beside_list(document: &Html, skim: &Skim<'_>, source: &str) -> Option<Diag> {
    let listed = says_list(skim) && dom::cards(document).most >= 4;
    let message =
        "the page is a list of adverts; the one that was open beside it is read, open the others and save them";
    listed.then(|| Diag::new(Code::ListPage, source, message))
}

fn too_little(text: &str, skim: &Skim<'_>, letters: usize, source: &str) -> Diag {
    let message = if SIGNS.consent.is_match(text) {
        "the page asks for consent; accept or refuse, open the advert and save it"
    } else if SIGNS.shell.is_match(text) || skim.title.is_empty() || letters < 40 {
        "the page is an empty shell that a script fills; save it from the browser once the advert shows"
    } else {
        "the page has too little text for an advert; open the advert itself and save it"
    };
    Diag::new(Code::NotAnAdvert, source, message)
}

/// What a text that came without its page was taken from, where that was no advert: an error, a notice, a closed post.
pub fn of_record(text: &str) -> Option<(Code, &'static str)> {
    let head = &text[..text.floor_char_boundary(HEAD)];
    if is_list_text(text) {
        return Some((Code::ListPage, "the text is a list of adverts; open each advert and save it"));
    }
    if !SIGNS.of_records.is_match(head) {
        return None;
    }
    let letters = || text.bytes().filter(u8::is_ascii_alphanumeric).count();
    if SIGNS.gone.is_match(head) || SIGNS.shell.is_match(head) && letters() < WALL_LETTERS {
        return Some((Code::NotAnAdvert, "the text is that of an error or a notice; save the advert itself"));
    }
    let closed = SIGNS.expired.is_match(head) && letters() < 2 * WALL_LETTERS;
    closed.then_some((Code::Expired, "the text says that the advert is closed; remove it, or look for a newer one"))
}

/// Whether what stands once beside each advert of a list stands in the text many times.
fn is_list_text(text: &str) -> bool {
    let mut times = vec![0; SIGNS.each.patterns_len()];
    SIGNS.each.find_iter(text).any(|sign| {
        let times = &mut times[sign.pattern().as_usize()];
        *times += 1;
        *times == MANY
    })
}

/// The finding for English text that is not that of an advert.
pub fn of_text(text: &str, source: &str) -> Option<Diag> {
    let text = text.to_lowercase();
    let enough = SIGNS.advert.iter().filter(|s| text.contains(s.as_str())).nth(MIN_SIGNS - 1).is_some();
    let message = "the text of the page does not read like an advert; open the advert itself and save it";
    (!enough).then(|| Diag::new(Code::NotAnAdvert, source, message))
}

/// Whether a title says "2,678 Data Scientist Jobs": a number of its own, and soon after it what is counted.
fn counts_adverts(title: &str) -> bool {
    let title = title.to_lowercase();
    let words: Vec<&str> = title.split_whitespace().collect();
    let number = |w: &str| {
        w.starts_with(|c: char| c.is_ascii_digit())
            && w.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '+'))
    };
    let noun = |w: &&str| SIGNS.list_nouns.iter().any(|n| w.trim_matches(|c: char| !c.is_alphanumeric()) == n);
    words.iter().enumerate().any(|(i, w)| number(w) && words[i + 1..].iter().take(4).any(noun))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_read_and_in_lower_case() {
        let raw = raw();
        let all = [
            &raw.expired,
            &raw.error,
            &raw.login,
            &raw.consent,
            &raw.shell,
            &raw.list,
            &raw.list_nouns,
            &raw.advert,
            &raw.gone,
            &raw.each,
        ];
        assert!(all.iter().all(|signs| !signs.is_empty()));
        assert!(all.iter().flat_map(|signs| signs.iter()).all(|s| *s == s.to_lowercase()));
        assert!(SIGNS.expired.is_match("Sorry: this job has expired."));
        assert!(!SIGNS.login.is_match("Logins and more"));
    }

    #[test]
    fn a_text_with_many_adverts_is_a_list() {
        let one = "Park keeper\nOpen until filled\nMow the lawns.\n";
        assert!(of_record(one).is_none());
        assert!(of_record(&one.repeat(12)).is_some_and(|(code, _)| code == Code::ListPage));
    }

    #[test]
    fn titles_that_count_adverts_are_lists() {
        assert!(counts_adverts("2,678 Data Scientist Jobs and Vacancies - 3 February"));
        assert!(counts_adverts("Engineering jobs — 1201 live roles"));
        assert!(!counts_adverts("Consultant, S/4HANA at Acme — jobs"));
        assert!(!counts_adverts("Developer 50-80.000 – Jobs Contact"));
    }

    #[test]
    fn goods_that_are_loaded_make_no_page_that_loads() {
        let advert = "We seek a porter. You must have experience of loading and unloading vans.";
        assert_eq!(of_record(advert), None);
        assert!(of_record("Loading... please enable JavaScript to run this app").is_some());
    }
}
