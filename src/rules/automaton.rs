//! A trie over words: all labels (or cues) in one pass, longest first, with boundaries by construction.

use super::lexicon::{Word, flag};
use super::tokens::{Gap, Token};
use rustc_hash::FxHashMap;

/// One step of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// A word in any of its forms; `slash` where the phrase writes a `/` before it.
    Word { lex: u32, slash: bool },
    /// Any form of a verb.
    Verb(u32),
    /// Up to four determiners or plain adjectives.
    Gap,
}

const SLASH: u32 = 1 << 30;
const VERB: u32 = 1 << 31;
/// How many words a [`Step::Gap`] spans at most.
const WIDEST_GAP: u32 = 4;

#[derive(Debug, Clone, Copy, Default)]
struct Node {
    /// 1 + index of the first accepted phrase in `accepts`; 0 = none.
    accept: u32,
    gap: bool,
    /// A bit for each step that goes on, hashed: most looks at the edges end here.
    next: u64,
}

#[derive(Debug, Clone, Copy)]
struct Accept {
    value: u32,
    next: u32,
}

/// Phrases over words → values.
///
/// Reading a text waits for memory more than for anything else. So the nodes behind a first word, by far the most used,
/// lie beside each other and are numbered by their word, and edges are looked up only where two small tables of hashed
/// bits let a step pass.
#[derive(Debug, Default)]
pub struct Automaton {
    /// The node where all phrases begin, for those that do not begin with a plain word.
    root: Node,
    /// The node behind each first word, by number of the word.
    first: Vec<Node>,
    /// All other nodes.
    deep: Vec<Node>,
    /// Node and step → node.
    edges: FxHashMap<u64, u32>,
    /// A bit for each edge, hashed; empty in a small automaton.
    filter: Vec<u64>,
    accepts: Vec<Accept>,
}

/// Number of the node where phrases begin.
const ROOT: u32 = u32::MAX;
/// Set in the numbers of nodes that are not behind a first word.
const DEEP: u32 = 1 << 31;
/// Bits of the filter for each step that room is made for.
const FILTER_BITS: usize = 8;

/// A phrase that was found: tokens `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    pub value: u32,
    pub end: usize,
}

impl Automaton {
    /// Makes room for about so many steps of phrases, so that the tables need not grow.
    pub fn reserve(&mut self, steps: usize) {
        self.edges.reserve(steps);
        self.deep.reserve(steps);
        self.filter = vec![0; (steps * FILTER_BITS / 64).next_power_of_two()];
    }

    /// Adds a phrase. Two phrases may share their steps; both values are then reported.
    pub fn add(&mut self, steps: &[Step], value: u32) {
        let mut node = ROOT;
        for step in steps {
            match *step {
                Step::Gap => self.node_mut(node).gap = true,
                Step::Verb(verb) => node = self.child(node, VERB | verb),
                Step::Word { lex, slash: false } => node = self.child(node, lex),
                Step::Word { lex, slash: true } => {
                    let plain = self.child(node, lex);
                    let key = self.opened(node, SLASH | lex);
                    self.edges.insert(key, plain);
                    node = plain;
                }
            }
        }
        let mut at = self.node(node).accept;
        while at != 0 {
            let accept = self.accepts[at as usize - 1];
            if accept.value == value {
                return;
            }
            at = accept.next;
        }
        let next = self.node(node).accept;
        self.accepts.push(Accept { value, next });
        self.node_mut(node).accept = self.accepts.len() as u32;
    }

    fn node(&self, node: u32) -> Node {
        match node {
            ROOT => self.root,
            node if node & DEEP != 0 => self.deep[(node & !DEEP) as usize],
            word => self.first[word as usize],
        }
    }

    fn node_mut(&mut self, node: u32) -> &mut Node {
        match node {
            ROOT => &mut self.root,
            node if node & DEEP != 0 => &mut self.deep[(node & !DEEP) as usize],
            word => &mut self.first[word as usize],
        }
    }

    /// The key of an edge that is about to be added; its bits are set.
    fn opened(&mut self, node: u32, step: u32) -> u64 {
        self.node_mut(node).next |= bit(step);
        let key = key(node, step);
        if let Some((word, bit)) = self.filter_bit(key) {
            self.filter[word] |= bit;
        }
        key
    }

    fn filter_bit(&self, key: u64) -> Option<(usize, u64)> {
        let hash = key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        let mask = self.filter.len().checked_sub(1)?;
        Some(((hash >> 6) as usize & mask, 1 << (hash & 63)))
    }

    fn child(&mut self, node: u32, step: u32) -> u32 {
        if node == ROOT && step < SLASH {
            let len = self.first.len().max(step as usize + 1);
            self.first.resize(len, Node::default());
            return step;
        }
        let fresh = DEEP | self.deep.len() as u32;
        let key = self.opened(node, step);
        let child = *self.edges.entry(key).or_insert(fresh);
        if child == fresh {
            self.deep.push(Node::default());
        }
        child
    }

    /// The node behind a step from `node`, which is `here`.
    fn next(&self, node: u32, here: Node, step: u32) -> Option<u32> {
        if node == ROOT && step < SLASH {
            return self.first.get(step as usize).filter(|n| n.accept != 0 || n.next != 0).map(|_| step);
        }
        if here.next & bit(step) == 0 {
            return None;
        }
        let key = key(node, step);
        match self.filter_bit(key) {
            Some((word, bit)) if self.filter[word] & bit == 0 => None,
            _ => self.edges.get(&key).copied(),
        }
    }

    /// Whether some phrase starts with a word.
    pub fn starts_with(&self, word: Word) -> bool {
        let verb = || word.verb != 0 && self.next(ROOT, self.root, VERB | word.verb).is_some();
        self.next(ROOT, self.root, word.lex).is_some() || verb()
    }

    /// All phrases that start at token `start`, into `out` (cleared first), longest first.
    pub fn matches(&self, tokens: &[Token], start: usize, out: &mut Vec<Found>) {
        out.clear();
        // The first step by hand: most tokens go no further.
        let Some(word) = tokens.get(start).map(|t| t.word) else { return };
        let first = self.first.get(word.lex as usize).filter(|n| word.lex != 0 && (n.accept != 0 || n.next != 0));
        if first.is_some() {
            self.walk(word.lex, tokens, start + 1, false, 0, out);
        }
        if word.verb != 0
            && let Some(node) = self.next(ROOT, self.root, VERB | word.verb)
        {
            self.walk(node, tokens, start + 1, false, 0, out);
        }
        sort(out);
    }

    /// All phrases that begin with the words `tokens[start..prefix_end]` and go on at token `at`: the second member of a
    /// list that shares its beginning ("degree in mathematics or *physics*").
    pub fn continues(&self, tokens: &[Token], start: usize, prefix_end: usize, at: usize, out: &mut Vec<Found>) {
        out.clear();
        if let Some(node) = self.path(tokens, start, prefix_end) {
            self.walk(node, tokens, at, true, 0, out);
            sort(out);
        }
    }

    fn path(&self, tokens: &[Token], start: usize, end: usize) -> Option<u32> {
        let mut node = ROOT;
        for token in &tokens[start..end] {
            let here = self.node(node);
            let lex = self.next(node, here, token.word.lex);
            let verb = self.next(node, here, VERB | token.word.verb).filter(|_| token.word.verb != 0);
            match lex.filter(|_| token.word.lex != 0).or(verb) {
                Some(next) => node = next,
                None if here.gap && token.word.is(flag::SKIP) => {}
                None => return None,
            }
        }
        Some(node)
    }

    fn walk(&self, node: u32, tokens: &[Token], at: usize, first: bool, skipped: u32, out: &mut Vec<Found>) {
        let here = self.node(node);
        let mut accept = here.accept;
        while accept != 0 && skipped == 0 {
            let a = self.accepts[accept as usize - 1];
            out.push(Found { value: a.value, end: at });
            accept = a.next;
        }
        if here.next == 0 && node != ROOT {
            return;
        }
        let Some(token) = tokens.get(at) else { return };
        let slash = match token.gap {
            _ if first => 0,
            Gap::Space | Gap::Joined => 0,
            Gap::Slash => SLASH,
            Gap::Comma | Gap::Break => return,
        };
        let word = token.word;
        if !here.gap && here.next & (bit(slash | word.lex) | bit(VERB | word.verb)) == 0 && node != ROOT {
            return;
        }
        if word.lex != 0
            && let Some(next) = self.next(node, here, slash | word.lex)
        {
            self.walk(next, tokens, at + 1, false, 0, out);
        }
        if word.verb != 0
            && slash == 0
            && let Some(next) = self.next(node, here, VERB | word.verb)
        {
            self.walk(next, tokens, at + 1, false, 0, out);
        }
        if here.gap && !first && slash == 0 && skipped < WIDEST_GAP && word.is(flag::SKIP) {
            self.walk(node, tokens, at + 1, false, skipped + 1, out);
        }
    }
}

fn key(node: u32, step: u32) -> u64 {
    (u64::from(node) << 32) | u64::from(step)
}

fn bit(step: u32) -> u64 {
    1 << (step.wrapping_mul(0x9e37_79b1) >> 26)
}

/// Longest first, each once.
fn sort(found: &mut Vec<Found>) {
    if found.len() > 1 {
        found.sort_unstable_by(|a, b| b.end.cmp(&a.end).then(a.value.cmp(&b.value)));
        found.dedup();
    }
}
