//! Words that tell one post from another: those that names of roles are made of.

use super::words::{each_word, hash, step_hash};
use crate::model::CompetencyKind;
use crate::rules::Rules;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Words that stand in names of roles and tell no post from another: places of work, contracts, fillers.
const GENERIC: &str = "a and the of for in to with at on or by as an all various other including based band level grade \
    unit team house home hospital centre center clinic site base office department dept division directorate trust \
    nhs hmp yoi group company practice service services surgery campus school college university region area locality \
    central north south east west northern southern eastern western county city borough district uk england scotland stp \
    wales ireland us usa london full part time permanent perm temporary temp fixed term ftc contract bank locum \
    secondment cover months month hours hour week days day night nights shift shifts weekend weekends flexible \
    bonus salary per annum registered qualified newly vacancy vacancies opportunity opportunities job jobs role roles \
    position positions post posts wte fte new st nd rd cum m f d x no ref i contact marie curie advanced degree phd \
    nursing road street avenue lane lodge manor grange remote co multiple package relocation attractive offer welcome virtual event recruitment campaign req hiring";

/// Words that tell something in a title and next to nothing in a text.
const ORDINARY: &str = "will an work working experience support skills from further part information high based people email \
    environment range able knowledge us not need one needs up out over life net key local process being use holder \
    requirements term pension national right first foundation employment scheme standards location registration subject \
    personal supported annual note check employer competitive line plus conditions setting change evidence making build \
    order pay member interest safe positive long close self plan basis after analysis large non vision paid building public \
    regular act return planning drive solutions focus call field assist improvement enhanced activities way managing \
    recruit state risk value real travel culture share external online facilities car holiday co relationships open options \
    set prior country physical specific fast benefit population programmes program early skilled lives challenge core \
    workforce world review interpersonal assistance workers private operations impact implementation function provider \
    industry safety excellence problem end innovation guidance background play live living main hard organisational purpose \
    direct website rota pathway disclosure meetings decision active products form cost partner control user special records \
    major english initiative progress success parking class race locations case cross short small continuing initiatives \
    growth specification cycle continuous point governance start insights secure development delivery training performance \
    interactive objective objectives operational families behaviours behaviors quality management project projects well it time good best great every help own join hill";

const SITES: [&str; 8] = ["hospital", "house", "court", "lodge", "road", "street", "avenue", "lane"];

/// Other spellings of telling words, each before the one that it counts as.
const SPELLINGS: [(&str, &str); 12] = [
    ("practioner", "practitioner"),
    ("practicioner", "practitioner"),
    ("dietician", "dietitian"),
    ("counselor", "counsellor"),
    ("pediatric", "paediatric"),
    ("gynecology", "gynaecology"),
    ("orthopedic", "orthopaedic"),
    ("orthopedics", "orthopaedics"),
    ("anesthetic", "anaesthetic"),
    ("anesthetist", "anaesthetist"),
    ("hematology", "haematology"),
    ("programer", "programmer"),
];

/// Words for how high a post stands.
const GRADES: &[&str] = &[
    "senior",
    "sr",
    "snr",
    "junior",
    "jr",
    "lead",
    "leader",
    "leading",
    "deputy",
    "assistant",
    "associate",
    "trainee",
    "apprentice",
    "apprenticeship",
    "graduate",
    "student",
    "intern",
    "internship",
    "head",
    "principal",
    "chief",
    "director",
    "manager",
    "managing",
    "executive",
    "vice",
    "vp",
    "supervisor",
    "supervisory",
    "specialist",
    "highly",
    "advanced",
    "expert",
    "experienced",
    "consultant",
    "registrar",
    "fellow",
    "sho",
    "fy",
    "st",
    "ct",
    "mid",
    "entry",
    "staff",
    "charge",
    "sister",
    "matron",
    "officer",
    "support",
    "higher",
    "master",
];

/// Of these, those for people who still learn the work.
const LEARNERS: &[&str] =
    &["trainee", "apprentice", "apprenticeship", "graduate", "student", "intern", "internship", "fellow"];

/// What a word tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tells {
    /// The same for singular and plural.
    pub word: u32,
    /// Names somebody by the work.
    pub person: bool,
    /// Says how high the post stands.
    pub grade: bool,
    /// Says that its holder still learns the work.
    pub learner: bool,
    /// Tells next to nothing in a text, in a title it may.
    pub ordinary: bool,
}

/// The telling words of the vocabulary.
#[derive(Debug, Default)]
pub struct Telling {
    words: FxHashMap<u32, Tells>,
    /// Numbers behind "band" or "level".
    steps: BTreeSet<u32>,
}

impl Telling {
    pub fn of(rules: &Rules) -> Self {
        let generic: Vec<&str> = GENERIC.split_whitespace().collect();
        let ordinary: Vec<&str> = ORDINARY.split_whitespace().collect();
        let mut words = FxHashMap::default();
        let mut add = |lower: &str| {
            if generic.contains(&lower) || lower.starts_with(|c: char| c.is_numeric()) {
                return;
            }
            let single = lower.strip_suffix('s').filter(|s| s.len() > 3 && !s.ends_with('s')).unwrap_or(lower);
            let grade = GRADES.contains(&lower);
            let tells = Tells {
                word: hash(single),
                person: rules.names_person(lower),
                grade,
                learner: LEARNERS.contains(&lower),
                ordinary: lower.len() < 3 || ordinary.contains(&lower),
            };
            words.insert(hash(single), tells);
            words.insert(hash(lower), tells);
            words.insert(hash(&format!("{single}s")), tells);
        };
        for role in rules.roles().iter() {
            for title in role.titles.iter().chain([&role.name]) {
                each_word(title, |_, _, lower| add(lower));
            }
        }
        for language in rules.vocabulary().iter().filter(|c| c.kind == CompetencyKind::Language) {
            let labels = language.labels.iter().filter(|label| !label.text.contains(' '));
            labels.for_each(|label| each_word(&label.text, |_, _, lower| add(lower)));
        }
        GRADES.iter().for_each(|grade| add(grade));
        let steps: BTreeSet<u32> = (1..=15).map(|step| step_hash(&step.to_string())).collect();
        for word in steps.iter().copied() {
            words.insert(word, Tells { word, person: false, grade: false, learner: false, ordinary: false });
        }
        for (other, usual) in SPELLINGS {
            if let Some(tells) = words.get(&hash(usual)).copied() {
                words.extend([(hash(other), tells), (hash(&format!("{other}s")), tells)]);
            }
        }
        Self { words, steps }
    }

    /// Whether what stands before the word is the name of a site: "Harbour Hospital".
    pub fn is_site(&self, word: u32) -> bool {
        SITES.iter().any(|site| hash(site) == word)
    }

    /// Numbers of the bands of pay that a text names.
    pub fn bands(&self, words: &[u32]) -> BTreeSet<u32> {
        let band = hash("band");
        words.windows(2).filter(|pair| pair[0] == band && self.steps.contains(&pair[1])).map(|pair| pair[1]).collect()
    }

    pub fn get(&self, word: u32) -> Option<Tells> {
        self.words.get(&word).copied()
    }

    /// The same number for singular and plural.
    pub fn plain(&self, word: u32) -> u32 {
        self.get(word).map_or(word, |tells| tells.word)
    }
}
