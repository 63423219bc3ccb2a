//! `diff`: what of an SDK changes for its users.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use specwright::diagnostic::{Code, Diagnostic, Diagnostics, Failed, Place, Severity};
use specwright::interface::{Change, Interface, Kind, Name, compare};

use super::args::{Diff, Format, Global, Project};
use super::session::Session;
use super::{Outcome, report, terminal};

/// Shows what of an SDK changes for its users between two descriptions.
pub(super) fn diff(diff: &Diff, global: &Global) -> Outcome {
    let config = diff.config.as_deref();
    let is_own = Project::of(Some(&diff.old), None).config().is_some();
    // What the configuration says of one description need not be in the other.
    let forgiven = if is_own { &[] } else { UNUSED };
    let Ok(old) = Side::of(Some(&diff.old), config, forgiven, global) else {
        return Outcome::Wrong;
    };
    let Ok(new) = Side::of(diff.new.as_deref(), config, UNUSED, global) else {
        return Outcome::Wrong;
    };
    let known: BTreeSet<Entry> = old.unused().map(entry).collect();
    let (of_neither, gone): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
        new.unused().partition(|found| known.contains(&entry(found)));
    if !of_neither.is_empty() {
        new.refuse(&of_neither, global);
        return Outcome::Wrong;
    }
    let (old, new) = (&old.interface, &new.interface);
    let changes = compare(old, new);
    let keep = keep(&changes, old, new);
    let text = match global.format {
        Format::Json => format!("{:#}\n", json(&changes, keep, &gone)),
        Format::Human | Format::Github => text(&changes, keep),
    };
    let printed = terminal::print(&text);
    report::line(&verdict(&changes, &old.version), global);
    if !gone.is_empty() {
        report::line(&refused_later(&gone), global);
    }
    match diff.deny_breaking && changes.iter().any(Change::is_breaking) {
        true => Outcome::Wrong,
        false => printed,
    }
}

/// What is said of an entry of the configuration that names nothing.
const UNUSED: &[Code] = &[Code::ConfigUnused, Code::FixUpUnused];

/// One of two SDKs.
struct Side<'a> {
    session: Session<'a>,
    interface: Interface,
}

impl<'a> Side<'a> {
    /// Nothing is told but errors: `generate` tells the rest.
    fn of(
        file: Option<&Path>,
        config: Option<&Path>,
        forgiven: &[Code],
        global: &'a Global,
    ) -> Result<Self, Failed> {
        let project = Project::of(file, config);
        let mut session = Session::start(&project, global)?;
        session.diagnostics.forgive(forgiven);
        match session.interface() {
            Ok(interface) => Ok(Self { session, interface }),
            Err(Failed) => {
                session.report();
                Err(Failed)
            }
        }
    }

    /// The entries of the configuration that name nothing in the description.
    fn unused(&self) -> impl Iterator<Item = &Diagnostic> {
        self.session.diagnostics.iter().filter(|found| UNUSED.contains(&found.code))
    }

    /// Reports entries that name nothing at all.
    fn refuse(&self, entries: &[&Diagnostic], global: &Global) {
        let mut errors = Diagnostics::default();
        for found in entries {
            errors.report(Diagnostic { severity: Severity::Error, ..(*found).clone() });
        }
        report::diagnostics(&errors, &self.session.sources, global);
    }
}

/// What tells an entry of a configuration from others: its place, or what is said where it has none.
type Entry = (PathBuf, usize, String);

fn entry(found: &Diagnostic) -> Entry {
    match &found.primary {
        Place::Text { path, span, .. } => (path.clone(), span.start, String::new()),
        _ => (PathBuf::new(), 0, found.message.clone()),
    }
}

/// Where an entry of a configuration is: the file and the line.
fn place(found: &Diagnostic) -> Option<(String, usize)> {
    let Place::Text { path, text, span, .. } = &found.primary else { return None };
    let before = text.get(..span.start).unwrap_or(text);
    Some((report::path(path), before.matches('\n').count() + 1))
}

/// Says which entries of the configuration have to go with what they name.
fn refused_later(gone: &[&Diagnostic]) -> String {
    let mut text =
        "`generate` will refuse what the configuration names and is no longer there:"
            .to_owned();
    for found in gone {
        let at = place(found).map(|(file, line)| format!("{file}:{line}: "));
        text.push_str(&format!("\n  {}{}", at.unwrap_or_default(), found.message));
    }
    text
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
        if !table.is_empty() {
            text.push_str(&format!("[{table}]\n"));
        }
        for (key, value) in entries {
            // Names of the description need quotes, settings of ours none.
            let key = match table {
                "" | "package" => key,
                _ => format!("{key:?}"),
            };
            text.push_str(&format!("{key} = {value}\n"));
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
        Change::Deprecated(new) => ("deprecated", None, Some(new)),
    }
}

/// Tables of the configuration, and their entries; the first can be what stands before all tables.
type Tables = Vec<(&'static str, Vec<(String, Value)>)>;

/// What the configuration can say so that old names stay. What stands beside a call follows it.
fn keep(changes: &[Change], before: &Interface, after: &Interface) -> Tables {
    let (mut calls, mut types) = (Vec::new(), Vec::new());
    let (mut root, mut package) = (Vec::new(), Vec::new());
    let parameters =
        changes.iter().filter_map(|change| of_client(change, before, after));
    let parameters = parameters.collect();
    for change in changes {
        let (old, new) = match change {
            Change::Renamed(old, new) => (old, new),
            // All of them came, or went: nothing else alters one.
            Change::Altered(old, _) if old.kind == Kind::Feature => {
                let had = before.names.iter().any(|name| name.kind == Kind::Feature);
                let said = if had { "resources" } else { "off" };
                root.push(("features".to_owned(), Value::from(said)));
                continue;
            }
            _ => continue,
        };
        match old.kind {
            Kind::Package => package.push(("name".to_owned(), Value::from(&*old.path))),
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
        ("", root),
        ("package", package),
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

fn json(changes: &[Change], keep: Tables, gone: &[&Diagnostic]) -> Value {
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
    let tables = keep.into_iter().flat_map(|(table, entries)| match table {
        "" => entries,
        table => {
            vec![(table.to_owned(), Value::Object(entries.into_iter().collect()))]
        }
    });
    let unused = gone.iter().map(|found| {
        let (file, line) = place(found).unzip();
        json!({ "file": file, "line": line, "message": found.message })
    });
    json!({
        "breaking": changes.iter().any(Change::is_breaking),
        "changes": changes.iter().map(object).collect::<Vec<_>>(),
        "keep": Value::Object(tables.collect()),
        "unused": unused.collect::<Vec<_>>(),
    })
}

/// How many changes there are, and what that means for the version.
fn verdict(changes: &[Change], version: &str) -> String {
    let breaking = changes.iter().filter(|change| change.is_breaking()).count();
    let others = changes.len() - breaking;
    let breaks = report::count(breaking, "breaking change");
    let needed = breaking_version(version);
    match (breaking, others) {
        (0, 0) => "nothing changes for users of the SDK".to_owned(),
        (0, _) => format!(
            "{}, none of which breaks code: a compatible version",
            report::count(others, "change")
        ),
        (_, 0) => format!("{breaks}: {needed}"),
        _ => format!("{breaks} and {}: {needed}", report::count(others, "other")),
    }
}

/// The version that comes after this one when something breaks: for cargo, the first number that is
/// not 0 tells.
fn breaking_version(version: &str) -> String {
    match version.split('.').take(2).collect::<Vec<_>>()[..] {
        ["0", "0"] => format!("a patch version, which breaks code after {version}"),
        ["0", _] => format!("a minor version, which breaks code after {version}"),
        _ => "a major version".to_owned(),
    }
}
