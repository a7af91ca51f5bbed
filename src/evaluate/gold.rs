use serde::Deserialize;

/// An advert with marked spans; offsets are bytes of `text`.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldSpans {
    pub id: String,
    pub text: String,
    pub spans: Vec<GoldSpan>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct GoldSpan {
    pub start: u32,
    pub end: u32,
    /// `skill` or `knowledge`.
    pub kind: String,
}

/// An advert with marked requirements and facts. Every `quote` is a part of `text`.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldAdvert {
    pub id: String,
    #[serde(default)]
    pub title: Option<String>,
    pub text: String,
    pub requirements: Vec<GoldRequirement>,
    #[serde(default)]
    pub traps: Vec<GoldTrap>,
    #[serde(default)]
    pub tasks: Vec<String>,
    #[serde(default)]
    pub role: Option<String>,
    #[serde(default)]
    pub seniority: Option<String>,
    #[serde(default)]
    pub work_mode: Option<String>,
    #[serde(default)]
    pub closing_date: Option<String>,
    #[serde(default)]
    pub experience_years: Option<f64>,
    #[serde(default)]
    pub education: Option<GoldEducation>,
    #[serde(default)]
    pub manages: Option<GoldManages>,
    #[serde(default)]
    pub salary: Option<GoldSalary>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct GoldRequirement {
    pub necessity: String,
    pub any_of: Vec<GoldMember>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct GoldMember {
    pub competency: String,
    pub quote: String,
    #[serde(default)]
    pub min_years: Option<f64>,
    #[serde(default)]
    pub level: Option<String>,
}

/// Words that a careless reader would take for a requirement.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldTrap {
    pub quote: String,
}

#[derive(Debug, Clone, Deserialize)]
pub struct GoldEducation {
    pub level: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct GoldManages {
    pub direct_reports: Option<u32>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct GoldSalary {
    pub min: Option<f64>,
    pub max: Option<f64>,
    pub currency: Option<String>,
    pub period: Option<String>,
}
