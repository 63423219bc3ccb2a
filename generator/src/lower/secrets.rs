//! What nobody should read: `format: password` and `x-ms-secret`.

use std::collections::{BTreeMap, BTreeSet};

use super::Lowering;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Api, Constraints, Operation, Success, TypeDef, TypeId, TypeKind, TypeRef,
};

impl Lowering<'_> {
    /// Whether nobody should read a value, or what is in a list or a map. Structures and unions
    /// are not meant: their own `Debug` knows which of their parts is not shown.
    pub(super) fn is_secret(&self, id: TypeId) -> bool {
        self.finds(id, &|def| is_marked(&def.constraints))
    }

    /// Whether something of a value, however deep, is what nobody should read.
    pub(super) fn holds_secret(&self, id: TypeId) -> bool {
        self.secret_holders.get_or_init(|| holders(self.api)).contains(&id)
    }

    /// Notes an answer that nobody should read and that is of no type of the SDK: text, a number,
    /// or a list or a map of such.
    pub(super) fn note_secret_answer(&mut self, operation: &Operation) {
        let answer = match &operation.success {
            Success::Json { schema, .. } => Some(*schema),
            Success::EventStream { schema, .. } | Success::JsonLines { schema, .. } => {
                *schema
            }
            _ => None,
        };
        let item = operation.pagination.as_ref().map(|pagination| pagination.item);
        let is_shown = |schema: &TypeRef| {
            self.finds(schema.id, &|def| {
                is_marked(&def.constraints) && !matches!(def.kind, TypeKind::Enum(_))
            })
        };
        if item.or(answer).filter(is_shown).is_none() {
            return;
        }
        let Some(content) = operation.chosen_content() else { return };
        let line = operation.http_line();
        let message =
            format!("what `{line}` gives is a secret itself, and its `Debug` shows it");
        self.diagnostics.report(
            Diagnostic::new(Code::UnsupportedKeyword, &content.origin, message)
                .at_key()
                .help("nothing has to change: do not print it; in an object it is not shown"),
        );
    }

    /// Whether a type, or what is in a list or a map of it, is such.
    fn finds(&self, id: TypeId, is_it: &dyn Fn(&TypeDef) -> bool) -> bool {
        let mut open = vec![id];
        let mut seen = BTreeSet::new();
        while let Some(id) = open.pop() {
            let def = &self.api.types[id];
            if is_it(def) {
                return true;
            }
            let shows_itself =
                matches!(def.kind, TypeKind::Struct(_) | TypeKind::Union(_));
            if seen.insert(id) && !shows_itself {
                def.kind.each_part(&mut |part| open.push(part.id));
            }
        }
        false
    }
}

fn is_marked(constraints: &Constraints) -> bool {
    constraints.secret || constraints.format.as_deref() == Some("password")
}

/// The types that have something of it, by what leads to what.
fn holders(api: &Api) -> BTreeSet<TypeId> {
    let mut users: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
    let mut open = Vec::new();
    for id in api.types.ids() {
        let def = &api.types[id];
        def.kind.each_part(&mut |part| users.entry(part.id).or_default().push(id));
        let members = match &def.kind {
            TypeKind::Struct(object) => object.fields.as_slice(),
            _ => &[],
        };
        if is_marked(&def.constraints)
            || members.iter().any(|field| is_marked(&field.constraints))
        {
            open.push(id);
        }
    }
    let mut holders = BTreeSet::new();
    while let Some(id) = open.pop() {
        if holders.insert(id) {
            open.extend(users.get(&id).into_iter().flatten());
        }
    }
    holders
}
