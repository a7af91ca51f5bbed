use serde_json::Value;

/// Where a value lies in a record: keys joined by dots. A list on the way means each of its elements. The last key may
/// name several values that belong together (`city+region+country`); a path that starts with `/` begins at the root of
/// the document. Keys match in any case; a key without a prefix matches one with any (`location`, `job:location`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    from_root: bool,
    keys: Vec<String>,
    last: Vec<String>,
}

impl Path {
    pub fn parse(written: &str) -> Option<Self> {
        let from_root = written.starts_with('/');
        let written = written.strip_prefix('/').unwrap_or(written);
        let mut keys: Vec<String> = written.split('.').map(str::to_string).collect();
        let last: Vec<String> = keys.pop()?.split('+').map(str::to_string).collect();
        let named = keys.iter().chain(&last).all(|k| !k.is_empty());
        named.then_some(Self { from_root, keys, last })
    }

    /// The values at the path: one for each element of the lists on the way, parts joined by a comma.
    pub fn strings(&self, record: &Value, root: &Value) -> Vec<String> {
        let mut out = Vec::new();
        for parent in self.parents(record, root) {
            let mut parts: Vec<String> = Vec::new();
            for key in &self.last {
                let found = child(parent, key).map(words).unwrap_or_default();
                match self.last.len() {
                    1 => out.extend(found),
                    _ => parts.extend(found.into_iter().next().filter(|p| !parts.contains(p))),
                }
            }
            if !parts.is_empty() {
                out.push(parts.join(", "));
            }
        }
        out
    }

    /// The values themselves, lists taken apart.
    pub fn values<'v>(&self, record: &'v Value, root: &'v Value) -> Vec<&'v Value> {
        let found = self.parents(record, root).into_iter().filter_map(|p| child(p, &self.last[0]));
        found.flat_map(flat).collect()
    }

    /// The key of a path that has only one.
    pub fn name(&self) -> Option<&str> {
        let single = self.keys.is_empty() && self.last.len() == 1 && !self.from_root;
        single.then(|| self.last[0].as_str())
    }

    /// Whether anything stands at the path, be it empty.
    pub fn exists(&self, record: &Value, root: &Value) -> bool {
        self.parents(record, root).into_iter().any(|p| self.last.iter().all(|k| child(p, k).is_some()))
    }

    fn parents<'v>(&self, record: &'v Value, root: &'v Value) -> Vec<&'v Value> {
        let mut at = flat(if self.from_root { root } else { record });
        for key in &self.keys {
            at = at.into_iter().filter_map(|v| child(v, key)).flat_map(flat).collect();
        }
        at
    }
}

fn flat(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(all) => all.iter().flat_map(flat).collect(),
        one => vec![one],
    }
}

fn child<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    let object = value.as_object()?;
    let exact = object.get(key).or_else(|| object.iter().find(|(k, _)| k.eq_ignore_ascii_case(key)).map(|(_, v)| v));
    exact.or_else(|| {
        let prefixed = |k: &str| k.split_once(':').is_some_and(|(_, local)| local.eq_ignore_ascii_case(key));
        object.iter().find(|(k, _)| prefixed(k)).map(|(_, v)| v)
    })
}

/// Keys under which an object carries its name.
const NAMES: [&str; 9] =
    ["#text", "name", "label", "display_name", "displayName", "descriptor", "value", "title", "@term"];

/// What a value says: texts as they are, objects by their name, lists element by element. Empty texts say nothing.
fn words(value: &Value) -> Vec<String> {
    match value {
        Value::String(s) if !s.trim().is_empty() => vec![s.trim().to_string()],
        Value::Number(n) => vec![n.to_string()],
        Value::Array(all) => all.iter().flat_map(words).collect(),
        Value::Object(object) => {
            let named = NAMES.iter().find_map(|n| object.get(*n)).map(words).filter(|w| !w.is_empty());
            // An element that only groups others of one name (`<locations><location>...`) is a list.
            named.unwrap_or_else(|| match object.len() {
                1 => object.values().flat_map(words).collect(),
                _ => Vec::new(),
            })
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn paths_go_through_lists_prefixes_and_names() {
        let root = json!({"name": "Acme"});
        let record = json!({
            "title": " Nurse ", "job:Location": {"name": "Hull"}, "tags": ["a", {"label": "b"}],
            "offices": [{"city": "Hull", "country": "GB"}, {"city": "Leeds", "country": ""}],
        });
        for (path, want) in [
            ("title", vec!["Nurse"]),
            ("location", vec!["Hull"]),
            ("tags", vec!["a", "b"]),
            ("offices.city+country", vec!["Hull, GB", "Leeds"]),
            ("offices.city", vec!["Hull", "Leeds"]),
            ("/name", vec!["Acme"]),
            ("nothing.here", vec![]),
        ] {
            assert_eq!(Path::parse(path).unwrap().strings(&record, &root), want, "{path}");
        }
        assert_eq!(Path::parse("a..b"), None);
    }
}
