//! Tells which examples contradict their schemas: what was taken wider for one, and what cannot be
//! read if the API answers as the example does. One for each place of a schema is enough.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::walk;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Api, Mismatch, MismatchKind, Operation, Outcome, Success, TypeDef, TypeId, TypeKind,
    TypeName,
};
use crate::source::Pointer;

/// How many missing members are named.
const MOST_NAMES: usize = 3;

pub(super) fn run(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let is_replaced = |def: &TypeDef| match &def.name {
        TypeName::Schema(name) => config.types.replaces(name),
        _ => false,
    };
    let around = around_values(api);
    let is_in_the_way = |mismatch: &Mismatch| {
        around.contains(&mismatch.of)
            && mismatch.outcome == Outcome::Unreadable
            && matches!(mismatch.kind, MismatchKind::Type | MismatchKind::Object)
    };
    // What one type lacks of its members is one thing.
    let mut missing: IndexMap<TypeId, Vec<&Mismatch>> = IndexMap::new();
    for mismatch in &api.mismatches {
        let def = &api.types[mismatch.of];
        if is_replaced(def) {
            continue;
        }
        if mismatch.outcome == Outcome::Widened && def.reachable {
            diagnostics.report(widened(mismatch, def));
        } else if mismatch.holds(&api.types) || is_in_the_way(mismatch) {
            match mismatch.kind {
                MismatchKind::Missing => {
                    missing.entry(mismatch.of).or_default().push(mismatch);
                }
                _ => diagnostics.report(told(mismatch, def)),
            }
        }
    }
    for (id, all) in &missing {
        diagnostics.report(told_of_members(all, &api.types[*id]));
    }
}

/// The types that answers are read through to what their calls give, as the object around the items
/// of a page: callers meet none of them, and where one does not fit nothing is found inside.
fn around_values(api: &Api) -> BTreeSet<TypeId> {
    let types = &api.types;
    let mut found = BTreeSet::new();
    for operation in &api.operations {
        let Some(path) = path_to_value(operation) else { continue };
        let body = operation.chosen_content().and_then(|content| content.schema);
        let Some(body) = body else { continue };
        let ends = 0..=path.len();
        let schemas = ends.filter_map(|end| walk::member(types, body, &path[..end]));
        found.extend(schemas.map(|schema| types.behind(schema).id));
    }
    found
}

/// The members that lead to the items of a page, or to the value in an envelope.
fn path_to_value(operation: &Operation) -> Option<&[String]> {
    match (&operation.pagination, &operation.success) {
        (Some(pagination), _) => Some(&pagination.items),
        (None, Success::Json { envelope, .. }) if !envelope.is_empty() => {
            let (_, around) = envelope.split_last()?;
            Some(around)
        }
        _ => None,
    }
}

/// What was taken wider.
fn widened(mismatch: &Mismatch, def: &TypeDef) -> Diagnostic {
    let Mismatch { written, .. } = mismatch;
    let (message, help) = match (&mismatch.member, &def.kind) {
        (Some(member), _) => (
            format!("`{member}` is null in an example; it was read as nullable"),
            "write `nullable: true`, or `type: [..., 'null']` in OpenAPI 3.1, or another example",
        ),
        (None, TypeKind::Integer(_)) => (
            format!("the example {written} does not fit the format; read as `int64`"),
            "write `format: int64`, or an example that fits",
        ),
        (None, _) => (
            format!("the example {written} is not of the format; read as text"),
            "leave out the `format`, or write an example that is of it",
        ),
    };
    let at = place(mismatch, def);
    Diagnostic::new(Code::Repaired, &at, message)
        .at_key()
        .and_at(&mismatch.example, "the example")
        .help(help)
}

/// What an answer like the example would not be read for.
fn told(mismatch: &Mismatch, def: &TypeDef) -> Diagnostic {
    let Mismatch { written, .. } = mismatch;
    let message = match (mismatch.kind, &mismatch.member) {
        (MismatchKind::Object, _) => {
            format!("an example has none of the members of this object, but {written}")
        }
        (MismatchKind::Null, Some(member)) => {
            format!("`{member}` is null in an example, and cannot be null")
        }
        (MismatchKind::Null, None) => {
            let part = if noun(def) == "an array" { "element" } else { "member" };
            format!("one {part} is null in an example, and none can be")
        }
        (MismatchKind::TooLarge, _) => {
            format!("the example {written} is too large a number")
        }
        (MismatchKind::Format, _) => {
            let format = def.constraints.format.as_deref().unwrap_or_default();
            format!("the example {written} is not of `format: {format}`")
        }
        _ => format!("an example has {written}, and the schema says {}", noun(def)),
    };
    let is_plain = matches!(mismatch.kind, MismatchKind::Type | MismatchKind::Null);
    let diagnostic = pointed(message, mismatch, def);
    // Most others are those of a careless example.
    if is_plain && mismatch.is_of_answer { diagnostic } else { diagnostic.as_note() }
}

/// Members that are required and not there.
fn told_of_members(all: &[&Mismatch], def: &TypeDef) -> Diagnostic {
    let names = all.iter().filter_map(|one| one.member.as_deref());
    let mut names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    if names.len() > MOST_NAMES {
        let others = names.len() + 1 - MOST_NAMES;
        names.truncate(MOST_NAMES - 1);
        names.push(format!("{others} others"));
    }
    let message = match names.as_slice() {
        [only] => format!("{only} is required, and not there in an example"),
        [first @ .., last] => format!(
            "{} and {last} are required, and not there in an example",
            first.join(", ")
        ),
        [] => "what is required is not there in an example".to_owned(),
    };
    pointed(message, all[0], def).as_note()
}

/// At the schema, with the place of the example.
fn pointed(message: String, mismatch: &Mismatch, def: &TypeDef) -> Diagnostic {
    let at = place(mismatch, def);
    let diagnostic = Diagnostic::new(Code::ExampleMismatch, &at, message)
        .at_key()
        .and_at(&mismatch.example, "the example")
        .note("an answer like it could not be read");
    let diagnostic = match mismatch.others {
        0 => diagnostic,
        1 => diagnostic.note("the same holds once more"),
        others => diagnostic.note(format!("the same holds {others} more times")),
    };
    diagnostic.help(
        "correct the example; or the schema, where the API answers so: by an overlay or a `[[fix]]` \
         in the configuration if it is not yours",
    )
}

/// The place in the schema.
fn place(mismatch: &Mismatch, def: &TypeDef) -> Pointer {
    let (TypeKind::Struct(object), Some(member)) = (&def.kind, &mismatch.member) else {
        return def.origin.clone();
    };
    match mismatch.kind {
        MismatchKind::Null => {
            let field = object.fields.iter().find(|field| field.name == *member);
            field.map_or_else(|| def.origin.clone(), |field| field.origin.clone())
        }
        _ => def.origin.clone(),
    }
}

/// What the values of a type are.
fn noun(def: &TypeDef) -> &'static str {
    match &def.kind {
        TypeKind::Boolean => "a truth value",
        TypeKind::Integer(_) => "a whole number",
        TypeKind::Number(_) => "a number",
        TypeKind::String(_) => "text",
        TypeKind::Enum(_) => "one of some values",
        TypeKind::List(_) | TypeKind::Tuple(_) => "an array",
        TypeKind::Map(_) | TypeKind::Struct(_) => "an object",
        TypeKind::Null => "null",
        TypeKind::Any(_) | TypeKind::Alias(_) | TypeKind::Union(_) => "something else",
    }
}
