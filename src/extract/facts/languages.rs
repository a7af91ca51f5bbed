//! Spoken languages with the CEFR level where one is stated.

use super::{Source, slice};
use crate::model::{CompetencyKind, LanguageClaim, Requirement};

/// The languages among what is asked for, each once, in order of the text.
pub fn read(source: &Source<'_>, requirements: &[Requirement]) -> Vec<LanguageClaim> {
    let mut out: Vec<LanguageClaim> = Vec::new();
    for mention in requirements.iter().flat_map(|r| &r.any_of).filter(|m| m.kind == CompetencyKind::Language) {
        let cefr = cefr(source.text, mention.span.start as usize, mention.span.end as usize);
        match out.iter_mut().find(|l| l.language == mention.competency) {
            Some(known) => known.cefr = known.cefr.take().or(cefr),
            None => out.push(LanguageClaim { language: mention.competency.clone(), cefr }),
        }
    }
    out
}

/// "German (B2)", "C1 level English", "English: C1/C2" (the lower one is enough), in the same line.
fn cefr(text: &str, start: usize, end: usize) -> Option<String> {
    let after = slice(text, end, end + 28);
    let after = &after[..after.find(['\n', ';']).unwrap_or(after.len())];
    let before = slice(text, start.saturating_sub(20), start);
    let before = &before[before.rfind(['\n', ';', ',']).map_or(0, |i| i + 1)..];
    level(after).or_else(|| level(before)).map(str::to_string)
}

fn level(near: &str) -> Option<&str> {
    let alone = |i: usize| {
        let bytes = near.as_bytes();
        matches!(bytes[i], b'A'..=b'C')
            && matches!(bytes.get(i + 1), Some(b'1' | b'2'))
            && (i == 0 || !bytes[i - 1].is_ascii_alphanumeric())
            && !bytes.get(i + 2).is_some_and(u8::is_ascii_alphanumeric)
    };
    (0..near.len()).find(|&i| alone(i)).map(|i| &near[i..i + 2])
}

#[cfg(test)]
mod tests {
    use super::super::testing::facts;

    #[test]
    fn languages_keep_the_level_that_is_stated() {
        for (text, language, cefr) in [
            ("Requirements\n- German (B2)", "german", Some("B2")),
            ("Requirements\n- C1 level English", "english", Some("C1")),
            ("Requirements\n- English: B2/C1", "english", Some("B2")),
            ("Requirements\n- Fluent French", "french", None),
        ] {
            let languages = facts("", text).languages;
            let found = languages.iter().find(|l| l.language.as_str() == language);
            assert_eq!(found.map(|l| l.cefr.as_deref()), Some(cefr), "{text:?}");
        }
    }
}
