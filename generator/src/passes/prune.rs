//! Marks the types that something uses.

use std::collections::BTreeSet;

use super::walk;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Api, TypeDef, TypeId, TypeName, TypeRef};

pub(super) fn run(api: &mut Api, _: &Config, diagnostics: &mut Diagnostics) {
    let (mut roots, received) = walk::all_roots(api);
    roots.extend(received);
    if api.operations.is_empty() && api.webhooks.is_empty() {
        // A library of schemas: all of them are what it is for.
        roots = api
            .types
            .iter()
            .filter(|(_, def)| matches!(def.name, TypeName::Schema(_)))
            .map(|(id, _)| TypeRef { id, nullable: false })
            .collect();
    }
    for id in walk::closure(&api.types, &roots) {
        api.types[id].reachable = true;
    }
    // Of these is told where they are sent.
    let given = walk::closure(&api.types, &walk::given_as_they_are(api));
    let given: BTreeSet<TypeId> = given.into_iter().collect();
    let unused = |(id, def): &(TypeId, &TypeDef)| !def.reachable && !given.contains(id);
    for (_, def) in api.types.iter().filter(unused) {
        if let TypeName::Schema(name) = &def.name {
            let message =
                format!("no operation uses the schema `{name}`; it is not in the SDK");
            diagnostics.report(
                Diagnostic::new(Code::UnusedSchema, &def.origin, message).at_key().help(
                    "nothing has to change; a `$ref` in an operation brings it in",
                ),
            );
        }
    }
}
