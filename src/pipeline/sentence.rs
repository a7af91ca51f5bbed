use crate::model::Span;

/// A line longer than this many bytes is cut to its sentence.
const LONG: usize = 240;

/// The list item, line or sentence that a span stands in, without the marks of its structure.
pub fn sentence_at(text: &str, span: Span) -> &str {
    let start = floor(text, span.start as usize);
    let end = floor(text, span.end as usize).max(start);
    let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let to = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let (from, to) = printed_string(text, from, start, end, to);
    let (from, to) = if to - from > LONG { within(text, from, start, end, to) } else { (from, to) };
    text[from..to].trim().trim_start_matches(['-', '#', '*', '•', '·', '●', '▪', ' ']).trim()
}

/// Of a line that is a printed list of strings (`['You know SQL', 'You travel']`) the string that `start..end` stands in.
fn printed_string(text: &str, from: usize, start: usize, end: usize, to: usize) -> (usize, usize) {
    let line = text[from..to].trim_start();
    if !(line.starts_with("['") || line.starts_with("[\"")) {
        return (from, to);
    }
    let between = |part: &str, at: usize| {
        part[at..].starts_with(['\'', '"'])
            && part[at + 1..].starts_with(", ")
            && part[at + 3..].starts_with(['\'', '"'])
    };
    let (before, after) = (&text[from..start], &text[end..to]);
    let cut = before
        .rmatch_indices(", ")
        .find(|(at, _)| *at > 0 && before.is_char_boundary(at - 1) && between(before, at - 1));
    let stop =
        after.match_indices(", ").find(|(at, _)| *at > 0 && after.is_char_boundary(at - 1) && between(after, at - 1));
    let first = before.find('[').map_or(from, |at| from + at + 2).min(start);
    let last = end + after.trim_end().trim_end_matches(']').trim_end_matches(['\'', '"']).len();
    (cut.map_or(first, |(at, _)| from + at + 3), stop.map_or(last, |(at, _)| end + at - 1))
}

/// The sentence of `start..end` inside the line `from..to`.
fn within(text: &str, from: usize, start: usize, end: usize, to: usize) -> (usize, usize) {
    let ends = |part: &str, at: usize| {
        let after = part[at + 1..].chars().next();
        let before = part[..at].chars().next_back();
        // "e.g. SQL", "Node. js" and "3.5 years" end no sentence.
        after.is_none_or(char::is_whitespace)
            && !before.is_some_and(|c| c == '.' || c.is_whitespace())
            && !part[..at].ends_with("e.g")
            && !part[..at].ends_with("i.e")
    };
    let line = &text[from..start];
    let cut = line.char_indices().rev().find(|(at, c)| matches!(c, '.' | '!' | '?' | ';') && ends(line, *at));
    let rest = &text[end..to];
    let stop = rest.char_indices().find(|(at, c)| matches!(c, '.' | '!' | '?' | ';') && ends(rest, *at));
    (from + cut.map_or(0, |(at, _)| at + 1), end + stop.map_or(rest.len(), |(at, _)| at + 1))
}

/// The nearest boundary of a character at or below `at`.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, word: &str) -> String {
        let start = text.find(word).expect("the word");
        sentence_at(text, Span::new(start, start + word.len()).expect("a span")).into()
    }

    #[test]
    fn a_list_item_stands_for_itself() {
        assert_eq!(of("# You\n- 3 years of SQL\n- Jira", "SQL"), "3 years of SQL");
        assert_eq!(of("SQL", "SQL"), "SQL");
    }

    #[test]
    fn a_long_line_is_cut_to_its_sentence() {
        let filler = "We have grown for many years and are proud of our people and our customers. ".repeat(3);
        let text = format!("{filler}You know SQL (e.g. PostgreSQL) after 2.5 years of it. {filler}");
        assert_eq!(of(&text, "PostgreSQL"), "You know SQL (e.g. PostgreSQL) after 2.5 years of it.");
    }

    #[test]
    fn a_printed_list_of_strings_is_cut_to_the_string() {
        let text = "['Who you are', 'You know SQL', \"It's a team's work\", 'You travel']";
        assert_eq!(of(text, "SQL"), "You know SQL");
        assert_eq!(of(text, "team"), "It's a team's work");
        assert_eq!(of(text, "Who"), "Who you are");
        assert_eq!(of(text, "travel"), "You travel");
        assert_eq!(of("'Who', 'SQL'", "SQL"), "'Who', 'SQL'");
    }

    #[test]
    fn spans_outside_the_text_or_inside_a_character_do_no_harm() {
        for (start, end) in [(0, 99), (98, 99), (1, 2), (3, 1)] {
            let _ = sentence_at("é\nü", Span { start, end });
        }
    }
}
