//! Numbers in words.

/// The value of a number written out, in any case.
pub fn written(word: &str) -> Option<u32> {
    const WORDS: [(&str, u32); 22] = [
        ("one", 1),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("six", 6),
        ("seven", 7),
        ("eight", 8),
        ("nine", 9),
        ("ten", 10),
        ("eleven", 11),
        ("twelve", 12),
        ("thirteen", 13),
        ("fourteen", 14),
        ("fifteen", 15),
        ("sixteen", 16),
        ("eighteen", 18),
        ("twenty", 20),
        ("thirty", 30),
        ("forty", 40),
        ("fifty", 50),
        ("hundred", 100),
    ];
    WORDS.iter().find(|w| w.0.eq_ignore_ascii_case(word)).map(|w| w.1)
}
