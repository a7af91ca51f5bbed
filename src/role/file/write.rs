use super::SCHEMA;
use crate::model::{AdvertEssentials, CompetencyKind, Level, RoleTemplate};
use crate::role::tier;
use std::fmt::Write;

const HEAD: &str = "\
# A role template: what the adverts of a role ask for, with the evidence. It is yours to edit:
#   drop a [[requirement]]      what you do not want to be compared with
#   pin = 4                     added to a requirement: its level, whatever adverts say (1 to 5)
#   [[requirement]]             added with `competency = \"name or id\"`: counts as asked by every advert;
#                               `level` (1 to 5) and `share` (0 to 1) may say otherwise
# Use it in place of adverts: skillgap gap --template FILE --skills skills.csv
";

/// Keys of a requirement in the order of the file.
const KEYS: &[&str] = &[
    "competency",
    "name",
    "kind",
    "sector",
    "share",
    "adverts",
    "employers",
    "essential_share",
    "optional_share",
    "level",
    "level_basis",
    "levels_stated",
    "min_years_median",
    "min_years_quartiles",
    "alternatives",
    "offers",
    "sections",
    "top_employers",
    "evidence",
];

/// The template as TOML. Numbers keep every digit, so that reading it back gives the same gaps.
pub fn write(template: &RoleTemplate) -> String {
    let mut out = String::from(HEAD);
    let line = |out: &mut String, key: &str, value: toml::Value| {
        // Writing to a string does not fail.
        let _ = writeln!(out, "{key} = {value}");
    };
    out.push('\n');
    line(&mut out, "schema", SCHEMA.into());
    line(&mut out, "role", template.role.as_str().into());
    line(&mut out, "rules_version", template.rules_version.as_str().into());
    line(&mut out, "adverts", i64::from(template.adverts).into());
    line(&mut out, "duplicates", i64::from(template.duplicates).into());
    line(&mut out, "employers", i64::from(template.employers).into());
    line(&mut out, "effective_adverts", template.effective_adverts.into());
    line(&mut out, "capped", template.capped.into());
    for row in &template.requirements {
        let _ = writeln!(out, "\n[[requirement]] # {}", tier(&row.share));
        let Ok(toml::Value::Table(mut table)) = toml::Value::try_from(row) else { continue };
        table.insert("level".into(), i64::from(row.level.number()).into());
        if row.kind == CompetencyKind::Qualification {
            // Awarded or not: it has no level.
            table.remove("level");
            table.remove("level_basis");
        }
        for key in KEYS {
            if let Some(value) = table.remove(*key) {
                line(&mut out, key, value);
            }
        }
    }
    if let Some(Ok(toml::Value::Table(facts))) = template.facts.as_ref().map(toml::Value::try_from) {
        out.push_str("\n[facts]\n");
        for (key, value) in facts {
            line(&mut out, &key, value);
        }
    }
    if !template.essentials.is_empty() {
        out.push_str("\n# What each advert calls essential, for the unlock order: `a | b` = one is enough, `:4` = at that level.\n");
        out.push_str("[essentials]\n");
        for advert in &template.essentials {
            let sets = essential_sets(advert).into_iter().map(toml::Value::from).collect::<Vec<_>>();
            line(&mut out, &toml::Value::from(advert.advert.0.as_str()).to_string(), toml::Value::Array(sets));
        }
    }
    out
}

/// `["sql:4", "python | r"]`; intermediate, the assumed level, is left out.
fn essential_sets(advert: &AdvertEssentials) -> Vec<String> {
    let member = |(id, level): &(crate::model::CompetencyId, Level)| match level {
        Level::Intermediate => id.to_string(),
        level => format!("{id}:{}", level.number()),
    };
    advert.all.iter().map(|set| set.iter().map(member).collect::<Vec<_>>().join(" | ")).collect()
}
