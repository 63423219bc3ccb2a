//! `Debug` of structures, by their table of members instead of derived code.

use std::collections::BTreeMap;
use std::fmt::{self, Debug, DebugStruct, Formatter};

use serde::Serialize;

use super::{Field, Literal, Members, Object};

/// Shows a structure: its name, and each member by its key in JSON. What is left out when it is
/// sent is left out here too, so that large structures show what is in them.
///
/// # Errors
///
/// That of the formatter.
pub fn debug<T: Object>(object: &T, formatter: &mut Formatter<'_>) -> fmt::Result {
    let mut shown = formatter.debug_struct(T::NAME);
    show_fields(&mut shown, T::FIELDS, &|index, shown| object.write(index, shown))?;
    if T::REST {
        object.write_rest(Shown { members: &mut shown, key: "" })?;
    }
    shown.finish()
}

/// Shows all members of the table; the part that does not depend on the structure.
fn show_fields<'a, 'b>(
    members: &mut DebugStruct<'a, 'b>,
    fields: &'static [Field],
    show: &dyn Fn(usize, Shown<'_, 'a, 'b>) -> fmt::Result,
) -> fmt::Result {
    for (index, field) in fields.iter().enumerate() {
        match field {
            Field::Constant(key, value) => {
                members.field(key, constant(value));
            }
            field => show(index, Shown { members, key: field.key() })?,
        }
    }
    Ok(())
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

/// The place of a member that is being shown.
struct Shown<'f, 'a, 'b> {
    members: &'f mut DebugStruct<'a, 'b>,
    key: &'static str,
}

impl Members for Shown<'_, '_, '_> {
    type Error = fmt::Error;

    fn write<T: Serialize + Debug + ?Sized>(self, value: &T) -> fmt::Result {
        self.members.field(self.key, &value);
        Ok(())
    }

    fn write_entries<T: Serialize + Debug>(
        self,
        entries: &BTreeMap<String, T>,
    ) -> fmt::Result {
        for (key, value) in entries {
            self.members.field(key, value);
        }
        Ok(())
    }
}
