//! Modules know only what stands above them: the sources themselves are read.

use std::path::Path;

/// Each module with those that it may name, in the order of the flow. `model` may name nothing.
const WALLS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("diag", &["model"]),
    ("rules", &["model", "diag"]),
    ("collect", &["model", "diag", "rules"]),
    ("ingest", &["model", "diag", "rules"]),
    ("extract", &["model", "diag", "rules"]),
    ("evaluate", &["model", "diag", "rules"]),
    ("duplicate", &["model", "diag", "rules"]),
    ("role", &["model", "diag", "rules"]),
    ("profile", &["model", "diag", "rules"]),
    ("gap", &["model", "diag", "rules"]),
    ("plan", &["model", "diag", "rules"]),
    ("report", &["model", "diag", "rules"]),
    ("store", &["model", "diag", "rules"]),
];

/// The modules of the crate that a source file names through `crate::`.
fn named(source: &str) -> Vec<String> {
    let mut out = Vec::new();
    for line in source.lines().map(str::trim).filter(|l| !l.starts_with("//")) {
        for (at, _) in line.match_indices("crate::") {
            let rest = &line[at + 7..];
            let names = rest.strip_prefix('{').map_or(rest, |r| r.split('}').next().unwrap_or(r));
            let names: Vec<&str> = if rest.starts_with('{') { names.split(',').collect() } else { vec![names] };
            for name in names {
                let name: String = name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                out.push(name);
            }
        }
    }
    out
}

fn sources(dir: &Path) -> Vec<std::path::PathBuf> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(dir).expect("source folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() {
            out.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
    out
}

#[test]
fn no_module_names_one_beside_or_below_it() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut faults = Vec::new();
    for (module, allowed) in WALLS {
        let files = sources(&src.join(module));
        assert!(!files.is_empty(), "{module} has no sources");
        for file in files {
            let text = std::fs::read_to_string(&file).expect("source");
            for name in named(&text) {
                let known = WALLS.iter().any(|w| w.0 == name) || name == "pipeline" || name == "cli";
                if known && name != *module && !allowed.contains(&name.as_str()) {
                    faults.push(format!("{}: {module} names {name}", file.display()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn only_the_command_line_prints() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut faults = Vec::new();
    for file in sources(&src) {
        let inside = file.strip_prefix(&src).expect("inside");
        if inside.starts_with("cli") || inside == Path::new("main.rs") {
            continue;
        }
        let text = std::fs::read_to_string(&file).expect("source");
        for mark in ["println!", "eprintln!", "print!(", "eprint!(", "dbg!", "process::exit"] {
            if text.lines().any(|l| !l.trim_start().starts_with("//") && l.contains(mark)) {
                faults.push(format!("{}: {mark}", file.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn an_import_that_runs_up_is_seen() {
    assert_eq!(named("use crate::{cli, gap::x};"), ["cli", "gap"]);
    assert_eq!(named("    let x = crate::pipeline::run();"), ["pipeline"]);
}
