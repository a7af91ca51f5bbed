//! What `skillgap extract` writes of one advert.

use crate::model::{Extraction, Mention, Span};
use crate::rules::Rules;
use serde_json::{Value, json};

/// One advert as a JSON object. Offsets are UTF-8 byte offsets into `text`, end exclusive.
pub fn extraction_json(id: &str, text: &str, extraction: &Extraction, rules: &Rules) -> Value {
    let facts = &extraction.facts;
    let spanned = |span: Span| json!({ "start": span.start, "end": span.end });
    let requirements: Vec<Value> = extraction
        .requirements
        .iter()
        .map(|r| {
            json!({
                "necessity": r.necessity, "section": r.section, "cue": r.cue,
                "any_of": r.any_of.iter().map(|m| mention_json(m, text, rules)).collect::<Vec<_>>(),
            })
        })
        .collect();
    let set_aside: Vec<Value> = extraction
        .set_aside
        .iter()
        .map(|a| json!({ "competency": a.competency, "why": a.why, "start": a.span.start, "end": a.span.end }))
        .collect();
    let unknown: Vec<Value> = extraction
        .unknown_terms
        .iter()
        .map(|u| json!({ "term": u.span.of(text).unwrap_or(""), "start": u.span.start, "end": u.span.end }))
        .collect();
    json!({
        "id": id,
        "vocabulary_version": rules.version(),
        "facts": {
            "role": facts.role, "seniority": facts.seniority, "employer": facts.employer, "location": facts.location,
            "work_mode": facts.work_mode, "contract": facts.contract, "closing_date": facts.closing_date,
            "experience_years": facts.experience_years, "experience_years_max": facts.experience_years_max,
            "salary": facts.salary.as_ref().map(|s| json!({
                "min": s.min, "max": s.max, "currency": s.currency, "period": s.period,
                "start": s.span.map(|x| x.start), "end": s.span.map(|x| x.end),
            })),
            "education": facts.education.as_ref().map(|e| json!({
                "level": e.level, "necessity": e.necessity, "or_equivalent": e.or_equivalent, "start": e.span.start, "end": e.span.end,
            })),
            "manages": facts.manages.as_ref().map(|m| json!({
                "direct_reports": m.direct_reports, "start": m.span.start, "end": m.span.end,
            })),
            "budget": facts.budget.map(spanned), "reports_to": facts.reports_to.map(spanned),
            "travel": facts.travel.map(spanned), "shifts": facts.shifts.map(spanned),
            "languages": facts.languages.iter().map(|l| json!({ "language": l.language, "cefr": l.cefr })).collect::<Vec<_>>(),
            "gates": facts.gates.iter().map(|g| json!({ "gate": g.gate, "start": g.span.start, "end": g.span.end })).collect::<Vec<_>>(),
        },
        "requirements": requirements,
        "set_aside": set_aside,
        "tasks": extraction.tasks.iter().map(|t| spanned(*t)).collect::<Vec<_>>(),
        "unknown_terms": unknown,
    })
}

fn mention_json(mention: &Mention, text: &str, rules: &Rules) -> Value {
    let label = mention.span.of(text).unwrap_or("");
    // The label is what the advert writes, the name what the vocabulary prefers.
    let name = rules.vocabulary().get(&mention.competency).map_or(label, |c| c.label.as_str());
    json!({
        "competency": mention.competency, "name": name, "label": label, "kind": mention.kind,
        "start": mention.span.start, "end": mention.span.end,
        "min_years": mention.min_years, "max_years": mention.max_years, "level": mention.level,
    })
}
