//! Adverts kept over time, as a user of the binary sees it.

mod kill;
mod pull;
mod server;
mod use_it;

use assert_cmd::Command;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder in which runs take place.
struct Place(TempDir);

struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("a file");
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("a file")
    }

    /// The binary in this folder, without settings of whoever runs the tests.
    fn run(&self, args: &[&str]) -> Ran {
        let mut command = Command::cargo_bin("skillgap").expect("the binary");
        for name in ["SKILLGAP_VOCABULARY", "SKILLGAP_STORE", "SKILLGAP_CONFIG"] {
            command.env_remove(name);
        }
        let output = command.current_dir(self.0.path()).args(args).output().expect("the binary runs");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Ran { code: output.status.code().expect("a code"), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Like [`run`](Self::run), where it must end well; gives what it said.
    fn well(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.code, 0, "{args:?}: {}{}", ran.out, ran.err);
        ran.out
    }
}

/// The demo that comes with the program.
fn demo(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/demo").join(name).to_string_lossy().into_owned()
}

/// A feed of entries: title, link and text.
fn feed(entries: &[(&str, &str, &str)]) -> String {
    let entry = |(title, link, text): &(&str, &str, &str)| {
        format!("<item><title>{title}</title><link>{link}</link><description>{text}</description></item>")
    };
    let entries: String = entries.iter().map(entry).collect();
    format!("<rss version=\"2.0\"><channel><title>Jobs</title>{entries}</channel></rss>")
}

/// A text long enough to be no teaser.
fn text(of: &str) -> String {
    format!("{of}. ") + &"We look for somebody who is kind to patients, writes clearly and can work nights. ".repeat(6)
}
