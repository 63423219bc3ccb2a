//! Structs: fields, how they are made, how they are encoded.

use serde_json::Value;

use super::{Docs, Ident, Type};

/// A struct.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Struct {
    /// Its name.
    pub name: Ident,
    /// What it is.
    pub docs: Docs,
    /// Traits to derive, in order.
    pub derives: Vec<String>,
    /// Further attributes, as the configuration has them: the text between `#[` and `]`.
    pub attributes: Vec<String>,
    /// How `Debug` shows it.
    pub shown: Shown,
    /// Whether a value that is dropped is a mistake.
    pub must_use: bool,
    /// Its fields, in order.
    pub fields: Vec<Field>,
    /// How it is made; `None` when only answers have it.
    pub constructor: Option<Constructor>,
    /// How it is encoded; `None` when it is not.
    pub encoding: Option<ObjectEncoding>,
}

impl Struct {
    /// Whether code that names all fields would warn.
    pub(crate) fn has_deprecated_fields(&self) -> bool {
        self.fields.iter().any(|field| field.deprecated)
    }
}

/// How `Debug` shows a struct.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Shown {
    /// It is among the derived traits.
    Derived,
    /// The members of the encoding, by the runtime.
    Members,
    /// The fields one by one: some are secrets, and not all are members of the encoding.
    Fields,
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Field {
    /// Its name.
    pub name: Ident,
    /// What it is.
    pub docs: Docs,
    /// Its type.
    pub ty: Type,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// Whether `Debug` does not show it.
    pub secret: bool,
    /// How a caller gives it, in types that have a constructor.
    pub input: Input,
}

/// How a caller gives the value of a field.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Input {
    /// An argument of `new`.
    Argument {
        /// Its name.
        name: Ident,
        /// What the caller hands over.
        value: InputValue,
        /// An example of it.
        sample: Option<Value>,
    },
    /// A setter.
    Setter {
        /// Its name.
        name: Ident,
        /// What it does.
        docs: Docs,
        /// What the caller hands over.
        value: InputValue,
        /// What the value is wrapped in.
        wrap: Wrap,
        /// An example of it.
        sample: Option<Value>,
    },
    /// Not at all: it begins with a value.
    Initial(Initial),
    /// Not at all: only answers have it.
    None,
}

/// What a field begins with.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Initial {
    /// A variant of its type.
    Variant(Ident),
    /// Text, a number or a truth value.
    Literal(Value),
}

impl Input {
    /// The type of what the caller hands over.
    pub(crate) fn value_type(&mut self) -> Option<&mut Type> {
        let (Self::Argument { value, .. } | Self::Setter { value, .. }) = self else {
            return None;
        };
        let (InputValue::Plain(ty) | InputValue::Into(ty) | InputValue::Boxed(ty)) =
            value;
        Some(ty)
    }
}

/// What a caller hands over for a field.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum InputValue {
    /// The type as it is.
    Plain(Type),
    /// `impl Into<T>`.
    Into(Type),
    /// A `T` that goes in a box.
    Boxed(Type),
}

/// What a setter wraps the value in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Wrap {
    /// Nothing.
    No,
    /// `Some(…)`.
    Some,
}

/// `new` and what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Constructor {
    /// What it says of itself.
    pub docs: Docs,
    /// Whether nothing is required: `new` takes no arguments and there is a `Default`.
    pub default: bool,
    /// Whether that is more than the empty value of each field, so that it is not derived.
    pub initial: bool,
    /// Whether it takes more arguments than clippy likes.
    pub many_arguments: bool,
}

/// How an object is encoded: its members in the order in which they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct ObjectEncoding {
    /// Its members.
    pub members: Vec<Member>,
    /// The field for members that are not known, if there is one, and whether their values are
    /// whole numbers, or hold nothing else.
    pub rest: Option<(Ident, bool)>,
    /// The keys of the members that `Debug` does not show.
    pub secrets: Vec<String>,
    /// Whether it does not show those that are not known either.
    pub secret_rest: bool,
    /// Whether it is decoded too; what is only sent is not.
    pub decode: bool,
}

impl ObjectEncoding {
    /// Whether no member has a field.
    pub(crate) fn is_constant(&self) -> bool {
        !self
            .members
            .iter()
            .any(|member| matches!(member.kind, MemberKind::Field { .. }))
    }
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Member {
    /// The key.
    pub key: String,
    /// What it is in Rust.
    pub kind: MemberKind,
}

/// What a member is in Rust.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum MemberKind {
    /// A field and whether it must be there.
    Field {
        /// The field.
        field: Ident,
        /// Whether it must be there, and what stands for absence.
        presence: Presence,
        /// How it is read.
        reading: MemberReading,
    },
    /// Always the same value; there is no field.
    Constant {
        /// The value, a scalar.
        value: Value,
        /// Another one that is read, too.
        also_read: Option<Value>,
    },
}

/// How a member is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum MemberReading {
    /// As its type says.
    Plain,
    /// As any JSON: null is a value, and not the lack of one.
    Json,
    /// As whole numbers, or what holds nothing else.
    Integers,
    /// As its type says, or what something of another type can mean alone: nothing, a number.
    Lenient,
}

/// Whether a member must be there, and what stands for its absence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Presence {
    /// `T`, always there.
    Required,
    /// `Option<T>`, always there; `None` is null.
    Nullable,
    /// `Option<T>`, left out when `None`.
    Optional,
    /// The same where `T` holds any JSON: null is a value.
    OptionalJson,
    /// `Nullable<T>`: left out, null, or a value.
    ThreeStates,
}
