use crate::model::Share;

crate::model::words! {
    /// How firmly a competency belongs to a role. Decided on the interval, so that few adverts make nothing core.
    Tier {
        /// The lower end of the interval is at least [`CORE_LOW`]: at least two adverts in five, surely.
        Core = "core",
        /// The lower end is at least [`COMMON_LOW`].
        Common = "common",
        Occasional = "occasional",
    }
}

/// Lower end of a share's interval from which a competency is core.
pub const CORE_LOW: f64 = 0.4;
/// Lower end of a share's interval from which a competency is common.
pub const COMMON_LOW: f64 = 0.1;

/// The tier of a share.
pub fn tier(share: &Share) -> Tier {
    match share.low {
        low if low >= CORE_LOW => Tier::Core,
        low if low >= COMMON_LOW => Tier::Common,
        _ => Tier::Occasional,
    }
}

#[cfg(test)]
mod tests {
    use super::super::wilson;
    use super::*;

    #[test]
    fn the_same_share_of_fewer_adverts_is_a_lower_tier() {
        for (part, whole, want) in [
            (60.0, 100.0, Tier::Core),
            (3.0, 5.0, Tier::Common),
            (1.0, 5.0, Tier::Occasional),
            (20.0, 100.0, Tier::Common),
        ] {
            assert_eq!(tier(&wilson(part, whole)), want, "{part} of {whole}");
        }
    }
}
