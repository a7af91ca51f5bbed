//! JSON for `task import`.

use super::{details, identity};
use crate::model::{Action, ActionStatus, Date, Plan};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The plan as an array of tasks. Identities stay, so that importing again changes tasks in place of adding them.
pub fn taskwarrior(plan: &Plan, stamp: Date) -> Vec<u8> {
    let known: BTreeSet<&str> = plan.actions.iter().map(|a| a.id.as_str()).collect();
    let tasks: Vec<Value> = plan.actions.iter().map(|a| task(plan, a, stamp, &known)).collect();
    format!("{:#}\n", Value::Array(tasks)).into_bytes()
}

fn task(plan: &Plan, action: &Action, stamp: Date, known: &BTreeSet<&str>) -> Value {
    let entry = plan.preferences.start.unwrap_or(stamp);
    let mut task = Map::new();
    let mut set = |key: &str, value: Value| drop(task.insert(key.to_owned(), value));
    set("uuid", uuid(identity(plan, &action.id)).into());
    set("description", action.title.split_whitespace().collect::<Vec<_>>().join(" ").into());
    let status = match action.status {
        ActionStatus::Planned => "pending",
        ActionStatus::Done => "completed",
        ActionStatus::Dropped => "deleted",
    };
    set("status", status.into());
    set("entry", moment(entry).into());
    set("due", moment(action.due).into());
    set("scheduled", moment(action.start).into());
    if action.status != ActionStatus::Planned {
        // Tasks that are over must say since when.
        set("end", moment(action.done_on.unwrap_or(stamp).max(entry)).into());
    }
    let project = plan.goal.role.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    set("project", project.collect::<Vec<_>>().join("-").into());
    let tag: String = action.route.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    if !tag.is_empty() {
        set("tags", json!([tag]));
    }
    let needs = action.needs.iter().filter(|need| known.contains(need.as_str()));
    let needs: Vec<String> = needs.map(|need| uuid(identity(plan, need))).collect();
    if !needs.is_empty() {
        set("depends", json!(needs));
    }
    let notes: Vec<Value> =
        details(action).iter().map(|line| json!({ "entry": moment(entry), "description": line })).collect();
    set("annotations", notes.into());
    Value::Object(task)
}

/// A date as the program writes it.
fn moment(day: Date) -> String {
    format!("{:04}{:02}{:02}T000000Z", day.year(), day.month(), day.day())
}

/// A number in the form of a UUID of version 8 (of the maker's own making).
fn uuid(n: u128) -> String {
    let n = (n & !(0xf << 76) & !(0x3 << 62)) | (0x8 << 76) | (0x2 << 62);
    let hex = format!("{n:032x}");
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_has_the_form_of_a_uuid_with_version_and_variant() {
        let uuid = uuid(u128::MAX);
        assert_eq!(uuid, "ffffffff-ffff-8fff-bfff-ffffffffffff");
        assert_eq!(super::uuid(0), "00000000-0000-8000-8000-000000000000");
    }
}
