//! Labels → the phrases that the automaton looks for: other word orders and verbal forms come by rule, not by listing.

use super::automaton::Step;
use super::lexicon::Lexicon;
use super::source::RuleFile;
use super::tokens::{Gap, scan};
use crate::diag::{Code, Diag};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::borrow::Cow;

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
    Words::of(label, lexicon).steps
}

/// The words of a label.
struct Words<'l> {
    steps: Vec<Step>,
    /// First and last word as written.
    head: &'l str,
    tail: &'l str,
}

impl<'l> Words<'l> {
    fn of(label: &'l str, lexicon: &mut Lexicon) -> Self {
        let mut words = Self { steps: Vec::with_capacity(4), head: "", tail: "" };
        scan(label, |start, end, gap| {
            let word = &label[start..end];
            if words.steps.is_empty() {
                words.head = word;
            }
            words.tail = word;
            let slash = !words.steps.is_empty() && gap == Gap::Slash;
            words.steps.push(Step::Word { lex: number(word, lexicon), slash });
        });
        words
    }
}

fn number(word: &str, lexicon: &mut Lexicon) -> u32 {
    if is_name(word) { lexicon.intern_name(word) } else { lexicon.intern(word) }
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
    match word.as_bytes() {
        [first, behind @ ..] if first.is_ascii() && behind.is_ascii() => behind.iter().any(u8::is_ascii_uppercase),
        _ => word.chars().skip(1).any(char::is_uppercase),
    }
}

/// Hands every phrase of a label to `add`: as written, hyphens closed, and for "budget management" also "manage …
/// budgets" and "management of … budgets"; a label that starts with a verb takes all forms of it.
pub fn variants(label: &str, exact: bool, lexicon: &mut Lexicon, nominals: &Nominals, mut add: impl FnMut(&[Step])) {
    let Words { steps, head, tail } = Words::of(label, lexicon);
    if steps.is_empty() {
        return;
    }
    add(&steps);
    if let Some(closed) = closed(label) {
        add(&plain(&closed, lexicon));
    }
    if steps.len() < 2 || (exact && !label.contains(' ')) {
        return;
    }
    let (behind, before, last) = (&steps[1..], &steps[..steps.len() - 1], steps[steps.len() - 1]);
    let verb = lexicon.verb(&lower(head));
    if verb != 0 {
        add(&[&[Step::Verb(verb), Step::Gap], behind].concat());
    }
    let verb = nominals.verb(&lower(tail), lexicon);
    if verb != 0 {
        add(&[&[Step::Verb(verb), Step::Gap], before].concat());
        let of = Step::Word { lex: lexicon.intern("of"), slash: false };
        add(&[&[last, of, Step::Gap], before].concat());
    }
}

fn lower(word: &str) -> Cow<'_, str> {
    match word.bytes().all(|b| b.is_ascii_lowercase()) {
        true => word.into(),
        false => word.to_lowercase().into(),
    }
}

/// `e-learning` → `elearning`; `None` without a hyphen or slash inside a word.
pub(super) fn closed(label: &str) -> Option<String> {
    let digits = || label.bytes().any(|b| b.is_ascii_digit());
    (label.contains('-') && !digits()).then(|| label.replace('-', "")).filter(|l| !l.is_empty())
}
