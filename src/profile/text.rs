use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A table as text, whatever program saved it: a byte order mark decides, then valid UTF-8, then the zero bytes of
/// UTF-16, else it is Windows-1252, which spreadsheets write where they do not write UTF-8.
pub fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    let zeros = |start| bytes.iter().skip(start).step_by(2).take(64).filter(|b| **b == 0).count();
    match (zeros(0), zeros(1)) {
        (even, odd) if odd > even && odd > 1 => UTF_16LE.decode_without_bom_handling(bytes).0.into_owned(),
        (even, odd) if even > odd && even > 1 => UTF_16BE.decode_without_bom_handling(bytes).0.into_owned(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
        },
    }
}

/// The text without a spreadsheet's `sep=;` line, and the delimiter: the one that line names, else whichever of
/// comma, semicolon and tab the first line holds most of outside quotes.
pub fn delimiter(text: &str) -> (&str, u8) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    if let Some(named) = first.trim_end().strip_prefix("sep=").or(first.trim_end().strip_prefix("SEP="))
        && let [one] = named.as_bytes()
    {
        return (rest, *one);
    }
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in first.bytes() {
        quoted ^= byte == b'"';
        for (delimiter, count) in &mut counts {
            *count += u32::from(!quoted && byte == *delimiter);
        }
    }
    // The first of equals: a line without any is read as one column.
    let most = counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| *delimiter);
    (text, most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_save_a_table_reads_the_same() {
        let utf16 = |text: &str, mark: bool| {
            let mark = mark.then_some(0xfeff);
            mark.into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
        };
        let text = "competency;level\nCafé;3\n";
        for bytes in [
            text.as_bytes().to_vec(),
            [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat(),
            utf16(text, true),
            utf16(text, false),
            b"competency;level\nCaf\xe9;3\n".to_vec(),
        ] {
            assert_eq!(decode(&bytes), text);
        }
    }

    #[test]
    fn the_delimiter_is_the_one_the_header_holds_most_of() {
        for (text, rest, want) in [
            ("a,b\n1;2;3", "a,b\n1;2;3", b','),
            ("a;b,c;d\n", "a;b,c;d\n", b';'),
            ("a\tb\n", "a\tb\n", b'\t'),
            ("\"a;b;c\",d\n", "\"a;b;c\",d\n", b','),
            ("sep=;\r\na;b", "a;b", b';'),
            ("competency\nSQL", "competency\nSQL", b','),
        ] {
            assert_eq!(delimiter(text), (rest, want), "{text:?}");
        }
    }
}
