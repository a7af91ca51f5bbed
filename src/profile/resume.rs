//! CVs that come as data: JSON Resume, and the tables of a LinkedIn data export.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Entries read of one list or table, and characters of one text.
const ENTRIES: usize = 2_000;
const LONGEST: usize = 20_000;

/// Tables of a LinkedIn data export that say what somebody can do.
pub const LINKEDIN_TABLES: &[&str] = &[
    "Profile.csv",
    "Positions.csv",
    "Skills.csv",
    "Education.csv",
    "Certifications.csv",
    "Languages.csv",
    "Projects.csv",
];

/// A CV as text to read, and what it names as a skill of its own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Resume {
    /// Light Markdown: headings, list items, paragraphs.
    pub text: String,
    /// Names in a list of skills, languages or certificates, each with the words that stand there.
    pub named: Vec<(String, String)>,
}

impl Resume {
    fn heading(&mut self, title: &str) {
        let _ = writeln!(self.text, "\n## {title}\n");
    }

    fn paragraph(&mut self, text: &str) {
        let text: String = text.trim().chars().take(LONGEST).collect();
        if !text.is_empty() {
            let _ = writeln!(self.text, "{text}\n");
        }
    }

    fn item(&mut self, parts: &[&str], joint: &str) {
        let parts: Vec<&str> = parts.iter().map(|p| p.trim()).filter(|p| !p.is_empty()).collect();
        if !parts.is_empty() {
            let line: String = parts.join(joint).replace(['\n', '\r'], " ").chars().take(LONGEST).collect();
            let _ = writeln!(self.text, "- {line}");
        }
    }

    fn name(&mut self, name: &str, more: &str) {
        let (name, more) = (name.trim(), more.trim());
        if !name.is_empty() && self.named.len() < ENTRIES {
            let said = if more.is_empty() { name.to_owned() } else { format!("{name} ({more})") };
            self.item(&[name, more], ", ");
            self.named.push((name.to_owned(), said));
        }
    }
}

/// Whether a JSON value has the form of a JSON Resume.
pub fn is_json_resume(value: &Value) -> bool {
    let has = |key: &str| value.get(key).is_some();
    has("basics") && (has("work") || has("skills") || has("education")) || has("work") && has("skills")
}

/// Reads a JSON Resume (jsonresume.org, schema 1): what is of another type than the schema says is left out.
pub fn json_resume(value: &Value) -> Resume {
    let mut out = Resume::default();
    let text = |of: &Value, key: &str| of.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let list = |of: &Value, key: &str| -> Vec<Value> {
        of.get(key).and_then(Value::as_array).into_iter().flatten().take(ENTRIES).cloned().collect()
    };
    let strings = |of: &Value, key: &str| -> Vec<String> {
        list(of, key).iter().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    if let Some(basics) = value.get("basics") {
        out.paragraph(&text(basics, "label"));
        out.paragraph(&text(basics, "summary"));
    }
    for (key, title, place) in [("work", "Experience", "name"), ("volunteer", "Volunteering", "organization")] {
        for post in list(value, key) {
            out.heading(title);
            out.item(&[&text(&post, "position"), &text(&post, place)], ", ");
            out.paragraph(&text(&post, "summary"));
            strings(&post, "highlights").iter().for_each(|line| out.item(&[line], ""));
        }
    }
    for project in list(value, "projects") {
        out.heading("Projects");
        out.paragraph(&text(&project, "description"));
        strings(&project, "highlights").iter().chain(&strings(&project, "keywords")).for_each(|l| out.item(&[l], ""));
    }
    out.heading("Skills");
    for skill in list(value, "skills") {
        let level = text(&skill, "level");
        out.name(&text(&skill, "name"), &level);
        strings(&skill, "keywords").iter().for_each(|word| out.name(word, ""));
    }
    for language in list(value, "languages") {
        out.name(&text(&language, "language"), &text(&language, "fluency"));
    }
    for certificate in list(value, "certificates") {
        out.name(&text(&certificate, "name"), &text(&certificate, "issuer"));
    }
    out.heading("Education");
    for school in list(value, "education") {
        out.item(&[&text(&school, "studyType"), &text(&school, "area")], " in ");
        strings(&school, "courses").iter().for_each(|course| out.item(&[course], ""));
    }
    out
}

/// Reads the tables of a LinkedIn data export, by their file names; other files are not looked at.
pub fn linkedin(files: &BTreeMap<String, Vec<u8>>) -> Resume {
    let mut out = Resume::default();
    let rows = |name: &str| files.get(name).map(|bytes| table(bytes)).unwrap_or_default();
    for row in rows("Profile.csv") {
        out.paragraph(cell(&row, "headline"));
        out.paragraph(cell(&row, "summary"));
    }
    for (name, title) in [("Positions.csv", "Experience"), ("Projects.csv", "Projects")] {
        for row in rows(name) {
            out.heading(title);
            out.item(&[cell(&row, "title"), cell(&row, "company name")], ", ");
            out.paragraph(cell(&row, "description"));
        }
    }
    out.heading("Skills");
    for row in rows("Skills.csv") {
        out.name(cell(&row, "name"), "");
    }
    for row in rows("Languages.csv") {
        out.name(cell(&row, "name"), cell(&row, "proficiency"));
    }
    for row in rows("Certifications.csv") {
        out.name(cell(&row, "name"), cell(&row, "authority"));
    }
    out.heading("Education");
    for row in rows("Education.csv") {
        out.item(&[cell(&row, "degree name")], "");
        out.paragraph(cell(&row, "notes"));
    }
    out
}

/// The rows of a table, cells by their header in lower case.
fn table(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let headers: Vec<String> =
        reader.byte_headers().map(|h| h.iter().map(|c| text(c).trim().to_lowercase()).collect()).unwrap_or_default();
    let row = |record: csv::ByteRecord| headers.iter().cloned().zip(record.iter().map(text)).collect();
    reader.byte_records().filter_map(Result::ok).take(ENTRIES).map(row).collect()
}

fn cell<'r>(row: &'r BTreeMap<String, String>, name: &str) -> &'r str {
    row.get(name).map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_json_resume_becomes_text_and_names() {
        let value = serde_json::json!({
            "basics": {"name": "Jo", "summary": "Nurse of ten years."},
            "work": [{"name": "St Ann", "position": "Staff nurse", "highlights": ["Mentored students"], "summary": 3}],
            "skills": [{"name": "Wound care", "level": "Master", "keywords": ["dressings"]}, 7],
            "languages": [{"language": "German", "fluency": "B2"}],
        });
        assert!(is_json_resume(&value) && !is_json_resume(&serde_json::json!({"title": "Nurse"})));
        let resume = json_resume(&value);
        assert!(resume.text.contains("Nurse of ten years.") && resume.text.contains("- Mentored students"));
        let said: Vec<&str> = resume.named.iter().map(|(_, said)| said.as_str()).collect();
        assert_eq!(said, ["Wound care (Master)", "dressings", "German (B2)"]);
    }

    #[test]
    fn tables_of_an_export_are_read_by_their_headers_whatever_their_order() {
        let file = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
        let files = BTreeMap::from([
            file("Positions.csv", "\u{feff}Company Name,Title,Description\nAcme,Analyst,\"Wrote SQL,\nand reports\"\n"),
            file("Skills.csv", "Name\nTableau\n\nbroken,row,long\n"),
            file("Languages.csv", "Proficiency,Name\nNative,Welsh\n"),
        ]);
        let resume = linkedin(&files);
        assert!(resume.text.contains("- Analyst, Acme") && resume.text.contains("Wrote SQL,\nand reports"));
        let names: Vec<&str> = resume.named.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["Tableau", "broken", "Welsh"]);
    }
}
