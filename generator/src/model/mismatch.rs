//! Examples that the types of their schemas have no values for.

use super::{TypeId, TypeKind, Types};
use crate::source::Pointer;

/// A value in an example that an SDK could not read.
#[derive(Clone, Debug)]
pub struct Mismatch {
    /// The type that has no such value.
    pub of: TypeId,
    /// The member of the type that it is about, if it is about one.
    pub member: Option<String>,
    /// What is wrong.
    pub kind: MismatchKind,
    /// The value; where one is missing, what should have it.
    pub example: Pointer,
    /// What stands there, shortened.
    pub written: String,
    /// Whether it stands in an example of an answer, and not in one of a schema.
    pub is_of_answer: bool,
    /// How many further values there are of which the same can be said.
    pub others: usize,
    /// How many values of a format there are that can be read.
    pub read: usize,
    /// Whether it can be read all the same. Chosen by `passes::widen_by_examples`.
    pub outcome: Outcome,
    /// Whether one of the examples stands where the type does, and not only where it is used.
    pub is_own: bool,
}

/// What became of a value in an example that is not of its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It cannot be read.
    Unreadable,
    /// It can be read, as the type is of what the configuration says.
    Readable,
    /// It can be read, since the type was made wider for it.
    Widened,
}

/// What is wrong with a value in an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MismatchKind {
    /// It is of another type of JSON.
    Type,
    /// It is a number or a truth value that should be text.
    Unquoted,
    /// It is text that is not of the format, or a number that does not fit it.
    Format,
    /// It is a whole number of more than 64 bits.
    TooLarge,
    /// It is an object with none of the members that are described.
    Object,
    /// A member is missing.
    Missing,
    /// It is null.
    Null,
}

impl Mismatch {
    /// Whether it is still one after all that the configuration says, in what the API answers.
    pub fn holds(&self, types: &Types) -> bool {
        let def = &types[self.of];
        if !def.reachable
            || !def.direction.received
            || self.outcome != Outcome::Unreadable
        {
            return false;
        }
        let (TypeKind::Struct(object), Some(member)) = (&def.kind, &self.member) else {
            return true;
        };
        let field = object.fields.iter().find(|field| field.name == *member);
        field.is_some_and(|field| {
            let is_one_sided = field.write_only || field.read_only && def.direction.sent;
            field.required && !types.behind(field.schema).nullable && !is_one_sided
        })
    }
}
