//! The words that rules know: each written form → its word number, its verb and its grammatical flags.

use super::automaton::Automaton;
use super::language::Language;
use super::morphology::{plural, singular, spellings, verb_forms};
use super::stem::stem;
use rustc_hash::FxHashMap;

/// Grammatical flags of a written form.
pub mod flag {
    /// May stand between a verb and its object: determiners, quantifiers, plain adjectives.
    pub const SKIP: u64 = 1;
    /// Function word: carries no meaning of its own.
    pub const FUNCTION: u64 = 1 << 1;
    /// Form of a verb that names work.
    pub const TASK_VERB: u64 = 1 << 2;
    /// Form of a verb that names a state.
    pub const STATE_VERB: u64 = 1 << 3;
    pub const BASE: u64 = 1 << 4;
    pub const THIRD: u64 = 1 << 5;
    pub const ING: u64 = 1 << 6;
    pub const PAST: u64 = 1 << 7;
    pub const AND: u64 = 1 << 8;
    pub const OR: u64 = 1 << 9;
    /// Some label starts with it.
    pub const STARTS_LABEL: u64 = 1 << 10;
    /// Some cue starts with it.
    pub const STARTS_CUE: u64 = 1 << 11;
    pub const PREPOSITION: u64 = 1 << 12;
    pub const DETERMINER: u64 = 1 << 13;
    pub const PRONOUN: u64 = 1 << 14;
    pub const MODAL: u64 = 1 << 15;
    pub const ADVERB: u64 = 1 << 16;
    pub const ADJECTIVE: u64 = 1 << 17;
    /// Names people by their work ("engineer", "managers").
    pub const PERSON: u64 = 1 << 18;
    pub const CONJUNCTION: u64 = 1 << 19;
    pub const NUMBER: u64 = 1 << 20;
    /// Names a group of people ("team", "department").
    pub const GROUP: u64 = 1 << 21;
    /// Speaks to the reader of the advert ("you", "candidate").
    pub const READER: u64 = 1 << 22;
    /// Leaves a list open ("similar", "equivalent", "related").
    pub const OPEN: u64 = 1 << 23;
    /// Carries a level or years to what follows ("experience", "knowledge", "skills").
    pub const CARRIER: u64 = 1 << 24;
    /// The word "to".
    pub const TO: u64 = 1 << 25;
    /// A verb in -ing after it says what is done ("for", "of", "include").
    pub const LEADS_ING: u64 = 1 << 26;
    /// A phrase ends before it ("that", "which", "whilst").
    pub const CUTS: u64 = 1 << 27;
    /// The employer speaks of itself ("we", "our").
    pub const COMPANY: u64 = 1 << 28;
    /// "etc": what stands before are examples.
    pub const ET_CETERA: u64 = 1 << 29;
    /// A verb that leads to a means of work ("using", "working").
    pub const MEANS: u64 = 1 << 30;
    /// A noun as often as a verb ("work", "report"): what follows decides.
    pub const NOUNISH: u64 = 1 << 31;
    /// What others do or may do stands behind it and "to" ("users to", "opportunity to").
    pub const OTHERS: u64 = 1 << 32;
    /// Some phrase that states a fact of the post starts with it.
    pub const STARTS_FACT: u64 = 1 << 33;
    /// Names an employer, a part of one, or those whom it serves ("hospital", "ward", "patients").
    pub const INSTITUTION: u64 = 1 << 34;
    /// Says that somebody or something is looked for ("seeks", "require").
    pub const SEEKS: u64 = 1 << 35;
    /// Ends the name of something that is no competency ("framework", "hub", "committee").
    pub const NAME_END: u64 = 1 << 36;
    /// What surrounds a post: a word of quality before it speaks of it, not of the person ("team", "environment").
    pub const SURROUNDINGS: u64 = 1 << 37;
    /// Names nothing by itself ("area", "years", "latest").
    pub const VAGUE: u64 = 1 << 38;
    /// "to" behind it says what somebody has to do ("able to", "duty to"), not what something is for.
    pub const LEADS_TO: u64 = 1 << 39;
    /// Behind it and "with" stand those with whom somebody works ("closely", "partnership").
    pub const TOGETHER: u64 = 1 << 40;
    /// Says that somebody has done the work before ("experienced", "skilled").
    pub const PROVEN: u64 = 1 << 41;
    pub const VERB: u64 = TASK_VERB | STATE_VERB;
}

/// What is known of one written form. `lex` and `verb` are 0 where there is none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Word {
    pub lex: u32,
    pub verb: u32,
    pub flags: u64,
}

impl Word {
    pub fn is(self, flags: u64) -> bool {
        self.flags & flags != 0
    }
}

/// Longest form that is looked up; longer ones are in no language of adverts.
const LONGEST: usize = 48;
/// Bytes of a form that is kept by value.
const SHORT: usize = 16;

/// Written forms → [`Word`].
#[derive(Debug, Default)]
pub struct Lexicon {
    forms: Forms,
    lexemes: u32,
    verbs: FxHashMap<Box<str>, u32>,
    /// `None` = English, whose forms are all listed; in other languages forms meet in their stem.
    language: Option<Language>,
}

/// Folded forms. Nearly all have at most [`SHORT`] bytes and are keys by value: nothing is followed to compare them.
#[derive(Debug, Default)]
struct Forms {
    short: FxHashMap<u128, Word>,
    long: FxHashMap<Box<str>, Word>,
}

impl Forms {
    fn get(&self, form: &str) -> Option<Word> {
        match key(form) {
            Some(key) => self.short.get(&key).copied(),
            None => self.long.get(form).copied(),
        }
    }

    fn entry(&mut self, form: &str) -> &mut Word {
        match key(form) {
            Some(key) => self.short.entry(key).or_default(),
            None => self.long.entry(form.into()).or_default(),
        }
    }

    fn values_mut(&mut self) -> impl Iterator<Item = &mut Word> {
        self.short.values_mut().chain(self.long.values_mut())
    }
}

/// The bytes of a short form, with zeros behind them.
fn key(form: &str) -> Option<u128> {
    let mut bytes = [0u8; SHORT];
    bytes.get_mut(..form.len())?.copy_from_slice(form.as_bytes());
    Some(u128::from_le_bytes(bytes))
}

/// The key of a short word in ASCII at the start of `bytes`, `n` bytes long, as [`fold`] would have it; `None` for
/// others. Nearly free of branches, so that the look-ups of several words overlap.
fn ascii_key(bytes: &[u8], n: usize) -> Option<u128> {
    const EACH: u128 = u128::MAX / 255;
    if n > SHORT || n == 0 {
        return None;
    }
    let loaded = match bytes.first_chunk::<SHORT>() {
        Some(chunk) => u128::from_le_bytes(*chunk),
        None => {
            let mut near_end = [0u8; SHORT];
            near_end[..n].copy_from_slice(&bytes[..n]);
            u128::from_le_bytes(near_end)
        }
    };
    let word = loaded & (u128::MAX >> (8 * (SHORT - n)));
    if word & (EACH * 0x80) != 0 {
        return None;
    }
    // The high bit of each byte: set from `A` on, and from behind `Z` on.
    let capitals = (word + EACH * (0x80 - b'A' as u128)) & !(word + EACH * (0x7f - b'Z' as u128)) & (EACH * 0x80);
    let lower = word | (capitals >> 2);
    let (last, before) = ((lower >> (8 * (n - 1))) as u8, (lower << 8 >> (8 * (n - 1))) as u8);
    match (before, last) {
        (b'\'', b's') if n > 1 => Some(lower & !(u128::from(u16::MAX) << (8 * (n - 2)))),
        (_, b'\'') => Some(lower & !(0xff << (8 * (n - 1)))),
        (_, b'&') if n == 1 => key("and"),
        _ => Some(lower),
    }
}

impl Lexicon {
    /// Words of another language than English.
    pub fn of(language: Language) -> Self {
        Self { language: Some(language), ..Self::default() }
    }

    /// Makes room for about so many words.
    pub fn reserve(&mut self, words: usize) {
        self.forms.short.reserve(words);
    }

    /// The word of a written form in any case; [`Word::default`] where it is unknown. Allocates nothing in English.
    pub fn word(&self, written: &str) -> Word {
        self.word_at(written, 0, written.len())
    }

    /// The word that stands at `text[start..end]`.
    pub fn word_at(&self, text: &str, start: usize, end: usize) -> Word {
        if let Some(language) = self.language {
            let mut buffer = [0u8; LONGEST];
            let folded = fold(&text[start..end], &mut buffer);
            return folded.and_then(|folded| self.forms.get(&stem(folded, language))).unwrap_or_default();
        }
        if let Some(key) = ascii_key(&text.as_bytes()[start..], end - start) {
            return self.forms.short.get(&key).copied().unwrap_or_default();
        }
        let written = &text[start..end];
        let mut buffer = [0u8; LONGEST];
        fold(written, &mut buffer).and_then(|folded| self.forms.get(folded)).unwrap_or_default()
    }

    /// The number of the word that `written` is a form of, made known with its plural and its other spellings.
    pub fn intern(&mut self, written: &str) -> u32 {
        self.known(written).unwrap_or_else(|| {
            let mut buffer = [0u8; LONGEST];
            let Some(folded) = fold(written, &mut buffer) else { return 0 };
            if let Some(language) = self.language {
                return self.fresh(&stem(folded, language));
            }
            let base = singular(folded);
            let lex = self.fresh(folded);
            self.add_spelling(&plural(&base), lex);
            self.add_spelling(&base, lex);
            for other in spellings(&base) {
                self.add_spelling(&plural(&other), lex);
                self.add_spelling(&other, lex);
            }
            lex
        })
    }

    /// Like [`intern`](Self::intern) for an acronym or name, whose last `s` is no ending.
    pub fn intern_name(&mut self, written: &str) -> u32 {
        self.known(written).unwrap_or_else(|| {
            let mut buffer = [0u8; LONGEST];
            let Some(folded) = fold(written, &mut buffer) else { return 0 };
            if let Some(language) = self.language {
                return self.fresh(&stem(folded, language));
            }
            let lex = self.fresh(folded);
            self.add_spelling(&format!("{folded}s"), lex);
            lex
        })
    }

    /// The number of a word that is known.
    fn known(&self, written: &str) -> Option<u32> {
        Some(self.word(written).lex).filter(|lex| *lex != 0)
    }

    /// A new number, of which `folded` is the first form.
    fn fresh(&mut self, folded: &str) -> u32 {
        self.lexemes += 1;
        self.add_spelling(folded, self.lexemes);
        self.lexemes
    }

    fn add_spelling(&mut self, form: &str, lex: u32) {
        let word = self.forms.entry(form);
        if word.lex == 0 {
            word.lex = lex;
        }
    }

    /// Makes all forms of a verb known; `class` is [`flag::TASK_VERB`] or [`flag::STATE_VERB`].
    pub fn add_verb(&mut self, base: &str, class: u64, irregular: &[&str]) -> u32 {
        let id = self.verbs.len() as u32 + 1;
        self.verbs.insert(base.into(), id);
        let mut bases = vec![base.to_string()];
        bases.extend(spellings(base));
        for base in &bases {
            let [third, past, ing] = verb_forms(base);
            self.add_form(base, id, class | flag::BASE);
            self.add_form(&third, id, class | flag::THIRD);
            if !irregular.iter().any(|f| f.ends_with("ing")) {
                self.add_form(&ing, id, class | flag::ING);
            }
            if irregular.iter().all(|f| f.ends_with("ing")) {
                self.add_form(&past, id, class | flag::PAST);
            }
        }
        for form in irregular {
            let tense = if form.ends_with("ing") { flag::ING } else { flag::PAST };
            self.add_form(form, id, class | tense);
        }
        id
    }

    fn add_form(&mut self, form: &str, verb: u32, flags: u64) {
        let word = self.forms.entry(form);
        if word.verb == 0 {
            word.verb = verb;
            word.flags |= flags;
        }
    }

    /// The verb that `base` is the base form of, or 0.
    pub fn verb(&self, base: &str) -> u32 {
        self.verbs.get(base).copied().unwrap_or(0)
    }

    /// Adds grammatical flags to a written form.
    pub fn mark(&mut self, form: &str, flags: u64) {
        let form = self.language.map_or_else(|| form.to_string(), |language| stem(form, language));
        self.forms.entry(&form).flags |= flags;
    }

    /// Marks every form that some phrase of `phrases` starts with.
    pub fn mark_starts(&mut self, phrases: &Automaton, flag: u64) {
        for word in self.forms.values_mut().filter(|w| phrases.starts_with(**w)) {
            word.flags |= flag;
        }
    }
}

/// Lower case without a possessive ending, in `buffer`; `None` where it does not fit.
fn fold<'b>(written: &str, buffer: &'b mut [u8; LONGEST]) -> Option<&'b str> {
    let mut n = 0;
    for c in written.chars() {
        let c = if c == '’' { '\'' } else { c };
        if c.is_ascii() {
            *buffer.get_mut(n)? = c.to_ascii_lowercase() as u8;
            n += 1;
            continue;
        }
        for c in c.to_lowercase() {
            let len = c.len_utf8();
            c.encode_utf8(buffer.get_mut(n..n + len)?);
            n += len;
        }
    }
    let folded = std::str::from_utf8(&buffer[..n]).ok()?;
    let folded = folded.strip_suffix("'s").or_else(|| folded.strip_suffix('\'')).unwrap_or(folded);
    Some(if folded == "&" { "and" } else { folded })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_share_its_number() {
        let mut lexicon = Lexicon::default();
        let behaviour = lexicon.intern("behaviour");
        for form in ["Behaviours", "BEHAVIOR", "behaviour's", "behaviour’s"] {
            assert_eq!(lexicon.word(form).lex, behaviour, "{form}");
        }
        assert_eq!(lexicon.word("zorblax"), Word::default());
        assert_eq!(lexicon.intern("&"), lexicon.word("AND").lex);
        let manage = lexicon.add_verb("manage", flag::TASK_VERB, &[]);
        assert_eq!(lexicon.word("Managing").verb, manage);
        assert!(lexicon.word("Managing").is(flag::ING));
    }

    #[test]
    fn words_are_found_whatever_their_length_and_script() {
        let mut lexicon = Lexicon::default();
        for word in ["e-mail", "sixteen-letters.", "seventeen-letters", "éducation", "überdurchschnittlich", "o'"] {
            let lex = lexicon.intern(word);
            assert_ne!(lex, 0);
            assert_eq!(lexicon.word(&word.to_uppercase()).lex, lex, "{word}");
        }
        assert_eq!(lexicon.intern(&"x".repeat(LONGEST + 1)), 0);
    }
}
