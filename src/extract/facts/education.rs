//! The level of education that is enough.

use super::spot::masked;
use super::{Source, Spotted, slice};
use crate::extract::cue::CueInText;
use crate::extract::segment::{Segment, SegmentKind};
use crate::extract::{cue, decide};
use crate::model::{Education, EducationLevel, Necessity, SectionKind, Span};
use crate::rules::fact_cues::FactCue;
use crate::rules::tokens::Gap;

/// What one sentence asks for.
#[derive(Debug, Clone, Copy)]
struct Claim {
    level: EducationLevel,
    necessity: Necessity,
    first: usize,
    last: usize,
    segment: usize,
}

/// Of the sentences that demand education the one that demands most; of alternatives in one sentence the lowest.
pub fn read(source: &Source<'_>, spotted: &[Spotted]) -> Option<Education> {
    let mut claims: Vec<Claim> = Vec::new();
    let mut at = 0;
    while at < spotted.len() {
        let segment = spotted[at].segment;
        let end = at + spotted[at..].partition_point(|s| s.segment == segment);
        if spotted[at..end].iter().any(|s| level(s.cue).is_some()) {
            of_segment(source, spotted, at..end, &mut claims);
        }
        at = end;
    }
    drop_forms(source, &mut claims);
    let chosen = choose(source, &claims)?;
    let near = chosen.segment..=chosen.segment + 1;
    let or_equivalent = spotted.iter().any(|s| s.cue == FactCue::Equivalent && near.contains(&s.segment));
    let (start, end) = (source.tokens[chosen.first].start as usize, source.tokens[chosen.last - 1].end as usize);
    Some(Education { level: chosen.level, necessity: chosen.necessity, or_equivalent, span: Span::new(start, end)? })
}

/// The byte behind the first words for a level of education in a segment.
pub fn first_level(source: &Source<'_>, spotted: &[Spotted], segment: usize) -> Option<usize> {
    let from = spotted.partition_point(|s| s.segment < segment);
    let inside = spotted[from..].iter().take_while(|s| s.segment == segment);
    inside.filter(|s| level(s.cue).is_some()).map(|s| s.bytes(source.tokens).1).next()
}

/// The answers of a form ("High school", "Bachelor's degree", "Master's degree", each on its line) ask for nothing.
fn drop_forms(source: &Source<'_>, claims: &mut Vec<Claim>) {
    let short = |c: &Claim| {
        let s = &source.segments[c.segment];
        s.last - s.first <= 9 && s.section != SectionKind::Requirements || s.last - s.first <= 4
    };
    let mut from = 0;
    while from < claims.len() {
        let mut to = from + 1;
        while to < claims.len()
            && short(&claims[to])
            && short(&claims[from])
            && claims[to].segment <= claims[to - 1].segment + 2
        {
            to += 1;
        }
        let mut levels: Vec<EducationLevel> = claims[from..to].iter().map(|c| c.level).collect();
        levels.sort_unstable();
        levels.dedup();
        let lines = claims[to - 1].segment - claims[from].segment;
        if levels.len() >= 3 && lines >= 2 {
            claims.drain(from..to);
        } else {
            from = to;
        }
    }
}

fn level(cue: FactCue) -> Option<EducationLevel> {
    Some(match cue {
        FactCue::NoEducation => EducationLevel::None,
        FactCue::Secondary => EducationLevel::Secondary,
        FactCue::Vocational => EducationLevel::Vocational,
        FactCue::Bachelor => EducationLevel::Bachelor,
        FactCue::Master => EducationLevel::Master,
        FactCue::Doctorate => EducationLevel::Doctorate,
        _ => return None,
    })
}

fn of_segment(source: &Source<'_>, spotted: &[Spotted], range: std::ops::Range<usize>, claims: &mut Vec<Claim>) {
    let segment = &source.segments[spotted[range.start].segment];
    let asks = !matches!(segment.section, SectionKind::Benefits | SectionKind::EqualOpportunity);
    let heading = segment.kind == SegmentKind::Heading;
    if !asks || heading || not_needed_before(source, spotted[range.start].segment) {
        return;
    }
    let mut scratch = Vec::new();
    let mut cues = Vec::new();
    cue::cues(source.text, source.tokens, segment, source.rules, &mut scratch, &mut cues);
    let mut taken = 0;
    for at in range.clone() {
        let s = &spotted[at];
        let Some(level) = level(s.cue).filter(|_| s.start >= taken) else { continue };
        // "PhD degree", "Bachelor s degree": the word belongs to the level before it.
        let bare = s.end - s.start == 1 && source.tokens[s.start].text(source.text).eq_ignore_ascii_case("degree");
        if bare && taken > 0 && s.start <= taken + 1 {
            taken = s.end;
            continue;
        }
        let level = if bare { level_before(source, segment, s).unwrap_or(level) } else { level };
        if masked(spotted, at, FactCue::NotEducation) || !reads_as_level(source, segment, s) {
            continue;
        }
        taken = s.end;
        if decide::set_aside(s.start, s.end, &cues).is_some() && level != EducationLevel::None {
            continue;
        }
        let (necessity, _) = decide::necessity(s.start, s.end, segment, &cues);
        if !demands(source, &spotted[range.clone()], segment, s, &cues) {
            continue;
        }
        let necessity = if level == EducationLevel::None { Necessity::Unstated } else { necessity };
        claims.push(Claim { level, necessity, first: s.start, last: s.end, segment: s.segment });
    }
}

/// "Not required:", "What don't I need?" before the segment.
fn not_needed_before(source: &Source<'_>, segment: usize) -> bool {
    let before = segment.checked_sub(1).map(|n| &source.segments[n]).filter(|b| b.last - b.first <= 5);
    before.is_some_and(|b| {
        let words = source.text[b.start..b.end].to_ascii_lowercase();
        ["not required", "not needed", "don't i need", "don't need", "don’t need", "don’t i need"]
            .iter()
            .any(|w| words.contains(w))
    })
}

/// The level in a word before "degree" that lost its apostrophe or was glued to another ("tMaster’s degree").
fn level_before(source: &Source<'_>, segment: &Segment, s: &Spotted) -> Option<EducationLevel> {
    let words = source.tokens[segment.first.max(s.start.saturating_sub(2))..s.start].iter().rev();
    words.map(|t| t.text(source.text).to_ascii_lowercase()).find_map(|w| match w {
        w if w.contains("master") => Some(EducationLevel::Master),
        w if w.contains("associate") => Some(EducationLevel::Vocational),
        w if w.contains("phd") || w.contains("doctor") => Some(EducationLevel::Doctorate),
        _ => None,
    })
}

/// Abbreviations count in capitals, "master" alone only as a possessive or in a list of degrees, "A level" with its A.
fn reads_as_level(source: &Source<'_>, segment: &Segment, s: &Spotted) -> bool {
    let written = source.tokens[s.start].text(source.text);
    let (start, end) = s.bytes(source.tokens);
    let whole = &source.text[start..end];
    let next = source.tokens.get(s.end).filter(|_| s.end < segment.last);
    let next_word = next.map_or("", |t| t.text(source.text));
    let degree_follows = next.is_some_and(|t| t.gap != Gap::Break)
        && matches!(next_word, "degree" | "degrees" | "Degree" | "in" | "or" | "and" | "of");
    let slashed = next.is_some_and(|t| t.gap == Gap::Slash) || source.tokens[s.start].gap == Gap::Slash;
    if s.end - s.start > 1 && written.len() <= 2 && !whole.contains(['.', ' ', '/']) {
        return false;
    }
    if s.end - s.start > 1 && written.len() == 1 && !whole.starts_with(char::is_uppercase) {
        return false;
    }
    match (s.cue, whole) {
        (FactCue::Master, "MS" | "MA" | "MSW") | (FactCue::Bachelor, "BS" | "BA") => {
            let near = slice(source.text, start.saturating_sub(24), end + 40);
            let in_a_place =
                matches!(source.tokens.get(s.end + 1).map(|t| t.text(source.text)), Some("a" | "an" | "the" | "our"))
                    && s.start > segment.first;
            degree_follows && next_word != "and" && !(next_word == "in" && in_a_place)
                || slashed
                || ["degree", "Degree", "PhD", "MSc", "BSc", "Ph.D"].iter().any(|w| near.contains(w))
        }
        (FactCue::Master | FactCue::Bachelor, _)
            if whole.len() <= 5 && whole.chars().all(|c| c.is_ascii_lowercase()) =>
        {
            false
        }
        (FactCue::Master, "master" | "Master") => slashed || matches!(next_word, "degree" | "Degree" | "or" | "level"),
        (FactCue::Master, "masters") => !segment_opens_with_verb(source, s),
        (FactCue::Master, "postgraduate" | "Postgraduate" | "post graduate" | "Post graduate" | "Post Graduate") => {
            slashed || matches!(next_word, "in" | "or" | "level")
        }
        (
            FactCue::Vocational,
            "associate" | "Associate" | "associates" | "Associates" | "Associate's" | "Associate’s" | "associate's",
        ) => slashed,
        (FactCue::Secondary, _) if whole.ends_with("evel") || whole.ends_with("evels") => {
            written.starts_with(['A', 'O'])
        }
        (FactCue::Bachelor, "graduation" | "Graduation") => {
            s.start == segment.first && segment.section == SectionKind::Requirements
        }
        (FactCue::Bachelor, "Hons" | "hons") => false,
        _ => true,
    }
}

/// "masters the art of": a verb.
fn segment_opens_with_verb(source: &Source<'_>, s: &Spotted) -> bool {
    source.tokens.get(s.end).is_some_and(|t| matches!(t.text(source.text), "the" | "a" | "new"))
}

/// Outside sections of demands a degree counts where the sentence has a word of demand or is nearly nothing else.
/// `spotted` holds the phrases of the segment.
fn demands(source: &Source<'_>, spotted: &[Spotted], segment: &Segment, s: &Spotted, cues: &[CueInText]) -> bool {
    let words = slice(source.text, segment.start, segment.end);
    let (start, end) = s.bytes(source.tokens);
    let before = slice(source.text, segment.start, start).to_ascii_lowercase();
    let student = ["must be studying", "currently studying", "currently enrolled", "must be enrolled", "pursuing"]
        .iter()
        .any(|w| before.contains(w));
    let given = spotted.iter().any(|g| g.cue == FactCue::EducationGiven && g.end <= s.start) && !student;
    let bracketed = before.rfind('(').is_some_and(|at| {
        !before[at..].contains(')') && !before[at..].contains("prefer") && !before[at..].contains("ideal")
    }) && before.contains("experience");
    // "At least 5 years. 3 years with a Master's degree": fewer years are enough with more.
    let fewer =
        ["years with a", "years with an", "year with a", "years and a"].iter().any(|w| before.trim_end().ends_with(w))
            && matches!(s.cue, FactCue::Master | FactCue::Doctorate);
    let behind = slice(source.text, end, end + 70).split(['.', ';']).next().unwrap_or("");
    let considered = behind.contains("be considered") && !behind.contains("to be considered")
        || behind.trim_start().starts_with("may be substituted");
    if given
        || bracketed
        || considered
        || fewer
        || words.contains("transcript")
        || before.contains("if you have") && words.contains("please")
    {
        return false;
    }
    // "To apply you need: …": a list under such a heading demands, other words there do not.
    let lead = if segment.kind == SegmentKind::Item { 4 } else { 1 };
    if segment.section == SectionKind::Application && s.start > segment.first + lead {
        return false;
    }
    let listed = matches!(segment.section, SectionKind::Requirements | SectionKind::Optional);
    if listed || s.cue == FactCue::NoEducation {
        return true;
    }
    let opens = s.start <= segment.first + 3;
    let asked = cues.iter().any(|c| {
        matches!(c.means, crate::rules::cues::Meaning::Necessity(_) | crate::rules::cues::Meaning::Evidence)
            && c.start < s.end + 12
    });
    let said = spotted.iter().any(|a| a.cue == FactCue::EducationAsked);
    // "High school diploma and 3 years of experience" is asked for wherever it stands.
    let alone =
        s.start == segment.first && spotted.iter().any(|y| matches!(y.cue, FactCue::Years | FactCue::Equivalent));
    alone || segment.section != SectionKind::Employer && (opens || asked || said)
}

/// The claim that decides: among demanded ones the highest of the lowest of each sentence.
fn choose(source: &Source<'_>, claims: &[Claim]) -> Option<Claim> {
    let asked: Vec<&Claim> = claims.iter().filter(|c| c.necessity != Necessity::Optional).collect();
    let pool: Vec<&Claim> = if asked.is_empty() { claims.iter().collect() } else { asked };
    let mut best: Option<Claim> = None;
    let mut i = 0;
    while i < pool.len() {
        // Alternatives may run over several items that end in "or".
        let mut j = i + 1;
        while j < pool.len() && (pool[j].segment == pool[i].segment || linked(source, pool[j - 1], pool[j])) {
            j += 1;
        }
        // "a degree, or an HND with experience" asks for a degree or its like.
        let degree = pool[i..j].iter().find(|c| c.level >= EducationLevel::Bachelor).map_or(usize::MAX, |c| c.first);
        let instead = |c: &Claim| c.level == EducationLevel::Vocational && c.first > degree;
        let lowest = **pool[i..j].iter().filter(|c| !instead(c)).min_by_key(|c| (c.level, c.first))?;
        if best.is_none_or(|b| lowest.level > b.level) {
            best = Some(lowest);
        }
        i = j;
    }
    best
}

/// "Doctoral degree …; or" / "Master's degree …": the next item is another way to be enough.
fn linked(source: &Source<'_>, before: &Claim, after: &Claim) -> bool {
    let (from, to) = (source.tokens[before.last - 1].end as usize, source.tokens[after.first].start as usize);
    let between = source.text.get(from..to).unwrap_or("");
    let lower = between.to_ascii_lowercase();
    let starts_with_or = lower.trim_end_matches(|c: char| !c.is_alphanumeric()).ends_with(" or")
        || between.contains("\nor ")
        || between.contains("\nOR");
    after.segment - before.segment <= 4
        && (starts_with_or
            || between.contains("; or")
            || between.contains(", or\n")
            || between.contains(" or\n")
            || between.contains("; OR"))
}

#[cfg(test)]
mod tests {
    use super::super::testing::facts;
    use crate::model::EducationLevel::{self, Bachelor, Doctorate, Master, Secondary, Vocational};
    use crate::model::Necessity;

    fn level(text: &str) -> Option<EducationLevel> {
        facts("", text).education.map(|e| e.level)
    }

    #[test]
    fn the_lowest_level_that_is_enough_is_read() {
        for (text, want) in [
            ("Requirements\n- Bachelor's degree in statistics or a related field", Bachelor),
            ("You are educated to degree level.", Bachelor),
            ("BA/BS degree or equivalent practical experience.", Bachelor),
            ("Requirements\n- Bachelor's or Master's degree in economics", Bachelor),
            ("Requirements\n- BSc or MSc in physics", Bachelor),
            ("Bachelor's degree required, PhD preferred", Bachelor),
            ("Master's degree with one year of experience or a PhD is required.", Master),
            ("An advanced degree in a quantitative field is required.", Master),
            ("PhD in chemistry required", Doctorate),
            ("At a minimum you must possess a high school diploma or GED.", Secondary),
            ("Essential: GCSE English and Maths", Secondary),
            ("You need NVQ Level 3 in health and social care.", Vocational),
            ("Associate's degree required", Vocational),
            ("High school diploma required. Bachelor's degree preferred.", Secondary),
            ("Requirements\n- MS in a quantitative field such as statistics", Master),
            ("Requirements\n- Currently enrolled and pursuing a Bachelor's degree in computing", Bachelor),
            ("Care workers with experience (preferably with NVQ 2) are wanted.", Vocational),
            ("About us\n\nWe serve the city.\n\nHigh School Diploma or GED, and 3 years of experience", Secondary),
            ("BS/BA degree required. At least 5 years of experience. 3 years with a Master's degree.", Bachelor),
            ("Requirements\n- BS/MS in computer science", Bachelor),
            ("To be eligible you must be studying towards a degree in computing.", Bachelor),
            ("You should hold a PhD in economics; an MSc with two years' experience will be considered.", Doctorate),
        ] {
            assert_eq!(level(text), Some(want), "{text:?}");
        }
    }

    #[test]
    fn words_that_only_look_like_degrees_are_none() {
        for text in [
            "Requirements\n- Certified Scrum Master",
            "Requirements\n- Experience with master data management",
            "Requirements\n- Good knowledge of MS Office and MS Word",
            "Requirements\n- A high degree of autonomy",
            "Requirements\n- Worked as a BA in an agile team",
            "Let our flat, a bachelor pad in Leeds.",
            "As a nurse you care for patients with MS.",
            "Benefits\n- We fund a Master's degree for you",
            "The team has strong links with the university.",
            "You will teach A level students at a level that suits them.",
            "Requirements\n- Not required: GCSEs or a degree",
            "Requirements\n- You write code faster with LLMs and AI assistants",
            "The MSW is the first point of contact for patients.",
            "A bachelor's degree may be substituted for the experience.",
            "We support the universities in the delivery of courses for newly qualified nurses, Master's and further.",
        ] {
            assert_eq!(level(text), None, "{text:?}");
        }
    }

    #[test]
    fn necessity_and_equivalents_are_kept() {
        let optional = facts("", "A Master's degree would be preferred.").education.expect("a degree");
        assert_eq!((optional.level, optional.necessity), (Master, Necessity::Optional));
        let equal = facts("", "Bachelor's degree or equivalent experience required.").education.expect("a degree");
        assert!(equal.or_equivalent);
        assert_eq!(equal.necessity, Necessity::Essential);
        assert_eq!(level("No degree needed, we will train you."), Some(EducationLevel::None));
    }
}
