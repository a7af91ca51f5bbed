//! Floors of accuracy. They only rise: a change that reads worse must be mended, not the number.

use skillgap::evaluate::{AdvertScores, GoldAdvert, GoldSpans, score_adverts, score_spans};
use skillgap::extract::{Repeated, extract};
use skillgap::model::{Advert, Extraction};
use skillgap::rules::Rules;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(id: &str, title: &str, text: &str) -> Extraction {
    let advert = Advert::of_text(id, title, text, "marked");
    extract(&advert, Rules::embedded(), &Repeated::default())
}

fn adverts(path: &Path) -> AdvertScores {
    let text = std::fs::read_to_string(path).expect("marked adverts");
    let pairs: Vec<(GoldAdvert, Extraction)> = text
        .lines()
        .filter(|l| !l.trim().is_empty())
        .map(|line| {
            let gold: GoldAdvert = serde_json::from_str(line).expect("a marked advert");
            let extraction = read(&gold.id, gold.title.as_deref().unwrap_or(""), &gold.text);
            (gold, extraction)
        })
        .collect();
    score_adverts(&pairs)
}

/// Asserts that each figure is at least its floor (or, for traps, at most).
fn hold(scores: &AdvertScores, floors: &[(&str, f64)]) {
    let mut faults = Vec::new();
    for (name, floor) in floors {
        let value = match *name {
            "precision" => scores.requirements.precision(),
            "f1" => scores.requirements.f1(),
            "named" => scores.named.share(),
            "necessity" => scores.necessity.share(),
            "together" => scores.together.share(),
            "apart" => scores.apart.share(),
            "tasks" => scores.tasks.share(),
            "not trapped" => 1.0 - scores.traps.share(),
            "years" => scores.years.f1(),
            "level" => scores.level.f1(),
            fact => scores.facts.get(fact).unwrap_or_else(|| panic!("no figure `{fact}`")).f1(),
        };
        println!("{name}: {value:.3} (floor {floor})");
        if value + 1e-9 < *floor {
            faults.push(format!("{name} fell to {value:.3}, floor {floor}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn our_marked_adverts_are_read_at_least_as_well_as_before() {
    let scores = adverts(&root().join("tests/marked/adverts.jsonl"));
    assert!(scores.adverts >= 60);
    hold(&scores, OUR_FLOORS);
}

const OUR_FLOORS: &[(&str, f64)] = &[
    ("precision", 0.93),
    ("f1", 0.845),
    ("named", 0.955),
    ("necessity", 0.92),
    ("together", 0.92),
    ("apart", 0.98),
    ("tasks", 0.8),
    ("not trapped", 0.965),
    ("years", 0.94),
    ("level", 0.905),
    ("closing_date", 0.99),
    ("education", 0.915),
    ("experience_years", 0.96),
    ("manages", 0.975),
    ("role", 0.92),
    ("salary", 0.965),
    ("seniority", 0.93),
    ("work_mode", 0.93),
];

/// Marked adverts that are kept beside some checkouts; where they are, they are held too.
fn kept_beside(name: &str) -> Option<PathBuf> {
    let path = root().parent()?.join("shared/gold").join(name);
    path.exists().then_some(path)
}

#[test]
fn marked_adverts_kept_beside_the_checkout_are_read_at_least_as_well_as_before() {
    let Some(path) = kept_beside("adverts-open.jsonl") else {
        return println!("none are kept beside this checkout");
    };
    hold(&adverts(&path), BESIDE_FLOORS);
}

const BESIDE_FLOORS: &[(&str, f64)] = &[
    ("precision", 0.87),
    ("f1", 0.775),
    ("named", 0.915),
    ("necessity", 0.92),
    ("together", 0.79),
    ("apart", 0.985),
    ("tasks", 0.79),
    ("not trapped", 0.935),
    ("years", 0.89),
    ("level", 0.8),
];

#[test]
fn marked_spans_kept_beside_the_checkout_are_found_at_least_as_well_as_before() {
    let Some(path) = kept_beside("skillspan-dev.jsonl") else {
        return println!("none are kept beside this checkout");
    };
    let text = std::fs::read_to_string(path).expect("marked spans");
    let pairs: Vec<(GoldSpans, Extraction)> = text
        .lines()
        .map(|line| {
            let gold: GoldSpans = serde_json::from_str(line).expect("marked spans");
            let extraction = read(&gold.id, "", &gold.text);
            (gold, extraction)
        })
        .collect();
    for (scores, floors) in score_spans(&pairs).iter().zip(SPAN_FLOORS) {
        let found = [scores.overlap.f1(), scores.strict.f1(), scores.words.f1()];
        println!("{}: {found:.3?} (floors {floors:?})", scores.name);
        assert!(
            found.iter().zip(floors).all(|(f, floor)| f + 1e-9 >= floor),
            "{}: {found:.3?} below {floors:?}",
            scores.name
        );
    }
}

/// Overlap, strict and words F1 of all, knowledge and skill spans.
const SPAN_FLOORS: [[f64; 3]; 3] = [[0.735, 0.38, 0.625], [0.63, 0.40, 0.46], [0.66, 0.255, 0.58]];
