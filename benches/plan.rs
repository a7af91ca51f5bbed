//! A plan for 500 gaps over three years: `cargo bench --bench plan`. It should stay under 100 ms.

use skillgap::gap::{Relations, compare};
use skillgap::model::{
    AdvertId, Ask, Asked, CompetencyId, CompetencyKind, Date, Facts, GapReport, HeldLevel, Level, Necessity, PlanGoal,
    Preferences, Reading, RoleTemplate, SectionKind, SelfAssessment, SelfRating,
};
use skillgap::plan::{PlanData, Request, plan};
use skillgap::role::{Named, collapse, template};
use skillgap::rules::{RuleFiles, Rules};

fn main() {
    divan::main();
}

const GAPS: usize = 500;
const ADVERTS: usize = 1000;

/// Competencies of the vocabulary that can be learned, spread over its sectors.
fn pool() -> Vec<(CompetencyId, CompetencyKind)> {
    let all: Vec<_> = Rules::embedded()
        .vocabulary()
        .iter()
        .filter(|c| !matches!(c.kind, CompetencyKind::Qualification | CompetencyKind::Language))
        .map(|c| (c.id.clone(), c.kind))
        .collect();
    let step = (all.len() / GAPS).max(1);
    all.into_iter().step_by(step).take(GAPS).collect()
}

fn reading(n: usize, pool: &[(CompetencyId, CompetencyKind)]) -> Reading {
    let ask = |k: usize| {
        let (competency, kind) = pool[(n * 7 + k * 83) % pool.len()].clone();
        let level = Level::from_number(3 + (k % 3) as u8);
        Ask {
            necessity: if k % 3 == 2 { Necessity::Unstated } else { Necessity::Essential },
            section: SectionKind::Requirements,
            sentence: format!("You know {competency}"),
            any_of: vec![Asked { competency, kind, min_years: None, level }],
        }
    };
    Reading {
        id: AdvertId(format!("advert-{n:04}")),
        title: "Analyst".into(),
        source: "adverts.ndjson".into(),
        link: None,
        published: None,
        employer: Some(format!("Employer {}", n % 97)),
        place: None,
        text_key: n as u64,
        facts: Facts::default(),
        asks: (0..6).map(ask).collect(),
        terms: Vec::new(),
        says: Vec::new(),
        tasks: Vec::new(),
        objectives: Vec::new(),
    }
}

fn inputs() -> (GapReport, RoleTemplate, SelfAssessment) {
    let pool = pool();
    let rating = |n: usize| SelfRating {
        level: Some(HeldLevel(Level::from_number((n % 3) as u8))),
        years: None,
        last_used: None,
        evidence: String::new(),
        interest: String::new(),
    };
    let ratings = pool.iter().enumerate().map(|(n, (id, _))| (id.clone(), rating(n))).collect();
    let assessment = SelfAssessment { ratings };
    let adverts = collapse((0..ADVERTS).map(|n| reading(n, &pool)));
    let named = |id: &CompetencyId| Named { name: id.to_string(), sector: String::new() };
    let template = template("analyst", "v1", &adverts, &named);
    let report = compare(&template, &assessment, &Relations::default());
    (report, template, assessment)
}

#[divan::bench]
fn five_hundred_gaps_over_three_years(bencher: divan::Bencher) {
    let (report, template, assessment) = inputs();
    assert!(report.gaps.len() >= GAPS);
    let data = PlanData::read(&RuleFiles::embedded().under("plan")).expect("the data of plans");
    let start: Date = "2026-11-23".parse().expect("a day");
    let preferences = Preferences { start: Some(start), hours_a_week: 10.0, ..Preferences::default() };
    let goal = PlanGoal {
        text: "be an analyst".into(),
        role: "analyst".into(),
        by: "2029-11-23".parse().ok(),
        ..PlanGoal::default()
    };
    bencher.bench(|| {
        plan(&Request {
            report: &report,
            template: &template,
            assessment: &assessment,
            preferences: &preferences,
            goal: &goal,
            from: start,
            data: &data,
            vocabulary: Rules::embedded().vocabulary(),
            previous: None,
        })
    });
}
