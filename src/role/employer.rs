/// Legal forms that come and go between copies of one employer's name.
const LEGAL_FORMS: &[&str] = &[
    "ag",
    "bv",
    "co",
    "corp",
    "corporation",
    "gmbh",
    "inc",
    "incorporated",
    "limited",
    "llc",
    "llp",
    "ltd",
    "nv",
    "plc",
    "sa",
];

/// What two spellings of one employer share: lower case words without punctuation, "and", a leading "the" and trailing
/// legal forms ("Acme Corp." and "ACME Corporation" are `acme`). Empty where nothing is left to compare.
pub fn employer_key(name: &str) -> String {
    let lower = name.to_lowercase();
    let joined = lower.replace(['.', '\'', '’'], "");
    let mut words: Vec<&str> =
        joined.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && *w != "and").collect();
    while words.len() > 1 && words.last().is_some_and(|w| LEGAL_FORMS.contains(w)) {
        words.pop();
    }
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_employer_share_a_key() {
        for (a, b) in [
            ("Acme Corp", "ACME Corporation."),
            ("The Willow Trust", "Willow Trust"),
            ("Hart & Sons Ltd.", "Hart and Sons"),
            ("O'Neill's", "O’Neills Limited"),
        ] {
            assert_eq!(employer_key(a), employer_key(b), "{a} and {b}");
        }
        assert_eq!(employer_key("S.A. Limited"), "sa");
        assert_eq!(employer_key(" - "), "");
    }
}
