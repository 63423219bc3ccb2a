//! What the values of types can be in JSON.

use std::collections::BTreeSet;

use crate::model::{TypeKind, TypeRef, Types};

/// What the values of types can be in JSON, null aside.
#[derive(Default)]
pub(super) struct Values {
    /// Texts, numbers and truth values.
    pub(super) scalars: bool,
    pub(super) arrays: bool,
    pub(super) objects: bool,
    /// Anything: nothing is said of them.
    pub(super) any: bool,
    /// The types of their elements and members.
    pub(super) inside: Vec<TypeRef>,
}

impl Values {
    /// What the values of these types can be.
    pub(super) fn of(types: &Types, of: impl IntoIterator<Item = TypeRef>) -> Self {
        let mut found = Self::default();
        let mut seen = BTreeSet::new();
        let mut open: Vec<TypeRef> = of.into_iter().collect();
        while let Some(schema) = open.pop() {
            let id = types.behind(schema).id;
            if !seen.insert(id) {
                continue;
            }
            let kind = &types[id].kind;
            match kind {
                TypeKind::Union(_) => kind.each_part(&mut |part| open.push(*part)),
                TypeKind::List(_) | TypeKind::Tuple(_) => found.arrays = true,
                TypeKind::Struct(_) | TypeKind::Map(_) => found.objects = true,
                TypeKind::Any(_) => found.any = true,
                kind => found.scalars |= kind.is_scalar(),
            }
            if !matches!(kind, TypeKind::Union(_)) {
                kind.each_part(&mut |part| found.inside.push(*part));
            }
        }
        found
    }

    /// Whether all of them have elements or members.
    pub(super) fn are_parted(&self) -> bool {
        (self.arrays || self.objects) && !self.scalars && !self.any
    }
}
