//! What a CV says is not held, or no longer: `data/cv/`.

use crate::diag::{Code, Diag};
use crate::model::Span;
use crate::rules::RuleFile;
use serde::Deserialize;

/// Words of denial, and examples whose thing stands in `[ ]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Denials {
    reach: usize,
    before: Vec<String>,
    anywhere: Vec<String>,
    unless: Vec<String>,
    denied: Vec<String>,
    held: Vec<String>,
}

impl Denials {
    /// Reads the file and runs its examples.
    ///
    /// # Errors
    /// Broken TOML, and every example that is not as it says.
    pub fn read(files: &[RuleFile]) -> Result<Self, Vec<Diag>> {
        let Some(file) = files.first() else {
            return Err(vec![Diag::new(Code::RuleFault, "cv", "the words of denial are missing")]);
        };
        let fault = |message: String| Diag::new(Code::RuleFault, &file.name, message);
        let read: Self = toml::from_str(&file.text).map_err(|e| vec![fault(e.message().to_owned())])?;
        let examples = read.denied.iter().map(|e| (e, true)).chain(read.held.iter().map(|e| (e, false)));
        let wrong = examples.filter(|(example, want)| read.example(example) != Some(*want));
        let faults: Vec<Diag> =
            wrong.map(|(example, _)| fault(format!("the example `{example}` does not hold"))).collect();
        if faults.is_empty() { Ok(read) } else { Err(faults) }
    }

    fn example(&self, example: &str) -> Option<bool> {
        // The last mark counts.
        let (before, rest) = example.rsplit_once('[')?;
        let (thing, after) = rest.split_once(']')?;
        let before = before.replace(['[', ']'], "");
        let span = Span::new(before.len(), before.len() + thing.len())?;
        Some(self.rules(&format!("{before}{thing}{after}"), span))
    }

    /// Whether the text says of what stands at `span` that it is not held, or no longer.
    pub fn rules(&self, text: &str, span: Span) -> bool {
        let (Some(before), Some(after)) = (text.get(..span.start as usize), text.get(span.end as usize..)) else {
            return false;
        };
        let ends = |c: char| matches!(c, '\n' | ';' | '!' | '?' | ':');
        // A full stop inside a name ("Node.js") ends no sentence.
        let stop = |text: &str, at: usize| text[at + 1..].chars().next().is_none_or(char::is_whitespace);
        let start = before.char_indices().rev().find(|(at, c)| ends(*c) || *c == '.' && stop(before, *at));
        let end = after.char_indices().find(|(at, c)| ends(*c) || *c == '.' && stop(after, *at));
        let before = words(&before[start.map_or(0, |(at, _)| at + 1)..]);
        let whole = format!("{before}x {}", words(&after[..end.map_or(after.len(), |(at, _)| at)]));
        let mut near = before.split(' ').rev().filter(|w| !w.is_empty()).take(self.reach).collect::<Vec<_>>();
        near.reverse();
        let mut near = format!(" {} ", near.join(" "));
        for phrase in &self.unless {
            near = near.replace(&format!(" {phrase} "), " ");
        }
        self.before.iter().any(|phrase| near.contains(&format!(" {phrase} ")))
            || self.anywhere.iter().any(|phrase| whole.contains(&format!(" {phrase} ")))
    }
}

/// Lower case, single spaces, a space at either end, without punctuation but the apostrophe.
fn words(text: &str) -> String {
    let kept = |c: char| if c.is_alphanumeric() || c == '\'' { c } else { ' ' };
    let plain: String = text.to_lowercase().replace('\u{2019}', "'").chars().map(kept).collect();
    format!(" {} ", plain.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RuleFiles;

    #[test]
    fn the_words_read_and_their_examples_hold() {
        let read = Denials::read(&RuleFiles::embedded().under("cv"));
        assert!(read.is_ok(), "{read:?}");
    }
}
