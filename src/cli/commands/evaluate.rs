use crate::cli::Terminal;
use crate::cli::args::EvaluateArgs;
use crate::cli::exit::{Exit, Failure};
use crate::cli::options::RuleSet;
use crate::evaluate::{
    AdvertScores, GoldAdvert, GoldSpans, Part, Score, SpanScores, Tally, most_frequent, score_adverts, score_spans,
};
use crate::extract::{Repeated, extract};
use crate::model::{Advert, Extraction};
use rayon::prelude::*;
use serde::de::DeserializeOwned;
use std::io::{self, Write};
use std::path::Path;

pub fn run(args: &EvaluateArgs, rules: &RuleSet, terminal: &mut Terminal) -> Result<Exit, Failure> {
    for path in &args.gold {
        let text = std::fs::read_to_string(path)
            .map_err(|source| Failure::Io { what: format!("`{}` cannot be read", path.display()), source })?;
        writeln!(terminal.out, "{}", path.display())?;
        if text.lines().next().is_some_and(|line| line.contains("\"spans\"")) {
            let pairs =
                read(path, &text, |gold: &GoldSpans| (gold.id.clone(), String::new(), gold.text.clone()), rules)?;
            score_spans(&pairs).iter().try_for_each(|s| show_spans(s, args.errors, &mut terminal.out))?;
        } else {
            let fields =
                |gold: &GoldAdvert| (gold.id.clone(), gold.title.clone().unwrap_or_default(), gold.text.clone());
            let pairs = read(path, &text, fields, rules)?;
            show_adverts(&score_adverts(&pairs), args.errors, &mut terminal.out)?;
        }
    }
    Ok(Exit::Done)
}

/// The marked adverts of a file, each with what is read in it.
fn read<G: DeserializeOwned + Send + Sync>(
    path: &Path,
    text: &str,
    fields: impl Fn(&G) -> (String, String, String) + Sync,
    rules: &RuleSet,
) -> Result<Vec<(G, Extraction)>, Failure> {
    let lines: Vec<(usize, &str)> = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()).collect();
    lines
        .into_par_iter()
        .map(|(n, line)| {
            let gold: G = serde_json::from_str(line)
                .map_err(|e| Failure::Failed(format!("{}:{}: no marked advert: {e}", path.display(), n + 1)))?;
            let (id, title, text) = fields(&gold);
            let advert = Advert::of_text(id, title, text, path.display().to_string());
            Ok((gold, extract(&advert, rules, &Repeated::default())))
        })
        .collect()
}

fn show_spans(scores: &SpanScores, errors: usize, out: &mut dyn Write) -> io::Result<()> {
    let one = |name: &str, s: &Score| format!("{name} P {:.3} R {:.3} F1 {:.3}", s.precision(), s.recall(), s.f1());
    writeln!(
        out,
        "{:10} {}   {}   {}   predicted {} marked {}",
        scores.name,
        one("overlap", &scores.overlap),
        one("strict", &scores.strict),
        one("words", &scores.words),
        scores.overlap.said,
        scores.overlap.marked
    )?;
    if scores.name == "all" {
        show_tally("missed", &scores.missed, errors, out)?;
        show_tally("wrong", &scores.wrong, errors, out)?;
    }
    Ok(())
}

fn show_adverts(scores: &AdvertScores, errors: usize, out: &mut dyn Write) -> io::Result<()> {
    let r = &scores.requirements;
    writeln!(
        out,
        "requirements  P {:.3} R {:.3} F1 {:.3}   counted {} marked {} adverts {}",
        r.precision(),
        r.recall(),
        r.f1(),
        r.said,
        r.marked,
        scores.adverts
    )?;
    let part =
        |name: &str, p: &Part, out: &mut dyn Write| writeln!(out, "{name:27} {}/{} = {:.3}", p.of, p.whole, p.share());
    part("named alike", &scores.named, out)?;
    part("necessity", &scores.necessity, out)?;
    part("alternatives kept together", &scores.together, out)?;
    part("singles kept apart", &scores.apart, out)?;
    part("tasks found", &scores.tasks, out)?;
    part("traps fallen into", &scores.traps, out)?;
    let score = |name: &str, s: &Score, out: &mut dyn Write| {
        let (p, r, f1) = (s.precision(), s.recall(), s.f1());
        writeln!(out, "{name:27} P {p:.3} R {r:.3} F1 {f1:.3}   right {} said {} marked {}", s.right, s.said, s.marked)
    };
    score("min_years", &scores.years, out)?;
    score("level", &scores.level, out)?;
    for (name, s) in &scores.facts {
        score(&format!("fact {name}"), s, out)?;
    }
    show_tally("missed", &scores.missed, errors, out)?;
    show_tally("wrong", &scores.wrong, errors, out)?;
    show_tally("misnamed", &scores.misnamed, errors, out)
}

fn show_tally(what: &str, tally: &Tally, errors: usize, out: &mut dyn Write) -> io::Result<()> {
    if errors == 0 {
        return Ok(());
    }
    let rows: Vec<String> = most_frequent(tally, errors).iter().map(|(p, n)| format!("'{p}'×{n}")).collect();
    writeln!(out, "{what}: {}", rows.join(", "))
}
