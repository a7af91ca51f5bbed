use super::dom;
use crate::ingest::text;
use dom_smoothie::{Config, Readability};
use scraper::{ElementRef, Html, Selector};
use std::sync::LazyLock;

/// Letters from which an element marked as the main one is believed.
const ENOUGH: usize = 500;
/// Larger pages are not searched for their main part, in bytes; the search is not linear.
const MAX_SEARCHED: usize = 2 << 20;

static MAIN: LazyLock<Selector> = LazyLock::new(|| {
    Selector::parse("main, [role=main], article, #main-content, #content").expect("a constant selector")
});
static BODY: LazyLock<Selector> = LazyLock::new(|| Selector::parse("body").expect("a constant selector"));

/// The text that a page is about: what it marks as its main part, else what looks like it, else the whole page
/// without its frame where that search loses too much.
pub fn main_text(document: &Html) -> String {
    let body = document.select(&BODY).next().unwrap_or_else(|| document.root_element());
    let all = dom::letters(body);
    if let Some(main) = marked(document, all) {
        return dom::text_of(main);
    }
    let whole = dom::text_of(body);
    match searched(&dom::html_of(body)) {
        Some(found) if keeps_enough(&found, &whole) => found,
        _ => whole,
    }
}

/// The smallest element marked as main that holds most of the text.
fn marked(document: &Html, all: usize) -> Option<ElementRef<'_>> {
    let sized = document.select(&MAIN).map(|e| (dom::letters(e), e));
    let large = sized.filter(|(letters, _)| *letters >= ENOUGH && 2 * letters >= all);
    large.min_by_key(|(letters, _)| *letters).map(|(_, e)| e)
}

fn searched(html: &str) -> Option<String> {
    if html.len() > MAX_SEARCHED {
        return None;
    }
    let config = Config { disable_json_ld: true, max_elements_to_parse: 50_000, ..Config::default() };
    let article = Readability::new(html, None, Some(config)).ok()?.parse().ok()?;
    Some(text::from_html(&article.content))
}

/// The search drops hidden tabs and forms, in which some pages keep the advert: list items are the sign of that.
fn keeps_enough(found: &str, whole: &str) -> bool {
    let items = |t: &str| t.lines().filter(|l| l.starts_with("- ")).count();
    let letters = |t: &str| t.bytes().filter(u8::is_ascii_alphanumeric).count();
    5 * items(found) >= 3 * items(whole) && 5 * letters(found) >= 2 * letters(whole)
}
