use crate::model::{CompetencyId, RoleTemplate, SelfAssessment};
use std::collections::{BTreeMap, BTreeSet};

/// A row of a skills sheet to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    pub name: String,
    /// What a CV says of it; empty where there is none.
    pub evidence: String,
}

/// A sheet to fill in: what the role asks for and is not answered yet, most often asked first, then what only the CV
/// names. `found` holds what the CV names, with the sentence; nothing of it counts until a level is filled in.
pub fn sheet(
    template: Option<&RoleTemplate>,
    assessment: &SelfAssessment,
    found: &BTreeMap<CompetencyId, String>,
    name: &dyn Fn(&CompetencyId) -> String,
) -> Vec<SheetRow> {
    let answered = |id: &CompetencyId| assessment.ratings.get(id).is_some_and(|r| r.level.is_some());
    let asked: Vec<&CompetencyId> = template.iter().flat_map(|t| &t.requirements).map(|r| &r.competency).collect();
    let named: BTreeSet<&CompetencyId> = asked.iter().copied().collect();
    let beyond = found.keys().filter(|id| !named.contains(id));
    let open = asked.into_iter().chain(beyond).filter(|id| !answered(id));
    open.map(|id| SheetRow { name: name(id), evidence: found.get(id).cloned().unwrap_or_default() }).collect()
}
