use crate::model::{RoleTemplate, SelfAssessment};

/// A skills sheet to fill in: what the role asks for and is not answered yet, most often asked first, in the columns of
/// `skills.csv`. Cells are raw; the caller writes them as a table.
pub fn sheet(template: &RoleTemplate, assessment: &SelfAssessment) -> Vec<[String; 6]> {
    let answered = |id| assessment.ratings.get(id).is_some_and(|r| r.level.is_some());
    let open = template.requirements.iter().filter(|row| !answered(&row.competency));
    open.map(|row| [row.name.clone(), String::new(), String::new(), String::new(), String::new(), String::new()])
        .collect()
}
