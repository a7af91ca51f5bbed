use crate::ingest::markup::{Dialect, Token, Tokens};
use std::fmt::Write;

/// Browsers cap nesting at 512; a page that is meant to be read stays far below.
const MAX_DEPTH: usize = 160;
/// Formatting elements that may be open at once: a tree builder reopens all of them in every paragraph.
const MAX_FORMATTING: usize = 24;
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
const FORMATTING: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Elements that say nothing to a reader.
const DROPPED: [&str; 8] = ["script", "style", "svg", "noscript", "template", "iframe", "canvas", "math"];
/// Attributes that selectors and readers of a page look at.
const KEPT: [&str; 22] = [
    "id",
    "class",
    "role",
    "href",
    "rel",
    "itemprop",
    "itemtype",
    "itemscope",
    "content",
    "datetime",
    "name",
    "type",
    "property",
    "title",
    "lang",
    "data-testid",
    "data-automation-id",
    "aria-label",
    "data-ui",
    "data-at",
    "data-qa",
    "data-jobad",
];
/// Elements that end where the next one of their kind starts.
const SELF_ENDING: [&str; 9] = ["p", "li", "dt", "dd", "tr", "td", "th", "option", "a"];
/// Longest attribute value that is kept, in bytes.
const MAX_VALUE: usize = 2048;

/// The page without scripts, styles and pictures, with bounded nesting, so that any tree builder takes linear time on
/// it.
pub fn trim(html: &str) -> String {
    let mut out = String::with_capacity(html.len() / 2);
    let mut trimmer = Trimmer { open: Vec::new(), formatting: 0, dropped: None };
    let mut name_buf = String::new();
    for token in Tokens::new(html, Dialect::Html) {
        match token {
            Token::Open { name, attrs, closed } => {
                lower_into(name, &mut name_buf);
                if trimmer.opens(&name_buf, closed) {
                    out.push('<');
                    out.push_str(&name_buf);
                    for (key, value) in attrs.iter().filter(|(k, v)| is_kept(k) && v.len() <= MAX_VALUE) {
                        let quote = if value.contains('"') { '\'' } else { '"' };
                        let _ = write!(out, " {key}={quote}{value}{quote}");
                    }
                    out.push('>');
                }
            }
            Token::Close { name } => {
                lower_into(name, &mut name_buf);
                if trimmer.closes(&name_buf) {
                    let _ = write!(out, "</{name_buf}>");
                }
            }
            Token::Text(text) if trimmer.dropped.is_none() => push_text(text, &mut out),
            Token::Text(_) | Token::Raw(_) => {}
        }
    }
    out
}

/// Text that starts with `<` was no tag and must not become one.
fn push_text(text: &str, out: &mut String) {
    match text.strip_prefix('<') {
        Some(rest) => {
            out.push_str("&lt;");
            out.push_str(rest);
        }
        None => out.push_str(text),
    }
}

fn is_kept(key: &str) -> bool {
    KEPT.iter().any(|k| key.eq_ignore_ascii_case(k))
}

struct Trimmer {
    open: Vec<String>,
    formatting: usize,
    /// Name and depth of the element whose inside is being dropped.
    dropped: Option<(String, usize)>,
}

impl Trimmer {
    /// Whether the open tag goes out.
    fn opens(&mut self, name: &str, closed: bool) -> bool {
        if let Some((dropped, depth)) = &mut self.dropped {
            *depth += usize::from(dropped == name && !closed);
            return false;
        }
        if DROPPED.contains(&name) {
            self.dropped = (!closed).then(|| (name.to_string(), 1));
            return false;
        }
        if VOID.contains(&name) {
            return true;
        }
        if SELF_ENDING.contains(&name) && self.open.last().is_some_and(|top| top == name) {
            self.pop();
        }
        let formatting = FORMATTING.contains(&name);
        if self.open.len() >= MAX_DEPTH || formatting && self.formatting >= MAX_FORMATTING {
            return false;
        }
        self.formatting += usize::from(formatting);
        self.open.push(name.to_string());
        true
    }

    /// Whether the end tag goes out: only where its element is open.
    fn closes(&mut self, name: &str) -> bool {
        if let Some((dropped, depth)) = &mut self.dropped {
            if dropped == name {
                *depth -= 1;
                if *depth == 0 {
                    self.dropped = None;
                }
            }
            return false;
        }
        let Some(at) = self.open.iter().rposition(|open| open == name) else { return false };
        while self.open.len() > at {
            self.pop();
        }
        true
    }

    fn pop(&mut self) {
        let name = self.open.pop();
        self.formatting -= usize::from(name.is_some_and(|n| FORMATTING.contains(&n.as_str())));
    }
}

fn lower_into(name: &str, out: &mut String) {
    out.clear();
    out.extend(name.chars().map(|c| c.to_ascii_lowercase()));
}

#[cfg(test)]
mod tests {
    use super::trim;

    #[test]
    fn what_no_reader_sees_goes_and_the_rest_stays() {
        let html = r#"<DIV class="a" style="x" onclick=y><script>1<2</script>a <b>b</b><img src=x><svg><svg></svg>no</svg> c</div></p>"#;
        assert_eq!(trim(html), r#"<div class="a">a <b>b</b><img> c</div>"#);
    }

    #[test]
    fn nesting_is_bounded() {
        let html = format!("{}text{}", "<div>".repeat(20_000), "</div>".repeat(20_000));
        let out = trim(&html);
        assert!(out.contains("text") && out.matches("<div>").count() <= 160);
    }
}
