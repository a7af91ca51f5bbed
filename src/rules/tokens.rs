//! Text → word tokens with what stands between them. Used alike for labels, cues and adverts, so that both sides of
//! every comparison were cut by the same knife.

use super::lexicon::{Lexicon, Word};
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// What stands between a token and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// Nothing but blanks (a single line break counts as a blank).
    Space,
    /// `-` or `.` or an apostrophe without blanks: parts of one written word.
    Joined,
    Slash,
    Comma,
    /// Anything else: brackets, colons, bullets, ends of sentences, empty lines.
    Break,
}

/// A word of a text. `start..end` are byte offsets.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    pub start: u32,
    pub end: u32,
    pub gap: Gap,
    pub word: Word,
}

impl Token {
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start as usize..self.end as usize]
    }
}

/// Cuts `text` into `out` (cleared first). Links and e-mail addresses give no tokens.
pub fn tokenize(text: &str, lexicon: &Lexicon, out: &mut Vec<Token>) {
    out.clear();
    scan(text, |start, end, gap| {
        out.push(Token { start: start as u32, end: end as u32, gap, word: Word::default() });
    });
    // Looked up by themselves: the waits for memory then overlap.
    for token in out {
        token.word = lexicon.word_at(text, token.start as usize, token.end as usize);
    }
}

/// Calls `emit(start, end, gap)` for each word of `text`.
pub(super) fn scan(text: &str, mut emit: impl FnMut(usize, usize, Gap)) {
    let bytes = text.as_bytes();
    let mut links = links(text).into_iter();
    let mut link = links.next();
    let mut i = 0;
    let mut gap = Gap::Break;
    let mut last_end = usize::MAX;
    while i < bytes.len() {
        // No address begins with a blank, and blanks change no gap.
        if bytes[i] == b' ' {
            i += 1;
            continue;
        }
        if let Some((start, end)) = link
            && i >= start
        {
            link = links.next();
            if i < end {
                i = end;
                gap = Gap::Break;
            }
            continue;
        }
        let (c, len) = char_at(text, i);
        if c.is_alphanumeric() || (c == '.' && starts_dot_word(bytes, i)) {
            let start = i;
            i = word_end(text, i + len);
            if !bytes[start].is_ascii_digit() {
                i = with_symbols(bytes, i);
            }
            emit(start, i, gap);
            last_end = i;
            gap = Gap::Space;
            continue;
        }
        if c == '<'
            && let Some(close) = markup_end(bytes, i)
        {
            i = close;
            gap = Gap::Break;
            continue;
        }
        if c == '&' {
            emit(i, i + 1, if gap == Gap::Break { Gap::Break } else { Gap::Space });
            gap = Gap::Space;
            last_end = i + 1;
            i += 1;
            continue;
        }
        gap = wider(gap, c, i == last_end, bytes.get(i + len).copied());
        i += len;
    }
}

/// Letters and digits of ASCII.
static IN_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut b = 0;
    while b < 128 {
        table[b] = (b as u8).is_ascii_alphanumeric();
        b += 1;
    }
    table
};

/// Where the word ends that goes on at `i`.
fn word_end(text: &str, mut i: usize) -> usize {
    let bytes = text.as_bytes();
    while i < bytes.len() {
        i += bytes[i..].iter().position(|b| !IN_WORD[*b as usize]).unwrap_or(bytes.len() - i);
        if i == bytes.len() {
            break;
        }
        let (c, len) = char_at(text, i);
        let inside = len > 1 && (c.is_alphanumeric() || is_combining(c));
        let joins = matches!(c, '\'' | '’') && followed_by_letter(text, i + len);
        if !inside && !joins {
            break;
        }
        i += len;
    }
    i
}

fn char_at(text: &str, i: usize) -> (char, usize) {
    let b = text.as_bytes()[i];
    if b < 128 {
        return (b as char, 1);
    }
    let c = text[i..].chars().next().unwrap_or('\u{fffd}');
    (c, c.len_utf8())
}

/// The gap after `c` was added to what already stood there.
fn wider(gap: Gap, c: char, touches_word: bool, next: Option<u8>) -> Gap {
    let next_is_word = next.is_some_and(|b| b.is_ascii_alphanumeric() || b >= 128);
    match c {
        ' ' | '\t' | '\r' | '\u{a0}' | '\u{200b}' => gap,
        // An empty line, or a line that begins with a bullet, ends what stood before.
        '\n' if matches!(next, Some(b'\n' | b'-' | b'*' | b'#' | b'\r')) => Gap::Break,
        '\n' => gap,
        '-' | '‑' | '–' | '.' | '\'' | '’' if gap == Gap::Space && touches_word && next_is_word && c != '–' => {
            Gap::Joined
        }
        '/' if gap == Gap::Space => Gap::Slash,
        ',' if gap == Gap::Space => Gap::Comma,
        '*' | '_' | '`' => gap,
        '™' | '®' | '©' => gap,
        _ => Gap::Break,
    }
}

/// Behind a tag or placeholder in angle brackets (`<b>`, `<NAME>`), which is no word of the text.
fn markup_end(bytes: &[u8], start: usize) -> Option<usize> {
    let inside = &bytes[start + 1..bytes.len().min(start + 60)];
    let close = inside.iter().position(|b| matches!(b, b'>' | b'<' | b'\n'))?;
    (inside[close] == b'>' && close > 0 && (inside[0].is_ascii_alphabetic() || inside[0] == b'/'))
        .then_some(start + close + 2)
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn followed_by_letter(text: &str, i: usize) -> bool {
    text[i..].chars().next().is_some_and(char::is_alphabetic)
}

/// `.NET` at the start of a word: a dot glued to a letter, with no letter before it.
fn starts_dot_word(bytes: &[u8], i: usize) -> bool {
    bytes.get(i + 1).is_some_and(u8::is_ascii_alphabetic)
        && (i == 0 || matches!(bytes[i - 1], b' ' | b'/' | b'(' | b',' | b'\n' | b'#' | b'"' | b'+'))
}

/// `C++`, `C#`, `A+`: symbols that belong to the word before them.
fn with_symbols(bytes: &[u8], end: usize) -> usize {
    let mut i = end;
    while i < bytes.len() && i < end + 2 && matches!(bytes[i], b'+' | b'#') {
        i += 1;
    }
    let free = bytes.get(i).is_none_or(|b| !b.is_ascii_alphanumeric());
    if i > end && free { i } else { end }
}

/// Stretches that are addresses: runs without blanks or brackets around `://`, `www.` or `@`.
fn links(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    // Labels and titles are too short to set up searches for.
    let mark = |(i, b): (usize, &u8)| match b {
        b'@' => i > 0 && i + 1 < bytes.len(),
        b':' => bytes[i..].starts_with(b"://"),
        b'w' => bytes[i..].starts_with(b"www"),
        _ => false,
    };
    if bytes.len() < 60 && !bytes.iter().enumerate().any(mark) {
        return Vec::new();
    }
    let mut spans: Vec<(usize, usize)> = Vec::new();
    static SCHEME: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("://"));
    static WEB: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("www."));
    let mut at: Vec<usize> = SCHEME.find_iter(bytes).collect();
    at.extend(WEB.find_iter(bytes));
    at.extend(memchr::memchr_iter(b'@', bytes).filter(|&i| {
        i > 0 && bytes[i - 1].is_ascii_alphanumeric() && bytes.get(i + 1).is_some_and(u8::is_ascii_alphanumeric)
    }));
    at.sort_unstable();
    let stop = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'"');
    for i in at {
        // A mark inside the last address is part of it; looking again would make the cut quadratic.
        let done = spans.last().map_or(0, |last| last.1);
        if i >= done {
            let start = bytes[done..i].iter().rposition(stop).map_or(done, |p| done + p + 1);
            let end = bytes[i..].iter().position(stop).map_or(bytes.len(), |p| i + p);
            spans.push((start, end));
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(String, Gap)> {
        let mut out = Vec::new();
        scan(text, |s, e, g| out.push((text[s..e].to_string(), g)));
        out
    }

    #[test]
    fn technical_names_stay_whole() {
        let of = |t: &str| words(t).into_iter().map(|w| w.0).collect::<Vec<_>>();
        assert_eq!(of("C++/C#/.NET, Node.js"), ["C++", "C#", ".NET", "Node", "js"]);
        assert_eq!(of("R&D, 5+ years"), ["R", "&", "D", "5", "years"]);
        assert_eq!(of("Docker. Next"), ["Docker", "Next"]);
        assert_eq!(of("elkészítése"), ["elkészítése"]);
    }

    #[test]
    fn gaps_tell_lists_from_names() {
        assert_eq!(words("CI/CD, start-up. Go")[1].1, Gap::Slash);
        assert_eq!(words("CI/CD, start-up. Go")[2].1, Gap::Comma);
        assert_eq!(words("CI/CD, start-up. Go")[3].1, Gap::Joined);
        assert_eq!(words("CI/CD, start-up. Go")[4].1, Gap::Break);
        assert_eq!(words("a\nb")[1].1, Gap::Space);
        assert_eq!(words("a\n\nb")[1].1, Gap::Break);
    }

    #[test]
    fn links_give_no_words() {
        assert_eq!(words("see https://x.org/python or mail jo@excel.com now").len(), 4);
    }

    #[test]
    fn a_long_run_of_addresses_is_cut_in_linear_time() {
        let text = "a@b".repeat(200_000);
        assert_eq!(words(&text).len(), 0);
    }
}
