use super::employer_key;
use crate::model::Reading;
use std::collections::BTreeMap;

/// The most of a role's weight that one employer may have is one part in this many.
const PARTS: usize = 5;

/// How much each advert of a role counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// One per reading, in their order; 1 where nothing is capped.
    pub of: Vec<f64>,
    /// Sum of `of`.
    pub effective: f64,
    /// Employers that are named in the adverts.
    pub employers: u32,
    /// Whether the employer cap changed a weight.
    pub capped: bool,
}

/// Weighs a role's adverts so that no employer has more than a fifth of the weight.
///
/// With five employers or more: the smallest m is taken for which, with U the number of adverts of all but the m
/// largest employers, none of those others has more than U / (5 - m); each of the m largest then weighs U / (5 - m) in
/// all, shared evenly by its adverts. An advert that names no employer weighs 1 and belongs to none. With fewer
/// employers every advert weighs 1.
pub fn weigh<'a>(readings: impl IntoIterator<Item = &'a Reading>) -> Weights {
    let keys: Vec<String> = readings.into_iter().map(|r| employer_key(r.employer.as_deref().unwrap_or(""))).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for key in keys.iter().filter(|k| !k.is_empty()) {
        *counts.entry(key).or_default() += 1;
    }
    let mut largest: Vec<(&str, usize)> = counts.iter().map(|(k, n)| (*k, *n)).collect();
    largest.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let (m, allowance) = cap(&largest, keys.len());
    let each: BTreeMap<&str, f64> = largest[..m].iter().map(|(k, n)| (*k, allowance / *n as f64)).collect();
    let of: Vec<f64> = keys.iter().map(|k| each.get(k.as_str()).copied().unwrap_or(1.0)).collect();
    // Summed by employer, so that the order of the adverts changes no bit.
    let effective = allowance * m as f64 + (keys.len() - largest[..m].iter().map(|(_, n)| n).sum::<usize>()) as f64;
    Weights { of, effective, employers: counts.len() as u32, capped: m > 0 }
}

/// The number of employers to cap, and what each of them weighs.
fn cap(largest: &[(&str, usize)], adverts: usize) -> (usize, f64) {
    if largest.len() < PARTS {
        return (0, 0.0);
    }
    let mut others = adverts;
    for (m, (_, adverts)) in largest.iter().take(PARTS - 1).enumerate() {
        let parts = PARTS - m;
        if adverts * parts <= others {
            return (m, others as f64 / parts as f64);
        }
        others -= adverts;
    }
    // With one part left no employer has more than all the others together.
    (PARTS - 1, others as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::role::samples::reading;

    /// Readings of employers a, b, c, ... with that many adverts each.
    fn adverts(counts: &[usize]) -> Vec<Reading> {
        let named = counts.iter().enumerate().flat_map(|(e, n)| (0..*n).map(move |i| (e, i)));
        named.map(|(e, i)| reading(&format!("{e}-{i}"), &format!("employer {e}"))).collect()
    }

    #[test]
    fn no_employer_has_more_than_a_fifth_of_the_weight() {
        for (counts, capped, effective) in [
            (&[2, 2, 2, 2, 2][..], false, 10.0),
            // U = 4, each of the others has 1 = 4 / 4, so the largest weighs 1.
            (&[9, 1, 1, 1, 1], true, 5.0),
            // m = 2: U = 3, the others have 1 = 3 / 3, so both of the largest weigh 1.
            (&[9, 7, 1, 1, 1], true, 5.0),
            // m = 1: U = 10, none of the others has more than 2.5, so the largest weighs 2.5.
            (&[30, 2, 2, 2, 2, 2], true, 12.5),
            (&[30, 2, 2, 2], false, 36.0),
        ] {
            let readings = adverts(counts);
            let weights = weigh(&readings);
            assert_eq!((weights.capped, weights.effective), (capped, effective), "{counts:?}");
            assert!((weights.of.iter().sum::<f64>() - effective).abs() < 1e-9, "{counts:?}");
            if counts.len() >= 5 {
                let first: f64 = weights.of[..counts[0]].iter().sum();
                assert!(first <= effective / 5.0 + 1e-9, "{counts:?}: {first} of {effective}");
            }
        }
    }

    #[test]
    fn adverts_without_an_employer_weigh_one_and_are_no_employer() {
        let mut readings = adverts(&[9, 1, 1, 1, 1]);
        readings.push(reading("x", ""));
        let weights = weigh(&readings);
        // U = 5, so the largest weighs 5 / 4.
        assert_eq!((weights.employers, weights.effective), (5, 6.25));
        assert_eq!(weights.of.last(), Some(&1.0));
    }
}
