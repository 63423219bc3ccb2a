//! Enums of values, and other names for types.

use serde_json::Value;

use super::{Docs, Ident, Type};

/// An enum of values, open for values that the description does not know.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Enum {
    /// Its name.
    pub name: Ident,
    /// What it is.
    pub docs: Docs,
    /// Traits to derive, in order.
    pub derives: Vec<String>,
    /// Further attributes, as the configuration has them.
    pub attributes: Vec<String>,
    /// What its values are.
    pub kind: EnumKind,
    /// Whether any text becomes it by itself.
    pub open: bool,
    /// Whether `Debug` does not show its values.
    pub secret: bool,
    /// Its values; `Unknown` is not among them.
    pub variants: Vec<EnumVariant>,
}

/// What the values of an enum are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum EnumKind {
    /// Texts: `Unknown(String)`.
    String,
    /// Whole numbers: `Unknown(i64)`.
    Integer,
    /// Anything: `Unknown(Value)`.
    Mixed,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct EnumVariant {
    /// Its name.
    pub name: Ident,
    /// What it is.
    pub docs: Docs,
    /// The value, a scalar.
    pub value: Value,
}

/// Another name for a type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Alias {
    /// Its name.
    pub name: Ident,
    /// What it is.
    pub docs: Docs,
    /// The type.
    pub ty: Type,
    /// Whether it must be a type of its own, because it contains itself.
    pub newtype: bool,
    /// The traits that it derives then, in order.
    pub derives: Vec<String>,
}
