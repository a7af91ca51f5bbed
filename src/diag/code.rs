use super::Severity;

/// Declares the codes once: variant, word, severity, and what it means (the documentation shown to the user).
macro_rules! codes {
    ($($variant:ident = $word:literal, $severity:ident, $doc:literal;)+) => {
        /// Stable code of a finding. Never renamed, never reused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $doc] $variant),+ }
        impl Code {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            pub const fn as_str(self) -> &'static str { match self { $(Self::$variant => $word),+ } }
            /// What the code means and what to do.
            pub const fn explanation(self) -> &'static str { match self { $(Self::$variant => $doc),+ } }
            pub const fn severity(self) -> Severity { match self { $(Self::$variant => Severity::$severity),+ } }
        }
    };
}

codes! {
    Unreadable = "unreadable", Unread, "the input could not be opened or fetched; check the path, the address and the connection";
    TooLarge = "too-large", Unread, "the input exceeds a size, nesting or time limit; save the advert alone, or split the file";
    UnknownFormat = "unknown-format", Unread, "no reader accepts the input; save the page as HTML, or export the adverts as NDJSON";
    NotAnAdvert = "not-an-advert", Unread, "the page holds no advert (a list, a log-in wall, an error or consent page, an empty shell); open the advert itself and save it";
    ListPage = "list-page", Unread, "the page is a list of adverts; open each advert and save it, or use the feed of the search";
    Expired = "expired", Unread, "the page says that the advert is no longer open; remove it";
    OtherLanguage = "other-language", Warning, "the advert is in a language that the vocabulary does not cover; it is set aside and counted";
    NoText = "no-text", Warning, "the entry has a title or a link but no advert text; save the page behind the link";
    BrokenFeed = "broken-feed", Unread, "nothing could be recovered from the feed; open it in a browser to see what it sends";
    RepairedFeed = "repaired-feed", Note, "the feed was broken and entries were recovered after repair; lost ones are counted";
    EncodingRepaired = "encoding-repaired", Note, "the bytes contradict the declared encoding and were read by their content";
    BadRecord = "bad-record", Unread, "a record of a table or NDJSON file is malformed; the others are used";
    EmptyInput = "empty-input", Unread, "the input holds no adverts";
    UnknownCompetency = "unknown-competency", Warning, "a name in the skills file is not in the vocabulary; see the suggestion, or add it to your own vocabulary";
    BadLevel = "bad-level", Warning, "a level is not 0 to 5, a CEFR level, yes, no or blank; the row counts as not assessed";
    DuplicateRating = "duplicate-rating", Warning, "a competency is rated twice; the later row counts";
    FewAdverts = "few-adverts", Warning, "the role has few adverts, so shares are rough; add more saved adverts or feeds";
    NoRole = "no-role", Error, "no advert has the role; the roles found are listed";
    NearTitles = "near-titles", Note, "titles near the role were left out; `--include` adds them";
    NothingFound = "nothing-found", Warning, "adverts in which no requirement was found; they are listed, and no gap is claimed from them";
    RuleFault = "rule-fault", Error, "a file of rules is malformed; every fault is listed with file and line";
    BadConfig = "bad-config", Error, "the configuration is malformed";
    ReaderFailed = "reader-failed", Unread, "the program failed on one input and went on without it; report it with the input";
    DoubtfulRating = "doubtful-rating", Note, "a rating that a coach would ask about; nothing is changed, look at it again";
    NotCanonical = "not-canonical", Note, "a file of your vocabulary is not sorted or not in its usual form; it works all the same, and `skillgap vocabulary check --repair` rewrites it";
    OrdinaryWord = "ordinary-word", Warning, "a label is an ordinary word and will be found where nothing is asked for; mark it `?` and give a rule, or write more than the word";
    LeftOut = "left-out", Note, "adverts of the store that do not count: gone ones (`--gone` counts them), and those of blocked employers";
    FeedFound = "feed-found", Note, "the address is a page that names feeds, or a list of feeds; those are read in its place";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_unique_and_explained() {
        let words: BTreeSet<_> = Code::ALL.iter().map(|c| c.as_str()).collect();
        assert_eq!(words.len(), Code::ALL.len());
        assert!(Code::ALL.iter().all(|c| c.explanation().len() > 20));
    }
}
