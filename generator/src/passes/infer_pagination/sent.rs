//! The JSON body that an operation which could give pages is asked with.

use super::answer::{Answer, INFO, lowest};
use crate::model::{Field, TypeKind};
use crate::passes::walk;
use crate::words::snake;

impl Answer<'_> {
    /// Whether it is asked with JSON in which these members lead to a value.
    pub(super) fn sends(&self, path: &[String]) -> bool {
        self.sent.is_some_and(|sent| walk::member(self.types, sent, path).is_some())
    }

    /// The member of the JSON body with one of these names and such a type, and where it is: at
    /// the top, or in a member that says which page is asked for.
    pub(super) fn sent_like(
        &self,
        names: &[&str],
        is_wanted: fn(&TypeKind) -> bool,
    ) -> Option<(Vec<String>, String)> {
        let places = self.named_members(&[], self.sent?).into_iter();
        let places = places.map(|(path, _)| path).filter(|path| {
            path.last().is_some_and(|name| INFO.contains(&snake(name).as_str()))
        });
        std::iter::once(Vec::new()).chain(places).find_map(|at| {
            let name = self.sent_member(&at, names, is_wanted)?;
            Some((at, name))
        })
    }

    /// The name of the member of an object in the JSON body with one of these names and such a
    /// type.
    pub(super) fn sent_member(
        &self,
        at: &[String],
        names: &[&str],
        is_wanted: fn(&TypeKind) -> bool,
    ) -> Option<String> {
        let fields = self.sent_fields(at);
        names.iter().find_map(|name| {
            let field = fields.iter().find(|field| {
                snake(&field.name) == *name
                    && field.constant.is_none()
                    && !field.read_only
                    && is_wanted(&walk::definition(self.types, field.schema).kind)
            })?;
            Some(field.name.clone())
        })
    }

    /// The lowest value that a number in the JSON body can have.
    pub(super) fn lowest_sent(&self, at: &[String], name: &str) -> Option<i64> {
        let field = self.sent_fields(at).iter().find(|field| field.name == name)?;
        lowest(walk::definition(self.types, field.schema))
    }

    /// The members of an object in the JSON body.
    pub(super) fn sent_fields(&self, at: &[String]) -> &[Field] {
        let object = self.sent.and_then(|sent| walk::member(self.types, sent, at));
        match object.map(|object| &walk::definition(self.types, object).kind) {
            Some(TypeKind::Struct(object)) => &object.fields,
            _ => &[],
        }
    }
}
