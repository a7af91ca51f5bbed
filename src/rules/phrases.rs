//! Labels → the phrases that the automaton looks for: other word orders and verbal forms come by rule, not by listing.

use super::automaton::Step;
use super::lexicon::Lexicon;
use super::source::RuleFile;
use super::tokens::{Gap, scan};
use crate::diag::{Code, Diag};
use rustc_hash::FxHashMap;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct RawNominal {
    noun: String,
    verb: String,
}

/// Nouns that name doing something, and the verb (`management` → `manage`).
#[derive(Debug, Default)]
pub struct Nominals(FxHashMap<String, String>);

impl Nominals {
    pub fn read(file: &RuleFile, faults: &mut Vec<Diag>) -> Self {
        let mut reader = csv::Reader::from_reader(file.text.as_bytes());
        let mut verbs = FxHashMap::default();
        for (n, row) in reader.deserialize::<RawNominal>().enumerate() {
            match row {
                Ok(row) => drop(verbs.insert(row.noun, row.verb)),
                Err(e) => faults.push(Diag::new(Code::RuleFault, &file.name, e.to_string()).at(n as u32 + 2)),
            }
        }
        Self(verbs)
    }

    fn verb(&self, noun: &str, lexicon: &Lexicon) -> u32 {
        let base = self.0.get(noun).map(String::as_str);
        base.map_or(0, |b| lexicon.verb(b))
    }
}

/// The words of a label as steps, in its own order.
pub fn plain(label: &str, lexicon: &mut Lexicon) -> Vec<Step> {
    let mut steps = Vec::with_capacity(4);
    scan(label, |start, end, gap| {
        let word = &label[start..end];
        let lex = if is_name(word) { lexicon.intern_name(word) } else { lexicon.intern(word) };
        steps.push(Step::Word { lex, slash: !steps.is_empty() && gap == Gap::Slash });
    });
    steps
}

/// Makes the words of a label known that are no names.
pub fn intern_words(label: &str, lexicon: &mut Lexicon) {
    scan(label, |start, end, _| {
        if !is_name(&label[start..end]) {
            lexicon.intern(&label[start..end]);
        }
    });
}

/// Whether a label is one word in capitals that in lower case is an ordinary word.
pub fn is_acronym_of_word(label: &str, lexicon: &Lexicon) -> bool {
    let capitals = label.chars().all(|c| c.is_uppercase()) && label.len() <= 6;
    capitals && lexicon.word(label) != super::lexicon::Word::default()
}

/// Written with a capital after the first letter: an acronym or a product.
fn is_name(word: &str) -> bool {
    word.chars().skip(1).any(char::is_uppercase)
}

/// Every phrase of a label: as written, hyphens closed, and for "budget management" also "manage … budgets" and
/// "management of … budgets"; a label that starts with a verb takes all forms of it.
pub fn variants(label: &str, exact: bool, lexicon: &mut Lexicon, nominals: &Nominals) -> Vec<Vec<Step>> {
    let steps = plain(label, lexicon);
    if steps.is_empty() {
        return Vec::new();
    }
    let mut out = vec![steps.clone()];
    if let Some(closed) = closed(label) {
        out.push(plain(&closed, lexicon));
    }
    if exact && !label.contains(' ') {
        return out;
    }
    if steps.len() < 2 {
        return out;
    }
    let (mut head, mut tail) = ("", "");
    scan(label, |start, end, _| {
        let word = &label[start..end];
        head = if head.is_empty() { word } else { head };
        tail = word;
    });
    let first = lexicon.verb(&head.to_lowercase());
    if first != 0 {
        let mut verbal = vec![Step::Verb(first), Step::Gap];
        verbal.extend(&steps[1..]);
        out.push(verbal);
    }
    let last = nominals.verb(&tail.to_lowercase(), lexicon);
    if last != 0 {
        let object = &steps[..steps.len() - 1];
        let mut verbal = vec![Step::Verb(last), Step::Gap];
        verbal.extend(object);
        out.push(verbal);
        let of = Step::Word { lex: lexicon.intern("of"), slash: false };
        let mut nominal = vec![steps[steps.len() - 1], of, Step::Gap];
        nominal.extend(object);
        out.push(nominal);
    }
    out
}

/// `e-learning` → `elearning`; `None` without a hyphen or slash inside a word.
pub(super) fn closed(label: &str) -> Option<String> {
    let digits = label.bytes().any(|b| b.is_ascii_digit());
    (label.contains('-') && !digits).then(|| label.replace('-', "")).filter(|l| !l.is_empty())
}
