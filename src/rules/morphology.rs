//! Which written forms are the same word: plurals, British and American spellings, forms of verbs.

use std::sync::LazyLock;

/// The singular of an English noun by rule; other words unchanged. Works on lower case.
pub fn singular(word: &str) -> String {
    let n = word.len();
    let consonant_before = |k: usize| n > k && !matches!(word.as_bytes()[n - k - 1], b'a' | b'e' | b'i' | b'o' | b'u');
    let digit = word.bytes().any(|b| b.is_ascii_digit());
    if n <= 3 || digit || !word.ends_with('s') || word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        return word.to_string();
    }
    if word.ends_with("ies") && n > 4 && consonant_before(3) {
        return format!("{}y", &word[..n - 3]);
    }
    if ["sses", "shes", "ches", "xes", "zzes"].iter().any(|e| word.ends_with(e)) {
        return word[..n - 2].to_string();
    }
    word[..n - 1].to_string()
}

/// The plural of an English noun by rule.
pub fn plural(word: &str) -> String {
    let n = word.len();
    let vowel = |b: u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u');
    if word.ends_with('y') && n > 2 && !vowel(word.as_bytes()[n - 2]) {
        return format!("{}ies", &word[..n - 1]);
    }
    if ["s", "sh", "ch", "x", "z"].iter().any(|e| word.ends_with(e)) {
        return format!("{word}es");
    }
    format!("{word}s")
}

/// British endings and their American counterparts, applied in both directions to whole words.
const SPELLINGS: &[(&str, &str)] = &[
    ("isation", "ization"),
    ("isational", "izational"),
    ("isable", "izable"),
    ("isations", "izations"),
    ("ise", "ize"),
    ("ised", "ized"),
    ("ises", "izes"),
    ("ising", "izing"),
    ("iser", "izer"),
    ("isers", "izers"),
    ("yse", "yze"),
    ("ysed", "yzed"),
    ("yses", "yzes"),
    ("ysing", "yzing"),
    ("our", "or"),
    ("ours", "ors"),
    ("oured", "ored"),
    ("ouring", "oring"),
    ("oural", "oral"),
    ("ourable", "orable"),
    ("centre", "center"),
    ("centres", "centers"),
    ("centred", "centered"),
    ("programme", "program"),
    ("programmes", "programs"),
    ("licence", "license"),
    ("licences", "licenses"),
    ("practise", "practice"),
    ("practising", "practicing"),
    ("practised", "practiced"),
    ("defence", "defense"),
    ("catalogue", "catalog"),
    ("dialogue", "dialog"),
    ("elling", "eling"),
    ("elled", "eled"),
    ("eller", "eler"),
    ("fulfil", "fulfill"),
    ("fulfilment", "fulfillment"),
    ("enrolment", "enrollment"),
    ("skilful", "skillful"),
    ("judgement", "judgment"),
    ("metre", "meter"),
    ("fibre", "fiber"),
    ("theatre", "theater"),
    ("grey", "gray"),
    ("tyre", "tire"),
    ("aluminium", "aluminum"),
    ("mould", "mold"),
    ("moulding", "molding"),
    ("cheque", "check"),
    ("plough", "plow"),
    ("storey", "story"),
    ("artefact", "artifact"),
    ("ageing", "aging"),
    ("aeroplane", "airplane"),
];

/// British digraphs inside medical words.
const DIGRAPHS: &[(&str, &str)] = &[
    ("paed", "ped"),
    ("anaes", "anes"),
    ("haem", "hem"),
    ("oesoph", "esoph"),
    ("gynaec", "gynec"),
    ("orthopaed", "orthoped"),
    ("foet", "fet"),
    ("oedema", "edema"),
    ("diarrhoea", "diarrhea"),
    ("leukaem", "leukem"),
    ("anaem", "anem"),
    ("oestr", "estr"),
    ("caesar", "cesar"),
    ("faec", "fec"),
    ("manoeuv", "maneuv"),
    ("encyclopaed", "encycloped"),
];

/// [`SPELLINGS`] in both directions, by the last byte of the ending that is replaced.
static ENDINGS: LazyLock<Vec<Vec<(&str, &str)>>> = LazyLock::new(|| {
    let mut by_last = vec![Vec::new(); 256];
    for (british, american) in SPELLINGS {
        for (from, to) in [(british, american), (american, british)] {
            by_last[from.as_bytes()[from.len() - 1] as usize].push((*from, *to));
        }
    }
    by_last
});

/// The other spellings of `word` (lower case), without itself.
pub fn spellings(word: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut add = |w: String| {
        if w != word && !out.contains(&w) {
            out.push(w);
        }
    };
    let last = word.bytes().next_back().map_or(0, usize::from);
    for (from, to) in &ENDINGS[last] {
        if let Some(stem) = word.strip_suffix(from) {
            // Whole-word pairs stand alone; endings need a stem that carries a word.
            if (stem.is_empty() && from.len() > 3) || (stem.len() >= 3 && plausible(stem, from, to)) {
                add(format!("{stem}{to}"));
            }
        }
    }
    // Every British form has one of the two digraphs.
    let digraph = word.as_bytes().windows(2).any(|w| w == b"ae" || w == b"oe");
    for (british, american) in DIGRAPHS {
        if digraph && word.contains(british) {
            add(word.replacen(british, american, 1));
        } else if word.starts_with(american) && word.len() > american.len() + 3 {
            add(word.replacen(american, british, 1));
        }
    }
    out
}

/// Endings that are too short to be turned round without more ado.
fn plausible(stem: &str, from: &str, to: &str) -> bool {
    match (from, to) {
        ("or" | "ors", _) => matches!(
            stem,
            "behavi"
                | "lab"
                | "col"
                | "fav"
                | "hum"
                | "endeav"
                | "harb"
                | "vap"
                | "od"
                | "hon"
                | "neighb"
                | "flav"
                | "savi"
                | "arm"
                | "tum"
        ),
        ("our" | "ours", _) => stem.len() >= 3 && !matches!(stem, "cont" | "det" | "vel" | "glam"),
        ("ise" | "ised" | "ises" | "ising", _) => ![
            "exerc", "adv", "superv", "rev", "dev", "prom", "comprom", "enterpr", "expert", "franch", "merchand", "no",
            "prec", "pra", "ra", "w", "surpr", "televis", "concise",
        ]
        .iter()
        .any(|s| stem.ends_with(s)),
        _ => true,
    }
}

/// Forms of a regular English verb: `[third person, past, -ing]`.
pub fn verb_forms(base: &str) -> [String; 3] {
    let n = base.len();
    let b = base.as_bytes();
    let vowel = |c: u8| matches!(c, b'a' | b'e' | b'i' | b'o' | b'u');
    if base.ends_with('e') && !base.ends_with("ee") && !base.ends_with("ye") && !base.ends_with("oe") {
        let stem = &base[..n - 1];
        return [format!("{base}s"), format!("{base}d"), format!("{stem}ing")];
    }
    if base.ends_with("ee") || base.ends_with("ye") || base.ends_with("oe") {
        return [format!("{base}s"), format!("{base}d"), format!("{base}ing")];
    }
    if base.ends_with('y') && n > 2 && !vowel(b[n - 2]) {
        return [format!("{}ies", &base[..n - 1]), format!("{}ied", &base[..n - 1]), format!("{base}ing")];
    }
    // One syllable, consonant-vowel-consonant: the last letter doubles (plan, planned).
    let doubles = (3..=4).contains(&n)
        && !vowel(b[n - 1])
        && vowel(b[n - 2])
        && !vowel(b[n - 3])
        && !matches!(b[n - 1], b'w' | b'x' | b'y' | b'h')
        && (n == 3 || !vowel(b[0]));
    let stem = if doubles { format!("{base}{}", b[n - 1] as char) } else { base.to_string() };
    [plural(base), format!("{stem}ed"), format!("{stem}ing")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_go_both_ways() {
        for (one, many) in [
            ("policy", "policies"),
            ("process", "processes"),
            ("skill", "skills"),
            ("batch", "batches"),
            ("key", "keys"),
        ] {
            assert_eq!(plural(one), many);
            assert_eq!(singular(many), one);
        }
        for word in ["analysis", "business", "status", "aws"] {
            assert_eq!(singular(word), word);
        }
    }

    #[test]
    fn spellings_cross_the_atlantic_and_leave_others_alone() {
        for (a, b) in [
            ("organisation", "organization"),
            ("behaviour", "behavior"),
            ("licence", "license"),
            ("analyse", "analyze"),
            ("paediatric", "pediatric"),
            ("modelling", "modeling"),
        ] {
            assert!(spellings(a).contains(&b.to_string()), "{a}");
            assert!(spellings(b).contains(&a.to_string()), "{b}");
        }
        for word in ["exercise", "supervise", "four", "contractor", "size", "prize", "monitor", "director"] {
            assert!(spellings(word).is_empty(), "{word}: {:?}", spellings(word));
        }
    }

    #[test]
    fn verbs_take_their_forms() {
        assert_eq!(verb_forms("plan"), ["plans", "planned", "planning"]);
        assert_eq!(verb_forms("manage"), ["manages", "managed", "managing"]);
        assert_eq!(verb_forms("carry"), ["carries", "carried", "carrying"]);
        assert_eq!(verb_forms("deliver"), ["delivers", "delivered", "delivering"]);
    }
}
