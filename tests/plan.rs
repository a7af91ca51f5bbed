//! Five people, from the adverts of the role they want to the chart on their wall.

use assert_cmd::Command;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const START: &str = "2026-11-23";

/// A person with the adverts that they saved and what they say of themselves.
struct Story {
    dir: TempDir,
    role: &'static str,
}

impl Story {
    /// Lays the adverts of a fixture out as saved files, one each.
    fn new(name: &str, role: &'static str) -> Self {
        let dir = TempDir::new().expect("a folder");
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/stories");
        let read =
            |ending: &str| std::fs::read_to_string(fixtures.join(format!("{name}.{ending}"))).expect("a fixture");
        std::fs::create_dir(dir.path().join("saved")).expect("a folder");
        let all = read("md");
        let adverts: Vec<&str> = all.split("\n# ").collect();
        assert!(adverts.len() >= 10, "a story has at least ten adverts");
        let lines: Vec<String> = adverts.iter().enumerate().map(|(n, advert)| record(n, advert)).collect();
        std::fs::write(dir.path().join("saved/adverts.ndjson"), lines.join("\n")).expect("written");
        std::fs::write(dir.path().join("skills.csv"), read("csv")).expect("written");
        Self { dir, role }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect(name)
    }

    /// Runs a command in the person's folder. Gives its exit code and what it printed.
    fn run(&self, args: &[&str]) -> (i32, String) {
        let output = Command::cargo_bin("skillgap")
            .expect("the binary")
            .current_dir(self.dir.path())
            .args(args)
            .output()
            .expect("it runs");
        let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        (output.status.code().unwrap_or(-1), text)
    }

    fn ok(&self, args: &[&str]) -> String {
        let (code, text) = self.run(args);
        assert_eq!(code, 0, "{args:?}\n{text}");
        text
    }

    fn make(&self, more: &[&str]) -> String {
        let mut args = vec!["plan", "make", "--role", self.role, "--adverts", "saved", "--skills", "skills.csv"];
        args.extend(["--start", START, "--by", "2027-06-30", "--hours", "6", "--holiday", "2026-12-21..2027-01-03"]);
        args.extend(more);
        self.ok(&args)
    }

    /// Titles of the plan's steps with their names and days.
    fn steps(&self) -> Vec<(String, String, String)> {
        self.ok(&["plan", "export", "--format", "csv", "--out", "plan.csv", "--today", START]);
        let text = self.read("plan.csv");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows = reader.records().map(|r| r.expect("a row"));
        rows.map(|r| (r[0].to_owned(), r[1].to_owned(), r[4].to_owned())).collect()
    }

    fn has_step(&self, id: &str, words: &str) {
        let steps = self.steps();
        let found = steps.iter().any(|(step, title, _)| step.starts_with(id) && title.contains(words));
        assert!(found, "no step of {id} says {words:?} in {steps:#?}");
    }

    /// Everything that a plan goes out as, read back by the rules of each format.
    fn goes_out(&self) {
        for (ending, format) in [("ics", "ics"), ("todo.ics", "ics-todo"), ("json", "taskwarrior"), ("txt", "todotxt")]
        {
            self.ok(&["plan", "export", "--format", format, "--out", &format!("p.{ending}"), "--today", START]);
        }
        let steps = self.steps().len();
        let entries = formats::calendar(&self.read("p.ics"));
        assert!(
            entries.iter().filter(|e| e.kind == "VEVENT").count() >= steps,
            "steps, milestones, check-ins, reviews"
        );
        let to_dos = formats::calendar(&self.read("p.todo.ics"));
        assert_eq!(to_dos.iter().filter(|e| e.kind == "VTODO").count(), steps);
        // A parser that others wrote takes both, and finds the same in them.
        let count = |name: &str| {
            let text = self.read(name);
            let calendars: Vec<_> = ical::IcalParser::new(text.as_bytes()).map(|c| c.expect("a calendar")).collect();
            assert_eq!(calendars.len(), 1);
            let dated = |properties: &[ical::property::Property]| {
                let one = |wanted: &str| properties.iter().filter(|p| p.name == wanted).count() == 1;
                one("UID") && one("DTSTAMP") && one("SUMMARY") && (one("DTSTART") || one("DUE"))
            };
            assert!(calendars[0].events.iter().all(|e| dated(&e.properties)));
            assert!(calendars[0].todos.iter().all(|t| dated(&t.properties)));
            (calendars[0].events.len(), calendars[0].todos.len())
        };
        assert_eq!(count("p.ics").0, entries.iter().filter(|e| e.kind == "VEVENT").count());
        assert_eq!(count("p.todo.ics").1, steps);
        assert_eq!(formats::taskwarrior(&self.read("p.json")), steps);
        assert_eq!(formats::todo_txt(&self.read("p.txt")), steps);
        for name in ["wall.html", "wall.svg", "plan.org", "plan.md"] {
            self.ok(&["plan", "export", "--out", name, "--today", START]);
        }
        formats::xml(&self.read("wall.svg"));
        assert!(!self.read("wall.html").contains("http://") || self.read("wall.html").contains("www.w3.org"));
        assert_eq!(self.read("wall.svg").matches("<title>").count(), steps);
        assert_eq!(self.read("plan.org").lines().filter(|l| l.starts_with("** TODO ")).count(), steps);
        assert_eq!(self.read("plan.md").lines().filter(|l| l.starts_with("- [ ] ")).count(), steps);
    }
}

/// An advert of a fixture as a record of a job board.
fn record(n: usize, advert: &str) -> String {
    let mut lines = advert.trim_start_matches("# ").lines();
    let title = lines.next().unwrap_or_default();
    let mut value = serde_json::json!({ "id": format!("a{:02}", n + 1), "title": title });
    let mut text = Vec::new();
    for line in lines {
        match line.split_once(": ") {
            Some(("employer", name)) if text.is_empty() => value["company"] = name.into(),
            Some(("place", name)) if text.is_empty() => value["location"] = name.into(),
            _ => text.push(line),
        }
    }
    value["description"] = text.join("\n").trim().into();
    value.to_string()
}

#[path = "plan/formats.rs"]
mod formats;

#[test]
fn a_nurse_becomes_a_clinical_educator() {
    let story = Story::new("clinical-educator", "clinical educator");
    let goal = ["--goal", "be a clinical educator in a hospital", "--reward", "50=a weekend by the sea"];
    let said = story.make(&[&goal[..], &["--employed", "nursing"]].concat());
    assert!(said.contains("(source: estimate)") && said.contains("a weekend by the sea"), "{said}");
    assert!(said.contains("conditions to find out about") && said.contains("teaching qualification"), "{said}");
    story.has_step("mentoring.1", "look after");
    story.has_step("clinical-audit.2", "the question, the standard and the sample");
    story.has_step("teaching.1", "ask a colleague to watch");
    let steps = story.steps();
    assert!(!steps.iter().any(|(_, title, _)| title.to_lowercase().contains("boot camp")));
    // One person to look after is asked for, for mentoring and coaching together, and one audit serves its kin.
    assert_eq!(steps.iter().filter(|(_, title, _)| title.contains("one person to look after")).count(), 1);
    assert_eq!(steps.iter().filter(|(_, title, _)| title.contains("who keeps the audits")).count(), 1);
    story.has_step("mentoring.1", "mentoring and coaching");
    story.has_step("teaching-qualification.2", "Decide on teaching qualification");
    story.goes_out();
    let grow = story.ok(&[
        "plan",
        "grow",
        "--obstacle",
        "night shifts",
        "--idea",
        "ask the hospice",
        "--will",
        "mentoring",
        "--today",
        START,
    ]);
    assert!(grow.contains("in the way: night shifts") && grow.contains("your idea: ask the hospice"), "{grow}");
    assert!(grow.contains("can be waived by the employer"), "{grow}");
    story.ok(&["plan", "grow", "--idea", "write to the university", "--today", "2026-12-20"]);
    let rounds = story.ok(&["plan", "grow", "--rounds"]);
    assert!(rounds.contains("2026-11-23") && rounds.contains("2026-12-20"), "{rounds}");
}

#[test]
fn a_shop_assistant_becomes_an_accountant() {
    let story = Story::new("accountant", "accountant");
    let said = story.make(&["--prefer", "volunteering", "--employed", "retail"]);
    assert!(said.contains("AAT"), "{said}");
    assert!(said.contains("it does not all fit") && said.contains("extend:") && said.contains("speed up:"), "{said}");
    // Nobody closes a month before they can keep books.
    let steps = story.steps();
    let day = |start: &str| steps.iter().find(|(id, ..)| id.starts_with(start)).map(|(.., due)| due.clone());
    if let Some(close) = day("month-end-close.1") {
        assert!(day("bookkeeping.1").expect("bookkeeping first") <= close);
    }
    story.has_step("acca.", "Decide on ACCA");
    // Of two programs for the same work one is learned, and the other by what is known of the first.
    let of = |id: &str| steps.iter().filter(|(step, ..)| step.starts_with(&format!("{id}."))).count();
    assert!(of("xero") + of("sage") < steps.len() / 3, "{steps:#?}");
    // Nobody keeps books in a program before they can keep books.
    let books = day("bookkeeping.1").expect("bookkeeping first");
    assert!(["xero.1", "sage.1"].iter().filter_map(|id| day(id)).all(|program| books <= program), "{steps:#?}");
    story.goes_out();
    let tree = story.ok(&["plan", "back", "--need", "<-tell my manager", "--within-a-week", "tell my manager"]);
    let (_, last) = tree.split_once("THIS WEEK").expect("the first step comes last");
    assert!(last.contains("tell my manager"), "{tree}");
    let mermaid = story.ok(&["plan", "back", "--format", "mermaid"]);
    assert!(mermaid.starts_with("flowchart BT\n") && mermaid.contains("tell my manager"), "{mermaid}");
}

#[test]
fn a_developer_becomes_a_product_manager() {
    let story = Story::new("product-manager", "product manager");
    let goal = ["--goal", "be a product manager in a B2B company in Leeds", "--buddy", "Ann Lee <ann@example.org>"];
    story.make(&[&goal[..], &["--employed", "software"]].concat());
    story.goes_out();
    let goal = story.ok(&["plan", "goal", "--today", START]);
    for line in ["S  yes", "M   no", "R  yes", "T  yes"] {
        assert!(goal.contains(line), "{line} in\n{goal}");
    }
    let week = story.ok(&["plan", "--today", START]);
    assert!(week.contains("this week, Mon 23 Nov to Sun 29 Nov") && week.contains("today:"), "{week}");
    story.ok(&["plan", "done", "rate.1", "--today", "2026-11-25", "--note", "rated with Ann"]);
    story.ok(&["plan", "checkin", "--out", "mail.eml", "--promise", "--today", "2026-12-07"]);
    let mail = story.read("mail.eml");
    let parsed = mail_parser::MessageParser::default().parse(mail.as_bytes()).expect("a mail");
    assert_eq!(parsed.to().and_then(|to| to.first()).and_then(|a| a.address()), Some("ann@example.org"));
    let body = parsed.body_text(0).expect("a text");
    assert!(body.contains("Hello Ann") && body.contains("rated with Ann") && body.contains("Rate yourself"), "{body}");
    let brief = story.ok(&["plan", "mentor", "--today", "2026-12-07"]);
    assert!(brief.contains("stakeholder management: asked for by 8 adverts"), "{brief}");
    let reach = story.ok(&["plan", "reach", "--adverts", "saved", "--value", "dental"]);
    assert!(reach.contains("Larkfield Software") && reach.contains("Tell us about a time when you had to"), "{reach}");
    let (code, review) = story.run(&["review", "--today", "2027-03-30"]);
    assert_eq!(code, 4, "{review}");
    let args =
        ["review", "--today", "2027-03-30", "--adverts", "saved", "--skills", "skills.csv", "--record", "still right"];
    assert!(story.ok(&args).contains("written down"));
    assert_eq!(story.run(&["review", "--today", "2027-03-31"]).0, 0);
}

#[test]
fn a_teacher_becomes_a_data_analyst() {
    let story = Story::new("data-analyst", "data analyst");
    let said = story.make(&["--goal", "be a data analyst", "--employed", "teaching"]);
    assert!(said.contains("you meet all essentials of"), "{said}");
    // The umbrella comes after its parts, as one case that shows them together.
    story.has_step("data-analysis.1", "Lay your finished pieces of");
    // Nothing of SQL is known yet: it is tried out on one's own before it is asked for at work.
    story.has_step("sql.1", "a question that somebody you know would like answered");
    story.goes_out();
    // Ticks made on paper or in an editor come back.
    let list = story.read("plan.md").replacen("- [ ]", "- [x]", 3);
    std::fs::write(story.path("plan.md"), list).expect("written");
    let imported = story.ok(&["plan", "import", "plan.md", "--today", "2026-12-05"]);
    assert_eq!(imported.matches("done: ").count(), 3, "{imported}");
    assert!(story.ok(&["plan", "import", "plan.md", "--today", "2026-12-06"]).contains("no new ticks"));
    let before = story.read("plan.toml");
    story.make(&["--today", "2026-12-07"]);
    let after = story.read("plan.toml");
    assert_eq!(before.matches("status = \"done\"").count(), after.matches("status = \"done\"").count());
}

#[test]
fn somebody_returns_to_work_after_five_years() {
    let story = Story::new("office-administrator", "office administrator");
    let said = story.make(&["--not-employed", "--value", "flexible hours", "--goal", "be an office administrator"]);
    assert!(said.contains("you meet all essentials of 8 of 10 adverts"), "{said}");
    assert!(said.contains("after the plan 9 ("), "{said}");
    // Nobody without a post is sent to ask a manager.
    let steps = story.steps();
    assert!(!steps.iter().any(|(_, title, _)| title.contains("your manager") || title.contains("your present work")));
    let asked: Vec<_> = steps.iter().filter(|(_, title, _)| title.contains("school, club or charity")).collect();
    assert!(asked.len() == 1 && asked[0].1.contains(" and "), "{asked:?}");
    story.has_step("minute-taking.", "the minutes of one meeting");
    story.has_step("crm-systems.", "made-up records");
    story.has_step("first-aid-at-work.", "Book a date");
    story.goes_out();
    let reach = story.ok(&["plan", "reach", "--adverts", "saved"]);
    let first = reach.lines().skip_while(|l| !l.contains("says of your values")).nth(1).unwrap_or_default();
    assert!(first.contains("Airedale Volunteers") || first.contains("Tannery Lofts"), "{reach}");
    // A step that proves a level raises it in the skills file, with the proof.
    let mut last = String::new();
    for _ in 0..40 {
        let (code, text) = story.run(&["plan", "done", "data-entry", "--raise", "skills.csv", "--today", "2026-12-01"]);
        if code != 0 {
            break;
        }
        last = text;
    }
    assert!(last.contains("raised in skills.csv"), "{last}");
    assert!(story.read("skills.csv").lines().any(|l| l.starts_with("data entry,3") && l.contains("2026-12-01")));
}

#[test]
fn the_questions_of_grow_are_answered_line_by_line_and_each_answer_is_kept_at_once() {
    let story = Story::new("data-analyst", "data analyst");
    story.make(&[]);
    let grow = |typed: &str| {
        let mut command = Command::cargo_bin("skillgap").expect("the binary");
        let args = ["plan", "grow", "--ask", "--today", START];
        let output = command.current_dir(story.dir.path()).args(args).write_stdin(typed).output().expect("it runs");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let said = grow(
        "be a data analyst in a hospital\nteaching\nmarking takes my evenings\n\nask the school office\n\ny\nAnn Lee\n",
    );
    for part in [
        "Have you a job at present",
        "you have a job at present, in education",
        "What stands in the way",
        "Who will ask you how it went?",
        "in the way: marking takes my evenings",
    ] {
        assert!(said.contains(part), "{part} in\n{said}");
    }
    let plan = story.read("plan.toml");
    for kept in ["be a data analyst in a hospital", "ask the school office", "promised = true", "Ann Lee", "[[rounds]]"]
    {
        assert!(plan.contains(kept), "{kept} in\n{plan}");
    }
    // Typing ends in the middle: what was said before stays, and nothing else changes.
    grow("be a data analyst in a school\n");
    let after = story.read("plan.toml");
    assert!(after.contains("be a data analyst in a school") && after.contains("marking takes my evenings"), "{after}");
    let picture = story.ok(&["plan", "back", "--out", "tree.svg"]);
    assert!(picture.contains("wrote tree.svg"), "{picture}");
    let svg = story.read("tree.svg");
    formats::xml(&svg);
    assert!(svg.contains("THIS WEEK") && svg.contains("be a data analyst in a school"), "{svg}");
}

#[cfg(unix)]
#[test]
fn a_killed_process_loses_nothing_that_was_told_as_done() {
    use std::io::Write;
    use std::process::Stdio;
    use std::time::Duration;
    let story = Story::new("data-analyst", "data analyst");
    story.make(&[]);
    let start = |args: &[&str]| {
        std::process::Command::new(env!("CARGO_BIN_EXE_skillgap"))
            .current_dir(story.dir.path())
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts")
    };
    let mut told = Vec::new();
    for n in 0..24u64 {
        let text = format!("entry number {n} of a long day");
        let mut child = start(&["plan", "journal", &text, "--today", START]);
        std::thread::sleep(Duration::from_millis(n * 5));
        // Dead or done: after this the file is whole, whatever the moment was.
        let _ = child.kill();
        if child.wait().expect("it ends").success() {
            told.push(text);
        }
        let (code, said) = story.run(&["plan", "show", "--all", "--today", START]);
        assert_eq!(code, 0, "{said}");
    }
    let last = "the last entry of the day";
    story.ok(&["plan", "journal", last, "--today", START]);
    let plan = story.read("plan.toml");
    assert!(told.iter().all(|text| plan.contains(text.as_str())) && plan.contains(last), "{told:?}\n{plan}");
    // In the middle of a talk: the answers given are there.
    let mut child = start(&["plan", "grow", "--ask", "--today", START]);
    child.stdin.as_mut().expect("a pipe").write_all(b"be a data analyst for the trees\nyes\nno time\n").expect("typed");
    for _ in 0..400 {
        if story.read("plan.toml").contains("no time") {
            break;
        }
        std::thread::sleep(Duration::from_millis(25));
    }
    let _ = child.kill();
    child.wait().expect("it ends");
    assert!(story.read("plan.toml").contains("be a data analyst for the trees"));
    story.ok(&["plan", "goal", "--today", START]);
}

#[test]
fn the_file_stays_the_users_own() {
    let story = Story::new("data-analyst", "data analyst");
    story.make(&[]);
    let mine = story.read("plan.toml").replacen("[goal]", "# my compass\n[goal]\nmantra = \"one step\"", 1);
    std::fs::write(story.path("plan.toml"), &mine).expect("written");
    story.ok(&["plan", "add", "phone my aunt who is an analyst", "--hours", "0.5-1", "--today", START]);
    story.ok(&["plan", "journal", "slept on it and still want it", "--today", START]);
    story.make(&["--today", "2026-11-30"]);
    let after = story.read("plan.toml");
    for kept in ["# my compass", "mantra = \"one step\"", "phone my aunt", "slept on it"] {
        assert!(after.contains(kept), "{kept} in\n{after}");
    }
    std::fs::write(story.path("plan.toml"), "[goal\n").expect("written");
    let (code, text) = story.run(&["plan"]);
    assert_eq!(code, 78, "{text}");
    assert!(text.contains("plan.toml"), "{text}");
}

#[test]
fn without_a_plan_the_next_step_is_said() {
    let story = Story::new("data-analyst", "data analyst");
    let (code, text) = story.run(&["plan"]);
    assert_eq!(code, 1);
    assert!(text.contains("`skillgap plan make` makes one"), "{text}");
    let (code, text) = story.run(&["plan", "goal", "leave my job", "--today", START]);
    assert_eq!(code, 0);
    assert!(text.contains("a plan needs a place to arrive at"), "{text}");
}
