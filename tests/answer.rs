//! The binary on `data/demo`, as a user runs it.

use assert_cmd::Command;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tempfile::TempDir;

const GAP: &[&str] =
    &["gap", "--feed", "data/demo/jobs.rss", "--adverts", "data/demo/saved", "--skills", "data/demo/skills.csv"];

/// The binary, in the folder of the package, without settings of whoever runs the tests.
fn skillgap(args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("skillgap").expect("the binary");
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env_remove("SKILLGAP_VOCABULARY").args(args);
    command
}

struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn run(args: &[&str]) -> Ran {
    let output = skillgap(args).output().expect("the binary runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran { code: output.status.code().expect("a code"), out: text(output.stdout), err: text(output.stderr) }
}

fn gap(role: &str, more: &[&str]) -> Ran {
    run(&[GAP, &["--role", role], more].concat())
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn path(folder: &TempDir, name: &str) -> (PathBuf, String) {
    let path = folder.path().join(name);
    let shown = path.to_string_lossy().into_owned();
    (path, shown)
}

/// Compares with the committed file; `SKILLGAP_BLESS=1` writes it.
fn snapshot(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(name);
    if std::env::var_os("SKILLGAP_BLESS").is_some_and(|v| v == "1") {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("tests/snapshots");
        std::fs::write(&path, found).expect("a snapshot");
    }
    let want = std::fs::read_to_string(&path).unwrap_or_default();
    let line = want.lines().zip(found.lines()).position(|(a, b)| a != b).map_or(0, |at| at + 1);
    assert!(want == found, "{name} differs from line {line}; run with SKILLGAP_BLESS=1 and look at the change");
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_a_pipe_a_pipe() {
    use std::os::unix::fs::FileTypeExt;
    let folder = folder();
    let (link, shown) = path(&folder, "link.csv");
    std::os::unix::fs::symlink(folder.path().join("real.csv"), &link).expect("a link");
    std::fs::write(folder.path().join("real.csv"), "old").expect("a file");
    assert_eq!(gap("staff nurse", &["--out", &shown]).code, 3);
    assert!(link.symlink_metadata().expect("the link").is_symlink());
    let written = std::fs::read_to_string(folder.path().join("real.csv")).expect("the file");
    assert!(written.starts_with("rank,"), "{written}");

    let (pipe, shown) = path(&folder, "pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::read_to_string(pipe).expect("what comes through")
    });
    assert_eq!(gap("staff nurse", &["--out", &shown]).code, 3);
    assert_eq!(reader.join().expect("the reader"), written);
    assert!(pipe.symlink_metadata().expect("the pipe").file_type().is_fifo());
}

#[test]
fn the_gaps_of_the_demo_are_these_byte_for_byte() {
    for role in ["product manager", "staff nurse", "accountant"] {
        let ran = gap(role, &["--out", "-"]);
        assert_eq!(ran.code, 3, "the list page among the saved adverts is not read: {}", ran.err);
        snapshot(&format!("gap-{}.csv", role.replace(' ', "-")), &ran.out);
    }
}

#[test]
fn the_summary_of_the_demo_reads_so() {
    let ran = gap("product manager", &[]);
    snapshot("gap-product-manager.txt", &ran.out);
    assert_eq!(ran.err, "");
}

#[test]
fn threads_and_order_of_inputs_change_no_byte() {
    let want = gap("product manager", &["--out", "-", "--format", "json"]).out;
    for threads in ["1", "2", "4"] {
        assert_eq!(gap("product manager", &["--out", "-", "--format", "json", "--threads", threads]).out, want);
    }
    // The same files named one by one, last first, after the feed given as an advert file.
    let mut saved: Vec<String> = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/demo/saved"))
        .expect("saved adverts")
        .map(|e| format!("data/demo/saved/{}", e.expect("an entry").file_name().to_string_lossy()))
        .collect();
    saved.sort_by(|a, b| b.cmp(a));
    let mut args =
        vec!["gap", "--skills", "data/demo/skills.csv", "--role", "product manager", "--format", "json", "--out", "-"];
    args.push("--adverts");
    args.extend(saved.iter().map(String::as_str));
    args.push("data/demo/jobs.rss");
    assert_eq!(run(&args).out, want);
}

#[test]
fn standard_output_holds_only_the_table_when_it_is_asked_for() {
    let ran = gap("staff nurse", &["--out", "-"]);
    let mut reader = csv::Reader::from_reader(ran.out.as_bytes());
    let columns = reader.headers().expect("a header").len();
    assert_eq!(columns, 29);
    assert!(reader.records().all(|r| r.is_ok_and(|r| r.len() == columns)));
    assert!(ran.err.contains("staff nurse:") && ran.err.contains("search-results.html"), "{}", ran.err);
}

#[test]
fn every_priority_can_be_reckoned_from_its_columns() {
    let ran = gap("product manager", &["--out", "-"]);
    let mut reader = csv::Reader::from_reader(ran.out.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let mut reckoned = 0;
    for row in reader.records().map(|r| r.expect("a row")) {
        let cell = |name: &str| &row[header.iter().position(|h| h == name).expect("a column")];
        let number = |name: &str| cell(name).parse::<f64>().expect("a number");
        if cell("kind") == "qualification" || !cell("alternatives").is_empty() {
            continue;
        }
        let (essential, optional) = (number("essential_share"), number("optional_share"));
        let weighed = essential + 0.6 * (number("share") - essential - optional) + 0.3 * optional;
        let want = weighed * number("shortfall") / number("required_level");
        assert!((number("priority") - want).abs() < 0.002, "{}: {} for {want}", cell("competency"), cell("priority"));
        assert!(number("share_low") <= number("share") && number("share") <= number("share_high"));
        reckoned += 1;
    }
    assert!(reckoned > 20, "{reckoned} rows");
}

#[test]
fn without_a_role_the_roles_found_are_listed_with_a_way_to_choose() {
    let ran = run(&["gap", "--feed", "data/demo/jobs.rss"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for words in ["product manager", "staff nurse", "accountant", "choose one: skillgap gap"] {
        assert!(ran.out.contains(words), "{words} in {}", ran.out);
    }
}

#[test]
fn a_role_that_no_advert_has_fails_and_lists_those_found() {
    let folder = folder();
    let (path, shown) = path(&folder, "gap.csv");
    std::fs::write(&path, "kept").expect("a file");
    let ran = gap("astronaut", &["--out", &shown]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("`astronaut`") && ran.err.contains("staff nurse"), "{}", ran.err);
    assert_eq!(std::fs::read_to_string(&path).expect("the file"), "kept");
    assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 1, "no part is left behind");
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_goes_on() {
    let folder = folder();
    let (bad, shown) = path(&folder, "broken.rss");
    std::fs::write(&bad, "<rss><channel><item><title>").expect("a file");
    let ran = run(&["roles", "--feed", &shown, "--feed", "data/demo/jobs.rss", "--adverts", "gone/"]);
    assert_eq!(ran.code, 3);
    assert!(ran.out.contains("broken.rss") && ran.out.contains("gone/"), "{}", ran.out);
    assert!(ran.out.contains("product manager"), "{}", ran.out);
}

#[test]
fn unknown_skills_are_answered_with_the_nearest() {
    let ran = gap("product manager", &[]);
    assert!(
        ran.out.contains("`Market reserch` is not in the vocabulary; did you mean `market research`?"),
        "{}",
        ran.out
    );
}

#[test]
fn a_template_stands_in_for_its_adverts() {
    let folder = folder();
    let (_, role) = path(&folder, "role.toml");
    let adverts = ["--feed", "data/demo/jobs.rss", "--adverts", "data/demo/saved"];
    let shown = run(&[&["role", "show", "staff nurse", "--out", &role], adverts.as_slice()].concat());
    assert_eq!(shown.code, 3, "{}", shown.err);
    let from_template = run(&["gap", "--template", &role, "--skills", "data/demo/skills.csv", "--out", "-"]);
    assert_eq!(from_template.code, 0, "{}", from_template.err);
    assert_eq!(from_template.out, gap("staff nurse", &["--out", "-"]).out);
    let same = run(&["role", "diff", &role, &role]);
    assert!(same.out.contains("no change is surely more than chance"), "{}", same.out);
}

#[test]
fn the_tables_of_a_run_agree_with_one_another() {
    let folder = folder();
    let (tables, shown) = path(&folder, "tables");
    let ran = gap("accountant", &["--tables", &shown]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    let rows = |name: &str| {
        let mut reader = csv::Reader::from_path(tables.join(name)).expect("a table");
        let header = reader.headers().expect("a header").clone();
        let rows: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a row")).collect();
        (header, rows)
    };
    let column = |name: &str, column: &str| -> Vec<String> {
        let (header, rows) = rows(name);
        let at = header.iter().position(|h| h == column).expect("a column");
        rows.iter().map(|r| r[at].to_owned()).collect()
    };
    let open = column("adverts.csv", "state").iter().filter(|s| *s == "open").count();
    assert_eq!(column("unlocks.csv", "open_after")[0], open.to_string());
    let mut asked: Vec<String> = column("gap.csv", "competency_id");
    asked.sort();
    let mut listed = column("template.csv", "competency_id");
    listed.sort();
    assert_eq!(asked, listed);
    let adverts = column("gap.csv", "role_adverts");
    assert_eq!(adverts[0], rows("adverts.csv").1.len().to_string());
    // A row's adverts are those whose mentions name it.
    let (ids, of) = (column("mentions.csv", "advert_id"), column("mentions.csv", "competency_id"));
    for (id, n) in column("gap.csv", "competency_id").iter().zip(column("gap.csv", "adverts")) {
        let distinct: std::collections::BTreeSet<_> =
            ids.iter().zip(&of).filter(|(_, c)| *c == id).map(|(a, _)| a).collect();
        assert_eq!(distinct.len().to_string(), n, "{id}");
    }
}

#[test]
fn explain_shows_every_sentence_behind_a_row() {
    let args = ["--feed", "data/demo/jobs.rss", "--adverts", "data/demo/saved", "--role", "product manager"];
    let ran = run(&[&["explain", "SQL"], args.as_slice()].concat());
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert!(ran.out.contains("Strong SQL; you pull your own numbers from our warehouse"), "{}", ran.out);
    let unknown = run(&[&["explain", "Juggling on stilts"], args.as_slice()].concat());
    assert_eq!(unknown.code, 1);
    assert!(unknown.err.contains("`Juggling on stilts` is not in the vocabulary"), "{}", unknown.err);
}

#[test]
fn match_sorts_adverts_by_what_is_missing() {
    let adverts = ["--feed", "data/demo/jobs.rss", "--adverts", "data/demo/saved"];
    let skills = ["--skills", "data/demo/skills.csv", "--role", "product manager", "--out", "-"];
    let ran = run(&[&["match"], adverts.as_slice(), &skills].concat());
    let mut reader = csv::Reader::from_reader(ran.out.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a row")).collect();
    let unmet = |r: &csv::StringRecord| r[5].parse::<i32>().expect("a number") - r[6].parse::<i32>().expect("a number");
    let stated: Vec<i32> = rows.iter().filter(|r| &r[4] != "unknown").map(unmet).collect();
    assert!(stated.len() > 5 && stated.is_sorted(), "{stated:?}");
}

#[test]
fn a_sheet_to_fill_in_leaves_out_what_is_answered() {
    let adverts = ["--feed", "data/demo/jobs.rss", "--role", "product manager"];
    let ran = run(&[&["assess", "--skills", "data/demo/skills.csv", "--csv", "-"], adverts.as_slice()].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.starts_with("competency,level,years,last_used,evidence,interest\r\n"), "{}", ran.out);
    assert!(!ran.out.contains("\nSQL,"), "{}", ran.out);
    assert!(ran.out.lines().count() > 10);
}

#[test]
fn wrong_usage_and_wrong_rules_have_codes_of_their_own() {
    assert_eq!(run(&["gap", "--bogus"]).code, 64);
    assert_eq!(run(&["gap"]).code, 64);
    assert_eq!(gap("nurse", &["--since", "lately"]).code, 64);
    let folder = folder();
    let (bad, shown) = path(&folder, "mine.csv");
    std::fs::write(&bad, "id,kind\nx,nothing\n").expect("a file");
    let ran = run(&["roles", "--feed", "data/demo/jobs.rss", "--vocabulary", &shown]);
    assert_eq!(ran.code, 78, "{}", ran.err);
    assert!(ran.err.contains("mine.csv:2"), "{}", ran.err);
    assert_eq!(gap("nurse", &["--skills", "gone.csv"]).code, 64, "an option given twice");
}

#[test]
fn a_reader_that_closes_the_pipe_is_no_failure() {
    let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin("skillgap"));
    let args = ["extract", "data/demo/saved", "data/demo/jobs.rss"];
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(args).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the binary runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("an end");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn extract_reads_tables_of_adverts_in_their_order() {
    let lines = r#"{"id":"b","title":"Analyst","text":"Requirements\n- Strong SQL\n- Python or R\n- No Java needed\nWe look for a person who likes numbers."}
{"id":"a","title":"Nurse","text":"You must have a valid driving licence and be a registered nurse with the NMC. You will work with patients."}
"#;
    let mut command = skillgap(&["extract", "-"]);
    let output = command.write_stdin(lines).output().expect("the binary runs");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let ids: Vec<String> = text
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).expect("JSON")["id"].as_str().expect("an id").to_owned()
        })
        .collect();
    assert_eq!(ids, ["b", "a"]);
    assert!(text.contains("\"competency\":\"sql\""), "{text}");
}

#[test]
fn help_completions_and_the_manual_come_from_one_definition() {
    let help = run(&["gap", "--help"]);
    assert_eq!(help.code, 0);
    for words in ["priority =", "open_after", "skillgap gap --feed jobs.rss"] {
        assert!(help.out.contains(words), "{words}");
    }
    assert!(!help.out.contains('\u{1b}'), "no colours where nobody looks");
    for shell in ["bash", "zsh", "fish"] {
        assert!(run(&["completions", shell]).out.contains("skillgap"), "{shell}");
    }
    assert!(run(&["man"]).out.contains(".TH skillgap"));
    let columns = run(&["columns", "gap.csv"]);
    assert!(columns.out.contains("| `rank` |"), "{}", columns.out);
}

#[test]
fn a_feed_is_fetched_from_its_address_and_a_dead_one_is_said() {
    use std::io::{Read, Write};
    let feed = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/demo/jobs.rss")).expect("the feed");
    let server = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}/jobs.rss", server.local_addr().expect("an address"));
    let answer = std::thread::spawn(move || {
        let (mut stream, _) = server.accept().expect("a request");
        let _ = stream.read(&mut [0; 4096]);
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", feed.len());
        stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&feed)).expect("an answer");
    });
    let fetched = run(&["roles", "--feed", &address]);
    answer.join().expect("the server");
    assert_eq!(fetched.out, run(&["roles", "--feed", "data/demo/jobs.rss"]).out);
    assert_eq!(fetched.code, 0, "{}", fetched.err);
    let dead = run(&["roles", "--feed", "http://127.0.0.1:1/jobs.rss", "--adverts", "data/demo/jobs.rss"]);
    assert_eq!(dead.code, 3);
    assert!(dead.out.contains("127.0.0.1:1") && dead.out.contains("staff nurse"), "{}", dead.out);
}

#[test]
fn answers_are_kept_as_they_come_and_not_asked_again() {
    let folder = folder();
    let (file, skills) = path(&folder, "skills.csv");
    let args = ["assess", "--feed", "data/demo/jobs.rss", "--role", "product manager", "--skills", &skills];
    let asked = |answers: &str| {
        let output = skillgap(&args).write_stdin(answers.to_owned()).output().expect("the binary runs");
        (output.status.code(), String::from_utf8(output.stdout).expect("UTF-8"))
    };
    let (code, first) = asked("9\n2\n\n3\nb\n4\nq\n");
    assert_eq!(code, Some(0), "{first}");
    assert!(first.contains("`9` is no level") && first.contains("2 answers kept"), "{first}");
    let kept = std::fs::read_to_string(&file).expect("the file");
    let levels: Vec<&str> = kept.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
    assert_eq!(levels, ["2", "4"], "{kept}");
    let (_, second) = asked("q\n");
    let number = |text: &str| text.lines().find_map(|l| l.split_once(' ')?.0.split_once('/')?.1.parse::<u32>().ok());
    assert_eq!(number(&second).expect("a question") + 2, number(&first).expect("a question"), "{second}");
}

#[test]
fn a_cv_proposes_with_its_sentences_and_nothing_counts_yet() {
    let folder = folder();
    let (file, cv) = path(&folder, "cv.txt");
    let text = "Jo Bell\n\nExperience\n- Wrote SQL reports in PostgreSQL for three years\n- Led a team of four analysts\n\
                Skills\n- Tableau, Python\n";
    std::fs::write(&file, text).expect("a file");
    let ran = run(&["assess", "--from", &cv, "--csv", "-"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("SQL,,,,Wrote SQL reports in PostgreSQL for three years,"), "{}", ran.out);
    assert!(ran.err.contains("none counts until"), "{}", ran.err);
}

#[test]
fn market_and_employers_show_their_tables() {
    let folder = folder();
    let (tables, shown) = path(&folder, "market");
    let adverts = ["--feed", "data/demo/jobs.rss", "--adverts", "data/demo/saved", "--role", "product manager"];
    let market = run(&[&["market", "--tables", &shown], adverts.as_slice()].concat());
    assert_eq!(market.code, 3, "{}", market.err);
    for name in ["slices.csv", "trend.csv", "pay.csv", "pairs.csv"] {
        assert!(csv::Reader::from_path(tables.join(name)).expect("a table").headers().is_ok(), "{name}");
    }
    let employers = run(&[&["employers"], adverts.as_slice()].concat());
    assert!(
        employers.out.contains("Larkfield Software") && employers.out.contains("work from home"),
        "{}",
        employers.out
    );
}

#[test]
fn feeds_are_checked_and_the_exit_code_tells() {
    let folder = folder();
    let feed = |name: &str, text: &str| {
        let (file, shown) = path(&folder, name);
        std::fs::write(&file, text).expect("a file");
        shown
    };
    let item = "<item><title>Porter</title><description>Move beds and samples between the wards, day and night.\
                </description></item>";
    let good = feed("good.rss", &format!("<rss version=\"2.0\"><channel>{item}</channel></rss>"));
    let broken = feed("broken.rss", &format!("<rss><channel>{item}<item><title>R&D</title></channel>"));
    let list =
        feed("list.opml", "<opml><body><outline xmlUrl=\"good.rss\"/><outline xmlUrl=\"gone.rss\"/></body></opml>");
    let ran = run(&["feeds", "check", &good, &broken]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(ran.out.contains("advice:") && ran.out.contains("broken.rss"), "{}", ran.out);
    let ran = run(&["feeds", "check", &list, "--format", "csv"]);
    assert_eq!(ran.code, 3, "{}", ran.out);
    let states: Vec<&str> = ran.out.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
    assert_eq!(states, ["bad", "ok"], "{}", ran.out);
    let (exported, shown) = path(&folder, "out.opml");
    let ran = run(&["feeds", "export", &good, "https://example.org/a?b=1&c=2", "--opml", &shown]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = std::fs::read_to_string(exported).expect("the list");
    assert!(text.contains("b=1&amp;c=2") && text.contains("good.rss"), "{text}");
}

#[test]
fn copies_are_listed_with_their_reason_and_count_once() {
    let folder = folder();
    let text = "You will move beds, samples and meals between the wards and the kitchen, answer calls on the radio within two \
                minutes and keep the corridors free. You check the oxygen bottles every morning, fold the linen with the \
                laundry crew and bring visitors to where they want to go. We ask for sturdy shoes and good humour.";
    let line = |id: &str, place: &str, title: &str| serde_json::json!({"id": id, "title": title, "text": text, "employer": "Larkfield Health", "location": place});
    let lines = [line("a", "Ashdown", "Porter"), line("b", "Pellow", "Porter - Pellow"), line("c", "Ashdown", "Cook")];
    let (file, shown) = path(&folder, "adverts.ndjson");
    std::fs::write(&file, lines.map(|l| l.to_string()).join("\n")).expect("a file");
    let ran = run(&["duplicates", "--adverts", &shown]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.starts_with("3 adverts read, 1 copy left out\n"), "{}", ran.out);
    assert!(ran.out.contains("same text for another place: Porter - Pellow, Pellow"), "{}", ran.out);
    let ran = run(&["duplicates", "--adverts", &shown, "--out", "-"]);
    let rows: Vec<&str> = ran.out.lines().skip(1).map(|line| &line[..4]).collect();
    assert_eq!(rows, ["1,a,", "1,b,"], "{}", ran.out);
}
