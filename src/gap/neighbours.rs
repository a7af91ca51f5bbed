use super::{Held, Relations};
use crate::model::{CompetencyKind, RoleRequirement, RoleTemplate, SelfAssessment};
use std::collections::BTreeMap;

/// Lower end of a share's interval from which a requirement counts in this comparison: what one advert alone asks for
/// says nothing of a role.
const COUNTED_LOW: f64 = 0.05;

/// A role beside the target, with what of both is satisfied and shared. All parts 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbour {
    pub role: String,
    pub adverts: u32,
    /// Of what the role asks for, weighed by share and necessity, the part held at its level.
    pub satisfied: f64,
    /// Of what the target asks for, weighed the same way, the part that this role asks for too.
    pub shared: f64,
    /// Of what the target asks for and is not held, the part that this role would teach.
    pub teaches: f64,
}

/// Ranks `others` as ways towards `target`: by what is satisfied now times what is shared.
pub fn neighbours(
    target: &RoleTemplate,
    others: &[RoleTemplate],
    assessment: &SelfAssessment,
    relations: &Relations,
) -> Vec<Neighbour> {
    let held = Held::new(assessment, relations);
    let asked: Vec<&RoleRequirement> = counted(target).collect();
    let all: f64 = asked.iter().map(|r| weight(r)).sum();
    let lacking: f64 = asked.iter().filter(|r| !held.reaches(&r.competency, r.level)).map(|r| weight(r)).sum();
    let mut rows: Vec<Neighbour> = others
        .iter()
        .filter(|other| other.role != target.role)
        .map(|other| {
            let theirs: BTreeMap<_, _> = counted(other).map(|r| (&r.competency, r)).collect();
            let total: f64 = theirs.values().map(|r| weight(r)).sum();
            let have: f64 = theirs.values().filter(|r| held.reaches(&r.competency, r.level)).map(|r| weight(r)).sum();
            let both = asked.iter().filter(|r| theirs.contains_key(&r.competency));
            let learned = both.clone().filter(|r| !held.reaches(&r.competency, r.level)).map(|r| weight(r)).sum();
            Neighbour {
                role: other.role.clone(),
                adverts: other.adverts,
                satisfied: part(have, total),
                shared: part(both.map(|r| weight(r)).sum(), all),
                teaches: part(learned, lacking),
            }
        })
        .collect();
    rows.sort_by(|a, b| {
        (b.satisfied * b.shared).total_cmp(&(a.satisfied * a.shared)).then_with(|| a.role.cmp(&b.role))
    });
    rows
}

/// Requirements that can be learned and that more than a stray advert asks for.
fn counted(template: &RoleTemplate) -> impl Iterator<Item = &RoleRequirement> {
    template.requirements.iter().filter(|r| r.kind != CompetencyKind::Qualification && r.share.low >= COUNTED_LOW)
}

fn weight(row: &RoleRequirement) -> f64 {
    row.offers.iter().map(crate::model::Offer::weighed).sum()
}

fn part(of: f64, whole: f64) -> f64 {
    if whole > 0.0 { of / whole } else { 0.0 }
}
