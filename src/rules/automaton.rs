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
#[derive(Debug)]
pub struct Automaton {
    nodes: Vec<Node>,
    /// Word that phrases start with → node; 0 = none.
    roots: Vec<u32>,
    edges: FxHashMap<u64, u32>,
    accepts: Vec<Accept>,
}

impl Default for Automaton {
    fn default() -> Self {
        Self { nodes: vec![Node::default()], roots: Vec::new(), edges: FxHashMap::default(), accepts: Vec::new() }
    }
}

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
        self.nodes.reserve(steps);
    }

    /// Adds a phrase. Two phrases may share their steps; both values are then reported.
    pub fn add(&mut self, steps: &[Step], value: u32) {
        let mut node = 0u32;
        for step in steps {
            match *step {
                Step::Gap => self.nodes[node as usize].gap = true,
                Step::Verb(verb) => node = self.child(node, VERB | verb),
                Step::Word { lex, slash: false } => node = self.child(node, lex),
                Step::Word { lex, slash: true } => {
                    let plain = self.child(node, lex);
                    self.edges.insert(key(node, SLASH | lex), plain);
                    self.nodes[node as usize].next |= bit(SLASH | lex);
                    node = plain;
                }
            }
        }
        let mut at = self.nodes[node as usize].accept;
        while at != 0 {
            let accept = self.accepts[at as usize - 1];
            if accept.value == value {
                return;
            }
            at = accept.next;
        }
        let next = self.nodes[node as usize].accept;
        self.accepts.push(Accept { value, next });
        self.nodes[node as usize].accept = self.accepts.len() as u32;
    }

    fn child(&mut self, node: u32, step: u32) -> u32 {
        let fresh = self.nodes.len() as u32;
        let child = if node == 0 && step < SLASH {
            let len = self.roots.len().max(step as usize + 1);
            self.roots.resize(len, 0);
            let root = &mut self.roots[step as usize];
            if *root == 0 {
                *root = fresh;
            }
            *root
        } else {
            *self.edges.entry(key(node, step)).or_insert(fresh)
        };
        if child == fresh {
            self.nodes.push(Node::default());
            self.nodes[node as usize].next |= bit(step);
        }
        child
    }

    /// The node behind a step.
    fn next(&self, node: u32, step: u32) -> Option<u32> {
        if node == 0 && step < SLASH {
            return self.roots.get(step as usize).copied().filter(|&root| root != 0);
        }
        if self.nodes[node as usize].next & bit(step) == 0 {
            return None;
        }
        self.edges.get(&key(node, step)).copied()
    }

    /// Whether some phrase starts with a word.
    pub fn starts_with(&self, word: Word) -> bool {
        let verb = || word.verb != 0 && self.next(0, VERB | word.verb).is_some();
        self.next(0, word.lex).is_some() || verb()
    }

    /// All phrases that start at token `start`, into `out` (cleared first), longest first.
    pub fn matches(&self, tokens: &[Token], start: usize, out: &mut Vec<Found>) {
        out.clear();
        self.walk(0, tokens, start, true, 0, out);
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
        let mut node = 0;
        for token in &tokens[start..end] {
            let lex = self.next(node, token.word.lex);
            let verb = self.next(node, VERB | token.word.verb).filter(|_| token.word.verb != 0);
            match lex.filter(|_| token.word.lex != 0).or(verb) {
                Some(next) => node = next,
                None if self.nodes[node as usize].gap && token.word.is(flag::SKIP) => {}
                None => return None,
            }
        }
        Some(node)
    }

    fn walk(&self, node: u32, tokens: &[Token], at: usize, first: bool, skipped: u32, out: &mut Vec<Found>) {
        let here = self.nodes[node as usize];
        let mut accept = here.accept;
        while accept != 0 && skipped == 0 {
            let a = self.accepts[accept as usize - 1];
            out.push(Found { value: a.value, end: at });
            accept = a.next;
        }
        if here.next == 0 {
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
        if word.lex != 0
            && let Some(next) = self.next(node, slash | word.lex)
        {
            self.walk(next, tokens, at + 1, false, 0, out);
        }
        if word.verb != 0
            && slash == 0
            && let Some(next) = self.next(node, VERB | word.verb)
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
