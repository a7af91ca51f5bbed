//! What adverts say about working for an employer, `data/values/`, and of what the post is for, `data/objectives/`: topic
//! by topic.

use crate::diag::{Code, Diag};
use crate::rules::{RuleFile, RuleFiles};
use regex::{Regex, RegexBuilder};
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTopics {
    topic: Vec<RawTopic>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTopic {
    id: String,
    name: String,
    phrases: Vec<String>,
    matches: Vec<String>,
    ignores: Vec<String>,
}

/// Something that people want to know of an employer.
#[derive(Debug)]
pub struct Topic {
    pub id: String,
    pub name: String,
    pattern: Regex,
}

static TOPICS: LazyLock<Vec<Topic>> = LazyLock::new(|| {
    // A test reads the embedded file; a fault in it cannot reach a release.
    read(&RuleFiles::embedded().under("values")).unwrap_or_default()
});

static OBJECTIVES: LazyLock<Vec<Topic>> =
    LazyLock::new(|| read(&RuleFiles::embedded().under("objectives")).unwrap_or_default());

/// All topics, in the order of the file.
pub fn topics() -> &'static [Topic] {
    &TOPICS
}

/// The topics that a text speaks of, each with the byte where it first does.
pub fn spoken_of(text: &str) -> Vec<(&'static str, usize)> {
    TOPICS.iter().filter_map(|topic| Some((topic.id.as_str(), topic.first_in(text)?))).collect()
}

/// Where a text says what the post is for, or how its holder is measured: the first byte of each topic, in order.
pub fn objectives_in(text: &str) -> Vec<usize> {
    let mut found: Vec<usize> = OBJECTIVES.iter().filter_map(|topic| topic.first_in(text)).collect();
    found.sort_unstable();
    found
}

impl Topic {
    /// Where the text first speaks of it; what stands right behind a "no" does not count.
    fn first_in(&self, text: &str) -> Option<usize> {
        let denied = |at: usize| {
            let before = text[..at].trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            ["no", "not", "without", "cannot"].iter().any(|word| before.eq_ignore_ascii_case(word))
        };
        self.pattern.find_iter(text).map(|found| found.start()).find(|at| !denied(*at))
    }
}

/// Reads and checks topic files; each example is run.
fn read(files: &[RuleFile]) -> Result<Vec<Topic>, Vec<Diag>> {
    let (mut topics, mut faults) = (Vec::new(), Vec::new());
    for file in files {
        let mut fault = |message: String| faults.push(Diag::new(Code::RuleFault, &file.name, message));
        match toml::from_str::<RawTopics>(&file.text) {
            Err(e) => fault(e.message().to_owned()),
            Ok(raw) => {
                for raw in raw.topic {
                    match checked(raw) {
                        Ok(topic) => topics.push(topic),
                        Err(wrong) => wrong.into_iter().for_each(&mut fault),
                    }
                }
            }
        }
    }
    if faults.is_empty() { Ok(topics) } else { Err(faults) }
}

fn checked(raw: RawTopic) -> Result<Topic, Vec<String>> {
    if raw.matches.is_empty() || raw.ignores.is_empty() {
        return Err(vec![format!("`{}` needs an example that matches and one that does not", raw.id)]);
    }
    // A blank or hyphen in a phrase stands for either, and a plural "s" may follow its last word.
    let phrase = |p: &String| p.split([' ', '-']).map(regex::escape).collect::<Vec<_>>().join("[ -]");
    let any = raw.phrases.iter().map(phrase).collect::<Vec<_>>().join("|");
    let pattern = RegexBuilder::new(&format!(r"\b(?:{any})s?\b")).case_insensitive(true).build();
    let topic = Topic { id: raw.id, name: raw.name, pattern: pattern.map_err(|e| vec![e.to_string()])? };
    let missed = raw.matches.iter().filter(|text| topic.first_in(text).is_none());
    let taken = raw.ignores.iter().filter(|text| topic.first_in(text).is_some());
    let faults: Vec<String> = missed
        .map(|text| format!("`{}` does not find `{text}`", topic.id))
        .chain(taken.map(|text| format!("`{}` must not find `{text}`", topic.id)))
        .collect();
    if faults.is_empty() { Ok(topic) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_topics_read_and_their_examples_hold() {
        assert_eq!(read(&RuleFiles::embedded().under("values")).map(|topics| topics.len()), Ok(7));
        assert_eq!(read(&RuleFiles::embedded().under("objectives")).map(|topics| topics.len()), Ok(3));
    }

    #[test]
    fn what_is_denied_is_not_offered() {
        let found: Vec<_> =
            spoken_of("Pension. No remote working, but flexible-working is fine.").into_iter().map(|f| f.0).collect();
        assert_eq!(found, ["balance", "security"]);
    }
}
