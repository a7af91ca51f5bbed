//! Whether the user has a job to learn by, and in which field.

use super::args::SituationArgs;
use crate::cli::exit::Failure;
use crate::cli::options::RuleSet;
use crate::model::{Preferences, Situation};
use std::collections::BTreeSet;

/// Sectors of the vocabulary that are no field to have a job in.
const NO_FIELDS: &[&str] = &["languages", "qualifications", "transversal"];

/// Letters by which the words of a field are known: `nurse` is of `nursing-and-clinical`.
const STEM: usize = 4;

/// Takes over what the arguments say. Gives whether they say anything.
///
/// # Errors
/// Where the field is not known.
pub fn take(args: &SituationArgs, of: &mut Preferences, rules: &RuleSet) -> Result<bool, Failure> {
    if args.not_employed {
        set(None, of);
    } else if let Some(word) = &args.employed {
        let field = field(word, rules).ok_or_else(|| {
            Failure::Usage(format!("`{word}` is no field that is known; choose of {}", fields(rules).join(", ")))
        })?;
        set(Some(field), of);
    }
    Ok(args.not_employed || args.employed.is_some())
}

/// Takes an answer in words: no, yes, or the field of the job. Gives whether it was understood.
pub fn answer(said: &str, of: &mut Preferences, rules: &RuleSet) -> bool {
    let lower = said.trim().to_lowercase();
    let (first, rest) = lower.split_once(|c: char| !c.is_alphanumeric()).unwrap_or((lower.as_str(), ""));
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric()).trim_start_matches("in ");
    match first {
        "no" | "not" | "n" | "none" => set(None, of),
        "yes" | "y" => set(Some(field(rest, rules).unwrap_or_default()), of),
        _ => match field(&lower, rules) {
            Some(field) => set(Some(field), of),
            None => return false,
        },
    }
    true
}

fn set(field: Option<String>, of: &mut Preferences) {
    of.situation = if field.is_some() { Situation::Employed } else { Situation::NotEmployed };
    of.field = field.unwrap_or_default();
}

/// A field by its name, by one of its words, or by something that is done in it; empty for a job without a field.
fn field(word: &str, rules: &RuleSet) -> Option<String> {
    let lower = word.trim().to_lowercase();
    if lower.is_empty() {
        return Some(String::new());
    }
    let known = fields(rules);
    let stem = lower.get(..STEM).unwrap_or(&lower);
    let exact = known.iter().find(|f| **f == lower);
    let by_word = || known.iter().find(|f| f.split('-').any(|part| part.starts_with(stem)));
    let by_work = || {
        rules.find(&lower).map(|c| &c.sector).filter(|s| known.contains(s)).and_then(|s| known.iter().find(|f| *f == s))
    };
    exact.or_else(by_work).or_else(by_word).cloned()
}

fn fields(rules: &RuleSet) -> Vec<String> {
    let all: BTreeSet<String> = rules.vocabulary().iter().map(|c| c.sector.clone()).collect();
    all.into_iter().filter(|s| !NO_FIELDS.contains(&s.as_str())).collect()
}
