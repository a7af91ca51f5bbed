//! Foreign vocabularies at their full size: a bundle of ESCO is made up by a seeded generator, imported and matched.

use skillgap::extract::{Repeated, extract};
use skillgap::model::Advert;
use skillgap::rules::import::{Source, read, screen};
use skillgap::rules::language::Language;
use skillgap::rules::{RuleFiles, Rules};
use std::fmt::Write as _;
use std::path::Path;

const CONCEPTS: u32 = 14_000;

/// A seeded source of made-up words.
struct Words(u64);

impl Words {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    /// A word that no language has, with letters of each.
    fn word(&mut self, syllables: &[&str]) -> String {
        (0..4).map(|_| syllables[self.next(syllables.len() as u64) as usize]).collect()
    }
}

const ENGLISH: &[&str] = &["zol", "vin", "qua", "mer", "dax", "pho", "lum", "gri", "tek", "osk"];
const GERMAN: &[&str] = &["zül", "kraf", "ßen", "wör", "tung", "mäl", "schlo", "pfi", "gung", "reu"];
const FRENCH: &[&str] = &["çoi", "mé", "loi", "rê", "quin", "vau", "tio", "pœu", "grè", "nau"];

/// Labels of concept `n` in one language, the preferred one first.
fn labels(n: u32, language: Language) -> Vec<String> {
    let mut words = Words(u64::from(n) * 7919 + language as u64);
    let (syllables, count) = match language {
        Language::German => (GERMAN, 2),
        Language::French => (FRENCH, 2),
        _ => (ENGLISH, 4),
    };
    let noun = words.word(syllables);
    let other = words.word(syllables);
    let capital =
        |w: &str| w.chars().next().map_or(String::new(), |c| c.to_uppercase().chain(w.chars().skip(1)).collect());
    (0..count)
        .map(|form| match (language, form) {
            (Language::German, 0) => format!("{}{n} {}", capital(&noun), "bedienen"),
            (Language::German, _) => format!("{}technik {}", capital(&noun), capital(&other)),
            (Language::French, 0) => format!("réglage de {noun}{n}"),
            (Language::French, _) => format!("techniques de {noun} {other}"),
            (_, 0) => format!("operate {noun}{n} devices"),
            (_, 1) => format!("{noun}{n} {other} techniques"),
            (_, 2) => format!("{other} handling of {noun}{n}"),
            (_, _) => format!("work with {noun}{n} {other}"),
        })
        .collect()
}

/// Writes the bundle and says how many labels it has.
fn bundle(folder: &Path) -> usize {
    let mut total = 0;
    for language in [Language::English, Language::German, Language::French] {
        let mut text = "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,\
            modifiedDate,scopeNote,definition,inScheme,description\n"
            .to_string();
        for n in 0..CONCEPTS {
            let labels = labels(n, language);
            total += labels.len();
            let kind = if n % 2 == 0 { "skill/competence" } else { "knowledge" };
            let _ = writeln!(
                text,
                "KnowledgeSkillCompetence,{},{kind},cross-sector,{},\"{}\",,released,,,,,",
                uri(n),
                labels[0],
                labels[1..].join("\n")
            );
        }
        std::fs::write(folder.join(format!("skills_{language}.csv")), text).expect("a file");
    }
    let mut relations = "conceptType,conceptUri,broaderType,broaderUri\n".to_string();
    for n in 1..CONCEPTS {
        let _ = writeln!(relations, "KnowledgeSkillCompetence,{},KnowledgeSkillCompetence,{}", uri(n), uri(n / 3));
    }
    std::fs::write(folder.join("broaderRelationsSkillPillar_en.csv"), relations).expect("a file");
    total
}

fn uri(n: u32) -> String {
    format!("http://data.europa.eu/esco/skill/{n:08}-0000-4000-8000-000000000000")
}

fn found(text: &str, rules: &Rules) -> Vec<String> {
    let advert = Advert::of_text("full", "", text, "");
    let extraction = extract(&advert, rules, &Repeated::default());
    let mentions = extraction.requirements.iter().flat_map(|r| &r.any_of);
    mentions.filter(|m| !m.competency.is_open()).map(|m| m.competency.to_string()).collect()
}

#[test]
fn a_bundle_of_full_size_in_three_languages_is_imported_loads_and_matches() {
    let folder = tempfile::tempdir().expect("a folder");
    let labels_made = bundle(folder.path());
    assert!(labels_made >= 100_000, "{labels_made}");
    let concepts = read(Source::Esco, folder.path(), None).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!((concepts.concepts.len() as u32, concepts.findings.len()), (CONCEPTS, 0));
    let imported = screen(&concepts, Rules::embedded());
    assert_eq!(imported.labels, labels_made);
    assert_eq!(imported.added as u32, CONCEPTS);
    assert!(imported.rejected.len() < labels_made / 100, "{:?}", &imported.rejected[..5]);
    let text = imported.file.text();
    let mut files = RuleFiles::embedded();
    let before = Rules::embedded().version().to_owned();
    files.push_own("esco.csv", text);
    let rules = Rules::compile(&files).unwrap_or_else(|faults| panic!("{:?}", &faults[..1]));
    assert_ne!(rules.version(), before);
    assert_eq!(rules.vocabulary().len(), Rules::embedded().vocabulary().len() + CONCEPTS as usize);

    for n in [0, 4_999, 13_999] {
        let id = rules.find(&labels(n, Language::English)[0]).expect("known").id.to_string();
        let english =
            format!("Requirements\n- You can operate the {}\n", &labels(n, Language::English)[0]["operate ".len()..]);
        assert_eq!(found(&english, &rules), [id.as_str()], "{english}");
        let german = format!(
            "Wir suchen für unser Haus in der Stadt eine Kollegin, die mit uns und für unsere Kunden arbeiten will. Sie \
             sind gern in einem Team und haben Freude an der Arbeit mit Menschen und Maschinen.\n\nIhr Profil\n\n- {}\n",
            labels(n, Language::German)[0]
        );
        assert_eq!(found(&german, &rules), [id.as_str()], "{german}");
        let french = format!(
            "Nous cherchons pour notre maison une collègue qui aime le travail avec les clients et les machines. Vous êtes \
             dans une équipe et vous avez le goût de la vie avec les autres, tous les jours de la semaine.\n\nProfil \
             recherché\n\n- {}\n",
            labels(n, Language::French)[0].replace("réglage de ", "Réglages de la ")
        );
        assert_eq!(found(&french, &rules), [id.as_str()], "{french}");
    }
    // What stood before is found as before.
    assert_eq!(found("Requirements\n- Kubernetes\n", &rules), ["kubernetes"]);
}

#[test]
fn every_example_of_a_cue_in_another_language_holds() {
    let mut files = RuleFiles::embedded();
    files.push_own("own.csv", "label,language\nZorblaxung,de\nzorblaxage,fr\n".into());
    let rules = Rules::compile(&files).unwrap_or_else(|faults| panic!("{faults:?}"));
    let mut faults = Vec::new();
    for language in [Language::German, Language::French] {
        let rules = rules.of(language).expect("labels in it");
        assert!(rules.cues.examples.len() > 30);
        for example in &rules.cues.examples {
            let rule = example.rule.split(':').next().unwrap_or("");
            if rules.cues.rules_in(&example.text, &rules.lexicon).contains(&rule) != example.must_match {
                faults.push(format!("{}: `{}` and \"{}\"", example.file, example.rule, example.text));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_ne!(rules.version(), Rules::embedded().version());
}

#[test]
fn tables_of_onet_are_read_by_their_columns() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file");
    write(
        "Technology Skills.txt",
        "O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\tHot Technology\tIn Demand\n\
         11-1011.00\tZorblax Ledger\t43231601\tAccounting software\tY\tN\n\
         13-2011.00\tZorblax Ledger\t43231601\tAccounting software\tY\tN\n\
         13-2011.00\tMicrosoft Excel\t43232110\tSpreadsheet software\tY\tY\n\
         13-2011.00\tThe \"Quoted\" Suite\t43232110\tSpreadsheet software\tN\tN\n",
    );
    write(
        "Knowledge.txt",
        "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\n11-1011.00\t2.C.1.a\tZorb Studies\tIM\t4.78\n",
    );
    write(
        "Alternate Titles.txt",
        "O*NET-SOC Code\tAlternate Title\tShort Title\tSource(s)\n11-1011.00\tZorb Studies\tn/a\t08\n",
    );
    let concepts = read(Source::Onet, folder.path(), None).unwrap_or_else(|e| panic!("{e}"));
    let imported = screen(&concepts, Rules::embedded());
    assert_eq!((imported.concepts, imported.added), (4, 1));
    let text = imported.file.text();
    assert!(text.contains("CC BY 4.0") && text.contains("zorblax-ledger,tool,Zorblax Ledger,"), "{text}");
    assert!(text.contains("microsoft-excel,") && text.contains("43232110"), "{text}");
    let reasons: Vec<&str> = imported.rejected.iter().map(|r| r.reason.as_str()).collect();
    assert_eq!(reasons, ["holds marks that no label has", "a title of a job"]);
}

#[test]
fn a_folder_that_is_no_bundle_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    for (source, hint) in [(Source::Esco, "skills_en.csv"), (Source::Onet, "Technology Skills.txt")] {
        let error = read(source, folder.path(), None).expect_err("nothing is there");
        assert!(error.message.contains(hint), "{error}");
    }
    let list = folder.path().join("list.txt");
    std::fs::write(&list, "# ours\n- Zorblaxing\n- support\n\nSQL\n").expect("a file");
    let concepts = read(Source::List, &list, None).unwrap_or_else(|e| panic!("{e}"));
    let imported = screen(&concepts, Rules::embedded());
    assert_eq!((imported.added, imported.known, imported.rejected.len()), (1, 1, 1));
}
