//! Whatever stands in an advert, reading it ends well, and its parts are the whole.

use proptest::prelude::*;
use skillgap::extract::{Repeated, extract, segments};
use skillgap::model::{Advert, AdvertId};
use skillgap::rules::Rules;

const PIECES: &[&str] = &[
    "## Requirements\n",
    "- ",
    "• ",
    "must have ",
    "Python",
    "C++/C#",
    " or ",
    ", ",
    " and ",
    "five (5) years' ",
    "3–5 yrs ",
    "£30,000 - £35k ",
    "€45.000",
    "CHF 110’000",
    "per annum ",
    "pro rata ",
    "Closing date: 3rd May 2026 ",
    "lead a team of 8 ",
    "experience ",
    "of ",
    "is preferred",
    "no ",
    " required",
    "Bachelor’s degree ",
    "in ",
    "statistics",
    "ﬁle ",
    "élan ",
    "–",
    "—",
    "…",
    "\u{a0}",
    "\u{200b}",
    "日本語",
    "🙂",
    "\n\n",
    ". ",
    ": ",
    "; ",
    "(",
    ")",
    "https://x.org/a?b=c ",
    "jo@x.org ",
    "['",
    "', '",
    "']",
    "You will ",
    "manage ",
    "budgets ",
    "we offer ",
    "driving licence ",
    "NMC",
    "remote ",
    "Band 5 ",
    "**",
    "<b>",
    "\t",
    "\r\n",
];

fn advert(text: String) -> Advert {
    Advert {
        id: AdvertId("any".into()),
        title: text.chars().take(40).collect(),
        text,
        employer: Some("Élan & Söhne – Ltd".into()),
        place: Some("Leeds".into()),
        salary: Some("£20k–£30k".into()),
        contract: None,
        published: None,
        closing: None,
        link: None,
        reference: None,
        source: "any".into(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn reading_never_fails_and_spans_lie_in_the_text(parts in prop::collection::vec(0..PIECES.len(), 0..120)) {
        let text: String = parts.into_iter().map(|i| PIECES[i]).collect();
        let rules = Rules::embedded();
        let advert = advert(text.clone());
        let found = extract(&advert, rules, &Repeated::default());
        for mention in found.requirements.iter().flat_map(|r| &r.any_of) {
            prop_assert!(mention.span.of(&text).is_some_and(|t| !t.is_empty()));
        }
        prop_assert!(found.requirements.iter().all(|r| !r.any_of.is_empty()));
        let joined: String = segments(&text, rules).iter().map(|s| &text[s.start..s.end]).collect();
        prop_assert_eq!(joined, text);
    }
}
