//! How types are spelled.

use super::Lowering;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    IntegerFormat, NumberFormat, StringFormat, Tuple, TypeDef, TypeId, TypeKind, TypeRef,
};
use crate::rust::{MemberReading, Presence, Type};

/// The longest tuple that the runtime knows.
const LONGEST_TUPLE: usize = 6;

impl<'a> Lowering<'a> {
    /// The spelling of a type where null is no value.
    pub(super) fn ty(&mut self, id: TypeId) -> Type {
        if let Some(path) = self.names.replacement(id) {
            return Type::User(path.clone());
        }
        match self.names.of(id) {
            Some(symbol) => Type::Named(symbol),
            None => self.spelled(id),
        }
    }

    /// The spelling of a type where null may be a value.
    pub(super) fn value(&mut self, schema: TypeRef) -> Type {
        let ty = self.ty(schema.id);
        if self.is_nullable(schema) { ty.optional() } else { ty }
    }

    /// The spelling of a type without its name.
    pub(super) fn spelled(&mut self, id: TypeId) -> Type {
        let api = self.api;
        match &api.types[id].kind {
            TypeKind::Alias(target) => self.ty(target.id),
            TypeKind::Null => Type::Builtin("()"),
            TypeKind::Boolean => Type::Builtin("bool"),
            TypeKind::Integer(format) => integer(*format),
            TypeKind::Number(format) => self.number(*format),
            TypeKind::String(format) => self.string(*format),
            TypeKind::List(list) => Type::Vec(Box::new(self.value(list.item))),
            TypeKind::Map(item) => Type::Map(Box::new(self.value(*item))),
            TypeKind::Tuple(tuple) => self.tuple(id, tuple),
            TypeKind::Any(_)
            | TypeKind::Enum(_)
            | TypeKind::Struct(_)
            | TypeKind::Union(_) => Type::JSON,
        }
    }

    fn tuple(&mut self, id: TypeId, tuple: &Tuple) -> Type {
        if tuple.rest.is_some() || !(1..=LONGEST_TUPLE).contains(&tuple.items.len()) {
            let message = "a tuple of any length is a list of untyped JSON";
            let origin = &self.api.types[id].origin;
            self.diagnostics
                .report(Diagnostic::new(Code::UntypedSchema, origin, message).help(
                "describe an object, whose members have names, or `items` of one type",
            ));
            return Type::Vec(Box::new(Type::JSON));
        }
        let items = tuple.items.iter().map(|item| {
            let ty = self.value(*item);
            self.boxed(id, item.id, ty)
        });
        Type::Tuple(items.collect())
    }

    /// Puts a part of a type in a box when the type would have no size otherwise.
    pub(super) fn boxed(&self, whole: TypeId, part: TypeId, ty: Type) -> Type {
        if !self.recursion.needs_box(whole, part) {
            return ty;
        }
        match ty {
            Type::Option(inner) => Type::Option(Box::new(Type::Box(inner))),
            Type::Nullable(inner) => Type::Nullable(Box::new(Type::Box(inner))),
            ty => Type::Box(Box::new(ty)),
        }
    }

    fn number(&mut self, format: NumberFormat) -> Type {
        match format {
            NumberFormat::Float => Type::Builtin("f32"),
            NumberFormat::Double => Type::Builtin("f64"),
            NumberFormat::Decimal => Type::Builtin("f64"),
        }
    }

    fn string(&mut self, format: StringFormat) -> Type {
        let dates = !self.options.dates_as_text;
        match format {
            StringFormat::DateTime if dates => Type::Runtime("datetime::DateTime"),
            StringFormat::Date if dates => Type::External("jiff::civil::Date"),
            StringFormat::Base64 => Type::Runtime("base64::Base64Bytes"),
            StringFormat::Uuid => Type::External("uuid::Uuid"),
            StringFormat::Ipv4 => Type::External("std::net::Ipv4Addr"),
            StringFormat::Ipv6 => Type::External("std::net::Ipv6Addr"),
            _ => Type::STRING,
        }
    }

    /// Whether null is a value, also by way of other names for a type.
    pub(super) fn is_nullable(&self, schema: TypeRef) -> bool {
        let mut schema = schema;
        for _ in 0..=self.api.types.len() {
            let TypeDef { kind, .. } = &self.api.types[schema.id];
            match kind {
                // These hold null themselves.
                TypeKind::Any(_) | TypeKind::Null => return false,
                _ if schema.nullable => return true,
                TypeKind::Alias(target) => schema = *target,
                _ => return false,
            }
        }
        false
    }

    /// What a type is, behind all other names for it.
    pub(super) fn kind(&self, id: TypeId) -> &'a TypeKind {
        &self.api.types[self.behind_names(id)].kind
    }

    /// The type that all other names for it stand for.
    pub(super) fn behind_names(&self, id: TypeId) -> TypeId {
        self.api.types.behind(TypeRef { id, nullable: false }).id
    }

    /// Whether a type is whole numbers, or holds nothing else, whatever it is called: what the
    /// runtime reads however the numbers are written.
    pub(super) fn is_integers(&self, id: TypeId) -> bool {
        let mut at = id;
        for _ in 0..self.api.types.len() {
            at = match self.own_kind(at) {
                Some(TypeKind::Integer(_)) => return true,
                Some(TypeKind::List(list)) => list.item.id,
                Some(TypeKind::Map(item)) => item.id,
                _ => return false,
            };
        }
        false
    }

    /// How a member of a type is read.
    pub(super) fn reading(&self, id: TypeId, presence: Presence) -> MemberReading {
        match presence {
            Presence::OptionalJson => MemberReading::Json,
            _ if self.is_integers(id) => MemberReading::Integers,
            _ if self.is_lenient(id, presence) => MemberReading::Lenient,
            _ => MemberReading::Plain,
        }
    }

    /// Whether there is something that servers send in its place, though it is of another type.
    fn is_lenient(&self, id: TypeId, presence: Presence) -> bool {
        let can_lack = presence != Presence::Required;
        match self.own_kind(id) {
            Some(TypeKind::List(_)) => !can_lack,
            // Some servers send numbers as text.
            Some(TypeKind::Map(_) | TypeKind::Number(_)) => true,
            Some(TypeKind::String(format)) if !self.stays_text(*format) => {
                match format {
                    StringFormat::Date => true,
                    StringFormat::DateTime | StringFormat::Uuid => can_lack,
                    _ => false,
                }
            }
            _ => false,
        }
    }

    /// What a type is, behind all other names for it; `None` where one of them is a type of its own
    /// in Rust.
    fn own_kind(&self, id: TypeId) -> Option<&'a TypeKind> {
        let mut at = id;
        for _ in 0..self.api.types.len() {
            if self.names.replacement(at).is_some() || self.recursion.spells_itself(at) {
                return None;
            }
            match &self.api.types[at].kind {
                TypeKind::Alias(target) => at = target.id,
                kind => return Some(kind),
            }
        }
        None
    }

    /// Whether a type is text, whatever it is called, unless it is a type of the user's.
    pub(super) fn is_text(&self, id: TypeId) -> bool {
        self.names.replacement(id).is_none()
            && matches!(self.kind(id), TypeKind::String(format) if self.stays_text(*format))
    }

    /// Whether text of a format has no type of its own.
    pub(super) fn stays_text(&self, format: StringFormat) -> bool {
        match format {
            StringFormat::DateTime | StringFormat::Date => self.options.dates_as_text,
            StringFormat::Base64
            | StringFormat::Uuid
            | StringFormat::Ipv4
            | StringFormat::Ipv6 => false,
            _ => true,
        }
    }
}

fn integer(format: IntegerFormat) -> Type {
    Type::Builtin(match format {
        IntegerFormat::Int32 => "i32",
        IntegerFormat::Int64 | IntegerFormat::UnixTime => "i64",
        IntegerFormat::UInt32 => "u32",
        IntegerFormat::UInt64 => "u64",
    })
}
