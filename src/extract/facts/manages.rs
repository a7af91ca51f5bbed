//! The people whom the holder manages.

use super::spot::masked;
use super::{Source, Spotted, slice};
use crate::extract::cue::{self, CueInText};
use crate::extract::segment::{Segment, SegmentKind};
use crate::extract::{decide, number};
use crate::model::{Manages, SectionKind, Seniority, Span};
use crate::rules::fact_cues::FactCue;
use crate::rules::lexicon::flag;
use crate::rules::tokens::{Gap, Token};

/// How many words may stand between the verb and the people.
const REACH: usize = 7;

/// How far before and behind the words a demand for experience may stand, in bytes.
const WISHED_BEFORE: usize = 70;
const WISHED_BEHIND: usize = 34;

/// A statement that people are managed.
#[derive(Debug, Clone, Copy)]
struct Claim {
    count: Option<u32>,
    /// Said of those who report to the holder.
    direct: bool,
    /// A demand for experience of it, not a statement of the post.
    wished: bool,
    first: usize,
    last: usize,
    segment: usize,
}

/// The first statement with the largest number, else the first statement at all. Demands for experience of managing
/// count only for posts whose title leads.
pub fn read(source: &Source<'_>, spotted: &[Spotted], seniority: Option<Seniority>) -> Option<Manages> {
    let leads = seniority.is_some_and(|s| s >= Seniority::Manager);
    let mut best: Option<Claim> = None;
    let mut cues = (usize::MAX, Vec::new());
    for at in 0..spotted.len() {
        let segment = &source.segments[spotted[at].segment];
        if told_elsewhere(segment) {
            continue;
        }
        let Some(claim) = claim_at(source, spotted, at, segment)
            .filter(|c| !c.wished || leads && segment.section != SectionKind::Optional)
        else {
            continue;
        };
        // Those who report to the holder, not the whole house ("leads a staff of 48, with five direct reports").
        let rank = |c: &Claim| (c.direct && c.count.is_some(), c.count);
        let better = best.is_none_or(|b| rank(&claim) > rank(&b));
        if better && !set_aside(source, &claim, &mut cues) {
            best = Some(claim);
        }
    }
    let claim = best?;
    let (start, end) = (source.tokens[claim.first].start as usize, source.tokens[claim.last - 1].end as usize);
    Some(Manages { direct_reports: claim.count, span: Span::new(start, end)? })
}

fn told_elsewhere(segment: &Segment) -> bool {
    let aside = matches!(
        segment.section,
        SectionKind::Benefits | SectionKind::EqualOpportunity | SectionKind::Application | SectionKind::Employer
    );
    aside || segment.kind == SegmentKind::Heading
}

/// Whether a cue sets the claim aside. `known` holds the cues of the segment that was asked about last.
fn set_aside(source: &Source<'_>, claim: &Claim, known: &mut (usize, Vec<CueInText>)) -> bool {
    if known.0 != claim.segment {
        known.0 = claim.segment;
        let segment = &source.segments[claim.segment];
        cue::cues(source.text, source.tokens, segment, source.rules, &mut Vec::new(), &mut known.1);
    }
    decide::set_aside(claim.first, claim.last, &known.1).is_some()
}

fn claim_at(source: &Source<'_>, spotted: &[Spotted], at: usize, segment: &Segment) -> Option<Claim> {
    let s = &spotted[at];
    if !matches!(s.cue, FactCue::DirectReports | FactCue::ManagePeople | FactCue::Manage) {
        return None;
    }
    if masked(spotted, at, FactCue::NotManage) || denied(source, segment, s) {
        return None;
    }
    let claim = |count, first, last| {
        Some(Claim {
            count,
            direct: s.cue == FactCue::DirectReports,
            wished: wished(source, spotted, at),
            first,
            last,
            segment: s.segment,
        })
    };
    match s.cue {
        FactCue::DirectReports => {
            let from = segment.first.max(s.start.saturating_sub(6));
            let count = (from..s.start).rev().find_map(|i| number(source, i));
            claim(count, s.start, s.end)
        }
        FactCue::ManagePeople if given_by_others(source, segment, s) => None,
        FactCue::ManagePeople => {
            let to = segment.last.min(s.end + 6);
            let count = (s.end..to).take_while(|&i| source.tokens[i].gap != Gap::Break).find_map(|i| number(source, i));
            claim(count, s.start, s.end)
        }
        FactCue::Manage if is_a_lead(source, spotted, at, segment) => None,
        FactCue::Manage => {
            let (people, count) = people_behind(source, spotted, at, segment)?;
            // "responsible for staff" may be anything, "responsible for four engineers" is not.
            let loose = matches!(source.tokens[s.end - 1].text(source.text), "for" | "after")
                || source.tokens[s.start].text(source.text).eq_ignore_ascii_case("clinical");
            if loose && count.is_none() { None } else { claim(count, s.start, people) }
        }
        _ => None,
    }
}

/// "Line management for the posts would remain within the trust".
fn given_by_others(source: &Source<'_>, segment: &Segment, s: &Spotted) -> bool {
    let next = source.tokens.get(s.end).filter(|_| s.end < segment.last);
    let near = slice(source.text, source.tokens[s.end - 1].end as usize, source.tokens[s.end - 1].end as usize + 50);
    let to_them = s.start > segment.first
        && matches!(
            source.tokens[s.start - 1].text(source.text),
            "to" | "with"
                | "from"
                | "by"
                | "senior"
                | "excellent"
                | "Excellent"
                | "good"
                | "Good"
                | "great"
                | "Great"
                | "supportive"
                | "Supportive"
        );
    to_them
        || next.is_some_and(|t| matches!(t.text(source.text), "from" | "by" | "is" | "will"))
        || near.contains(" remain")
        || near.contains("provided by")
}

/// The end of the words for people behind the verb, and their number where it stands between or behind.
fn people_behind(
    source: &Source<'_>,
    spotted: &[Spotted],
    at: usize,
    segment: &Segment,
) -> Option<(usize, Option<u32>)> {
    let s = &spotted[at];
    let verb = source.tokens[s.end - 1].text(source.text).to_ascii_lowercase();
    // "managed service", "highly motivated": not what the holder does.
    let word = source.tokens[s.start].word;
    if word.is(flag::PAST) && !word.is(flag::BASE | flag::THIRD | flag::ING) {
        return None;
    }
    let weak = verb.starts_with("run") || verb.starts_with("direct") || verb == "up";
    let stop = segment.last.min(s.end + REACH);
    let mut i = s.end;
    let mut count = None;
    let mut plain = 0;
    let mut opened = false;
    while i < stop {
        let token = &source.tokens[i];
        if i > s.end && ends_object(source, spotted, i, opened, plain) {
            return None;
        }
        count = count.or_else(|| number(source, i));
        if let Some(people) = starting(spotted, i).find(|p| p.cue == FactCue::People) {
            let own = starting(spotted, i).any(|p| p.cue == FactCue::NotManage);
            if ends_noun(source, spotted, segment, people.end) && !own && is_object(source, s, &verb, people) {
                let counted = match count {
                    Some(first) => with_others(source, spotted, segment, people.end, first),
                    None => (people.end, behind(source, segment, people.end)),
                };
                return (!weak || plain == 0 && is_team(source, people)).then_some(counted);
            }
        }
        // "*Lead* Data Engineers to steer their teams", "leading providers *require* staff"
        let title =
            verb == "lead" && token.word.is(flag::PERSON) && token.text(source.text).starts_with(char::is_uppercase);
        let act = plain > 0
            && token.word.is(flag::VERB)
            && token.word.is(flag::BASE | flag::THIRD)
            && !token.word.is(flag::NOUNISH | flag::ING)
            && !source.tokens[i - 1].word.is(flag::AND)
            && !names_people(spotted, i + 1);
        if title || act {
            return None;
        }
        opened |= token.word.is(flag::DETERMINER);
        plain += usize::from(is_plain(token));
        let work = matches!(source.tokens[i - 1].text(source.text), "activities" | "work" | "performance" | "efforts");
        let of = token.text(source.text) == "of" && plain > 0 && !work && !source.tokens[i - 1].word.is(flag::GROUP);
        let passes = !token.word.is(flag::FUNCTION)
            || token.word.is(flag::DETERMINER | flag::AND | flag::OR | flag::NUMBER)
            || matches!(
                token.text(source.text),
                "of" | "up" | "to" | "around" | "about" | "approximately" | "&" | "in"
            );
        if !passes || of || plain > 4 {
            return None;
        }
        i += 1;
    }
    None
}

/// "four engineers *and two technicians*": all that a list counts.
fn with_others(
    source: &Source<'_>,
    spotted: &[Spotted],
    segment: &Segment,
    end: usize,
    first: u32,
) -> (usize, Option<u32>) {
    let (mut end, mut sum) = (end, first);
    loop {
        // "three Staff *Attorneys*"
        let mut i = end;
        while i < segment.last.min(end + 3)
            && source.tokens[i].gap == Gap::Space
            && !source.tokens[i].word.is(flag::FUNCTION)
        {
            i += 1;
        }
        let Some(next) = source.tokens.get(i).filter(|_| i < segment.last) else { break };
        if next.word.is(flag::AND) {
            i += 1;
        } else if next.gap != Gap::Comma {
            break;
        }
        let Some(count) = (i < segment.last).then(|| number(source, i)).flatten() else { break };
        let from = spotted.partition_point(|s| s.start <= i);
        let near = spotted[from..].iter().take_while(|s| s.start <= i + 5 && s.end <= segment.last);
        let Some(people) = near.filter(|s| s.cue == FactCue::People).last() else { break };
        (end, sum) = (people.end, sum.saturating_add(count));
    }
    (end, Some(sum))
}

/// "the technical *lead* in the team", "business *leads*, engineers", "*Lead* User Researchers", "industry *leading*": a
/// person, a title or a quality, no leading.
fn is_a_lead(source: &Source<'_>, spotted: &[Spotted], at: usize, segment: &Segment) -> bool {
    let s = &spotted[at];
    let form = source.tokens[s.end - 1].text(source.text).to_ascii_lowercase();
    let before = s.start.checked_sub(1).filter(|_| s.start > segment.first).map(|i| source.tokens[i]);
    // "with *a supervising* consultant", "*a leading* provider"
    let attribute = form.ends_with("ing")
        && source.tokens[s.start].gap == Gap::Space
        && before.is_some_and(|t| t.word.is(flag::DETERMINER) && !t.word.is(flag::PRONOUN));
    if attribute || !matches!(form.as_str(), "lead" | "leads" | "leading") {
        return attribute;
    }
    let verb = |i: usize| source.tokens.get(i).is_some_and(|t| t.word.is(flag::VERB));
    let Some(next) = source.tokens.get(s.end).filter(|_| s.end < segment.last) else { return true };
    let listed = next.gap == Gap::Comma && !verb(s.end) || next.word.is(flag::AND) && !verb(s.end + 1);
    let placed = matches!(next.text(source.text), "in" | "for" | "of" | "on" | "at" | "within" | "with" | "to");
    let quality = form == "leading"
        && source.tokens[s.start].gap != Gap::Break
        && before
            .is_some_and(|t| !t.word.is(flag::FUNCTION | flag::ADVERB | flag::VERB | flag::PERSON | flag::CARRIER));
    listed || placed || quality
}

/// Whether words for people start at token `i`.
fn names_people(spotted: &[Spotted], i: usize) -> bool {
    starting(spotted, i).any(|s| s.cue == FactCue::People)
}

/// The phrases that start at token `i`.
fn starting(spotted: &[Spotted], i: usize) -> impl Iterator<Item = &Spotted> {
    spotted[spotted.partition_point(|s| s.start < i)..].iter().take_while(move |s| s.start == i)
}

/// A noun or name between the verb and the people.
fn is_plain(token: &Token) -> bool {
    !token.word.is(flag::SKIP | flag::FUNCTION | flag::GROUP | flag::PERSON | flag::NUMBER)
}

/// Whether the object of the verb cannot go on at token `i`: another clause, another verb. Behind an article
/// (`opened`) a form in -ing belongs to the object ("a growing team").
fn ends_object(source: &Source<'_>, spotted: &[Spotted], i: usize, opened: bool, plain: usize) -> bool {
    let token = &source.tokens[i];
    let between = slice(source.text, source.tokens[i - 1].end as usize, token.start as usize);
    let verb = starting(spotted, i).any(|p| p.cue == FactCue::Manage);
    match token.gap {
        Gap::Break => !between.contains(['(', ')', '+', '*', '&']),
        // "manage, supervise and develop the team"
        Gap::Comma => {
            let another = token.word.is(flag::TASK_VERB) && plain == 0;
            !verb && !another && !token.word.is(flag::ADJECTIVE | flag::AND)
        }
        _ => {
            let before_people = names_people(spotted, i + 1);
            token.word.is(flag::ING) && !opened && !before_people && !source.tokens[i - 1].word.is(flag::AND)
        }
    }
}

/// People in the plural or as a group; one alone only with an article ("a junior clinician"), and none behind "lead",
/// which is then part of a title ("lead engineer").
fn is_object(source: &Source<'_>, verb: &Spotted, form: &str, people: &Spotted) -> bool {
    let word = source.tokens[people.end - 1].text(source.text).to_ascii_lowercase();
    let many = word.ends_with('s')
        || is_team(source, people)
        || source.tokens[people.end - 1].word.is(flag::GROUP)
        || matches!(word.as_str(), "crew" | "squad" | "brigade" | "midwives" | "department" | "headcount");
    let between = &source.tokens[verb.end..people.start];
    let articled = between.iter().any(|t| t.word.is(flag::DETERMINER | flag::NUMBER));
    let capital = source.tokens[people.start].text(source.text).starts_with(char::is_uppercase);
    // "Lead User Researchers are …", "leading practitioners"
    if !articled && !is_team(source, people) && (form == "lead" && capital || form == "leading" && between.is_empty()) {
        return false;
    }
    many || (articled && form != "lead" && form != "manage")
}

/// "a team", "staff", "people" themselves, not one role of them ("coach the engineers").
fn is_team(source: &Source<'_>, people: &Spotted) -> bool {
    let word = source.tokens[people.start].text(source.text).to_ascii_lowercase();
    matches!(
        word.as_str(),
        "team" | "teams" | "staff" | "people" | "employees" | "personnel" | "workforce" | "reports" | "direct"
    )
}

/// Nothing follows that makes the people part of another noun ("team meetings", "staff rotas").
fn ends_noun(source: &Source<'_>, spotted: &[Spotted], segment: &Segment, end: usize) -> bool {
    let Some(next) = source.tokens.get(end).filter(|_| end < segment.last) else { return true };
    if next.gap != Gap::Space {
        return next.gap != Gap::Joined;
    }
    let at = spotted.partition_point(|s| s.start < end);
    !spotted[at..].iter().take_while(|s| s.start == end).any(|s| s.cue == FactCue::OfPeople)
}

/// "a team (8 people)", "a team of 8", "staff (12)".
fn behind(source: &Source<'_>, segment: &Segment, from: usize) -> Option<u32> {
    let stop = segment.last.min(from + 6);
    let mut i = from;
    while i < stop {
        let token = &source.tokens[i];
        if let Some(n) = number(source, i) {
            return Some(n);
        }
        let word = token.text(source.text);
        let opens = slice(source.text, source.tokens[i - 1].end as usize, token.start as usize).contains('(');
        let small = matches!(
            word,
            "of" | "up"
                | "to"
                | "around"
                | "about"
                | "approximately"
                | "approx"
                | "c"
                | "circa"
                | "over"
                | "between"
                | "at"
                | "least"
                | "currently"
                | "comprising"
        );
        if !(small || (opens && i == from)) {
            return None;
        }
        i += 1;
    }
    None
}

/// A head count in figures or words; no year, age, share, money or time.
fn number(source: &Source<'_>, i: usize) -> Option<u32> {
    let token = &source.tokens[i];
    let word = token.text(source.text);
    if let Some(n) = number::written(word) {
        return Some(n);
    }
    let n: u32 = word.trim_end_matches('+').parse().ok()?;
    let next = source.tokens.get(i + 1).map_or("", |t| t.text(source.text));
    let unit = matches!(
        next,
        "year"
            | "years"
            | "months"
            | "hours"
            | "days"
            | "weeks"
            | "million"
            | "countries"
            | "sites"
            | "bed"
            | "bedded"
            | "beds"
            | "yrs"
    );
    let before = slice(source.text, (token.start as usize).saturating_sub(3), token.start as usize);
    let graded = i.checked_sub(1).is_some_and(|k| {
        matches!(
            source.tokens[k].text(source.text),
            "band" | "Band" | "bands" | "Bands" | "level" | "Level" | "grade" | "Grade"
        )
    });
    let behind = slice(source.text, token.end as usize, token.end as usize + 1);
    // "30-36 people": the upper end; "x (8)" is the same number again.
    let range = source.tokens.get(i + 1).filter(|t| t.gap == Gap::Joined || next == "to").and_then(|_| {
        let at = if next == "to" { i + 2 } else { i + 1 };
        source.tokens.get(at).and_then(|t| t.text(source.text).parse::<u32>().ok())
    });
    let thousands = slice(source.text, token.end as usize, token.end as usize + 4);
    let parted =
        thousands.len() == 4 && thousands.starts_with(',') && thousands[1..].bytes().all(|b| b.is_ascii_digit());
    let money = parted || before.contains(['£', '$', '€', '#', '.', ',']) || behind == "%" || behind == "k";
    ((1..=5000).contains(&n) && !unit && !money && !graded).then_some(range.filter(|r| *r > n).unwrap_or(n))
}

/// "no", "not", "without" before; "is not a responsibility" behind.
fn denied(source: &Source<'_>, segment: &Segment, s: &Spotted) -> bool {
    let own = s.cue != FactCue::DirectReports;
    let before = source.tokens[segment.first.max(s.start.saturating_sub(3))..s.start].iter();
    let behind = slice(
        source.text,
        source.tokens[s.end - 1].end as usize,
        segment.end.min(source.tokens[s.end - 1].end as usize + 60),
    );
    let refused = before.into_iter().any(|t| match t.text(source.text) {
        "no" | "not" | "No" | "Not" | "without" | "cannot" | "don't" | "under" | "Under" => true,
        "your" | "Your" | "our" | "Our" | "we" | "We" => own,
        _ => false,
    });
    refused || behind.contains(" is not a ") || behind.contains(" are not ")
}

/// "Experience of managing a team" is asked of the reader; it does not say that the post has one.
fn wished(source: &Source<'_>, spotted: &[Spotted], at: usize) -> bool {
    let s = &spotted[at];
    let (start, end) = s.bytes(source.tokens);
    let before = spotted[..at]
        .iter()
        .rev()
        .take_while(|b| b.segment == s.segment && b.bytes(source.tokens).1 + WISHED_BEFORE > start);
    let behind = spotted[at..].iter().take_while(|b| b.bytes(source.tokens).1 <= end + WISHED_BEHIND);
    before.into_iter().any(|b| b.cue == FactCue::Wished && b.end <= s.start)
        || behind.into_iter().any(|b| b.cue == FactCue::WishedBehind && b.segment == s.segment && b.start >= s.end)
}

#[cfg(test)]
mod tests {
    use super::super::testing::facts;

    fn reports(text: &str) -> Option<Option<u32>> {
        facts("", text).manages.map(|m| m.direct_reports)
    }

    #[test]
    fn people_and_their_number_are_read() {
        for (text, want) in [
            ("You will lead a team of 8 direct reports.", Some(8)),
            ("Lead a team of 8.", Some(8)),
            ("Responsibilities\n- Manage 3 staff", Some(3)),
            ("You will have six direct reports.", Some(6)),
            ("You supervise three (3) Staff Attorneys, five (5) Election Officers and three (3) clerks.", Some(11)),
            ("Recruits, trains, supervises, and terminates seasonal or temporary staff.", None),
            ("Direct supervision of band 6 staff", None),
            ("You will be running a team of twelve.", Some(12)),
            ("Responsible for managing the 30+ full-time employees of the department", Some(30)),
            ("Manages a team of up to 18 seasonal staff.", Some(18)),
            ("You will manage a team (5 people) in Leeds.", Some(5)),
            ("Line management of content designers", None),
            ("You will supervise junior staff.", None),
            ("Lead a growing team of engineers", None),
            ("The post has line management responsibilities.", None),
        ] {
            assert_eq!(reports(text), Some(want), "{text:?}");
        }
    }

    #[test]
    fn being_managed_is_not_managing() {
        for text in [
            "You report to the head of a team of 12.",
            "We are a team of 10 engineers.",
            "Ask your line manager before you apply.",
            "This role has no direct reports.",
            "You work under the supervision of a senior nurse.",
            "Manage stakeholder relationships across teams.",
            "You work with a lead engineer and a designer.",
            "We are looking for highly motivated nurses.",
            "You work with a supervising consultant and leading practitioners.",
            "A Control Lead to join our team is wanted.",
            "You coach Lead Data Engineers to steer their teams.",
            "You are good at leading projects, helping teams to see what is asked.",
            "We offer excellent line management and supervision.",
            "Supervision of other employees is not a responsibility of this post.",
            "About us\n\nOur managers lead teams of 20 people.",
        ] {
            assert_eq!(reports(text), None, "{text:?}");
        }
    }

    #[test]
    fn experience_of_managing_counts_for_posts_that_lead() {
        let text = "Requirements\n- Experience of managing a team";
        assert!(facts("Finance manager", text).manages.is_some());
        assert!(facts("Data analyst", text).manages.is_none());
    }
}
