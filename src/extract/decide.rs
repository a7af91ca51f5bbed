//! Whether a label is a requirement and how badly it is wanted, or why it is none.

use super::cue::CueInText;
use super::find::LabelFound;
use super::others::is_quality;
use super::segment::{Segment, SegmentKind};
use crate::model::{AsideReason, CompetencyKind, Necessity, SectionKind};
use crate::rules::cues::{Meaning, Scope};
use crate::rules::lexicon::flag;
use crate::rules::tokens::{Gap, Token};
use crate::rules::vocabulary::{Award, Competency};

/// What a label is in its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Standing {
    /// With the cue that decided, if one did.
    Requirement(Necessity, Option<u32>),
    Aside(AsideReason),
}

/// What a whole segment says, before its clauses are looked at.
#[derive(Debug, Clone, Copy)]
pub struct SegmentView {
    /// Why nothing in it is asked for, if so.
    pub aside: Option<AsideReason>,
    /// Where that ends: "Our client, a maker of …, *is looking for* an engineer with …".
    pub until: usize,
}

impl SegmentView {
    /// Why what starts at token `first` is not asked for, if so.
    pub fn aside_at(&self, first: usize) -> Option<AsideReason> {
        self.aside.filter(|_| first < self.until)
    }
}

/// Reads the section and the cues that rule a whole sentence.
pub fn view(segment: &Segment, text: &str, tokens: &[Token], cues: &[CueInText], repeated: bool) -> SegmentView {
    let demanded = |c: &CueInText| matches!(c.means, Meaning::Necessity(Necessity::Essential | Necessity::Optional));
    // "The ability to speak Welsh is desirable" is asked for in every advert that says it.
    if repeated && !cues.iter().any(demanded) {
        return SegmentView { aside: Some(AsideReason::Boilerplate), until: usize::MAX };
    }
    // "If you want to join our team and have …" is said to the reader.
    let opens_with = |word: &str| tokens.get(segment.first).is_some_and(|t| t.text(text).eq_ignore_ascii_case(word));
    let spoken_to = |at: usize| opens_with("if") && tokens[segment.first..at].iter().any(|t| t.word.is(flag::READER));
    let sentence_cue = cues.iter().find_map(|c| match (c.means, c.scope) {
        (Meaning::Aside(AsideReason::Employer), Scope::Sentence) if spoken_to(c.start) => None,
        (Meaning::Aside(why), Scope::Sentence) => Some((why, c.start)),
        _ => None,
    });
    let addressed = addresses_reader(segment, text, tokens);
    let asks = cues.iter().find(|c| is_asking(c.means)).map(|c| c.start);
    // "To apply it is essential that you have …": what is demanded holds wherever it is said.
    let demands = cues
        .iter()
        .any(|c| c.scope == Scope::After && c.means == Meaning::Necessity(Necessity::Essential) && c.end - c.start > 1);
    let aside = match segment.section {
        SectionKind::Benefits => Some(AsideReason::Benefit),
        SectionKind::NotAsked => Some(AsideReason::Negated),
        SectionKind::EqualOpportunity | SectionKind::Application => Some(AsideReason::Boilerplate),
        SectionKind::Employer if !asks_directly(cues) => Some(AsideReason::Employer),
        SectionKind::Tasks
            if segment.kind == SegmentKind::Sentence
                && asks.is_none()
                && !addressed
                && speaks_of_employer(segment, tokens) =>
        {
            Some(AsideReason::Employer)
        }
        SectionKind::Tasks | SectionKind::Requirements | SectionKind::Optional => sentence_cue.and_then(|(why, at)| {
            // Inside a list of demands such words are part of a demand, unless the sentence opens with them.
            let opens = at <= segment.first + 2;
            let weak = segment.kind == SegmentKind::Item && !opens;
            let formula = why == AsideReason::Boilerplate;
            let told = segment.kind == SegmentKind::Sentence && asks.is_none() && !addressed;
            let fits = opens || told || why != AsideReason::Employer;
            (formula || (!weak && asks.is_none_or(|a| a > at) && fits)).then_some(why)
        }),
        _ => match sentence_cue {
            Some((why, at)) if why == AsideReason::Boilerplate || !demands && asks.is_none_or(|a| a > at) => Some(why),
            _ if segment.section == SectionKind::Facts => None,
            _ if addressed => None,
            _ if speaks_of_employer(segment, tokens)
                && !cues.iter().any(|c| matches!(c.means, Meaning::Necessity(_))) =>
            {
                Some(AsideReason::Employer)
            }
            _ if segment.kind == SegmentKind::Item || asks_firmly(segment, cues) || is_demand(segment, tokens) => None,
            _ => Some(AsideReason::Employer),
        },
    };
    let listed = matches!(segment.section, SectionKind::Benefits | SectionKind::NotAsked);
    let blurb = matches!(aside, Some(AsideReason::Employer | AsideReason::Benefit)) && !listed;
    let told_until = sentence_cue.filter(|_| blurb).and_then(|(_, at)| {
        let seeks = |c: &&CueInText| c.means == Meaning::Necessity(Necessity::Unstated) && c.scope == Scope::After;
        cues.iter().filter(seeks).find(|c| c.start >= at).map(|c| c.end)
    });
    SegmentView { aside, until: told_until.unwrap_or(usize::MAX) }
}

/// Whether an entry between benefits can be one too: it asks for nothing.
pub fn may_be_benefit(segment: &Segment, cues: &[CueInText]) -> bool {
    !matches!(segment.section, SectionKind::Requirements | SectionKind::Optional)
        && !cues.iter().any(|c| matches!(c.means, Meaning::Necessity(_) | Meaning::Evidence))
}

/// Cues that only stand in sentences about the person or the post.
fn is_asking(means: Meaning) -> bool {
    matches!(means, Meaning::Necessity(_) | Meaning::Task | Meaning::Evidence | Meaning::Level(_))
}

/// Words of level and lists within a sentence ("an excellent …", "such as") say nothing of whom it speaks; at its start
/// they do.
fn asks_firmly(segment: &Segment, cues: &[CueInText]) -> bool {
    cues.iter().any(|c| match c.means {
        Meaning::Necessity(_) | Meaning::Task => true,
        Meaning::Evidence | Meaning::Level(_) => c.start <= segment.first + 2,
        _ => false,
    })
}

fn asks_directly(cues: &[CueInText]) -> bool {
    cues.iter().any(|c| matches!(c.means, Meaning::Necessity(_)) && c.scope == Scope::After)
}

/// "you", "your", a verb of work (with "to" or without) at the start of the sentence, or the post as its subject.
fn addresses_reader(segment: &Segment, text: &str, tokens: &[Token]) -> bool {
    let words = &tokens[segment.first..segment.last];
    let first = words.iter().find(|t| !t.word.is(flag::ADVERB | flag::TO)).map(|t| t.word);
    first.is_some_and(|w| w.is(flag::TASK_VERB) && w.is(flag::BASE | flag::ING | flag::THIRD))
        || words.iter().any(|t| t.word.is(flag::READER))
        || names_post(segment, text, tokens)
}

/// "The Charge Nurse supports …", "This nurse will …": one person by the work, and what they do.
fn names_post(segment: &Segment, text: &str, tokens: &[Token]) -> bool {
    let words = &tokens[segment.first..segment.last];
    let opens =
        words.first().is_some_and(|t| ["the", "this", "a", "an"].iter().any(|w| t.text(text).eq_ignore_ascii_case(w)));
    let person = words.iter().take(7).position(|t| t.word.is(flag::PERSON)).filter(|&i| opens && i > 0);
    person.is_some_and(|i| {
        let one = !words[i].text(text).ends_with('s');
        let plain = words[1..i].iter().all(|t| t.gap == Gap::Space && !t.word.is(flag::FUNCTION | flag::CUTS));
        let next = words.get(i + 1).filter(|t| t.gap == Gap::Space);
        let acts = |t: &&Token| {
            t.word.is(flag::MODAL)
                || t.word.is(flag::VERB) && t.word.is(flag::THIRD)
                || matches!(t.text(text), "is" | "has")
        };
        one && plain && next.filter(acts).is_some()
    })
}

/// "We build …", "At our labs …": the employer is what the sentence is about.
fn speaks_of_employer(segment: &Segment, tokens: &[Token]) -> bool {
    tokens[segment.first..segment.last].iter().take(4).any(|t| t.word.is(flag::COMPANY))
}

/// "Database experience including SQL queries": says nothing of anybody, and names experience.
fn is_demand(segment: &Segment, tokens: &[Token]) -> bool {
    let words = &tokens[segment.first..segment.last];
    let says = |t: &Token| {
        t.word.is(flag::MODAL | flag::COMPANY | flag::PRONOUN)
            || t.word.is(flag::VERB) && !t.word.is(flag::ING | flag::NOUNISH | flag::SKIP)
    };
    let names = |t: &Token| t.word.is(flag::CARRIER) && !t.word.is(flag::FUNCTION | flag::SKIP);
    words.iter().any(names) && !words.iter().any(says)
}

/// Decides one label.
pub fn standing(
    label: &LabelFound,
    competency: &Competency,
    segment: &Segment,
    view: SegmentView,
    (text, tokens): (&str, &[Token]),
    cues: &[CueInText],
) -> Standing {
    if !label.certain {
        return Standing::Aside(AsideReason::Ambiguous);
    }
    let sought = || {
        is_sought(label, competency, segment, text, tokens, cues)
            || names_the_holder(label, competency, (text, tokens), segment, cues)
    };
    if is_job_title(label, text, tokens, segment) && !sought() {
        return Standing::Aside(AsideReason::Ambiguous);
    }
    if let Some(why) = set_aside(label.first, label.last, cues) {
        return Standing::Aside(why);
    }
    let (necessity, cue) = necessity(label.first, label.last, segment, cues);
    // Between words about the employer only what is said to be wanted is asked for.
    if segment.section == SectionKind::Employer && necessity == Necessity::Unstated && !is_gate(competency) {
        return Standing::Aside(AsideReason::Employer);
    }
    if let Some(why) = view.aside_at(label.first) {
        // "Employment is subject to a DBS check" holds amid benefits too.
        let stays = is_gate(competency)
            && (why != AsideReason::Benefit || cue.is_some() && necessity == Necessity::Essential)
            && (cue.is_some() || segment.section != SectionKind::Employer);
        if !stays {
            return Standing::Aside(why);
        }
    }
    Standing::Requirement(necessity, cue)
}

/// Decides words that no vocabulary knows, in a segment that asks for something.
pub fn open_standing(first: usize, last: usize, segment: &Segment, cues: &[CueInText]) -> Standing {
    let (necessity, cue) = necessity(first, last, segment, cues);
    match set_aside(first, last, cues) {
        Some(why) => Standing::Aside(why),
        None if segment.section == SectionKind::Employer && necessity == Necessity::Unstated => {
            Standing::Aside(AsideReason::Employer)
        }
        None => Standing::Requirement(necessity, cue),
    }
}

/// Why the words `first..last` are not asked for, where a cue in their clause says so.
pub fn set_aside(first: usize, last: usize, cues: &[CueInText]) -> Option<AsideReason> {
    cues.iter().filter(|c| c.scope != Scope::Sentence && c.covers(first, last)).find_map(|c| match c.means {
        Meaning::Aside(why) => Some(why),
        _ => None,
    })
}

/// The nearest cue that covers the label, else what the section says.
pub fn necessity(first: usize, last: usize, segment: &Segment, cues: &[CueInText]) -> (Necessity, Option<u32>) {
    let distance = |c: &CueInText| if c.end <= first { first - c.end } else { c.start.saturating_sub(last) };
    let stated = cues.iter().filter_map(|c| match c.means {
        Meaning::Necessity(n) if c.covers(first, last) => Some((n, c)),
        _ => None,
    });
    // A cue behind the words ("… is preferred") speaks of them alone, one before them may open a whole list.
    let nearest = stated.min_by_key(|(_, c)| (c.scope != Scope::Before, distance(c)));
    let default = match segment.section {
        SectionKind::Requirements => Necessity::Essential,
        SectionKind::Optional => Necessity::Optional,
        _ => Necessity::Unstated,
    };
    match nearest {
        // Under an optional heading "must" and "you have" do not make it essential.
        Some((Necessity::Essential, _)) if segment.section == SectionKind::Optional => (Necessity::Optional, None),
        Some((Necessity::Unstated, _)) | None => {
            (if opens_with_demand(segment, cues) { Necessity::Essential } else { default }, None)
        }
        Some((n, c)) => (n, Some(c.cue)),
    }
}

/// "Good experience of …", "Degree in …" outside any known section: such a sentence is a demand.
fn opens_with_demand(segment: &Segment, cues: &[CueInText]) -> bool {
    let opens =
        |c: &CueInText| matches!(c.means, Meaning::Evidence | Meaning::Level(_)) && c.start <= segment.first + 1;
    matches!(segment.section, SectionKind::Intro | SectionKind::Facts) && cues.iter().any(opens)
}

/// "marketing *manager*", "Backend Java *Engineer*": the label names people, not what they can do.
fn is_job_title(label: &LabelFound, text: &str, tokens: &[Token], segment: &Segment) -> bool {
    let capital = |t: &Token| t.text(text).starts_with(char::is_uppercase);
    let title = capital(&tokens[label.first]);
    for token in tokens[label.last..segment.last].iter().take(3) {
        if !matches!(token.gap, Gap::Space | Gap::Joined) || token.word.is(flag::FUNCTION) {
            return false;
        }
        if token.word.is(flag::PERSON) {
            return token.gap == Gap::Space;
        }
        // "Commercial *Awareness* Excellent customer …": another entry of a list that lost its line ends.
        if !title || !capital(token) || token.word.is(flag::ADJECTIVE | flag::ADVERB) {
            return false;
        }
    }
    false
}

/// "We are looking for an *enthusiastic* nurse", "Are you a *motivated* midwife?": a quality of whom the advert seeks.
fn is_sought(
    label: &LabelFound,
    competency: &Competency,
    segment: &Segment,
    text: &str,
    tokens: &[Token],
    cues: &[CueInText],
) -> bool {
    let quality = competency.kind == CompetencyKind::Transversal && is_quality(&tokens[label.last - 1], text);
    let asked = cues.iter().any(|c| matches!(c.means, Meaning::Necessity(_)) && c.covers(label.first, label.last));
    let question = text[segment.start..segment.end].trim_end().ends_with('?');
    quality && (asked || question && tokens[segment.first..label.first].iter().any(|t| t.word.is(flag::READER)))
}

/// "is looking for a *field sales* executive", "ideally an experienced *payroll* manager", "experience as a *production*
/// planner", "*RGN* nurses": whoever is sought can do what the title names, or has what it says.
fn names_the_holder(
    label: &LabelFound,
    competency: &Competency,
    (text, tokens): (&str, &[Token]),
    segment: &Segment,
    cues: &[CueInText],
) -> bool {
    if competency.kind == CompetencyKind::Qualification {
        let held = tokens[label.last - 1].text(text).eq_ignore_ascii_case("qualified");
        return held || competency.award == Some(Award::Registration);
    }
    let plain = |i: usize| {
        let word = tokens[i].word;
        tokens[i].gap != Gap::Break && (!word.is(flag::FUNCTION) || word.is(flag::DETERMINER))
    };
    // From the title's first word back to the word that it hangs on.
    let start = (segment.first..label.first).rev().take_while(|&i| plain(i)).last().unwrap_or(label.first);
    let title = start.max(label.first.saturating_sub(LONGEST_DESCRIPTION))..label.first;
    let sought = cues.iter().any(|c| match c.means {
        Meaning::Necessity(Necessity::Unstated) => c.scope == Scope::After && c.end >= start && c.end <= label.first,
        Meaning::Necessity(_) | Meaning::Evidence => {
            c.covers(label.first, label.last) && title.clone().any(|i| tokens[i].word.is(flag::PROVEN))
        }
        _ => false,
    });
    // "experience as a …"
    let role = start >= segment.first + 2
        && tokens[start].word.is(flag::DETERMINER)
        && tokens[start - 1].text(text) == "as"
        && tokens[start - 2].word.is(flag::CARRIER);
    sought || role
}

/// How many words may stand between "experienced" and what the title names.
const LONGEST_DESCRIPTION: usize = 5;

/// Conditions that hold wherever they stand: registration, licence, clearance, check, permit.
pub fn is_gate(competency: &Competency) -> bool {
    competency.kind == CompetencyKind::Qualification
        && matches!(
            competency.award,
            Some(Award::Registration | Award::Licence | Award::Clearance | Award::Check | Award::Permit)
        )
}
