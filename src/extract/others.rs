//! Departments, teams and other people's work: named beside people, not asked of the reader.

use super::find::LabelFound;
use super::segment::Segment;
use crate::model::{CompetencyKind, SectionKind};
use crate::rules::lexicon::flag;
use crate::rules::tokens::{Gap, Token};
use crate::rules::vocabulary::Competency;

/// How many words of a list are looked at on either side.
const WIDEST: usize = 12;

/// "with Engineering, *Product Management* and customers", "for *internal audit* and regulators", "Head of *Audit*",
/// "in partnership with *social care*", "alongside *qualified nurses*".
pub fn names_others(kind: CompetencyKind, label: &LabelFound, segment: &Segment, text: &str, tokens: &[Token]) -> bool {
    use CompetencyKind as K;
    let people = kind == K::Qualification && tokens[label.last - 1].word.is(flag::PERSON);
    if !people && !matches!(kind, K::Skill | K::Knowledge | K::Leadership) || label.first == segment.first {
        return false;
    }
    let is = |i: usize, words: &[&str]| words.iter().any(|w| tokens[i].text(text).eq_ignore_ascii_case(w));
    let before = label.first - 1;
    if before > segment.first && is(before, &["of"]) && is(before - 1, &["head", "director", "vp", "department"]) {
        return true;
    }
    if names_department(segment, text, tokens, label) {
        return true;
    }
    // "a team including physiotherapists and *psychology*"
    let named = (segment.first + 1..label.first).rev().take(WIDEST).find(|&i| is(i, &["including", "comprising"]));
    if let Some(at) = named
        && is(at - 1, &["team", "teams", "department", "departments"])
        && !(at + 1..=label.first).any(|i| tokens[i].gap == Gap::Break)
        && !acts_between(tokens, at, label.first)
    {
        return true;
    }
    let Some(mut lead) = list_lead(segment, tokens, label.first) else { return false };
    // "partners including *customer service*, order management and finance"
    if is(lead, &["including", "like"]) && lead > segment.first && tokens[lead - 1].word.is(flag::PERSON | flag::GROUP)
    {
        return true;
    }
    // "with specialists in *radiotherapy*": what they are specialists in is theirs.
    let people_of = |at: usize| {
        let word = tokens[at - 1].word;
        is(at, &["in", "from", "of", "within", "across"]) && word.is(flag::PERSON) && !word.is(flag::INSTITUTION)
    };
    let theirs = lead > segment.first && people_of(lead) && !acts_between(tokens, lead, label.first);
    if theirs && let Some(further) = list_lead(segment, tokens, lead) {
        lead = further;
    }
    let worked = lead > segment.first && tokens[lead - 1].word.is(flag::MEANS);
    let with = is(lead, &["with"]) || is(lead, &["alongside"]) && worked;
    if people {
        return with || is(lead, &["between", "by", "alongside"]);
    }
    let joint = lead > segment.first && tokens[lead - 1].word.is(flag::TOGETHER);
    let together = with && (joint || worked && is(lead, &["alongside"]));
    let served = tokens.get(label.last).is_some_and(|t| label.last < segment.last && is_served(t));
    if together && !served && !acts_between(tokens, lead, label.first) {
        return true;
    }
    let company = is(lead, &["with", "between", "across", "by"])
        || is(lead, &["for"])
            && lead > segment.first
            && !is(lead - 1, &["responsible", "responsibility", "accountable"]);
    // "experience of working with" leads to the thing itself, "working with" alone to whoever stands in the list.
    let carrier = |i: usize| tokens[i].word.is(flag::CARRIER) && !is(i, &["working"]);
    let evidence = (segment.first..lead).rev().take(3).any(carrier);
    let theirs = theirs && !is(lead, &["for"]);
    company && !evidence && (theirs || has_people(segment, tokens, lead + 1, label))
}

/// "liaise with teams, *administer* medication and …": what is done stands between the list and the words.
fn acts_between(tokens: &[Token], lead: usize, first: usize) -> bool {
    tokens[lead + 1..first].iter().any(|t| {
        let word = t.word;
        word.is(flag::VERB) && word.is(flag::BASE | flag::THIRD | flag::ING) && !word.is(flag::NOUNISH)
    })
}

/// "with *mental health* patients": those served, by what they need.
fn is_served(next: &Token) -> bool {
    next.gap == Gap::Space && next.word.is(flag::INSTITUTION | flag::OTHERS) && !next.word.is(flag::GROUP)
}

/// "our *data analytics* team", "the *Digital Transformation* department": outside of demands, where the post stands.
fn names_department(segment: &Segment, text: &str, tokens: &[Token], label: &LabelFound) -> bool {
    let asks = matches!(segment.section, SectionKind::Requirements | SectionKind::Optional);
    let group = |t: &Token| t.gap == Gap::Space && t.word.is(flag::GROUP) && !t.word.is(flag::COMPANY);
    let is = |t: &Token, words: &[&str]| words.iter().any(|w| t.text(text).eq_ignore_ascii_case(w));
    let before =
        (segment.first..label.first).rev().take(4).find(|&i| tokens[i].word.is(flag::DETERMINER | flag::COMPANY));
    let next = tokens.get(label.last).filter(|_| label.last < segment.last);
    // "our *contract drafting* tool": what the employer makes.
    let product = next.is_some_and(|t| t.gap == Gap::Space && is(t, &["tool", "tools", "product", "platform", "app"]));
    if !asks && product && before.is_some_and(|i| is(&tokens[i], &["our"])) {
        return true;
    }
    !asks
        && next.is_some_and(group)
        && before.is_some_and(|i| {
            let own = is(&tokens[i], &["our", "the", "a", "an"]);
            // "experience working in the *water hygiene* industry" is asked for.
            let evidence = |t: &Token| t.word.is(flag::CARRIER) && !t.word.is(flag::MEANS);
            let told = |t: &Token| evidence(t) || t.word.is(flag::TASK_VERB) && t.word.is(flag::BASE);
            own && !tokens[segment.first..i].iter().any(told)
        })
}

/// "*Emergency Department* Quality & Delivery Framework", "Association of *Chartered Physiotherapists*", "*Mental Health*
/// Urgent Care Hub": a name of something else that begins or ends with the words.
pub fn part_of_name(
    competency: &Competency,
    label: &LabelFound,
    segment: &Segment,
    text: &str,
    tokens: &[Token],
) -> bool {
    let capital = |i: usize| tokens[i].text(text).starts_with(char::is_uppercase);
    if competency.kind == CompetencyKind::Tool || !(label.first..label.last).all(capital) {
        return false;
    }
    let mut end = label.last;
    while end < segment.last && end < label.last + 4 && tokens[end].gap == Gap::Space {
        if tokens[end].word.is(flag::NAME_END) && capital(end) {
            return true;
        }
        if !capital(end) && !tokens[end].word.is(flag::AND) {
            break;
        }
        end += 1;
    }
    let of = label.first.checked_sub(1).filter(|&i| i > segment.first && tokens[i].text(text) == "of");
    of.is_some_and(|of| capital(of - 1) && tokens[of - 1].word.is(flag::INSTITUTION | flag::GROUP | flag::NAME_END))
}

/// "a dynamic, *innovative* and friendly team", "senior *leadership* teams": a quality of what surrounds the post.
pub fn describes_surroundings(
    competency: &Competency,
    label: &LabelFound,
    segment: &Segment,
    text: &str,
    tokens: &[Token],
) -> bool {
    use CompetencyKind as K;
    let acronym = tokens[label.first].text(text).chars().all(char::is_uppercase);
    // "work alongside a skilled team": what is done is no quality.
    let act = label.last - label.first == 2
        && tokens[label.first].word.is(flag::VERB)
        && tokens[label.first].word.is(flag::BASE)
        && !tokens[label.first].word.is(flag::ADJECTIVE);
    let person = tokens[label.last - 1].word.is(flag::PERSON);
    let fits = matches!(competency.kind, K::Transversal | K::Leadership) && label.last - label.first <= 2;
    if !fits || acronym || act || person {
        return false;
    }
    // "Ability to thrive in a *fast-paced* environment"
    let asks = matches!(segment.section, SectionKind::Requirements | SectionKind::Optional);
    if asks && tokens[segment.first..label.first].iter().any(|t| t.word.is(flag::CARRIER)) {
        return false;
    }
    let quality = |token: &Token| token.word.is(flag::AND) || is_quality(token, text);
    // "our dedicated …", "join a friendly …"
    let before = (segment.first..label.first).rev().find(|&k| !quality(&tokens[k]) || tokens[k].gap == Gap::Break);
    if before.is_some_and(|k| tokens[k].text(text).eq_ignore_ascii_case("our")) && label.last - label.first == 1 {
        return tokens.get(label.last).is_some_and(|t| t.gap == Gap::Space && !t.word.is(flag::FUNCTION));
    }
    let mut i = label.last;
    while i < segment.last && i < label.last + 6 && tokens[i].gap != Gap::Break {
        let token = &tokens[i];
        // "communication and team working": only a quality is told of a team across an "and".
        if i > label.last && !is_quality(&tokens[label.last - 1], text) {
            return false;
        }
        if token.word.is(flag::SURROUNDINGS) {
            // "analytical mind and business *acumen*" speaks of no business.
            let noun =
                |t: &Token| !t.word.is(flag::FUNCTION | flag::VERB | flag::ADVERB | flag::CUTS | flag::SURROUNDINGS);
            let next = tokens.get(i + 1).filter(|t| i + 1 < segment.last && t.gap == Gap::Space);
            if tokens[label.last].word.is(flag::AND) && next.is_some_and(noun) {
                return false;
            }
            // "motivated team *player*" is a person again.
            return tokens
                .get(i + 1)
                .is_none_or(|t| !matches!(t.gap, Gap::Space | Gap::Joined) || !t.word.is(flag::PERSON));
        }
        // "coaching and growing team members": another thing is done.
        let act = token.word.is(flag::VERB) && i > label.last && tokens[i - 1].word.is(flag::AND);
        if act || !quality(token) || token.word.is(flag::PERSON) {
            return false;
        }
        i += 1;
    }
    false
}

/// An adverb or adjective, by its class or its ending.
pub fn is_quality(token: &Token, text: &str) -> bool {
    token.word.is(flag::ADVERB | flag::ADJECTIVE) || ENDINGS_OF_QUALITIES.iter().any(|e| token.text(text).ends_with(e))
}

/// Endings of English adjectives.
const ENDINGS_OF_QUALITIES: [&str; 12] =
    ["ly", "ed", "ing", "ive", "ous", "al", "ful", "ic", "ent", "ant", "ary", "able"];

/// The preposition that the list around token `at` hangs on.
fn list_lead(segment: &Segment, tokens: &[Token], at: usize) -> Option<usize> {
    let mut i = at;
    while i > segment.first && at - i < WIDEST && tokens[i].gap != Gap::Break {
        i -= 1;
        let word = tokens[i].word;
        if word.is(flag::PREPOSITION) {
            return Some(i);
        }
        if is_verb(word) {
            return None;
        }
    }
    None
}

/// Whether the list that starts at `from` and holds the label has people in it.
fn has_people(segment: &Segment, tokens: &[Token], from: usize, label: &LabelFound) -> bool {
    let person = |i: usize| {
        let w = tokens[i].word;
        w.is(flag::PERSON) || (w.is(flag::GROUP) && w.is(flag::OTHERS))
    };
    if (from..label.first).any(person) {
        return true;
    }
    let stop = segment.last.min(label.last + WIDEST);
    for (i, t) in tokens.iter().enumerate().take(stop).skip(label.last) {
        if t.gap == Gap::Break || t.word.is(flag::PREPOSITION) || is_verb(t.word) {
            return false;
        }
        if person(i) {
            return true;
        }
    }
    false
}

fn is_verb(word: crate::rules::lexicon::Word) -> bool {
    word.is(flag::MODAL | flag::PRONOUN | flag::CUTS)
        || (word.is(flag::VERB) && word.is(flag::BASE | flag::THIRD | flag::ING) && word.lex == 0)
}
