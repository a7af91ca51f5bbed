use super::{exit, study};
use crate::cli::args::ExplainArgs;
use crate::cli::exit::{Exit, Failure};
use crate::cli::options::{self, RuleSet};
use crate::cli::show::{percent, plural};
use crate::cli::{Terminal, summary};
use crate::model::{Ask, Asked, CompetencyId, Reading};

pub fn run(args: &ExplainArgs, rules: &RuleSet, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let Some(competency) = rules.find(&args.competency) else {
        let hint =
            rules.nearest(&args.competency).map(|c| format!("; did you mean `{}`?", c.label)).unwrap_or_default();
        return Err(Failure::Failed(format!("`{}` is not in the vocabulary{hint}", args.competency)));
    };
    let studied = study(options::needed(&args.role, "role")?, &args.inputs, &args.filter, rules, terminal)?;
    let (template, id) = (&studied.study.template, &competency.id);
    writeln!(terminal.out, "{} ({id}, {}, {})", competency.label, competency.kind, competency.sector)?;
    match template.requirements.iter().find(|r| r.competency == *id) {
        None => writeln!(terminal.out, "none of the {} adverts of {} asks for it", template.adverts, template.role)?,
        Some(row) => {
            writeln!(
                terminal.out,
                "asked for by {} of {} adverts of {}: {} of the effective adverts ({} to {}), essential {}, optional {}",
                row.adverts,
                template.adverts,
                template.role,
                percent(row.share.point),
                percent(row.share.low),
                percent(row.share.high),
                percent(row.essential_share),
                percent(row.optional_share),
            )?;
            let stated = plural(row.levels_stated, "advert states", "adverts state");
            writeln!(terminal.out, "level {} {} ({}; {stated} one)", row.level.number(), row.level, row.level_basis)?;
        }
    }
    for reading in &studied.study.adverts.readings {
        sentences(reading, id, terminal)?;
    }
    write!(terminal.err, "{}", summary::findings(&studied.findings))?;
    Ok(exit(&studied.findings))
}

/// The sentences of one advert, each with how it asks.
fn sentences(reading: &Reading, id: &CompetencyId, terminal: &mut Terminal) -> Result<(), Failure> {
    let asks: Vec<(&Ask, &Asked)> = reading
        .asks
        .iter()
        .filter_map(|ask| Some((ask, ask.any_of.iter().find(|asked| asked.competency == *id)?)))
        .collect();
    if asks.is_empty() {
        return Ok(());
    }
    let employer = reading.employer.as_deref().unwrap_or("employer not named");
    writeln!(terminal.out, "\n{}, {employer} [{}, {}]", reading.title, reading.id, reading.source)?;
    for (ask, asked) in asks {
        let mut how = vec![ask.necessity.to_string(), format!("in {}", ask.section)];
        how.extend(asked.level.map(|l| format!("level {} {l}", l.number())));
        how.extend(asked.min_years.map(|y| format!("{y} years")));
        let others: Vec<_> =
            ask.any_of.iter().map(|a| &a.competency).filter(|c| *c != id).map(|c| c.as_str()).collect();
        how.extend((!others.is_empty()).then(|| format!("or {}", others.join(" or "))));
        writeln!(terminal.out, "  \"{}\"\n    {}", ask.sentence, how.join(", "))?;
    }
    Ok(())
}
