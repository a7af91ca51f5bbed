//! The job description that `skillgap role show` prints: complete, safe and its own.

use assert_cmd::Command;
use scraper::{Html, Selector};
use tempfile::TempDir;

fn shown(role: &str, adverts: &[&str], format: &str) -> String {
    let mut command = Command::cargo_bin("skillgap").expect("the binary");
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env_remove("SKILLGAP_VOCABULARY");
    let output = command.args(["role", "show", role, "--format", format]).args(adverts).output().expect("it runs");
    String::from_utf8(output.stdout).expect("UTF-8")
}

const DEMO: &[&str] = &["--feed", "data/demo/jobs.rss", "--adverts", "data/demo/saved"];

#[test]
fn both_forms_say_all_that_is_known_of_a_role() {
    for format in ["md", "html"] {
        let page = shown("product manager", DEMO, format);
        for part in [
            "14 adverts of 6 employers",
            "1 copy left out",
            "No employer counts for more than a fifth",
            "seniority",
            "work mode",
            "contract",
            "places",
            "3 to 5 years, median 4 (9 adverts)",
            "or equivalent in 1",
            "gates",
            "GBP 53,800 to 70,600, median 60,300 a year (14 adverts)",
            "direct reports or team 5 to 8, median 6 (2 adverts)",
            "What the holder does",
            "What the post is for",
            "Leadership",
            "Working with others, and with oneself",
            "60 % (31-83)",
            "(4 of 8 state one)",
            "4.5 (3.3 to 6.5)",
            "Azure DevOps, Trello",
            "requirements (11); Larkfield Software (3)",
            "To fill in, and to talk over with a mentor",
        ] {
            assert!(page.contains(part), "{part} in the {format} page");
        }
    }
}

#[test]
fn the_page_loads_nothing_runs_nothing_and_lets_no_markup_through() {
    let dir = TempDir::new().expect("a folder");
    let adverts: String = (0..3)
        .map(|n| {
            let text = format!(
                "Requirements:\n- SQL &lt;script&gt;alert({n})&lt;/script&gt; & \"quotes\"\n- German\nYour tasks:\n- Write &lt;img src=x onerror=alert({n})&gt; reports\n"
            );
            let advert = serde_json::json!({"id": n.to_string(), "title": "Data Analyst",
                "company": "<b>Evil</b> & Sons", "location": "\"><script>", "description": text});
            format!("{advert}\n")
        })
        .collect();
    let file = dir.path().join("adverts.ndjson");
    std::fs::write(&file, adverts).expect("written");
    let page = shown("data analyst", &["--adverts", &file.to_string_lossy()], "html");
    let parsed = Html::parse_document(&page);
    let count = |selector: &str| parsed.select(&Selector::parse(selector).expect("a selector")).count();
    assert_eq!(count("script") + count("img") + count("link") + count("iframe") + count("b:not(.bar b)"), 0, "{page}");
    assert!(!page.contains("http") && page.contains("SQL &lt;script&gt;alert(0)"), "{page}");
    assert!(count("td.mine") >= 1 && count(".write") >= 5, "there is room to write");
    assert!(parsed.errors.is_empty(), "{:?}", parsed.errors);
}
