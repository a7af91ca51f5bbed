use crate::ingest::text::TextBuilder;
use scraper::{ElementRef, Node};

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
    element.text().map(|t| t.bytes().filter(|b| b.is_ascii_alphanumeric() || *b >= 0xc0).count()).sum()
}

/// Letters and digits inside its links.
pub fn link_letters(element: ElementRef<'_>) -> usize {
    let links = element.descendants().filter_map(ElementRef::wrap).filter(|e| e.value().name() == "a");
    links.map(letters).sum()
}
