//! Advert → mentions and facts. Pure; one advert at a time.

mod alternatives;
mod cue;
mod decide;
mod degree;
mod facts;
mod find;
mod measure;
mod menu;
mod number;
mod open;
mod others;
mod repeated;
mod segment;
mod sentence;
mod subject;
mod tasks;
mod unknown;
mod years;

pub use repeated::Repeated;
pub use segment::{Segment, SegmentKind};

use crate::model::{
    Advert, Aside, AsideReason, CompetencyKind, Extraction, Mention, Necessity, Requirement, SectionKind, Span,
};
use crate::rules::tokens::{Gap, Token, tokenize};
use crate::rules::{Competency, Rules};
use cue::CueInText;
use decide::{SegmentView, Standing};
use find::{LabelFound, Scratch};
use measure::Nature;
use others::{describes_surroundings, names_others, part_of_name};
use subject::Others;

/// Reads one advert.
///
/// What it says never depends on another advert, except for the paragraphs that repeat over one employer's adverts,
/// which the caller hands in.
pub fn extract(advert: &Advert, rules: &Rules, repeated: &Repeated) -> Extraction {
    let text = advert.text.as_str();
    let english = rules;
    let rules = rules.for_text(text);
    let mut tokens = Vec::with_capacity(text.len() / 6);
    tokenize(text, &rules.lexicon, &mut tokens);
    let segments = segment::segments(text, &mut tokens, rules);
    let employer = advert.employer.as_deref();
    let mut reader =
        Reader { text, tokens: &tokens, rules, repeated, employer, benefits: false, out: Extraction::default() };
    let mut scratch = Scratch::default();
    let mut cues = Vec::new();
    let mut labels = Vec::new();
    for segment in &segments {
        if segment.kind == SegmentKind::Heading || segment.first == segment.last {
            continue;
        }
        cue::cues(text, &tokens, segment, rules, &mut scratch.found, &mut cues);
        labels.clear();
        find::labels(text, &tokens, segment, rules, &mut scratch, &mut labels);
        reader.segment(segment, &mut labels, &cues);
    }
    let mut out = reader.out;
    menu::set_aside(&mut out);
    if !std::ptr::eq(english, rules) {
        // Numbers, dates and names of roles are those of English; the words are cut alike.
        tokens.iter_mut().for_each(|t| t.word = english.lexicon.word(t.text(text)));
    }
    let source = facts::Source { advert, text, tokens: &tokens, segments: &segments, rules: english };
    out.facts = facts::facts(&source, &out.requirements);
    out
}

/// The segments that an advert's text is read in; together they are the text.
pub fn segments(text: &str, rules: &Rules) -> Vec<Segment> {
    let mut tokens = Vec::new();
    tokenize(text, &rules.lexicon, &mut tokens);
    segment::segments(text, &mut tokens, rules)
}

/// What may follow the name by which a company is known.
const COMPANY_FORMS: [&str; 13] = [
    "Inc",
    "Corporation",
    "Corp",
    "Company",
    "Co",
    "LLC",
    "Ltd",
    "Limited",
    "plc",
    "PLC",
    "GmbH",
    "Group",
    "Technologies",
];

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    rules: &'a Rules,
    repeated: &'a Repeated,
    employer: Option<&'a str>,
    /// Whether the entry before was one of a list of benefits.
    benefits: bool,
    out: Extraction,
}

impl Reader<'_> {
    fn segment(&mut self, segment: &Segment, labels: &mut Vec<LabelFound>, cues: &[CueInText]) {
        let repeated = self.repeated.contains(&self.text[segment.start..segment.end]);
        let mut view = decide::view(segment, self.text, self.tokens, cues, repeated);
        if segment.kind == SegmentKind::Item && self.benefits && decide::may_be_benefit(segment, cues) {
            view.aside = view.aside.or(Some(AsideReason::Benefit));
        }
        let opens_list = self.text[segment.start..segment.end].trim_end().ends_with(':');
        self.benefits = (segment.kind == SegmentKind::Item || opens_list) && view.aside == Some(AsideReason::Benefit);
        let (tasks, terms) = (self.out.tasks.len(), self.out.unknown_terms.len());
        let others = subject::others(segment, self.text, self.tokens, self.employer).filter(|_| view.aside.is_none());
        if view.aside.is_none() {
            let told = |words| subject::tells(others, segment, self.text, self.tokens, cues, words);
            tasks::tasks(self.text, self.tokens, segment, labels, told, &mut self.out.tasks);
            unknown::terms(self.text, self.tokens, segment, labels, cues, &mut self.out.unknown_terms);
            let mut members = self.out.unknown_terms.split_off(terms);
            unknown::members(self.text, self.tokens, segment, labels, &mut members);
            if self.out.tasks.len() == tasks {
                unknown::entry(self.text, self.tokens, segment, labels, &mut members);
            }
            self.out.unknown_terms.append(&mut members);
            labels.extend(self.out.unknown_terms[terms..].iter().map(|u| find::open(self.tokens, segment, u.span)));
            labels.sort_by_key(|l| (l.span.start, l.span.end));
        }
        let standings: Vec<Standing> = labels.iter().map(|l| self.standing(l, segment, view, others, cues)).collect();
        self.requirements(segment, labels, &standings, cues);
        self.open_tasks(segment, labels, cues, tasks);
    }

    fn standing(
        &self,
        label: &LabelFound,
        segment: &Segment,
        view: SegmentView,
        others: Option<Others>,
        cues: &[CueInText],
    ) -> Standing {
        let told = || subject::tells(others, segment, self.text, self.tokens, cues, (label.first, label.last));
        let competency = self.competency(label);
        let it_does = || subject::it_does(segment, self.text, self.tokens, label.first);
        if self.names_employer(label)
            || !competency.is_some_and(decide::is_gate) && told()
            || competency.is_some_and(is_personal) && it_does()
        {
            return Standing::Aside(AsideReason::Employer);
        }
        match competency {
            Some(_) if self.is_negated(label) => Standing::Aside(AsideReason::Negated),
            Some(competency) if part_of_name(competency, label, segment, self.text, self.tokens) => {
                Standing::Aside(AsideReason::Ambiguous)
            }
            Some(competency) if describes_surroundings(competency, label, segment, self.text, self.tokens) => {
                Standing::Aside(AsideReason::Employer)
            }
            Some(competency) if names_others(competency.kind, label, segment, self.text, self.tokens) => {
                Standing::Aside(AsideReason::Ambiguous)
            }
            Some(competency) => decide::standing(label, competency, segment, view, (self.text, self.tokens), cues),
            None if names_others(CompetencyKind::Knowledge, label, segment, self.text, self.tokens) => {
                Standing::Aside(AsideReason::Ambiguous)
            }
            None => decide::open_standing(label.first, label.last, segment, cues),
        }
    }

    /// "non-supervisory"
    fn is_negated(&self, label: &LabelFound) -> bool {
        let before = label.first.checked_sub(1).map(|i| self.tokens[i]);
        before.is_some_and(|t| {
            self.tokens[label.first].gap == Gap::Joined && t.text(self.text).eq_ignore_ascii_case("non")
        })
    }

    /// The competency of a label; `None` for words that no vocabulary knows.
    fn competency(&self, label: &LabelFound) -> Option<&Competency> {
        (label.label != find::OPEN).then(|| self.rules.competency(&self.rules.labels[label.label as usize]))
    }

    /// Whether the label is part of the employer's name as it stands here.
    fn names_employer(&self, label: &LabelFound) -> bool {
        let Some(name) = self.employer.filter(|n| n.len() >= 3) else { return false };
        let (start, end) = (label.span.start as usize, label.span.end as usize);
        let written = &self.text[start..end];
        let Some(inside) = name.find(written) else { return false };
        // "Cerner's clinics" where the employer is "Cerner Corporation".
        let called = inside == 0 && COMPANY_FORMS.contains(&name[end - start..].trim_matches([' ', ',', '.']));
        called || start >= inside && self.text.get(start - inside..start - inside + name.len()) == Some(name)
    }

    fn requirements(&mut self, segment: &Segment, labels: &[LabelFound], standings: &[Standing], cues: &[CueInText]) {
        let (degrees, subjects) = degree::subjects(labels, self.tokens, self.rules);
        let groups = alternatives::groups(self.text, labels, &degrees, segment, self.tokens, cues);
        let natures: Vec<Nature> = labels.iter().map(|l| self.competency(l).map_or(Nature::Other, nature)).collect();
        let levels = measure::levels(self.text, labels, &natures, segment, self.tokens, cues);
        let claims = if labels.is_empty() { Vec::new() } else { self.sentence(segment).claims() };
        let mut open: Option<usize> = None;
        for (i, label) in labels.iter().enumerate() {
            let competency = subjects[i].or_else(|| self.competency(label));
            let (id, kind) = match competency {
                Some(competency) => (competency.id.clone(), competency.kind),
                None => match open::id(self.text, &self.tokens[label.first..label.last]) {
                    Some(id) => (id, CompetencyKind::Knowledge),
                    None => continue,
                },
            };
            let (necessity, cue) = match standings[i] {
                Standing::Aside(_) if id.is_open() => continue,
                Standing::Aside(why) => {
                    self.out.set_aside.push(Aside { competency: id, why, span: label.span });
                    continue;
                }
                Standing::Requirement(necessity, cue) => (necessity, cue),
            };
            let years = years::years_of(label, self.tokens, self.text, cues, &claims);
            let (min_years, max_years) = (years.map(|y| y.min), years.and_then(|y| y.max));
            let span = find::named(label, kind, self.tokens);
            let mention = Mention { competency: id, kind, span, min_years, max_years, level: levels[i] };
            match self.out.requirements.last_mut().filter(|_| open == Some(groups[i])) {
                Some(requirement) => requirement.any_of.push(mention),
                None => self.push(segment, necessity, cue, mention),
            }
            open = Some(groups[i]);
        }
    }

    /// A segment as a sentence that may ask for years.
    fn sentence(&self, segment: &Segment) -> years::Sentence<'_> {
        let demanded = matches!(segment.section, SectionKind::Requirements | SectionKind::Optional);
        let (start, end) = (segment.start, segment.end);
        years::Sentence { text: self.text, tokens: self.tokens, rules: self.rules, start, end, demanded }
    }

    /// What a task does and no known label names is asked for in the advert's own words: each thing of its list, or the
    /// whole of it.
    fn open_tasks(&mut self, segment: &Segment, labels: &[LabelFound], cues: &[CueInText], tasks: usize) {
        let mut claims = None;
        for at in tasks..self.out.tasks.len() {
            let task = find::open(self.tokens, segment, self.out.tasks[at]);
            for (first, last) in open::parts(self.tokens, segment, task.first, task.last) {
                let words = &self.tokens[first..last];
                let known = labels.iter().any(|l| l.first < last && first < l.last);
                if known || words.len() > open::LONGEST || first == task.first && open::names_nothing(words) {
                    continue;
                }
                let Standing::Requirement(necessity, cue) = decide::open_standing(first, last, segment, cues) else {
                    continue;
                };
                let Some(competency) = open::id(self.text, words) else { continue };
                let Some(span) = Span::new(words[0].start as usize, words[words.len() - 1].end as usize) else {
                    continue;
                };
                let claims = claims.get_or_insert_with(|| self.sentence(segment).claims());
                let years = years::years_of(&task, self.tokens, self.text, cues, claims);
                let (min_years, max_years) = (years.map(|y| y.min), years.and_then(|y| y.max));
                let kind = CompetencyKind::Skill;
                self.push(
                    segment,
                    necessity,
                    cue,
                    Mention { competency, kind, span, min_years, max_years, level: None },
                );
            }
        }
    }

    fn push(&mut self, segment: &Segment, necessity: Necessity, cue: Option<u32>, mention: Mention) {
        let cue = cue.map_or(String::new(), |c| self.rules.cues.get(c).phrase.clone());
        self.out.requirements.push(Requirement { necessity, section: segment.section, cue, any_of: vec![mention] });
    }
}

fn nature(competency: &Competency) -> Nature {
    match competency.kind {
        CompetencyKind::Transversal | CompetencyKind::Leadership => Nature::Person,
        CompetencyKind::Tool | CompetencyKind::Language => Nature::Graded,
        CompetencyKind::Qualification => Nature::Awarded,
        _ => Nature::Other,
    }
}

/// A quality of a person: in a sentence about something else it is that thing's.
fn is_personal(competency: &Competency) -> bool {
    matches!(competency.kind, CompetencyKind::Transversal | CompetencyKind::Leadership)
}
