//! Prints, for each file given: format, adverts, set aside, findings. `--show` prints the adverts themselves.

use skillgap::ingest::{self, Item};
use std::collections::BTreeMap;
use std::path::PathBuf;

fn main() {
    let mut paths: Vec<PathBuf> = std::env::args().skip(1).map(PathBuf::from).collect();
    let show = paths.iter().position(|p| p.as_os_str() == "--show").map(|i| paths.remove(i)).is_some();
    let (files, findings) = ingest::inputs(&paths);
    findings.iter().for_each(|f| println!("{f}"));
    let mut totals: BTreeMap<String, u32> = BTreeMap::new();
    for file in files {
        let (mut adverts, mut aside, mut notes) = (0, BTreeMap::new(), Vec::new());
        ingest::read_path(&file, &mut |item| match item {
            Item::Advert(advert) => {
                adverts += 1;
                if show {
                    println!("{}\n", serde_json::to_string_pretty(&advert).unwrap().replace("\\n", "\n"));
                }
            }
            Item::SetAside(advert, finding) => {
                *aside.entry(finding.code.as_str()).or_insert(0u32) += 1;
                if show {
                    println!("ASIDE {finding}\n{advert:?}\n");
                }
            }
            Item::Finding(finding) => notes.push(format!("{} {}", finding.code.as_str(), finding.message)),
        });
        let format = std::fs::read(&file).ok().and_then(|b| ingest::format_of(&b, &file.display().to_string()));
        let format = format.unwrap_or("none");
        *totals.entry("adverts".into()).or_default() += adverts;
        for (code, n) in &aside {
            *totals.entry(format!("aside {code}")).or_default() += n;
        }
        for note in &notes {
            *totals.entry(format!("finding {}", note.split(' ').next().unwrap_or_default())).or_default() += 1;
        }
        notes.truncate(2);
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        println!("{name}\t{format}\t{adverts}\t{aside:?}\t{}", notes.join(" | "));
    }
    println!("{totals:?}");
}
