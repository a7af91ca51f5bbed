//! Where a sentence ends: a full stop behind "e.g." or an initial ends none.

/// Whether the `.`, `!` or `?` at `i` ends a sentence.
pub fn ends_sentence(text: &str, from: usize, i: usize, end: usize) -> bool {
    let rest = &text[i + 1..end];
    let after = rest.trim_start_matches(['*', '"', '”', '’', '\'', ')']);
    if !after.is_empty() && !after.starts_with(char::is_whitespace) {
        // "projects.Experience": a full stop whose blank was lost.
        let lower_before = text[from..i].ends_with(|c: char| c.is_lowercase());
        let mut next = after.chars();
        return lower_before
            && text.as_bytes()[i] == b'.'
            && next.next().is_some_and(char::is_uppercase)
            && next.next().is_some_and(char::is_lowercase)
            && !text[from..i].ends_with("www");
    }
    let next = after.trim_start().chars().next();
    if !next.is_none_or(|c| c.is_uppercase() || c.is_ascii_digit() || !c.is_alphanumeric()) {
        return false;
    }
    let word = text[from..i]
        .trim_end()
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or("")
        .to_ascii_lowercase();
    let abbreviation = matches!(
        word.as_str(),
        "e.g"
            | "eg"
            | "i.e"
            | "ie"
            | "no"
            | "vs"
            | "inc"
            | "ltd"
            | "dr"
            | "mr"
            | "mrs"
            | "ms"
            | "st"
            | "approx"
            | "incl"
            | "dept"
            | "u.s"
            | "u.k"
            | "ph"
            | "b.a"
            | "b.s"
            | "m.s"
            | "sr"
            | "jr"
            | "min"
            | "max"
    ) || (word.len() == 1
        && word.chars().all(char::is_alphabetic)
        && word != "i"
        && text.as_bytes()[i] == b'.'
        && !matches!(word.as_str(), "c" | "r"));
    !(abbreviation && text.as_bytes()[i] == b'.')
}
