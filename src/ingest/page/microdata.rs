use scraper::{ElementRef, Html, Selector};
use serde_json::{Map, Value};
use std::sync::LazyLock;

static POSTING: LazyLock<Selector> =
    LazyLock::new(|| Selector::parse("[itemtype*=JobPosting]").expect("a constant selector"));

/// Whether a look at the tree can be of use.
pub fn may_be_in(html: &str) -> bool {
    html.contains("JobPosting") && html.contains("itemtype")
}

/// The JobPosting objects that a page states in microdata, in the shape of JSON-LD.
pub fn postings(document: &Html) -> Vec<Map<String, Value>> {
    document.select(&POSTING).map(|scope| object(scope, "JobPosting")).collect()
}

fn object(scope: ElementRef<'_>, kind: &str) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("@type".to_string(), Value::String(kind.to_string()));
    collect(scope, &mut object);
    object
}

/// Properties below `scope`, not those of objects inside it. A property given twice keeps its longer text.
fn collect(scope: ElementRef<'_>, object: &mut Map<String, Value>) {
    for element in scope.children().filter_map(ElementRef::wrap) {
        let Some(name) = element.value().attr("itemprop") else {
            if element.value().attr("itemscope").is_none() {
                collect(element, object);
            }
            continue;
        };
        let value = property(element);
        let size = |v: &Value| v.as_str().map_or(usize::MAX, str::len);
        let name = name.split_whitespace().next().unwrap_or_default();
        if object.get(name).is_none_or(|old| size(old) < size(&value)) {
            object.insert(name.to_string(), value);
        }
    }
}

fn property(element: ElementRef<'_>) -> Value {
    let value = element.value();
    if value.attr("itemscope").is_some() {
        let kind = value.attr("itemtype").and_then(|t| t.rsplit('/').next()).unwrap_or("Thing");
        return Value::Object(self::object(element, kind));
    }
    let attribute = ["content", "datetime"].into_iter().find_map(|a| value.attr(a)).filter(|v| !v.is_empty());
    let link = || value.attr("href").filter(|_| matches!(value.name(), "a" | "link"));
    let text = || element.inner_html();
    match attribute.or_else(link) {
        Some(value) => Value::String(value.to_string()),
        None => Value::String(text()),
    }
}
