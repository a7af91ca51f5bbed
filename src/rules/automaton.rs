//! A trie over words: all labels (or cues) in one pass, longest first, with boundaries by construction.

use super::lexicon::flag;
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
    inner: bool,
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
    edges: FxHashMap<u64, u32>,
    accepts: Vec<Accept>,
}

impl Default for Automaton {
    fn default() -> Self {
        Self { nodes: vec![Node::default()], edges: FxHashMap::default(), accepts: Vec::new() }
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
        let child = *self.edges.entry(key(node, step)).or_insert(fresh);
        if child == fresh {
            self.nodes.push(Node::default());
            self.nodes[node as usize].inner = true;
        }
        child
    }

    /// Words and verbs that phrases start with.
    pub fn starts(&self) -> (impl Iterator<Item = u32> + '_, impl Iterator<Item = u32> + '_) {
        let first = || self.edges.keys().filter(|k| (**k >> 32) == 0).map(|k| *k as u32);
        (first().filter(|s| s & VERB == 0).map(|s| s & !SLASH), first().filter(|s| s & VERB != 0).map(|s| s & !VERB))
    }

    /// All phrases that start at token `start`, into `out` (cleared first), longest first.
    pub fn matches(&self, tokens: &[Token], start: usize, out: &mut Vec<Found>) {
        out.clear();
        self.walk(0, tokens, start, true, 0, out);
        out.sort_by(|a, b| b.end.cmp(&a.end).then(a.value.cmp(&b.value)));
        out.dedup();
    }

    /// All phrases that begin with the words `tokens[start..prefix_end]` and go on at token `at`: the second member of a
    /// list that shares its beginning ("degree in mathematics or *physics*").
    pub fn continues(&self, tokens: &[Token], start: usize, prefix_end: usize, at: usize, out: &mut Vec<Found>) {
        out.clear();
        if let Some(node) = self.path(tokens, start, prefix_end) {
            self.walk(node, tokens, at, true, 0, out);
            out.sort_by(|a, b| b.end.cmp(&a.end).then(a.value.cmp(&b.value)));
            out.dedup();
        }
    }

    fn path(&self, tokens: &[Token], start: usize, end: usize) -> Option<u32> {
        let mut node = 0;
        for token in &tokens[start..end] {
            let lex = self.edges.get(&key(node, token.word.lex));
            let verb = self.edges.get(&key(node, VERB | token.word.verb)).filter(|_| token.word.verb != 0);
            match lex.filter(|_| token.word.lex != 0).or(verb) {
                Some(next) => node = *next,
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
        if !here.inner {
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
        if word.lex != 0 {
            if let Some(&next) = self.edges.get(&key(node, slash | word.lex)) {
                self.walk(next, tokens, at + 1, false, 0, out);
            }
        }
        if word.verb != 0 && slash == 0 {
            if let Some(&next) = self.edges.get(&key(node, VERB | word.verb)) {
                self.walk(next, tokens, at + 1, false, 0, out);
            }
        }
        if here.gap && !first && slash == 0 && skipped < WIDEST_GAP && word.is(flag::SKIP) {
            self.walk(node, tokens, at + 1, false, skipped + 1, out);
        }
    }
}

fn key(node: u32, step: u32) -> u64 {
    (u64::from(node) << 32) | u64::from(step)
}
