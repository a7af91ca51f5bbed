//! schema.org `JobPosting` objects, however they were written down.

use super::draft::{Draft, stated};
use super::text;
use serde_json::{Map, Value};

/// The objects of type JobPosting anywhere inside a value: in `@graph`, lists, `mainEntity`, `itemListElement`.
pub fn find(value: &Value) -> Vec<&Map<String, Value>> {
    let mut found = Vec::new();
    collect(value, &mut found);
    found
}

fn collect<'v>(value: &'v Value, found: &mut Vec<&'v Map<String, Value>>) {
    match value {
        Value::Object(object) if is_job_posting(object) => found.push(object),
        Value::Object(object) => object.values().for_each(|v| collect(v, found)),
        Value::Array(all) => all.iter().for_each(|v| collect(v, found)),
        _ => {}
    }
}

/// Whether the type of an object, one of several even, is JobPosting.
pub fn is_job_posting(object: &Map<String, Value>) -> bool {
    let named = |v: &Value| v.as_str().is_some_and(|t| t.rsplit(['/', ':', '#']).next() == Some("JobPosting"));
    match object.get("@type").or_else(|| object.get("type")) {
        Some(Value::Array(types)) => types.iter().any(named),
        Some(one) => named(one),
        None => false,
    }
}

/// The advert that a JobPosting states. `base` resolves relative addresses.
pub fn draft(posting: &Map<String, Value>, base: Option<&str>) -> Draft {
    let field = |name: &str| posting.get(name).and_then(words).and_then(|w| stated(&w));
    let mut draft = Draft {
        title: field("title").or_else(|| field("name")).unwrap_or_default(),
        text: full_text(posting),
        employer: field("hiringOrganization"),
        place: place(posting),
        salary: posting.get("baseSalary").or_else(|| posting.get("estimatedSalary")).and_then(salary),
        contract: posting.get("employmentType").and_then(contract),
        reference: field("identifier"),
        ..Draft::default()
    };
    draft.set_dates(field("datePosted").as_deref(), field("validThrough").as_deref());
    let id = posting.get("@id").and_then(Value::as_str);
    draft.set_link(posting.get("url").and_then(words).as_deref().or(id), base);
    draft
}

/// A value as words: text as it is, an object by its name or value, a list with commas.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        Value::Array(all) => {
            let all: Vec<String> = all.iter().filter_map(words).filter(|w| !w.trim().is_empty()).collect();
            (!all.is_empty()).then(|| all.join(", "))
        }
        Value::Object(o) => ["value", "name", "@value", "credentialCategory", "description", "@id"]
            .iter()
            .find_map(|key| o.get(*key).and_then(words)),
        _ => None,
    }
}

/// Fields that some publishers state beside the description, with the heading they get in the text.
const SECTIONS: [(&str, &str); 8] = [
    ("responsibilities", "Responsibilities"),
    ("qualifications", "Qualifications"),
    ("skills", "Skills"),
    ("experienceRequirements", "Experience"),
    ("educationRequirements", "Education"),
    ("physicalRequirement", "Physical requirements"),
    ("jobBenefits", "Benefits"),
    ("incentiveCompensation", "Incentives"),
];

fn full_text(posting: &Map<String, Value>) -> String {
    let description = posting.get("description").and_then(words).unwrap_or_default();
    let mut full = text::from_markup(&description);
    for (key, heading) in SECTIONS {
        let Some(section) = posting.get(key).and_then(section) else { continue };
        if section.is_empty() || full.contains(&section) {
            continue;
        }
        let gap = if full.is_empty() { "" } else { "\n\n" };
        full.push_str(&format!("{gap}## {heading}\n\n{section}"));
    }
    full
}

/// Text of a field that may be a text, a list of texts or an object such as `{monthsOfExperience: 24}`.
fn section(value: &Value) -> Option<String> {
    match value {
        Value::Array(all) => {
            let items: Vec<String> = all.iter().filter_map(words).map(|w| text::one_line(&w)).collect();
            Some(items.iter().filter(|i| !i.is_empty()).map(|i| format!("- {i}")).collect::<Vec<_>>().join("\n"))
        }
        Value::Object(o) => match o.get("monthsOfExperience").and_then(words) {
            Some(months) => Some(format!("At least {months} months of experience")),
            None => words(value).map(|w| text::from_markup(&w)),
        },
        _ => words(value).map(|w| text::from_markup(&w)),
    }
}

/// At most this many places are named.
const MAX_PLACES: usize = 10;

fn place(posting: &Map<String, Value>) -> Option<String> {
    let mut places: Vec<String> = Vec::new();
    let locations = match posting.get("jobLocation") {
        Some(Value::Array(all)) => all.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    };
    for location in locations {
        let written = address(location).and_then(|a| stated(&a));
        places.extend(written.filter(|p| !places.contains(p)));
    }
    if places.is_empty() {
        places.extend(posting.get("applicantLocationRequirements").and_then(words).and_then(|w| stated(&w)));
    }
    places.truncate(MAX_PLACES);
    let remote =
        posting.get("jobLocationType").and_then(words).is_some_and(|t| t.to_ascii_uppercase().contains("TELECOMMUTE"));
    if remote {
        places.push("Remote".to_string());
    }
    (!places.is_empty()).then(|| places.join("; "))
}

/// Town, region and country of a Place, a PostalAddress or a text.
fn address(location: &Value) -> Option<String> {
    let Value::Object(object) = location else { return words(location) };
    match object.get("address") {
        Some(Value::Object(address)) => {
            let part =
                |key: &str| address.get(key).and_then(words).map(|w| w.trim().to_string()).filter(|w| !w.is_empty());
            let mut parts: Vec<String> = Vec::new();
            for key in ["addressLocality", "addressRegion", "addressCountry"] {
                parts.extend(part(key).filter(|p| !parts.contains(p)));
            }
            if parts.is_empty() {
                parts.extend(part("streetAddress").or_else(|| part("postalCode")));
            }
            (!parts.is_empty()).then(|| parts.join(", ")).or_else(|| object.get("name").and_then(words))
        }
        Some(Value::Array(all)) => all.first().and_then(words),
        Some(other) => words(other),
        None if object.contains_key("addressLocality") => {
            address(&Value::Object(Map::from_iter([("address".to_string(), location.clone())])))
        }
        None => words(location),
    }
}

fn contract(value: &Value) -> Option<String> {
    stated(&words(value)?).map(|w| match w.chars().any(char::is_lowercase) {
        true => w,
        false => w.replace('_', " ").to_lowercase(),
    })
}

/// `GBP 30000 - 35000 per year`; a salary in words stays as it is.
fn salary(value: &Value) -> Option<String> {
    let Value::Object(object) = value else {
        return match value {
            Value::Array(all) => all.iter().find_map(salary),
            other => words(other).and_then(|w| stated(&w)),
        };
    };
    let inner = match object.get("value") {
        Some(Value::Object(inner)) => inner,
        Some(Value::Array(all)) => all.first().and_then(Value::as_object).unwrap_or(object),
        _ => object,
    };
    let amount =
        |key: &str| inner.get(key).and_then(words).map(|w| w.trim().to_string()).filter(|w| !w.is_empty() && w != "0");
    let (low, high) = (amount("minValue"), amount("maxValue"));
    let amount = match (low, high) {
        (Some(low), Some(high)) if low != high => format!("{low} - {high}"),
        (Some(one), _) | (_, Some(one)) => one,
        _ => amount("value")?,
    };
    if !amount.starts_with(|c: char| c.is_ascii_digit()) {
        return stated(&amount);
    }
    let either = |key: &str| inner.get(key).or_else(|| object.get(key)).and_then(words).and_then(|w| stated(&w));
    let currency = either("currency").map(|c| format!("{c} ")).unwrap_or_default();
    let period = either("unitText").map(|u| format!(" per {}", period(&u))).unwrap_or_default();
    Some(format!("{currency}{amount}{period}"))
}

fn period(unit: &str) -> String {
    match unit.to_ascii_lowercase().as_str() {
        "hourly" | "hr" | "hur" => "hour".to_string(),
        "daily" => "day".to_string(),
        "weekly" => "week".to_string(),
        "monthly" | "mon" => "month".to_string(),
        "yearly" | "annual" | "annually" | "ann" => "year".to_string(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn one(value: Value) -> Draft {
        draft(find(&value)[0], Some("https://example.org/"))
    }

    #[test]
    fn a_posting_is_found_in_every_shape() {
        for value in [
            json!({"@type": "JobPosting"}),
            json!([{"@type": "WebSite"}, {"@type": ["Thing", "JobPosting"]}]),
            json!({"@graph": [{"@type": "http://schema.org/JobPosting"}]}),
            json!({"@type": "WebPage", "mainEntity": {"@type": "schema:JobPosting"}}),
        ] {
            assert_eq!(find(&value).len(), 1, "{value}");
        }
        assert!(find(&json!({"@type": "Organization"})).is_empty());
    }

    #[test]
    fn stated_fields_are_spelled_out() {
        let posting = one(json!({
            "@type": "JobPosting", "title": "R&amp;D  Nurse", "description": "&lt;p&gt;Care&lt;/p&gt;&lt;p&gt;More",
            "hiringOrganization": {"@type": "Organization", "name": "Trust"}, "url": "/job/7?utm_source=x",
            "employmentType": ["FULL_TIME", "CONTRACTOR"], "datePosted": "2020-01-02T10:00:00+0000",
            "validThrough": "2 Feb 2020", "identifier": {"@type": "PropertyValue", "value": 77},
            "jobLocation": [{"address": {"addressLocality": "Hull", "addressCountry": {"name": "GB"}}}, {"address": "Leeds"}],
            "jobLocationType": "TELECOMMUTE", "skills": ["SQL", "Excel"],
            "baseSalary": {"currency": "GBP", "value": {"minValue": 30000, "maxValue": "35000", "unitText": "YEAR"}}
        }));
        assert_eq!(posting.title, "R&D Nurse");
        assert_eq!(posting.text, "Care\n\nMore\n\n## Skills\n\n- SQL\n- Excel");
        assert_eq!(posting.employer.as_deref(), Some("Trust"));
        assert_eq!(posting.place.as_deref(), Some("Hull, GB; Leeds; Remote"));
        assert_eq!(posting.salary.as_deref(), Some("GBP 30000 - 35000 per year"));
        assert_eq!(posting.contract.as_deref(), Some("full time, contractor"));
        assert_eq!(posting.link.as_deref(), Some("https://example.org/job/7"));
        assert_eq!(posting.reference.as_deref(), Some("77"));
        assert_eq!(posting.published.map(|d| d.to_string()).as_deref(), Some("2020-01-02"));
        assert_eq!(posting.closing.map(|d| d.to_string()).as_deref(), Some("2020-02-02"));
    }

    #[test]
    fn salaries_in_every_shape_are_one_line() {
        for (salary, want) in [
            (json!("£30k"), Some("£30k")),
            (json!(30000), Some("30000")),
            (json!({"currency": "USD", "value": 55.5}), Some("USD 55.5")),
            (json!({"currency": "GBP", "value": {"value": "negotiable", "unitText": "YEAR"}}), Some("negotiable")),
            (json!({"minValue": 1000, "currency": "EUR", "unitText": "MONTHLY"}), Some("EUR 1000 per month")),
            (json!({"currency": "GBP"}), None),
        ] {
            assert_eq!(
                one(json!({"@type": "JobPosting", "baseSalary": salary.clone()})).salary.as_deref(),
                want,
                "{salary}"
            );
        }
    }
}
