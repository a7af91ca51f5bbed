use super::decode;
use memchr::{memchr, memmem};
use std::borrow::Cow;

/// Which rules of reading hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// `script`, `style` and their like hold raw text up to their end tag.
    Html,
    Xml,
}

/// One piece of markup; all parts are slices of the source, entities not yet decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token<'t> {
    Open {
        name: &'t str,
        attrs: Attrs<'t>,
        closed: bool,
    },
    Close {
        name: &'t str,
    },
    Text(&'t str),
    /// Inside of `<![CDATA[...]]>` and of raw HTML elements: no entities in it.
    Raw(&'t str),
}

/// The attributes of an open tag, read on demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attrs<'t>(&'t str);

impl<'t> Attrs<'t> {
    /// The decoded value of the first attribute of that name, in any case; empty where it has no value.
    pub fn get(self, name: &str) -> Option<Cow<'t, str>> {
        self.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| decode(value))
    }

    /// Names with their undecoded values.
    pub fn iter(self) -> impl Iterator<Item = (&'t str, &'t str)> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/' || c == '=');
            let end = rest.find(|c: char| c.is_ascii_whitespace() || c == '=' || c == '/').unwrap_or(rest.len());
            let (key, tail) = rest.split_at(end);
            if key.is_empty() {
                return None;
            }
            let tail = tail.trim_start();
            let Some(tail) = tail.strip_prefix('=') else {
                rest = tail;
                return Some((key, ""));
            };
            let tail = tail.trim_start();
            let quote = tail.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, tail) = match quote {
                Some(quote) => tail[1..].split_once(quote).unwrap_or((&tail[1..], "")),
                None => tail.split_at(tail.find(|c: char| c.is_ascii_whitespace()).unwrap_or(tail.len())),
            };
            rest = tail;
            Some((key, value))
        })
    }
}

/// Reads `text` token by token. Never fails: what is no markup is text. Linear in the length of the text.
pub struct Tokens<'t> {
    text: &'t str,
    at: usize,
    dialect: Dialect,
    /// Name of the raw element just opened.
    raw: Option<&'t str>,
    /// Which of `AHEAD` may still occur ahead; a search that failed once is not made again.
    ahead: [bool; AHEAD.len()],
}

const AHEAD: [&str; 6] = ["\"", "'", "-->", "]]>", "]>", ">"];
const DOUBLE: usize = 0;
const SINGLE: usize = 1;
const COMMENT: usize = 2;
const CDATA: usize = 3;
const DECLARATIONS: usize = 4;
const END: usize = 5;

/// Elements whose inside is not markup.
const RAW: [&str; 7] = ["script", "style", "xmp", "iframe", "noembed", "noframes", "template"];
/// Elements whose inside is text with entities.
const TEXT_ONLY: [&str; 2] = ["title", "textarea"];

impl<'t> Tokens<'t> {
    pub fn new(text: &'t str, dialect: Dialect) -> Self {
        Self { text, at: 0, dialect, raw: None, ahead: [true; AHEAD.len()] }
    }

    /// Byte offset in the text of the next token.
    pub fn at(&self) -> usize {
        self.at
    }

    fn find(&mut self, from: usize, kind: usize) -> Option<usize> {
        if !self.ahead[kind] {
            return None;
        }
        let rest = &self.text.as_bytes()[from..];
        let found = match AHEAD[kind].as_bytes() {
            [byte] => memchr(*byte, rest),
            several => memmem::find(rest, several),
        };
        let found = found.map(|i| from + i);
        self.ahead[kind] = found.is_some();
        found
    }

    /// The offset of the `>` that ends the tag. Quotes that do not pair up do not count.
    fn tag_end(&mut self, from: usize) -> Option<usize> {
        let plain = self.find(from, END)?;
        if !self.text.as_bytes()[from..plain].iter().any(|b| matches!(b, b'"' | b'\'')) {
            return Some(plain);
        }
        let bytes = self.text.as_bytes();
        let mut i = from;
        while i < bytes.len() {
            match bytes[i] {
                b'>' => return Some(i),
                // A quote only opens a value after `=`: `<p title=5' wide>` has none.
                quote @ (b'"' | b'\'') if bytes[..i].iter().rev().find(|b| !b.is_ascii_whitespace()) == Some(&b'=') => {
                    i = self.find(i + 1, if quote == b'"' { DOUBLE } else { SINGLE }).unwrap_or(i);
                }
                _ => {}
            }
            i += 1;
        }
        Some(plain)
    }

    fn raw_element(&mut self, name: &'t str) -> Token<'t> {
        let rest = &self.text[self.at..];
        let mut from = 0;
        let end = loop {
            let Some(i) = rest[from..].find("</").map(|i| from + i) else { break rest.len() };
            let tail = &rest.as_bytes()[i + 2..];
            if tail.len() >= name.len() && tail[..name.len()].eq_ignore_ascii_case(name.as_bytes()) {
                break i;
            }
            from = i + 2;
        };
        self.at += end;
        match TEXT_ONLY.iter().any(|n| name.eq_ignore_ascii_case(n)) {
            true => Token::Text(&rest[..end]),
            false => Token::Raw(&rest[..end]),
        }
    }

    /// Reads what starts with `<`; `None` = it is no markup, `Some(None)` = something that says nothing.
    fn markup(&mut self) -> Option<Option<Token<'t>>> {
        let start = self.at;
        let rest = &self.text[start + 1..];
        match rest.as_bytes().first()? {
            b'!' if rest.starts_with("!--") => {
                self.at = match self.find(start + 4, COMMENT) {
                    Some(end) => end + 3,
                    None => self.find(start, END).map_or(self.text.len(), |i| i + 1),
                };
                Some(None)
            }
            b'!' if rest.starts_with("![CDATA[") => {
                let (from, end) = (start + 9, self.find(start + 9, CDATA));
                self.at = end.map_or(self.text.len(), |i| i + 3);
                Some(Some(Token::Raw(&self.text[from..end.unwrap_or(self.text.len())])))
            }
            b'!' => {
                // Declarations in brackets are skipped whole, so no entity is ever expanded.
                let close = self.find(start, END).map_or(self.text.len(), |i| i + 1);
                let declares = self.text[start..close].contains('[');
                let end = declares.then(|| self.find(start, DECLARATIONS)).flatten();
                self.at = end.map_or(close, |i| i + 2);
                Some(None)
            }
            b'?' => {
                self.at = self.find(start, END).map_or(self.text.len(), |i| i + 1);
                Some(None)
            }
            b'/' if rest.as_bytes().get(1).is_some_and(|b| is_name_start(*b)) => {
                let end = self.find(start, END)?;
                self.at = end + 1;
                let inner = &self.text[start + 2..end];
                let name =
                    &inner[..inner.bytes().position(|b| b.is_ascii_whitespace() || b == b'/').unwrap_or(inner.len())];
                Some(Some(Token::Close { name }))
            }
            b if is_name_start(*b) => self.open(start).map(Some),
            _ => None,
        }
    }

    fn open(&mut self, start: usize) -> Option<Token<'t>> {
        let rest = &self.text[start + 1..];
        let name_len = rest.bytes().position(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>' | b'<'))?;
        let name = &rest[..name_len];
        // `<name@example.org>` and `<https://...>` are written text in adverts, not tags.
        if name.contains('@') || name.ends_with(':') || rest.as_bytes()[name_len] == b'<' {
            return None;
        }
        let end = self.tag_end(start + 1 + name_len)?;
        self.at = end + 1;
        let inner = &self.text[start + 1 + name_len..end];
        let closed = inner.ends_with('/');
        let attrs = Attrs(inner.strip_suffix('/').unwrap_or(inner));
        if self.dialect == Dialect::Html && !closed {
            self.raw = (RAW.iter().chain(&TEXT_ONLY)).any(|n| name.eq_ignore_ascii_case(n)).then_some(name);
        }
        Some(Token::Open { name, attrs, closed })
    }
}

fn is_name_start(b: u8) -> bool {
    b.is_ascii_alphabetic() || b == b'_'
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        if let Some(name) = self.raw.take() {
            return Some(self.raw_element(name));
        }
        loop {
            let rest = self.text.get(self.at..).filter(|r| !r.is_empty())?;
            let mut from = 0;
            if rest.starts_with('<') {
                match self.markup() {
                    Some(Some(token)) => return Some(token),
                    Some(None) => continue,
                    None => from = 1,
                }
            }
            let end = memchr(b'<', &rest.as_bytes()[from..]).map_or(rest.len(), |i| from + i);
            self.at += end;
            return Some(Token::Text(&rest[..end]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str, dialect: Dialect) -> Vec<String> {
        Tokens::new(text, dialect)
            .map(|t| match t {
                Token::Open { name, closed, .. } => format!("<{name}{}", if closed { "/" } else { "" }),
                Token::Close { name } => format!("/{name}"),
                Token::Text(t) => format!("\"{t}\""),
                Token::Raw(t) => format!("[{t}]"),
            })
            .collect()
    }

    #[test]
    fn what_is_no_markup_is_text() {
        assert_eq!(show("a <5 b", Dialect::Html), ["\"a \"", "\"<5 b\""]);
        assert_eq!(show("mail <me@example.org> or", Dialect::Html), ["\"mail \"", "\"<me@example.org> or\""]);
        assert_eq!(show("<p title=\"never closed>x", Dialect::Html), ["<p", "\"x\""]);
        assert_eq!(show("tail <", Dialect::Html), ["\"tail \"", "\"<\""]);
        assert_eq!(show("<p", Dialect::Html), ["\"<p\""]);
    }

    #[test]
    fn scripts_comments_and_sections_are_kept_apart() {
        assert_eq!(show("<script>a<b</script>x", Dialect::Html), ["<script", "[a<b]", "/script", "\"x\""]);
        assert_eq!(show("<!-- a<b --><x/>", Dialect::Xml), ["<x/"]);
        assert_eq!(show("<d><![CDATA[<p>R&D]]></d>", Dialect::Xml), ["<d", "[<p>R&D]", "/d"]);
        assert_eq!(show("<!DOCTYPE a [<!ENTITY b \"c\">]><a/>", Dialect::Xml), ["<a/"]);
    }

    #[test]
    fn attributes_are_read_in_every_quoting() {
        let Some(Token::Open { attrs, .. }) = Tokens::new("<a href='x>y' B=2 c d = \"R&amp;D\">", Dialect::Html).next()
        else {
            panic!("no tag")
        };
        let all: Vec<_> = attrs.iter().collect();
        assert_eq!(all, [("href", "x>y"), ("B", "2"), ("c", ""), ("d", "R&amp;D")]);
        assert_eq!(attrs.get("D").as_deref(), Some("R&D"));
    }

    #[test]
    fn a_million_unclosed_quotes_are_read_in_linear_time() {
        let text = "<a b=\"<a b='<!--<![CDATA[</a <![x".repeat(40_000);
        let start = std::time::Instant::now();
        assert!(Tokens::new(&text, Dialect::Html).count() > 0);
        assert!(Tokens::new(&(text + ">"), Dialect::Html).count() > 0);
        assert!(start.elapsed().as_secs() < 2);
    }
}
