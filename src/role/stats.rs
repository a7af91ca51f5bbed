use crate::model::{Level, Quartiles};
use std::collections::BTreeMap;

/// The value at `part` (0 to 1) of sorted values, between two of them where it falls there; `None` of none.
pub fn quantile(sorted: &[f64], part: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let at = part * last as f64;
    let (below, above) = (sorted[at.floor() as usize], sorted[at.ceil() as usize]);
    Some(below + (above - below) * (at - at.floor()))
}

/// Quartiles of one value per advert; `None` where no advert states one.
pub fn quartiles(mut values: Vec<f64>) -> Option<Quartiles> {
    values.retain(|v| v.is_finite());
    values.sort_by(f64::total_cmp);
    let at = |part| quantile(&values, part);
    Some(Quartiles { low: at(0.25)?, median: at(0.5)?, high: at(0.75)?, adverts: values.len() as u32 })
}

/// The median level; half way between two, the higher.
pub fn median_level(mut levels: Vec<Level>) -> Option<Level> {
    levels.sort();
    levels.get(levels.len() / 2).copied().and_then(|upper| {
        let lower = levels[(levels.len() - 1) / 2];
        Level::from_number((lower.number() + upper.number()).div_ceil(2))
    })
}

/// Counts in the order that reports show them: most frequent first, then by value.
pub fn by_count<T: Ord>(counts: BTreeMap<T, u32>) -> Vec<(T, u32)> {
    let mut rows: Vec<(T, u32)> = counts.into_iter().collect();
    rows.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_lie_between_values_where_they_fall_there() {
        let q = quartiles(vec![4.0, 1.0, 3.0, 2.0]).expect("four values");
        assert_eq!((q.low, q.median, q.high, q.adverts), (1.75, 2.5, 3.25, 4));
        assert_eq!(quartiles(Vec::new()), None);
    }

    #[test]
    fn a_median_between_two_levels_is_the_higher() {
        use Level::*;
        for (levels, want) in [
            (vec![], None),
            (vec![Novice], Some(Novice)),
            (vec![Expert, Novice, Novice], Some(Novice)),
            (vec![Intermediate, Advanced], Some(Advanced)),
            (vec![Awareness, Expert], Some(Intermediate)),
        ] {
            assert_eq!(median_level(levels.clone()), want, "{levels:?}");
        }
    }
}
