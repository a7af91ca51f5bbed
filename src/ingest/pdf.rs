use super::Item;
use super::draft::Draft;
use super::format::{AdvertFormat, Input};
use super::plain;
use crate::diag::{Code, Diag};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// Longest time that one document may take.
const LIMIT: Duration = Duration::from_secs(10);
/// Larger documents are refused, in bytes.
const MAX_PDF: usize = 32 << 20;

pub struct Pdf;

impl AdvertFormat for Pdf {
    fn name(&self) -> &'static str {
        "pdf"
    }

    fn accepts(&self, input: &Input<'_>) -> bool {
        input.bytes[..input.bytes.len().min(1024)].windows(5).any(|w| w == b"%PDF-")
    }

    fn read(&self, input: &Input<'_>, sink: &mut dyn FnMut(Item)) {
        match text_of(input.bytes) {
            Ok(text) => sink(Draft { text: plain::joined_lines(&text), ..Draft::default() }.finish(input.source, 0)),
            Err((code, message)) => sink(Item::Finding(Diag::new(code, input.source, message))),
        }
    }
}

/// The text of a document. The library behind it may panic or run away on damaged files, so it works on a thread of
/// its own and is given up after [`LIMIT`].
fn text_of(bytes: &[u8]) -> Result<String, (Code, String)> {
    if bytes.len() > MAX_PDF {
        let message = format!("the document is larger than {} MiB; save the advert alone", MAX_PDF >> 20);
        return Err((Code::TooLarge, message));
    }
    let (send, receive) = channel();
    let bytes = bytes.to_vec();
    let started = std::thread::Builder::new().name(READER.to_string()).stack_size(16 << 20).spawn(move || {
        quiet_reader_panics();
        let read = std::panic::catch_unwind(|| pdf_extract::extract_text_from_mem(&bytes));
        // The receiver is gone once the time is up.
        let _ = send.send(read);
    });
    if let Err(e) = started {
        return Err((Code::Unreadable, format!("the document could not be read: {e}")));
    }
    match receive.recv_timeout(LIMIT) {
        Ok(Ok(Ok(text))) if text.contains(char::is_alphanumeric) => Ok(text),
        Ok(Ok(Ok(_))) => Err((
            Code::Unreadable,
            "the document holds pictures and no text; save the advert's page instead".to_string(),
        )),
        Ok(Ok(Err(e))) => {
            Err((Code::Unreadable, format!("the document cannot be read: {e}; save the advert's page instead")))
        }
        Err(RecvTimeoutError::Timeout) => {
            let message =
                format!("the document takes longer than {} s; save the advert's page instead", LIMIT.as_secs());
            Err((Code::TooLarge, message))
        }
        Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => {
            Err((Code::Unreadable, "the document is damaged; save the advert's page instead".to_string()))
        }
    }
}

const READER: &str = "pdf-reader";

/// Keeps a panic on the reader's thread, which becomes a finding, off the terminal; all other panics stay as they are.
fn quiet_reader_panics() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if std::thread::current().name() != Some(READER) {
                before(info);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A document of one page with one line of text.
    fn document(line: &str) -> Vec<u8> {
        let content = format!("BT /F1 12 Tf 72 720 Td ({line}) Tj ET");
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_string(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_string(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_string(),
            format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_string(),
        ];
        let mut out = b"%PDF-1.4\n".to_vec();
        let mut offsets = Vec::new();
        for (i, object) in objects.iter().enumerate() {
            offsets.push(out.len());
            out.extend(format!("{} 0 obj\n{object}\nendobj\n", i + 1).bytes());
        }
        let xref = out.len();
        out.extend(b"xref\n0 6\n0000000000 65535 f \n");
        offsets.iter().for_each(|o| out.extend(format!("{o:010} 00000 n \n").bytes()));
        out.extend(format!("trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n").bytes());
        out
    }

    fn items(bytes: &[u8]) -> Vec<Item> {
        let mut all = Vec::new();
        super::super::read(bytes, "a.pdf", &mut |i| all.push(i));
        all
    }

    #[test]
    fn the_text_of_a_document_is_read() {
        let line = "We need a lorry driver who can plan routes and load with care";
        assert!(matches!(&items(&document(line))[..], [Item::Advert(a)] if a.text == line));
    }

    #[test]
    fn damaged_and_empty_documents_are_findings() {
        let whole = document("We need a lorry driver who can plan routes");
        for bytes in [&whole[..200], b"%PDF-1.4", &document("")] {
            assert!(matches!(&items(bytes)[..], [Item::Finding(d)] if d.code == Code::Unreadable));
        }
    }
}
