use super::*;
use crate::diag::Diag;
use crate::model::{CompetencyId, CompetencyKind, Level, LevelBasis};
use crate::role::Named;
use crate::role::samples::{asking, counted};

fn find(name: &str) -> Option<Known> {
    let known =
        |id: &str, kind| Some((CompetencyId::from(id), kind, Named { name: id.to_uppercase(), sector: "any".into() }));
    match name {
        "sql" | "SQL" => known("sql", CompetencyKind::Tool),
        "degree" => known("degree", CompetencyKind::Qualification),
        _ => None,
    }
}

fn edited(lines: &str) -> Result<crate::model::RoleTemplate, Vec<Diag>> {
    read(&format!("schema = 1\nrole = \"analyst\"\nadverts = 10\n{lines}"), "role.toml", &find)
}

#[test]
fn what_is_written_reads_back_the_same() {
    let template = counted(&[
        asking("a", "Acme", &["sql:4", "python|r"]),
        asking("b \"quoted\"", "", &["sql", "degree"]),
        asking("c", "Bell", &[]),
    ]);
    assert_eq!(read(&write(&template), "role.toml", &find), Ok(template));
}

#[test]
fn a_pinned_level_holds_for_the_row_and_for_every_advert() {
    let text = write(&counted(&[asking("a", "", &["sql:4"]), asking("b", "", &["sql|r:5"])]));
    let pinned = text.replace("competency = \"sql\"\n", "competency = \"sql\"\npin = 2\n");
    let template = read(&pinned, "role.toml", &find).expect("a template");
    let row = template.requirements.iter().find(|r| r.competency.as_str() == "sql").expect("a row");
    assert_eq!((row.level, row.level_basis), (Level::Novice, LevelBasis::Pinned));
    let levels: Vec<_> =
        template.essentials.iter().flat_map(|a| &a.all).flatten().map(|(id, l)| (id.as_str(), l.number())).collect();
    assert_eq!(levels, [("sql", 2), ("r", 5), ("sql", 2)]);
}

#[test]
fn a_dropped_row_is_asked_by_no_advert_unless_it_satisfies_another() {
    let template =
        edited("[[requirement]]\ncompetency = \"sql\"\n[essentials]\na = [\"sql | r\", \"jira\"]\nb = [\"jira\"]\n");
    let essentials = template.expect("a template").essentials;
    assert_eq!(essentials.len(), 1);
    assert_eq!(essentials[0].all.len(), 1);
    assert_eq!(essentials[0].all[0].iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["sql", "r"]);
}

#[test]
fn an_added_row_takes_name_and_kind_from_the_vocabulary() {
    let template = edited("[[requirement]]\ncompetency = \"SQL\"\nlevel = 4\nshare = 0.5\n").expect("a template");
    let row = &template.requirements[0];
    assert_eq!((row.competency.as_str(), row.name.as_str(), row.kind), ("sql", "SQL", CompetencyKind::Tool));
    assert_eq!((row.level, row.share.point, row.essential_share), (Level::Advanced, 0.5, 0.5));
    assert!(row.share.low > 0.2 && row.share.high < 0.8, "{:?}", row.share);
}

#[test]
fn every_fault_is_reported_with_its_line() {
    let rows = "[[requirement]]\ncompetency = \"a\"\nlevel = 6\n[[requirement]]\ncompetency = \"b\"\nshare = 1.5\n\
                [[requirement]]\ncompetency = \"sql\"\n[[requirement]]\ncompetency = \"SQL\"\n";
    let faults = edited(rows).expect_err("faults");
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "role.toml:4: level `6` of `a` is not 1 to 5 [bad-config]",
            "role.toml:7: share `1.5` of `b` is not 0 to 1 [bad-config]",
            "role.toml:12: `sql` is named twice; keep one [bad-config]",
        ]
    );
    assert_eq!(edited("requirement = [\n").expect_err("a fault")[0].place, 4);
    let later = read("schema = 2\nrole = \"x\"\n", "role.toml", &find).expect_err("a fault");
    assert!(later[0].message.contains("schema `2`"), "{later:?}");
}
