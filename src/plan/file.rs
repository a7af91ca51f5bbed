//! `plan.toml`: read, and written back without losing the user's comments, order and own keys.

use crate::diag::{Code, Diag};
use crate::model::Plan;
use std::collections::BTreeSet;
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value};

/// Bytes of a file that are read; nobody plans more.
const LARGEST: usize = 16 << 20;

/// Reads a plan.
///
/// # Errors
/// Where the text is no TOML or no plan, with the place.
pub fn read(text: &str, source: &str) -> Result<Plan, Vec<Diag>> {
    let fault = |message: String| vec![Diag::new(Code::BadConfig, source, message)];
    if text.len() > LARGEST {
        return Err(fault("the plan is larger than 16 MB".into()));
    }
    let mut document: DocumentMut =
        text.parse().map_err(|e: toml_edit::TomlError| fault(e.to_string().trim_end().to_owned()))?;
    dates_as_text(document.as_table_mut());
    toml::from_str(&document.to_string()).map_err(|e| fault(e.to_string().trim_end().to_owned()))
}

/// Writes a plan. `before` is the file as it stands: what the plan does not know of it stays.
pub fn write(plan: &Plan, before: Option<&str>) -> String {
    let fresh = document(plan);
    let existing = before.and_then(|text| Some((text.parse::<DocumentMut>().ok()?, read(text, "").ok()?)));
    let Some((mut kept, known)) = existing else {
        return format!("{HEADER}{fresh}");
    };
    let base = document(&known);
    merge(kept.as_table_mut(), base.as_table(), fresh.as_table());
    let mut position = 0;
    number(kept.as_table_mut(), &mut position);
    kept.to_string()
}

const HEADER: &str = "\
# Your plan. It is yours: change what you like, add notes and keys of your own; every command keeps them.
# Dates are YYYY-MM-DD, hours are estimates from low to high. `skillgap plan` shows what is next.

";

/// A plan in the form of its file; a plan is always serialisable.
fn document(plan: &Plan) -> DocumentMut {
    toml::to_string(plan).ok().and_then(|text| text.parse().ok()).unwrap_or_default()
}

/// Takes what changed from `base` to `fresh` over into `kept`; anything else in `kept` stays as it is.
fn merge(kept: &mut dyn TableLike, base: &dyn TableLike, fresh: &dyn TableLike) {
    let gone: Vec<String> = base.iter().map(|(key, _)| key.to_owned()).filter(|key| fresh.get(key).is_none()).collect();
    for key in gone {
        kept.remove(&key);
    }
    for (key, new) in fresh.iter() {
        let old = base.get(key);
        match kept.get_mut(key) {
            None => drop(kept.insert(key, new.clone())),
            Some(item) => merge_item(item, old, new),
        }
    }
}

fn merge_item(kept: &mut Item, base: Option<&Item>, fresh: &Item) {
    let empty = Table::new();
    if let Item::ArrayOfTables(new) = fresh {
        if let Item::ArrayOfTables(tables) = kept {
            let old = base.and_then(Item::as_array_of_tables).cloned().unwrap_or_default();
            *tables = merge_tables(tables, &old, new);
            return;
        }
    } else if let (Some(table), Some(new)) = (kept.as_table_like_mut(), fresh.as_table_like()) {
        let old: &dyn TableLike = base.and_then(Item::as_table_like).unwrap_or(&empty);
        return merge(table, old, new);
    } else if base.is_some_and(|old| same(old, fresh)) {
        return;
    }
    if let (Item::Value(value), Item::Value(new)) = (&mut *kept, fresh) {
        let decor = value.decor().clone();
        *value = new.clone();
        *value.decor_mut() = decor;
    } else if !base.is_some_and(|old| same(old, fresh)) {
        *kept = fresh.clone();
    }
}

fn same(a: &Item, b: &Item) -> bool {
    a.to_string().trim() == b.to_string().trim()
}

/// Tables keep their comments wherever they move to; they are known by their id, else by their place.
fn merge_tables(kept: &ArrayOfTables, base: &ArrayOfTables, fresh: &ArrayOfTables) -> ArrayOfTables {
    let key = |n: usize, table: &Table| table.get("id").and_then(Item::as_str).map_or(format!("\n{n}"), str::to_owned);
    let empty = Table::new();
    let mut out = ArrayOfTables::new();
    let mut used = BTreeSet::new();
    for (n, new) in fresh.iter().enumerate() {
        let wanted = key(n, new);
        let found = kept.iter().enumerate().find(|(n, table)| key(*n, table) == wanted && !used.contains(n));
        let mut table = match found {
            Some((at, table)) => {
                used.insert(at);
                table.clone()
            }
            None => Table::new(),
        };
        let old = base.iter().enumerate().find(|(n, table)| key(*n, table) == wanted).map_or(&empty, |(_, t)| t);
        merge(&mut table, old, new);
        out.push(table);
    }
    out
}

/// Numbers the tables as they stand, so that moved ones are printed in their new order.
fn number(table: &mut Table, position: &mut isize) {
    table.set_position(Some(*position));
    *position += 1;
    for (_, item) in table.iter_mut() {
        match item {
            Item::Table(inner) => number(inner, position),
            Item::ArrayOfTables(tables) => tables.iter_mut().for_each(|inner| number(inner, position)),
            _ => {}
        }
    }
}

/// Dates that somebody wrote without quotes are read as well.
fn dates_as_text(table: &mut dyn TableLike) {
    for (_, item) in table.iter_mut() {
        match item {
            Item::Value(value) => date_as_text(value),
            Item::Table(inner) => dates_as_text(inner),
            Item::ArrayOfTables(tables) => tables.iter_mut().for_each(|inner| dates_as_text(inner)),
            Item::None => {}
        }
    }
}

fn date_as_text(value: &mut Value) {
    match value {
        Value::Datetime(date) => *value = Value::from(date.value().to_string()),
        Value::Array(array) => array_dates(array),
        Value::InlineTable(table) => inline_dates(table),
        _ => {}
    }
}

fn array_dates(array: &mut Array) {
    array.iter_mut().for_each(date_as_text);
}

fn inline_dates(table: &mut InlineTable) {
    table.iter_mut().for_each(|(_, value)| date_as_text(value));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Action, ActionStatus, Hours, JournalEntry};
    use jiff::civil::date;

    fn action(id: &str, day: i8) -> Action {
        Action {
            id: id.into(),
            title: format!("do {id}"),
            status: ActionStatus::Planned,
            start: date(2026, 12, day),
            due: date(2026, 12, day),
            hours: Hours { low: 1.0, high: 2.5 },
            competency: None,
            route: String::new(),
            proof: String::new(),
            raises_to: None,
            needs: Vec::new(),
            promised: false,
            own: false,
            done_on: None,
            note: String::new(),
        }
    }

    fn sample() -> Plan {
        let mut plan = Plan { actions: vec![action("a", 1), action("b", 2), action("c", 3)], ..Plan::default() };
        plan.goal.text = "be \"there\" by June".into();
        plan.preferences.rewards.insert("50 %".into(), "cake".into());
        plan.journal.push(JournalEntry { date: date(2026, 12, 1), text: "a good day".into(), action: "a".into() });
        plan
    }

    #[test]
    fn a_plan_comes_back_as_it_was_written() {
        let plan = sample();
        let text = write(&plan, None);
        assert_eq!(read(&text, "plan.toml"), Ok(plan.clone()));
        assert_eq!(write(&plan, Some(&text)), text);
    }

    #[test]
    fn comments_own_keys_and_formatting_stay_wherever_a_step_moves() {
        let text = write(&sample(), None)
            .replace("id = \"b\"", "id = \"b\" # with Ann\nroom = \"kitchen\"")
            .replace("[[actions]]\nid = \"c\"", "# the hard one\n[[actions]]\nid = \"c\"")
            + "\n[mine]\nnote = 'kept'\n";
        let mut plan = read(&text, "").expect("a plan");
        plan.actions.swap(0, 2);
        plan.actions[1].status = ActionStatus::Done;
        plan.actions[1].done_on = Some(date(2026, 12, 2));
        let after = write(&plan, Some(&text));
        assert_eq!(read(&after, ""), Ok(plan));
        for kept in
            ["id = \"b\" # with Ann\nroom = \"kitchen\"", "# the hard one\n[[actions]]\nid = \"c\"", "note = 'kept'"]
        {
            assert!(after.contains(kept), "{kept} in\n{after}");
        }
        let at = |part: &str| after.find(part).expect("there");
        assert!(at("id = \"c\"") < at("id = \"b\"") && at("id = \"b\"") < at("id = \"a\""));
    }

    #[test]
    fn what_is_taken_back_leaves_the_file() {
        let mut plan = sample();
        plan.actions[0].done_on = Some(date(2026, 12, 1));
        let text = write(&plan, None);
        plan.actions[0].done_on = None;
        plan.actions.remove(1);
        let after = write(&plan, Some(&text));
        assert!(!after.contains("done_on") && !after.contains("id = \"b\""));
        assert_eq!(read(&after, ""), Ok(plan));
    }

    #[test]
    fn dates_without_quotes_are_dates() {
        let text = write(&sample(), None).replace("due = \"2026-12-01\"", "due = 2026-12-09");
        assert_eq!(read(&text, "").expect("a plan").actions[0].due, date(2026, 12, 9));
    }

    #[test]
    fn a_wrong_file_is_a_finding_with_its_place() {
        for text in ["[goal", "actions = 3", "[[actions]]\nid = 1", "[preferences]\nsituation = \"bored\""] {
            let faults = read(text, "plan.toml").expect_err(text);
            assert_eq!(faults[0].source, "plan.toml");
        }
    }
}
