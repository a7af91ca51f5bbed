//! The rules as data: every example is run, every file is in its canonical form, every relation resolves.

use skillgap::diag::Code;
use skillgap::extract::{Repeated, extract};
use skillgap::model::{Advert, CompetencyId};
use skillgap::rules::check::check;
use skillgap::rules::{RuleFiles, Rules, ordinary};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

fn advert(text: &str) -> Advert {
    Advert::of_text("example", "", format!("Requirements\n- {text}\n"), "")
}

#[test]
fn embedded_rules_have_no_fault() {
    if let Err(faults) = Rules::compile(&RuleFiles::embedded()) {
        panic!("{}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    }
}

#[test]
fn every_example_of_a_cue_matches_and_every_counterexample_does_not() {
    let rules = Rules::embedded();
    let mut faults = Vec::new();
    for example in &rules.cues.examples {
        let rule = example.rule.split(':').next().unwrap_or("");
        let found = rules.cues.rules_in(&example.text, &rules.lexicon).contains(&rule);
        if found != example.must_match {
            faults.push(format!("{}: `{}` and \"{}\"", example.file, example.rule, example.text));
        }
    }
    assert!(rules.cues.examples.len() > 50);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_ambiguous_label_is_found_in_its_examples_and_not_in_its_counterexamples() {
    let rules = Rules::embedded();
    let mut faults = Vec::new();
    let mut run = 0;
    for rule in &rules.context.list {
        let owners: BTreeSet<CompetencyId> = rules
            .labels
            .iter()
            .filter(|l| l.text.to_lowercase() == rule.label.to_lowercase())
            .map(|l| rules.competency(l).id.clone())
            .collect();
        for (texts, must) in [(&rule.matches, true), (&rule.ignores, false)] {
            for text in texts {
                run += 1;
                let found = extract(&advert(text), rules, &Repeated::default());
                let mentions = found.requirements.iter().flat_map(|r| &r.any_of);
                // Found as the label itself; another label of the same competency in the sentence does not count.
                let prefix = "Requirements\n- ".len() as u32;
                let hit = mentions.filter(|m| owners.contains(&m.competency)).any(|m| {
                    same(m.span.of(&format!("Requirements\n- {text}\n")).unwrap_or(""), &rule.label)
                        && m.span.start >= prefix
                });
                if hit != must && !owners.is_empty() {
                    let verb = if must { "is not found in" } else { "is found in" };
                    faults.push(format!("{}: `{}` {verb} \"{text}\"", rule.file, rule.label));
                }
            }
        }
    }
    assert!(run > 100);
    assert!(faults.is_empty(), "{} of {run}\n{}", faults.len(), faults.join("\n"));
}

/// Whether `b` stands in `a`, letters and digits compared, but for a plural ending.
fn same(a: &str, b: &str) -> bool {
    let plain = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let (a, b) = (plain(a), plain(b));
    a.contains(b.trim_end_matches('s'))
}

#[test]
fn vocabulary_files_are_sorted_and_in_their_canonical_form() {
    let mut faults = Vec::new();
    for entry in std::fs::read_dir(data().join("vocabulary")).expect("folder") {
        let path = entry.expect("entry").path();
        let text = std::fs::read_to_string(&path).expect("file");
        let canonical = skillgap::rules::vocabulary::canonical(&text).expect("rows");
        if canonical != text {
            if std::env::var_os("SKILLGAP_BLESS").is_some() {
                std::fs::write(&path, canonical).expect("write");
            } else {
                faults.push(path.display().to_string());
            }
        }
    }
    assert!(faults.is_empty(), "not canonical; SKILLGAP_BLESS=1 cargo test --test rules repairs: {faults:?}");
}

#[test]
fn umbrellas_implications_and_prerequisites_have_no_cycle() {
    let vocabulary = Rules::embedded().vocabulary();
    for (name, next) in [
        ("broader", (|c| &c.broader) as fn(&skillgap::rules::Competency) -> &Vec<CompetencyId>),
        ("implies", |c| &c.implies),
        ("needs", |c| &c.needs),
    ] {
        let mut done: BTreeSet<&CompetencyId> = BTreeSet::new();
        for start in vocabulary.iter() {
            let mut path: Vec<(&CompetencyId, usize)> = vec![(&start.id, 0)];
            while let Some((id, at)) = path.pop() {
                let targets = vocabulary.get(id).map(next).expect("resolved");
                let Some(target) = targets.get(at) else {
                    done.insert(id);
                    continue;
                };
                path.push((id, at + 1));
                assert!(!path.iter().any(|p| p.0 == target), "{name}: {target} is reached from itself by {path:?}");
                if !done.contains(target) {
                    path.push((target, 0));
                }
            }
        }
    }
}

#[test]
fn a_label_belongs_to_one_competency_or_to_a_rule_that_decides() {
    let rules = Rules::embedded();
    let mut owners: BTreeMap<(String, bool), BTreeSet<&str>> = BTreeMap::new();
    let mut faults = Vec::new();
    for label in &rules.labels {
        let key = if label.exact.is_some() { label.text.to_string() } else { label.text.to_lowercase() };
        let owner = rules.competency(label).id.as_str();
        owners.entry((key, label.exact.is_some())).or_default().insert(owner);
        if label.context == Some(u32::MAX) {
            faults.push(format!("`{}` of {owner} needs context and has no rule", label.text));
        }
    }
    faults.extend(owners.iter().filter(|(_, o)| o.len() > 1).map(|(l, o)| format!("`{}` belongs to {o:?}", l.0)));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn refused_labels_carry_a_reason_and_stand_nowhere() {
    let text = std::fs::read_to_string(data().join("refused.csv")).expect("file");
    let refused: Vec<(String, String)> =
        csv::Reader::from_reader(text.as_bytes()).deserialize().map(|r| r.expect("row")).collect();
    assert!(refused.iter().all(|r| r.1.len() > 5));
    let sorted: BTreeSet<_> = refused.iter().map(|r| r.0.clone()).collect();
    assert!(refused.iter().map(|r| &r.0).eq(sorted.iter()), "refused.csv is not sorted");
    for label in Rules::embedded().labels.iter().filter(|l| l.context.is_none()) {
        assert!(!sorted.contains(&label.text.to_lowercase()), "`{}` is refused", label.text);
    }
}

#[test]
fn no_label_is_an_ordinary_word_without_a_rule_or_a_reason() {
    let (_, findings) = check(&RuleFiles::embedded());
    let left: Vec<String> = findings.iter().filter(|f| f.code == Code::OrdinaryWord).map(ToString::to_string).collect();
    assert!(
        left.is_empty(),
        "give each a rule in ambiguous/, or a reason in checks/ordinary.csv:\n{}",
        left.join("\n")
    );
    let labels: BTreeSet<&str> = Rules::embedded().labels.iter().map(|l| l.text.as_ref()).collect();
    for (label, reason) in ordinary::allowed() {
        assert!(
            ordinary::is_common(label) && labels.contains(label),
            "`{label}` needs no place in checks/ordinary.csv"
        );
        assert!(reason.len() > 10, "`{label}` has no reason");
    }
}

#[test]
fn the_check_of_the_program_finds_no_fault_in_the_vocabulary() {
    let (counts, findings) = check(&RuleFiles::embedded());
    let faults: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let counts = counts.expect("it can be read");
    assert_eq!(counts.sectors.values().sum::<usize>(), counts.competencies);
    assert!(counts.qualifications >= 900, "{} qualifications", counts.qualifications);
}

#[test]
fn ids_are_never_used_again() {
    let used: Vec<&str> = Rules::embedded()
        .vocabulary()
        .iter()
        .map(|c| c.id.as_str())
        .filter(|id| ordinary::retired(id).is_some())
        .collect();
    assert!(used.is_empty(), "retired in checks/retired.csv, choose other ids: {used:?}");
    let text = std::fs::read_to_string(data().join("checks/retired.csv")).expect("file");
    let rows: Vec<(String, String)> =
        csv::Reader::from_reader(text.as_bytes()).deserialize().map(|r| r.expect("row")).collect();
    assert!(rows.windows(2).all(|w| w[0].0 < w[1].0), "checks/retired.csv is not sorted, or names an id twice");
    assert!(rows.iter().all(|(id, reason)| !id.is_empty() && reason.len() > 5));
}

#[test]
fn the_vocabulary_covers_every_sector() {
    let mut sectors: BTreeMap<&str, usize> = BTreeMap::new();
    let rules = Rules::embedded();
    for competency in rules.vocabulary().iter() {
        *sectors.entry(&competency.sector).or_default() += 1;
    }
    let relations: usize =
        rules.vocabulary().iter().map(|c| c.broader.len() + c.implies.len() + c.needs.len() + c.similar.len()).sum();
    println!(
        "{} competencies, {} labels, {relations} relations, {} sectors",
        rules.vocabulary().len(),
        rules.labels.len(),
        sectors.len()
    );
    for (sector, count) in &sectors {
        println!("{sector}: {count}");
        assert!(*count >= 20, "{sector} has only {count}");
    }
    assert!(
        rules.vocabulary().len() >= 6_000 && rules.labels.len() >= 18_000 && sectors.len() >= 30 && relations >= 8_000
    );
}
