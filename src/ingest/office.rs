//! Documents of word processors: DOCX and ODT, both zip archives with one XML file of text.

use super::Item;
use super::draft::Draft;
use super::format::{AdvertFormat, Input};
use super::markup::{Attrs, Dialect, Token, Tokens, decode};
use super::text::TextBuilder;
use super::unpack;
use crate::diag::{Code, Diag};
use std::collections::BTreeSet;

pub struct Docx;

impl AdvertFormat for Docx {
    fn name(&self) -> &'static str {
        "docx"
    }

    fn accepts(&self, input: &Input<'_>) -> bool {
        unpack::has_member(input.bytes, "word/document.xml")
    }

    fn read(&self, input: &Input<'_>, sink: &mut dyn FnMut(Item)) {
        read_member(input, "word/document.xml", docx_text, sink);
    }
}

pub struct Odt;

impl AdvertFormat for Odt {
    fn name(&self) -> &'static str {
        "odt"
    }

    fn accepts(&self, input: &Input<'_>) -> bool {
        unpack::has_member(input.bytes, "content.xml") && unpack::has_member(input.bytes, "mimetype")
    }

    fn read(&self, input: &Input<'_>, sink: &mut dyn FnMut(Item)) {
        read_member(input, "content.xml", odt_text, sink);
    }
}

fn read_member(input: &Input<'_>, member: &str, text_of: fn(&str) -> String, sink: &mut dyn FnMut(Item)) {
    match unpack::member(input.bytes, member, input.source) {
        Ok(bytes) => {
            let text = text_of(&String::from_utf8_lossy(&bytes));
            if text.is_empty() {
                let message = "the document holds no text; save the advert's page instead";
                return sink(Item::Finding(Diag::new(Code::Unreadable, input.source, message)));
            }
            sink(Draft { text, ..Draft::default() }.finish(input.source, 0));
        }
        Err(finding) => sink(Item::Finding(finding)),
    }
}

fn docx_text(xml: &str) -> String {
    let mut builder = TextBuilder::new();
    // Tag that the paragraph has become, once its properties are read.
    let mut paragraph = "p";
    let (mut bold, mut in_text) = (false, false);
    for token in Tokens::new(xml, Dialect::Xml) {
        match token {
            Token::Open { name, attrs, closed } => match name {
                "w:p" if !closed => {
                    paragraph = "p";
                    builder.open("p");
                }
                "w:pStyle" => paragraph = style(attrs, paragraph, &mut builder),
                "w:numPr" if paragraph == "p" => {
                    paragraph = "li";
                    builder.open("li");
                }
                "w:r" => bold = false,
                "w:b" if !bold && attrs.get("w:val").is_none_or(|v| !matches!(v.as_ref(), "0" | "false" | "off")) => {
                    bold = true
                }
                "w:t" => {
                    in_text = !closed;
                    if bold {
                        builder.open("b");
                    }
                }
                "w:tab" => builder.text(" "),
                "w:br" | "w:cr" => builder.open("br"),
                "w:tr" => builder.open("tr"),
                "w:tc" => builder.open("td"),
                _ => {}
            },
            Token::Close { name } => match name {
                "w:p" => builder.close(paragraph),
                "w:t" => {
                    in_text = false;
                    if bold {
                        builder.close("b");
                    }
                }
                "w:tr" => builder.close("tr"),
                _ => {}
            },
            Token::Text(text) if in_text => builder.text(&decode(text)),
            Token::Text(_) | Token::Raw(_) => {}
        }
    }
    builder.finish()
}

/// The tag that the style of a paragraph stands for, opened.
fn style(attrs: Attrs<'_>, otherwise: &'static str, builder: &mut TextBuilder) -> &'static str {
    let style = attrs.get("w:val").unwrap_or_default().to_ascii_lowercase();
    let level = style.strip_prefix("heading").and_then(|n| n.trim().parse::<u8>().ok());
    let tag = match (style.as_str(), level) {
        ("title", _) | (_, Some(1)) => "h1",
        ("subtitle", _) | (_, Some(2)) => "h2",
        (_, Some(_)) => "h3",
        (list, _) if list.starts_with("listbullet") || list.starts_with("listnumber") => "li",
        _ => return otherwise,
    };
    builder.open(tag);
    tag
}

fn odt_text(xml: &str) -> String {
    let bold_styles = odt_bold_styles(xml);
    let mut builder = TextBuilder::new();
    let mut spans: Vec<bool> = Vec::new();
    let mut heading = "h2";
    let mut in_body = false;
    for token in Tokens::new(xml, Dialect::Xml) {
        match token {
            Token::Open { name, attrs, closed } => match name {
                "office:body" => in_body = true,
                "text:h" => {
                    heading = match attrs.get("text:outline-level").as_deref() {
                        Some("1") => "h1",
                        Some("2") | None => "h2",
                        Some(_) => "h3",
                    };
                    builder.open(heading);
                }
                "text:p" | "text:span" if !closed => {
                    let bold = attrs.get("text:style-name").is_some_and(|s| bold_styles.contains(s.as_ref()));
                    spans.push(bold);
                    if name == "text:p" {
                        builder.open("p");
                    }
                    if bold {
                        builder.open("b");
                    }
                }
                "text:list-item" => builder.open("li"),
                "table:table-row" => builder.open("tr"),
                "table:table-cell" => builder.open("td"),
                "text:line-break" => builder.open("br"),
                "text:s" | "text:tab" => builder.text(" "),
                _ => {}
            },
            Token::Close { name } => match name {
                "text:h" => builder.close(heading),
                "text:p" | "text:span" => {
                    if spans.pop() == Some(true) {
                        builder.close("b");
                    }
                    if name == "text:p" {
                        builder.close("p");
                    }
                }
                "text:list-item" => builder.close("li"),
                "table:table-row" => builder.close("tr"),
                _ => {}
            },
            Token::Text(text) if in_body => builder.text(&decode(text)),
            Token::Text(_) | Token::Raw(_) => {}
        }
    }
    builder.finish()
}

/// Names of the styles that set text in bold.
fn odt_bold_styles(xml: &str) -> BTreeSet<String> {
    let mut bold = BTreeSet::new();
    let mut style = String::new();
    for token in Tokens::new(xml, Dialect::Xml) {
        match token {
            Token::Open { name: "style:style", attrs, .. } => {
                style = attrs.get("style:name").unwrap_or_default().into_owned()
            }
            Token::Open { name: "style:text-properties", attrs, .. }
                if attrs.get("fo:font-weight").as_deref() == Some("bold") =>
            {
                bold.insert(style.clone());
            }
            Token::Open { name: "office:body", .. } => break,
            _ => {}
        }
    }
    bold
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};

    fn archive(members: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in members {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn text(bytes: &[u8]) -> String {
        let mut all = Vec::new();
        super::super::read(bytes, "a", &mut |i| all.push(i));
        match all.pop() {
            Some(Item::Advert(advert)) => advert.text,
            other => panic!("{other:?}"),
        }
    }

    const WANT: &str =
        "# Planner\n\n### What you do\n\nPlan routes for thirty lorries, day and night.\n\n- R&D\n- Excel\n\nPay: £30k";

    #[test]
    fn a_docx_keeps_its_structure() {
        let xml = r#"<w:document><w:body><w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Planner</w:t></w:r></w:p>
            <w:p><w:r><w:rPr><w:b/></w:rPr><w:t>What you do</w:t></w:r></w:p>
            <w:p><w:r><w:t xml:space="preserve">Plan </w:t></w:r><w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>rou</w:t></w:r><w:r><w:t>tes for thirty lorries, day and night.</w:t></w:r></w:p>
            <w:p><w:pPr><w:numPr><w:ilvl w:val="0"/></w:numPr></w:pPr><w:r><w:t>R&amp;D</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="ListBullet"/></w:pPr><w:r><w:t>Excel</w:t></w:r></w:p>
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Pay</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>£30k</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"#;
        assert_eq!(text(&archive(&[("[Content_Types].xml", ""), ("word/document.xml", xml)])), WANT);
    }

    #[test]
    fn an_odt_keeps_its_structure() {
        let xml = r#"<office:document-content><office:automatic-styles><style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>
            <office:body><text:h text:outline-level="1">Planner</text:h><text:p><text:span text:style-name="T1">What you do</text:span></text:p>
            <text:p>Plan <text:span>rou</text:span>tes for thirty lorries, day<text:s/>and night.</text:p><text:list><text:list-item><text:p>R&amp;D</text:p></text:list-item><text:list-item><text:p>Excel</text:p></text:list-item></text:list>
            <table:table-row><table:table-cell><text:p>Pay</text:p></table:table-cell><table:table-cell><text:p>£30k</text:p></table:table-cell></table:table-row></office:body></office:document-content>"#;
        assert_eq!(
            text(&archive(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", xml)])),
            WANT
        );
    }
}
