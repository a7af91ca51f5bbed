//! Dependencies: every one has a comment that says why, and none comes from elsewhere than the registry.

use std::path::Path;

fn read(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("project file")
}

#[test]
fn every_dependency_says_why_it_is_there() {
    let manifest = read("Cargo.toml");
    let mut section = "";
    let mut commented = false;
    let mut faults = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line;
            commented = false;
        } else if line.starts_with('#') {
            commented = true;
        } else if line.trim().is_empty() {
            commented = false;
        } else if section.contains("dependencies") && !commented {
            // A comment speaks for the lines right below it.
            faults.push(line.to_string());
        }
    }
    assert!(faults.is_empty(), "no reason given for: {faults:?}");
}

#[test]
fn all_packages_come_from_the_registry_and_none_brings_another_tls() {
    let lock = read("Cargo.lock");
    for line in lock.lines().filter(|l| l.starts_with("source = ")) {
        assert!(line.contains("registry+"), "{line}");
    }
    for banned in ["openssl", "openssl-sys", "native-tls"] {
        assert!(!lock.contains(&format!("name = \"{banned}\"\n")), "{banned} is in the tree");
    }
}
