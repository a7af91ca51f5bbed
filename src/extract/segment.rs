//! Text → headings, items and sentences, each with the section it stands in. Concatenated segments equal the input.

use super::sentence::ends_sentence;
use crate::model::SectionKind;
use crate::rules::Rules;
use crate::rules::automaton::Found;
use crate::rules::lexicon::flag;
use crate::rules::tokens::{Gap, Token};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SegmentKind {
    Heading,
    /// An entry of a list.
    Item,
    Sentence,
}

/// A stretch of the text: bytes `start..end`, tokens `first..last`.
#[derive(Debug, Clone, Copy)]
pub struct Segment {
    pub start: usize,
    pub end: usize,
    pub first: usize,
    pub last: usize,
    pub kind: SegmentKind,
    pub section: SectionKind,
    /// Whether a heading of the text put it into its section.
    pub headed: bool,
}

/// A line longer than this has swallowed its headings and line ends.
const LONG_LINE: usize = 350;
/// Words that open the last part of an advert in running text: how to apply, and who advertises.
const LAST_WORDS: [&str; 4] = ["please", "apply", "interested", "interviews"];
/// A heading has no more words than this, and one that is marked as such no more than that.
const LONGEST_HEADING: usize = 9;
const LONGEST_MARKED: usize = 14;

/// Nor has a line that only leads to the list after it.
const LONGEST_LEAD_IN: usize = 16;

/// The mark of an entry of a list, with the first letters of the entry, takes no more bytes than this.
const LONGEST_MARK: usize = 64;

/// What goes on for more words than this is no sentence, and is cut: readers look at every pair of words of one.
const LONGEST_SENTENCE: usize = 500;

/// Cuts the text. Sets the gap of each segment's first token to [`Gap::Break`].
pub fn segments(text: &str, tokens: &mut [Token], rules: &Rules) -> Vec<Segment> {
    let mut cutter = Cutter {
        text,
        tokens,
        rules,
        out: Vec::new(),
        section: SectionKind::Intro,
        headed: false,
        entries: 0,
        after_blank: false,
        wished: None,
        buried: false,
        token: 0,
        listed: text.starts_with("['") || text.starts_with("[\""),
        scratch: Vec::new(),
    };
    let mut start = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let (line, behind) = rest.split_at(line_end(rest));
        rest = behind;
        if cutter.listed {
            // A list of strings as a programming language prints it: each string is a line.
            let mut from = start;
            for end in string_ends(line, start) {
                cutter.line(from, end);
                from = end;
            }
            cutter.line(from, start + line.len());
        } else {
            cutter.line(start, start + line.len());
        }
        start += line.len();
    }
    cutter.out
}

/// Where the first line of `text` ends. A line that stops at "e.g." goes on in the next.
fn line_end(text: &str) -> usize {
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        end += line.len();
        let bare = line.trim_end().trim_end_matches('.').trim_end();
        if !matches!(bare.get(bare.len().saturating_sub(4)..), Some(" e.g" | "(e.g" | " i.e" | "(i.e")) {
            break;
        }
    }
    end
}

/// Offsets behind the separators of a printed list of strings (`', '`).
fn string_ends(line: &str, base: usize) -> Vec<usize> {
    let bytes = line.as_bytes();
    (0..bytes.len().saturating_sub(3))
        .filter(|&i| {
            matches!(bytes[i], b'\'' | b'"')
                && bytes[i + 1] == b','
                && bytes[i + 2] == b' '
                && matches!(bytes[i + 3], b'\'' | b'"')
        })
        .map(|i| base + i + 3)
        .collect()
}

struct Cutter<'a> {
    text: &'a str,
    tokens: &'a mut [Token],
    rules: &'a Rules,
    out: Vec<Segment>,
    section: SectionKind,
    headed: bool,
    /// Entries since the heading; a sentence behind them and a blank line is no entry any more.
    entries: usize,
    after_blank: bool,
    /// Where a line that opens with what is wished for came from: "Nice to have: Terraform. You must know SQL."
    wished: Option<(SectionKind, bool)>,
    /// Whether the section began within running text, where nothing but the words says where it ends.
    buried: bool,
    token: usize,
    /// Whether each line was a string of a printed list.
    listed: bool,
    scratch: Vec<Found>,
}

impl Cutter<'_> {
    fn line(&mut self, start: usize, end: usize) {
        if start >= end {
            return;
        }
        let line = &self.text[start..end];
        let bare = strip_marks(match line.ends_with(' ') {
            true => line.trim_end_matches("', ").trim_end_matches("\", "),
            false => line,
        });
        if bare.is_empty() {
            self.after_blank = true;
            return self.extend(end);
        }
        let after_blank = std::mem::take(&mut self.after_blank);
        let last = self.tokens_until(end);
        let count = last - self.token;
        let marked = is_marked_heading(line, bare);
        let longest = if line.starts_with("##") { LONGEST_MARKED } else { LONGEST_HEADING };
        let short = count > 0 && count <= longest && bare.len() < 90;
        let ends_open = bare.ends_with([':', '?', '…']) || bare.ends_with("..");
        let closed = (bare.ends_with('.') && !ends_open) || bare.ends_with(';') || bare.ends_with(',');
        if short && !closed && !is_item(line) {
            let loose = marked || ends_open || introduces(&self.text[end..]);
            let known = self.known_heading(self.token, last, loose);
            if marked || known.is_some() || (ends_open && bare.ends_with(':')) {
                return self.heading(known, start, end, last);
            }
        }
        if is_item(line)
            && short
            && bare.ends_with(':')
            && let Some(kind) = self.known_heading(self.token, last, true)
        {
            return self.heading(Some(kind), start, end, last);
        }
        // A remark to those who fill in a form: longer than any heading.
        if line.starts_with("# ") && !short {
            let section = std::mem::replace(&mut self.section, SectionKind::Application);
            self.sentences(start, end, SegmentKind::Sentence);
            self.section = section;
            return;
        }
        // "Depending on the area, duties may include the following:" ends what asks for nothing.
        if asks_for_nothing(self.section)
            && (LONGEST_HEADING + 1..=LONGEST_LEAD_IN).contains(&count)
            && bare.ends_with(':')
            && let Some(kind) = self.known_heading(self.token, last, true)
            && !asks_for_nothing(kind)
        {
            (self.section, self.headed, self.entries) = (kind, true, 0);
        }
        // A fact is told in a few words; what is longer belongs to the advert's own prose.
        if self.section == SectionKind::Facts && count > LONGEST_HEADING {
            self.section = SectionKind::Intro;
        }
        let prose = !is_item(line) && count > LONGEST_HEADING && bare.ends_with(['.', '!']);
        let goes_back = self.entries > 0 && closes_with_its_list(self.section)
            || self.section == SectionKind::Employer && self.turns_to_reader(last);
        if after_blank && prose && goes_back {
            (self.section, self.headed, self.entries) = (SectionKind::Intro, false, 0);
        }
        let was = (self.section, self.headed);
        let body = self.leading_heading(start, end);
        self.entries += usize::from(!prose || body > start);
        let entry = self.listed && self.section == SectionKind::Intro && !bare.ends_with(['.', '!', '?', ':']);
        let kind = if is_item(line) || entry { SegmentKind::Item } else { SegmentKind::Sentence };
        self.wished = (body > start && self.section == SectionKind::Optional).then_some(was);
        self.sentences(body, end, kind);
        self.wished = None;
        // "Interview process: by telephone" says no more than a fact.
        let brief = self.section == SectionKind::Application && count <= LONGEST_HEADING;
        if (self.section == SectionKind::Facts || brief) && body > start {
            (self.section, self.headed) = was;
        }
    }

    fn heading(&mut self, known: Option<SectionKind>, start: usize, end: usize, last: usize) {
        if let Some(kind) = known {
            self.section = kind;
            self.headed = true;
            self.buried = false;
            self.entries = 0;
        }
        self.push(start, end, last, SegmentKind::Heading);
    }

    /// The section that the line's words open: a known phrase at their start that takes (nearly) all of them; with
    /// `loose`, the longest phrase anywhere in them ("About *the opportunity*").
    fn known_heading(&mut self, first: usize, last: usize, loose: bool) -> Option<SectionKind> {
        let mut best: Option<(usize, SectionKind)> = None;
        for at in first..if loose { last } else { (first + 1).min(last) } {
            // "Nurse (COVID-19 Response)" is no notice on it: words amid others do not drop what follows.
            let amid = |kind, end: usize| {
                let (phrase, rest) = (end - at, last - first - (end - at));
                drops(kind) && rest > if at > first { phrase.max(2) } else { 2 * phrase }
            };
            if let Some((kind, end)) = self.rules.cues.heading(self.tokens, at, &mut self.scratch)
                && end <= last
                && !amid(kind, end)
                && (loose || last - end <= 1 || (end - at >= 3 && last - end <= 3))
                && best.is_none_or(|(words, _)| end - at > words)
            {
                // "Job function" names the trade of the post, "Job functions" opens its tasks.
                let several = self.tokens[end - 1].text(self.text).eq_ignore_ascii_case("functions");
                let kind = if several && kind == SectionKind::Employer { SectionKind::Tasks } else { kind };
                best = Some((end - at, kind));
            }
        }
        best.map(|(_, kind)| kind)
    }

    /// "We are seeking a …", "The successful candidate will …", "You will be …": a paragraph that speaks of the post again.
    fn turns_to_reader(&self, last: usize) -> bool {
        let words = &self.tokens[self.token..last];
        let opens = words.iter().take(4).any(|t| t.word.is(flag::READER));
        let will = words.iter().take(6).any(|t| t.word.is(flag::MODAL));
        opens && will || words.iter().take(8).any(|t| t.word.is(flag::SEEKS))
    }

    /// "Requirements: a degree …" at the start of a line: a heading segment, and the rest. Returns where the rest begins.
    fn leading_heading(&mut self, start: usize, end: usize) -> usize {
        let line = &self.text[start..end];
        let mark = |c: usize| {
            line[c + 1..].starts_with([' ', '*', '\u{a0}']) && (!line[c..].starts_with('-') || line[..c].ends_with(' '))
        };
        let Some(colon) = line[..line.floor_char_boundary(70)]
            .match_indices([':', '?', '-'])
            .map(|m| m.0)
            .find(|&c| c > 2 && mark(c))
        else {
            return start;
        };
        let at = start + colon + 1;
        let last = self.tokens_until(at);
        if last == self.token || last - self.token > LONGEST_HEADING {
            return start;
        }
        match self.known_heading(self.token, last, false) {
            Some(kind) => {
                self.heading(Some(kind), start, at, last);
                at
            }
            None => start,
        }
    }

    fn sentences(&mut self, start: usize, end: usize, kind: SegmentKind) {
        let text = self.text;
        let long = end - start > LONG_LINE;
        let mut from = start;
        let mut kind = kind;
        let mut headings = if long || text[start..end].contains([':', '?']) {
            self.buried_headings(start, end, long)
        } else {
            Vec::new()
        };
        headings.reverse();
        let mut i = start;
        while i < end {
            if headings.last().is_some_and(|h| i >= h.0) {
                let (at, to, section) = headings.pop().unwrap_or((i, i, self.section));
                if at > from {
                    self.cut(from, at, kind);
                }
                self.section = section;
                self.headed = true;
                self.buried = long;
                let last = self.tokens_until(to);
                self.push(at, to, last, SegmentKind::Heading);
                from = to;
                i = to;
                kind = SegmentKind::Sentence;
                continue;
            }
            let stop = headings.last().map_or(end, |h| h.0);
            let bytes = text.as_bytes();
            let may_part = |b: &u8| matches!(b, b'.' | b'!' | b'?' | b' ' | 0x80..);
            i += bytes[i..stop].iter().position(may_part).unwrap_or(stop - i);
            if i == stop {
                continue;
            }
            let c = bytes[i];
            // A blank inside a line parts nothing unless a capital follows.
            if c == b' ' && bytes.get(i + 1).is_some_and(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
                i += 1;
                continue;
            }
            let len = text[i..].chars().next().map_or(1, char::len_utf8);
            let ended = matches!(c, b'.' | b'!' | b'?') && ends_sentence(text, from, i, end);
            // Two blanks before a capital are what is left of a line's end.
            let blanks = long && c == b' ' && i > from + 1 && text.as_bytes()[i - 1] == b' ';
            let line_end = blanks && text[i + 1..end].starts_with(char::is_uppercase);
            if line_end && self.lead_in(from, i + 1) {
                from = i + 1;
            } else if ended || line_end || (c == b' ' && self.lost_line_end(from, i)) {
                self.cut(from, i + 1, kind);
                from = i + 1;
            } else if len > 1 && i > from && is_bullet(&text[i..i + len]) {
                self.cut(from, i, kind);
                from = i;
                kind = SegmentKind::Item;
            }
            i += len;
        }
        self.cut(from, end, kind);
    }

    /// "The graduate must have:" before a list that lost its line ends: a heading like any other.
    fn lead_in(&mut self, from: usize, to: usize) -> bool {
        let last = self.tokens_until(to);
        let short = last > self.token && last - self.token <= LONGEST_HEADING + 3;
        if !short || !self.text[from..to].trim_end().ends_with(':') {
            return false;
        }
        let known = self.known_heading(self.token, last, true);
        if known.is_some() {
            self.heading(known, from, to, last);
        }
        known.is_some()
    }

    /// Whether an entry of a list that lost its line end stops at the blank at `i`: a small word, then a capitalised verb
    /// or "Experience", "Knowledge", "Ability", then a small word again.
    fn lost_line_end(&self, from: usize, i: usize) -> bool {
        let bytes = self.text.as_bytes();
        let capital = bytes.get(i + 1).is_some_and(u8::is_ascii_uppercase)
            && bytes.get(i + 2).is_some_and(u8::is_ascii_lowercase);
        if !capital || i <= from + 12 || !bytes[i - 1].is_ascii_lowercase() {
            return false;
        }
        let k = self.tokens_until(i + 1);
        let (Some(before), Some(here), Some(next)) =
            (self.tokens.get(k.wrapping_sub(1)), self.tokens.get(k), self.tokens.get(k + 1))
        else {
            return false;
        };
        let starts = here.word.is(flag::CARRIER)
            || (here.word.is(flag::TASK_VERB) && here.word.is(flag::BASE))
            || here.word.is(flag::ADJECTIVE);
        let small = |t: &Token| t.text(self.text).starts_with(char::is_lowercase);
        starts && !before.word.is(flag::FUNCTION) && small(before) && small(next) && before.gap != Gap::Break
    }

    /// Headings that lost their line: `(start, end, section)`. In a line of ordinary length only a colon tells them.
    fn buried_headings(&mut self, start: usize, end: usize, long: bool) -> Vec<(usize, usize, SectionKind)> {
        let mut out = Vec::new();
        let last = self.tokens_until(end);
        let mut i = self.token;
        while i < last {
            let token = self.tokens[i];
            let written = token.text(self.text);
            let capital = written.starts_with(char::is_uppercase) && token.start as usize >= start;
            let before_is_function =
                i > self.token && self.tokens[i - 1].word.is(flag::FUNCTION) && !matches!(token.gap, Gap::Break);
            if capital
                && !before_is_function
                && let Some((kind, phrase_end)) = self.rules.cues.heading(self.tokens, i, &mut self.scratch)
            {
                let phrase_end = phrase_end.min(last);
                let to = self.tokens[phrase_end - 1].end as usize;
                let rest = self.text[to..end].trim_start_matches([' ', '*']);
                let colon = rest.starts_with(':') || rest.starts_with('?');
                let words = phrase_end - i;
                let all_capital = self.tokens[i..phrase_end]
                    .iter()
                    .all(|t| t.word.is(flag::FUNCTION) || t.text(self.text).starts_with(char::is_uppercase));
                let next_capital =
                    rest.starts_with(|c: char| c.is_uppercase() || c == '-' || is_bullet(c.encode_utf8(&mut [0; 4])));
                // "The Company A leading …": two sentences, not "Our Company Values".
                let opens = self.tokens.get(phrase_end).is_some_and(|t| t.word.is(flag::DETERMINER | flag::COMPANY));
                let apart = words > 1 || token.gap == Gap::Break;
                if (colon && (long || apart && i > self.token))
                    || (long
                        && (kind != SectionKind::Employer || opens)
                        && all_capital
                        && next_capital
                        && (words > 1 || (token.gap == Gap::Break && written.len() > 6)))
                {
                    let to = if colon { end - rest.len() + 1 } else { to };
                    out.push((token.start as usize, to, kind));
                    i = phrase_end;
                    continue;
                }
            }
            i += 1;
        }
        out
    }

    fn cut(&mut self, start: usize, end: usize, kind: SegmentKind) {
        if start < end {
            if strip_marks(&self.text[start..end]).is_empty() {
                return self.extend(end);
            }
            let last = self.tokens_until(end);
            if let (Some(was), [who, must, ..]) = (self.wished, &self.tokens[self.token..last])
                && who.word.is(flag::READER)
                && must.text(self.text) == "must"
            {
                (self.section, self.headed) = was;
            }
            if self.buried {
                self.leave_buried(last);
            }
            let mut from = start;
            while last - self.token > LONGEST_SENTENCE {
                let next = self.token + LONGEST_SENTENCE;
                let at = self.tokens[next].start as usize;
                self.push(from, at, next, kind);
                from = at;
            }
            self.push(from, end, last, kind);
        }
    }

    /// "We are looking for …", "Applicants must …" belongs to no list of what is offered, "You must …" to none of wishes,
    /// "Please send …" and what follows it to none of what is asked.
    fn leave_buried(&mut self, last: usize) {
        use SectionKind as S;
        let opening = &self.tokens[self.token..last.min(self.token + 12)];
        let sought = |t: &Token| t.word.is(flag::SEEKS) && !t.word.is(flag::OTHERS);
        let asks = |t: &Token| t.word.is(flag::READER) && !t.text(self.text).to_ascii_lowercase().starts_with("you");
        let must = |t: &Token| t.text(self.text).eq_ignore_ascii_case("must");
        let closing = |t: &Token| LAST_WORDS.iter().any(|w| t.text(self.text).eq_ignore_ascii_case(w));
        let next = match self.section {
            S::Benefits | S::Employer if opening.iter().any(sought) || opening.iter().take(3).any(asks) => S::Intro,
            S::Optional if opening.iter().take(3).any(must) => S::Requirements,
            S::Tasks | S::Requirements | S::Optional if opening.first().is_some_and(closing) => S::Intro,
            _ => return,
        };
        (self.section, self.headed, self.buried) = (next, false, false);
    }

    fn push(&mut self, start: usize, end: usize, last: usize, kind: SegmentKind) {
        if let Some(token) = self.tokens[..last].get_mut(self.token) {
            token.gap = Gap::Break;
        }
        let (section, headed) = (self.section, self.headed);
        self.out.push(Segment { start, end, first: self.token, last, kind, section, headed });
        self.token = last;
    }

    /// Blank stretches belong to the segment before them.
    fn extend(&mut self, end: usize) {
        match self.out.last_mut() {
            Some(segment) => segment.end = end,
            None => self.push(0, end, self.token, SegmentKind::Sentence),
        }
    }

    /// First token that starts at or after byte `end`.
    fn tokens_until(&self, end: usize) -> usize {
        self.token + self.tokens[self.token..].partition_point(|t| (t.start as usize) < end)
    }
}

/// The line without list marks, heading marks, emphasis and blanks around it.
fn strip_marks(line: &str) -> &str {
    line.trim()
        .trim_start_matches(|c: char| {
            matches!(c, '#' | '*' | '-' | '_' | '>' | ' ' | '\'' | '[' | '"') || is_bullet(c.encode_utf8(&mut [0; 4]))
        })
        .trim_end_matches(['*', '_', '#', ' ', ']', '\'', '"'])
}

/// Whether the next line is an entry of a list: what stands before it says what the list is of.
fn introduces(rest: &str) -> bool {
    let rest = rest.trim_start();
    // The mark of an entry is short; the line may be the whole text.
    let head = &rest[..rest.floor_char_boundary(LONGEST_MARK)];
    head.lines().next().is_some_and(is_item)
}

/// Lists of what is asked or wished; a paragraph behind one speaks for itself.
/// Sections of which nothing counts.
fn asks_for_nothing(section: SectionKind) -> bool {
    use SectionKind as S;
    matches!(section, S::Application | S::EqualOpportunity | S::Benefits | S::Employer)
}

fn closes_with_its_list(section: SectionKind) -> bool {
    use SectionKind as S;
    matches!(section, S::Requirements | S::Optional | S::NotAsked | S::Benefits)
}

/// Sections that ask for nothing, whatever their sentences say.
fn drops(section: SectionKind) -> bool {
    use SectionKind as S;
    matches!(section, S::NotAsked | S::EqualOpportunity | S::Application)
}

/// `# x`, `**x**`, or capitals throughout.
fn is_marked_heading(line: &str, bare: &str) -> bool {
    let line = line.trim();
    let bold = (line.starts_with("**") && line.ends_with("**")) || (line.starts_with("**") && line.ends_with("**:"));
    let capitals = !bare.chars().any(char::is_lowercase) && bare.chars().filter(|c| c.is_alphabetic()).count() > 4;
    line.starts_with('#') || bold || capitals
}

fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let mut chars = line.chars();
    match chars.next() {
        // "(a) ", "(iv) ", "(2) "
        Some('(') => line[1..].split_once(") ").is_some_and(|(mark, _)| {
            (1..=3).contains(&mark.len()) && mark.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        }),
        // A round bullet that became a letter.
        Some('o') => line.strip_prefix("o ").is_some_and(|rest| rest.starts_with(char::is_uppercase)),
        Some('–' | '—' | '~') => chars.next().is_some_and(char::is_whitespace),
        Some('-' | '*' | '+') => {
            chars.next().is_some_and(|c| c.is_whitespace() || (c.is_uppercase() && !line.starts_with("**")))
        }
        Some(c) if c.is_ascii_digit() => {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            line.len() - rest.len() < 3 && (rest.starts_with(") ") || rest.starts_with(". "))
        }
        Some(c) => is_bullet(c.encode_utf8(&mut [0; 4])),
        None => false,
    }
}

fn is_bullet(c: &str) -> bool {
    matches!(
        c,
        "•" | "·"
            | "●"
            | "▪"
            | "◦"
            | "‣"
            | "■"
            | "□"
            | "➢"
            | "➤"
            | "✓"
            | "✔"
            | "►"
            | "▸"
            | "⁃"
            | "∙"
            | "○"
            | "\u{f0b7}"
            | "❖"
            | "★"
            | "✅"
            | "➔"
            | "→"
            | "¬"
            | "»"
            | "☐"
            | "☑"
            | "◆"
            | "◇"
            | "✦"
            | "➡"
            | "➜"
            | "⇒"
    )
}
