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
    let told = walk::closure(&api.types, &told_elsewhere(api));
    let told: BTreeSet<TypeId> = told.into_iter().collect();
    let unused = |(id, def): &(TypeId, &TypeDef)| !def.reachable && !told.contains(id);
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

/// The schemas that operations use and the SDK has no types for: those of bodies that are given as
/// they are, and of parameters that the client has or that are filled in.
fn told_elsewhere(api: &Api) -> Vec<TypeRef> {
    let mut schemas = walk::given_as_they_are(api);
    schemas.extend(&api.taken_over);
    let parameters = api.operations.iter().flat_map(|one| &one.parameters);
    let others = parameters.filter(|one| !one.placement.is_of_call());
    schemas.extend(others.map(|parameter| parameter.schema));
    schemas
}
