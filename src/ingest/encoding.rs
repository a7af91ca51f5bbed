//! Bytes to text: byte order mark, then what the file declares, then what the bytes themselves are.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// Text of a file and what had to be repaired to read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'b> {
    pub text: Cow<'b, str>,
    /// What the file claimed and what it is, where the two contradict.
    pub repaired: Option<String>,
}

/// Bytes at the start of a file in which an encoding is declared.
const HEAD: usize = 4096;

/// Reads bytes as text. Never fails; what no encoding explains becomes U+FFFD.
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    let clean = |text| Decoded { text, repaired: None };
    if let Some((encoding, len)) = Encoding::for_bom(bytes) {
        return clean(encoding.decode_without_bom_handling(&bytes[len..]).0);
    }
    if let Some(wide) = wide_without_bom(bytes) {
        return clean(wide.decode_without_bom_handling(bytes).0);
    }
    let declared = declared(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        let other = declared.filter(|e| *e != UTF_8 && !text.is_ascii());
        let repaired = other.map(|e| format!("declared as {}, is UTF-8", e.name()));
        return Decoded { text: Cow::Borrowed(text), repaired };
    }
    match declared {
        Some(encoding) if encoding != UTF_8 => clean(encoding.decode_without_bom_handling(bytes).0),
        Some(_) => {
            let (text, strays) = mixed(bytes);
            let repaired = (strays > 0).then(|| format!("declared as UTF-8, {strays} bytes read as Windows-1252"));
            Decoded { text: text.into(), repaired }
        }
        None => clean(guessed(bytes)),
    }
}

/// The body of an answer whose header names a charset, as bytes that need no header to be read. A byte order mark, and
/// bytes that are UTF-8 or UTF-16, say more than the header, which often is wrong; so does a charset in which they make
/// no sense.
pub fn in_charset(bytes: Vec<u8>, charset: Option<&str>) -> Vec<u8> {
    let named = charset.and_then(|label| Encoding::for_label(label.trim_matches(['"', '\'', ' ']).as_bytes()));
    let Some(encoding) = named.filter(|e| *e != UTF_8 && *e != UTF_16LE && *e != UTF_16BE) else { return bytes };
    let plain = Encoding::for_bom(&bytes).is_some() || wide_without_bom(&bytes).is_some();
    if plain || std::str::from_utf8(&bytes).is_ok() {
        return bytes;
    }
    match encoding.decode_without_bom_handling_and_without_replacement(&bytes) {
        Some(text) => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        None => bytes,
    }
}

/// UTF-16 shows as a NUL in every other byte of markup and English text.
fn wide_without_bom(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [a, 0, b, 0, ..] if *a != 0 && *b != 0 => Some(UTF_16LE),
        [0, a, 0, b, ..] if *a != 0 && *b != 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding named in an XML declaration or a `meta` element.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let label = if head.trim_start().starts_with("<?xml") {
        head.split_once("encoding")?.1
    } else {
        head.split_once("charset")?.1
    };
    let label = label.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | ':')).unwrap_or(label.len());
    let encoding = Encoding::for_label(&label.as_bytes()[..end])?;
    // The declaration was legible byte by byte, so the file is not in UTF-16 whatever it says.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

/// UTF-8 with stray bytes of Windows-1252 in it, and how many there were. A character cut off at the end is dropped.
fn mixed(bytes: &[u8]) -> (String, usize) {
    let mut text = String::with_capacity(bytes.len() + 64);
    let mut strays = 0;
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        text.push_str(chunk.valid());
        let cut_off = chunks.peek().is_none() && chunk.invalid().first().is_some_and(|b| *b >= 0xc2);
        if !cut_off || chunk.invalid().len() == 1 && chunk.valid().ends_with(|c: char| c.is_ascii_alphabetic()) {
            strays += chunk.invalid().len();
            text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
        }
    }
    (text, strays)
}

fn guessed(bytes: &[u8]) -> Cow<'_, str> {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(1 << 16)], bytes.len() <= 1 << 16);
    // Without a country the guess for English text with a pound sign is Central European.
    let encoding = detector.guess(Some(b"uk"), chardetng::Utf8Detection::Deny);
    encoding.decode_without_bom_handling(bytes).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_whatever_the_file_claims() {
        let utf16: Vec<u8> = "\u{feff}<a>£</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (bytes, want, repaired) in [
            ("£ plain".as_bytes(), "£ plain", false),
            (b"\xef\xbb\xbfbom", "bom", false),
            (&utf16[..], "<a>£</a>", false),
            (&utf16[2..], "<a>£</a>", false),
            (
                b"<?xml version='1.0' encoding='UTF-8'?><t>\xa340k \x96 you\x92ll</t>",
                "<?xml version='1.0' encoding='UTF-8'?><t>£40k – you’ll</t>",
                true,
            ),
            (
                b"<?xml version='1.0' encoding='iso-8859-1'?><t>\xa3</t>",
                "<?xml version='1.0' encoding='iso-8859-1'?><t>£</t>",
                false,
            ),
            ("<meta charset=iso-8859-1>é".as_bytes(), "<meta charset=iso-8859-1>é", true),
            (b"<?xml version='1.0' encoding='utf-16'?><t/>", "<?xml version='1.0' encoding='utf-16'?><t/>", false),
            (
                b"Salary up to \xa340,000 a year, working in our London office with a small team",
                "Salary up to £40,000 a year, working in our London office with a small team",
                false,
            ),
        ] {
            let got = decode(bytes);
            assert_eq!((got.text.as_ref(), got.repaired.is_some()), (want, repaired));
        }
    }

    #[test]
    fn the_charset_of_a_header_counts_where_the_bytes_say_nothing_better() {
        let read = |bytes: &[u8], charset: &str| decode(&in_charset(bytes.to_vec(), Some(charset))).text.into_owned();
        // No declaration, and one that the header contradicts.
        assert_eq!(read(b"<rss>caf\xe9</rss>", "ISO-8859-1"), "<rss>caf\u{e9}</rss>");
        let declared = b"<?xml version='1.0' encoding='UTF-8'?><t>\xb3</t>";
        assert!(read(declared, "iso-8859-2").ends_with("<t>\u{142}</t>"));
        // A wrong header leaves a right document alone.
        assert_eq!(read("<t>caf\u{e9}</t>".as_bytes(), "iso-8859-1"), "<t>caf\u{e9}</t>");
        assert_eq!(read(b"\xef\xbb\xbfcaf\xc3\xa9", "windows-1252"), "caf\u{e9}");
        assert!(read(b"<?xml version='1.0' encoding='iso-8859-1'?><t>\xa3</t>", "utf-8").ends_with("<t>\u{a3}</t>"));
        assert!(read(b"<?xml version='1.0' encoding='iso-8859-1'?><t>\xa3</t>", "gbk").contains('\u{a3}'));
        assert_eq!(read(b"plain", "no-such-charset"), "plain");
    }
}
