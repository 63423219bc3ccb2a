//! `list`: the call of every operation, and what is untyped.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::{Value, json};
use specwright::Generated;
use specwright::diagnostic::{Code, Failed, Place};
use specwright::model::{Api, Operation, TypeKind};
use specwright::source::Pointer;

use super::args::{Format, Global, List};
use super::session::Session;
use super::{Outcome, report, terminal};

/// Shows the call of every operation, or what is untyped.
pub(super) fn list(list: &List, global: &Global) -> Outcome {
    let Ok(mut session) = Session::start(&list.project, global) else {
        return Outcome::Wrong;
    };
    let generated = session.generate();
    session.report();
    match generated {
        Ok(generated) => {
            let rows = match list.untyped {
                true => untyped(&generated.api, &session),
                false => calls(&generated),
            };
            terminal::print(&rows.text(global.format))
        }
        Err(Failed) => Outcome::Wrong,
    }
}

/// What is printed: as a table, and as JSON.
struct Rows {
    table: Vec<Vec<String>>,
    json: Vec<Value>,
}

impl Rows {
    fn text(&self, format: Format) -> String {
        match format {
            Format::Json => format!("{:#}\n", Value::from(self.json.clone())),
            Format::Human | Format::Github => report::table(&self.table),
        }
    }
}

fn calls(generated: &Generated) -> Rows {
    let api = &generated.api;
    let row = |(operation, call): &(&Operation, String)| {
        vec![
            operation.method.clone(),
            operation.path.clone(),
            operation.id.clone().unwrap_or_else(|| "-".to_owned()),
            call.clone(),
        ]
    };
    let object = |(operation, call): &(&Operation, String)| {
        json!({
            "method": operation.method,
            "path": operation.path,
            "operation_id": operation.id,
            "call": call,
            "key": key(operation),
            "resource": operation.resource,
            "name": operation.name,
            "paginated": operation.pagination.is_some(),
            "deprecated": operation.deprecated,
            "pointer": operation.origin.to_string(),
        })
    };
    let operations = with_calls(api, generated);
    Rows {
        table: operations.iter().map(row).collect(),
        json: operations.iter().map(object).collect(),
    }
}

/// Every operation and how it is called; the methods of one operation follow one another.
fn with_calls<'a>(api: &'a Api, generated: &Generated) -> Vec<(&'a Operation, String)> {
    let mut lines: IndexMap<String, Vec<&Operation>> = IndexMap::new();
    for operation in &api.operations {
        lines.entry(operation.http_line()).or_default().push(operation);
    }
    let mut all = Vec::new();
    for (line, operations) in lines {
        let calls = generated.calls.get(&line).map(Vec::as_slice).unwrap_or_default();
        let mut calls = calls.iter().cloned();
        all.extend(
            operations.into_iter().map(|one| (one, calls.next().unwrap_or_default())),
        );
    }
    all
}

/// The call as the configuration's `[resources]` has it.
fn key(operation: &Operation) -> String {
    let names = operation.resource.iter().chain([&operation.name]);
    names.map(String::as_str).collect::<Vec<_>>().join(".")
}

/// The schemas that are untyped in the SDK although the description says something about them.
fn untyped(api: &Api, session: &Session<'_>) -> Rows {
    let mut places: Vec<(Pointer, &str)> = Vec::new();
    for (_, def) in api.types.iter().filter(|(_, def)| def.reachable) {
        if let TypeKind::Any(Some(reason)) = &def.kind {
            places.push((def.origin.clone(), reason));
        }
    }
    let degraded =
        session.diagnostics.iter().filter(|found| found.code == Code::UntypedSchema);
    for found in degraded {
        if let Place::Node(label) = &found.primary {
            places.push((label.at.clone(), &found.message));
        }
    }
    let mut rows = Rows { table: Vec::new(), json: Vec::new() };
    let mut seen = BTreeSet::new();
    for (place, reason) in places {
        let file = report::path(&session.sources.file(place.file()).path);
        let pointer = place.to_string();
        if seen.insert((file.clone(), pointer.clone())) {
            rows.table.push(vec![format!("{file}{pointer}"), reason.to_owned()]);
            rows.json
                .push(json!({ "file": file, "pointer": pointer, "reason": reason }));
        }
    }
    rows
}
