//! Where the work is done: on site, hybrid, remote.

use super::label::Labelled;
use super::spot::{masked, spot};
use super::{Source, Spotted, slice};
use crate::extract::segment::{Segment, SegmentKind};
use crate::model::{SectionKind, WorkMode};
use crate::rules::fact_cues::FactCue;
use crate::rules::tokens::{Gap, tokenize};

/// What speaks for each mode, the weight of the strongest words that say it: 3 a title, a field or a label, 2 a
/// sentence, 1 a hint.
#[derive(Debug, Default)]
struct Evidence {
    onsite: u8,
    hybrid: u8,
    remote: u8,
}

impl Evidence {
    fn add(&mut self, mode: WorkMode, weight: u8) {
        let slot = match mode {
            WorkMode::Onsite => &mut self.onsite,
            WorkMode::Hybrid => &mut self.hybrid,
            WorkMode::Remote => &mut self.remote,
        };
        *slot = weight.max(*slot);
    }

    /// The strongest words decide; where they name both ends it is a mixture.
    fn decide(&self) -> Option<WorkMode> {
        let best = self.onsite.max(self.hybrid).max(self.remote);
        let (onsite, hybrid, remote) = (self.onsite == best, self.hybrid == best, self.remote == best);
        match () {
            _ if best == 0 => None,
            _ if hybrid || (remote && onsite) => Some(WorkMode::Hybrid),
            // "Location: Remote" beside "three days a week in the office" further down.
            _ if onsite && self.hybrid == 2 => Some(WorkMode::Hybrid),
            _ if remote => Some(WorkMode::Remote),
            _ => Some(WorkMode::Onsite),
        }
    }
}

/// Reads title, place field, labels and sentences.
pub fn read(source: &Source<'_>, title: &str, spotted: &[Spotted], labels: &[Labelled]) -> Option<WorkMode> {
    let mut evidence = Evidence::default();
    for short in [Some(title), source.advert.place.as_deref()].into_iter().flatten() {
        of_short(source, short, &mut evidence);
    }
    for at in 0..spotted.len() {
        let all_week = spotted[at].cue == FactCue::OfficeDays && is_five(source, spotted[at].start);
        let mode = if all_week { Some((WorkMode::Onsite, false)) } else { mode_of(spotted[at].cue) };
        if let Some((mode, bare)) = mode
            && !masked(spotted, at, FactCue::NoMode)
            && !goes_on_otherwise(spotted, at)
            && !is_one_room(source, &spotted[at])
        {
            let weight = weight(source, spotted, at, bare, labels);
            let (_, end) = spotted[at].bytes(source.tokens);
            match answer(source.text, end) {
                Some(false) if mode == WorkMode::Remote => evidence.add(WorkMode::Onsite, 3),
                Some(yes) => evidence.add(mode, if yes { 3 } else { 0 }),
                None if mode == WorkMode::Remote && for_some_days(source.text, end) => {
                    evidence.add(WorkMode::Hybrid, weight.max(1));
                }
                None => evidence.add(mode, weight),
            }
        }
    }
    evidence.decide()
}

/// "there *is onsite parking*": the last words of the phrase begin another one that is no mode.
fn goes_on_otherwise(spotted: &[Spotted], at: usize) -> bool {
    let end = spotted[at].end;
    let inside = spotted[at..].iter().take_while(|s| s.start < end);
    inside.filter(|s| s.cue == FactCue::NoMode && s.start > spotted[at].start).any(|s| s.end > end)
}

/// "the *Home Office*", "a home office stipend", but "home/office".
fn is_one_room(source: &Source<'_>, s: &Spotted) -> bool {
    let office = |i: usize| source.tokens[i].text(source.text).eq_ignore_ascii_case("office");
    let home = |i: usize| source.tokens[i].text(source.text).eq_ignore_ascii_case("home");
    let both = home(s.start) && office(s.start + 1) || office(s.start) && home(s.start + 1);
    s.end - s.start == 2 && both && source.tokens[s.start + 1].gap == Gap::Space
}

/// "five days a week in the office" leaves none at home.
fn is_five(source: &Source<'_>, token: usize) -> bool {
    let before = token.checked_sub(1).map(|i| source.tokens[i].text(source.text));
    before.is_some_and(|w| matches!(w, "five" | "Five" | "5"))
}

/// A title or a field says it in one word.
fn of_short(source: &Source<'_>, short: &str, evidence: &mut Evidence) {
    let mut tokens = Vec::new();
    tokenize(short, &source.rules.lexicon, &mut tokens);
    let whole = Segment {
        start: 0,
        end: short.len(),
        first: 0,
        last: tokens.len(),
        kind: SegmentKind::Heading,
        section: SectionKind::Facts,
        headed: false,
    };
    let spotted = spot(short, &tokens, &[whole], source.rules);
    for at in 0..spotted.len() {
        match mode_of(spotted[at].cue) {
            Some((mode, _)) if !masked(&spotted, at, FactCue::NoMode) && !goes_on_otherwise(&spotted, at) => {
                evidence.add(mode, 3);
            }
            _ => {}
        }
    }
}

fn mode_of(cue: FactCue) -> Option<(WorkMode, bool)> {
    Some(match cue {
        FactCue::Remote | FactCue::RemotePerhaps => (WorkMode::Remote, false),
        FactCue::Hybrid | FactCue::OfficeDays => (WorkMode::Hybrid, false),
        FactCue::Onsite => (WorkMode::Onsite, false),
        FactCue::RemoteBare => (WorkMode::Remote, true),
        FactCue::HybridBare => (WorkMode::Hybrid, true),
        FactCue::OnsiteBare => (WorkMode::Onsite, true),
        _ => return None,
    })
}

/// What an advert says in short before it begins to tell, in bytes.
const HEAD: usize = 400;

/// How many words a label has at most ("Remote work options").
const LABEL: usize = 5;

/// How much the words say where they stand; 0 = nothing.
fn weight(source: &Source<'_>, spotted: &[Spotted], at: usize, bare: bool, labels: &[Labelled]) -> u8 {
    let s = &spotted[at];
    let segment = &source.segments[s.segment];
    let (start, end) = s.bytes(source.tokens);
    if passing(&source.text[segment.start..segment.end], start - segment.start) {
        return 0;
    }
    let labelled = labels.iter().find(|l| {
        matches!(l.cue, FactCue::LabelPlace | FactCue::LabelMode | FactCue::LabelContract)
            && l.start <= start
            && end <= l.end
    });
    if labelled.is_some() {
        return 3;
    }
    let aside = matches!(segment.section, SectionKind::EqualOpportunity | SectionKind::Application);
    match s.cue {
        FactCue::RemotePerhaps if aside || matches!(segment.section, SectionKind::Employer | SectionKind::Benefits) => {
            0
        }
        FactCue::RemotePerhaps => 1,
        // Days in the office make a mixture of any "Location: Remote".
        FactCue::OfficeDays if !negated(source, segment, s) => 3,
        _ if bare && !stands_alone(source, segment, s, start, end) => 0,
        _ if negated(source, segment, s) => 0,
        _ => 2,
    }
}

/// A word alone says the mode where nothing else is said: in brackets, between bars, on a line of its own, in a tag.
fn stands_alone(source: &Source<'_>, segment: &Segment, s: &Spotted, start: usize, end: usize) -> bool {
    let before = slice(source.text, start.saturating_sub(4), start).trim_end();
    let after = slice(source.text, end, end + 4).trim_start();
    let opened = before.ends_with(['(', '|', '·', '•', '/', '[', '–', ',', ';', '~', '+']) || before.ends_with(" -");
    let closed = after.is_empty()
        || after.starts_with([')', '|', '·', '-', '–', ',', '/', '\n', ']', '(', '•', ';', '.', '~', '+']);
    // Among the first words of an advert one mark is enough: "permanent, on site at the hospital", "Hybrid after probation."
    let heads = start < HEAD && (opened || s.start == segment.first && segment.last - segment.first <= 5);
    // "Work setup: hybrid", "- 100% remote in Ohio"
    let value = (closed || s.end == segment.last) && before.ends_with(':') && s.start <= segment.first + LABEL;
    let whole = slice(source.text, start.saturating_sub(6), start).trim_end().ends_with("100%");
    let tag = before.ends_with("LI-") || whole;
    let words = segment.last - segment.first - (s.end - s.start);
    let named = source.tokens.get(s.end).is_some_and(|t| t.text(source.text).starts_with(char::is_uppercase));
    let line = words == 0 || (words == 1 && s.start == segment.first && named);
    let leads_line =
        s.start == segment.first && segment.last - segment.first <= 10 && after.starts_with([',', '(', '|', ':']);
    tag || value || heads || (opened && closed) || line || leads_line
}

/// "interviews will be held remotely", "initially remote because of the pandemic": not how the post is worked.
fn passing(sentence: &str, at: usize) -> bool {
    let near = slice(sentence, at.saturating_sub(120), at + 120).to_ascii_lowercase();
    ["interview", "covid", "coronavirus", "pandemic", "onboarding", "assessment cent", "recruitment process"]
        .iter()
        .any(|w| near.contains(w))
}

/// "Work remotely: no", "Remote: yes".
fn answer(text: &str, end: usize) -> Option<bool> {
    let after = slice(text, end, end + 16).trim_start_matches(['*', '?', ' ']).strip_prefix(':')?;
    let word = after.trim_start_matches(|c: char| !c.is_alphanumeric()).split(|c: char| !c.is_alphanumeric()).next()?;
    match word.to_ascii_lowercase().as_str() {
        "no" | "none" => Some(false),
        "yes" => Some(true),
        _ => None,
    }
}

/// "work remotely up to two days per week".
fn for_some_days(text: &str, end: usize) -> bool {
    let after = slice(text, end, end + 48).to_ascii_lowercase();
    let words: Vec<&str> = after.split_whitespace().take(8).collect();
    let day = words.iter().position(|w| w.starts_with("day"));
    day.is_some_and(|d| {
        words[..d]
            .iter()
            .any(|w| matches!(w.trim_matches('('), "1" | "2" | "3" | "4" | "one" | "two" | "three" | "four"))
    })
}

/// "not", "no", "without" directly before the words, where the whole is no phrase of its own.
fn negated(source: &Source<'_>, segment: &Segment, s: &Spotted) -> bool {
    source.tokens[segment.first.max(s.start.saturating_sub(3))..s.start].iter().any(|t| {
        matches!(t.text(source.text), "not" | "no" | "No" | "Not" | "NOT" | "cannot" | "without" | "isn't" | "isn’t")
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::facts;
    use crate::model::WorkMode::{self, Hybrid, Onsite, Remote};

    fn mode(text: &str) -> Option<WorkMode> {
        facts("", text).work_mode
    }

    #[test]
    fn sentences_and_labels_state_the_mode() {
        for (text, want) in [
            ("This is a fully remote role.", Remote),
            ("Location: Remote", Remote),
            ("- Location: mainly remote with occasional office visits", Remote),
            ("We mainly work remotely but you may visit clients.", Remote),
            ("You can work from anywhere.", Remote),
            ("#LI-Remote", Remote),
            ("London (Hybrid)", Hybrid),
            ("We offer hybrid working.", Hybrid),
            ("We expect you in for three days per week in the office.", Hybrid),
            ("Location: Remote\n\nYou join the team two days a week in the office.", Hybrid),
            ("The post is part home based and part based at our sites.", Hybrid),
            ("You may work remotely up to 2 days per week.", Hybrid),
            ("Location: York, PA (Onsite)", Onsite),
            ("This is an on-site position.", Onsite),
            ("This is not a remote role.", Onsite),
            ("Remote work is not an option at this time.", Onsite),
            ("Work remotely: No", Onsite),
            ("Network engineer\n£41,000, permanent, on site at the hospital", Onsite),
            ("Accountant, Wexcombe. £48,000. Hybrid after probation.", Hybrid),
            ("All work is done remotely and paid by the hour.", Remote),
            ("We work five days a week in the office.", Onsite),
            ("You join a small team.\n\nWork setup: Hybrid\n\nApply soon.", Hybrid),
            ("Payroll clerk - 100% remote in Ohio - $31 an hour", Remote),
            ("We work in a hybrid manner.", Hybrid),
            ("All work will be performed on-site at our plant.", Onsite),
            ("Two fixed days in the studio, the rest is yours.", Hybrid),
            ("Occasional remote work is possible.", Hybrid),
            ("it analyst - 26k - kirkmoor college - on site - permanent", Onsite),
            ("60% office attendance is asked for.", Hybrid),
            ("Telecommuting options: some telecommuting allowed", Hybrid),
            ("You can work from home several times a week.", Hybrid),
        ] {
            assert_eq!(mode(text), Some(want), "{text:?}");
        }
    }

    #[test]
    fn other_remote_things_are_no_mode() {
        for text in [
            "You will set up remote monitoring of servers.",
            "Experience of hybrid cloud and remote desktop support.",
            "Benefits: on-site gym and onsite parking.",
            "Interviews will be held remotely.",
            "Health care for remote communities.",
            "Our hybrid vehicles are sold across Europe.",
            "# About us\n\nWe are a remote-first company with people in ten countries.",
            "You provide onsite and remote technical support.",
            "The role is based in Leeds.",
            "Because of the pandemic the team works remotely.",
            "There is onsite parking for all staff.",
            "You prepare cases for the Home Office.",
            "Perks: a home office stipend and a laptop.",
            "You support our back office and remote teams.",
            "Engineers are sent to remote sites.",
        ] {
            assert_eq!(mode(text), None, "{text:?}");
        }
    }

    #[test]
    fn the_title_is_stronger_than_a_sentence() {
        assert_eq!(facts("Data analyst (remote)", "Some of us like hybrid working.").work_mode, Some(Remote));
        assert_eq!(facts("Home based sales executive", "You sell remote surveillance.").work_mode, Some(Remote));
    }
}
