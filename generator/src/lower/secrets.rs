//! What nobody should read: `format: password` and `x-ms-secret`.

use std::collections::BTreeSet;

use super::Lowering;
use crate::model::{TypeId, TypeKind};

impl Lowering<'_> {
    /// Whether nobody should read a value, or what is in a list or a map. Structures and unions
    /// are not meant: their own `Debug` knows which of their parts is not shown.
    pub(super) fn is_secret(&self, id: TypeId) -> bool {
        let mut open = vec![id];
        let mut seen = BTreeSet::new();
        while let Some(id) = open.pop() {
            let def = &self.api.types[id];
            let format = def.constraints.format.as_deref();
            if def.constraints.secret || format == Some("password") {
                return true;
            }
            let shows_itself =
                matches!(def.kind, TypeKind::Struct(_) | TypeKind::Union(_));
            if seen.insert(id) && !shows_itself {
                def.kind.each_part(&mut |part| open.push(part.id));
            }
        }
        false
    }
}
