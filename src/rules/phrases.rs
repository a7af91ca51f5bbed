//! Labels → the phrases that the automaton looks for: other word orders and verbal forms come by rule, not by listing.

use super::automaton::Step;
use super::lexicon::Lexicon;
use super::source::RuleFile;
use super::tokens::{Gap, scan};
use crate::diag::{Code, Diag};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::borrow::Cow;
use std::thread;

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

/// A word of a label.
#[derive(Debug, Clone, Copy)]
struct Piece {
    start: u32,
    end: u32,
    slash: bool,
    /// 0 for a name that is not looked up yet.
    lex: u32,
}

/// The words of many labels, each cut and looked up once: this is over half of what compiling them takes.
#[derive(Debug, Default)]
pub struct Pieces {
    all: Vec<Piece>,
    /// Where the words of each label end.
    ends: Vec<u32>,
}

impl Pieces {
    /// Cuts labels, half of them on another core.
    pub fn cut(labels: &[&str]) -> [Self; 2] {
        let (first, second) = labels.split_at(labels.len() / 2);
        thread::scope(|scope| {
            let second = scope.spawn(|| Self::of(second));
            let first = Self::of(first);
            [first, second.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))]
        })
    }

    fn of(labels: &[&str]) -> Self {
        let mut pieces = Self { all: Vec::with_capacity(labels.len() * 3), ends: Vec::with_capacity(labels.len()) };
        for label in labels {
            let first = pieces.all.len();
            scan(label, |start, end, gap| {
                let slash = pieces.all.len() > first && gap == Gap::Slash;
                pieces.all.push(Piece { start: start as u32, end: end as u32, slash, lex: 0 });
            });
            pieces.ends.push(pieces.all.len() as u32);
        }
        pieces
    }

    /// How many labels these are.
    pub fn labels(&self) -> usize {
        self.ends.len()
    }

    /// Makes the words of the labels known that are no names.
    pub fn look_up(&mut self, labels: &[&str], lexicon: &mut Lexicon) {
        let mut first = 0;
        for (label, end) in labels.iter().zip(&self.ends) {
            for piece in &mut self.all[first..*end as usize] {
                let word = &label[piece.start as usize..piece.end as usize];
                if !is_name(word) {
                    piece.lex = lexicon.intern(word);
                }
            }
            first = *end as usize;
        }
    }

    /// The words of label number `n`, which is `label`.
    pub fn words<'l>(&self, n: usize, label: &'l str, lexicon: &mut Lexicon) -> Words<'l> {
        let first = n.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        let pieces = &self.all[first..self.ends[n] as usize];
        let lex = |p: &Piece, lexicon: &mut Lexicon| match p.lex {
            0 => lexicon.intern(&label[p.start as usize..p.end as usize]),
            lex => lex,
        };
        let steps = pieces.iter().map(|p| Step::Word { lex: lex(p, lexicon), slash: p.slash }).collect();
        let written = |p: Option<&Piece>| p.map_or("", |p| &label[p.start as usize..p.end as usize]);
        Words { steps, head: written(pieces.first()), tail: written(pieces.last()) }
    }
}

/// The words of a label.
pub struct Words<'l> {
    steps: Vec<Step>,
    /// First and last word as written.
    head: &'l str,
    tail: &'l str,
}

impl Words<'_> {
    /// The numbers of the words, into `out` (cleared first).
    pub fn numbers(&self, out: &mut Vec<u32>) {
        out.clear();
        out.extend(self.steps.iter().filter_map(|step| match step {
            Step::Word { lex, .. } => Some(*lex),
            _ => None,
        }));
    }
}

/// Phrases with what each stands for, one behind the other, on their way to an automaton.
#[derive(Debug, Default)]
pub struct Batch {
    steps: Vec<Step>,
    /// Where each phrase ends, and what it stands for.
    phrases: Vec<(usize, u32)>,
}

impl Batch {
    /// Phrases of a full one: so few that the other side soon begins, so many that handing over costs nothing.
    const FULL: usize = 2048;

    /// Adds the phrase that is made of `parts`.
    pub fn push(&mut self, parts: &[&[Step]], value: u32) {
        parts.iter().for_each(|part| self.steps.extend_from_slice(part));
        self.phrases.push((self.steps.len(), value));
    }

    pub fn is_full(&self) -> bool {
        self.phrases.len() >= Self::FULL
    }

    pub fn each(&self, mut take: impl FnMut(&[Step], u32)) {
        let mut from = 0;
        for (end, value) in &self.phrases {
            take(&self.steps[from..*end], *value);
            from = *end;
        }
    }
}

/// Whether a label is one word in capitals that in lower case is an ordinary word.
pub fn is_acronym_of_word(label: &str, lexicon: &Lexicon) -> bool {
    let capitals = label.chars().all(|c| c.is_uppercase()) && label.len() <= 6;
    capitals && lexicon.word(label) != super::lexicon::Word::default()
}

/// Written with a capital after the first letter: an acronym or a product.
fn is_name(word: &str) -> bool {
    let behind = word.as_bytes().get(1..).unwrap_or_default();
    behind.iter().any(u8::is_ascii_uppercase) || !word.is_ascii() && word.chars().skip(1).any(char::is_uppercase)
}

/// Hands every phrase of a label to `add`, in parts: as written, hyphens closed, and for "budget management" also "manage …
/// budgets" and "management of … budgets"; a label that starts with a verb takes all forms of it.
pub fn variants(
    label: &str,
    words: Words<'_>,
    exact: bool,
    lexicon: &mut Lexicon,
    nominals: &Nominals,
    mut add: impl FnMut(&[&[Step]]),
) {
    let Words { steps, head, tail } = words;
    if steps.is_empty() {
        return;
    }
    add(&[&steps]);
    if let Some(closed) = closed(label) {
        add(&[&plain(&closed, lexicon)]);
    }
    if steps.len() < 2 || (exact && !label.contains(' ')) {
        return;
    }
    let (behind, before, last) = (&steps[1..], &steps[..steps.len() - 1], steps[steps.len() - 1]);
    let verb = lexicon.verb(&lower(head));
    if verb != 0 {
        add(&[&[Step::Verb(verb), Step::Gap], behind]);
    }
    let verb = nominals.verb(&lower(tail), lexicon);
    if verb != 0 {
        add(&[&[Step::Verb(verb), Step::Gap], before]);
        let of = Step::Word { lex: lexicon.intern("of"), slash: false };
        add(&[&[last, of, Step::Gap], before]);
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
