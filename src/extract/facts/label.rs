//! Labelled lines: "Location: Leeds", "Job Title; Staff Nurse", a heading "Salary" with its value below.

use super::{Source, Spotted, slice};
use crate::extract::segment::SegmentKind;
use crate::rules::fact_cues::FactCue;

/// The value that stands behind a label: bytes `start..end`, blanks trimmed, never empty.
#[derive(Debug, Clone, Copy)]
pub struct Labelled {
    pub cue: FactCue,
    /// First byte of the label itself.
    pub at: usize,
    pub start: usize,
    pub end: usize,
}

/// A value is no longer than this many bytes.
const LONGEST: usize = 120;

/// All labelled values, in order.
pub fn labels(source: &Source<'_>, spotted: &[Spotted]) -> Vec<Labelled> {
    let mut heads: Vec<(FactCue, usize, usize)> = Vec::new();
    let mut below: Vec<Labelled> = Vec::new();
    for s in spotted.iter().filter(|s| is_label(s.cue)) {
        let (start, end) = s.bytes(source.tokens);
        if heads.last().is_some_and(|h| start < h.2) {
            continue;
        }
        match value_start(source.text, start, end) {
            Some(value) => heads.push((s.cue, start, value)),
            None => below.extend(value_below(source, s, start)),
        }
    }
    let mut out: Vec<Labelled> = Vec::with_capacity(heads.len() + below.len());
    for (i, &(cue, at, start)) in heads.iter().enumerate() {
        let next = heads.get(i + 1).map_or(usize::MAX, |h| h.1);
        out.extend(trimmed(source.text, cue, at, start, next));
    }
    out.append(&mut below);
    out.sort_by_key(|l| l.at);
    out
}

fn is_label(cue: FactCue) -> bool {
    use FactCue as C;
    matches!(
        cue,
        C::LabelTitle
            | C::LabelPlace
            | C::LabelEmployer
            | C::LabelSeniority
            | C::LabelMode
            | C::LabelContract
            | C::LabelOther
    )
}

/// Where the value begins, if the words are followed by what ends a label and stand where a label can.
fn value_start(text: &str, start: usize, end: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut i = end;
    while bytes.get(i).is_some_and(|b| matches!(b, b'*' | b'_' | b' ' | b')')) && i < end + 6 {
        i += 1;
    }
    let spaced = i > end && bytes.get(i + 1) == Some(&b' ');
    let dash = slice(text, i, i + 3).starts_with(['–', '—']) || bytes.get(i) == Some(&b'-');
    let mark = match bytes.get(i) {
        Some(b':' | b'|') => 1,
        Some(b';') => 1,
        _ if dash && spaced => 1,
        _ if dash && slice(text, i, i + 4).ends_with(' ') && i > end => slice(text, i, i + 3).len(),
        _ => return None,
    };
    let before = text[..start].trim_end_matches([' ', '*', '_', '#', '-', '•', '"', '\'', '[', '|', '\t']);
    let line_start = before.is_empty() || before.ends_with('\n') || before.ends_with(['.', ',', ';', '\u{b7}']);
    let capital = text[start..].starts_with(char::is_uppercase);
    // Within a line a dash is only a dash.
    (line_start || (capital && !dash && bytes[i] != b'|')).then_some(i + mark)
}

/// A label that is a whole heading: its value is the line after it.
fn value_below(source: &Source<'_>, label: &Spotted, at: usize) -> Option<Labelled> {
    let segment = &source.segments[label.segment];
    let whole = segment.kind == SegmentKind::Heading && segment.first == label.start && segment.last == label.end;
    if !whole {
        return None;
    }
    let next = source.segments.get(label.segment + 1).filter(|s| s.kind != SegmentKind::Heading)?;
    trimmed(source.text, label.cue, at, next.start, usize::MAX)
}

fn trimmed(text: &str, cue: FactCue, at: usize, start: usize, next: usize) -> Option<Labelled> {
    let room = slice(text, start, next.min(start + LONGEST));
    let lead = room.len() - room.trim_start_matches(BLANK).len();
    let start = start + lead;
    let room = &room[lead..];
    let end = room.find(['\n', '\r', '•']).into_iter().chain(room.find("', '")).min().unwrap_or(room.len());
    let value = room[..end].trim_end_matches(BLANK);
    (!value.is_empty()).then_some(Labelled { cue, at, start, end: start + value.len() })
}

const BLANK: [char; 10] = [' ', '*', '_', '\t', '|', '\u{a0}', '"', '\'', ',', '`'];
