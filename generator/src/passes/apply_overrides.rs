//! What the configuration says about members of types.

use crate::config::{Config, FieldOverride, Spanned};
use crate::diagnostic::Diagnostics;
use crate::known::{Known, Lookup};
use crate::model::{Api, TypeId, TypeKind};

/// The entries of the configuration about members.
#[derive(Default)]
pub(super) struct Entries<'c> {
    /// Those of schemas: what they call the member, its type, and its name.
    of_schemas: Vec<(&'c str, TypeId, &'c str)>,
    /// All others.
    of_others: Vec<(&'c Spanned<String>, &'c FieldOverride)>,
}

/// Changes the members of schemas. Gives all entries: inline types have no names yet.
pub(super) fn of_schemas<'c>(api: &mut Api, config: &'c Config) -> Entries<'c> {
    let schemas = Known::schemas(api);
    let mut entries = Entries::default();
    for (key, change) in &config.types.fields {
        match of_schema(api, &schemas, key.get_ref()) {
            Some((id, member, field)) => {
                entries.of_schemas.push((key.get_ref(), id, member));
                apply(api, id, field, change);
            }
            None => entries.of_others.push((key, change)),
        }
    }
    entries
}

/// Changes the members of types that the configuration calls as the SDK does, and takes down what
/// all entries name, so that nothing of one is looked up again and found elsewhere.
pub(super) fn of_others(
    api: &mut Api,
    config: &Config,
    known: &mut Known,
    entries: &Entries<'_>,
    diagnostics: &mut Diagnostics,
) {
    for (key, id, member) in &entries.of_schemas {
        known.names_member(key, *id, member);
    }
    if entries.of_others.is_empty() {
        return;
    }
    let lookup = Lookup::new(api, config, known);
    let mut found = Vec::new();
    for (key, change) in &entries.of_others {
        let is_member = |id: TypeId, name: &str| position(api, id, name).is_some();
        match lookup.split(key.get_ref(), is_member) {
            Some((id, name)) => found.push((key.get_ref(), id, name, change)),
            None => {
                let message = format!("there is no member `{}`", key.get_ref());
                diagnostics.report(config.unused(key, message).help(
                    "write the name of a schema, or of a type as the SDK has it, a dot, and the \
                     name of a member",
                ));
            }
        }
    }
    for (key, id, name, change) in found {
        known.names_member(key, id, &name);
        if let Some(field) = position(api, id, &name) {
            apply(api, id, field, change);
        }
    }
}

/// The member `Schema.member`. Either name can have a dot in it: the schema is the first that has
/// what follows.
fn of_schema<'k>(
    api: &Api,
    schemas: &Known,
    key: &'k str,
) -> Option<(TypeId, &'k str, usize)> {
    key.match_indices('.').find_map(|(at, _)| {
        let member = &key[at + 1..];
        let id = schemas.schema(&key[..at])?;
        Some((id, member, position(api, id, member)?))
    })
}

/// Which member of a type has a name.
fn position(api: &Api, id: TypeId, name: &str) -> Option<usize> {
    let TypeKind::Struct(object) = &api.types[id].kind else { return None };
    object.fields.iter().position(|field| field.name == name)
}

fn apply(api: &mut Api, id: TypeId, field: usize, change: &FieldOverride) {
    let TypeKind::Struct(object) = &mut api.types[id].kind else { return };
    let Some(field) = object.fields.get_mut(field) else { return };
    if let Some(required) = change.required {
        field.required = required;
    }
    if let Some(nullable) = change.nullable {
        field.schema.nullable = nullable;
    }
}
