//! `Debug` of structures, by their table of members instead of derived code.

use std::fmt::{self, Debug, DebugStruct, Formatter};

use serde::Serialize;

use super::object::{self, Sink};
use super::{Literal, Object};

/// Shows a structure: its name, and each member by its key in JSON. What is left out when it is
/// sent is left out here too, so that large structures show what is in them.
///
/// # Errors
///
/// That of the formatter.
pub fn debug<T: Object>(value: &T, formatter: &mut Formatter<'_>) -> fmt::Result {
    let mut shown = formatter.debug_struct(object::name::<T>());
    object::put_all(value, &mut shown);
    shown.finish()
}

impl Sink for DebugStruct<'_, '_> {
    fn put<T: Serialize + Debug>(&mut self, key: &str, value: &T) {
        self.field(key, value);
    }

    fn put_constant(&mut self, key: &'static str, value: &'static Literal) {
        self.field(key, constant(value));
    }
}

/// The value of a constant without what kind of literal it is.
fn constant(value: &Literal) -> &dyn Debug {
    match value {
        Literal::Null => &None::<()>,
        Literal::Boolean(value) => value,
        Literal::Integer(value) => value,
        Literal::Unsigned(value) => value,
        Literal::Number(value) => value,
        Literal::Text(value) => value,
    }
}
