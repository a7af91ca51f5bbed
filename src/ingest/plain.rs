use super::Item;
use super::draft::Draft;
use super::encoding;
use super::format::{AdvertFormat, Input};
use super::text::TextBuilder;

/// Text and Markdown files: one advert each, its text as it is, byte for byte.
pub struct Plain;

impl AdvertFormat for Plain {
    fn name(&self) -> &'static str {
        "text"
    }

    fn accepts(&self, input: &Input<'_>) -> bool {
        let head = &input.bytes[..input.bytes.len().min(4096)];
        let odd = head.iter().filter(|b| **b < 0x20 && !matches!(**b, b'\n' | b'\r' | b'\t' | 0x0c | 0x1b)).count();
        let data = input.head().starts_with(['{', '[', '<']) && !input.named(&[".txt", ".md", ".markdown"]);
        let wide = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
        (wide || odd * 50 <= head.len()) && !data
    }

    fn read(&self, input: &Input<'_>, sink: &mut dyn FnMut(Item)) {
        let text = encoding::decode(input.bytes).text;
        sink(Draft { text, ..Draft::default() }.finish(input.source, 0));
    }
}

/// Light Markdown of text that was broken into lines by a width, as mails and printed documents are. A line that is
/// nearly as long as the longest goes on in the next one; bullets and blank lines part.
pub fn joined_lines(text: &str) -> String {
    let mut widths: Vec<usize> = text.lines().map(|l| l.trim().len()).filter(|l| *l > 0).collect();
    widths.sort_unstable();
    let width = widths.get(widths.len() * 9 / 10).copied().unwrap_or(0).max(40);
    let mut builder = TextBuilder::new();
    let mut full = false;
    let mut previous = "";
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            builder.open("p");
            full = false;
            continue;
        }
        let bullet =
            line.starts_with(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | '"' | '“' | '£' | '$' | '€' | '\''));
        let alone = previous.chars().count() == 1 && !previous.chars().all(char::is_alphanumeric);
        let label = line.ends_with(':') && line.len() < 60;
        if !previous.is_empty() && !alone && (bullet || label || !full) {
            builder.open("br");
        } else if !previous.ends_with('-') {
            builder.text(" ");
        }
        builder.text(line);
        full = 4 * line.len() >= 3 * width && !line.ends_with([':', '.']) || 10 * line.len() >= 9 * width;
        previous = line;
    }
    builder.finish()
}

#[cfg(test)]
mod tests {
    use super::joined_lines;

    #[test]
    fn lines_broken_by_a_width_are_joined_again() {
        let text = "Job description\n\nYou will plan the routes of thirty lorries and lead their\ndrivers through the night, in all weathers and all seasons.\n\
            Requirements:\n• five years in freight, with at least two of them spent in\nplanning\n•\nExcel\n\nApply by May.";
        let want = "Job description\n\nYou will plan the routes of thirty lorries and lead their drivers through the night, in all weathers and all seasons.\nRequirements:\n\
            - five years in freight, with at least two of them spent in planning\n- Excel\n\nApply by May.";
        assert_eq!(joined_lines(text), want);
    }
}
