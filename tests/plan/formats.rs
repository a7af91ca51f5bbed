//! Small readers of the formats that a plan goes out as, written from their standards and not from our writers.

use std::collections::BTreeMap;

/// A component of a calendar with its properties; parameters are left with the name.
pub struct Entry {
    pub kind: String,
    pub properties: BTreeMap<String, String>,
}

/// Reads an RFC 5545 calendar and holds it to the rules that calendars insist on.
pub fn calendar(text: &str) -> Vec<Entry> {
    assert!(text.ends_with("\r\n"), "lines end with CR LF");
    let mut lines: Vec<String> = Vec::new();
    for line in text.strip_suffix("\r\n").unwrap_or(text).split("\r\n") {
        assert!(line.len() <= 75, "a line of {} bytes: {line}", line.len());
        assert!(!line.contains(['\n', '\r']), "a bare line end");
        match line.strip_prefix(' ') {
            Some(rest) => lines.last_mut().expect("a line to go on").push_str(rest),
            None => lines.push(line.to_owned()),
        }
    }
    let mut open: Vec<Entry> = Vec::new();
    let mut all = Vec::new();
    for line in lines {
        let (name, value) = line.split_once(':').expect("a property");
        match name {
            "BEGIN" => open.push(Entry { kind: value.into(), properties: BTreeMap::new() }),
            "END" => {
                let entry = open.pop().expect("something to end");
                assert_eq!(entry.kind, value, "ends cross");
                check(&entry, open.is_empty());
                all.push(entry);
            }
            _ => drop(open.last_mut().expect("inside").properties.insert(name.into(), unescaped(value))),
        }
    }
    assert!(open.is_empty());
    let ids: Vec<&String> = all.iter().filter_map(|e| e.properties.get("UID")).collect();
    let once: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(ids.len(), once.len(), "identities are unique");
    all
}

fn check(entry: &Entry, is_outermost: bool) {
    let has = |name: &str| entry.properties.contains_key(name);
    if is_outermost {
        assert_eq!(entry.kind, "VCALENDAR");
        assert!(has("PRODID") && entry.properties.get("VERSION").is_some_and(|v| v == "2.0"));
        return;
    }
    assert!(has("UID") && has("DTSTAMP") && has("SUMMARY"), "{:?}", entry.properties);
    let day = |name: &str| {
        let value = entry.properties.get(&format!("{name};VALUE=DATE")).unwrap_or_else(|| panic!("{name}"));
        assert!(value.len() == 8 && value.bytes().all(|b| b.is_ascii_digit()), "{value}");
        value.clone()
    };
    match entry.kind.as_str() {
        "VEVENT" => assert!(day("DTEND") > day("DTSTART")),
        "VTODO" => assert!(day("DUE") >= day("DTSTART")),
        other => panic!("component {other}"),
    }
}

fn unescaped(value: &str) -> String {
    let mut out = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(c @ ('\\' | ';' | ',')) => out.push(c),
                other => panic!("escape {other:?} in {value}"),
            },
            c => out.push(c),
        }
    }
    out
}

/// Reads what `task import` takes. Gives the number of tasks.
pub fn taskwarrior(text: &str) -> usize {
    let tasks: Vec<serde_json::Value> = serde_json::from_str(text).expect("an array");
    let ids: Vec<&str> = tasks.iter().map(|t| t["uuid"].as_str().expect("an identity")).collect();
    for task in &tasks {
        let id = task["uuid"].as_str().unwrap_or_default();
        let parts: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12], "{id}");
        let status = task["status"].as_str().expect("a status");
        assert!(["pending", "completed", "deleted", "waiting"].contains(&status));
        assert_eq!(task.get("end").is_some(), status == "completed" || status == "deleted");
        let description = task["description"].as_str().expect("a description");
        assert!(!description.is_empty() && !description.contains('\n'));
        for date in ["entry", "due", "scheduled"] {
            let value = task[date].as_str().expect(date);
            assert!(value.len() == 16 && value.as_bytes()[8] == b'T' && value.ends_with('Z'), "{value}");
        }
        for need in task.get("depends").and_then(|d| d.as_array()).into_iter().flatten() {
            assert!(ids.contains(&need.as_str().expect("an identity")), "depends on what is not there");
        }
    }
    tasks.len()
}

/// Reads todo.txt. Gives the number of tasks.
pub fn todo_txt(text: &str) -> usize {
    let is_day = |word: &str| word.len() == 10 && word.as_bytes()[4] == b'-' && word.as_bytes()[7] == b'-';
    for line in text.lines() {
        let mut words = line.split(' ').peekable();
        match words.peek() {
            Some(&"x") => {
                words.next();
                assert!(words.next().is_some_and(is_day), "a day of completion: {line}");
            }
            Some(first) if first.starts_with('(') => {
                let first = words.next().unwrap_or_default();
                assert!(first.len() == 3 && first.as_bytes()[1].is_ascii_uppercase(), "{first}");
            }
            _ => {}
        }
        assert!(words.next().is_some_and(is_day), "a day of creation: {line}");
        let rest: Vec<&str> = words.collect();
        assert!(rest.iter().filter_map(|w| w.strip_prefix("due:")).all(is_day));
        assert_eq!(rest.iter().filter(|w| w.starts_with("due:")).count(), 1, "{line}");
    }
    text.lines().count()
}

/// Holds a picture to be well-formed XML.
pub fn xml(text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut depth = 0;
    loop {
        match reader.read_event().unwrap_or_else(|e| panic!("{e}")) {
            quick_xml::events::Event::Start(_) => depth += 1,
            quick_xml::events::Event::End(_) => depth -= 1,
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
}
