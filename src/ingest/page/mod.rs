//! Saved web pages: a JobPosting where there is one, else the text that the page is about.

mod dom;
mod main_text;
mod microdata;
mod sites;
mod skim;
mod trim;
mod verdict;

use super::draft::Draft;
use super::format::{AdvertFormat, Input};
use super::{Item, encoding, format, job_posting, json, link, markup};
use crate::diag::{Code, Diag};
use scraper::Html;
use skim::Skim;
pub use verdict::of_record;

/// Larger pages are refused, in bytes before and after pictures and scripts are left out.
const MAX_PAGE: usize = 48 << 20;
const MAX_TRIMMED: usize = 8 << 20;

/// Reads one page of which the text is known to be HTML. `base` is the address it came from, where known.
pub fn read(html: &str, source: &str, base: Option<&str>, sink: &mut dyn FnMut(Item)) {
    if html.len() > MAX_PAGE {
        return sink(Item::Finding(too_large(source)));
    }
    let skim = Skim::of(html);
    let base = base.filter(|b| link::is_address(b)).or(skim.address.as_deref());
    let mut drafts = linked_data(&skim, base);
    if drafts.len() > 1 {
        return read_several(drafts, source, sink);
    }
    if drafts.first().is_some_and(|d| !d.text.is_empty()) {
        let mut draft = drafts.remove(0);
        complete(&mut draft, &skim, base);
        return sink(finish(draft, verdict::closed_by_name(&skim, source), source));
    }
    let trimmed = trim::trim(html);
    if trimmed.len() > MAX_TRIMMED {
        return sink(Item::Finding(too_large(source)));
    }
    let document = Html::parse_document(&trimmed);
    if drafts.is_empty() && microdata::may_be_in(&trimmed) {
        drafts = microdata::postings(&document).iter().map(|p| job_posting::draft(p, base)).collect();
    }
    match drafts.len() {
        0 => read_unmarked(&Parsed { html: &trimmed, document: &document, skim: &skim, base, source }, sink),
        1 => {
            let mut draft = drafts.remove(0);
            if draft.text.is_empty() {
                draft.text = main_text::main_text(&document);
            }
            complete(&mut draft, &skim, base);
            sink(draft.finish(source, 0));
        }
        _ => read_several(drafts, source, sink),
    }
}

/// A page with several postings: adverts where they carry their texts, else a list page.
fn read_several(drafts: Vec<Draft>, source: &str, sink: &mut dyn FnMut(Item)) {
    let with_text = drafts.iter().filter(|d| d.text.len() > 300).count();
    if 2 * with_text < drafts.len() {
        let message =
            format!("the page lists {} adverts without their texts; open each advert and save it", drafts.len());
        return sink(Item::Finding(Diag::new(Code::ListPage, source, message)));
    }
    for (place, draft) in (1..).zip(drafts) {
        sink(draft.finish(source, place));
    }
}

/// A page of which the tree is at hand.
struct Parsed<'p> {
    html: &'p str,
    document: &'p Html,
    skim: &'p Skim<'p>,
    base: Option<&'p str>,
    source: &'p str,
}

/// A page that marks no advert: the rules of its site, else the text that it is about.
fn read_unmarked(page: &Parsed<'_>, sink: &mut dyn FnMut(Item)) {
    let (skim, source) = (page.skim, page.source);
    if let Some(mut ruled) = sites::draft(page.html, page.document) {
        complete(&mut ruled.draft, skim, page.base);
        let closed = ruled.closed.then(|| verdict::closed(source)).or_else(|| verdict::closed_by_name(skim, source));
        sink(finish(ruled.draft, closed, source));
        return verdict::beside_list(page.document, skim, source).into_iter().for_each(|f| sink(Item::Finding(f)));
    }
    let mut draft = Draft { text: main_text::main_text(page.document), ..Draft::default() };
    complete(&mut draft, skim, page.base);
    let closed = verdict::closed_by_name(skim, source).or_else(|| verdict::closed_by_text(&draft.text, source));
    if let (None, Some(finding)) = (&closed, verdict::of(page.html, page.document, skim, &draft.text, source)) {
        return sink(Item::Finding(finding));
    }
    let not_one = verdict::of_text(&draft.text, source);
    match (finish(draft, closed, source), not_one) {
        (Item::Advert(_), Some(finding)) => sink(Item::Finding(finding)),
        (item, _) => sink(item),
    }
}

/// The finished item; an advert that its page calls closed is set aside.
fn finish(draft: Draft, closed: Option<Diag>, source: &str) -> Item {
    match (draft.finish(source, 0), closed) {
        (Item::Advert(advert) | Item::SetAside(advert, _), Some(closed)) => Item::SetAside(advert, closed),
        (item, _) => item,
    }
}

fn linked_data(skim: &Skim<'_>, base: Option<&str>) -> Vec<Draft> {
    // Some templates escape the script as if it were text.
    let value = |script: &&str| json::parse(script).or_else(|| json::parse(&markup::decode(script)));
    let values = skim.linked_data.iter().filter_map(value);
    values
        .flat_map(|(value, _)| {
            job_posting::find(&value).iter().map(|p| job_posting::draft(p, base)).collect::<Vec<_>>()
        })
        .collect()
}

/// What a posting leaves out and the page around it says.
fn complete(draft: &mut Draft, skim: &Skim<'_>, base: Option<&str>) {
    if draft.title.is_empty() {
        let titles = [Some(skim.headline.as_str()), skim.shared_title.as_deref(), Some(skim.title.as_str())];
        draft.title = titles.into_iter().flatten().find(|t| !t.is_empty()).unwrap_or_default().to_string();
    }
    if draft.link.is_none() {
        draft.set_link(skim.address.as_deref().or(base), base);
    }
}

fn too_large(source: &str) -> Diag {
    Diag::new(Code::TooLarge, source, "the page is too large to be one advert; save the advert alone")
}

/// Whether a text in English has enough signs of an advert to be taken for one.
pub fn reads_like_an_advert(text: &str) -> bool {
    text.len() >= 400 && verdict::of_text(text, "").is_none()
}

/// Saved pages, by whatever browser.
pub struct Page;

impl AdvertFormat for Page {
    fn name(&self) -> &'static str {
        "html"
    }

    fn accepts(&self, input: &Input<'_>) -> bool {
        let head = &input.head;
        let starts = [
            "<!doctype html",
            "<html",
            "<head",
            "<body",
            "<div",
            "<!--",
            "<meta",
            "<script",
            "<title",
            "<p>",
            "<section",
            "<main",
            "<article",
        ];
        starts.iter().any(|s| head.starts_with(s))
            || format::has_html(head)
            || input.named(&[".html", ".htm", ".xhtml"]) && head.contains('<')
    }

    fn read(&self, input: &Input<'_>, sink: &mut dyn FnMut(Item)) {
        let html = encoding::decode(input.bytes).text;
        read(&html, input.source, Some(input.source), sink);
    }
}
