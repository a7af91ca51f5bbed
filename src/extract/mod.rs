//! Advert → mentions and facts. Pure; one advert at a time.

mod alternatives;
mod cue;
mod decide;
mod facts;
mod find;
mod measure;
mod repeated;
mod segment;
mod tasks;
mod unknown;

pub use repeated::Repeated;
pub use segment::{Segment, SegmentKind};

use crate::model::{Advert, Aside, AsideReason, Extraction, Mention, Requirement, SectionKind};
use crate::rules::Rules;
use crate::rules::tokens::{Token, tokenize};
use decide::Standing;
use find::{LabelFound, Scratch};

/// Reads one advert.
///
/// What it says never depends on another advert, except for the paragraphs that repeat over one employer's adverts,
/// which the caller hands in.
pub fn extract(advert: &Advert, rules: &Rules, repeated: &Repeated) -> Extraction {
    let text = advert.text.as_str();
    let mut tokens = Vec::with_capacity(text.len() / 6);
    tokenize(text, &rules.lexicon, &mut tokens);
    let segments = segment::segments(text, &mut tokens, rules);
    let mut reader = Reader {
        text,
        tokens: &tokens,
        rules,
        repeated,
        employer: advert.employer.as_deref(),
        out: Extraction::default(),
    };
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
        reader.segment(segment, &labels, &cues);
    }
    let mut out = reader.out;
    out.facts = facts::facts(&facts::Source { advert, text, tokens: &tokens, segments: &segments, rules });
    out
}

/// The segments that an advert's text is read in; together they are the text.
pub fn segments(text: &str, rules: &Rules) -> Vec<Segment> {
    let mut tokens = Vec::new();
    tokenize(text, &rules.lexicon, &mut tokens);
    segment::segments(text, &mut tokens, rules)
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    rules: &'a Rules,
    repeated: &'a Repeated,
    employer: Option<&'a str>,
    out: Extraction,
}

impl Reader<'_> {
    fn segment(&mut self, segment: &Segment, labels: &[LabelFound], cues: &[cue::CueInText]) {
        let repeated = self.repeated.contains(&self.text[segment.start..segment.end]);
        let view = decide::view(segment, self.tokens, cues, repeated);
        let standings: Vec<Standing> = labels
            .iter()
            .map(|l| {
                if self.names_employer(l) {
                    return Standing::Aside(AsideReason::Employer);
                }
                let competency = self.rules.competency(&self.rules.labels[l.label as usize]);
                decide::standing(l, competency, segment, view, self.tokens, cues)
            })
            .collect();
        self.requirements(segment, labels, &standings, cues);
        if view.aside.is_none() {
            tasks::tasks(self.text, self.tokens, segment, &mut self.out.tasks);
            unknown::terms(self.text, self.tokens, segment, labels, cues, &mut self.out.unknown_terms);
        }
    }

    /// Whether the label is part of the employer's name as it stands here.
    fn names_employer(&self, label: &LabelFound) -> bool {
        let Some(name) = self.employer.filter(|n| n.len() >= 3) else { return false };
        let (start, end) = (label.span.start as usize, label.span.end as usize);
        let Some(inside) = name.find(&self.text[start..end]) else { return false };
        start >= inside && self.text.get(start - inside..start - inside + name.len()) == Some(name)
    }

    fn requirements(
        &mut self,
        segment: &Segment,
        labels: &[LabelFound],
        standings: &[Standing],
        cues: &[cue::CueInText],
    ) {
        let groups = alternatives::groups(labels, segment, self.tokens, cues);
        let levels = measure::levels(labels, segment, self.tokens, cues);
        let claims = if labels.is_empty() { Vec::new() } else { measure::years(self.text, segment.start, segment.end) };
        let mut open: Option<usize> = None;
        for (i, label) in labels.iter().enumerate() {
            let competency = self.rules.competency(&self.rules.labels[label.label as usize]);
            let (necessity, cue) = match standings[i] {
                Standing::Aside(why) => {
                    self.out.set_aside.push(Aside { competency: competency.id.clone(), why, span: label.span });
                    continue;
                }
                Standing::Requirement(necessity, cue) => (necessity, cue),
            };
            let years = measure::years_of(label, self.tokens, self.text, &claims);
            let mention = Mention {
                competency: competency.id.clone(),
                kind: competency.kind,
                span: label.span,
                min_years: years.map(|y| y.min),
                max_years: years.and_then(|y| y.max),
                level: levels[i],
            };
            if let Some(group) = open.filter(|&g| g == groups[i]) {
                debug_assert_eq!(group, groups[i]);
                if let Some(requirement) = self.out.requirements.last_mut() {
                    requirement.any_of.push(mention);
                    continue;
                }
            }
            open = Some(groups[i]);
            let cue = cue.map_or(String::new(), |c| self.rules.cues.get(c).phrase.clone());
            self.out.requirements.push(Requirement { necessity, section: segment.section, cue, any_of: vec![mention] });
        }
    }
}

/// Sections whose words are never demands, for those who show them.
pub fn is_apart(section: SectionKind) -> bool {
    matches!(section, SectionKind::Benefits | SectionKind::EqualOpportunity | SectionKind::Application)
}
