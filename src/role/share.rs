use crate::model::Share;

/// Normal quantile of a two-sided 95 % interval.
const Z: f64 = 1.959_963_984_540_054;

/// The share `part / whole` with its Wilson 95 % score interval. Both may be fractions of adverts (effective sample).
/// With no sample nothing is known: 0, between 0 and 1.
pub fn wilson(part: f64, whole: f64) -> Share {
    if whole <= 0.0 {
        return Share { point: 0.0, low: 0.0, high: 1.0 };
    }
    // Sums of weights may pass the whole by a rounding error.
    let point = (part / whole).clamp(0.0, 1.0);
    let z2 = Z * Z / whole;
    let centre = (point + z2 / 2.0) / (1.0 + z2);
    let half = Z / (1.0 + z2) * (point * (1.0 - point) / whole + z2 / (4.0 * whole)).sqrt();
    let low = if point == 0.0 { 0.0 } else { (centre - half).max(0.0) };
    let high = if point == 1.0 { 1.0 } else { (centre + half).min(1.0) };
    Share { point, low, high }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_equal_published_values() {
        // Newcombe, Statistics in Medicine 17 (1998), table I, method 3 (score, no continuity correction).
        for (part, whole, low, high) in [
            (81.0, 263.0, 0.2553, 0.3662),
            (15.0, 148.0, 0.0624, 0.1605),
            (0.0, 20.0, 0.0, 0.1611),
            (1.0, 29.0, 0.0061, 0.1718),
        ] {
            let share = wilson(part, whole);
            assert!((share.low - low).abs() < 5e-5 && (share.high - high).abs() < 5e-5, "{part}/{whole}: {share:?}");
        }
    }

    #[test]
    fn no_sample_is_not_a_share_of_zero() {
        assert_eq!(wilson(0.0, 0.0), Share { point: 0.0, low: 0.0, high: 1.0 });
    }
}
