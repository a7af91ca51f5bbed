//! `skillgap vocabulary`, as a user runs it.

use assert_cmd::Command;
use std::path::PathBuf;
use tempfile::TempDir;

struct Ran {
    code: i32,
    out: String,
    err: String,
}

/// A folder of the user's, in which the binary runs.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("a file")
    }

    fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, "")
    }

    /// Runs with `said` on standard input.
    fn run_with(&self, args: &[&str], said: &str) -> Ran {
        let mut command = Command::cargo_bin("skillgap").expect("the binary");
        command.current_dir(self.0.path()).env_remove("SKILLGAP_VOCABULARY").args(args).write_stdin(said);
        let output = command.output().expect("the binary runs");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Ran { code: output.status.code().expect("a code"), out: text(output.stdout), err: text(output.stderr) }
    }
}

#[test]
fn show_says_what_is_known_and_what_is_near() {
    let place = Place::new();
    let go = place.run(&["vocabulary", "show", "golang"]).out;
    for part in
        ["`golang` is a label of `Go` (go)", "exact case, needs context", "Backend developer (Go, gRPC)", "does not"]
    {
        assert!(go.contains(part), "{part}: {go}");
    }
    let form = place.run(&["vocabulary", "show", "managing budgets"]).out;
    assert!(form.contains("is a form of"), "{form}");
    let near = place.run(&["vocabulary", "show", "stakeholder managment"]).out;
    assert!(near.starts_with("`stakeholder managment` is not known\nnear:\n"), "{near}");
    assert!(near.contains("stakeholder management"), "{near}");
    let refused = place.run(&["vocabulary", "show", "Tech stack"]).out;
    assert!(refused.contains("is refused: names no technology"), "{refused}");
}

#[test]
fn list_gives_rows_of_a_sector_or_kind_and_no_others() {
    let place = Place::new();
    let ran = place.run(&["vocabulary", "list", "--sector", "law", "--kind", "tool", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(ran.out.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("a table");
    assert!(rows.len() > 5 && rows.iter().all(|r| &r[1] == "tool" && &r[13] == "law"), "{}", ran.out);
    let wrong = place.run(&["vocabulary", "list", "--kind", "gift"]);
    assert!(wrong.code == 64 && wrong.err.contains("`gift` is no kind"), "{}", wrong.err);
}

#[test]
fn what_is_added_matches_at_once_and_what_is_refused_no_longer() {
    let place = Place::new();
    let advert = "Requirements\n- Zorblax Cloud and qubernetes in production\n- stakeholder management\n";
    place.write("advert.txt", advert);
    let asked = |own: bool| {
        let mut args = vec!["extract", "advert.txt", "--format", "csv"];
        args.extend(own.then_some(["--vocabulary", "mine.csv"]).into_iter().flatten());
        place.run(&args).out
    };
    let before = asked(false);
    assert!(!before.contains("zorblax,") && before.contains("stakeholder-management"), "{before}");
    for add in [
        &["Zorblax", "--kind", "tool", "--label", "Zorblax Cloud"][..],
        &["qubernetes", "--to", "k8s"],
        &["stakeholder management", "--refuse", "says nothing here"],
    ] {
        let ran = place.run(&[&["vocabulary", "add", "--vocabulary", "mine.csv"], add].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    let after = asked(true);
    assert!(after.contains("zorblax,") && after.contains("kubernetes,"), "{after}");
    assert!(!after.contains("stakeholder-management"), "{after}");
    let own = place.read("mine.csv");
    assert!(own.starts_with("id,kind,label,") && own.lines().count() == 4, "{own}");
    let known = place.run(&["vocabulary", "add", "K8S", "--vocabulary", "mine.csv"]);
    assert!(known.code == 64 && known.err.contains("--to kubernetes"), "{}", known.err);
    assert_eq!(place.run(&["vocabulary", "add", "x y z"]).code, 64, "no file of one's own is named");
    assert_eq!(place.read("mine.csv"), own);
}

#[test]
fn check_tells_every_fault_with_file_and_line_and_exits_with_78() {
    let place = Place::new();
    let built_in = place.run(&["vocabulary", "check"]);
    assert_eq!((built_in.code, built_in.err.as_str()), (0, ""));
    assert!(built_in.out.contains(" competencies (") && built_in.out.ends_with("no faults\n"), "{}", built_in.out);
    place.write("bad.csv", "id,kind,label,broader\na,nothing,A,\nb b,skill,B,\nc,skill,C,no-such\n");
    let bad = place.run(&["vocabulary", "check", "bad.csv"]);
    assert_eq!(bad.code, 78);
    for part in ["bad.csv:2", "bad.csv:3", "points to `no-such`"] {
        assert!(bad.err.contains(part), "{part}: {}", bad.err);
    }
    place.write("ring.csv", "id,label,broader\na-ring,ring one,b-ring\nb-ring,ring two,a-ring\n");
    let ring = place.run(&["vocabulary", "check", "ring.csv"]);
    assert!(ring.code == 78 && ring.err.contains("reached from itself by `broader`"), "{}", ring.err);
    place.write("word.csv", "label,id\nsupport,\nable,\n");
    let word = place.run(&["vocabulary", "check", "word.csv"]);
    assert!(
        word.code == 0 && word.err.contains("word.csv:2: `support` of `support` is an ordinary word"),
        "{}",
        word.err
    );
    assert!(word.err.contains("--repair"), "{}", word.err);
    let repaired = place.run(&["vocabulary", "check", "word.csv", "--repair"]);
    assert!(repaired.out.contains("rewrote word.csv") && !repaired.err.contains("--repair"), "{}", repaired.err);
    assert!(place.read("word.csv").contains("\n,,able,"), "{}", place.read("word.csv"));
}

#[test]
fn diff_tells_what_was_added_removed_and_relabelled() {
    let place = Place::new();
    place.write("a.csv", "id,kind,label,labels,reason\nzorblax,tool,Zorblax,,\nokta-own,tool,Okto Own,,\n");
    place.write("b.csv", "id,kind,label,labels,reason\nzorblax,tool,Zorblax,Zorblax Cloud,\nkubernetes,,Cluster work,,\ndocker,refused,,,no longer used here\n");
    let ran = place.run(&["vocabulary", "diff", "a.csv", "b.csv", "--out", "changes.csv"]);
    for part in [
        "removed    docker",
        "removed    okta-own",
        "relabelled kubernetes (Cluster work)",
        "+ Zorblax Cloud",
        "0 added, 2 removed, 2 relabelled",
    ] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    assert!(place.read("changes.csv").starts_with("what,competency_id,"));
    let same = place.run(&["vocabulary", "diff", "built-in", "built-in"]);
    assert_eq!(same.out, "0 added, 0 removed, 0 relabelled, 0 changed\n");
}

#[test]
fn a_folder_of_ones_own_lies_on_top_with_its_rules_and_refusals() {
    let place = Place::new();
    place.write("own/tools.csv", "label,labels,kind\nFrobnicate,?frob,tool\n");
    place.write("own/refused.csv", "label,reason\nAgile,said by everybody\n");
    place.write(
        "own/ambiguous/frob.toml",
        "[[ambiguous]]\nlabel = \"frob\"\nneeds = [\"widgets\"]\nmatches = [\"frob the widgets\"]\nignores = [\"frob\"]\n",
    );
    let ran = place.run(&["vocabulary", "show", "frob", "--vocabulary", "own"]);
    assert!(ran.out.contains("counts   frob the widgets"), "{}{}", ran.out, ran.err);
    assert_eq!(place.run(&["vocabulary", "check", "own"]).code, 0);
    place.write("advert.txt", "Requirements\n- frob the widgets\n- experience of Kubernetes\n");
    let found = place.run(&["extract", "advert.txt", "--format", "csv", "--vocabulary", "own"]).out;
    assert!(found.contains("frobnicate") && found.contains("kubernetes"), "{found}");
}

const HEADER: &str = "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,\
    modifiedDate,scopeNote,definition,inScheme,description\n";

/// A row of a bundle of ESCO as version 1.1 orders its columns.
fn row(n: u32, kind: &str, preferred: &str, others: &str) -> String {
    format!(
        "KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/{n:036},{kind},sector-specific,{preferred},\"{others}\",,\
         released,2024-01-01T00:00:00Z,,,http://data.europa.eu/esco/concept-scheme/skills,Text.\n"
    )
}

/// A small bundle in three languages.
fn bundle(place: &Place) {
    type Row = (u32, &'static str, [(&'static str, &'static str); 3]);
    let rows: [Row; 13] = [
        (1, "knowledge", [("nursing", ""), ("Krankenpflege", "Pflege von Kranken"), ("soins infirmiers", "")]),
        (2, "knowledge", [("palliative care", ""), ("Palliativpflege", ""), ("soins palliatifs", "")]),
        (
            3,
            "skill/competence",
            [("dress wounds", "wound dressing"), ("Wunden versorgen", ""), ("panser des plaies", "")],
        ),
        (4, "knowledge", [("quality management", ""), ("Qualitätsmanagement", ""), ("gestion de la qualité", "")]),
        (5, "knowledge", [("food hygiene", "food safety"), ("Lebensmittelhygiene", ""), ("hygiène alimentaire", "")]),
        (6, "knowledge", [("project management", ""), ("Projektmanagement", ""), ("gestion de projet", "")]),
        (7, "knowledge", [("accounting", ""), ("Buchführung", ""), ("comptabilité", "tenue de comptes")]),
        (
            8,
            "skill/competence",
            [("manage a team of sailors", ""), ("Teams von Seglern führen", ""), ("gérer une équipe", "")],
        ),
        (9, "knowledge", [("maritime law of small craft", ""), ("Seerecht", ""), ("réglementation maritime", "")]),
        (
            10,
            "skill/competence",
            [("stock control", ""), ("Lagerbestand kontrollieren", ""), ("gestion de stock", "gestion de stocks")],
        ),
        (
            11,
            "knowledge",
            [("sustainable development", ""), ("nachhaltige Entwicklung", ""), ("développement durable", "")],
        ),
        (
            12,
            "skill/competence",
            [("commercial negotiation", ""), ("Verkaufsgespräche führen", ""), ("négociation commerciale", "")],
        ),
        (13, "skill/competence", [("work", ""), ("Arbeit", "Auto"), ("travail", "mer")]),
    ];
    for (at, code) in ["en", "de", "fr"].into_iter().enumerate() {
        let rows: String = rows.iter().map(|(n, kind, names)| row(*n, kind, names[at].0, names[at].1)).collect();
        place.write(&format!("esco/skills_{code}.csv"), &format!("{HEADER}{rows}"));
    }
    let relations = "conceptType,conceptUri,broaderType,broaderUri\n\
        KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/000000000000000000000000000000000009,\
        KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/000000000000000000000000000000000007\n";
    place.write("esco/broaderRelationsSkillPillar_en.csv", relations);
}

/// The requirements of an advert: id and necessity.
fn requirements(place: &Place, advert: &str, vocabulary: &[&str]) -> Vec<String> {
    let ran = place.run(&[&["extract", advert], vocabulary].concat());
    let read: serde_json::Value = serde_json::from_str(ran.out.lines().next().expect("an advert")).expect("JSON");
    let word = |value: &serde_json::Value| value.as_str().expect("a word").to_owned();
    let asked = read["requirements"].as_array().expect("a list").iter().map(|r| {
        let members = r["any_of"].as_array().expect("a list").iter().map(|m| {
            let level = m["level"].as_str().map(|level| format!(" at {level}")).unwrap_or_default();
            word(&m["competency"]) + &level
        });
        format!("{} {}", word(&r["necessity"]), members.collect::<Vec<_>>().join(" or "))
    });
    asked.filter(|line| !line.contains('~')).collect()
}

#[test]
fn adverts_in_german_and_french_are_read_once_the_vocabulary_has_labels_in_them() {
    let place = Place::new();
    bundle(&place);
    let imported = place.run(&["vocabulary", "import", "esco", "esco", "--out", "esco.csv"]);
    assert_eq!(imported.code, 0, "{}", imported.err);
    let file = place.read("esco.csv");
    assert!(file.starts_with("# source: ESCO") && file.contains("European Union"), "{file}");
    let refused = place.read("esco.refused.csv");
    for label in ["\r\nwork,en,", "\r\nArbeit,de,", "\r\nAuto,de,", "\r\ntravail,fr,"] {
        assert!(refused.contains(label), "{label:?}: {refused}");
    }
    let own = ["--vocabulary", "esco.csv"];
    assert_eq!(place.run(&["vocabulary", "check", "esco.csv"]).code, 0);

    let german = include_str!("fixtures/languages/pflegefachkraft.txt");
    let french = include_str!("fixtures/languages/charge-de-clientele.txt");
    place.write("de.txt", german);
    place.write("fr.txt", french);
    let before = place.run(&["extract", "de.txt", "fr.txt", "--format", "text"]);
    assert_eq!(before.err.matches("which the vocabulary does not cover").count(), 2, "{}", before.err);
    assert!(requirements(&place, "de.txt", &[]).is_empty());

    assert_eq!(
        requirements(&place, "de.txt", &own),
        [
            "unstated wound-care",
            "unstated microsoft-excel",
            "essential german-vocational-training",
            "essential nursing",
            "essential palliative-care",
            "essential quality-management-systems at advanced",
            "optional food-hygiene",
        ]
    );
    assert_eq!(
        requirements(&place, "fr.txt", &own),
        [
            "unstated manage-a-team-of-sailors",
            "unstated stock-control",
            "unstated microsoft-excel",
            "essential commercial-negotiation",
            "essential sustainability",
            "optional food-hygiene",
            "essential maritime-law-of-small-craft at intermediate",
        ]
    );
}

/// Three adverts of two employers that ask for what no vocabulary knows.
fn adverts(place: &Place) {
    for (n, (employer, ask)) in [
        ("Alder Ltd", "Experience with Zorblaxion and Excel"),
        ("Alder Ltd", "Experience of Zorblaxion in production"),
        ("Birch plc", "Knowledge of Zorblaxion\n- Experience of Kubernettes"),
        ("Birch plc", "Experience of Kubernettes"),
    ]
    .into_iter()
    .enumerate()
    {
        let advert = serde_json::json!({
            "id": n.to_string(), "title": format!("Analyst {n}"), "employer": employer,
            "text": format!("Requirements\n- {ask}\n- You are number {n} of a kind team that likes to read.\n"),
        });
        place.write(&format!("saved/{n}.ndjson"), &format!("{advert}\n"));
    }
}

#[test]
fn suggested_terms_are_decided_line_by_line_and_match_at_once() {
    let place = Place::new();
    adverts(&place);
    let own = ["--vocabulary", "mine.csv"];
    let suggest = |said: &str| place.run_with(&[&["vocabulary", "suggest", "saved"], &own[..]].concat(), said);
    let ran = suggest("x\na gift\na tool\nl no such thing\nl kubernetes\n");
    assert_eq!(ran.code, 0, "{}", ran.err);
    for part in [
        "2 terms to decide",
        "1/2 Zorblaxion (3 adverts, 2 employers)",
        "\"Experience with Zorblaxion and Excel\"",
        "`x` is no answer",
        "`gift` is no kind",
        "2/2 Kubernettes (2 adverts, 1 employer)",
        "`no such thing` is not in the vocabulary",
        "2 decisions kept in mine.csv",
    ] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    let found = place.run(&["extract", "saved", "--format", "csv", "--vocabulary", "mine.csv"]).out;
    assert_eq!((found.matches(",zorblaxion,").count(), found.matches(",kubernetes,").count()), (3, 2), "{found}");
    assert!(suggest("").out.contains("0 terms to decide"));
}

#[test]
fn decisions_come_back_from_a_sheet_and_what_is_refused_is_not_asked_again() {
    let place = Place::new();
    adverts(&place);
    let sheet = place.run(&["vocabulary", "suggest", "saved", "--csv", "decisions.csv"]);
    assert!(sheet.err.contains("wrote") && sheet.err.contains("2 terms to decide"), "{}", sheet.err);
    let text = place.read("decisions.csv");
    assert!(text.starts_with("decision,term,kind,alias_of,reason,adverts,employers,nearest,near,example_1"), "{text}");
    place.write("wrong.csv", &text.replace("\r\n,Zorblaxion,", "\r\nperhaps,Zorblaxion,"));
    let from = |sheet: &str| place.run(&["vocabulary", "suggest", "--from", sheet, "--vocabulary", "mine.csv"]);
    let wrong = from("wrong.csv");
    assert!(wrong.code == 78 && wrong.err.contains("wrong.csv:2: `perhaps` is no decision"), "{}", wrong.err);
    assert!(!place.path("mine.csv").exists());
    place.write(
        "done.csv",
        "decision,term,kind,alias_of,reason\nrefuse,Zorblaxion,,,made up\nalias,Kubernettes,,k8s,\n,later,,,\n",
    );
    let done = from("done.csv");
    assert_eq!(done.out, "0 accepted, 1 aliases, 1 refused in mine.csv\n", "{}", done.err);
    let again = place.run(&["vocabulary", "suggest", "saved", "--csv", "-", "--vocabulary", "mine.csv"]);
    assert_eq!(again.out.lines().count(), 1, "{}", again.out);
}
