use super::Item;
use super::draft::Draft;
use super::encoding;
use super::format::{AdvertFormat, Input};

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
        odd * 50 <= head.len() && !data
    }

    fn read(&self, input: &Input<'_>, sink: &mut dyn FnMut(Item)) {
        let text = encoding::decode(input.bytes).text;
        sink(Draft { text, ..Draft::default() }.finish(input.source, 0));
    }
}
