//! What must hold of the numbers whatever the adverts and skills are.

use proptest::prelude::*;
use skillgap::gap::{Candidate, Held, Relations, compare, fit, unlock};
use skillgap::model::{
    AdvertId, Ask, Asked, CompetencyId, CompetencyKind, Facts, Gap, GapReport, HeldLevel, Level, Necessity, Reading,
    RoleTemplate, SectionKind, SelfAssessment, SelfRating,
};
use skillgap::role::{Named, collapse, file, template};
use std::collections::BTreeMap;

/// Competencies that the adverts of these tests ask for.
const POOL: &[&str] = &["agile", "degree", "german", "jira", "postgresql", "python", "roadmaps", "sql", "tableau"];

fn kind(id: &str) -> CompetencyKind {
    match id {
        "degree" => CompetencyKind::Qualification,
        "german" => CompetencyKind::Language,
        _ => CompetencyKind::Tool,
    }
}

fn relations() -> Relations {
    Relations {
        implies: BTreeMap::from([("postgresql".into(), vec!["sql".into()])]),
        similar: BTreeMap::from([("tableau".into(), vec![("sql".into(), 0.3)])]),
    }
}

fn asked() -> impl Strategy<Value = Asked> {
    (0..POOL.len(), proptest::option::of(1..=5u8), proptest::option::of(0..9u8)).prop_map(|(i, level, years)| Asked {
        competency: POOL[i].into(),
        kind: kind(POOL[i]),
        min_years: years.map(f32::from),
        level: level.and_then(Level::from_number),
    })
}

fn ask() -> impl Strategy<Value = Ask> {
    let necessity = prop_oneof![Just(Necessity::Essential), Just(Necessity::Unstated), Just(Necessity::Optional)];
    (necessity, proptest::collection::vec(asked(), 1..4)).prop_map(|(necessity, any_of)| Ask {
        necessity,
        section: SectionKind::Requirements,
        sentence: format!("Asks for {}", any_of.iter().map(|a| a.competency.as_str()).collect::<Vec<_>>().join(" or ")),
        any_of,
    })
}

/// Adverts with different ids and texts, of up to eight employers.
fn adverts() -> impl Strategy<Value = Vec<Reading>> {
    let one = (proptest::collection::vec(ask(), 0..6), 0..8usize);
    proptest::collection::vec(one, 1..25).prop_map(|all| {
        let reading = |(n, (asks, employer)): (usize, (Vec<Ask>, usize))| Reading {
            id: AdvertId(format!("advert-{n:03}")),
            title: "Analyst".into(),
            source: "adverts.ndjson".into(),
            link: None,
            published: None,
            employer: (employer > 0).then(|| format!("Employer {employer}")),
            place: None,
            text_key: n as u64,
            facts: Facts::default(),
            asks,
            terms: Vec::new(),
            says: Vec::new(),
            tasks: Vec::new(),
            objectives: Vec::new(),
        };
        all.into_iter().enumerate().map(reading).collect()
    })
}

/// Ratings: blank, 0 (none) or 1 to 5.
fn skills() -> impl Strategy<Value = BTreeMap<usize, Option<u8>>> {
    proptest::collection::btree_map(0..POOL.len(), proptest::option::of(0..=5u8), 0..POOL.len())
}

fn assessment(levels: &BTreeMap<usize, Option<u8>>) -> SelfAssessment {
    let rating = |level: &Option<u8>| SelfRating {
        level: level.map(|n| HeldLevel(Level::from_number(n))),
        years: None,
        last_used: None,
        evidence: String::new(),
        interest: String::new(),
    };
    SelfAssessment { ratings: levels.iter().map(|(i, level)| (POOL[*i].into(), rating(level))).collect() }
}

fn counted(readings: Vec<Reading>) -> RoleTemplate {
    let named = |id: &CompetencyId| Named { name: id.as_str().to_uppercase(), sector: "any".into() };
    template("analyst", "v1", &collapse(readings), &named)
}

fn gaps(readings: Vec<Reading>, levels: &BTreeMap<usize, Option<u8>>) -> GapReport {
    compare(&counted(readings), &assessment(levels), &relations())
}

proptest! {
    #[test]
    fn more_skills_never_lower_a_fit(all in adverts(), levels in skills(), more in 0..POOL.len(), to in 1..=5u8) {
        let mut better = levels.clone();
        let raised = better.entry(more).or_insert(None);
        *raised = Some(raised.unwrap_or(0).max(to));
        let held = |levels| Held::new(&assessment(levels), &relations());
        for advert in &all {
            let (before, after) = (fit(advert, &held(&levels)), fit(advert, &held(&better)));
            prop_assert!(after.essentials_met >= before.essentials_met && after.others_met >= before.others_met);
            prop_assert_eq!((after.essentials, after.others), (before.essentials, before.others));
        }
        let (before, after) = (gaps(all.clone(), &levels), gaps(all, &better));
        prop_assert!(after.open_now >= before.open_now);
        let priority = |report: &GapReport, id: &CompetencyId| {
            report.gaps.iter().find(|g| g.requirement.competency == *id).map(|g| g.priority)
        };
        for gap in &before.gaps {
            let now = priority(&after, &gap.requirement.competency).unwrap_or(0.0);
            prop_assert!(now <= gap.priority + 1e-12, "{:?} rose", gap.requirement.competency);
        }
    }

    #[test]
    fn an_added_advert_changes_no_other_fit(all in adverts(), levels in skills()) {
        let held = Held::new(&assessment(&levels), &relations());
        let fits = |readings: &[Reading]| -> BTreeMap<AdvertId, _> {
            collapse(readings.to_vec()).readings.iter().map(|r| (r.id.clone(), fit(r, &held))).collect()
        };
        let (with, without) = (fits(&all), fits(&all[1..]));
        for (id, fit) in without {
            prop_assert_eq!(&fit, &with[&id]);
        }
    }

    #[test]
    fn an_advert_counts_as_open_exactly_when_its_fit_is_whole(all in adverts(), levels in skills()) {
        let held = Held::new(&assessment(&levels), &relations());
        let open = all.iter().filter(|r| fit(r, &held).is_open() == Some(true)).count() as u32;
        let report = gaps(all.clone(), &levels);
        prop_assert_eq!(report.open_now, open);
        let with_essentials = all.iter().filter(|r| fit(r, &held).essentials > 0).count() as u32;
        prop_assert_eq!(report.adverts_with_essentials, with_essentials);
    }

    #[test]
    fn the_unlock_curve_never_falls_and_starts_with_the_best_single_step(all in adverts(), levels in skills()) {
        let report = gaps(all.clone(), &levels);
        let mut open = report.open_now;
        for step in &report.unlocks {
            prop_assert!(step.open_after >= open);
            open = step.open_after;
        }
        prop_assert!(open <= report.adverts_with_essentials);
        // The first step opens as much as any single gap can, two at most as much as the best pair, all as much as all.
        let essentials = counted(all).essentials;
        let closable: Vec<Candidate> = report.gaps.iter().filter(|g| g.shortfall > 0).map(|g| Candidate {
            competency: g.requirement.competency.clone(),
            level: g.requirement.level.max(Level::Intermediate),
            priority: g.priority,
        }).collect();
        let held = Held::new(&assessment(&levels), &relations());
        let after = |chosen: &[Candidate]| {
            let steps = unlock(&essentials, &held, chosen, &relations());
            steps.steps.last().map_or(steps.open_now, |s| s.open_after)
        };
        let best = closable.iter().map(|c| after(std::slice::from_ref(c))).max().unwrap_or(report.open_now);
        if let Some(first) = report.unlocks.first() {
            prop_assert_eq!(first.open_after, best);
        }
        prop_assert_eq!(open, after(&closable), "the end of the curve is everything closed");
        if let [_, second, ..] = report.unlocks.as_slice() {
            let pairs = closable.iter().flat_map(|a| closable.iter().map(move |b| [a.clone(), b.clone()]));
            let best = pairs.map(|pair| after(&pair)).max().unwrap_or(0);
            prop_assert!(second.open_after <= best);
        }
    }

    #[test]
    fn order_changes_nothing(all in adverts(), levels in skills(), seed in any::<u64>()) {
        let mut mixed = all.clone();
        mixed.sort_by_key(|r| (r.text_key ^ seed).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        prop_assert_eq!(gaps(all, &levels), gaps(mixed, &levels));
    }

    #[test]
    fn a_template_written_and_read_back_gives_the_same_gaps(all in adverts(), levels in skills()) {
        let before = counted(all);
        let none = |_: &str| None;
        let after = file::read(&file::write(&before), "role.toml", &none).expect("a template");
        prop_assert_eq!(
            compare(&before, &assessment(&levels), &relations()),
            compare(&after, &assessment(&levels), &relations())
        );
    }

    #[test]
    fn shares_add_up_and_lie_in_their_intervals(all in adverts()) {
        let template = counted(all);
        for row in &template.requirements {
            let share = row.share;
            prop_assert!(0.0 <= share.low && share.low <= share.point && share.point <= share.high && share.high <= 1.0);
            let offered: f64 = row.offers.iter().map(|o| o.essential + o.unstated + o.optional).sum();
            prop_assert!((offered - share.point).abs() < 1e-9, "{offered} of {}", share.point);
            prop_assert!(row.essential_share + row.optional_share <= share.point + 1e-9);
            prop_assert!(row.adverts <= template.adverts);
        }
    }

    #[test]
    fn priorities_rank_and_are_zero_only_where_nothing_is_short(all in adverts(), levels in skills()) {
        let report = gaps(all, &levels);
        for (n, gap) in report.gaps.iter().enumerate() {
            prop_assert_eq!(gap.rank as usize, n + 1);
            prop_assert!((0.0..=1.0).contains(&gap.priority));
            prop_assert!(gap.shortfall > 0 || gap.priority == 0.0);
        }
        prop_assert!(report.gaps.windows(2).all(|w| w[0].priority >= w[1].priority));
        // What is equal by hand is no tie that the last bits of a sum break.
        for pair in report.gaps.windows(2).filter(|w| (w[0].priority - w[1].priority).abs() < 1e-10) {
            let key = |gap: &Gap| (std::cmp::Reverse((gap.requirement.share.point * 1e9).round() as u64), gap.requirement.competency.clone());
            prop_assert!(key(&pair[0]) < key(&pair[1]), "{:?}", pair);
        }
    }
}
