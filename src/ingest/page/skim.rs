use crate::ingest::markup::{Dialect, Token, Tokens, decode};
use crate::ingest::text;

/// What one linear pass over a page tells about it, without a tree.
#[derive(Debug, Default)]
pub struct Skim<'t> {
    pub title: String,
    pub headline: String,
    /// `link rel=canonical`, else `og:url`.
    pub address: Option<String>,
    pub shared_title: Option<String>,
    pub site_name: Option<String>,
    /// Scripts of type `application/ld+json`.
    pub linked_data: Vec<&'t str>,
    /// Whether there is a field for a password.
    pub password: bool,
}

impl<'t> Skim<'t> {
    pub fn of(html: &'t str) -> Self {
        let mut skim = Self::default();
        let mut tokens = Tokens::new(html, Dialect::Html);
        while let Some(token) = tokens.next() {
            let Token::Open { name, attrs, .. } = token else { continue };
            // Most tags of a page are of no interest here and their attributes are never looked at.
            if name.eq_ignore_ascii_case("script") {
                let kind = attrs.get("type").unwrap_or_default().to_ascii_lowercase();
                if let (true, Some(Token::Raw(script))) = (kind.contains("ld+json"), tokens.next()) {
                    skim.linked_data.push(script);
                }
            } else if name.eq_ignore_ascii_case("title") {
                if let (true, Some(Token::Text(title))) = (skim.title.is_empty(), tokens.next()) {
                    skim.title = text::one_line(title);
                }
            } else if name.eq_ignore_ascii_case("meta") {
                let key = attrs.get("property").or_else(|| attrs.get("name")).unwrap_or_default();
                let content = || attrs.get("content").map(|c| text::one_line(&c)).filter(|c| !c.is_empty());
                match key.as_ref() {
                    "og:title" => skim.shared_title = content(),
                    "og:site_name" => skim.site_name = content(),
                    "og:url" => skim.address = skim.address.take().or_else(content),
                    _ => {}
                }
            } else if name.eq_ignore_ascii_case("link") {
                if attrs.get("rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical")) {
                    skim.address = attrs.get("href").map(|h| h.into_owned()).or(skim.address.take());
                }
            } else if name.eq_ignore_ascii_case("h1") && skim.headline.is_empty() {
                skim.headline = inline_text(html, tokens.at(), "</h1");
            } else if name.eq_ignore_ascii_case("input") {
                skim.password |= attrs.get("type").is_some_and(|t| t.eq_ignore_ascii_case("password"));
            }
        }
        skim
    }
}

/// Text from `start` to the end tag, at most 2 kB of markup.
fn inline_text(html: &str, start: usize, end_tag: &str) -> String {
    let rest = &html[start..];
    let limit = (0..=rest.len().min(2048)).rev().find(|i| rest.is_char_boundary(*i)).unwrap_or(0);
    let head = &rest[..limit];
    let end = head.find(end_tag).or_else(|| head.find(&end_tag.to_ascii_uppercase()));
    text::one_line(&decode(&head[..end.unwrap_or(0)]))
}
