//! JSON as pages and feeds really hold it: with comments, trailing commas, raw line breaks in strings, cut off.

use serde_json::Value;

/// The value of a JSON text. Strict reading first; else the text is repaired where its meaning is plain.
/// `None` where it is no JSON. The flag says whether it was repaired.
pub fn parse(text: &str) -> Option<(Value, bool)> {
    let text = text.trim().trim_start_matches('\u{feff}');
    if let Ok(value) = serde_json::from_str(text) {
        return Some((value, false));
    }
    let repaired = repair(text);
    let mut values = serde_json::Deserializer::from_str(&repaired).into_iter::<Value>();
    let first = values.next()?.ok()?;
    // Several values one after the other are meant as a list.
    let rest: Vec<Value> = values.map_while(Result::ok).collect();
    let value = if rest.is_empty() { first } else { Value::Array(std::iter::once(first).chain(rest).collect()) };
    (value.is_object() || value.is_array()).then_some((value, true))
}

/// The same JSON without what strict readers refuse.
fn repair(text: &str) -> String {
    let mut repairer = Repairer { out: String::with_capacity(text.len() + 16), open: Vec::new(), in_string: false };
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let used = if repairer.in_string { repairer.inside(c, rest) } else { repairer.outside(c, rest) };
        rest = &rest[used..];
    }
    repairer.close()
}

struct Repairer {
    out: String,
    /// Closing brackets that are due.
    open: Vec<char>,
    in_string: bool,
}

impl Repairer {
    /// One character of a string; returns how many bytes were read.
    fn inside(&mut self, c: char, rest: &str) -> usize {
        match c {
            '"' if ends_string(&rest[1..]) => {
                self.in_string = false;
                self.out.push('"');
            }
            '"' => self.out.push_str("\\\""),
            '\\' => return self.escape(rest),
            '\n' => self.out.push_str("\\n"),
            '\t' => self.out.push_str("\\t"),
            '\u{0}'..='\u{1f}' => {}
            _ => self.out.push(c),
        }
        c.len_utf8()
    }

    fn escape(&mut self, rest: &str) -> usize {
        let next = rest[1..].chars().next();
        match next {
            Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't') => {
                self.out.push_str(&rest[..2]);
                2
            }
            Some('u') if rest.len() >= 6 && rest.as_bytes()[2..6].iter().all(u8::is_ascii_hexdigit) => {
                // Halves of surrogate pairs that stand alone are refused by strict readers.
                let pair = rest.as_bytes().get(2).is_some_and(|b| matches!(b, b'd' | b'D'))
                    && rest.as_bytes().get(3).is_some_and(|b| matches!(b, b'8'..=b'9' | b'a'..=b'f' | b'A'..=b'F'));
                self.out.push_str(if pair { "\\ufffd" } else { &rest[..6] });
                6
            }
            _ => {
                self.out.push_str("\\\\");
                1
            }
        }
    }

    /// One character between values.
    fn outside(&mut self, c: char, rest: &str) -> usize {
        for (start, end) in [("/*", "*/"), ("//", "\n"), ("<!--", "\n"), ("-->", ""), ("<![CDATA[", ""), ("]]>", "")] {
            if let Some(tail) = rest.strip_prefix(start) {
                return tail.find(end).map_or(rest.len(), |i| start.len() + i + end.len());
            }
        }
        match c {
            '"' => self.in_string = true,
            '{' => self.open.push('}'),
            '[' => self.open.push(']'),
            '}' | ']' => {
                self.drop_comma();
                self.open.pop();
            }
            ';' => return 1,
            _ => {}
        }
        self.out.push(c);
        c.len_utf8()
    }

    fn drop_comma(&mut self) {
        let end = self.out.trim_end().trim_end_matches(',').len();
        self.out.truncate(end);
    }

    /// Closes what a cut-off file left open; a key without a value gets `null`.
    fn close(mut self) -> String {
        if self.in_string {
            self.out.push('"');
        }
        while let Some(bracket) = self.open.pop() {
            self.drop_comma();
            let tail = self.out.trim_end();
            if tail.ends_with(':') {
                self.out.push_str("null");
            } else if bracket == '}' && tail.ends_with('"') && key_without_value(tail) {
                self.out.push_str(":null");
            }
            self.out.push(bracket);
        }
        self.out
    }
}

/// Whether the quote before `rest` ends its string: a quote inside a sentence is not followed by punctuation of JSON.
fn ends_string(rest: &str) -> bool {
    let rest = rest.trim_start();
    match rest.chars().next() {
        None | Some('}' | ']' | ':') => true,
        Some(',') => {
            let next = rest[1..].trim_start();
            next.starts_with(['"', '{', '[', '}', ']', '-', 't', 'f', 'n', '/'])
                || next.starts_with(|c: char| c.is_ascii_digit())
        }
        Some('/') => rest.starts_with("//") || rest.starts_with("/*"),
        _ => false,
    }
}

/// Whether the string at the end of `tail` stands where a key does.
fn key_without_value(tail: &str) -> bool {
    let body = &tail[..tail.len() - 1];
    let start = body.rfind('"').unwrap_or(0);
    body[..start].trim_end().ends_with([',', '{'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_strict_readers_refuse_is_repaired() {
        for (text, want) in [
            ("{\"a\": \"x\ny\tz\"}", json!({"a": "x\ny\tz"})),
            ("{\"a\": [1, 2,], }", json!({"a": [1, 2]})),
            ("/* c */ {\"a\": 1, // d\n \"b\": 2};", json!({"a": 1, "b": 2})),
            ("<!--\n{\"a\": 1}\n-->", json!({"a": 1})),
            ("{\"a\": \"a \"quoted\" word\"}", json!({"a": "a \"quoted\" word"})),
            ("{\"a\": \"C:\\dir \\'s\"}", json!({"a": "C:\\dir \\'s"})),
            ("{\"a\": 1}{\"b\": 2}", json!([{"a": 1}, {"b": 2}])),
            ("{\"jobs\": [{\"t\": \"one\"}, {\"t\": \"tw", json!({"jobs": [{"t": "one"}, {"t": "tw"}]})),
            ("{\"jobs\": [{\"t\": \"one\", \"te", json!({"jobs": [{"t": "one", "te": null}]})),
            ("{\"a\": \"\\ud83d x\"}", json!({"a": "\u{fffd} x"})),
        ] {
            assert_eq!(parse(text), Some((want, true)), "{text}");
        }
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for text in ["", "hello", "<html>", "{{{{", "\"text\"", "12"] {
            assert_eq!(parse(text).filter(|(v, _)| !v.is_string() && !v.is_number()), None, "{text}");
        }
        assert!(parse(&"[".repeat(100_000)).is_none());
    }
}
