//! `data/language/*.csv`: verbs and the grammatical classes of words.

use super::lexicon::{Lexicon, flag};
use super::source::RuleFile;
use crate::diag::{Code, Diag};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct RawVerb {
    verb: String,
    class: String,
    irregular: String,
}

#[derive(Debug, Deserialize)]
struct RawWord {
    word: String,
    class: String,
}

/// Makes the verbs of the file known.
pub fn read_verbs(file: &RuleFile, lexicon: &mut Lexicon, faults: &mut Vec<Diag>) {
    let mut reader = csv::Reader::from_reader(file.text.as_bytes());
    for (n, row) in reader.deserialize::<RawVerb>().enumerate() {
        let mut fault = |message: String| faults.push(Diag::new(Code::RuleFault, &file.name, message).at(n as u32 + 2));
        match row {
            Err(e) => fault(e.to_string()),
            Ok(row) => {
                let class = match row.class.as_str() {
                    "task" => flag::TASK_VERB,
                    "state" => flag::STATE_VERB,
                    other => {
                        fault(format!("unknown class `{other}`"));
                        continue;
                    }
                };
                let irregular: Vec<&str> = row.irregular.split('|').filter(|f| !f.is_empty()).collect();
                lexicon.add_verb(&row.verb, class, &irregular);
            }
        }
    }
}

/// Marks the words of the file with their classes.
pub fn read_classes(file: &RuleFile, lexicon: &mut Lexicon, faults: &mut Vec<Diag>) {
    let mut reader = csv::Reader::from_reader(file.text.as_bytes());
    for (n, row) in reader.deserialize::<RawWord>().enumerate() {
        let line = n as u32 + 2;
        match row {
            Err(e) => faults.push(Diag::new(Code::RuleFault, &file.name, e.to_string()).at(line)),
            Ok(row) => match class(&row.class) {
                Some(flags) => lexicon.mark(&row.word, flags),
                None => {
                    let message = format!("unknown class `{}`", row.class);
                    faults.push(Diag::new(Code::RuleFault, &file.name, message).at(line));
                }
            },
        }
    }
}

fn class(word: &str) -> Option<u64> {
    Some(match word {
        "determiner" => flag::DETERMINER | flag::SKIP | flag::FUNCTION,
        "preposition" => flag::PREPOSITION | flag::FUNCTION,
        "pronoun" => flag::PRONOUN | flag::FUNCTION,
        "modal" => flag::MODAL | flag::FUNCTION,
        "and" => flag::AND | flag::CONJUNCTION | flag::FUNCTION,
        "or" => flag::OR | flag::CONJUNCTION | flag::FUNCTION,
        "conjunction" => flag::CONJUNCTION | flag::FUNCTION,
        "adverb" => flag::ADVERB | flag::SKIP,
        "adjective" => flag::ADJECTIVE | flag::SKIP,
        "number" => flag::NUMBER | flag::SKIP,
        "person" => flag::PERSON,
        "group" => flag::GROUP,
        "reader" => flag::READER,
        "open" => flag::OPEN,
        "to" => flag::TO | flag::PREPOSITION | flag::FUNCTION,
        "leads-ing" => flag::LEADS_ING,
        "cuts" => flag::CUTS,
        "company" => flag::COMPANY,
        "et-cetera" => flag::ET_CETERA,
        "means" => flag::MEANS,
        "nounish" => flag::NOUNISH,
        "others" => flag::OTHERS,
        "institution" => flag::INSTITUTION,
        "seeks" => flag::SEEKS,
        "proven" => flag::PROVEN,
        "surroundings" => flag::SURROUNDINGS,
        "name-end" => flag::NAME_END,
        "carrier" => flag::CARRIER,
        "leads-to" => flag::LEADS_TO,
        "vague" => flag::VAGUE,
        "together" => flag::TOGETHER,
        _ => return None,
    })
}
