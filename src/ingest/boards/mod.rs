//! Job lists of boards and applicant systems in XML and JSON, by the mappings in `data/formats/jobs`.

mod json;
mod xml;

pub use json::BoardJson;
pub use xml::BoardXml;

use super::draft::Links;
use super::format::Input;
use super::mapping::{self, Mapping};
use super::{Item, link};
use serde_json::Value;

/// Records that are looked at to tell a format.
const PROBED: usize = 3;

/// Hands over the records of one list.
struct List<'l> {
    mapping: &'l Mapping,
    root: &'l Value,
    source: &'l str,
    links: Links,
    /// Records so far.
    place: u32,
}

impl<'l> List<'l> {
    fn new(mapping: &'l Mapping, root: &'l Value, input: &Input<'l>) -> Self {
        Self { mapping, root, source: input.source, links: Links::default(), place: 0 }
    }

    fn emit(&mut self, record: &Value, sink: &mut dyn FnMut(Item)) {
        self.place += 1;
        if mapping::skipped(self.mapping, record, self.root) {
            return;
        }
        let base = Some(self.source).filter(|s| link::is_address(s));
        let mut draft = mapping::draft(self.mapping, record, self.root, base);
        self.links.tell_apart(&mut draft);
        sink(draft.finish(self.source, self.place));
    }
}
