//! `Debug` of structures, by their table of members instead of derived code.

use std::collections::BTreeMap;
use std::fmt::{self, Debug, DebugStruct, Formatter};
use std::slice::Iter;

use serde::Serialize;

use super::{Field, Literal, Members, Object, object};

/// Shows a structure: its name, and each member by its key in JSON. What is left out when it is
/// sent is left out here too, so that large structures show what is in them.
///
/// # Errors
///
/// That of the formatter.
pub fn debug<T: Object>(value: &T, formatter: &mut Formatter<'_>) -> fmt::Result {
    let mut members = formatter.debug_struct(object::name::<T>());
    let mut shown = Shown { members: &mut members, fields: T::FIELDS.iter() };
    value.write(&mut shown);
    shown.skip();
    if T::REST {
        value.write_rest(&mut shown);
    }
    members.finish()
}

/// The value of a constant without what kind of literal it is.
fn constant(value: &Literal) -> &dyn Debug {
    match value {
        Literal::Null => &None::<()>,
        Literal::Boolean(value) => value,
        Literal::Integer(value) => value,
        Literal::Number(value) => value,
        Literal::Text(value) => value,
    }
}

/// The members of a structure that is being shown.
struct Shown<'f, 'a, 'b> {
    members: &'f mut DebugStruct<'a, 'b>,
    fields: Iter<'static, Field>,
}

impl Shown<'_, '_, '_> {
    /// The key of the next member that is not a constant; shows the constants before it.
    fn next_key(&mut self) -> Option<&'static str> {
        for field in self.fields.by_ref() {
            let Field::Constant(key, value) = field else { return Some(field.key()) };
            self.members.field(key, constant(value));
        }
        None
    }
}

impl Members for Shown<'_, '_, '_> {
    fn write<T: Serialize + Debug>(&mut self, value: &T) {
        if let Some(key) = self.next_key() {
            self.members.field(key, value);
        }
    }

    fn skip(&mut self) {
        self.next_key();
    }

    fn write_entries<T: Serialize + Debug>(&mut self, entries: &BTreeMap<String, T>) {
        for (key, value) in entries {
            self.members.field(key, value);
        }
    }
}
