//! Qualifications that are a condition: registration, licence, clearance, check, permit.

use super::Source;
use crate::extract::decide::is_gate;
use crate::model::{CompetencyKind, GateClaim, Requirement};

/// The gates among what is asked for, each once, where it first stands.
pub fn read(source: &Source<'_>, requirements: &[Requirement]) -> Vec<GateClaim> {
    let mut out: Vec<GateClaim> = Vec::new();
    for mention in requirements.iter().flat_map(|r| &r.any_of) {
        if mention.kind != CompetencyKind::Qualification {
            continue;
        }
        let gate = source.rules.vocabulary().get(&mention.competency).filter(|c| is_gate(c));
        if gate.is_some() && out.iter().all(|g| g.gate != mention.competency) {
            out.push(GateClaim { gate: mention.competency.clone(), span: mention.span });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::testing::facts;

    #[test]
    fn conditions_are_gates_once_each() {
        let text = "Requirements\n- NMC registration\n- Enhanced DBS check\n- Full driving licence\n- Excel";
        let found = facts("", text).gates;
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(facts("", "Requirements\n- Excel and Python").gates.is_empty());
    }
}
