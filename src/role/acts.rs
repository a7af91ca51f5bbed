//! What a task phrase says is done: a verb and what it is done to, `data/tasks/`.

use crate::diag::{Code, Diag};
use crate::rules::{RuleFile, RuleFiles, morphology};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawActs {
    same: Vec<String>,
    through: Vec<String>,
    plain: Vec<String>,
    ends: Vec<String>,
    idle_verbs: Vec<String>,
    idle: Vec<String>,
    together: Vec<Vec<String>>,
    apart: Vec<Vec<String>>,
    no_acts: Vec<String>,
}

/// Words by what they are to an act.
#[derive(Debug, Default)]
struct Acts {
    /// Forms of verbs → their base, and the act that the base is one word for.
    verbs: BTreeMap<String, (String, String)>,
    through: BTreeSet<String>,
    plain: BTreeSet<String>,
    /// Words of the classes that end what a verb is done to, or lead to it.
    stops: BTreeSet<String>,
    leads: BTreeSet<String>,
    determiners: BTreeSet<String>,
    adjectives: BTreeSet<String>,
    others: BTreeSet<String>,
    /// "skills", "experience": what is had, not worked on.
    carriers: BTreeSet<String>,
    idle: BTreeSet<String>,
}

/// One act, with the words that show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// The same for all wordings of an act.
    pub key: String,
    /// What it is done to, in one word.
    pub object: String,
    /// "Provide high quality care": the verb in its base form and what it is done to.
    pub shown: String,
}

static ACTS: LazyLock<Acts> = LazyLock::new(|| {
    // A test reads the embedded files; a fault in them cannot reach a release.
    read(&RuleFiles::embedded()).unwrap_or_default()
});

/// What a task phrase says is done; `None` where it says nothing of the work.
pub fn act(task: &str) -> Option<Act> {
    ACTS.act(task)
}

/// A word of a phrase: as written, in lower case, and whether a comma or the like stands before it.
struct Word<'t> {
    written: &'t str,
    lower: String,
    behind: bool,
}

fn words(task: &str) -> Vec<Word<'_>> {
    let mut out: Vec<Word> = Vec::new();
    let mut last = 0;
    let part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '&' | '+' | '#' | '.');
    for written in task.split(|c| !part(c)).map(|w| w.trim_matches(['-', '\'', '’', '.'])).filter(|w| !w.is_empty()) {
        // Words are slices of the phrase.
        let start = written.as_ptr() as usize - task.as_ptr() as usize;
        let behind = task[last..start].contains([',', ';', ':', '/', '(', '.', '–', '|']);
        last = start + written.len();
        out.push(Word { written, lower: written.to_lowercase(), behind });
    }
    out
}

impl Acts {
    fn act(&self, task: &str) -> Option<Act> {
        let words = words(task);
        let is = |i: usize, set: &BTreeSet<String>| words.get(i).is_some_and(|w| set.contains(&w.lower));
        let adverb = |i: usize| words.get(i).is_some_and(|w| w.lower.len() > 4 && w.lower.ends_with("ly"));
        let joined = |i: usize| words.get(i).is_some_and(|w| matches!(w.lower.as_str(), "and" | "or"));
        let mut at = (0..words.len()).find(|&i| !adverb(i) && !matches!(words[i].lower.as_str(), "to" | "will"))?;
        self.verbs.get(&words[at].lower)?;
        let first = at;
        at += 1;
        // "assess, plan and evaluate care": what is done to it stands behind the last verb.
        let mut last = first;
        loop {
            let next = at + usize::from(joined(at));
            let listed = words.get(next).is_some_and(|w| w.behind || next > at);
            if !listed || !words.get(next).is_some_and(|w| self.verbs.contains_key(&w.lower)) || next + 1 >= words.len()
            {
                break;
            }
            last = next;
            at = next + 1;
        }
        let (base, one) = self.verbs.get(&words[last].lower)?;
        while adverb(at) || words.get(at).is_some_and(|w| w.lower == "out") {
            at += 1;
        }
        if is(at, &self.leads) && !words[at].behind {
            at += 1;
        }
        // A list of verbs alone says nothing of what is worked on.
        if is(at, &self.others) || words.get(at).is_some_and(|w| w.behind) || joined(at) {
            return None;
        }
        let (head, end) = self.object(&words, at)?;
        let key = format!("{one} {head}");
        if self.idle.contains(base) || self.idle.contains(&key) || self.idle.contains(&format!("{base} {head}")) {
            return None;
        }
        let mut shown = base.to_string();
        for word in words[first + 1..end].iter().skip(last - first) {
            shown.push_str(if word.behind { ", " } else { " " });
            shown.push_str(word.written);
        }
        if let Some(initial) = shown.get(..1) {
            shown.replace_range(..1, &initial.to_uppercase());
        }
        Some(Act { key, object: head, shown })
    }

    /// The noun that the words at `at` lead to, in the singular, and the word behind its phrase.
    fn object(&self, words: &[Word], mut at: usize) -> Option<(String, usize)> {
        let mut head: Option<&str> = None;
        while let Some(word) = words.get(at) {
            let lower = word.lower.as_str();
            if (word.behind || matches!(lower, "and" | "or" | "&")) && head.is_some() {
                break;
            }
            if lower == "of" && head.is_none_or(|h| self.through.contains(&morphology::singular(h))) {
                head = None;
            } else if self.stops.contains(lower) || head.is_some() && self.determiners.contains(lower) {
                // "customers *every* week" begins something else.
                break;
            } else if ![&self.determiners, &self.adjectives, &self.plain].iter().any(|set| set.contains(lower))
                && !matches!(lower, "and" | "or" | "&")
            {
                head = Some(lower);
            }
            at += 1;
        }
        let head = head.filter(|h| ![&self.others, &self.carriers].iter().any(|s| s.contains(*h)) && h.len() > 1)?;
        Some((morphology::singular(head), at))
    }
}

#[derive(Debug, Deserialize)]
struct RawVerb {
    verb: String,
    irregular: String,
}

#[derive(Debug, Deserialize)]
struct RawWord {
    word: String,
    class: String,
}

/// Reads and checks the acts; each example is run.
fn read(files: &RuleFiles) -> Result<Acts, Vec<Diag>> {
    const NAME: &str = "tasks/acts.toml";
    let fault = |message: String| vec![Diag::new(Code::RuleFault, NAME, message)];
    let text = |name: &str| files.file(name).map(|f: &RuleFile| &*f.text).unwrap_or_default();
    let raw: RawActs = toml::from_str(text(NAME)).map_err(|e| fault(e.message().to_owned()))?;
    let mut acts = Acts {
        through: raw.through.into_iter().collect(),
        plain: raw.plain.into_iter().collect(),
        stops: raw.ends.into_iter().collect(),
        idle: raw.idle.into_iter().chain(raw.idle_verbs).collect(),
        ..Acts::default()
    };
    let mut one: BTreeMap<&str, &str> = BTreeMap::new();
    for class in &raw.same {
        let name = class.split(' ').next().unwrap_or_default();
        for verb in class.split(' ') {
            one.entry(verb).or_insert(name);
        }
    }
    for row in csv::Reader::from_reader(text("language/verbs.csv").as_bytes()).deserialize::<RawVerb>() {
        let row = row.map_err(|e| fault(e.to_string()))?;
        let base = row.verb;
        let act = one.get(base.as_str()).map_or(base.clone(), |name| (*name).to_owned());
        let irregular = row.irregular.split('|').filter(|f| !f.is_empty()).map(str::to_owned);
        for form in irregular.chain(morphology::verb_forms(&base)).chain([base.clone()]) {
            acts.verbs.insert(form, (base.clone(), act.clone()));
        }
    }
    for row in csv::Reader::from_reader(text("language/words.csv").as_bytes()).deserialize::<RawWord>() {
        let row = row.map_err(|e| fault(e.to_string()))?;
        for class in row.class.split('|') {
            let set = match class {
                "preposition" => &mut acts.leads,
                "determiner" => &mut acts.determiners,
                "adjective" => &mut acts.adjectives,
                "pronoun" | "modal" | "cuts" | "conjunction" | "adverb" => &mut acts.stops,
                "reader" => &mut acts.others,
                "carrier" => &mut acts.carriers,
                _ => continue,
            };
            set.insert(row.word.clone());
        }
    }
    acts.stops.extend(acts.leads.iter().cloned());
    acts.stops.retain(|w| !acts.determiners.contains(w));
    acts.others.retain(|w| !acts.determiners.contains(w));
    acts.check(&raw.together, &raw.apart, &raw.no_acts)
        .map_err(|wrong| wrong.into_iter().flat_map(fault).collect::<Vec<_>>())?;
    Ok(acts)
}

impl Acts {
    fn check(&self, together: &[Vec<String>], apart: &[Vec<String>], no_acts: &[String]) -> Result<(), Vec<String>> {
        let key = |task: &String| self.act(task).map(|act| act.key);
        let mut wrong: Vec<String> = Vec::new();
        for tasks in together {
            let keys: Vec<_> = tasks.iter().map(key).collect();
            if keys.contains(&None) || keys.windows(2).any(|k| k[0] != k[1]) {
                wrong.push(format!("{tasks:?} must be one act, and are {keys:?}"));
            }
        }
        for tasks in apart {
            let keys: BTreeSet<_> = tasks.iter().filter_map(key).collect();
            if keys.len() < tasks.len() {
                wrong.push(format!("{tasks:?} must be acts apart, and are {keys:?}"));
            }
        }
        wrong.extend(no_acts.iter().filter_map(|t| Some(format!("`{t}` must be no act, and is `{}`", key(t)?))));
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_acts_read_and_their_examples_hold() {
        assert_eq!(read(&RuleFiles::embedded()).map(|acts| acts.verbs.len() > 1000), Ok(true));
    }

    #[test]
    fn an_act_is_shown_by_its_verb_and_what_it_is_done_to() {
        let shown = |task: &str| act(task).map(|act| act.shown);
        assert_eq!(shown("Managing the product backlog for two teams").as_deref(), Some("Manage the product backlog"));
        assert_eq!(
            shown("provides a high standard of care to all").as_deref(),
            Some("Provide a high standard of care")
        );
        assert_eq!(shown("liaising with GPs").as_deref(), Some("Liaise with GPs"));
    }
}
