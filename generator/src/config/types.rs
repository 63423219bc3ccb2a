//! `[types]`: how schemas become Rust types.

use indexmap::IndexMap;
use serde::Deserialize;
use toml::Spanned;

use super::written::{Attribute, Name, RustPath, RustType};
use crate::words::camel;

/// How schemas become Rust types. A type goes by the name of its schema in the description, or by
/// the one that it has in the SDK, as inline types do (`PetStatus`); where several modules have
/// one, by the end of its path (`cats::toys::ToyStatus`).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Types {
    /// What `format: date-time`, `date` and `time` are.
    pub date_time: DateTime,
    /// Names of types, by type. Inline types beside a schema are named after its new name.
    pub rename: IndexMap<Spanned<String>, Spanned<Name>>,
    /// Types of the user's own in place of generated ones, by type. They implement
    /// serde's traits, `Clone` and `Debug`, `PartialEq` where types are comparable, and `Default`
    /// where a required member is of the type: decoding starts from it. The crate they come from
    /// stands under `[dependencies]`.
    pub replace: IndexMap<Spanned<String>, Spanned<RustType>>,
    /// Whether structs and unions implement `PartialEq`. When nothing is said, those of small APIs
    /// do: it costs a tenth of the time that compiling an SDK takes.
    pub comparable: Option<bool>,
    /// Whether equal definitions are one across resources and among parameters too. When nothing is
    /// said, those of large APIs are: it halves what compiling some SDKs takes.
    pub share: Option<bool>,
    /// Further traits to derive for every type whose parts allow it.
    pub derive_all: Vec<Spanned<RustPath>>,
    /// Further traits to derive, by type.
    pub derive: IndexMap<Spanned<String>, Vec<Spanned<RustPath>>>,
    /// Attributes of types, by type.
    pub attributes: IndexMap<Spanned<String>, Vec<Attribute>>,
    /// Members of types, by type, a dot, and the member's name.
    pub fields: IndexMap<Spanned<String>, FieldOverride>,
    /// Names of enum variants, by type, a dot, and the value.
    pub variants: IndexMap<Spanned<String>, Spanned<Name>>,
}

impl Types {
    /// Whether it names any type.
    pub fn names_types(&self) -> bool {
        !(self.rename.is_empty()
            && self.replace.is_empty()
            && self.derive.is_empty()
            && self.attributes.is_empty()
            && self.fields.is_empty()
            && self.variants.is_empty())
    }

    /// Whether it says anything of a schema, of its members or of its values.
    pub(crate) fn says_of(&self, schema: &str) -> bool {
        let called = camel(schema);
        let is_it = |key: &Spanned<String>| camel(key.get_ref()) == called;
        let is_part = |key: &Spanned<String>| {
            let parts = key.get_ref().rsplit_once('.');
            parts.is_some_and(|(of, _)| camel(of) == called)
        };
        self.rename.keys().any(is_it)
            || self.replaces(schema)
            || self.derive.keys().chain(self.attributes.keys()).any(is_it)
            || self.fields.keys().any(is_part)
            || self.variants.keys().any(is_part)
    }

    /// Whether a type of the user's own stands for a schema.
    pub(crate) fn replaces(&self, schema: &str) -> bool {
        self.replace.keys().any(|key| camel(key.get_ref()) == camel(schema))
    }
}

/// What `format: date-time`, `date` and `time` are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateTime {
    /// `jiff::Timestamp`, `jiff::civil::Date`, `jiff::civil::Time`.
    #[default]
    Jiff,
    /// `String`, as it is on the wire.
    String,
}

/// What differs from what the description says about a member.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FieldOverride {
    /// The field's name in Rust.
    pub rename: Option<Spanned<Name>>,
    /// A Rust type of the user's own; see [`Types::replace`] for what it needs.
    #[serde(rename = "type")]
    pub replace: Option<Spanned<RustType>>,
    /// Whether it is always there.
    pub required: Option<bool>,
    /// Whether null is a value.
    pub nullable: Option<bool>,
}
