//! Extraction is linear in the text and asks for no memory by the word. Work is counted as requests for memory, which are
//! the same on every machine; `cargo bench --bench hostile` shows the times of such lines beside an advert.

use skillgap::extract::{Repeated, extract};
use skillgap::model::Advert;
use skillgap::rules::Rules;
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

struct Counting;

thread_local! {
    /// Requests for memory and bytes asked for by this thread.
    static ASKED: Cell<(usize, usize)> = const { Cell::new((0, 0)) };
}

fn count(bytes: usize) {
    // A thread that ends has no counter any more.
    let _ = ASKED.try_with(|asked| asked.set((asked.get().0 + 1, asked.get().1 + bytes)));
}

// SAFETY: every call is handed on as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size);
        unsafe { System.realloc(at, layout, size) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

fn advert(text: String) -> Advert {
    Advert::of_text("generated", "Analyst", text, "generated")
}

/// Requests for memory and bytes asked for while `text` is read.
fn asked_for(text: String) -> (usize, usize) {
    let (rules, none, advert) = (Rules::embedded(), Repeated::default(), advert(text));
    let before = ASKED.get();
    let read = extract(&advert, rules, &none);
    let after = ASKED.get();
    drop(read);
    (after.0 - before.0, after.1 - before.1)
}

#[test]
fn plain_prose_asks_for_no_memory_by_the_word() {
    let line = "It stands on a hill above the river, and from there the old bridge can be seen.\n";
    let words = line.split(' ').count();
    let (few, _) = asked_for(line.repeat(1_000));
    let (many, _) = asked_for(line.repeat(8_000));
    // A sentence may ask for some, once.
    assert!(
        many - few < 7_000 * words / 8,
        "{few} requests for {words} thousand words, {many} for eight times as many"
    );
}

/// What a hostile line repeats.
const UNITS: [&str; 30] = [
    "1234567890 ",
    ", ",
    "or ",
    "( [ ",
    ") ] ",
    "£ ",
    "£20,000 - £30,000 per annum ",
    "closing date: 12 January ",
    "deadline ",
    "12/12/2020 ",
    "years ",
    "at least 5 years experience in Python ",
    "Requirements: ",
    "Requirements Benefits Responsibilities ",
    "must ",
    "required preferred ",
    "such as ",
    "strong ",
    "strong Python ",
    "manage a team of ",
    "lead a ",
    "direct reports ",
    "Excel C Go R ",
    "Python, Java or C++, ",
    "degree in mathematics or physics or ",
    "creative motivated innovative ",
    "develop and deliver ",
    "experience with zorblax, ",
    "remote hybrid office ",
    "report to ",
];

#[test]
fn a_hostile_line_asks_for_memory_in_proportion_to_its_length() {
    const SHORT: usize = 20_000;
    for unit in UNITS {
        let text = |length: usize| unit.repeat(length / unit.len() + 1);
        let (short, short_bytes) = asked_for(text(SHORT));
        let (long, long_bytes) = asked_for(text(8 * SHORT));
        assert!(long <= 9 * short + 100, "{unit:?}: {short} requests, {long} for eight times the text");
        assert!(long_bytes <= 9 * short_bytes, "{unit:?}: {short_bytes} bytes, {long_bytes} for eight times the text");
    }
}
