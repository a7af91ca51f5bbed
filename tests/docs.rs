//! The documents say what the program does: outputs, columns, codes and paths are compared with the program itself.

use assert_cmd::Command;
use skillgap::diag::Code;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).expect("document")
}

fn skillgap(args: &[&str]) -> String {
    let mut command = Command::cargo_bin("skillgap").expect("the binary");
    let output = command.current_dir(root()).env_remove("SKILLGAP_VOCABULARY").args(args).output().expect("it runs");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The part of README.md behind a mark; with `SKILLGAP_BLESS=1` it is replaced by what is true.
fn held(mark: &str, truth: &str) {
    let readme = read("README.md");
    let open = format!("<!-- {mark} -->\n");
    let start = readme.find(&open).unwrap_or_else(|| panic!("README.md has no mark `{mark}`")) + open.len();
    let rest = &readme[start..];
    let length = if let Some(fenced) = rest.strip_prefix("```text\n") {
        "```text\n".len() + fenced.find("```\n").expect("the fence closes") + "```\n".len()
    } else {
        rest.find("\n\n").map_or(rest.len(), |at| at + 1)
    };
    if std::env::var_os("SKILLGAP_BLESS").is_some() {
        let whole = format!("{}{truth}{}", &readme[..start], &rest[length..]);
        return std::fs::write(root().join("README.md"), whole).expect("write");
    }
    assert_eq!(
        &rest[..length],
        truth,
        "README.md differs at `{mark}`; SKILLGAP_BLESS=1 cargo test --test docs repairs it"
    );
}

#[test]
fn the_readme_is_true() {
    let summary = read("tests/snapshots/gap-product-manager.txt");
    // The snapshot is written by a run without `--out`; the README's command adds the last line.
    held("output: gap-product-manager", &format!("```text\n{}```\n", summary.trim_end_matches('\n').to_owned() + "\n"));
    let columns = skillgap(&["columns", "gap.csv"]);
    held("columns", &format!("{}\n", columns.trim_start_matches("## gap.csv\n\n").trim_end()));
}

#[test]
fn every_path_that_the_documents_name_exists() {
    for document in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "data/README.md"] {
        let text = read(document);
        for quoted in text.split('`').skip(1).step_by(2) {
            let rooted = ["data/", "src/", "tests/", "benches/", ".ci/"].iter().any(|p| quoted.starts_with(p));
            if rooted && !quoted.contains([' ', '*']) {
                assert!(root().join(quoted).exists(), "{document} names `{quoted}`");
            }
        }
    }
}

#[test]
fn every_command_in_the_documents_is_one() {
    let help = skillgap(&["--help"]);
    for document in ["README.md", "CONTRIBUTING.md"] {
        for line in read(document).lines().filter(|l| l.starts_with("skillgap ")) {
            let command = line.split_whitespace().nth(1).expect("a command");
            assert!(help.contains(&format!("  {command} ")), "{document}: no command `{command}`");
        }
    }
}

#[test]
fn every_code_of_a_finding_is_explained_by_the_program() {
    let listed = skillgap(&["findings"]);
    for code in Code::ALL {
        assert!(listed.contains(code.as_str()), "`skillgap findings` leaves out {}", code.as_str());
    }
}
