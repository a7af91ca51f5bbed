use super::Date;
use serde::{Deserialize, Serialize};

/// Identity of an advert, from its content or the id its publisher gave; never random.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AdvertId(pub String);

impl std::fmt::Display for AdvertId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// One published text, after ingestion.
///
/// `text` keeps the structure of the source as light Markdown: a heading is a line that starts with `#`, a list item a
/// line that starts with `- `, paragraphs stand on lines of their own. Every span of an
/// [`Extraction`](super::Extraction) points into it. The other fields hold what the source *stated* apart from the
/// text (JobPosting fields, elements of a feed); what the text says is for `extract`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Advert {
    pub id: AdvertId,
    /// Title as published. JobPosting `title`, feed entry `title`, `<h1>` of a page.
    pub title: String,
    pub text: String,
    /// JobPosting `hiringOrganization`, job XML `company`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employer: Option<String>,
    /// Place of work as written. JobPosting `jobLocation`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Pay as written, apart from the text. JobPosting `baseSalary` spelled out as "GBP 30000 - 35000 per year".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salary: Option<String>,
    /// Contract as written: JobPosting `employmentType`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<String>,
    /// JobPosting `datePosted`, feed entry `published`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// JobPosting `validThrough`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing: Option<Date>,
    /// Canonical address of the advert.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// Requisition or reference number given by the publisher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Where it was read: file name or feed address, for messages to the user.
    pub source: String,
}

impl Advert {
    /// An advert of which nothing is stated apart from its text.
    pub fn of_text(
        id: impl Into<String>,
        title: impl Into<String>,
        text: impl Into<String>,
        source: impl Into<String>,
    ) -> Self {
        Self {
            id: AdvertId(id.into()),
            title: title.into(),
            text: text.into(),
            employer: None,
            place: None,
            salary: None,
            contract: None,
            published: None,
            closing: None,
            link: None,
            reference: None,
            source: source.into(),
        }
    }
}
