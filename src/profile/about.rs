//! The short questionnaire about oneself: statements are data, the answers are the user's, no diagnosis is made.

use super::preferences::{About, Preferences};
use crate::diag::{Code, Diag};
use crate::model::words;
use crate::rules::RuleFile;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml_edit::{Array, DocumentMut, Item, Table, value};

/// Answers that count as agreeing, and as not agreeing.
const AGREED: u8 = 4;
const NOT_AGREED: u8 = 2;

words! {
    /// What a statement is about.
    Part { Style = "style", Value = "value", Strength = "strength" }
}

/// Something to agree or disagree with.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    pub id: String,
    pub part: Part,
    pub text: String,
    /// A topic of `data/values`, for values.
    #[serde(default)]
    pub topic: String,
    /// What is kept of somebody who agrees, and of somebody who does not.
    #[serde(default)]
    pub agreed: String,
    #[serde(default)]
    pub not: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStatements {
    statement: Vec<Statement>,
}

/// Reads the statements of `data/profile/`, in their order.
///
/// # Errors
/// Every fault: broken TOML, an id used twice, a value without a topic, another without what is kept of it.
pub fn statements(files: &[RuleFile]) -> Result<Vec<Statement>, Vec<Diag>> {
    let (mut out, mut faults) = (Vec::<Statement>::new(), Vec::new());
    for file in files {
        let mut fault = |message: String| faults.push(Diag::new(Code::RuleFault, &file.name, message));
        match toml::from_str::<RawStatements>(&file.text) {
            Err(e) => fault(e.message().to_owned()),
            Ok(raw) => {
                for statement in raw.statement {
                    let whole = match statement.part {
                        Part::Value => !statement.topic.is_empty(),
                        Part::Style | Part::Strength => !statement.agreed.is_empty() && !statement.not.is_empty(),
                    };
                    if !whole || out.iter().any(|known| known.id == statement.id) {
                        fault(format!("statement `{}` lacks a part, or its id is used twice", statement.id));
                    }
                    out.push(statement);
                }
            }
        }
    }
    if faults.is_empty() { Ok(out) } else { Err(faults) }
}

/// What the answers say: own words and order that were there stay, what the answers add follows.
pub fn concluded(before: &Preferences, statements: &[Statement], answers: &BTreeMap<String, u8>) -> Preferences {
    let mut after = before.clone();
    after.about.answers.extend(answers.iter().map(|(id, n)| (id.clone(), *n)));
    let mut matters: Vec<(u8, &str)> = Vec::new();
    for statement in statements {
        let Some(&answer) = answers.get(&statement.id) else { continue };
        let (agreed, disagreed) = (answer >= AGREED, answer <= NOT_AGREED);
        let about = &mut after.about;
        match (statement.part, agreed, disagreed) {
            (Part::Style, true, _) => add(&mut about.style, &statement.agreed),
            (Part::Style, _, true) => add(&mut about.style, &statement.not),
            (Part::Strength, true, _) => add(&mut about.strengths, &statement.agreed),
            (Part::Strength, _, true) => add(&mut about.weaknesses, &statement.not),
            (Part::Value, true, _) => matters.push((answer, &statement.topic)),
            _ => {}
        }
    }
    // Of equal weight the order of the statements stands; the sort is stable.
    matters.sort_by_key(|(answer, _)| std::cmp::Reverse(*answer));
    matters.into_iter().for_each(|(_, topic)| add(&mut after.values, topic));
    after
}

fn add(list: &mut Vec<String>, text: &str) {
    if !list.iter().any(|known| known == text) {
        list.push(text.to_owned());
    }
}

/// Writes values and what somebody says of themselves into the text of `skillgap.toml`; everything else in it stays.
///
/// # Errors
/// Where the text is no TOML.
pub fn write_about(text: &str, source: &str, of: &Preferences) -> Result<String, Diag> {
    let fault = |e: toml_edit::TomlError| Diag::new(Code::BadConfig, source, e.to_string().trim_end().to_owned());
    let mut document: DocumentMut = text.parse().map_err(fault)?;
    let list = |words: &[String]| value(words.iter().map(String::as_str).collect::<Array>());
    let mut set = |table: &str, key: &str, item: Item| {
        let table = document.entry(table).or_insert_with(|| Item::Table(Table::new()));
        if let Some(table) = table.as_table_like_mut() {
            table.insert(key, item);
        }
    };
    set("values", "order", list(&of.values));
    let About { style, strengths, weaknesses, answers } = &of.about;
    for (key, words) in [("style", style), ("strengths", strengths), ("weaknesses", weaknesses)] {
        set("about", key, list(words));
    }
    let mut given = Table::new();
    for (id, answer) in answers {
        given.insert(id, value(i64::from(*answer)));
    }
    set("about", "answers", Item::Table(given));
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::super::preferences::read_preferences;
    use super::*;
    use crate::rules::RuleFiles;

    fn all() -> Vec<Statement> {
        statements(&RuleFiles::embedded().under("profile")).expect("the statements of the data")
    }

    #[test]
    fn the_statements_read_and_cover_style_values_and_strengths() {
        for part in Part::ALL {
            assert!(all().iter().filter(|s| s.part == *part).count() >= 5, "{part}");
        }
        assert!(all().iter().all(|s| s.text.ends_with('.')));
    }

    #[test]
    fn answers_become_words_of_ones_own_and_leave_the_rest_of_the_file_alone() {
        let answers: BTreeMap<String, u8> =
            [("quiet", 1), ("balance", 4), ("training", 5), ("social", 2), ("calm", 5), ("exact", 1), ("starts", 3)]
                .map(|(id, n)| (id.to_owned(), n))
                .into();
        let mut before = Preferences::default();
        before.about.strengths.push("bakes".into());
        let after = concluded(&before, &all(), &answers);
        assert_eq!(after.values, ["training", "balance"]);
        assert_eq!(after.about.style, ["works best among people"]);
        assert_eq!(after.about.strengths, ["bakes", "stays calm under pressure"]);
        assert_eq!(after.about.weaknesses, ["checking details"]);
        let text = "# mine\n[preferences]\nplaces = [\"Leeds\"] # near my mother\n\n[[feed]]\nurl = \"x\"\n";
        let written = write_about(text, "skillgap.toml", &after).expect("written");
        assert!(written.contains("# near my mother") && written.contains("url = \"x\""), "{written}");
        let topics = [("training", "training"), ("balance", "balance")];
        let read = read_preferences(&written, "skillgap.toml", &topics).expect("read back");
        assert_eq!((read.values, read.about, read.places), (after.values, after.about, vec!["Leeds".to_owned()]));
    }
}
