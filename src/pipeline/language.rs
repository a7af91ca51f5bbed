//! Adverts in languages that the vocabulary has labels in are adverts like all others.

use crate::diag::Code;
use crate::ingest::Item;
use crate::rules::Rules;
use crate::rules::language::other_than_english;

/// An advert that was set aside for its language counts where the rules can read it.
pub fn settled(item: Item, rules: &Rules) -> Item {
    match item {
        Item::SetAside(advert, finding) if finding.code == Code::OtherLanguage => {
            let language = other_than_english(&advert.text).and_then(|found| found.language);
            match language.and_then(|language| rules.of(language)) {
                Some(_) => Item::Advert(advert),
                None => Item::SetAside(advert, finding),
            }
        }
        item => item,
    }
}
