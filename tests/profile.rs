//! What people bring: wishes, values, a questionnaire, a CV in its many forms, and runs kept to look back on.

use assert_cmd::Command;
use std::io::Write;
use std::path::Path;
use tempfile::TempDir;

struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn typed(folder: &Path, args: &[&str], input: &str) -> Ran {
    let mut command = Command::cargo_bin("skillgap").expect("the binary");
    for variable in ["SKILLGAP_VOCABULARY", "SKILLGAP_CONFIG", "SKILLGAP_STORE"] {
        command.env_remove(variable);
    }
    let output = command.current_dir(folder).args(args).write_stdin(input).output().expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran { code: output.status.code().expect("a code"), out: text(output.stdout), err: text(output.stderr) }
}

fn run(folder: &Path, args: &[&str]) -> Ran {
    typed(folder, args, "")
}

/// Adverts of a role, with what they say of pay, place and working there; one row of skills.
fn folder() -> TempDir {
    let dir = TempDir::new().expect("a folder");
    let advert = |n: usize, employer: &str, place: &str, text: &str| {
        let text = format!("{text}\n\nRequirements:\n- SQL is essential\n- Fluent German is essential");
        serde_json::json!({"id": format!("a{n}"), "title": "Data Analyst", "company": employer, "location": place,
            "description": text})
        .to_string()
    };
    let lines = [
        advert(
            1,
            "Ash Ltd",
            "Leeds",
            "Salary: £42,000 per annum. Hybrid working. We offer flexible working and study leave.",
        ),
        advert(2, "Birch Ltd", "London", "Salary: £30,000 per annum. On-site role. A choir and a summer party."),
        advert(3, "Cedar Ltd", "Leeds", "Fully remote. Permanent contract. Study support for exams."),
    ];
    std::fs::write(dir.path().join("adverts.ndjson"), lines.join("\n")).expect("written");
    std::fs::write(dir.path().join("skills.csv"), "competency,level\nSQL,4\n").expect("written");
    dir
}

const OF: &[&str] = &["--adverts", "adverts.ndjson", "--role", "data analyst"];

#[test]
fn adverts_and_employers_are_held_beside_wishes_and_values() {
    let dir = folder();
    let wishes = "[preferences]\npay_floor = 40000\nplaces = [\"Leeds\"]\nwork_mode = [\"hybrid\", \"remote\"]\n\
                  contract = [\"permanent\"]\n\n[values]\norder = [\"training\", \"balance\"]\n";
    std::fs::write(dir.path().join("skillgap.toml"), wishes).expect("written");
    let matched = run(dir.path(), &[&["match", "--skills", "skills.csv", "--out", "-"], OF].concat());
    assert_eq!(matched.code, 0, "{}", matched.err);
    let mut reader = csv::Reader::from_reader(matched.out.as_bytes());
    let headers = reader.headers().expect("a header").clone();
    let at = |name: &str| headers.iter().position(|h| h == name).expect("a column");
    let rows: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a row")).collect();
    let of = |employer: &str| rows.iter().find(|r| &r[at("employer")] == employer).expect("a row");
    assert_eq!(&of("Ash Ltd")[at("preferences")], "pay granted; place granted; work mode granted; contract unstated");
    assert_eq!(&of("Birch Ltd")[at("preferences")], "pay refused; place refused; work mode refused; contract unstated");
    assert_eq!(&of("Cedar Ltd")[at("preferences")], "pay unstated; place granted; work mode granted; contract granted");
    assert_eq!(&of("Ash Ltd")[at("values")], "training and learning; work-life balance");
    let employers = run(dir.path(), &[&["employers"], OF].concat());
    let line = |name: &str| employers.out.lines().position(|l| l.contains(name)).expect("a line");
    assert!(line("Ash Ltd") < line("Cedar Ltd") && line("Cedar Ltd") < line("Birch Ltd"), "{}", employers.out);
    assert!(
        employers.out.contains("100 %: training and") && employers.out.contains("67 %: training"),
        "{}",
        employers.out
    );
    std::fs::write(dir.path().join("skillgap.toml"), "[values]\norder = [\"cake\"]\n").expect("written");
    let wrong = run(dir.path(), &[&["employers"], OF].concat());
    assert_eq!(wrong.code, 78, "{}", wrong.err);
    assert!(wrong.err.contains("`cake`") && wrong.err.contains("balance"), "{}", wrong.err);
}

#[test]
fn the_questionnaire_keeps_each_answer_goes_on_where_it_stopped_and_reaches_the_plan() {
    let dir = folder();
    std::fs::write(dir.path().join("skillgap.toml"), "# mine\n[preferences]\nplaces = [\"Leeds\"]\n").expect("written");
    // Seven of style and values, one taken back, one not understood, then the end of what is typed.
    let first = typed(dir.path(), &["assess", "--about-me"], "5\n1\nb\n5\nnine\n3\n\n4\n\n5\n");
    assert_eq!(first.code, 0, "{}", first.err);
    assert!(first.out.contains("no diagnosis is made") && first.out.contains("`nine` is no number"), "{}", first.out);
    let kept = std::fs::read_to_string(dir.path().join("skillgap.toml")).expect("kept");
    assert!(kept.starts_with("# mine") && kept.contains("quiet = 5") && kept.contains("balance = 5"), "{kept}");
    assert!(kept.contains("order = [\"balance\"]") && kept.contains("likes days that go to plan"), "{kept}");
    let second = typed(dir.path(), &["assess", "--about-me"], "q\n");
    let open = |text: &str| -> u32 {
        let question = text.lines().find_map(|l| l.strip_prefix("1/")).expect("a question");
        question.split(' ').next().and_then(|n| n.parse().ok()).expect("a number")
    };
    assert_eq!(open(&second.out), open(&first.out) - 5, "{}", second.out);
    // All that is left: agreed with.
    typed(dir.path(), &["assess", "--about-me"], &"5\n".repeat(40));
    let args =
        [&["plan", "make", "--skills", "skills.csv", "--start", "2026-11-23", "--by", "2027-06-30"], OF].concat();
    assert_eq!(run(dir.path(), &args).code, 0);
    let grow = run(dir.path(), &["plan", "grow", "--no-questions", "--today", "2026-11-23"]).out;
    assert!(grow.contains("you say you are good at: keeps going when it gets difficult"), "{grow}");
    let goal = run(dir.path(), &["plan", "goal", "--today", "2026-11-23"]).out;
    assert!(goal.contains("work-life balance (spoken of by 1)") && goal.contains("R  yes"), "{goal}");
}

/// What is proposed: name and evidence.
fn proposed(dir: &Path, cv: &str) -> (Vec<(String, String)>, String) {
    let ran = run(dir, &["assess", "--from", cv, "--csv", "-"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let mut reader = csv::Reader::from_reader(ran.out.as_bytes());
    let rows = reader.records().map(|r| r.expect("a row"));
    // Nothing counts before its level is filled in.
    let rows = rows.map(|r| {
        assert_eq!(&r[1], "", "no level is proposed");
        (r[0].to_owned(), r[4].to_owned())
    });
    (rows.collect(), ran.err)
}

#[test]
fn a_cv_as_text_json_resume_or_linkedin_export_proposes_the_same_way() {
    let dir = TempDir::new().expect("a folder");
    let path = |name: &str| dir.path().join(name);
    let text = "Jo Bell\n\nI have no experience of Java. I used to write Perl. I no longer use Tableau.\n\nExperience\n\
                - Wrote SQL reports for three years\n\nSkills\n- Python\n- not Excel\n";
    std::fs::write(path("cv.txt"), text).expect("written");
    let (rows, _) = proposed(dir.path(), "cv.txt");
    assert_eq!(rows.iter().map(|r| r.0.as_str()).collect::<Vec<_>>(), ["Python", "SQL"]);
    let prose =
        "Jo Bell\n\nWard sister. I wrote monthly reports in Excel and built\ndashboards in Tableau.\n\nSQL, Jira";
    std::fs::write(path("prose.txt"), prose).expect("written");
    let (rows, _) = proposed(dir.path(), "prose.txt");
    let of = |name: &str| rows.iter().find(|r| r.0 == name).map(|r| r.1.as_str());
    assert_eq!((of("SQL"), of("Jira")), (Some("SQL, Jira"), Some("SQL, Jira")));
    assert!(of("Tableau").is_some() && of("Microsoft Excel").is_some(), "{rows:?}");
    let resume = serde_json::json!({
        "basics": {"name": "Jo", "summary": "Nurse of ten years. No experience of paediatrics."},
        "work": [{"name": "St Ann", "position": "Staff nurse", "highlights": ["Ran clinical audits"]}],
        "skills": [{"name": "Wound care", "level": "Master", "keywords": ["Flurbling"]}],
        "languages": [{"language": "German", "fluency": "B2"}],
    });
    std::fs::write(path("cv.json"), resume.to_string()).expect("written");
    let (rows, said) = proposed(dir.path(), "cv.json");
    let of = |name: &str| rows.iter().find(|r| r.0 == name).map(|r| r.1.as_str());
    assert_eq!(of("wound care"), Some("Wound care (Master)"));
    assert_eq!((of("clinical audit"), of("German")), (Some("Ran clinical audits"), Some("German (B2)")));
    assert!(of("paediatrics").is_none() && said.contains("`Flurbling`"), "{rows:?} {said}");

    std::fs::create_dir(path("export")).expect("a folder");
    let tables = [
        ("Skills.csv", "Name\nSQL\nProduct Managment\n"),
        (
            "Positions.csv",
            "Company Name,Title,Description\nAcme,Owner,\"Led user research; stakeholder management with the board\"\n",
        ),
        ("Connections.csv", "Name\nSurgery\n"),
    ];
    let mut zip = zip::ZipWriter::new(std::fs::File::create(path("export.zip")).expect("a file"));
    for (name, text) in tables {
        std::fs::write(path("export").join(name), text).expect("written");
        zip.start_file(format!("Basic/{name}"), zip::write::SimpleFileOptions::default()).expect("a member");
        zip.write_all(text.as_bytes()).expect("written");
    }
    zip.finish().expect("a zip");
    let (rows, said) = proposed(dir.path(), "export");
    assert_eq!(
        rows.iter().map(|r| r.0.as_str()).collect::<Vec<_>>(),
        ["SQL", "stakeholder management", "user research"]
    );
    assert!(said.contains("did you mean `product management`?"), "{said}");
    assert_eq!(proposed(dir.path(), "export.zip").0, rows);
    std::fs::create_dir(path("empty")).expect("a folder");
    let wrong = run(dir.path(), &["assess", "--from", "empty", "--csv", "-"]);
    assert!(wrong.code == 3 && wrong.err.contains("Skills.csv"), "{} {}", wrong.code, wrong.err);
}

#[test]
fn a_run_is_kept_in_a_file_or_the_store_and_compared_with_a_later_one() {
    let dir = folder();
    let gap = |skills: &str, more: &[&str]| {
        let args = [&["gap", "--skills", skills, "--today", "2026-11-22"], OF, more].concat();
        let ran = run(dir.path(), &args);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    };
    assert!(gap("skills.csv", &["--save", "then.json"]).contains("kept this run in then.json"));
    std::fs::write(dir.path().join("later.csv"), "competency,level\nSQL,4\nGerman,C1\n").expect("written");
    let review = |more: &[&str]| {
        let args = [&["review", "--skills", "later.csv", "--today", "2027-03-01"], OF, more].concat();
        let ran = run(dir.path(), &args);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    };
    let said = review(&["--last", "then.json"]);
    assert!(said.contains("gaps closed: German") && said.contains("German: not assessed then, 4 now"), "{said}");
    assert!(!said.contains("rules changed"), "{said}");
    let old = std::fs::read_to_string(dir.path().join("then.json")).expect("kept");
    let version = old.split("\"rules_version\": \"").nth(1).and_then(|r| r.split('"').next()).expect("a version");
    std::fs::write(dir.path().join("then.json"), old.replace(version, "0-old")).expect("written");
    let said = review(&["--last", "then.json"]);
    assert!(said.contains("the rules changed from 0-old to") && said.contains("--then PATH"), "{said}");
    let said = review(&["--last", "then.json", "--then", "adverts.ndjson"]);
    assert!(said.contains("read again with the rules of today") && !said.contains("rules changed"), "{said}");

    assert_eq!(run(dir.path(), &["init"]).code, 0);
    assert!(gap("skills.csv", &["--save"]).contains("kept this run in skillgap.db"));
    assert!(review(&["--last"]).contains("gaps closed: German"));
    std::fs::write(dir.path().join("then.json"), "{}").expect("written");
    let args = [&["review", "--last", "then.json"], OF].concat();
    let wrong = run(dir.path(), &args);
    assert!(wrong.code == 1 && wrong.err.contains("is no run that"), "{}", wrong.err);
}
