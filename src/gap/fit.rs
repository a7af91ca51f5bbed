use super::Held;
use crate::model::{AdvertId, Asked, CompetencyId, CompetencyKind, Level, Necessity, Reading};

/// How one advert compares with what is held. It depends on this advert alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    pub advert: AdvertId,
    /// Essential requirements, and those satisfied.
    pub essentials: u32,
    pub essentials_met: u32,
    /// All other requirements, and those satisfied.
    pub others: u32,
    pub others_met: u32,
    /// Essential requirements not satisfied that can be learned, in order of the text.
    pub missing: Vec<Unmet>,
    /// Essential requirements not satisfied that are awarded: licences, degrees, checks.
    pub gates: Vec<Unmet>,
}

/// A requirement of an advert that is not satisfied: any one of these at its level would do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unmet(pub Vec<(CompetencyId, Level)>);

impl Fit {
    /// Whether every essential requirement is satisfied. An advert that states none is neither open nor closed.
    pub fn is_open(&self) -> Option<bool> {
        (self.essentials > 0).then_some(self.essentials == self.essentials_met)
    }

    /// Part of the essential requirements that is satisfied, 0 to 1; `None` where the advert states none.
    pub fn share(&self) -> Option<f64> {
        (self.essentials > 0).then(|| f64::from(self.essentials_met) / f64::from(self.essentials))
    }
}

/// Compares one advert with what is held. A requirement named twice counts once.
pub fn fit(reading: &Reading, held: &Held) -> Fit {
    let mut fit = Fit {
        advert: reading.id.clone(),
        essentials: 0,
        essentials_met: 0,
        others: 0,
        others_met: 0,
        missing: Vec::new(),
        gates: Vec::new(),
    };
    let mut seen = std::collections::BTreeSet::new();
    for ask in &reading.asks {
        let members = ask.members();
        let essential = ask.necessity == Necessity::Essential;
        if !seen.insert((essential, members.clone())) {
            continue;
        }
        let met = members.iter().any(|(id, level)| held.reaches(id, *level));
        let (all, satisfied) = if essential {
            (&mut fit.essentials, &mut fit.essentials_met)
        } else {
            (&mut fit.others, &mut fit.others_met)
        };
        *all += 1;
        *satisfied += u32::from(met);
        if essential && !met {
            let awarded = |asked: &Asked| asked.kind == CompetencyKind::Qualification;
            let unmet = Unmet(members.into_iter().map(|(id, level)| (id.clone(), level)).collect());
            if ask.any_of.iter().all(awarded) { fit.gates.push(unmet) } else { fit.missing.push(unmet) }
        }
    }
    fit
}
