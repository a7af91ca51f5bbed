use encoding_rs::WINDOWS_1252;
use std::borrow::Cow;

/// Text that was UTF-8, was read as Windows-1252 by somebody on the way and written as UTF-8 again (`donâ€™t`, `Â£30k`),
/// as it was. Only sequences that no text means are touched: punctuation, currency and accented letters.
pub fn mend(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let suspect = |c: char| matches!(c, 'â' | 'Â' | 'Ã' | 'ð');
    let Some(first) = text.find(suspect) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(c) = rest.chars().next() {
        match suspect(c).then(|| misread(rest)).flatten() {
            Some((meant, len)) => {
                out.push(meant);
                rest = &rest[len..];
            }
            None => {
                let next = rest[c.len_utf8()..].find(suspect).map_or(rest.len(), |i| c.len_utf8() + i);
                out.push_str(&rest[..next]);
                rest = &rest[next..];
            }
        }
    }
    Cow::Owned(out)
}

/// The character that a misread sequence at the start of a text stands for, and the length of the sequence.
fn misread(text: &str) -> Option<(char, usize)> {
    let lead = text.chars().next()?;
    let count = match lead {
        'ð' => 4,
        'â' => 3,
        _ => 2,
    };
    let mut bytes = [0u8; 4];
    let mut len = 0;
    for (slot, c) in bytes.iter_mut().zip(text.chars().take(count)) {
        *slot = byte(c)?;
        len += c.len_utf8();
    }
    // French quotation marks and a space may really follow a capital letter with an accent.
    if count == 2 && matches!(bytes[1], 0xa0 | 0xab | 0xbb) && lead == 'Ã' {
        return None;
    }
    let meant = std::str::from_utf8(&bytes[..count]).ok()?.chars().next()?;
    Some((meant, len))
}

/// The byte that Windows-1252, or Latin-1 where that has none, reads as this character.
fn byte(c: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(u32::from(c)) {
        return Some(byte);
    }
    let mut buffer = [0; 4];
    let (bytes, _, unknown) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    (!unknown && bytes.len() == 1).then(|| bytes[0])
}

#[cfg(test)]
mod tests {
    use super::mend;

    #[test]
    fn misread_text_is_mended_and_real_text_is_left() {
        for (text, want) in [
            ("donâ€™t, â€œwell\u{9d}â€\u{9d} â€“ Â£30k", "don’t, “well\u{9d}” – £30k"),
            ("systemâ\u{80}\u{99}s power â\u{80}\u{94} up", "system’s power — up"),
            ("cafÃ© ðŸš€", "café 🚀"),
            ("Â\u{a0}x", "\u{a0}x"),
            ("MANHÃ« à côté, Âge, âge, Ãngela, Weiß»", "MANHÃ« à côté, Âge, âge, Ãngela, Weiß»"),
            ("plain", "plain"),
        ] {
            assert_eq!(mend(text), want);
        }
    }
}
