use super::dom;
use crate::ingest::draft::{Draft, stated};
use scraper::{ElementRef, Html, Selector};
use serde::Deserialize;
use std::sync::LazyLock;

/// Where one site keeps the parts of an advert; all are selectors, the first that matches counts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(test), expect(dead_code, reason = "names and examples are for tests"))]
struct RawSite {
    name: String,
    /// Every part of the text, in the order of the page.
    text: String,
    #[serde(default)]
    title: Vec<String>,
    #[serde(default)]
    employer: Vec<String>,
    #[serde(default)]
    place: Vec<String>,
    #[serde(default)]
    salary: Vec<String>,
    #[serde(default)]
    closing: Vec<String>,
    /// What is there once the advert is closed.
    #[serde(default)]
    closed: Vec<String>,
    /// What the site adds to the end of its titles.
    #[serde(default)]
    title_end: String,
    /// A page written by us in the way of the site, and its title.
    example: String,
    example_title: String,
}

#[derive(Debug, Deserialize)]
struct RawSites {
    site: Vec<RawSite>,
}

struct Site {
    text: Selector,
    title: Vec<Selector>,
    employer: Vec<Selector>,
    place: Vec<Selector>,
    salary: Vec<Selector>,
    closing: Vec<Selector>,
    closed: Vec<Selector>,
    title_end: String,
}

/// Letters from which what a rule finds is believed.
const ENOUGH: usize = 150;

fn raw() -> RawSites {
    toml::from_str(include_str!("../../../data/formats/sites.toml")).expect("the rules of sites are read by a test")
}

static SITES: LazyLock<Vec<Site>> = LazyLock::new(|| raw().site.iter().map(compile).collect());

fn compile(raw: &RawSite) -> Site {
    let one = |s: &String| Selector::parse(s).expect("every selector is checked by a test");
    let all = |list: &[String]| list.iter().map(one).collect();
    Site {
        text: one(&raw.text),
        title: all(&raw.title),
        employer: all(&raw.employer),
        place: all(&raw.place),
        salary: all(&raw.salary),
        closing: all(&raw.closing),
        closed: all(&raw.closed),
        title_end: raw.title_end.clone(),
    }
}

/// What a rule found.
pub struct Ruled {
    pub draft: Draft,
    pub closed: bool,
}

/// The advert of a page whose site is known by its markup, wherever it was saved.
pub fn draft(document: &Html) -> Option<Ruled> {
    SITES.iter().find_map(|site| {
        let mut parts: Vec<ElementRef<'_>> = Vec::new();
        for part in document.select(&site.text) {
            let inside = |outer: &ElementRef<'_>| part.ancestors().any(|a| a.id() == outer.id());
            if !parts.iter().any(inside) {
                parts.push(part);
            }
        }
        if parts.iter().map(|p| dom::letters(*p)).sum::<usize>() < ENOUGH {
            return None;
        }
        let texts: Vec<String> = parts.into_iter().map(dom::text_of).filter(|t| !t.is_empty()).collect();
        let first = |selectors: &[Selector]| {
            let found = selectors.iter().find_map(|s| document.select(s).next());
            found.and_then(|e| stated(&e.inner_html()))
        };
        let mut draft = Draft {
            title: first(&site.title).unwrap_or_default().trim_end_matches(&site.title_end).to_string(),
            text: texts.join("\n\n"),
            employer: first(&site.employer),
            place: first(&site.place),
            salary: first(&site.salary),
            ..Draft::default()
        };
        draft.set_dates(None, first(&site.closing).as_deref());
        let closed = site.closed.iter().any(|s| document.select(s).next().is_some());
        Some(Ruled { draft, closed })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_finds_the_advert_of_its_example() {
        for site in raw().site {
            for selector in
                site.title.iter().chain(&site.employer).chain(&site.place).chain(&site.salary).chain([&site.text])
            {
                assert!(Selector::parse(selector).is_ok(), "{}: {selector}", site.name);
            }
            let filler =
                "You will plan routes, lead drivers and answer customers, with five years of experience in freight. "
                    .repeat(3);
            let found = draft(&Html::parse_document(&site.example.replace("TEXT", &filler)));
            let found = found.unwrap_or_else(|| panic!("{}: nothing found", site.name)).draft;
            assert_eq!(found.title, site.example_title, "{}", site.name);
            assert!(found.text.contains("plan routes") && !found.text.contains("menu"), "{}", site.name);
        }
    }
}
