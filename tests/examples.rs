//! `EXAMPLES.md`: every command on the demo, with what it really prints. `SKILLGAP_BLESS=1 cargo test --test examples`
//! writes the file.

use assert_cmd::Command;
use std::fmt::Write as _;
use std::path::Path;
use tempfile::TempDir;

/// One step: what it is for, the command line, what is typed, and the lines shown of its output (0 = all).
struct Step {
    says: &'static str,
    line: &'static str,
    typed: &'static str,
    shown: usize,
}

const fn step(says: &'static str, line: &'static str, shown: usize) -> Step {
    Step { says, line, typed: "", shown }
}

const fn typed(says: &'static str, line: &'static str, typed: &'static str, shown: usize) -> Step {
    Step { says, line, typed, shown }
}

/// Chapters with their steps, run one after the other in one folder that holds `demo/`.
const CHAPTERS: &[(&str, &[Step])] = &[
    (
        "What a role asks for",
        &[
            step("Which roles are in these adverts?", "skillgap roles --adverts demo", 12),
            step(
                "What does one of them ask for? As a description to read and fill in; `--out nurse.html` makes a page of it.",
                "skillgap role show \"staff nurse\" --adverts demo --format md",
                48,
            ),
            step(
                "The same as a file to edit, share and use in place of adverts.",
                "skillgap role show \"product manager\" --adverts demo --out role.toml",
                0,
            ),
            step("Two templates, row by row.", "skillgap role diff role.toml role.toml", 0),
            step(
                "How demand moves, what pays, what goes together.",
                "skillgap market --adverts demo --role \"product manager\"",
                30,
            ),
            step(
                "The sentences behind a number.",
                "skillgap explain SQL --adverts demo --role \"product manager\"",
                16,
            ),
            step(
                "What was read in one advert, and what was set aside.",
                "skillgap extract demo/saved/tern-product-manager.txt --format text",
                30,
            ),
        ],
    ),
    (
        "What you can do",
        &[
            step(
                "A sheet to fill in: just what the role asks.",
                "skillgap assess --template role.toml --csv sheet.csv",
                0,
            ),
            typed(
                "Or answer in the terminal, most decisive first; every answer is kept at once.",
                "skillgap assess --template role.toml --skills mine.csv",
                "3\n\nb\n2\nq\n",
                26,
            ),
            typed(
                "How you work, what matters to you, what you are good at: kept in `skillgap.toml` beside your wishes.",
                "skillgap assess --about-me",
                "4\n2\n\n3\n5\n4\n5\n2\n4\n5\n1\n3\n3\n5\n2\n4\nq\n",
                14,
            ),
        ],
    ),
    (
        "What lies between",
        &[
            step(
                "The gaps, ranked; kept to look back on.",
                "skillgap gap --adverts demo --role \"product manager\" --skills demo/skills.csv --out gap.csv --today 2026-11-22 --save november.json",
                26,
            ),
            step(
                "Each advert: what is missing, where, for how much, and what it says of your wishes.",
                "skillgap match --adverts demo --role \"product manager\" --skills demo/skills.csv --today 2026-11-22",
                32,
            ),
            step(
                "Who hires, what each asks beyond the others, and which of your values it speaks of.",
                "skillgap employers --adverts demo --role \"product manager\"",
                24,
            ),
            step(
                "Roles near what you can do.",
                "skillgap neighbours --adverts demo --role \"product manager\" --skills demo/skills.csv",
                0,
            ),
            step(
                "Several people beside one role, names kept out.",
                "skillgap coach --template role.toml --skills demo/skills.csv --skills mine.csv --anonymous",
                8,
            ),
            step(
                "Later: what moved since the run that was kept.",
                "skillgap review --last november.json --adverts demo --skills demo/skills.csv --today 2027-03-01",
                0,
            ),
        ],
    ),
    (
        "What to do about it",
        &[
            step(
                "A plan with dates, from the gaps.",
                "skillgap plan make --adverts demo --role \"product manager\" --skills demo/skills.csv --start 2026-11-23 --by 2027-06-30 --hours 6 --goal \"be a product manager in a B2B company in Leeds\" --reward \"50=a weekend by the sea\" --buddy \"Ann Lee <ann@example.org>\"",
                44,
            ),
            step(
                "Is the goal specific, measurable, attainable, relevant and dated?",
                "skillgap plan goal --today 2026-11-23",
                0,
            ),
            step("This week.", "skillgap plan --today 2026-11-23", 24),
            step(
                "The GROW sheet: goal, reality, obstacles and options, will.",
                "skillgap plan grow --obstacle \"little time at weekends\" --idea \"ask the product team for a day\" --today 2026-11-23",
                40,
            ),
            step(
                "From the goal backwards, down to what fits in a week.",
                "skillgap plan back --need \"<-talk to a product manager\" --within-a-week \"talk to a product manager\"",
                30,
            ),
            step("The same as a picture: Mermaid, or SVG.", "skillgap plan back --format mermaid", 8),
            step("Something is done.", "skillgap plan done rate.1 --today 2026-11-25 --note \"rated with Ann\"", 0),
            step("Something has to wait.", "skillgap plan postpone rate.2 2026-12-11", 0),
            step(
                "Something of your own.",
                "skillgap plan add \"phone my aunt who is a product manager\" --hours 0.5-1 --today 2026-11-25",
                0,
            ),
            step("What went well.", "skillgap plan journal \"slept on it and still want it\" --today 2026-11-26", 0),
            step("A word to the buddy.", "skillgap plan checkin --today 2026-12-07", 0),
            step("A brief for a mentor.", "skillgap plan mentor --today 2026-12-07", 24),
            step(
                "Whom to talk to, what pay to quote, which words find the adverts.",
                "skillgap plan reach --adverts demo",
                40,
            ),
            step(
                "A list to tick; the calendar, the wall chart and others go the same way.",
                "skillgap plan export --format md --today 2026-12-07",
                16,
            ),
            step("Out of the plan, into the review.", "skillgap review --today 2027-03-30", 0),
        ],
    ),
    (
        "Over time",
        &[
            step("A folder with settings and a store for adverts.", "skillgap init job", 0),
            step(
                "Feeds come into the store; only what is new is told.",
                "skillgap pull demo/jobs.rss --store job/skillgap.db --role accountant",
                12,
            ),
            step("What the store holds.", "skillgap adverts --store job/skillgap.db --role accountant", 8),
        ],
    ),
];

/// Commands whose output stands elsewhere, or is a list of what the program knows of itself.
const ELSEWHERE: &[&str] =
    &["duplicates", "vocabulary", "evaluate", "new", "reindex", "columns", "findings", "completions", "man", "help"];

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("the demo") {
        let entry = entry.expect("an entry");
        match entry.path().is_dir() {
            true => copy(&entry.path(), &to.join(entry.file_name())),
            false => drop(std::fs::copy(entry.path(), to.join(entry.file_name())).expect("copied")),
        }
    }
}

/// Words of a command line as a shell splits them.
fn words(line: &str) -> Vec<String> {
    let quoted = line.split('"').enumerate();
    let mut out = Vec::new();
    for (n, part) in quoted {
        match n % 2 {
            1 => out.push(part.to_owned()),
            _ => out.extend(part.split_whitespace().map(str::to_owned)),
        }
    }
    out
}

fn run(step: &Step, folder: &Path) -> String {
    let mut command = Command::cargo_bin("skillgap").expect("the binary");
    command.current_dir(folder);
    for variable in ["SKILLGAP_VOCABULARY", "SKILLGAP_CONFIG", "SKILLGAP_STORE"] {
        command.env_remove(variable);
    }
    let output = command.args(&words(step.line)[1..]).write_stdin(step.typed).output().expect("it runs");
    let code = output.status.code();
    assert!(matches!(code, Some(0 | 3 | 4)), "{}: {code:?} {}", step.line, String::from_utf8_lossy(&output.stderr));
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let out = text(output.stdout);
    if out.trim().is_empty() { text(output.stderr) } else { out }
}

/// The version of the rules changes with every word of the data and says nothing here.
fn without_version(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("1-") {
        let digits = rest[at + 2..].bytes().take_while(u8::is_ascii_hexdigit).count();
        let end = at + 2 + if digits == 16 { 16 } else { 0 };
        out += &rest[..at + 2];
        out += if digits == 16 { "…" } else { "" };
        rest = &rest[end..];
    }
    out + rest
}

fn page() -> String {
    let dir = TempDir::new().expect("a folder");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/demo"), &dir.path().join("demo"));
    let wishes = "[preferences]\npay_floor = 50000\nplaces = [\"Leeds\"]\nwork_mode = [\"hybrid\", \"remote\"]\n";
    std::fs::write(dir.path().join("skillgap.toml"), wishes).expect("written");
    let mut out = String::from(
        "# Examples\n\nEvery command, with what it prints on the adverts in `data/demo`, copied here as `demo`. Long outputs are \
         cut where `...` stands. A test runs them all and compares.\n\nThe folder holds a `skillgap.toml`:\n\n",
    );
    let _ = writeln!(out, "```toml\n{wishes}```");
    for (title, steps) in CHAPTERS {
        let _ = writeln!(out, "\n## {title}");
        for step in *steps {
            let printed = without_version(&run(step, dir.path()));
            let lines: Vec<&str> = printed.lines().map(str::trim_end).collect();
            let shown = if step.shown == 0 { lines.len() } else { step.shown.min(lines.len()) };
            let typed: Vec<&str> = step.typed.lines().map(|l| if l.is_empty() { "Enter" } else { l }).collect();
            let _ = writeln!(out, "\n{}\n\n```sh\n{}\n```", step.says, step.line);
            if !typed.is_empty() {
                let _ = writeln!(out, "\nTyped: {}", typed.join(", "));
            }
            let cut = if shown < lines.len() { "\n..." } else { "" };
            let _ = writeln!(out, "\n````text\n{}{cut}\n````", lines[..shown].join("\n").trim_matches('\n'));
        }
    }
    out
}

#[test]
fn every_command_prints_what_the_examples_show() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("EXAMPLES.md");
    let found = page();
    if std::env::var_os("SKILLGAP_BLESS").is_some() {
        std::fs::write(&path, &found).expect("written");
    }
    let want = std::fs::read_to_string(&path).expect("EXAMPLES.md");
    let differs = want.lines().zip(found.lines()).enumerate().find(|(_, (a, b))| a != b);
    assert!(
        want == found,
        "EXAMPLES.md differs at {differs:?}; SKILLGAP_BLESS=1 cargo test --test examples writes it; look at the change"
    );
}

#[test]
fn every_command_has_an_example() {
    let output = Command::cargo_bin("skillgap").expect("the binary").arg("--help").output().expect("it runs");
    let help = String::from_utf8(output.stdout).expect("UTF-8");
    let list = help.split("Commands:").nth(1).and_then(|rest| rest.split("Options:").next()).expect("commands");
    let lines: Vec<&str> = CHAPTERS.iter().flat_map(|(_, steps)| steps.iter().map(|s| s.line)).collect();
    for name in list.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next()).filter(|n| !n.is_empty()) {
        let shown = lines.iter().any(|line| line.split(' ').nth(1) == Some(name));
        assert!(shown || ELSEWHERE.contains(&name), "`skillgap {name}` has no example");
    }
}
