use crate::ingest::text::TextBuilder;
use regex::Regex;
use scraper::node::Element;
use scraper::{ElementRef, Html, Node};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Elements that frame a page and are no part of what it is about.
const FRAME: [&str; 9] = ["nav", "header", "footer", "aside", "select", "dialog", "button", "head", "datalist"];
const FRAME_ROLES: [&str; 8] =
    ["navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "complementary", "menu"];
/// Parts of class names and ids of what surrounds the text.
static FRAME_NAMES: LazyLock<Regex> = LazyLock::new(|| {
    let names = "cookie|consent|gdpr|breadcrumb|navbar|navigation|footer|sidebar|related|similar-?jobs|share|social|newsletter|modal|popup\
        |skip-link|usa-banner|recommended";
    Regex::new(&format!("(?i-u){names}")).expect("a constant expression")
});

/// Light Markdown of an element without what frames it. A frame that holds the greater part of the text is none.
pub fn text_of(element: ElementRef<'_>) -> String {
    let mut builder = TextBuilder::new();
    let all = letters(element);
    walk(element, all, &mut builder);
    builder.finish()
}

/// HTML of an element without what frames it, and without attributes other than names.
pub fn html_of(element: ElementRef<'_>) -> String {
    let mut html = String::new();
    walk(element, letters(element), &mut html);
    html
}

/// What is told of the elements and texts of a tree, in order.
trait Listener {
    fn open(&mut self, element: &Element);
    fn text(&mut self, text: &str);
    fn close(&mut self, name: &str);
    fn gap(&mut self);
}

impl Listener for TextBuilder {
    fn open(&mut self, element: &Element) {
        TextBuilder::open(self, element.name());
    }

    fn text(&mut self, text: &str) {
        TextBuilder::text(self, text);
    }

    fn close(&mut self, name: &str) {
        TextBuilder::close(self, name);
    }

    fn gap(&mut self) {
        TextBuilder::open(self, "div");
    }
}

impl Listener for String {
    fn open(&mut self, element: &Element) {
        self.push('<');
        self.push_str(element.name());
        for key in ["class", "id"] {
            if let Some(value) = element.attr(key).filter(|v| !v.contains('"')) {
                self.push_str(&format!(" {key}=\"{value}\""));
            }
        }
        self.push('>');
    }

    fn text(&mut self, text: &str) {
        self.push_str(&text.replace('&', "&amp;").replace('<', "&lt;"));
    }

    fn close(&mut self, name: &str) {
        if !matches!(name, "br" | "hr" | "img" | "input" | "wbr") {
            self.push_str(&format!("</{name}>"));
        }
    }

    fn gap(&mut self) {}
}

fn walk(element: ElementRef<'_>, all: usize, listener: &mut impl Listener) {
    listener.open(element.value());
    for child in element.children() {
        match child.value() {
            Node::Text(text) => listener.text(text),
            Node::Element(_) => {
                let Some(child) = ElementRef::wrap(child) else { continue };
                if !is_frame(child) || 2 * letters(child) > all {
                    walk(child, all, listener);
                } else {
                    listener.gap();
                }
            }
            _ => {}
        }
    }
    listener.close(element.value().name());
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
    let named = |attr: &str| value.attr(attr).is_some_and(|names| FRAME_NAMES.is_match(names));
    (named("class") || named("id")) && !matches!(name, "html" | "body" | "main" | "article" | "h1")
}

fn has_headline(element: ElementRef<'_>) -> bool {
    element.descendants().any(|n| n.value().as_element().is_some_and(|e| e.name() == "h1"))
}

/// Letters and digits inside an element.
pub fn letters(element: ElementRef<'_>) -> usize {
    element.text().map(text_letters).sum()
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
