//! What the configuration says about members of types.

use crate::config::{Config, FieldOverride, Spanned};
use crate::diagnostic::Diagnostics;
use crate::known::{Known, Lookup};
use crate::model::{Api, TypeId, TypeKind, TypeName};

/// What the configuration says about a member, and what it calls the member.
type Entry<'c> = (&'c Spanned<String>, &'c FieldOverride);

/// Changes the members of schemas. Gives the entries for others: inline types have no names yet.
pub(super) fn of_schemas<'c>(api: &mut Api, config: &'c Config) -> Vec<Entry<'c>> {
    let mut others = Vec::new();
    for (key, change) in &config.types.fields {
        match of_schema(api, key.get_ref()) {
            Some((id, field)) => apply(api, id, field, change),
            None => others.push((key, change)),
        }
    }
    others
}

/// Changes the members of types that the configuration calls as the SDK does.
pub(super) fn of_others(
    api: &mut Api,
    config: &Config,
    known: &Known,
    entries: &[Entry<'_>],
    diagnostics: &mut Diagnostics,
) {
    if entries.is_empty() {
        return;
    }
    let lookup = Lookup::new(api, config, known);
    for (key, change) in entries {
        let is_member = |id: TypeId, name: &str| position(api, id, name).is_some();
        let found = lookup.split(key.get_ref(), is_member);
        match found.and_then(|(id, name)| Some((id, position(api, id, &name)?))) {
            Some((id, field)) => apply(api, id, field, change),
            None => {
                let message = format!("there is no member `{}`", key.get_ref());
                diagnostics.report(config.unused(key, message).help(
                    "write the name of a schema, or of a type as the SDK has it, a dot, and the \
                     name of a member",
                ));
            }
        }
    }
}

/// The member `Schema.member`. Either name can have a dot in it.
fn of_schema(api: &Api, key: &str) -> Option<(TypeId, usize)> {
    api.types.iter().find_map(|(id, def)| {
        let TypeName::Schema(name) = &def.name else { return None };
        let member = key.strip_prefix(name.as_str())?.strip_prefix('.')?;
        Some((id, position(api, id, member)?))
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
