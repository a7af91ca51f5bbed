use crate::diag::{Code, Diag};
use crate::model::{Date, Level, SelfAssessment};

/// Ratings below which nothing is said about all of them.
const FEW: usize = 8;
/// Years without use after which a skill fades.
const FADED: i16 = 5;

/// What a coach would ask about a self-assessment: every level the same, high levels that nothing shows, things not used
/// for years. Nothing is changed. `name` gives a competency's name; without `today` the last use is not looked at.
pub fn remarks(
    assessment: &SelfAssessment,
    source: &str,
    today: Option<Date>,
    name: &dyn Fn(&crate::model::CompetencyId) -> String,
) -> Vec<Diag> {
    let remark = |message: String| Diag::new(Code::DoubtfulRating, source, message);
    let rated: Vec<_> = assessment.ratings.iter().filter_map(|(id, r)| Some((id, r, r.level?.0?))).collect();
    let mut found = Vec::new();
    if rated.len() >= FEW && rated.windows(2).all(|pair| pair[0].2 == pair[1].2) {
        found.push(remark(format!("all {} levels are {}; are they?", rated.len(), rated[0].2.number())));
    }
    let bare: Vec<String> = rated
        .iter()
        .filter(|(_, r, level)| *level >= Level::Advanced && r.evidence.is_empty())
        .map(|(id, ..)| name(id))
        .collect();
    if !bare.is_empty() {
        found.push(remark(format!("level 4 or 5 without evidence: {}; what shows it?", bare.join(", "))));
    }
    for (id, rating, _) in rated {
        let year = rating.last_used.as_deref().and_then(|day| day.get(..4)).and_then(|year| year.parse::<i16>().ok());
        if let (Some(year), Some(today)) = (year, today)
            && today.year() - year >= FADED
        {
            found.push(remark(format!("`{}` was last used in {year}; is the level still right?", name(id))));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CompetencyId, HeldLevel, SelfRating};

    #[test]
    fn doubts_are_pointed_out() {
        let rating = |n: usize| SelfRating {
            level: Some(HeldLevel(Some(Level::Advanced))),
            years: None,
            last_used: (n == 0).then(|| "2019-05".into()),
            evidence: if n == 1 { String::new() } else { "a report".into() },
            interest: String::new(),
        };
        let ratings = (0..8).map(|n| (CompetencyId::from(format!("c{n}").as_str()), rating(n))).collect();
        let today = Some(Date::constant(2026, 11, 22));
        let found = remarks(&SelfAssessment { ratings }, "skills.csv", today, &|id| id.to_string());
        let messages: Vec<&str> = found.iter().map(|d| d.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "all 8 levels are 4; are they?",
                "level 4 or 5 without evidence: c1; what shows it?",
                "`c0` was last used in 2019; is the level still right?",
            ]
        );
    }
}
