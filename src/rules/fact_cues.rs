//! `data/facts/*.toml` as written → checked → one automaton: the words by which an advert states facts of the post
//! itself ("closing date", "per annum", "direct reports", "fully remote").

use super::automaton::{Automaton, Found, Step};
use super::cues::Example;
use super::lexicon::{Lexicon, flag};
use super::phrases::plain;
use super::share;
use super::source::RuleFile;
use super::tokens::Token;
use crate::diag::{Code, Diag};
use crate::model::words;
use serde::Deserialize;

words! {
    /// What a phrase says of the post.
    FactCue {
        Remote = "remote", RemoteBare = "remote bare", RemotePerhaps = "remote perhaps", Hybrid = "hybrid",
        HybridBare = "hybrid bare",
        /// Some days of the week are spent in the office.
        OfficeDays = "office days", Onsite = "onsite", OnsiteBare = "onsite bare",
        /// Looks like a work mode and is none ("remote monitoring").
        NoMode = "no work mode",
        Closing = "closing date", ClosingPerhaps = "closing date perhaps",
        /// Leads to the closing date where the sentence says what to send.
        ClosingBy = "closing date by", Sending = "sending", OtherDate = "other date",
        Pay = "pay", NoPay = "no pay",
        /// A currency, or a time that is paid for: an amount may stand beside it.
        Money = "money",
        /// A unit of long time.
        Years = "years",
        /// Says that years beside it are of experience.
        Experience = "experience",
        /// Directly behind years: another time ("years old"). `OtherTimeBefore` stands directly before them.
        OtherTime = "other time", OtherTimeBefore = "other time before",
        /// Years of several people together.
        SharedYears = "shared years",
        Secondary = "secondary", Vocational = "vocational", Bachelor = "bachelor", Master = "master",
        Doctorate = "doctorate",
        /// Says that no education is asked for.
        NoEducation = "no education",
        /// Looks like a degree and is none ("bachelor pad").
        NotEducation = "not education",
        /// "or equivalent".
        Equivalent = "equivalent",
        /// Before a degree: the post gives it or leads to it.
        EducationGiven = "education given",
        /// Says outside of demands that a degree is asked for.
        EducationAsked = "education asked",
        /// A verb of leading people.
        Manage = "manage", People = "people", ManagePeople = "manage people", DirectReports = "direct reports", NotManage = "not manage",
        /// Directly behind people: what they have, not they, is the object ("staff rotas").
        OfPeople = "of people",
        /// Beside managing: experience of it is asked for.
        Wished = "wished", WishedBehind = "wished behind",
        ReportsTo = "reports to", Travel = "travel", NoTravel = "no travel", Shifts = "shifts", Budget = "budget",
        Permanent = "permanent", FixedTerm = "fixed-term", Temporary = "temporary", Freelance = "contract",
        Apprenticeship = "apprenticeship", Internship = "internship", Casual = "casual",
        FullTime = "full-time", PartTime = "part-time",
        LabelTitle = "label title", LabelPlace = "label place", LabelEmployer = "label employer",
        LabelSeniority = "label seniority", LabelMode = "label work mode", LabelContract = "label contract",
        LabelOther = "label other",
        BodyJunior = "body junior", BodyMid = "body mid", BodySenior = "body senior", BodyLead = "body lead",
        BasedIn = "based in",
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    words: Vec<RawWords>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWords {
    means: String,
    /// `~` before a word stands for any form of that verb.
    phrases: Vec<String>,
    matches: Vec<String>,
    ignores: Vec<String>,
}

/// A phrase in a text: tokens `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FactFound {
    pub cue: FactCue,
    pub start: usize,
    pub end: usize,
}

/// All phrases, compiled.
#[derive(Debug, Default)]
pub struct FactCues {
    means: Vec<FactCue>,
    automaton: Automaton,
    pub examples: Vec<Example>,
}

impl FactCues {
    pub fn read(files: &[RuleFile], lexicon: &mut Lexicon, faults: &mut Vec<Diag>) -> Self {
        let mut cues = Self::default();
        let read = share::each(files, |file| toml::from_str::<RawFile>(&file.text));
        for (file, raw) in files.iter().zip(read) {
            match raw {
                Err(e) => faults.push(Diag::new(Code::RuleFault, &file.name, e.message())),
                Ok(raw) => raw.words.into_iter().for_each(|w| cues.add(w, file, lexicon, faults)),
            }
        }
        lexicon.mark_starts(&cues.automaton, flag::STARTS_FACT);
        cues
    }

    fn add(&mut self, raw: RawWords, file: &RuleFile, lexicon: &mut Lexicon, faults: &mut Vec<Diag>) {
        let Some(means) = FactCue::parse(&raw.means) else {
            return faults.push(Diag::new(Code::RuleFault, &file.name, format!("no fact is called `{}`", raw.means)));
        };
        if raw.matches.is_empty() || raw.ignores.is_empty() || raw.phrases.is_empty() {
            let message = format!("words for `{means}` lack phrases, or examples that must and must not match");
            faults.push(Diag::new(Code::RuleFault, &file.name, message));
        }
        for phrase in &raw.phrases {
            match steps(phrase, lexicon) {
                Some(steps) => self.automaton.add(&steps, self.means.len() as u32),
                None => faults.push(Diag::new(Code::RuleFault, &file.name, format!("no verb is known in `{phrase}`"))),
            }
        }
        for (texts, must_match) in [(raw.matches, true), (raw.ignores, false)] {
            let example = |text| Example { file: file.name.clone(), rule: raw.means.clone(), text, must_match };
            self.examples.extend(texts.into_iter().map(example));
        }
        self.means.push(means);
    }

    /// The longest phrase of each meaning that starts at token `start`, longest first. `scratch` is reused.
    pub fn at(&self, tokens: &[Token], start: usize, scratch: &mut Vec<Found>, out: &mut Vec<FactFound>) {
        self.automaton.matches(tokens, start, scratch);
        let from = out.len();
        for found in scratch.iter() {
            let cue = self.means[found.value as usize];
            if out[from..].iter().all(|f| f.cue != cue) {
                out.push(FactFound { cue, start, end: found.end });
            }
        }
    }
}

fn steps(phrase: &str, lexicon: &mut Lexicon) -> Option<Vec<Step>> {
    let mut out = Vec::new();
    for word in phrase.split(' ') {
        match word.strip_prefix('~') {
            Some(verb) => match lexicon.verb(verb) {
                0 => return None,
                verb => out.push(Step::Verb(verb)),
            },
            None => out.extend(plain(word, lexicon)),
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use crate::rules::Rules;
    use crate::rules::fact_cues::FactCue;
    use crate::rules::tokens::tokenize;

    #[test]
    fn every_example_of_the_data_holds() {
        let rules = Rules::embedded();
        let (mut tokens, mut scratch, mut found) = (Vec::new(), Vec::new(), Vec::new());
        for example in &rules.facts.examples {
            tokenize(&example.text, &rules.lexicon, &mut tokens);
            found.clear();
            (0..tokens.len()).for_each(|i| rules.facts.at(&tokens, i, &mut scratch, &mut found));
            let cue = FactCue::parse(&example.rule);
            let matched = found.iter().any(|f| Some(f.cue) == cue);
            assert_eq!(matched, example.must_match, "{}: {:?}: {}", example.file, example.rule, example.text);
        }
    }
}
