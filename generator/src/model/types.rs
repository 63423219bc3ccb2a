//! Types: an arena of definitions that refer to each other by id.

use serde_json::Value;

use super::{Constraints, Docs, Union};
use crate::source::Pointer;

/// The id of a type in [`Types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub usize);

/// A use of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TypeRef {
    /// The type.
    pub id: TypeId,
    /// Whether null is a value here too.
    pub nullable: bool,
}

/// All types of an API.
#[derive(Clone, Debug, Default)]
pub struct Types {
    defs: Vec<TypeDef>,
}

impl Types {
    /// Adds a definition.
    pub fn add(&mut self, def: TypeDef) -> TypeId {
        self.defs.push(def);
        TypeId(self.defs.len() - 1)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.defs.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.defs.is_empty()
    }

    /// All ids, in the order in which the types were added.
    pub fn ids(&self) -> impl Iterator<Item = TypeId> + use<> {
        (0..self.defs.len()).map(TypeId)
    }

    /// All definitions with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (TypeId, &TypeDef)> {
        self.defs.iter().enumerate().map(|(id, def)| (TypeId(id), def))
    }

    /// What other names stand for; a chain of them that has no end stays what it is.
    pub fn behind(&self, schema: TypeRef) -> TypeRef {
        let mut found = schema;
        for _ in 0..self.len() {
            let TypeKind::Alias(next) = self[found.id].kind else { return found };
            found = TypeRef { id: next.id, nullable: found.nullable || next.nullable };
        }
        schema
    }
}

impl std::ops::Index<TypeId> for Types {
    type Output = TypeDef;

    fn index(&self, id: TypeId) -> &TypeDef {
        &self.defs[id.0]
    }
}

impl std::ops::IndexMut<TypeId> for Types {
    fn index_mut(&mut self, id: TypeId) -> &mut TypeDef {
        &mut self.defs[id.0]
    }
}

/// A type.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// What it is called and where it lives.
    pub name: TypeName,
    /// The name that the description gives it beside that, by a vendor extension. Where two types
    /// would have one, `passes::name_inline_types` takes it away.
    pub rename: Option<String>,
    /// What it is.
    pub kind: TypeKind,
    /// For people.
    pub docs: Docs,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// Bounds, for people.
    pub constraints: Constraints,
    /// Whether it occurs in what is sent and in what is received.
    /// Found by `passes::mark_directions`.
    pub direction: Direction,
    /// Whether it is used at all. Found by `passes::prune`; a type that is not is not emitted.
    pub reachable: bool,
    /// The place it came from.
    pub origin: Pointer,
    /// The other schemas, where several make it: a branch of a union and what stands beside the
    /// union, a member that several parts of an `allOf` describe.
    pub beside: Vec<Beside>,
}

/// A further schema that a type is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// Its place.
    pub origin: Pointer,
    /// Whether what it says itself is all that counts, without what it refers to, its `allOf` and
    /// its unions.
    pub alone: bool,
}

/// What a type is called and where it lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeName {
    /// A named schema: lives at `types::Name`, always. The name as the description has it, which
    /// any characters can be in.
    Schema(String),
    /// An inline schema of a named one: lives beside it. The name in upper camel case.
    /// Chosen by `passes::name_inline_types`.
    Beside {
        /// The named type it lives beside.
        parent: TypeId,
        /// Its name.
        name: String,
    },
    /// An inline schema of an operation: lives in the module of the operation's resource.
    /// Chosen by `passes::name_inline_types`.
    InResource {
        /// The resource, as snake case names from the root down.
        resource: Vec<String>,
        /// Its name.
        name: String,
    },
    /// No name of its own: scalars, lists, maps, and inline types that are not named yet.
    None,
}

/// Where values of a type occur.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Direction {
    /// In requests.
    pub sent: bool,
    /// In answers and webhooks.
    pub received: bool,
}

/// What a type is.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// Another name for a type.
    Alias(TypeRef),
    /// Any JSON, and why it is not better known; `None` where the description means it.
    Any(Option<String>),
    /// Nothing but null.
    Null,
    /// true or false.
    Boolean,
    /// A whole number.
    Integer(IntegerFormat),
    /// A number.
    Number(NumberFormat),
    /// Text.
    String(StringFormat),
    /// One of some values.
    Enum(Enum),
    /// An array.
    List(List),
    /// An array whose places have types of their own.
    Tuple(Tuple),
    /// An object whose keys are not known.
    Map(TypeRef),
    /// An object with known members.
    Struct(Struct),
    /// One of some types.
    Union(Union),
}

impl TypeKind {
    /// Whether its values have no parts: texts, numbers and truth values.
    pub fn is_scalar(&self) -> bool {
        matches!(
            self,
            Self::String(_)
                | Self::Enum(_)
                | Self::Boolean
                | Self::Integer(_)
                | Self::Number(_)
        )
    }

    /// Calls `see` with every type that a type is made of, in order.
    pub fn each_part(&self, see: &mut impl FnMut(&TypeRef)) {
        match self {
            Self::Alias(target) | Self::Map(target) => see(target),
            Self::List(list) => see(&list.item),
            Self::Tuple(tuple) => tuple.items.iter().chain(&tuple.rest).for_each(see),
            Self::Struct(structure) => {
                let fields = structure.fields.iter().map(|field| &field.schema);
                fields.chain(&structure.rest).for_each(see);
            }
            Self::Union(union) => {
                union.variants.iter().map(|variant| &variant.schema).for_each(see);
            }
            Self::Any(_)
            | Self::Null
            | Self::Boolean
            | Self::Integer(_)
            | Self::Number(_)
            | Self::String(_)
            | Self::Enum(_) => {}
        }
    }
}

/// How a whole number is represented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntegerFormat {
    /// `int32` and smaller.
    Int32,
    /// `int64`, or no format.
    Int64,
    /// Unsigned 32 bit.
    UInt32,
    /// Unsigned 64 bit.
    UInt64,
    /// Seconds since 1970 (`unix-time`).
    UnixTime,
}

/// How a number is represented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFormat {
    /// `float`.
    Float,
    /// `double`, or no format.
    Double,
    /// `decimal`.
    Decimal,
}

/// How text is represented.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StringFormat {
    /// No format, or one without a type of its own.
    Plain,
    /// `date-time` (RFC 3339).
    DateTime,
    /// `date` (RFC 3339).
    Date,
    /// `time` (RFC 3339).
    Time,
    /// `uuid` (RFC 4122).
    Uuid,
    /// `byte`, `contentEncoding: base64`.
    Base64,
    /// `binary`: bytes as they are.
    Binary,
    /// `ipv4`.
    Ipv4,
    /// `ipv6`.
    Ipv6,
    /// `int64` as text.
    Int64,
    /// `uint64` as text.
    UInt64,
    /// `decimal` as text.
    Decimal,
}

/// An array.
#[derive(Clone, Debug)]
pub struct List {
    /// The type of an element.
    pub item: TypeRef,
}

/// An array whose places have types of their own (`prefixItems`).
#[derive(Clone, Debug)]
pub struct Tuple {
    /// The places.
    pub items: Vec<TypeRef>,
    /// What may follow; `None` when nothing may.
    pub rest: Option<TypeRef>,
}

/// One of some values.
#[derive(Clone, Debug)]
pub struct Enum {
    /// The values, in the description's order; all of one JSON type or mixed. Null is not among
    /// them: it makes the uses nullable.
    pub values: Vec<EnumValue>,
    /// Whether the description allows any other text as well.
    pub open: bool,
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// The value.
    pub value: Value,
    /// A name that the description gives it (`x-enum-varnames` and the like).
    pub name: Option<String>,
    /// For people.
    pub docs: Docs,
    /// Whether it should no longer be used.
    pub deprecated: bool,
}

/// An object with known members.
#[derive(Clone, Debug, Default)]
pub struct Struct {
    /// The members, in the description's order.
    pub fields: Vec<Field>,
    /// The type of members that are not known; `None` when they are ignored.
    pub rest: Option<TypeRef>,
}

/// A member of an object.
#[derive(Clone, Debug)]
pub struct Field {
    /// The key.
    pub name: String,
    /// The name that the description gives it in code, by a vendor extension.
    pub rename: Option<String>,
    /// What its value is.
    pub schema: TypeRef,
    /// Whether it is always there.
    pub required: bool,
    /// Whether only the server sets it.
    pub read_only: bool,
    /// Whether the server never returns it.
    pub write_only: bool,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// For people.
    pub docs: Docs,
    /// Bounds of this use, for people.
    pub constraints: Constraints,
    /// The only value that it can have (`const`, or an enum with one value, in a required field of
    /// what is sent): the SDK writes it itself.
    pub constant: Option<Value>,
    /// Another value that is read where the constant is written: the name of the schema beside its
    /// tag. Found by `passes::write_tags`.
    pub also_read: Option<Value>,
    /// The same where others can be received: what is made by a caller begins with this value.
    /// Found by `passes::open_constants`.
    pub initial: Option<Value>,
    /// What the JSON is that its text holds: the data of an event (`contentSchema`, OpenAPI 3.2
    /// §4.14.4). `passes::choose_success` gives events this type.
    pub content: Option<TypeRef>,
    /// The place it came from.
    pub origin: Pointer,
}

impl Field {
    /// A member of which nothing is known but its key and its type.
    pub(crate) fn new(name: String, schema: TypeRef, origin: Pointer) -> Self {
        Self {
            name,
            rename: None,
            schema,
            required: false,
            read_only: false,
            write_only: false,
            deprecated: false,
            docs: Docs::default(),
            constraints: Constraints::default(),
            constant: None,
            also_read: None,
            initial: None,
            content: None,
            origin,
        }
    }
}

/// A type of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JsonType {
    /// null
    Null,
    /// true, false
    Boolean,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl JsonType {
    /// The type of a value.
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Boolean,
            Value::Number(number) if number.is_f64() => Self::Number,
            Value::Number(_) => Self::Integer,
            Value::String(_) => Self::String,
            Value::Array(_) => Self::Array,
            Value::Object(_) => Self::Object,
        }
    }
}
