use super::{Attrs, Dialect, Token, Tokens, decode};
use serde_json::{Map, Value};

/// Deeper elements count as text of their parent.
const MAX_DEPTH: usize = 48;

/// One record of an XML file (an RSS `item`, an Atom `entry`, a `job`), read from markup that may be broken.
#[derive(Debug, Clone, PartialEq)]
pub struct Element<'t> {
    pub name: &'t str,
    attrs: Attrs<'t>,
    children: Vec<Element<'t>>,
    /// Text directly inside, entities decoded once.
    text: String,
    /// Everything inside as written.
    inner: &'t str,
    /// Whether the file ends before the element does.
    pub cut: bool,
}

impl<'t> Element<'t> {
    fn new(name: &'t str, attrs: Attrs<'t>) -> Self {
        Self { name, attrs, children: Vec::new(), text: String::new(), inner: "", cut: false }
    }

    /// The element as a value: a string where it holds text or HTML, else an object of its children with attributes
    /// as `@name` and text as `#text`. Children of one name become an array.
    pub fn into_value(self) -> Value {
        let leaf = self.children.is_empty() || self.children.iter().any(|c| is_html(c.name));
        let text = match (leaf, self.children.is_empty()) {
            (true, false) => self.inner.trim().to_string(),
            _ => trimmed(self.text),
        };
        let mut object = Map::new();
        for (name, value) in self.attrs.iter() {
            object.insert(format!("@{name}"), Value::String(decode(value).into_owned()));
        }
        if leaf && object.is_empty() {
            return Value::String(text);
        }
        if !text.is_empty() {
            object.insert("#text".to_string(), Value::String(text));
        }
        for child in self.children.into_iter().filter(|_| !leaf) {
            let name = child.name;
            match object.get_mut(name) {
                Some(Value::Array(all)) => all.push(child.into_value()),
                Some(one) => *one = Value::Array(vec![one.take(), child.into_value()]),
                None => drop(object.insert(name.to_string(), child.into_value())),
            }
        }
        Value::Object(object)
    }
}

fn trimmed(text: String) -> String {
    match text.trim() {
        trimmed if trimmed.len() == text.len() => text,
        trimmed => trimmed.to_string(),
    }
}

/// Whether an element of that name is text markup rather than a field of a record.
fn is_html(name: &str) -> bool {
    if name.bytes().any(|b| b.is_ascii_uppercase()) {
        return is_html(&name.to_ascii_lowercase());
    }
    matches!(
        name.strip_prefix("xhtml:").unwrap_or(name),
        "p" | "br"
            | "b"
            | "i"
            | "u"
            | "s"
            | "em"
            | "strong"
            | "span"
            | "div"
            | "ul"
            | "ol"
            | "li"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "a"
            | "font"
            | "table"
            | "tbody"
            | "tr"
            | "td"
            | "th"
            | "img"
            | "hr"
            | "blockquote"
            | "pre"
            | "sup"
            | "sub"
            | "small"
            | "dl"
            | "dt"
            | "dd"
            | "center"
            | "html"
    )
}

/// Hands every element whose name `is_record` accepts to `sink`, outermost first-come; an element of the same name
/// inside a record ends it, since records do not nest.
pub fn records<'t>(text: &'t str, is_record: impl Fn(&str) -> bool, mut sink: impl FnMut(Element<'t>)) {
    let mut tokens = Tokens::new(text, Dialect::Xml);
    let mut stack = Stack { text, open: Vec::new() };
    loop {
        let start = tokens.at();
        let Some(token) = tokens.next() else { break };
        match token {
            Token::Open { name, attrs, closed } => {
                let record = is_record(name);
                if record && stack.open.first().is_some_and(|(r, _)| r.name == name) {
                    stack.close_to(0, start).map(&mut sink);
                }
                if stack.open.is_empty() && !record {
                    continue;
                }
                stack.end_text_field(name, start);
                if stack.open.len() >= MAX_DEPTH {
                    continue;
                }
                stack.open.push((Element::new(name, attrs), tokens.at()));
                if closed {
                    stack.close_to(stack.open.len() - 1, tokens.at()).map(&mut sink);
                }
            }
            Token::Close { name } => {
                if let Some(depth) = stack.open.iter().rposition(|(e, _)| e.name == name) {
                    stack.close_to(depth, start).map(&mut sink);
                }
            }
            Token::Text(raw) => stack.push_text(&decode(raw)),
            Token::Raw(raw) => stack.push_text(raw),
        }
    }
    if let Some((record, _)) = stack.open.first_mut() {
        record.cut = true;
        stack.close_to(0, text.len()).map(&mut sink);
    }
}

struct Stack<'t> {
    text: &'t str,
    /// Open elements with the offset where their inside starts; the first is the record.
    open: Vec<(Element<'t>, usize)>,
}

impl<'t> Stack<'t> {
    /// Closes the element at `depth` and all inside it; the record itself is handed back.
    fn close_to(&mut self, depth: usize, end: usize) -> Option<Element<'t>> {
        while self.open.len() > depth {
            let (mut element, from) = self.open.pop()?;
            element.inner = self.text.get(from..end).unwrap_or_default();
            match self.open.last_mut() {
                Some((parent, _)) => parent.children.push(element),
                None => return Some(element),
            }
        }
        None
    }

    /// A field that holds text and is followed by another field was never closed.
    fn end_text_field(&mut self, next: &str, start: usize) {
        let unclosed = |e: &Element| !e.text.trim().is_empty() && !is_html(e.name);
        while self.open.len() > 1 && self.open.last().is_some_and(|(e, _)| unclosed(e)) && !is_html(next) {
            self.close_to(self.open.len() - 1, start);
        }
    }

    fn push_text(&mut self, text: &str) {
        if let Some((top, _)) = self.open.last_mut() {
            top.text.push_str(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn items(text: &str) -> Vec<Value> {
        let mut all = Vec::new();
        records(text, |n| n == "item", |e| all.push(e.into_value()));
        all
    }

    #[test]
    fn fields_attributes_and_repeats_become_one_value() {
        let text =
            r#"<rss><item a="1"><t>R&amp;D</t><c>x</c><c>y</c><l href="u"/><d><![CDATA[<p>hi]]></d></item></rss>"#;
        let want = json!({"@a": "1", "t": "R&D", "c": ["x", "y"], "l": {"@href": "u"}, "d": "<p>hi"});
        assert_eq!(items(text), [want]);
    }

    #[test]
    fn broken_markup_still_gives_its_fields() {
        for (text, want) in [
            ("<item><t>R&D at AT&T</t>", json!({"t": "R&D at AT&T"})),
            ("<item><d>a <br> b</d><t>x</t></item>", json!({"d": "a <br> b", "t": "x"})),
            ("<item><t>never closed<l>u</l></item>", json!({"t": "never closed", "l": "u"})),
            ("<item><t>cut of", json!({"t": "cut of"})),
            ("<item><t>a</t></wrong></item>", json!({"t": "a"})),
        ] {
            assert_eq!(items(text), [want], "{text}");
        }
        assert_eq!(items("<item><t>a</t><item><t>b</t></item>"), [json!({"t": "a"}), json!({"t": "b"})]);
    }

    #[test]
    fn deep_nesting_is_cut_off() {
        let text = format!("<item>{}x{}</item>", "<a1>".repeat(100_000), "</a1>".repeat(100_000));
        assert_eq!(items(&text).len(), 1);
    }
}
