//! Which written forms are one word in languages other than English: endings are taken off, accents and umlauts levelled.
//!
//! Light on purpose: two words that are different must stay different far more often than two forms of one must meet.

use super::language::Language;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// What all forms of a word share. Takes lower case; the same word gives the same stem wherever it stands.
pub fn stem(word: &str, language: Language) -> String {
    match language {
        Language::German => german(&level(word)),
        Language::French => french(&level(elided(word))),
        _ => word.to_string(),
    }
}

/// Letters without accents; `ß` as `ss`.
fn level(word: &str) -> String {
    if word.is_ascii() {
        return word.to_string();
    }
    let plain = word.replace('ß', "ss").replace('œ', "oe").replace('æ', "ae");
    plain.nfd().filter(|c| !is_combining_mark(*c)).collect()
}

/// Endings of cases and numbers. `Kurse`, `Kurses` and `Kurs` meet; a stem keeps four letters.
fn german(word: &str) -> String {
    let cut = ["ern", "em", "en", "er", "es", "e", "n"].iter().find_map(|e| word.strip_suffix(e));
    let genitive = || word.strip_suffix('s').filter(|s| s.ends_with(['b', 'd', 'f', 'g', 'k', 'l', 'm', 'n', 't']));
    cut.or_else(genitive).filter(|s| s.len() >= 4).unwrap_or(word).to_string()
}

/// `l'équipe` → `équipe`.
fn elided(word: &str) -> &str {
    match word.split_once(['\'', '’']) {
        Some((head, rest)) if head.len() <= 2 || ["qu", "jusqu", "lorsqu", "puisqu"].contains(&head) => {
            if rest.is_empty() { word } else { rest }
        }
        _ => word,
    }
}

/// Plurals, feminines and the commonest endings of verbs; `du`, `des` and `d'` are `de`.
fn french(word: &str) -> String {
    if matches!(word, "du" | "des" | "d") {
        return "de".into();
    }
    if let Some(stem) = word.strip_suffix('x').filter(|s| s.ends_with("eau")) {
        return stem.into();
    }
    if let Some(stem) = word.strip_suffix("aux").filter(|s| s.len() >= 3) {
        return format!("{stem}al");
    }
    let mut stem = word.strip_suffix(['s', 'x']).filter(|s| s.len() >= 3).unwrap_or(word);
    for _ in 0..2 {
        let cut = ["er", "ez", "e"].iter().find_map(|e| stem.strip_suffix(e));
        match cut.filter(|s| s.len() >= 3) {
            Some(cut) => stem = cut,
            None => break,
        }
    }
    stem.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_meet_and_other_words_do_not() {
        for (language, same, other) in [
            (Language::German, &["maschine", "maschinen"][..], "maschinist"),
            (Language::German, &["projekt", "projekte", "projekten", "projekts", "projektes"], "projektil"),
            (Language::German, &["straße", "strassen"], "strand"),
            (Language::German, &["ärzte", "ärzten"], "arbeit"),
            (Language::German, &["kurs"], "kur"),
            (Language::French, &["l'équipe", "équipes", "d’équipe"], "équipement"),
            (Language::French, &["réseau", "réseaux"], "réserve"),
            (Language::French, &["infirmier", "infirmière", "infirmières"], "infirmité"),
            (Language::French, &["gérer", "gérez"], "gestion"),
            (Language::French, &["hôpital", "hôpitaux"], "hospitalité"),
        ] {
            let want = stem(same[0], language);
            assert!(same.iter().all(|w| stem(w, language) == want), "{same:?} {want}");
            assert_ne!(stem(other, language), want, "{other}");
        }
    }
}
