use serde_json::Value;

/// Which keys an object may have, as one bit for each kind of key: most of the many names that a field may have are
/// ruled out by it without a look at the object.
#[derive(Debug, Clone, Copy)]
pub struct KeySet(u64);

impl KeySet {
    pub fn of(record: &Value) -> Self {
        let names = record.as_object().into_iter().flat_map(|o| o.keys());
        let bits = names.map(|name| bit(name) | name.split_once(':').map_or(0, |(_, local)| bit(local)));
        Self(bits.fold(0, |all, bit| all | bit))
    }
}

fn bit(key: &str) -> u64 {
    let first = key.as_bytes().first().map_or(0, u8::to_ascii_lowercase);
    1 << ((usize::from(first) + 7 * key.len()) % 64)
}

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
        let mut push = |parent: &Value| match &self.last[..] {
            [key] => child(parent, key).into_iter().for_each(|v| words(v, &mut out)),
            several => out.extend(together(parent, several)),
        };
        // Most paths are one key of the record itself.
        if self.keys.is_empty() && !self.from_root && record.is_object() {
            push(record);
        } else {
            self.parents(record, root).into_iter().for_each(push);
        }
        out
    }

    /// The values themselves, lists taken apart.
    pub fn values<'v>(&self, record: &'v Value, root: &'v Value) -> Vec<&'v Value> {
        let found = self.parents(record, root).into_iter().filter_map(|p| child(p, &self.last[0]));
        found.flat_map(flat).collect()
    }

    /// Whether the path may lead anywhere in an object with those keys.
    pub fn may_be_in(&self, keys: KeySet) -> bool {
        let first = if self.keys.is_empty() { &self.last[..] } else { &self.keys[..1] };
        self.from_root || first.iter().any(|key| keys.0 & bit(key) != 0)
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
    let (mut in_other_case, mut prefixed) = (None, None);
    for (name, value) in value.as_object()? {
        if name == key {
            return Some(value);
        }
        let Some(prefix) = name.len().checked_sub(key.len()) else { continue };
        let (before, local) = name.as_bytes().split_at(prefix);
        if !local.eq_ignore_ascii_case(key.as_bytes()) {
            continue;
        }
        if before.is_empty() {
            in_other_case = in_other_case.or(Some(value));
        } else if before.ends_with(b":") {
            prefixed = prefixed.or(Some(value));
        }
    }
    in_other_case.or(prefixed)
}

/// Keys under which an object carries its name.
const NAMES: [&str; 9] =
    ["#text", "name", "label", "display_name", "displayName", "descriptor", "value", "title", "@term"];

/// What a value says: texts as they are, objects by their name, lists element by element. Empty texts say nothing.
fn words(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::String(s) if !s.trim().is_empty() => out.push(s.trim().to_string()),
        Value::Number(n) => out.push(n.to_string()),
        Value::Array(all) => all.iter().for_each(|v| words(v, out)),
        Value::Object(object) => {
            let before = out.len();
            for name in NAMES {
                object.get(name).into_iter().for_each(|v| words(v, out));
                if out.len() > before {
                    return;
                }
            }
            // An element that only groups others of one name (`<locations><location>...`) is a list.
            if object.len() == 1 {
                object.values().for_each(|v| words(v, out));
            }
        }
        _ => {}
    }
}

/// The first values of several keys, each once.
fn together(parent: &Value, keys: &[String]) -> Option<String> {
    let (mut parts, mut found) = (Vec::<String>::new(), Vec::new());
    for value in keys.iter().filter_map(|key| child(parent, key)) {
        found.clear();
        words(value, &mut found);
        parts.extend(found.drain(..).next().filter(|p| !parts.contains(p)));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
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
