//! One description, in a process of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use specwright::config::Config;
use specwright::diagnostic::{Code, Diagnostic, Diagnostics, Failed, Place, Severity};
use specwright::model::{Api, TypeKind};
use specwright::output::Plan;
use specwright::source::{Pointer, SourceSet};
use specwright::{Generated, Input};

use crate::args::One;
use crate::error::{Result, fail};
use crate::raw::Raw;
use crate::record::{Fault, Record, Status};
use crate::{limits, parts, raw};

/// How many errors are kept.
const KEPT: usize = 5;

/// Generates and prints what came of it.
pub(crate) fn one(one: &One) -> Result<bool> {
    limits::limit(one.seconds, one.mebibytes);
    let record = examine(one)?;
    println!("{}", serde_json::to_string(&record)?);
    Ok(true)
}

/// The configuration of a run.
fn config(one: &One) -> Result<Config> {
    let features = if one.features { "features = \"resources\"\n" } else { "" };
    let paths: Vec<String> = one.path.iter().map(|path| format!("{path:?}")).collect();
    let text = format!(
        "{features}package.name = \"{}\"\ninclude.paths = [{}]\n",
        one.package,
        paths.join(", ")
    );
    match Config::parse(Path::new("corpus.toml"), text) {
        Ok(config) => Ok(config),
        Err(diagnostic) => fail(diagnostic.message),
    }
}

fn examine(one: &One) -> Result<Record> {
    let file = &one.file;
    let config = config(one)?;
    let mut sources = SourceSet::default();
    let mut diagnostics = Diagnostics::default();
    let generated = specwright::generate(
        Input::File(file.to_owned()),
        &config,
        &mut sources,
        &mut diagnostics,
    );
    let usage = limits::own_usage();
    let raw = raw::read(file);
    let mut record = Record {
        bytes: std::fs::metadata(file).map(|data| data.len()).unwrap_or_default(),
        described: raw.operations.len(),
        version: raw.version.clone(),
        user_ms: usage.user_ms,
        peak_kib: usage.peak_kib,
        ..Record::default()
    };
    note_diagnostics(&mut record, &diagnostics, &sources);
    match generated {
        Ok(generated) => {
            record.status = Status::Generated;
            note_api(&mut record, &generated.api);
            if one.path.is_empty() {
                note_operations(&mut record, &raw, &generated.api, &diagnostics);
            }
            note_files(&mut record, &generated);
            if let Some(output) = &one.output {
                write(output, &generated, &mut diagnostics)?;
            }
        }
        Err(_) if record.errors.iter().all(|fault| !fault.place.is_empty()) => {
            record.status = Status::Refused;
        }
        Err(_) => record.status = Status::Unlocated,
    }
    Ok(record)
}

/// Writes an SDK.
pub(crate) fn write(
    output: &Path,
    generated: &Generated,
    diagnostics: &mut Diagnostics,
) -> Result<()> {
    let plan = Plan::new(output, &generated.files, diagnostics);
    match plan.and_then(|plan| plan.write(diagnostics)) {
        Ok(_) => Ok(()),
        Err(Failed) => {
            let last = diagnostics.iter().last().map(|one| one.message.clone());
            fail(last.unwrap_or_default())
        }
    }
}

fn note_diagnostics(
    record: &mut Record,
    diagnostics: &Diagnostics,
    sources: &SourceSet,
) {
    for diagnostic in diagnostics.iter() {
        *record.codes.entry(diagnostic.code.to_string()).or_insert(0) += 1;
        if diagnostic.severity > Severity::Note {
            let key = format!("{}: {}", diagnostic.code, generic(&diagnostic.message));
            let first = || (0, first_place(diagnostic));
            record.messages.entry(key).or_insert_with(first).0 += 1;
        }
        if diagnostic.severity == Severity::Error && record.errors.len() < KEPT {
            record.errors.push(fault(diagnostic, sources));
        }
    }
}

fn first_place(diagnostic: &Diagnostic) -> String {
    match &diagnostic.primary {
        Place::Node(label) => label.at.to_string(),
        _ => String::new(),
    }
}

fn fault(diagnostic: &Diagnostic, sources: &SourceSet) -> Fault {
    let place = match &diagnostic.primary {
        Place::Node(label) => match sources.locate(&label.at) {
            Some(at) => {
                let text = &sources.file(at.file).text;
                let position = sources.lines(at.file).position(text, at.value.start);
                format!("{} {}:{}", label.at, position.line, position.column)
            }
            None => String::new(),
        },
        Place::Text { span, .. } => format!("byte {}", span.start),
        Place::File(path) => path.display().to_string(),
        Place::Nowhere => String::new(),
    };
    let code = diagnostic.code.to_string();
    Fault { code, message: diagnostic.message.clone(), place }
}

fn note_api(record: &mut Record, api: &Api) {
    record.operations = api.described_operations();
    for (_, def) in api.types.iter().filter(|(_, def)| def.reachable) {
        record.types += 1;
        if let TypeKind::Any(Some(reason)) = &def.kind {
            record.degraded += 1;
            *record.reasons.entry(generic(reason)).or_insert(0) += 1;
        }
    }
}

/// A message without the names of one description.
pub(crate) fn generic(message: &str) -> String {
    let parts = message.split('`').enumerate();
    parts.map(|(index, part)| if index % 2 == 1 { "`…`" } else { part }).collect()
}

/// Compares the operations that a second reading found with those of the SDK.
fn note_operations(
    record: &mut Record,
    raw: &Raw,
    api: &Api,
    diagnostics: &Diagnostics,
) {
    let mut made: BTreeMap<String, usize> = BTreeMap::new();
    for operation in &api.operations {
        *made.entry(operation.origin.to_string()).or_insert(0) += 1;
    }
    let places: BTreeSet<String> = diagnostics.iter().flat_map(places).collect();
    let parts = parts::lost(&raw.tree, api, &places);
    record.lost_parts_count = parts.len();
    record.lost_parts = parts.into_iter().take(KEPT).collect();
    for at in &raw.operations {
        match made.get_mut(at).filter(|left| **left > 0) {
            Some(left) => *left -= 1,
            None if is_told(at, &places) => record.skipped += 1,
            None => record.lost.push(at.clone()),
        }
    }
}

/// Whether a diagnostic is about an operation or its path.
fn is_told(operation: &str, places: &BTreeSet<String>) -> bool {
    let path = operation.rsplit_once('/').map(|(path, _)| path);
    places.contains(operation) || path.is_some_and(|path| places.contains(path))
}

/// The places that a diagnostic says something is amiss with: a warning, or the note that what
/// stands there does not show in the SDK.
fn places(diagnostic: &Diagnostic) -> Vec<String> {
    let says_so = [Code::UnsupportedKeyword, Code::EquivalentMediaType];
    if diagnostic.severity == Severity::Note && !says_so.contains(&diagnostic.code) {
        return Vec::new();
    }
    let first: Option<&Pointer> = match &diagnostic.primary {
        Place::Node(label) => Some(&label.at),
        _ => None,
    };
    let more = diagnostic.secondary.iter().map(|label| &label.at);
    first.into_iter().chain(more).map(ToString::to_string).collect()
}

fn note_files(record: &mut Record, generated: &Generated) {
    record.files = generated.files.len();
    for (_, text) in generated.files.iter() {
        record.output_bytes += text.len();
        record.lines += text.lines().count();
    }
    let wrong = generated.files.iter().filter_map(|(path, text)| complaint(path, text));
    record.unparsed = wrong.take(KEPT).collect();
}

/// Why a file of an SDK is not what its name says.
fn complaint(path: &str, text: &str) -> Option<String> {
    let extension = Path::new(path).extension().and_then(|extension| extension.to_str());
    let message = match extension {
        // The runtime is compiled with every SDK of the sample, and is the same in all.
        Some("rs") if !path.starts_with("src/runtime/") => {
            syn::parse_file(text).err()?.to_string()
        }
        Some("toml") => toml::from_str::<toml::Table>(text).err()?.to_string(),
        _ => return None,
    };
    Some(format!("{path}: {}", message.lines().next().unwrap_or_default()))
}
