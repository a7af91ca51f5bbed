use super::skim::Skim;
use crate::diag::{Code, Diag};
use crate::ingest::draft::Draft;
use scraper::Html;
use serde::Deserialize;
use std::sync::LazyLock;

/// Signs by which a page is no advert, kept as data.
#[derive(Debug, Deserialize)]
struct Signs {
    expired: Vec<String>,
    error: Vec<String>,
    login: Vec<String>,
    consent: Vec<String>,
    shell: Vec<String>,
    list: Vec<String>,
    list_nouns: Vec<String>,
    advert: Vec<String>,
}

static SIGNS: LazyLock<Signs> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../data/formats/pages.toml"))
        .expect("`data/formats/pages.toml` is checked by a test")
});

/// Letters under which a page holds no advert.
const MIN_LETTERS: usize = 300;
/// Signs of an advert that a page without markup must show.
const MIN_SIGNS: usize = 4;

fn says(text: &str, signs: &[String]) -> bool {
    let text = text.to_lowercase();
    signs.iter().any(|s| text.contains(s.as_str()))
}

fn found(code: Code, source: &str, message: &str) -> Option<Diag> {
    Some(Diag::new(code, source, message))
}

/// A page whose title already says that the advert is closed.
pub fn expired_by_name(skim: &Skim<'_>, source: &str) -> Option<Diag> {
    let closed = [&skim.title, &skim.headline].iter().any(|t| says(t, &SIGNS.expired));
    closed.then(|| Diag::new(Code::Expired, source, "the page says that the advert is closed; remove it"))
}

/// What a page is instead of an advert, as far as its title and links tell.
pub fn before_reading(document: &Html, skim: &Skim<'_>, source: &str) -> Option<Diag> {
    let _ = document;
    let names = [&skim.title, &skim.headline];
    let named = |signs: &[String]| names.iter().any(|n| n.len() < 80 && says(n, signs));
    if let Some(expired) = expired_by_name(skim, source) {
        return Some(expired);
    }
    if named(&SIGNS.error) {
        return found(Code::NotAnAdvert, source, "the page is an error message; open the advert again and save it");
    }
    if skim.password || named(&SIGNS.login) {
        return found(Code::NotAnAdvert, source, "the page is a log-in wall; log in, open the advert and save it");
    }
    let lists = says(&skim.title, &SIGNS.list) || counts_adverts(&skim.title);
    if lists {
        return found(Code::ListPage, source, "the page is a list of adverts; open each advert and save it");
    }
    None
}

/// Whether a title says "2,678 Data Scientist Jobs".
fn counts_adverts(title: &str) -> bool {
    let title = title.to_lowercase();
    let Some(number) = title.find(|c: char| c.is_ascii_digit()) else { return false };
    SIGNS.list_nouns.iter().any(|noun| title[number..].find(noun.as_str()).is_some_and(|i| i < 40))
}

/// What a page is instead of an advert, as far as its text tells.
pub fn after_reading(draft: &Draft, skim: &Skim<'_>, source: &str) -> Option<Diag> {
    let letters = draft.text.bytes().filter(|b| b.is_ascii_alphanumeric() || *b >= 0xc0).count();
    let head: String = draft.text.chars().take(600).collect();
    if says(&head, &SIGNS.expired) {
        return found(Code::Expired, source, "the page says that the advert is closed; remove it");
    }
    if letters < MIN_LETTERS {
        let message = if says(&head, &SIGNS.consent) {
            "the page asks for consent; accept or refuse, open the advert and save it"
        } else if says(&head, &SIGNS.shell) || skim.title.is_empty() || letters < 40 {
            "the page is an empty shell that a script fills; save it from the browser once the advert shows"
        } else {
            "the page has too little text for an advert; open the advert itself and save it"
        };
        return found(Code::NotAnAdvert, source, message);
    }
    let text = draft.text.to_lowercase();
    let signs = SIGNS.advert.iter().filter(|s| text.contains(s.as_str())).count();
    if signs < MIN_SIGNS {
        return found(
            Code::NotAnAdvert,
            source,
            "the text of the page does not read like an advert; open the advert itself and save it",
        );
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_read_and_in_lower_case() {
        let all =
            [&SIGNS.expired, &SIGNS.error, &SIGNS.login, &SIGNS.consent, &SIGNS.shell, &SIGNS.list, &SIGNS.advert];
        assert!(all.iter().all(|signs| !signs.is_empty()));
        assert!(all.iter().flat_map(|signs| signs.iter()).all(|s| *s == s.to_lowercase()));
    }

    #[test]
    fn titles_that_count_adverts_are_lists() {
        assert!(counts_adverts("2,678 Data Scientist Jobs and Vacancies"));
        assert!(!counts_adverts("Engineer (2 years) – a company of many words that goes on and on until jobs"));
    }
}
