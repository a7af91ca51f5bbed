use crate::ingest::text::TextBuilder;
use scraper::{ElementRef, Html, Node, Selector};
use std::collections::BTreeMap;

/// Elements that frame a page and are no part of what it is about.
const FRAME: [&str; 9] = ["nav", "header", "footer", "aside", "select", "dialog", "button", "head", "datalist"];
const FRAME_ROLES: [&str; 8] =
    ["navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "complementary", "menu"];
/// Parts of class names and ids of what surrounds the text.
const FRAME_NAMES: [&str; 19] = [
    "cookie",
    "consent",
    "gdpr",
    "breadcrumb",
    "navbar",
    "navigation",
    "footer",
    "sidebar",
    "related",
    "similar-jobs",
    "similarjobs",
    "share",
    "social",
    "newsletter",
    "modal",
    "popup",
    "skip-link",
    "usa-banner",
    "recommended",
];

/// Light Markdown of an element without what frames it. A frame that holds the greater part of the text is none.
pub fn text_of(element: ElementRef<'_>) -> String {
    let mut builder = TextBuilder::new();
    let all = letters(element);
    walk(element, all, &mut builder);
    builder.finish()
}

fn walk(element: ElementRef<'_>, all: usize, builder: &mut TextBuilder) {
    let name = element.value().name();
    builder.open(name);
    for child in element.children() {
        match child.value() {
            Node::Text(text) => builder.text(text),
            Node::Element(_) => {
                let Some(child) = ElementRef::wrap(child) else { continue };
                if !is_frame(child) || 2 * letters(child) > all {
                    walk(child, all, builder);
                } else {
                    builder.open("div");
                }
            }
            _ => {}
        }
    }
    builder.close(name);
}

fn is_frame(element: ElementRef<'_>) -> bool {
    let value = element.value();
    let name = value.name();
    if FRAME.contains(&name) {
        // The heading of an advert often stands in a `header` of its own.
        return name != "header" || !has_headline(element);
    }
    if value.attr("role").is_some_and(|role| FRAME_ROLES.contains(&role)) {
        return true;
    }
    let named = |attr: &str| {
        let names = value.attr(attr).unwrap_or_default().to_ascii_lowercase();
        FRAME_NAMES.iter().any(|n| names.contains(n))
    };
    (named("class") || named("id")) && !matches!(name, "html" | "body" | "main" | "article" | "h1")
}

fn has_headline(element: ElementRef<'_>) -> bool {
    element.descendants().any(|n| n.value().as_element().is_some_and(|e| e.name() == "h1"))
}

/// Letters and digits inside an element.
pub fn letters(element: ElementRef<'_>) -> usize {
    element.text().map(text_letters).sum()
}

/// Whether something in the document matches a selector.
pub fn has(document: &Html, selector: &str) -> bool {
    Selector::parse(selector).is_ok_and(|s| document.select(&s).next().is_some())
}

/// Cards: neighbours of one kind that each hold a link and some text, as lists of adverts are built of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cards {
    /// Most cards in one place.
    pub most: usize,
    /// Letters and digits in them, where there are enough to be a list.
    pub letters: usize,
    /// Letters and digits of the whole page.
    pub all: usize,
}

/// Letters that a card has at least; entries of a menu have fewer.
const MIN_CARD: usize = 35;
/// Fewer cards are no list.
const MIN_CARDS: usize = 6;

pub fn cards(document: &Html) -> Cards {
    let body = document.root_element();
    let mut counted = Counted { most: 0, largest: 0 };
    let all = count(body, &mut counted);
    Cards { most: counted.most, letters: counted.largest, all: all.letters }
}

struct Counted {
    most: usize,
    /// Letters in the group of cards that has the most of them.
    largest: usize,
}

#[derive(Clone, Copy)]
struct Size {
    letters: usize,
    link: bool,
}

/// Size of an element; groups of cards below it are counted on the way.
fn count(element: ElementRef<'_>, counted: &mut Counted) -> Size {
    let name = element.value().name();
    let mut size = Size { letters: 0, link: name == "a" };
    let mut groups: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
    for child in element.children() {
        match child.value() {
            Node::Text(text) => size.letters += text_letters(text),
            Node::Element(value) => {
                let Some(child) = ElementRef::wrap(child) else { continue };
                let inner = count(child, counted);
                size.letters += inner.letters;
                size.link |= inner.link;
                let kind = !is_frame(child)
                    && matches!(value.name(), "li" | "div" | "article" | "tr" | "section" | "a" | "td");
                if kind && inner.link && inner.letters >= MIN_CARD {
                    let group = groups.entry((value.name(), value.attr("class").unwrap_or_default())).or_default();
                    *group = (group.0 + 1, group.1 + inner.letters);
                }
            }
            _ => {}
        }
    }
    for (cards, letters) in groups.into_values() {
        counted.most = counted.most.max(cards);
        if cards >= MIN_CARDS {
            counted.largest = counted.largest.max(letters);
        }
    }
    size
}

fn text_letters(text: &str) -> usize {
    text.bytes().filter(|b| b.is_ascii_alphanumeric() || *b >= 0xc0).count()
}
