//! What a path does to many things, where an HTTP method does the same to one of them:
//! `POST /tasks/delete` beside `DELETE /tasks/{id}`.

use super::Call;
use super::entries::Entry;
use super::methods::has;
use super::paths::Paths;
use super::said::{id_words, names_one, names_several, plain_name};
use super::segments::{ANY, Segment};
use super::verbs::is_many;
use crate::model::{Field, TypeKind, Types};
use crate::passes::walk;
use crate::words::words;

impl Paths<'_> {
    /// Leaves the plain name to what the HTTP method does, and says of the other that it is done to
    /// many, where it is.
    pub(super) fn leave_name_to_one(
        &self,
        call: &mut Call,
        operation: &Entry<'_>,
        full: &[Segment],
    ) {
        if call.usual.is_none() || !self.is_done_to_one(operation, full) {
            return;
        }
        call.yields = true;
        if plain_name(&call.name).is_some() && is_done_to_many(self.types, operation) {
            call.name = format!("bulk_{}", call.name);
        }
    }

    /// Whether a path ends with what an HTTP method does to one of the things beside it.
    fn is_done_to_one(&self, operation: &Entry<'_>, full: &[Segment]) -> bool {
        let [above @ .., Segment::Static(verb)] = full else { return false };
        let methods: &[&str] = match plain_name(verb) {
            Some("delete") => &["DELETE"],
            Some("update" | "edit" | "replace") => &["PUT", "PATCH"],
            _ => return false,
        };
        let one = self.tree.find(above).and_then(|place| self.tree.below(place, &ANY));
        operation.method == "POST" && methods.iter().any(|method| has(one, method))
    }
}

/// Whether the id, the summary or the body of an operation says that it is about many things.
fn is_done_to_many(types: &Types, operation: &Entry<'_>) -> bool {
    let summary = words(operation.docs.summary.as_deref().unwrap_or_default());
    let said = |word: &String| is_many(word) || matches!(&**word, "mass" | "multiple");
    names_several(operation)
        || id_words(operation).iter().chain(&summary).any(said)
        || !names_one(operation) && sends_several(types, operation)
}

/// Whether the body of an operation is a list, or is an object with one and nothing else that must
/// be there: what one thing has can be a list too.
fn sends_several(types: &Types, operation: &Entry<'_>) -> bool {
    let content = operation.body.as_ref().and_then(|body| body.contents.first());
    let Some(schema) = content.and_then(|content| content.schema) else { return false };
    let is_list = |kind: &TypeKind| matches!(kind, TypeKind::List(_));
    match &walk::definition(types, schema).kind {
        TypeKind::Struct(object) => {
            let required = object.fields.iter().filter(|field| field.required);
            let required: Vec<&Field> = required.collect();
            let counted = match (&required[..], &object.fields[..]) {
                ([only], _) => Some(*only),
                ([], [only]) => Some(only),
                _ => None,
            };
            counted.is_some_and(|field| {
                is_list(&walk::definition(types, field.schema).kind)
            })
        }
        kind => is_list(kind),
    }
}
