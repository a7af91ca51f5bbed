use crate::diag::Code;
use crate::model::Advert;
use xxhash_rust::xxh3::xxh3_64;

/// An advert as a document lists it, with what the store cannot know by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    pub advert: Advert,
    /// What spellings of the employer's name share.
    pub employer_key: Option<String>,
    /// Code of the finding that says why it does not count.
    pub aside: Option<String>,
    /// Whether the page behind its link would say more.
    pub stub: bool,
}

impl Listed {
    /// Whether it says that the advert is no longer open.
    pub fn is_closed(&self) -> bool {
        self.aside.as_deref() == Some(Code::Expired.as_str())
    }

    /// Hash of what the source says; where it was read does not count.
    pub(super) fn hash(&self) -> i64 {
        let a = &self.advert;
        let published = a.published.map(|d| d.to_string());
        let closing = a.closing.map(|d| d.to_string());
        let fields = [
            Some(a.title.as_str()),
            Some(&a.text),
            a.employer.as_deref(),
            a.place.as_deref(),
            a.salary.as_deref(),
            a.contract.as_deref(),
            published.as_deref(),
            closing.as_deref(),
            a.link.as_deref(),
            a.reference.as_deref(),
        ];
        let joined = fields.map(|field| field.map_or_else(String::new, |f| format!("\u{1e}{f}"))).join("\u{1f}");
        xxh3_64(joined.as_bytes()).cast_signed()
    }

    /// The advert with what the page behind its link says: the page's text, and its fields where the feed has none.
    pub(super) fn with_page(self, page: Listed) -> Self {
        if page.aside.is_some() {
            return self;
        }
        let (a, p) = (self.advert, page.advert);
        let advert = Advert {
            text: p.text,
            employer: a.employer.or(p.employer),
            place: a.place.or(p.place),
            salary: a.salary.or(p.salary),
            contract: a.contract.or(p.contract),
            published: a.published.or(p.published),
            closing: a.closing.or(p.closing),
            reference: a.reference.or(p.reference),
            ..a
        };
        Self { advert, employer_key: self.employer_key.or(page.employer_key), aside: None, stub: false }
    }

    /// Names of the fields in which two versions differ.
    pub(super) fn differs(&self, before: &Advert) -> Vec<&'static str> {
        let now = &self.advert;
        let fields = [
            ("title", now.title != before.title),
            ("text", now.text != before.text),
            ("employer", now.employer != before.employer),
            ("place", now.place != before.place),
            ("salary", now.salary != before.salary),
            ("contract", now.contract != before.contract),
            ("published", now.published != before.published),
            ("closing", now.closing != before.closing),
            ("reference", now.reference != before.reference),
        ];
        fields.into_iter().filter(|(_, changed)| *changed).map(|(name, _)| name).collect()
    }
}
