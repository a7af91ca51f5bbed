use crate::model::{CompetencyKind, HeldLevel, Level};

/// What a level cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rated {
    /// Blank: listed and not assessed.
    NotAssessed,
    Held(HeldLevel),
    /// Not a level.
    Unclear,
}

/// Reads a level: 0 to 5, a word of the scale, a CEFR level (A1 = 1, A2 = 2, B1 and B2 = 3, C1 = 4, C2 and native = 5),
/// or yes and no for what is awarded. Case and the zeros of spreadsheets ("3.0") do not matter.
pub fn level_of(cell: &str, kind: CompetencyKind) -> Rated {
    let word = cell.trim().to_lowercase();
    let awarded = kind == CompetencyKind::Qualification;
    let number = match word.as_str() {
        "" | "-" | "?" | "n/a" | "na" | "not assessed" => return Rated::NotAssessed,
        "no" | "n" | "none" | "false" => 0,
        "yes" | "y" | "true" | "held" if awarded => 5,
        "a1" => 1,
        "a2" => 2,
        "b1" | "b2" => 3,
        "c1" => 4,
        "c2" | "native" => 5,
        word => match (Level::parse(word), word.replace(',', ".").parse::<f64>()) {
            (Some(level), _) => level.number(),
            (None, Ok(n)) if (0.0..=5.0).contains(&n) && n.fract() == 0.0 => n as u8,
            _ => return Rated::Unclear,
        },
    };
    match number {
        0 => Rated::Held(HeldLevel(None)),
        _ if awarded => Rated::Held(HeldLevel(Some(Level::Expert))),
        n => Rated::Held(HeldLevel(Level::from_number(n))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_a_number_a_word_or_a_cefr_level() {
        use CompetencyKind::{Language, Qualification, Tool};
        let held = |n| Rated::Held(HeldLevel(Level::from_number(n)));
        for (cell, kind, want) in [
            ("", Tool, Rated::NotAssessed),
            (" - ", Tool, Rated::NotAssessed),
            ("0", Tool, held(0)),
            ("no", Tool, held(0)),
            ("3", Tool, held(3)),
            ("3.0", Tool, held(3)),
            ("3,0", Tool, held(3)),
            ("Advanced", Tool, held(4)),
            ("B2", Language, held(3)),
            ("native", Language, held(5)),
            ("Yes", Qualification, held(5)),
            ("no", Qualification, held(0)),
            ("2", Qualification, held(5)),
            ("yes", Tool, Rated::Unclear),
            ("3.5", Tool, Rated::Unclear),
            ("6", Tool, Rated::Unclear),
            ("-1", Tool, Rated::Unclear),
            ("guru", Tool, Rated::Unclear),
            ("NaN", Tool, Rated::Unclear),
        ] {
            assert_eq!(level_of(cell, kind), want, "{cell:?} of {kind}");
        }
    }
}
