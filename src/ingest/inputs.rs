use super::columns::is_columns;
use crate::diag::{Code, Diag};
use std::path::{Path, PathBuf};

/// Folders inside folders.
const MAX_DEPTH: usize = 32;

/// The files that arguments stand for: a file is itself, a folder all files in it, `*` and `?` what they match; `-`
/// is standard input. Hidden files and the `_files` folders that browsers save beside a page are left out. Sorted, each
/// once; what leads to no file is a finding.
pub fn inputs(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<Diag>) {
    let (mut files, mut findings) = (Vec::new(), Vec::new());
    for path in paths {
        let before = files.len();
        let shown = path.display().to_string();
        if shown == "-" || path.is_file() {
            files.push(path.clone());
        } else if path.is_dir() {
            folder(path, 0, &mut files, &mut findings);
        } else if shown.contains(['*', '?']) {
            expand(path, &mut files, &mut findings);
        } else {
            let message = format!("there is no file or folder `{shown}`; check the path");
            findings.push(Diag::new(Code::Unreadable, shown.clone(), message));
            continue;
        }
        if files.len() == before && findings.iter().all(|f| f.source != shown) {
            let message = format!("`{shown}` leads to no files; save adverts there, or check the path");
            findings.push(Diag::new(Code::EmptyInput, shown, message));
        }
    }
    files.sort();
    files.dedup();
    (files, findings)
}

fn folder(path: &Path, depth: usize, files: &mut Vec<PathBuf>, findings: &mut Vec<Diag>) {
    let entries = match std::fs::read_dir(path) {
        Ok(entries) if depth <= MAX_DEPTH => entries,
        Ok(_) => return,
        Err(e) => {
            let message = format!("the folder could not be read: {e}; check your rights");
            return findings.push(Diag::new(Code::Unreadable, path.display().to_string(), message));
        }
    };
    let mut entries: Vec<PathBuf> =
        entries.filter_map(Result::ok).map(|e| e.path()).filter(|p| is_content(p)).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            folder(&entry, depth + 1, files, findings);
        } else if entry.is_file() {
            files.push(entry);
        }
    }
}

fn is_content(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside_a_page = path.is_dir() && name.ends_with("_files");
    !name.starts_with('.') && !beside_a_page && !is_columns(&name)
}

/// Expands a pattern part by part; what matches and is a folder is read whole.
fn expand(pattern: &Path, files: &mut Vec<PathBuf>, findings: &mut Vec<Diag>) {
    let mut found = vec![PathBuf::new()];
    for part in pattern.components() {
        let part = part.as_os_str().to_string_lossy().into_owned();
        if !part.contains(['*', '?']) {
            found.iter_mut().for_each(|p| p.push(&part));
            continue;
        }
        found = found.iter().flat_map(|dir| matching(dir, &part)).collect();
    }
    for path in found {
        if path.is_dir() {
            folder(&path, 0, files, findings);
        } else if path.is_file() {
            files.push(path);
        }
    }
}

fn matching(dir: &Path, pattern: &str) -> Vec<PathBuf> {
    let shown = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
    let Ok(entries) = std::fs::read_dir(shown) else { return Vec::new() };
    let pattern: Vec<char> = pattern.chars().collect();
    let names = entries.filter_map(Result::ok).map(|e| e.file_name()).filter(|name| {
        let name: Vec<char> = name.to_string_lossy().chars().collect();
        name.first() != Some(&'.') && matches(&pattern, &name)
    });
    names.map(|name| dir.join(name)).filter(|p| is_content(p)).collect()
}

/// Whether a name matches a pattern in which `*` stands for any characters and `?` for one.
fn matches(pattern: &[char], name: &[char]) -> bool {
    let (mut p, mut n) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(c) if *c == '?' || *c == name[n] => (p, n) = (p + 1, n + 1),
            _ => match star {
                Some((sp, sn)) => {
                    star = Some((sp, sn + 1));
                    (p, n) = (sp + 1, sn + 1);
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_and_patterns_lead_to_sorted_files_without_what_browsers_add() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["b.html", "a.txt", ".hidden", "a_files/x.js", "sub/c.html"] {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        let names = |paths: &[PathBuf]| -> Vec<String> {
            let (files, findings) = inputs(paths);
            let files = files.iter().map(|f| f.strip_prefix(dir.path()).unwrap().display().to_string());
            files.chain(findings.iter().map(|f| f.code.as_str().to_string())).collect()
        };
        assert_eq!(names(&[dir.path().to_path_buf(), dir.path().join("a.txt")]), ["a.txt", "b.html", "sub/c.html"]);
        assert_eq!(names(&[dir.path().join("*.html")]), ["b.html"]);
        assert_eq!(names(&[dir.path().join("s?b/*")]), ["sub/c.html"]);
        assert_eq!(names(&[dir.path().join("*.pdf")]), ["empty-input"]);
        assert_eq!(names(&[dir.path().join("gone.html")]), ["unreadable"]);
    }
}
