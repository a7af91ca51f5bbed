//! How many hours of own time a gap takes: always a range, always an estimate.

use super::data::{Effort, Route};
use crate::model::Hours;
use crate::rules::vocabulary::EffortClass;

/// Hours from one level to another of a competency, before the route is known.
///
/// `carry` = weight of a similar competency that is held, 0 to 1: it shortens the low end only, since it may carry over
/// less than hoped.
pub fn between(effort: &Effort, class: EffortClass, from: u8, to: u8, carry: f64) -> Hours {
    let whole = effort.classes.get(&class).copied().unwrap_or_default();
    let at = |level: u8| effort.parts[usize::from(level.min(5))];
    let part = (at(to) - at(from)).max(0.0);
    let shortened = 1.0 - (carry * effort.carry_over).clamp(0.0, 0.9);
    Hours { low: whole.low * part * shortened, high: whole.high * part }
}

/// The part of it that is own time on a route; never less than its first step.
pub fn own(hours: Hours, route: &Route) -> Hours {
    let [low, high] = route.own_part;
    let low = (hours.low * low).max(route.first_hours);
    Hours { low, high: (hours.high * high).max(low) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::tests::data;

    #[test]
    fn effort_grows_with_the_level_and_what_carries_over_widens_the_range() {
        let effort = &data().effort;
        let to_three = between(effort, EffortClass::Weeks, 0, 3, 0.0);
        assert_eq!((to_three.low, to_three.high), (20.0, 50.0));
        let to_four = between(effort, EffortClass::Weeks, 0, 4, 0.0);
        assert!(to_four.low > to_three.low && to_four.high > to_three.high);
        let rest = between(effort, EffortClass::Weeks, 2, 3, 0.0);
        assert!(rest.high < to_three.high);
        let carried = between(effort, EffortClass::Weeks, 0, 3, 0.8);
        assert!(carried.low < to_three.low && carried.high == to_three.high);
        assert_eq!(between(effort, EffortClass::Weeks, 4, 3, 0.0), Hours::default());
    }
}
