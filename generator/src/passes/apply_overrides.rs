//! What the configuration says about members of types.

use crate::config::{Config, FieldOverride};
use crate::diagnostic::Diagnostics;
use crate::model::{Api, Field, TypeKind, TypeName};

pub(super) fn run(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    for (key, change) in &config.types.fields {
        let found = field(api, key.get_ref());
        match found {
            Some(field) => apply(field, change),
            None => {
                let message = format!("there is no member `{}`", key.get_ref());
                diagnostics.report(config.unused(key, message).help(
                    "write the name of a schema, a dot, and the name of a member",
                ));
            }
        }
    }
}

/// The member `Schema.member`. Either name can have a dot in it.
fn field<'a>(api: &'a mut Api, key: &str) -> Option<&'a mut Field> {
    let ids: Vec<_> = api.types.ids().collect();
    let (id, index) = ids.into_iter().find_map(|id| {
        let def = &api.types[id];
        let TypeName::Schema(name) = &def.name else { return None };
        let member = key.strip_prefix(name.as_str())?.strip_prefix('.')?;
        let TypeKind::Struct(object) = &def.kind else { return None };
        let index = object.fields.iter().position(|field| field.name == member)?;
        Some((id, index))
    })?;
    match &mut api.types[id].kind {
        TypeKind::Struct(object) => Some(&mut object.fields[index]),
        _ => None,
    }
}

fn apply(field: &mut Field, change: &FieldOverride) {
    if let Some(required) = change.required {
        field.required = required;
    }
    if let Some(nullable) = change.nullable {
        field.schema.nullable = nullable;
    }
}
