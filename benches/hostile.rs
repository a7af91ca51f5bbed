//! Lines that want to be slow, beside adverts: `cargo bench --bench hostile`. None may take much longer a byte than
//! `an advert`.

use divan::Bencher;
use divan::counter::BytesCount;
use skillgap::extract::{Repeated, extract};
use skillgap::model::Advert;
use skillgap::rules::Rules;

fn main() {
    divan::main();
}

/// Bytes of each line.
const LENGTH: usize = 200_000;

/// What each line repeats.
const LINES: &[(&str, &str)] = &[
    ("an advert", include_str!("../tests/fixtures/stories/product-manager.md")),
    ("digits", "1234567890 "),
    ("commas", ", "),
    ("or", "or "),
    ("brackets", "( [ "),
    ("pounds", "£ "),
    ("pay", "£20,000 - £30,000 per annum "),
    ("dates", "closing date: 12 January "),
    ("deadlines", "deadline "),
    ("years", "years "),
    ("demands of years", "at least 5 years experience in Python "),
    ("headings", "Requirements: "),
    ("headings without marks", "Requirements Benefits Responsibilities "),
    ("demands", "must "),
    ("wishes", "required preferred "),
    ("examples", "such as "),
    ("levels", "strong "),
    ("levels of labels", "strong Python "),
    ("teams", "manage a team of "),
    ("leads", "lead a "),
    ("reports", "direct reports "),
    ("ambiguous labels", "Excel C Go R "),
    ("a list", "Python, Java or C++, "),
    ("degrees", "degree in mathematics or physics or "),
    ("qualities", "creative motivated innovative "),
    ("tasks", "develop and deliver "),
    ("unknown words", "experience with zorblax, "),
    ("addresses", "a@b.c http://a.b/c "),
];

#[divan::bench(args = LINES.iter().map(|line| line.0), sample_count = 3, sample_size = 1)]
fn line(bencher: Bencher, name: &str) {
    let unit = LINES.iter().find(|line| line.0 == name).map_or("", |line| line.1);
    let text = unit.repeat(LENGTH / unit.len() + 1);
    let advert = Advert::of_text(name, "Analyst", text, "generated");
    let (rules, none) = (Rules::embedded(), Repeated::default());
    bencher.counter(BytesCount::new(advert.text.len())).bench(|| extract(&advert, rules, &none).requirements.len());
}
