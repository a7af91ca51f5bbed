//! `data/plan/*.toml` as written → checked: routes, effort, gates, anchors, questions.

use crate::diag::{Code, Diag};
use crate::model::{CompetencyId, CompetencyKind, Hours};
use crate::rules::RuleFile;
use crate::rules::vocabulary::{Award, EffortClass};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Longest first step of a route, in hours: it has to fit into five days beside everything else.
const WEEK_SIZED: f64 = 5.0;

/// A text, or several that say the same in other words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "OneOrMore")]
pub struct Words(Vec<String>);

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl From<OneOrMore> for Words {
    fn from(words: OneOrMore) -> Self {
        match words {
            OneOrMore::One(text) => Self(vec![text]),
            OneOrMore::More(texts) => Self(texts),
        }
    }
}

impl Words {
    /// The nth wording, from the first again after the last; empty where there is none.
    pub fn nth(&self, n: usize) -> &str {
        self.0.get(n % self.0.len().max(1)).map_or("", String::as_str)
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// What a route has in common for several competencies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shared {
    #[default]
    Nothing,
    /// Its first step asks somebody for a place; the others join in, each with work of its own.
    Request,
    /// They are done on one piece of work: the practice of the next goes on where that of the one before ended.
    Work,
}

/// A way to close a gap. Texts hold `{name}` for the competency, `{piece}` for its next piece of work, and `{from}` for
/// what it leans on.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    pub id: String,
    pub name: String,
    /// Class of cost, in words.
    pub cost: String,
    /// Part of the effort that is own time; the rest is paid working time.
    pub own_part: [f64; 2],
    /// Hours a week that it can use at most; 0 = any.
    pub pace: f64,
    pub needs_employer: bool,
    /// Sectors one of which the job must be in; empty = any job will do.
    #[serde(skip)]
    pub in_field: Vec<String>,
    #[serde(default)]
    pub shared: Shared,
    /// Whether it gives experience at first hand.
    pub first_hand: bool,
    /// Weeks that usually lie between the first step and the next.
    pub lead_weeks: u32,
    pub suits: String,
    pub first: Words,
    pub first_hours: f64,
    pub practice: Vec<Words>,
    pub show: Words,
    pub proof: String,
    /// The general route that a sector's route is like; empty for a general one.
    #[serde(skip)]
    pub like: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSectorRoute {
    id: String,
    like: String,
    name: String,
    kinds: Vec<CompetencyKind>,
    suits: String,
    first: Words,
    practice: Vec<Words>,
    show: Words,
    proof: String,
    #[serde(default)]
    only: Vec<String>,
    /// Whether it takes a job in a sector of its block.
    #[serde(default)]
    in_field: bool,
    /// Where it differs from the route it is like.
    shared: Option<Shared>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSector {
    sectors: Vec<String>,
    route: Vec<RawSectorRoute>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSectors {
    sector: Vec<RawSector>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRoutes {
    route: Vec<Route>,
}

/// Routes of one kind of competency, best first.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindRoutes {
    pub kind: CompetencyKind,
    pub routes: Vec<String>,
    /// The same where adverts ask for experience at first hand.
    pub first_hand: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawKinds {
    kind: Vec<KindRoutes>,
}

/// The steps towards something awarded.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    pub award: Award,
    pub granted_by: String,
    pub waived_by: String,
    /// Whether hours of learning lie before its last step.
    pub study: bool,
    /// Whether the last step closes the gap; else the steps decide whether to go for it.
    pub closes: bool,
    pub steps: Vec<GateStep>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GateStep {
    pub title: String,
    pub hours: f64,
    pub proof: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGates {
    decide: GateStep,
    gate: Vec<Gate>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBefore {
    before: BTreeMap<String, Vec<CompetencyId>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEffort {
    source: String,
    classes: BTreeMap<EffortClass, Hours>,
    levels: Parts,
    carry_over: Part,
    rating: Rating,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Parts {
    parts: [f64; 6],
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    part: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rating {
    hours: Hours,
}

/// Hours of own time.
#[derive(Debug, Clone)]
pub struct Effort {
    /// Where the numbers come from, as shown.
    pub source: String,
    /// From nothing to level 3.
    pub classes: BTreeMap<EffortClass, Hours>,
    /// Part of that from nothing up to each level, 0 to 5.
    pub parts: [f64; 6],
    pub carry_over: f64,
    /// To rate one competency.
    pub rating: Hours,
}

/// Pieces of work, each of some hours: of one competency, and of any.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pieces {
    /// With `{name}` for the competency.
    pub any: Vec<String>,
    pub of: BTreeMap<String, Vec<String>>,
}

/// What a level looks like: of `any` kind, and of kinds with words of their own.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLevels {
    anchors: BTreeMap<String, [String; 5]>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Questions {
    pub grow: GrowQuestions,
    pub back: Ask,
    pub mentor: Ask,
    pub checkin: Ask,
    pub review: Ask,
    pub interview: InterviewForms,
    /// Goals that name what to get away from, with an answer.
    pub away: Vec<Answer>,
    /// Goals that could be many things.
    pub vague: Vec<Answer>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GrowQuestions {
    pub goal: Vec<String>,
    pub reality: Vec<String>,
    /// Whether there is a job to learn by, and in which field.
    pub job: String,
    pub obstacles: Vec<String>,
    pub options: Vec<String>,
    pub will: Vec<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    pub ask: Vec<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InterviewForms {
    pub task: String,
    pub doing: String,
    pub competency: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub says: Vec<String>,
    pub answer: String,
}

/// All data of plans, checked.
#[derive(Debug, Clone)]
pub struct PlanData {
    pub effort: Effort,
    pub routes: BTreeMap<String, Route>,
    pub kinds: BTreeMap<CompetencyKind, KindRoutes>,
    /// Ids of routes particular to a sector, with the kinds that each suits.
    pub sectors: BTreeMap<String, Vec<(String, Vec<CompetencyKind>)>>,
    /// Ids of routes for certain competencies only.
    pub only: BTreeMap<String, Vec<String>>,
    pub gates: BTreeMap<Award, Gate>,
    /// The last step where the whole way to an award does not fit.
    pub decide: GateStep,
    /// What is sensibly learned first, on top of what the vocabulary says.
    pub before: BTreeMap<String, Vec<CompetencyId>>,
    pub pieces: Pieces,
    anchors: BTreeMap<String, [String; 5]>,
    pub questions: Questions,
}

impl PlanData {
    /// Reads the files of `data/plan`.
    ///
    /// # Errors
    /// Every fault of every file.
    pub fn read(files: &[RuleFile]) -> Result<Self, Vec<Diag>> {
        let mut faults = Vec::new();
        let effort: Option<RawEffort> = parse(files, "effort", &mut faults);
        let routes: Option<RawRoutes> = parse(files, "routes", &mut faults);
        let kinds: Option<RawKinds> = parse(files, "kinds", &mut faults);
        let sectors: Option<RawSectors> = parse(files, "sectors", &mut faults);
        let gates: Option<RawGates> = parse(files, "gates", &mut faults);
        let before: Option<RawBefore> = parse(files, "before", &mut faults);
        let pieces: Option<Pieces> = parse(files, "pieces", &mut faults);
        let levels: Option<RawLevels> = parse(files, "levels", &mut faults);
        let questions: Option<Questions> = parse(files, "questions", &mut faults);
        let (
            Some(effort),
            Some(routes),
            Some(kinds),
            Some(sectors),
            Some(gates),
            Some(before),
            Some(pieces),
            Some(levels),
            Some(questions),
        ) = (effort, routes, kinds, sectors, gates, before, pieces, levels, questions)
        else {
            return Err(faults);
        };
        let mut data = Self {
            effort: Effort {
                source: effort.source,
                classes: effort.classes,
                parts: effort.levels.parts,
                carry_over: effort.carry_over.part,
                rating: effort.rating.hours,
            },
            routes: routes.route.into_iter().map(|r| (r.id.clone(), r)).collect(),
            kinds: kinds.kind.into_iter().map(|k| (k.kind, k)).collect(),
            sectors: BTreeMap::new(),
            only: BTreeMap::new(),
            decide: gates.decide,
            before: before.before,
            pieces,
            gates: gates.gate.into_iter().map(|g| (g.award, g)).collect(),
            anchors: levels.anchors,
            questions,
        };
        data.add_sectors(sectors, &mut faults);
        super::check::check(&data, WEEK_SIZED, &mut faults);
        if faults.is_empty() { Ok(data) } else { Err(faults) }
    }

    fn add_sectors(&mut self, raw: RawSectors, faults: &mut Vec<Diag>) {
        for block in raw.sector {
            for own in block.route {
                let Some(like) = self.routes.get(&own.like).cloned() else {
                    faults.push(fault("sectors", format!("`{}` is like `{}`, which does not exist", own.id, own.like)));
                    continue;
                };
                for id in &own.only {
                    self.only.entry(id.clone()).or_default().push(own.id.clone());
                }
                for sector in &block.sectors {
                    self.sectors.entry(sector.clone()).or_default().push((own.id.clone(), own.kinds.clone()));
                }
                let route = Route {
                    id: own.id.clone(),
                    name: own.name,
                    suits: own.suits,
                    first: own.first,
                    practice: own.practice,
                    show: own.show,
                    proof: own.proof,
                    like: own.like,
                    in_field: if own.in_field { block.sectors.clone() } else { Vec::new() },
                    shared: own.shared.unwrap_or(like.shared),
                    ..like
                };
                if self.routes.insert(own.id.clone(), route).is_some() {
                    faults.push(fault("sectors", format!("route `{}` stands twice", own.id)));
                }
            }
        }
    }

    /// What a level looks like for a kind of competency.
    pub fn anchor(&self, kind: CompetencyKind, level: u8) -> &str {
        let rows = self.anchors.get(kind.as_str()).or_else(|| self.anchors.get("any"));
        let at = usize::from(level.clamp(1, 5)) - 1;
        rows.map_or("", |rows| rows[at].as_str())
    }

    pub(super) fn has_anchors(&self) -> bool {
        self.anchors.contains_key("any")
    }
}

pub(super) fn fault(file: &str, message: String) -> Diag {
    Diag::new(Code::RuleFault, format!("plan/{file}.toml"), message)
}

fn parse<T: for<'de> Deserialize<'de>>(files: &[RuleFile], stem: &str, faults: &mut Vec<Diag>) -> Option<T> {
    let Some(file) = files.iter().find(|f| f.stem() == stem) else {
        faults.push(fault(stem, "the file is missing".into()));
        return None;
    };
    match toml::from_str(&file.text) {
        Ok(value) => Some(value),
        Err(error) => {
            faults.push(fault(stem, error.to_string()));
            None
        }
    }
}
