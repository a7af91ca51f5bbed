use super::*;
use crate::model::{
    AdvertEssentials, AdvertId, CompetencyId, CompetencyKind, Gap, GapKind, GapReport, HeldLevel, Level, LevelBasis,
    Offer, Plan, PlanGoal, Preferences, RoleRequirement, RoleTemplate, SelfAssessment, SelfRating, Share,
};
use crate::rules::{RuleFiles, Vocabulary};
use jiff::civil::date;
use std::sync::LazyLock;

static DATA: LazyLock<PlanData> = LazyLock::new(|| {
    PlanData::read(&RuleFiles::embedded().under("plan")).unwrap_or_else(|faults| panic!("{faults:#?}"))
});

/// The data inside the binary.
pub fn data() -> &'static PlanData {
    &DATA
}

/// Competencies `c0`, `c1`, ... of several kinds and efforts; each third one needs the one before it.
pub fn vocabulary(count: usize) -> Vocabulary {
    let kinds = ["tool", "skill", "knowledge", "transversal", "leadership", "language"];
    let efforts = ["days", "weeks", "months", "hours"];
    let mut text = String::from("id,kind,label,labels,reuse,effort,broader,implies,needs,similar,award,esco,onet\n");
    for n in 0..count {
        let needs = if n % 3 == 2 { format!("c{}", n - 1) } else { String::new() };
        let (kind, effort) = (kinds[n % kinds.len()], efforts[n % efforts.len()]);
        text += &format!("c{n},{kind},thing {n},,cross-sector,{effort},,,{needs},,,,\n");
    }
    let file = crate::rules::RuleFile { name: "vocabulary/test.csv".into(), text: text.into() };
    let mut faults = Vec::new();
    let vocabulary = crate::rules::vocabulary::read(&[file], &mut faults);
    assert_eq!(faults, []);
    vocabulary
}

/// A comparison of rows (held, required, share in hundredths) and adverts (essential requirements by competency).
pub fn request_parts(rows: &[(u8, u8, u8)], adverts: &[Vec<usize>]) -> (GapReport, RoleTemplate, SelfAssessment) {
    let vocabulary = vocabulary(rows.len());
    let mut assessment = SelfAssessment::default();
    let mut gaps = Vec::new();
    for (n, (held, required, share)) in rows.iter().enumerate() {
        let id = CompetencyId::from(format!("c{n}").as_str());
        let held = HeldLevel(Level::from_number(*held));
        let rating = SelfRating {
            level: Some(held),
            years: None,
            last_used: None,
            evidence: String::new(),
            interest: String::new(),
        };
        assessment.ratings.insert(id.clone(), rating);
        gaps.push(gap(&vocabulary, id, held, *required, f64::from(*share) / 100.0));
    }
    let essentials = adverts.iter().enumerate().map(|(n, all)| AdvertEssentials {
        advert: AdvertId(format!("a{n}")),
        all: all.iter().map(|c| vec![(CompetencyId::from(format!("c{c}").as_str()), Level::Intermediate)]).collect(),
    });
    let template = RoleTemplate {
        role: "x".into(),
        rules_version: "1".into(),
        adverts: adverts.len() as u32,
        duplicates: 0,
        employers: 0,
        effective_adverts: adverts.len() as f64,
        capped: false,
        requirements: gaps.iter().map(|g| g.requirement.clone()).collect(),
        facts: None,
        essentials: essentials.collect(),
    };
    let report = GapReport {
        role: "x".into(),
        rules_version: "1".into(),
        role_adverts: template.adverts,
        adverts_with_essentials: template.adverts,
        open_now: 0,
        gaps,
        unlocks: Vec::new(),
        beyond: Vec::new(),
    };
    (report, template, assessment)
}

fn gap(vocabulary: &Vocabulary, id: CompetencyId, held: HeldLevel, required: u8, share: f64) -> Gap {
    let known = vocabulary.get(&id).expect("in the vocabulary");
    let level = Level::from_number(required).expect("a level");
    let shortfall = required.saturating_sub(held.number());
    let requirement = RoleRequirement {
        competency: id,
        name: known.label.clone(),
        kind: known.kind,
        sector: known.sector.clone(),
        share: Share { point: share, low: share / 2.0, high: (share * 1.5).min(1.0) },
        adverts: 3,
        employers: 2,
        essential_share: share,
        optional_share: 0.0,
        level,
        level_basis: LevelBasis::Stated,
        min_years_median: None,
        min_years_quartiles: None,
        levels_stated: 1,
        alternatives: Vec::new(),
        offers: vec![Offer { instead: Vec::new(), essential: share, unstated: 0.0, optional: 0.0 }],
        sections: Vec::new(),
        top_employers: Vec::new(),
        evidence: Vec::new(),
    };
    Gap {
        rank: 1,
        kind: match shortfall {
            0 => GapKind::Met,
            _ if held.number() == 0 => GapKind::Missing,
            _ => GapKind::Below,
        },
        requirement,
        held: Some(held),
        shortfall,
        priority: share * f64::from(shortfall) / f64::from(required),
        unlock_order: None,
        open_after: None,
        transfer_from: None,
    }
}

#[test]
fn the_data_has_a_route_a_proof_an_effort_and_a_week_sized_first_step_everywhere() {
    let data = data();
    assert!(data.sectors.len() >= 12, "{} sectors", data.sectors.len());
    assert!(data.routes.values().all(|r| !r.proof.is_empty() && r.first_hours <= 5.0));
    let embedded = crate::rules::Rules::embedded();
    for id in data.only.keys().chain(data.before.keys()).chain(data.pieces.of.keys()).map(String::as_str) {
        assert!(embedded.vocabulary().get(&id.into()).is_some(), "`{id}` is in no vocabulary");
    }
    let sectors: std::collections::BTreeSet<_> = embedded.vocabulary().iter().map(|c| c.sector.clone()).collect();
    let later = ["retail", "hospitality-and-catering", "logistics-and-warehousing"];
    let unknown: Vec<_> =
        data.sectors.keys().filter(|s| !sectors.contains(*s) && !later.contains(&s.as_str())).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn faults_of_the_data_are_all_found() {
    let mut files = RuleFiles::embedded().under("plan");
    for file in &mut files {
        match file.stem() {
            "effort" => file.text = file.text.replace("source = \"estimate\"", "source = \"known\"").into(),
            "routes" => file.text = file.text.replacen("first_hours = 1.5", "first_hours = 9.5", 1).into(),
            "kinds" => file.text = file.text.replacen("\"practice-project\"", "\"magic\"", 1).into(),
            _ => {}
        }
    }
    let faults: Vec<String> = PlanData::read(&files).expect_err("faults").iter().map(ToString::to_string).collect();
    for part in ["not stated as an estimate", "does not fit into a week", "`magic`"] {
        assert!(faults.iter().any(|f| f.contains(part)), "{part} in {faults:#?}");
    }
    assert_eq!(PlanData::read(&[]).expect_err("nothing there").len(), 9);
}

fn planned(rows: &[(u8, u8, u8)], adverts: &[Vec<usize>], hours: f64, weeks: i32) -> Plan {
    let (report, template, assessment) = request_parts(rows, adverts);
    let start = date(2026, 11, 23);
    let preferences = Preferences { start: Some(start), hours_a_week: hours, ..Preferences::default() };
    let by = Some(start.saturating_add(jiff::Span::new().weeks(weeks)));
    let goal = PlanGoal { text: "be an x".into(), role: "x".into(), by, ..PlanGoal::default() };
    plan(&Request {
        report: &report,
        template: &template,
        assessment: &assessment,
        preferences: &preferences,
        goal: &goal,
        from: start,
        data: data(),
        vocabulary: &vocabulary(rows.len()),
        previous: None,
    })
}

#[test]
fn what_does_not_fit_is_said_with_what_would_help() {
    let plan = planned(&[(0, 3, 50); 9], &[vec![0, 1, 2], vec![3, 4], vec![5, 6, 7, 8]], 3.0, 10);
    let fits = fits(&plan, date(2026, 11, 23));
    assert!(!fits.all());
    let (early, late) = fits.extend_to.expect("a later date");
    assert!(early < late && late > plan.goal.by.expect("a date"));
    let (low, high) = fits.hours_a_week.expect("more hours");
    assert!(low <= high && high > 3.0);
}

#[test]
fn no_plan_promises_a_level_that_only_years_bring() {
    let plan = planned(&[(0, 5, 80)], &[vec![0]], 20.0, 150);
    assert_eq!(plan.gaps[0].reaches, Some(3));
    assert!(plan.gaps[0].why.contains("level 5 comes with years"), "{}", plan.gaps[0].why);
    assert!(plan.actions.iter().all(|a| a.raises_to.is_none_or(|l| l <= 3)));
}

#[test]
fn postponing_a_step_moves_what_depends_on_it_and_not_what_does_not() {
    let mut plan = planned(&[(0, 3, 50), (0, 3, 50)], &[vec![0], vec![1]], 4.0, 60);
    let first = plan.actions.iter().find(|a| a.id == "c0.1").expect("a step").clone();
    let other: Vec<_> = plan.actions.iter().filter(|a| a.id.starts_with("c1.")).cloned().collect();
    let to = first.due.saturating_add(jiff::Span::new().weeks(3));
    let moved = postpone(&mut plan, "c0.1", to).expect("moved");
    assert!(moved.contains(&"c0.2".to_owned()));
    assert!(other.iter().all(|a| plan.actions.contains(a)));
    assert!(matches!(postpone(&mut plan, "c0.1", first.due), Err(Refused::Earlier(..))));
}

#[test]
fn a_step_is_done_once_and_after_what_it_needs() {
    let mut plan = planned(&[(0, 3, 50)], &[vec![0]], 4.0, 60);
    let day = date(2026, 12, 1);
    assert!(matches!(done(&mut plan, "c0.2", day), Err(Refused::Needs(..))));
    assert!(done(&mut plan, "c0", day).is_ok());
    assert!(matches!(done(&mut plan, "c0.1", day), Err(Refused::Already(..))));
    assert!(matches!(done(&mut plan, "zebra", day), Err(Refused::Unknown(..))));
    let mut last = None;
    while let Ok(finished) = done(&mut plan, "c0", day) {
        last = Some(finished);
    }
    let last = last.expect("more steps");
    assert_eq!(last.raise.map(|r| (r.1, r.2)), Some(("thing 0".to_owned(), 3)));
    assert_eq!(last.milestone.map(|m| m.0), Some("you meet all essentials of 1 of 1 adverts".to_owned()));
}

#[test]
fn goals_are_turned_and_checked_by_rules() {
    let mut plan = planned(&[(0, 3, 50)], &[vec![0]], 10.0, 60);
    let questions = &data().questions;
    let day = date(2026, 11, 23);
    let role = |text: &str| text.contains("product manager");
    let letters = |plan: &Plan| -> String {
        smart(plan, day, questions, &role).checks.iter().filter(|c| c.holds).map(|c| c.letter).collect()
    };
    plan.goal.text = "I want to leave my job".into();
    assert!(smart(&plan, day, questions, &role).turn.is_some_and(|t| t.contains("place to arrive at")));
    assert!(!letters(&plan).contains('S'));
    plan.goal.text = "a better job".into();
    assert!(smart(&plan, day, questions, &role).turn.is_some());
    plan.goal.text = "be a product manager in Leeds".into();
    let checked = smart(&plan, day, questions, &role);
    assert_eq!((checked.turn, letters(&plan).as_str()), (None, "SAT"));
    assert!(checked.proposed.contains("all essentials of 1 of 1 adverts"), "{}", checked.proposed);
    plan.goal.measure = "an offer in hand".into();
    plan.reality.interest = Some(0.9);
    assert_eq!(letters(&plan), "SMART");
}

#[test]
fn a_chain_of_ones_own_goes_down_to_what_a_week_can_hold() {
    let mut plan = Plan::default();
    plan.goal.text = "open a flower shop".into();
    link(&mut plan, "", "have premises", None);
    link(&mut plan, "have premises", "walk three streets and note empty shops", Some(true));
    link(&mut plan, "", "have suppliers", None);
    let tree = back(&plan);
    assert_eq!(tree.before.len(), 2);
    let all: Vec<&str> = leaves(&tree).iter().map(|n| n.text.as_str()).collect();
    assert_eq!(
        all,
        ["walk three streets and note empty shops", "write down what must be done before \"have suppliers\""]
    );
    assert_eq!(first_step(&tree, &plan), Some("walk three streets and note empty shops"));
}

#[test]
fn kinds_without_an_employer_keep_a_way() {
    let (report, ..) = request_parts(&[(0, 3, 50); 6], &[vec![0]]);
    let preferences = Preferences { situation: crate::model::Situation::NotEmployed, ..Preferences::default() };
    for gap in &report.gaps {
        let found = super::routes::routes(gap, &preferences, data());
        let needs_job = |r: &&Route| r.needs_employer || !r.in_field.is_empty();
        assert!(!found.is_empty() && !found.iter().any(needs_job), "{:?}", gap.requirement.kind);
    }
    assert_ne!(report.gaps[0].requirement.kind, CompetencyKind::Qualification);
}

#[test]
fn work_that_takes_a_job_in_its_field_is_for_those_who_have_one() {
    let (mut report, ..) = request_parts(&[(0, 3, 50); 2], &[vec![0]]);
    let gap = &mut report.gaps[1];
    gap.requirement.sector = "nursing-and-clinical".into();
    let ways = |situation, field: &str| -> Vec<&str> {
        let preferences = Preferences { situation, field: field.into(), ..Preferences::default() };
        super::routes::routes(gap, &preferences, data()).iter().map(|r| r.id.as_str()).collect()
    };
    use crate::model::Situation::{Employed, NotEmployed, Unknown};
    assert_eq!(ways(Employed, "nursing-and-clinical")[0], "clinical-shifts");
    let in_a_shop = ways(Employed, "retail");
    assert!(!in_a_shop.contains(&"clinical-shifts") && in_a_shop.contains(&"on-the-job"), "{in_a_shop:?}");
    assert!(!ways(NotEmployed, "").contains(&"on-the-job"));
    // Nobody said: what takes a job comes after what takes none.
    let unsure = ways(Unknown, "");
    let at = |id: &str| unsure.iter().position(|way| *way == id);
    assert!(at("clinical-placement") < at("clinical-shifts"), "{unsure:?}");
}

/// A plan for competencies of a small vocabulary (all of level 0 to 3, half of the adverts each), of an unemployed user.
fn of_vocabulary(rows: &str, previous: Option<&Plan>) -> Plan {
    let header = "id,kind,label,labels,reuse,effort,broader,implies,needs,similar,award,esco,onet\n";
    let file =
        crate::rules::RuleFile { name: "vocabulary/administration.csv".into(), text: format!("{header}{rows}").into() };
    let mut faults = Vec::new();
    let vocabulary = crate::rules::vocabulary::read(&[file], &mut faults);
    assert_eq!(faults, []);
    let none = HeldLevel(None);
    let gaps: Vec<Gap> = vocabulary.iter().map(|c| gap(&vocabulary, c.id.clone(), none, 3, 0.5)).collect();
    let (mut report, template, assessment) = request_parts(&[], &[]);
    report.gaps = gaps;
    let start = date(2026, 11, 23);
    let preferences = Preferences {
        start: Some(start),
        hours_a_week: 10.0,
        situation: crate::model::Situation::NotEmployed,
        ..Preferences::default()
    };
    let goal = PlanGoal { text: "be an x".into(), role: "x".into(), by: Some(date(2028, 6, 1)), ..PlanGoal::default() };
    plan(&Request {
        report: &report,
        template: &template,
        assessment: &assessment,
        preferences: &preferences,
        goal: &goal,
        from: start,
        data: data(),
        vocabulary: &vocabulary,
        previous,
    })
}

#[test]
fn one_request_serves_several_gaps_and_is_not_made_again_once_it_was_made() {
    let rows = "one,skill,first thing,,cross-sector,weeks,,,,,,,\ntwo,skill,other thing,,cross-sector,weeks,,,,,,,\n";
    let mut plan = of_vocabulary(rows, None);
    let asks = |plan: &Plan| -> Vec<String> {
        plan.actions.iter().filter(|a| a.id.ends_with(".1")).map(|a| a.title.clone()).collect()
    };
    let all = asks(&plan);
    assert!(all.len() == 1 && all[0].contains("first thing and other thing"), "{all:?}");
    let joined =
        plan.actions.iter().find(|a| a.id == "two.2").or_else(|| plan.actions.iter().find(|a| a.id == "one.2"));
    assert!(joined.is_some_and(|a| !a.needs.is_empty()), "{joined:?}");
    let asked = plan.actions.iter().find(|a| a.id.ends_with(".1")).expect("a request").id.clone();
    done(&mut plan, &asked, date(2026, 12, 1)).expect("free to be done");
    let again = of_vocabulary(rows, Some(&plan));
    assert_eq!(asks(&again), all);
}

#[test]
fn a_similar_tool_follows_the_first_with_a_part_of_its_hours_and_an_umbrella_its_parts() {
    let alone = of_vocabulary("sage,tool,Sage,,cross-sector,weeks,,,,,,,\n", None);
    let both = "sage,tool,Sage,,cross-sector,weeks,,,,xero:0.7,,,\nxero,tool,Xero,,cross-sector,weeks,,,,,,,\n";
    let plan = of_vocabulary(both, None);
    let of = |plan: &Plan, id: &str| plan.gaps.iter().find(|g| g.id.as_str() == id).expect("a gap").clone();
    let follows = plan.gaps.iter().find(|g| g.route == lean::MOVING_OVER).expect("one follows");
    assert!(follows.hours.middle() < of(&alone, "sage").hours.middle() / 1.5, "{follows:?}");
    let first = plan.actions.iter().find(|a| a.competency.as_ref() == Some(&follows.id)).expect("a step");
    assert!(first.title.contains("Xero") && first.title.contains("Sage") && !first.needs.is_empty(), "{first:?}");
    let whole = "one,skill,part one,,cross-sector,weeks,whole,,,,,,\ntwo,skill,part two,,cross-sector,weeks,whole,,,,,,\n\
                 whole,skill,the whole,,cross-sector,months,,,,,,,\n";
    let plan = of_vocabulary(whole, None);
    assert_eq!(of(&plan, "whole").route, lean::BRING_TOGETHER);
    let last = plan.actions.iter().rfind(|a| a.raises_to.is_some()).expect("a step");
    assert_eq!(last.competency.as_ref().map(CompetencyId::as_str), Some("whole"));
}
