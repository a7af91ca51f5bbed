use unicode_normalization::UnicodeNormalization;

/// Writes one character in its plain form: odd spaces become a space, invisible characters nothing, ligatures and
/// full-width letters their letters. `½` and `²` stay, since their compatibility forms change what is said.
pub fn tidy_char(c: char, out: &mut String) {
    match c {
        ' '..='~' | '\n' => out.push(c),
        '\t' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => out.push(' '),
        '\u{85}' | '\u{2028}' | '\u{2029}' | '\r' | '\u{b}' | '\u{c}' => out.push('\n'),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => {}
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => {}
        '\u{fb00}'..='\u{fb06}' | '\u{ff01}'..='\u{ff5e}' => out.extend(std::iter::once(c).nfkc()),
        _ => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::tidy_char;

    #[test]
    fn spaces_and_ligatures_become_plain_and_fractions_stay() {
        let mut out = String::new();
        "a\u{a0}b\u{ad}c\u{200b}d ﬁne Ｃ＋＋ 3½ m²".chars().for_each(|c| tidy_char(c, &mut out));
        assert_eq!(out, "a bcd fine C++ 3½ m²");
    }
}
