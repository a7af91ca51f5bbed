use super::{Distinct, facts, rows, weigh};
use crate::model::{AdvertEssentials, CompetencyId, Necessity, Reading, RoleTemplate};
use std::collections::{BTreeMap, BTreeSet};

/// Below this many adverts a template says that its shares are rough: the interval of a half is then wider than a
/// fifth on either side.
pub const FEW_ADVERTS: u32 = 20;

/// How the vocabulary calls a competency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub name: String,
    pub sector: String,
}

/// Counts what the adverts of `role` ask for.
///
/// `adverts` are the role's, copies collapsed. Requirements come by share, then id. Which adverts ask for a competency
/// is counted once per advert, at its strongest necessity there; where that requirement offers alternatives, the row
/// says which. Shares are parts of the effective adverts under the employer cap.
pub fn template(
    role: &str,
    rules_version: &str,
    adverts: &Distinct,
    named: &dyn Fn(&CompetencyId) -> Named,
) -> RoleTemplate {
    let weights = weigh(&adverts.readings);
    let mut counted = BTreeMap::new();
    for (reading, weight) in adverts.readings.iter().zip(&weights.of) {
        rows::add(&mut counted, reading, *weight);
    }
    let finish = |(id, row): (CompetencyId, rows::Row)| {
        let Named { name, sector } = named(&id);
        row.finish(id, name, sector, weights.effective)
    };
    let mut requirements: Vec<_> = counted.into_iter().map(finish).collect();
    requirements.sort_by(|a, b| {
        b.share
            .point
            .total_cmp(&a.share.point)
            .then_with(|| b.adverts.cmp(&a.adverts))
            .then_with(|| a.competency.cmp(&b.competency))
    });
    RoleTemplate {
        role: role.into(),
        rules_version: rules_version.into(),
        adverts: adverts.readings.len() as u32,
        duplicates: adverts.duplicates,
        employers: weights.employers,
        effective_adverts: weights.effective,
        capped: weights.capped,
        requirements,
        facts: Some(facts::summarise(&adverts.readings)),
        essentials: adverts.readings.iter().filter_map(essentials).collect(),
    }
}

/// The essential requirements of one advert, each once; `None` where it states none.
fn essentials(reading: &Reading) -> Option<AdvertEssentials> {
    let essential = reading.asks.iter().filter(|ask| ask.necessity == Necessity::Essential);
    let sets: BTreeSet<Vec<_>> =
        essential.map(|ask| ask.members().into_iter().map(|(id, level)| (id.clone(), level)).collect()).collect();
    (!sets.is_empty()).then(|| AdvertEssentials { advert: reading.id.clone(), all: sets.into_iter().collect() })
}

#[cfg(test)]
mod tests {
    use crate::model::{Level, LevelBasis, RoleRequirement, RoleTemplate};
    use crate::role::samples::{asking, counted};

    fn row<'t>(template: &'t RoleTemplate, id: &str) -> &'t RoleRequirement {
        template.requirements.iter().find(|r| r.competency.as_str() == id).expect("a row")
    }

    #[test]
    fn a_competency_counts_once_per_advert_at_its_strongest_necessity() {
        let template =
            counted(&[asking("a", "", &["sql?", "sql", "sql~"]), asking("b", "", &["sql?"]), asking("c", "", &[])]);
        let sql = row(&template, "sql");
        assert_eq!((sql.adverts, template.adverts), (2, 3));
        let third = 1.0 / 3.0;
        assert_eq!((sql.share.point, sql.essential_share, sql.optional_share), (2.0 / 3.0, third, third));
    }

    #[test]
    fn offers_keep_what_may_be_held_instead() {
        let template = counted(&[
            asking("a", "", &["python|r"]),
            asking("b", "", &["python|r", "python"]),
            asking("c", "", &["r"]),
        ]);
        let python = row(&template, "python");
        let offers: Vec<_> = python.offers.iter().map(|o| (o.instead.len(), o.essential)).collect();
        assert_eq!(offers, [(0, 1.0 / 3.0), (1, 1.0 / 3.0)]);
        assert_eq!(python.alternatives, ["r".into()]);
    }

    #[test]
    fn the_level_is_the_median_of_those_stated_else_from_years_else_assumed() {
        let mut years = asking("d", "", &["jira"]);
        years.asks[0].any_of[0].min_years = Some(3.0);
        let template = counted(&[
            asking("a", "", &["sql:5"]),
            asking("b", "", &["sql:2"]),
            asking("c", "", &["sql:4", "go"]),
            years,
        ]);
        for (id, level, basis) in [
            ("sql", Level::Advanced, LevelBasis::Stated),
            ("jira", Level::Advanced, LevelBasis::Years),
            ("go", Level::Intermediate, LevelBasis::Assumed),
        ] {
            assert_eq!((row(&template, id).level, row(&template, id).level_basis), (level, basis), "{id}");
        }
        assert_eq!(row(&template, "sql").levels_stated, 3);
    }

    #[test]
    fn essentials_hold_only_adverts_that_state_one() {
        let template =
            counted(&[asking("a", "", &["sql?"]), asking("b", "", &["python|r", "sql", "sql"]), asking("c", "", &[])]);
        assert_eq!(template.essentials.len(), 1);
        assert_eq!(template.essentials[0].all.len(), 2);
        assert_eq!(template.facts.expect("facts").gave_nothing.len(), 1);
    }
}
