//! `diff`: what of an SDK changes for its users.

use std::path::Path;

use serde_json::{Value, json};
use specwright::diagnostic::{Code, Failed};
use specwright::interface::{Change, Interface, Kind, Name, compare};

use super::args::{Diff, Format, Global, Project};
use super::session::Session;
use super::{Outcome, report, terminal};

/// Shows what of an SDK changes for its users between two descriptions.
pub(super) fn diff(diff: &Diff, global: &Global) -> Outcome {
    let config = diff.config.as_deref();
    let is_own = Project::of(Some(&diff.old), None).config().is_some();
    // What the configuration says of the new description need not be in the old one.
    let forgiven: &[Code] = match is_own {
        true => &[],
        false => &[Code::ConfigUnused, Code::FixUpUnused],
    };
    let Ok(old) = interface(Some(&diff.old), config, forgiven, global) else {
        return Outcome::Wrong;
    };
    let Ok(new) = interface(diff.new.as_deref(), config, &[], global) else {
        return Outcome::Wrong;
    };
    let changes = compare(&old, &new);
    let keep = keep(&changes, &old, &new);
    let text = match global.format {
        Format::Json => format!("{:#}\n", json(&changes, keep)),
        Format::Human | Format::Github => text(&changes, keep),
    };
    let printed = terminal::print(&text);
    report::line(&verdict(&changes), global);
    match diff.deny_breaking && changes.iter().any(Change::is_breaking) {
        true => Outcome::Wrong,
        false => printed,
    }
}

/// What the users of an SDK can name. Nothing is told but errors: `generate` tells the rest.
fn interface(
    file: Option<&Path>,
    config: Option<&Path>,
    forgiven: &[Code],
    global: &Global,
) -> Result<Interface, Failed> {
    let project = Project::of(file, config);
    let mut session = Session::start(&project, global)?;
    session.diagnostics.forgive(forgiven);
    let found = session.interface();
    if found.is_err() {
        session.report();
    }
    found
}

fn text(changes: &[Change], keep: Tables) -> String {
    let mut text = String::new();
    for (title, is_breaking) in [("Breaking", true), ("Compatible", false)] {
        let wanted = changes.iter().filter(|change| change.is_breaking() == is_breaking);
        let rows: Vec<Vec<String>> = wanted.flat_map(rows).collect();
        if !rows.is_empty() {
            text.push_str(&format!("{title}:\n{}", report::table(&rows)));
        }
    }
    if !keep.is_empty() {
        text.push_str("In the configuration, this keeps old names:\n");
    }
    for (table, entries) in keep {
        text.push_str(&format!("[{table}]\n"));
        for (key, value) in entries {
            text.push_str(&format!("{key:?} = {value}\n"));
        }
    }
    text
}

/// How long a line with what there was and what there is may be before it is broken.
const LONGEST: usize = 100;

fn rows(change: &Change) -> Vec<Vec<String>> {
    let (word, old, new) = parts(change);
    let full = |name: &Name| format!("{}{}", name.path, name.shape.text());
    let what = match (change, old, new) {
        (Change::Renamed(..), Some(old), Some(new)) => {
            vec![format!("{} -> {}", old.path, new.path)]
        }
        (_, Some(old), Some(new)) => {
            let is = new.shape.text();
            let line = format!("{} -> {}", full(old), is.trim_start_matches(": "));
            match line.len() <= LONGEST {
                true => vec![line],
                false => {
                    let was = old.shape.text();
                    vec![old.path.clone(), format!("- {was}"), format!("+ {is}")]
                }
            }
        }
        (_, old, new) => old.or(new).map(full).into_iter().collect(),
    };
    let mut head = vec![format!("  {word}"), change.name().kind.as_str().to_owned()];
    let mut rows = Vec::new();
    for text in what {
        head.push(text);
        rows.push(std::mem::replace(&mut head, vec![String::new(), String::new()]));
    }
    rows
}

/// What happened, what there was, and what there is.
fn parts(change: &Change) -> (&'static str, Option<&Name>, Option<&Name>) {
    match change {
        Change::Added(new) => ("added", None, Some(new)),
        Change::Removed(old) => ("removed", Some(old), None),
        Change::Renamed(old, new) => ("renamed", Some(old), Some(new)),
        Change::Altered(old, new) => ("altered", Some(old), Some(new)),
    }
}

/// Tables of the configuration, and their entries.
type Tables = Vec<(&'static str, Vec<(String, Value)>)>;

/// What the configuration can say so that old names stay. What stands beside a call follows it.
fn keep(changes: &[Change], old: &Interface, new: &Interface) -> Tables {
    let (mut calls, mut types) = (Vec::new(), Vec::new());
    let parameters = changes.iter().filter_map(|change| of_client(change, old, new));
    let parameters = parameters.collect();
    for change in changes {
        let Change::Renamed(old, new) = change else { continue };
        match old.kind {
            Kind::Call if !new.selector.is_empty() => {
                let path = old.path.trim_start_matches("client.").replace("()", "");
                calls.push((path.replace("r#", ""), Value::from(&*new.selector)));
            }
            Kind::Type => {
                let module =
                    |name: &Name| name.path.strip_prefix("types::").map(str::to_owned);
                types.extend(module(new).zip(module(old).map(Value::from)));
            }
            _ => {}
        }
    }
    let tables = [
        ("resources", calls),
        ("client.parameters", parameters),
        ("types.rename", types),
    ];
    tables.into_iter().filter(|(_, entries)| !entries.is_empty()).collect()
}

/// Whether the client had a parameter for all calls, where calls have got it from the client or have
/// given it to it.
fn of_client(
    change: &Change,
    old: &Interface,
    new: &Interface,
) -> Option<(String, Value)> {
    let (is_of_client, name) = match change {
        Change::Added(name) => (false, name),
        Change::Removed(name) => (true, name),
        _ => return None,
    };
    let end = format!(" {}", name.origin).to_lowercase();
    let own = |interface: &Interface| {
        let fields = interface.names.iter().filter(|one| one.kind == Kind::Field);
        fields.filter(|one| one.origin.to_lowercase().ends_with(&end)).count()
    };
    let is_moved = match is_of_client {
        false => own(old) > own(new),
        true => own(old) < own(new),
    };
    (name.kind == Kind::ClientParameter && is_moved)
        .then(|| (name.selector.clone(), Value::from(is_of_client)))
}

fn json(changes: &[Change], keep: Tables) -> Value {
    let name = |name: &Name| json!({ "name": name.path, "text": format!("{}{}", name.path, name.shape.text()) });
    let object = |change: &Change| {
        let (word, old, new) = parts(change);
        json!({
            "change": word,
            "breaking": change.is_breaking(),
            "kind": change.name().kind.as_str(),
            "before": old.map(name),
            "after": new.map(name),
            "origin": change.name().origin,
        })
    };
    let tables = keep.into_iter().map(|(table, entries)| {
        (table.to_owned(), Value::Object(entries.into_iter().collect()))
    });
    json!({
        "breaking": changes.iter().any(Change::is_breaking),
        "changes": changes.iter().map(object).collect::<Vec<_>>(),
        "keep": Value::Object(tables.collect()),
    })
}

/// How many changes there are, and what that means for the version.
fn verdict(changes: &[Change]) -> String {
    let breaking = changes.iter().filter(|change| change.is_breaking()).count();
    let others = changes.len() - breaking;
    match (breaking, others) {
        (0, 0) => "nothing changes for users of the SDK".to_owned(),
        (0, _) => format!(
            "{}, none of which breaks code: a compatible version",
            report::count(others, "change")
        ),
        (_, 0) => {
            format!("{}: a major version", report::count(breaking, "breaking change"))
        }
        _ => format!(
            "{} and {}: a major version",
            report::count(breaking, "breaking change"),
            report::count(others, "other"),
        ),
    }
}
