use super::draft::Draft;
use super::markup::{Dialect, Token, Tokens};
use super::{link, text};
use std::collections::BTreeSet;

/// Parts of an address that lead to one advert.
const ADVERT_PATHS: [&str; 16] = [
    "/job",
    "/jobs/view",
    "viewjob",
    "/rc/clk",
    "/pagead/clk",
    "/vacanc",
    "/position",
    "/career",
    "/stellen",
    "/offer",
    "/offre",
    "/advert",
    "/opening",
    "/posting",
    "jobid",
    "jk=",
];
/// Words of a link that leads elsewhere.
const OTHER_LINKS: [&str; 22] = [
    "unsubscribe",
    "view all",
    "see all",
    "all jobs",
    "more jobs",
    "apply",
    "view job",
    "privacy",
    "manage",
    "edit",
    "settings",
    "preferences",
    "help",
    "terms",
    "log in",
    "sign in",
    "download",
    "search",
    "click here",
    "here",
    "jobs like",
    "report",
];

/// The adverts that a job alert links to: title and address, no text. Empty where the mail is no alert, that is, links
/// to fewer than two.
pub fn linked_adverts(html: &str) -> Vec<Draft> {
    let mut found: Vec<Draft> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut open: Option<(String, usize)> = None;
    let mut tokens = Tokens::new(html, Dialect::Html);
    loop {
        let start = tokens.at();
        let Some(token) = tokens.next() else { break };
        match token {
            Token::Open { name, attrs, .. } if name.eq_ignore_ascii_case("a") => {
                open = attrs.get("href").map(|href| (href.into_owned(), tokens.at()));
            }
            Token::Close { name } if name.eq_ignore_ascii_case("a") => {
                let Some((href, from)) = open.take() else { continue };
                let title = text::one_line(&html[from..start]);
                let Some(address) = link::canonical(&href, None).filter(|a| leads_to_advert(a) && is_title(&title))
                else {
                    continue;
                };
                if seen.insert(address.clone()) {
                    found.push(Draft { title, link: Some(address), ..Draft::default() });
                }
            }
            _ => {}
        }
    }
    if found.len() < 2 { Vec::new() } else { found }
}

fn leads_to_advert(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    // One advert has a number or a long name in its address; the board's own pages have neither.
    let particular =
        lower.bytes().any(|b| b.is_ascii_digit()) || lower.rsplit('/').next().is_some_and(|last| last.len() > 24);
    particular && ADVERT_PATHS.iter().any(|p| lower.contains(p))
}

fn is_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    (4..=140).contains(&title.len())
        && title.split_whitespace().count() <= 16
        && !OTHER_LINKS.iter().any(|w| lower.starts_with(w))
}
