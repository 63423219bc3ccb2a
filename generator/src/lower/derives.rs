//! The traits that types derive.

use super::Lowering;
use super::enums::EnumParts;
use crate::model::{StringFormat, TypeId, TypeKind, TypeRef};

/// A trait of std that a type can have only when its parts have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Known {
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Copy,
    Default,
}

impl Known {
    /// The trait that a path names; `None` for one that only its author knows.
    fn of(path: &str) -> Option<Self> {
        let name = path.rsplit("::").next()?;
        let all = [
            ("PartialEq", Self::PartialEq),
            ("Eq", Self::Eq),
            ("Hash", Self::Hash),
            ("PartialOrd", Self::PartialOrd),
            ("Ord", Self::Ord),
            ("Copy", Self::Copy),
            ("Default", Self::Default),
        ];
        let short = path == name || path.trim_start_matches("::").starts_with("std::");
        all.into_iter()
            .find(|(known, _)| short && *known == name)
            .map(|(_, known)| known)
    }

    /// The traits that it cannot be without.
    fn needs(self) -> &'static [&'static str] {
        match self {
            Self::Eq | Self::PartialOrd => &["PartialEq"],
            Self::Ord => &["PartialEq", "Eq", "PartialOrd"],
            Self::PartialEq | Self::Hash | Self::Copy | Self::Default => &[],
        }
    }

    /// Whether the type of a format that does not stay text has it.
    fn of_format(self, format: StringFormat) -> bool {
        match self {
            Self::Copy => format != StringFormat::Base64,
            Self::Default => matches!(format, StringFormat::Base64 | StringFormat::Uuid),
            _ => true,
        }
    }

    /// Whether an enum of values has it, which has a variant for values that are not known. Texts
    /// are equal by what they say, which a derived order would not go by.
    fn of_enum(self, parts: EnumParts) -> bool {
        match (self, parts) {
            (Self::Default, _) => false,
            (known, EnumParts::Text) => {
                !matches!(known, Self::Copy | Self::PartialOrd | Self::Ord)
            }
            (known, EnumParts::Json) => known == Self::PartialEq,
            (_, EnumParts::Number) => true,
        }
    }

    /// Whether JSON of any kind has it.
    fn of_json(self) -> bool {
        matches!(self, Self::PartialEq | Self::Eq | Self::Default)
    }
}

impl Lowering<'_> {
    /// The traits that a struct derives. `Debug` is not among them: the runtime shows what is in
    /// the table of members, which costs a fourth of the derive to compile.
    pub(super) fn struct_derives(&self, id: TypeId, default: bool) -> Vec<String> {
        let mut derives = self.derives(id, default);
        derives.retain(|one| one != "Debug");
        derives
    }

    /// The traits that a union or another name for a type derives.
    pub(super) fn derives(&self, id: TypeId, default: bool) -> Vec<String> {
        let mut derives = vec!["Clone", "Debug"];
        derives.extend(default.then_some("Default"));
        derives.extend(self.options.comparable.then_some("PartialEq"));
        self.with_further_derives(id, &derives)
    }

    /// Those traits and the ones that the configuration adds: to this type as it says, to all
    /// types where their parts allow it.
    pub(super) fn with_further_derives(&self, id: TypeId, own: &[&str]) -> Vec<String> {
        let mut derives: Vec<String> = own.iter().map(|&one| one.to_owned()).collect();
        let mut add = |derive: &str| {
            if !derives.iter().any(|one| one == derive) {
                derives.push(derive.to_owned());
            }
        };
        for derive in &self.options.derive_all {
            let known = Known::of(derive);
            if known.is_none_or(|known| self.can_derive(id, known)) {
                known.iter().flat_map(|known| known.needs()).for_each(|one| add(one));
                add(derive);
            }
        }
        let further = self.type_options(id).map(|one| &*one.derives).unwrap_or_default();
        further.iter().for_each(|derive| add(derive));
        derives
    }

    /// Whether a type can derive a trait: everything that it is made of has it, if it derives it
    /// too.
    fn can_derive(&self, id: TypeId, known: Known) -> bool {
        let mut cannot = self.cannot_derive.borrow_mut();
        !cannot.entry(known).or_insert_with(|| self.without(known))[id.0]
    }

    /// For each type whether it is without a trait: it cannot have it, or something that it is
    /// made of is without it.
    fn without(&self, known: Known) -> Vec<bool> {
        let types = &self.api.types;
        let mut without = vec![false; types.len()];
        let mut made_of: Vec<Vec<TypeId>> = vec![Vec::new(); types.len()];
        let mut open = Vec::new();
        for id in types.ids() {
            let mut parts = Vec::new();
            if !self.allows(id, known, &mut parts) {
                open.push(id);
            }
            parts.into_iter().for_each(|part| made_of[part.0].push(id));
        }
        while let Some(id) = open.pop() {
            if !std::mem::replace(&mut without[id.0], true) {
                open.extend(&made_of[id.0]);
            }
        }
        without
    }

    /// Whether a type has a trait when the parts do that are added to `parts`.
    fn allows(&self, id: TypeId, known: Known, parts: &mut Vec<TypeId>) -> bool {
        // What the user's own types have is not known here.
        if self.names.replacement(id).is_some() {
            return false;
        }
        let def = &self.api.types[id];
        let collects = matches!(known, Known::Default);
        match &def.kind {
            TypeKind::Any(_) => known.of_json(),
            TypeKind::Null | TypeKind::Boolean | TypeKind::Integer(_) => true,
            TypeKind::Number(_) => {
                !matches!(known, Known::Eq | Known::Hash | Known::Ord)
            }
            TypeKind::String(format) if self.stays_text(*format) => known != Known::Copy,
            TypeKind::String(format) => known.of_format(*format),
            TypeKind::Enum(values) => known.of_enum(EnumParts::of(values)),
            // A list and a map are there without what is in them.
            TypeKind::List(_) | TypeKind::Map(_) if collects => true,
            TypeKind::List(_) | TypeKind::Map(_) if known == Known::Copy => false,
            TypeKind::Union(_) if !known.of_json() || collects => false,
            TypeKind::Struct(object) => {
                if known == Known::Copy && object.rest.is_some() {
                    return false;
                }
                let user = |name: &str| {
                    let options = self.type_options(id);
                    options
                        .and_then(|one| one.fields.get(name))
                        .is_some_and(|field| field.replace.is_some())
                };
                for field in object.fields.iter().filter(|one| one.constant.is_none()) {
                    let boxed = self.recursion.needs_box(id, field.schema.id);
                    let optional = !field.required || self.is_nullable(field.schema);
                    if user(&field.name) || (known == Known::Copy && boxed) {
                        return false;
                    }
                    if !(collects && optional) {
                        parts.push(field.schema.id);
                    }
                }
                let rest = object.rest.filter(|_| !collects);
                parts.extend(rest.map(|rest| rest.id));
                true
            }
            kind @ (TypeKind::Alias(_)
            | TypeKind::List(_)
            | TypeKind::Map(_)
            | TypeKind::Tuple(_)
            | TypeKind::Union(_)) => {
                kind.each_part(&mut |part: &TypeRef| parts.push(part.id));
                true
            }
        }
    }
}
