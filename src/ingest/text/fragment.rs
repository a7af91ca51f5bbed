use super::mend::mend;
use super::{TextBuilder, tidy_char};
use crate::ingest::markup::{Dialect, Token, Tokens, decode};
use std::borrow::Cow;

/// Elements whose text is no part of what a reader sees.
const UNSEEN: [&str; 8] = ["script", "style", "noscript", "template", "svg", "head", "iframe", "object"];

/// Light Markdown of an HTML fragment. Linear in its length, whatever its nesting.
pub fn from_html(html: &str) -> String {
    let mut builder = if has_blocks(html) { TextBuilder::new() } else { TextBuilder::preformatted() };
    let mut lower = String::new();
    let mut unseen: Option<(String, usize)> = None;
    for token in Tokens::new(html, Dialect::Html) {
        match token {
            Token::Open { name, closed, .. } => {
                lower_into(name, &mut lower);
                match &mut unseen {
                    Some((skipped, depth)) => *depth += usize::from(*skipped == lower && !closed),
                    None if UNSEEN.contains(&lower.as_str()) && !closed => unseen = Some((lower.clone(), 1)),
                    None => builder.open(&lower),
                }
            }
            Token::Close { name } => {
                lower_into(name, &mut lower);
                match &mut unseen {
                    Some((skipped, depth)) if *skipped == lower => {
                        *depth -= 1;
                        unseen = unseen.filter(|(_, depth)| *depth > 0);
                    }
                    Some(_) => {}
                    None => builder.close(&lower),
                }
            }
            Token::Text(raw) if unseen.is_none() => builder.text(&decode_twice(raw)),
            Token::Raw(raw) if unseen.is_none() => builder.text(raw),
            Token::Text(_) | Token::Raw(_) => {}
        }
    }
    builder.finish()
}

/// Light Markdown of a text field of which the publisher did not say what it is: HTML, HTML escaped once or more
/// often, or plain text with or without entities.
pub fn from_markup(text: &str) -> String {
    from_html(&mend(&unescape_markup(text)))
}

/// A title, name or place on one line: without markup, entities decoded.
pub fn one_line(text: &str) -> String {
    let plain = |b: u8| matches!(b, b' '..=b'~') && b != b'<' && b != b'&';
    if text.bytes().all(plain) && !text.contains("  ") {
        return text.trim_matches(' ').to_string();
    }
    let mut out = String::new();
    for token in Tokens::new(&mend(&unescape_markup(text)), Dialect::Html) {
        match token {
            Token::Open { name, .. } | Token::Close { name } if is_block(name) => out.push(' '),
            Token::Text(raw) => decode_twice(raw).chars().for_each(|c| tidy_char(c, &mut out)),
            Token::Raw(raw) => raw.chars().for_each(|c| tidy_char(c, &mut out)),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn unescape_markup(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for _ in 0..3 {
        if !escaped_markup(&text) {
            break;
        }
        text = decode(&text).into_owned().into();
    }
    text
}

/// Whether a text that may be plain is clearly HTML: a tag that is closed, or two that break lines. A placeholder such
/// as `<ADDRESS>` is neither.
pub fn looks_like_html(text: &str) -> bool {
    if !text.contains('<') {
        return false;
    }
    let mut breaks = 0;
    Tokens::new(text, Dialect::Html).any(|t| match t {
        Token::Close { name } => is_known(name),
        Token::Open { name, .. } => {
            breaks += usize::from(matches!(name, "p" | "br" | "li" | "div"));
            breaks > 1
        }
        _ => false,
    })
}

/// Whether the markup of the text stands escaped in it (`&lt;p&gt;`), more of it than stands plain.
fn escaped_markup(text: &str) -> bool {
    if !text.contains('&') || !text.contains("&lt;") && !text.contains("&#60;") && !text.contains("&amp;lt;") {
        return false;
    }
    let known = |t: &Token| matches!(t, Token::Open { name, .. } | Token::Close { name } if is_known(name));
    let count = |t: &str| Tokens::new(t, Dialect::Html).filter(known).count();
    let decoded = decode(text);
    if decoded.contains("&lt;") && count(text) == 0 {
        return true;
    }
    count(&decoded) > 2 * count(text)
}

fn is_known(name: &str) -> bool {
    is_block(name) || ["b", "strong", "em", "i", "u", "span", "a", "font"].iter().any(|n| name.eq_ignore_ascii_case(n))
}

fn is_block(name: &str) -> bool {
    let mut lower = String::new();
    lower_into(name, &mut lower);
    TextBuilder::is_block(&lower)
}

/// Whether a tag breaks lines somewhere; without one, the line breaks of the source are meant.
fn has_blocks(html: &str) -> bool {
    Tokens::new(html, Dialect::Html).any(|t| matches!(t, Token::Open { name, .. } if is_block(name)))
}

/// Entities of a text that was escaped once too often.
fn decode_twice(raw: &str) -> Cow<'_, str> {
    match decode(raw) {
        Cow::Owned(once) if once.contains('&') => decode(&once).into_owned().into(),
        other => other,
    }
}

fn lower_into(name: &str, out: &mut String) {
    out.clear();
    out.extend(name.chars().map(|c| c.to_ascii_lowercase()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_light_markdown() {
        for (html, want) in [
            ("<p>Java<b>Script</b> and C<sup>++</sup></p>", "JavaScript and C++"),
            (
                "<h2>You</h2><ul><li>can <b>code</b></li><li><p>can lead</p></li></ul>",
                "## You\n\n- can code\n- can lead",
            ),
            ("<p>One</p><p>Two<br>lines</p>", "One\n\nTwo\nlines"),
            ("<p><strong>What we need:</strong></p><p>SQL", "### What we need:\n\nSQL"),
            ("<p><b>Note</b> this</p>", "Note this"),
            ("<p><b>Location: Hull</b></p>", "Location: Hull"),
            (
                "<table><tr><th>Pay</th><td><p>£30k</p></td></tr><tr><td>Place:</td><td>Hull</td></tr></table>",
                "Pay: £30k\nPlace: Hull",
            ),
            ("<dl><dt>Closing date</dt><dd>1 May</dd><dt>Hours</dt><dd>37</dd></dl>", "Closing date: 1 May\nHours: 37"),
            ("• SQL<br>• Python<br/>- Excel", "- SQL\n- Python\n- Excel"),
            ("<ul><li>a<ul><li>b</li></ul></li><li>c", "- a\n- b\n- c"),
            ("a&nbsp;b &amp;amp; c<!-- no --> d<script>x</script>", "a b & c d"),
            ("<div>one</div>\n  <div>two</div>", "one\n\ntwo"),
            ("Line one\nLine two\n\nPara", "Line one\nLine two\n\nPara"),
        ] {
            assert_eq!(from_html(html), want, "{html}");
        }
    }

    #[test]
    fn markup_escaped_any_number_of_times_is_found() {
        for text in [
            "<p>R&amp;D</p><p>b</p>",
            "&lt;p&gt;R&amp;amp;D&lt;/p&gt;&lt;p&gt;b",
            "&amp;lt;p&amp;gt;R&amp;D&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;b",
        ] {
            assert_eq!(from_markup(text), "R&D\n\nb", "{text}");
        }
        assert_eq!(from_markup("pay &lt; 30k & rising"), "pay < 30k & rising");
        assert_eq!(one_line("<b>R&amp;amp;D</b>\n Manager &#8211; Hull"), "R&D Manager – Hull");
    }

    #[test]
    fn plain_text_is_not_taken_for_html() {
        assert!(!looks_like_html("vectors <T> and a<b and <me@example.org>"));
        assert!(looks_like_html("<p>a</p>"));
    }
}
