//! Takes names from schemas that a framework has called after an operation: FastAPI calls the
//! object of a form, or of several bodies, `Body_` and the id of the operation, or what that would
//! be if nobody had given another one: a name, the path and the method. What is described in its
//! place is named by the call, or its members are parameters of that.

use std::collections::BTreeSet;

use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::model::{Api, Operation, TypeName, Types};

pub(super) fn run(api: &mut Api, config: &Config, _diagnostics: &mut Diagnostics) {
    let ids = api.operations.iter().filter_map(|operation| operation.id.as_deref());
    let mut made: BTreeSet<String> = ids.map(|id| format!("Body_{id}")).collect();
    made.extend(api.operations.iter().flat_map(|one| of_path(&api.types, one)));
    for id in api.types.ids() {
        let def = &mut api.types[id];
        // What the user says something of keeps its name.
        let is_made = def.rename.is_none()
            && matches!(&def.name, TypeName::Schema(name)
                if made.contains(name) && !config.types.says_of(name));
        if is_made {
            def.name = TypeName::None;
        }
    }
}

/// The names of an operation's bodies that end with its path and its method.
fn of_path<'t>(
    types: &'t Types,
    operation: &'t Operation,
) -> impl Iterator<Item = String> + 't {
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    let path = operation.path.chars();
    let path: String = path.map(|c| if is_letter(c) { c } else { '_' }).collect();
    let ending = format!("{path}_{}", operation.method.to_lowercase());
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    let schemas = contents.filter_map(|content| content.schema);
    let names =
        schemas.filter_map(|schema| match &types[types.behind(schema).id].name {
            TypeName::Schema(name) => Some(name),
            _ => None,
        });
    let is_made =
        move |name: &&String| name.starts_with("Body_") && name.ends_with(&ending);
    names.filter(is_made).cloned()
}
