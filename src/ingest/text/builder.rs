use super::tidy_char;

/// What a finished line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Paragraph,
    Item,
    Heading,
    /// A table row or a pair of a term and its description.
    Row,
}

/// How far apart two neighbouring pieces of text stand in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    /// Two cells of one row.
    Cell,
    Line,
    Paragraph,
}

/// Longest paragraph in bold that is taken for a heading, and longest heading that is one, in bytes.
const MAX_HEADING: usize = 140;
/// Longest first cell of a row that is written `cell: cell`; a longer one is text in a layout table.
const MAX_LABEL: usize = 80;

/// Turns a stream of tags and text into light Markdown: headings `# `, items `- `, rows `cell: cell`, a blank line
/// between paragraphs; a short paragraph wholly in bold becomes `### `.
///
/// Every break is remembered and made only when text follows, so inline tags and empty elements never split a word.
#[derive(Debug)]
pub struct TextBuilder {
    out: String,
    last: Option<Line>,
    /// Gap between `out` and the current line.
    before: Gap,
    line: String,
    kind: Line,
    heading: usize,
    /// Gap between the current line and the text to come.
    gap: Gap,
    bold: u32,
    plain: bool,
    emphasised: bool,
    /// An item was opened and has no text yet.
    item: bool,
    /// Level of the heading we are in, 0 outside.
    level: usize,
    /// Keeps line breaks as written.
    pre: u32,
    in_row: bool,
    /// Lines begun in the row we are in.
    row_lines: u32,
}

impl Default for TextBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl TextBuilder {
    pub fn new() -> Self {
        Self {
            out: String::new(),
            last: None,
            before: Gap::None,
            line: String::new(),
            kind: Line::Paragraph,
            heading: 0,
            gap: Gap::None,
            bold: 0,
            plain: false,
            emphasised: false,
            item: false,
            level: 0,
            pre: 0,
            in_row: false,
            row_lines: 0,
        }
    }

    /// A builder for text in which line breaks stand as written.
    pub fn preformatted() -> Self {
        Self { pre: 1, ..Self::new() }
    }

    /// Whether a tag of that lower-case name breaks the line.
    pub fn is_block(name: &str) -> bool {
        matches!(
            name,
            "p" | "div"
                | "br"
                | "hr"
                | "ul"
                | "ol"
                | "li"
                | "dl"
                | "dt"
                | "dd"
                | "table"
                | "thead"
                | "tbody"
                | "tfoot"
                | "tr"
                | "td"
                | "th"
                | "caption"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
                | "section"
                | "article"
                | "main"
                | "header"
                | "footer"
                | "aside"
                | "nav"
                | "form"
                | "fieldset"
                | "legend"
                | "address"
                | "blockquote"
                | "pre"
                | "figure"
                | "figcaption"
                | "details"
                | "summary"
                | "center"
                | "body"
                | "html"
                | "menu"
                | "dir"
                | "title"
                | "option"
                | "select"
                | "button"
                | "label"
                | "textarea"
                | "hgroup"
        )
    }

    /// An open tag; `name` in lower case.
    pub fn open(&mut self, name: &str) {
        match name {
            "br" => self.widen(if self.gap == Gap::Line { Gap::Paragraph } else { Gap::Line }),
            "b" | "strong" | "u" => self.bold += 1,
            "li" => {
                self.gap = Gap::Paragraph;
                self.item = true;
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.gap = Gap::Paragraph;
                self.level = usize::from(name.as_bytes()[1] - b'0').min(3);
            }
            "td" | "th" | "dd" => self.cell(),
            "tr" | "dt" => {
                self.gap = Gap::Paragraph;
                self.in_row = true;
                self.row_lines = 0;
            }
            "pre" | "textarea" => {
                self.widen(Gap::Paragraph);
                self.pre += 1;
            }
            _ if Self::is_block(name) => self.widen(Gap::Paragraph),
            _ => {}
        }
    }

    /// An end tag; `name` in lower case.
    pub fn close(&mut self, name: &str) {
        match name {
            "b" | "strong" | "u" => self.bold = self.bold.saturating_sub(1),
            "li" => {
                self.widen(Gap::Paragraph);
                self.item = false;
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.widen(Gap::Paragraph);
                self.level = 0;
            }
            "td" | "th" | "dt" => {}
            "tr" | "dd" => {
                self.gap = Gap::Paragraph;
                self.in_row = false;
            }
            "pre" | "textarea" => {
                self.widen(Gap::Paragraph);
                self.pre = self.pre.saturating_sub(1);
            }
            "br" => self.widen(Gap::Line),
            _ if Self::is_block(name) => self.widen(Gap::Paragraph),
            _ => {}
        }
    }

    /// A wider gap wins; but the paragraph inside a cell that joins its neighbour does not part them.
    fn widen(&mut self, gap: Gap) {
        if self.gap != Gap::Cell {
            self.gap = self.gap.max(gap);
        }
    }

    /// A cell joins the one before it where that one was a short label.
    fn cell(&mut self) {
        let label = self.row_lines == 1 && self.line.len() <= MAX_LABEL && self.kind != Line::Item;
        self.gap = if self.in_row && label { Gap::Cell } else { self.gap.max(Gap::Paragraph) };
    }

    /// Text with entities decoded.
    pub fn text(&mut self, text: &str) {
        // Without a way out of the loop it runs on many bytes at a time.
        let plain = text.bytes().fold(true, |plain, b| plain & (matches!(b, b' '..=b'~') | (b == b'\n')));
        if plain {
            return self.tidy_text(text);
        }
        let mut tidy = String::with_capacity(text.len());
        text.chars().for_each(|c| tidy_char(c, &mut tidy));
        self.tidy_text(&tidy);
    }

    fn tidy_text(&mut self, text: &str) {
        if self.pre == 0 {
            return self.run(text);
        }
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                self.open("br");
            }
            self.run(line);
        }
    }

    /// Text of one line: white space collapses.
    fn run(&mut self, text: &str) {
        let blank = |b: u8| (b == b' ') | (b == b'\n');
        let inner = text.trim_matches([' ', '\n']);
        if inner.is_empty() {
            return self.space(!text.is_empty());
        }
        self.realise();
        self.space(text.as_bytes().first().copied().is_some_and(blank));
        let bytes = inner.as_bytes();
        let wide =
            bytes.iter().zip(&bytes[1..]).fold(false, |wide, (a, b)| wide | (*a == b'\n') | (blank(*a) & blank(*b)));
        if wide {
            for (i, word) in inner.split([' ', '\n']).filter(|w| !w.is_empty()).enumerate() {
                if i > 0 {
                    self.line.push(' ');
                }
                self.line.push_str(word);
            }
        } else {
            self.line.push_str(inner);
        }
        if inner.bytes().any(|b| b.is_ascii_alphanumeric() || b >= 0x80) {
            *(if self.bold > 0 { &mut self.emphasised } else { &mut self.plain }) = true;
        }
        self.space(text.as_bytes().last().copied().is_some_and(blank));
    }

    fn space(&mut self, wanted: bool) {
        if wanted && self.gap == Gap::None && !self.line.is_empty() && !self.line.ends_with(' ') {
            self.line.push(' ');
        }
    }

    /// Makes the break that stands before the text to come.
    fn realise(&mut self) {
        match std::mem::replace(&mut self.gap, Gap::None) {
            Gap::None => {}
            Gap::Cell => {
                let end = self.line.trim_end_matches([' ', ':']).len();
                self.line.truncate(end);
                self.line.push_str(": ");
                self.kind = Line::Row;
                self.plain = true;
            }
            gap => {
                self.flush();
                self.before = self.before.max(gap);
            }
        }
        if self.line.is_empty() {
            self.kind = match (std::mem::take(&mut self.item), self.level) {
                (true, _) => Line::Item,
                (false, 0) => Line::Paragraph,
                _ => Line::Heading,
            };
            self.heading = self.level;
            self.row_lines += 1;
        }
    }

    /// Writes the current line out.
    fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        let mut text = line.trim();
        let bold = self.emphasised && !self.plain;
        (self.plain, self.emphasised) = (false, false);
        if !text.contains(char::is_alphanumeric) {
            return;
        }
        if let Some(rest) = typed_bullet(text).filter(|_| self.kind != Line::Heading) {
            (self.kind, text) = (Line::Item, rest);
        }
        // `Location: Hull` in bold is a fact, not the heading of what follows.
        let label = text.split_once(':').is_some_and(|(_, rest)| !rest.is_empty());
        let looks_like_heading = text.len() <= MAX_HEADING && !text.ends_with(['.', ';', ',']) && !label;
        let mark = match self.kind {
            Line::Heading if text.len() <= MAX_HEADING => ["# ", "## ", "### "][self.heading.clamp(1, 3) - 1],
            Line::Paragraph if bold && looks_like_heading => "### ",
            Line::Item => "- ",
            _ => "",
        };
        let kind = if mark.starts_with('#') { Line::Heading } else { self.kind };
        let tight = self.last == Some(kind) && matches!(kind, Line::Item | Line::Row)
            || self.before == Gap::Line && kind != Line::Heading && self.last != Some(Line::Heading);
        if self.last.is_some() {
            self.out.push_str(if tight { "\n" } else { "\n\n" });
        }
        self.out.push_str(mark);
        self.out.push_str(text);
        self.last = Some(kind);
        self.before = Gap::None;
    }

    /// The text, without blank lines at its ends.
    pub fn finish(mut self) -> String {
        self.flush();
        self.out
    }
}

/// The text behind a bullet that was typed, or `None`.
fn typed_bullet(line: &str) -> Option<&str> {
    const BULLETS: [char; 18] =
        ['•', '·', '●', '▪', '◦', '‣', '○', '■', '□', '➢', '➤', '►', '▶', '✓', '✔', '⦁', '∙', '⁃'];
    // Private-use bullets of Symbol and Wingdings, as word processors export them.
    let bullet = |c: char| BULLETS.contains(&c) || ('\u{f0a0}'..='\u{f0ff}').contains(&c);
    let rest = match line.strip_prefix(bullet) {
        Some(rest) => rest,
        None => line.strip_prefix(['-', '–', '—', '*']).filter(|r| r.starts_with(' '))?,
    };
    Some(rest.trim_start()).filter(|r| !r.is_empty())
}
