use super::Own;
use super::args::AddArgs;
use crate::cli::Terminal;
use crate::cli::exit::{Exit, Failure};
use crate::rules::Rules;
use crate::rules::own::REFUSED;
use crate::rules::vocabulary::{Label, RawCompetency};

pub fn run(args: &AddArgs, mut own: Own, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let row = row(args, &own.rules)?;
    let mut file = own.file.clone();
    let said = file.put(row.clone());
    own.keep(file, terminal)?;
    let name = if row.label.is_empty() { &row.id } else { &row.label };
    writeln!(terminal.out, "{said} `{name}` in {}", own.path.display())?;
    Ok(Exit::Done)
}

/// The row that the arguments mean.
fn row(args: &AddArgs, rules: &Rules) -> Result<RawCompetency, Failure> {
    let name = args.name.trim();
    let bare = Label::parse(name).text;
    if bare.chars().all(|c| !c.is_alphanumeric()) || name.contains('|') {
        return Err(Failure::Usage(format!("`{name}` is no label; write the words as adverts do")));
    }
    let find = |name: &str| find(name, rules).map(|c| c.id.to_string());
    let ids =
        |names: &[String]| Ok::<_, Failure>(names.iter().map(|n| find(n)).collect::<Result<Vec<_>, _>>()?.join("|"));
    let cell = |word: &Option<String>| word.clone().unwrap_or_default();
    let mut row = RawCompetency {
        language: cell(&args.language),
        kind: cell(&args.kind),
        reuse: cell(&args.reuse),
        effort: cell(&args.effort),
        award: cell(&args.award),
        broader: ids(&args.broader)?,
        implies: ids(&args.implies)?,
        labels: args.label.join("|"),
        ..RawCompetency::default()
    };
    if let Some(reason) = &args.refuse {
        return Ok(RawCompetency {
            kind: REFUSED.into(),
            label: bare,
            reason: reason.clone(),
            ..RawCompetency::default()
        });
    }
    if let Some(to) = &args.to {
        row.id = find(to)?;
        row.labels = [vec![name.to_string()], args.label.clone()].concat().join("|");
        return Ok(row);
    }
    if let Some(known) = rules.lookup(&bare).first() {
        let (label, id) = (&known.competency.label, &known.competency.id);
        return Err(Failure::Usage(format!(
            "`{name}` is known already as `{label}` ({id}); add labels to it with `--to {id}`"
        )));
    }
    row.id = rules.free_id(&bare);
    row.label = bare;
    if name != row.label {
        row.labels = [name.to_string(), row.labels].join("|");
    }
    if row.kind.is_empty() {
        row.kind = "skill".into();
    }
    Ok(row)
}

fn find<'r>(name: &str, rules: &'r Rules) -> Result<&'r crate::rules::Competency, Failure> {
    rules.find(name).ok_or_else(|| {
        let near = rules.nearest(name).map(|c| format!("; did you mean `{}`?", c.label)).unwrap_or_default();
        Failure::Usage(format!("`{name}` is not in the vocabulary{near}"))
    })
}
