use super::competency::words;
use super::{CompetencyId, CompetencyKind, Date, Level, Necessity, Span};
use serde::{Deserialize, Serialize};

/// What one advert asks for, and what it only mentions. A pure function of text and rules.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Extraction {
    pub facts: Facts,
    /// All must hold; each is a set of alternatives of which one is enough. In order of the text.
    pub requirements: Vec<Requirement>,
    pub set_aside: Vec<Aside>,
    /// Verb phrases that say what the holder will do.
    pub tasks: Vec<Span>,
    pub unknown_terms: Vec<UnknownTerm>,
}

/// One thing an advert asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Requirement {
    pub necessity: Necessity,
    pub section: SectionKind,
    /// The words that decided the necessity; empty where it is unstated.
    pub cue: String,
    /// Never empty.
    pub any_of: Vec<Mention>,
}

/// One competency in one advert, where it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    pub competency: CompetencyId,
    pub kind: CompetencyKind,
    /// The label as written.
    pub span: Span,
    /// Years of experience asked for, at most 25.
    pub min_years: Option<f32>,
    pub max_years: Option<f32>,
    /// Only where words state one.
    pub level: Option<Level>,
}

/// A label that is there but is no requirement, with the reason.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Aside {
    pub competency: CompetencyId,
    pub why: AsideReason,
    pub span: Span,
}

/// What stands where a competency would and is in no vocabulary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UnknownTerm {
    pub span: Span,
}

words! {
    /// Why a label is not a requirement.
    AsideReason {
        Negated = "negated", Taught = "taught", Employer = "employer", Benefit = "benefit",
        Boilerplate = "boilerplate", Ambiguous = "ambiguous",
    }
}

words! {
    /// What a stretch of an advert is about.
    SectionKind {
        Intro = "intro", Tasks = "tasks", Requirements = "requirements", Optional = "optional",
        NotAsked = "not-asked",
        Employer = "employer", Benefits = "benefits", EqualOpportunity = "equal-opportunity",
        Application = "application", Facts = "facts",
    }
}

words! {
    Seniority {
        Intern = "intern", Junior = "junior", Mid = "mid", Senior = "senior", Lead = "lead", Principal = "principal",
        Manager = "manager", Head = "head", Director = "director", Executive = "executive",
    }
}

words! { WorkMode { Onsite = "onsite", Hybrid = "hybrid", Remote = "remote" } }

words! { PayPeriod { Hour = "hour", Day = "day", Week = "week", Month = "month", Year = "year" } }

impl PayPeriod {
    /// How many make a full-time year: 52 weeks of 5 days of 7.5 hours.
    pub fn times_a_year(self) -> f64 {
        match self {
            Self::Hour => 1950.0,
            Self::Day => 260.0,
            Self::Week => 52.0,
            Self::Month => 12.0,
            Self::Year => 1.0,
        }
    }
}

words! {
    EducationLevel {
        None = "none", Secondary = "secondary", Vocational = "vocational", Bachelor = "bachelor", Master = "master",
        Doctorate = "doctorate",
    }
}

/// What an advert says about the post itself. `None` = not stated.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Facts {
    /// Title without place, contract, reference and seniority, lower case: the words of the role.
    pub role: Option<String>,
    /// Id of the role in the vocabulary that the title reached.
    pub role_id: Option<String>,
    pub seniority: Option<Seniority>,
    pub employer: Option<String>,
    pub location: Option<String>,
    pub work_mode: Option<WorkMode>,
    pub contract: Option<String>,
    pub closing_date: Option<Date>,
    /// Overall minimum of years asked for.
    pub experience_years: Option<f32>,
    pub experience_years_max: Option<f32>,
    pub salary: Option<Salary>,
    pub education: Option<Education>,
    pub manages: Option<Manages>,
    pub budget: Option<Span>,
    pub reports_to: Option<Span>,
    pub travel: Option<Span>,
    pub shifts: Option<Span>,
    pub languages: Vec<LanguageClaim>,
    pub gates: Vec<GateClaim>,
}

/// Pay as the advert states it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Salary {
    pub min: Option<f64>,
    pub max: Option<f64>,
    /// ISO 4217.
    pub currency: String,
    pub period: PayPeriod,
    /// Where it stands in the text; `None` where it came from a field apart from the text.
    pub span: Option<Span>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Education {
    pub level: EducationLevel,
    pub necessity: Necessity,
    pub or_equivalent: bool,
    pub span: Span,
}

/// People the holder manages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manages {
    pub direct_reports: Option<u32>,
    pub span: Span,
}

/// A spoken language with the CEFR level where one is stated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LanguageClaim {
    pub language: CompetencyId,
    pub cefr: Option<String>,
}

/// A qualification that is a condition: registration, licence, clearance, check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GateClaim {
    pub gate: CompetencyId,
    pub span: Span,
}
