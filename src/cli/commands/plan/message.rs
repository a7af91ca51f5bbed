use super::args::{CheckinArgs, MentorArgs};
use super::file::{self, refused};
use crate::cli::Terminal;
use crate::cli::exit::{Exit, Failure};
use crate::cli::options::RuleSet;
use crate::cli::output::Output;
use crate::model::Date;
use crate::plan::{self, Message};
use std::fmt::Write as _;
use std::path::Path;

pub fn check_in(args: &CheckinArgs, path: &Path, rules: &RuleSet, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let output = Output::open(&args.out)?;
    let today = file::today(&args.day)?;
    let opened = file::open(path)?;
    let mut plan = opened.plan.clone();
    if let Some(to) = &args.to {
        plan.preferences.buddy.clone_from(to);
    }
    let message = plan::check_in(&plan, today, &file::data(rules)?.questions);
    if args.promise {
        plan::promise(&mut plan, &message.next).map_err(refused)?;
    }
    if plan != opened.plan {
        file::save(path, &plan, Some(&opened), terminal)?;
    }
    put(&message, today, &args.out, output, terminal)
}

pub fn mentor(args: &MentorArgs, path: &Path, rules: &RuleSet, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let output = Output::open(&args.out)?;
    let today = file::today(&args.day)?;
    let plan = file::open(path)?.plan;
    put(&plan::mentor_brief(&plan, today, &file::data(rules)?.questions), today, &args.out, output, terminal)
}

fn put(message: &Message, day: Date, name: &str, output: Output, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let text = if name.ends_with(".eml") { mail(message, day) } else { message.text.clone() };
    if let Some(path) = output.finish(text.as_bytes(), terminal)? {
        writeln!(terminal.out, "wrote {}", path.display())?;
    }
    Ok(Exit::Done)
}

/// The message as a draft that mail programs open to send.
fn mail(message: &Message, day: Date) -> String {
    let mut out = String::new();
    let address = message.to.contains('@').then(|| header(&message.to));
    if let Some(to) = address {
        let _ = write!(out, "To: {to}\r\n");
    }
    let _ = write!(out, "Subject: {}\r\n", header(&message.subject));
    let _ = write!(out, "Date: {}\r\n", day.strftime("%a, %d %b %Y 12:00:00 +0000"));
    out.push_str("X-Unsent: 1\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n");
    for line in message.text.lines() {
        out.push_str(line);
        out.push_str("\r\n");
    }
    out
}

/// A value of a header: on one line, and letters beyond ASCII in the encoding of RFC 2047. An address in angle brackets
/// stays as it is.
fn header(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_ascii() {
        return text;
    }
    let (words, address) = match text.split_once('<') {
        Some((name, address)) if address.ends_with('>') => (name.trim().to_owned(), format!(" <{address}")),
        _ => (text, String::new()),
    };
    let mut encoded: Vec<String> = Vec::new();
    let mut part = String::new();
    for c in words.chars() {
        let mut buffer = [0; 4];
        let code: String = c
            .encode_utf8(&mut buffer)
            .bytes()
            .map(|b| match b {
                b' ' => "_".to_owned(),
                b if b.is_ascii_alphanumeric() => char::from(b).to_string(),
                b => format!("={b:02X}"),
            })
            .collect();
        // An encoded word is at most 75 bytes long.
        if part.len() + code.len() > 60 {
            encoded.push(std::mem::take(&mut part));
        }
        part.push_str(&code);
    }
    encoded.push(part);
    encoded.iter().map(|p| format!("=?utf-8?Q?{p}?=")).collect::<Vec<_>>().join("\r\n ") + &address
}
