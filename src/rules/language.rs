//! Which language a text is in, as far as the vocabulary cares: English, or surely another.

use crate::model::words;
use std::sync::LazyLock;
use whatlang::Lang;

words! {
    /// A language that labels may be in, by its ISO 639-1 code. Adverts in one for which the vocabulary has labels are
    /// read.
    Language {
        Arabic = "ar", Bulgarian = "bg", Czech = "cs", Danish = "da", German = "de", Greek = "el", English = "en",
        Spanish = "es", Estonian = "et", Finnish = "fi", French = "fr", Croatian = "hr", Hungarian = "hu",
        Italian = "it", Lithuanian = "lt", Latvian = "lv", Dutch = "nl", Norwegian = "no", Polish = "pl",
        Portuguese = "pt", Romanian = "ro", Slovak = "sk", Slovene = "sl", Swedish = "sv", Ukrainian = "uk",
    }
}

impl Language {
    const fn of(lang: Lang) -> Option<Self> {
        Some(match lang {
            Lang::Ara => Self::Arabic,
            Lang::Bul => Self::Bulgarian,
            Lang::Ces => Self::Czech,
            Lang::Dan => Self::Danish,
            Lang::Deu => Self::German,
            Lang::Ell => Self::Greek,
            Lang::Eng => Self::English,
            Lang::Spa => Self::Spanish,
            Lang::Est => Self::Estonian,
            Lang::Fin => Self::Finnish,
            Lang::Fra => Self::French,
            Lang::Hrv => Self::Croatian,
            Lang::Hun => Self::Hungarian,
            Lang::Ita => Self::Italian,
            Lang::Lit => Self::Lithuanian,
            Lang::Lav => Self::Latvian,
            Lang::Nld => Self::Dutch,
            Lang::Nob => Self::Norwegian,
            Lang::Pol => Self::Polish,
            Lang::Por => Self::Portuguese,
            Lang::Ron => Self::Romanian,
            Lang::Slk => Self::Slovak,
            Lang::Slv => Self::Slovene,
            Lang::Swe => Self::Swedish,
            Lang::Ukr => Self::Ukrainian,
            _ => return None,
        })
    }
}

/// A language that a text is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenIn {
    /// In English.
    pub name: &'static str,
    /// `None` where no label can be in it.
    pub language: Option<Language>,
}

/// Words that English text of any kind is full of and other languages in Latin letters are not.
const ENGLISH: [&str; 13] =
    ["the", "and", "with", "you", "your", "our", "to", "this", "that", "from", "their", "who", "which"];
/// Words that text in the languages of most foreign adverts is full of and English text is not.
const OTHER: [&str; 59] = [
    "und", "der", "das", "mit", "für", "sie", "wir", "och", "att", "som", "det", "på", "til", "og", "vi", "med", "les",
    "des", "et", "pour", "vous", "nous", "est", "que", "los", "las", "con", "para", "una", "del", "dos", "com", "uma",
    "não", "em", "che", "per", "della", "il", "een", "het", "van", "voor", "wij", "na", "się", "oraz", "jest", "pro",
    "práce", "se", "je", "ja", "sekä", "és", "și", "ve", "dla", "nebo",
];
/// Bytes of the longest of these words.
const LONGEST: usize = 6;
/// Share of the one or the other from which a text is in English, or enough of it is, or surely is not.
const ENOUGH: f64 = 0.05;
/// Shorter texts say too little to be sure, in letters.
const MIN_LETTERS: usize = 160;
/// Bytes from which a text without words of any known language is looked at closely.
const LONG: usize = 1000;
/// Bytes that the detector looks at.
const SAMPLE: usize = 640;
/// Bytes in which words are counted: at first, and where those leave it open.
const FIRST: usize = 400;
const COUNTED: usize = 16 << 10;

/// The language a text is in, where that is surely not English.
pub fn other_than_english(text: &str) -> Option<WrittenIn> {
    if letters(text) < MIN_LETTERS {
        return None;
    }
    // English shows at once in English; the whole text decides where another language comes first.
    let mut shares = Shares::of(text, FIRST);
    if shares.english < ENOUGH && text.len() > FIRST {
        shares = Shares::of(text, COUNTED);
    }
    // Lines such as `Salary: £30,000` have no words of any language; only long ones are worth the detector's time.
    let accented = || text.bytes().take(LONG).filter(|b| *b >= 0xc3).count() * 50 >= text.len();
    if shares.english >= ENOUGH || shares.other < ENOUGH / 2.0 && text.len() < LONG && !accented() {
        return None;
    }
    let end = (0..=SAMPLE.min(text.len())).rev().find(|i| text.is_char_boundary(*i))?;
    let info = whatlang::detect(&text[..end])?;
    // The detector is unsure between neighbours such as Danish and Norwegian, none of which is English.
    let sure = info.confidence() >= 0.8 || shares.other >= ENOUGH;
    (info.lang() != Lang::Eng && sure)
        .then(|| WrittenIn { name: info.lang().eng_name(), language: Language::of(info.lang()) })
}

/// Letters among the first bytes of a text.
fn letters(text: &str) -> usize {
    let head = text.bytes().take(8 * MIN_LETTERS);
    head.filter(|b| b.is_ascii_alphabetic() || *b >= 0xc0).count()
}

/// Shares of the words of a text that are telling.
struct Shares {
    english: f64,
    other: f64,
}

/// Both lists, each word as a number, in order; `true` = English.
static WORDS: LazyLock<Vec<(u64, bool)>> = LazyLock::new(|| {
    let english = ENGLISH.iter().map(|w| (number(w.as_bytes()), true));
    let mut words: Vec<_> = english.chain(OTHER.iter().map(|w| (number(w.as_bytes()), false))).collect();
    words.sort_unstable();
    words
});

/// A word of at most eight bytes, in lower case, as a number.
fn number(word: &[u8]) -> u64 {
    word.iter().fold(0, |number, b| number << 8 | u64::from(b.to_ascii_lowercase()))
}

impl Shares {
    fn of(text: &str, bytes: usize) -> Self {
        let bytes = &text.as_bytes()[..text.len().min(bytes)];
        let (mut words, mut english, mut other) = (0u32, 0u32, 0u32);
        let letter = |b: &u8| b.is_ascii_alphabetic() || *b >= 0x80;
        for word in bytes.split(|b| !letter(b)).filter(|w| !w.is_empty()) {
            words += 1;
            let found = (word.len() <= LONGEST).then(|| WORDS.binary_search_by_key(&number(word), |w| w.0));
            if let Some(Ok(at)) = found {
                *(if WORDS[at].1 { &mut english } else { &mut other }) += 1;
            }
        }
        let share = |hits| f64::from(hits) / f64::from(words.max(1));
        Self { english: share(english), other: share(other) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_surely_not_english_is_named() {
        let danish = "Vi søger en engageret sygeplejerske til vores afdeling i Aarhus. Du skal have erfaring med \
            patientpleje og kunne arbejde selvstændigt. Vi tilbyder gode kolleger og en spændende hverdag med \
            mulighed for udvikling og efteruddannelse.";
        let terse = "SQL, Python, Excel, Power BI, Tableau, Looker, dbt, Snowflake, Airflow, Kafka, Spark, Docker, \
            Kubernetes, Terraform, Git, Jira, Confluence, Scrum, Kanban, Lean, Six Sigma, Prince2, ITIL, SAP, Oracle";
        let english = "We are looking for a nurse to join our team. You will work with patients and their families. \
            The successful candidate will have experience of care and will be registered with the council.";
        let name = |text: &str| other_than_english(text).map(|found| (found.name, found.language));
        assert_eq!(name(danish), Some(("Danish", Some(Language::Danish))));
        assert_eq!(name(&"私たちは東京で看護師を募集しています。".repeat(9)), Some(("Japanese", None)));
        assert_eq!(other_than_english(terse), None);
        assert_eq!(other_than_english(english), None);
        assert_eq!(other_than_english("Kurz"), None);
        assert!(ENGLISH.iter().chain(&OTHER).all(|w| w.len() <= LONGEST));
    }
}
