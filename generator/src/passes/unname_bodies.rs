//! Takes names from schemas that a framework has called after an operation: FastAPI calls the
//! object of a form, or of several bodies, `Body_` and the id of the operation. What is described
//! in its place is named by the call, or its members are parameters of that.

use std::collections::BTreeSet;

use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::model::{Api, TypeName};

pub(super) fn run(api: &mut Api, config: &Config, _diagnostics: &mut Diagnostics) {
    let ids = api.operations.iter().filter_map(|operation| operation.id.as_deref());
    let made: BTreeSet<String> = ids.map(|id| format!("Body_{id}")).collect();
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
