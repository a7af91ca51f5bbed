use super::*;
use crate::rules::RuleFiles;

/// The data inside the binary.
pub fn data() -> PlanData {
    PlanData::read(&RuleFiles::embedded().under("plan")).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

#[test]
fn the_data_has_a_route_a_proof_an_effort_and_a_week_sized_first_step_everywhere() {
    let data = data();
    assert!(data.sectors.len() >= 12, "{} sectors", data.sectors.len());
    assert!(data.routes.values().all(|r| !r.proof.is_empty() && r.first_hours <= 5.0));
}
