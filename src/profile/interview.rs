use super::{Rated, level_of};
use crate::model::{CompetencyId, CompetencyKind, HeldLevel, Level};

/// What somebody at a level does, for the person who rates themselves; 0 = none.
pub const ANCHORS: [&str; 6] = [
    "none",
    "I know what it is and have seen it done",
    "I do simple parts of it, with help",
    "I do normal work in it on my own",
    "I handle hard cases and help others with it",
    "others come to me; I decide how it is done",
];

/// Something to ask about.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    pub competency: CompetencyId,
    pub name: String,
    pub kind: CompetencyKind,
    pub required: Level,
    /// Adverts that ask for it.
    pub adverts: u32,
}

/// What became of one answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// Taken; the next question stands.
    Next,
    /// The question before stands again, unanswered.
    Back,
    /// The person has had enough; what was answered counts.
    Quit,
    /// What the levels mean is asked; the same question stands.
    Help,
    /// Not understood; the same question stands.
    Unclear,
}

/// A round of questions, one after the other. What is skipped stays not assessed.
#[derive(Debug, Clone, PartialEq)]
pub struct Interview {
    questions: Vec<Question>,
    answers: Vec<Option<HeldLevel>>,
}

impl Interview {
    pub fn new(questions: Vec<Question>) -> Self {
        Self { questions, answers: Vec::new() }
    }

    /// The question that stands, with its number (1 first) and how many there are.
    pub fn current(&self) -> Option<(&Question, usize, usize)> {
        let at = self.answers.len();
        self.questions.get(at).map(|question| (question, at + 1, self.questions.len()))
    }

    /// Takes one line: a level (0 to 5, CEFR, yes, no), nothing to skip, `?` for what the levels mean, `b` to go
    /// back, `q` to stop.
    pub fn take(&mut self, line: &str) -> Reply {
        let Some(question) = self.questions.get(self.answers.len()) else { return Reply::Quit };
        match line.trim() {
            "q" | "quit" => Reply::Quit,
            "?" | "help" => Reply::Help,
            "b" | "back" => {
                self.answers.pop();
                Reply::Back
            }
            line => match level_of(line, question.kind) {
                Rated::Unclear => Reply::Unclear,
                Rated::NotAssessed => {
                    self.answers.push(None);
                    Reply::Next
                }
                Rated::Held(level) => {
                    self.answers.push(Some(level));
                    Reply::Next
                }
            },
        }
    }

    /// What was answered, in the order of the questions.
    pub fn answers(&self) -> impl Iterator<Item = (&Question, HeldLevel)> {
        self.questions.iter().zip(&self.answers).filter_map(|(question, answer)| Some((question, (*answer)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_can_be_skipped_and_taken_back() {
        let question = |id: &str, kind| Question {
            competency: id.into(),
            name: id.into(),
            kind,
            required: Level::Intermediate,
            adverts: 1,
        };
        let questions = ["sql", "jira", "degree"]
            .map(|id| question(id, if id == "degree" { CompetencyKind::Qualification } else { CompetencyKind::Tool }));
        let mut interview = Interview::new(questions.to_vec());
        let replies: Vec<Reply> =
            ["b", "guru", "?", "2", "b", "4", "", "yes", "3"].iter().map(|line| interview.take(line)).collect();
        use Reply::{Back, Help, Next, Quit, Unclear};
        assert_eq!(replies, [Back, Unclear, Help, Next, Back, Next, Next, Next, Quit]);
        let found: Vec<_> = interview.answers().map(|(q, level)| (q.name.as_str(), level.number())).collect();
        assert_eq!(found, [("sql", 4), ("degree", 5)]);
        assert_eq!(interview.current(), None);
    }
}
