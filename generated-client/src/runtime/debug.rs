//! `Debug` of structures, by their table of members instead of derived code.

use std::fmt::{self, Debug, DebugStruct, Formatter};

use serde::Serialize;

use super::object::{self, Sink};
use super::{Literal, Object};

/// What stands for a value that is not shown.
pub const REDACTED: &str = "[redacted]";

/// Shows a structure: its name, and each member by its key in JSON. What is left out when it is
/// sent is left out here too, so that large structures show what is in them.
///
/// # Errors
///
/// That of the formatter.
pub fn debug<T: Object>(value: &T, formatter: &mut Formatter<'_>) -> fmt::Result {
    let shown = formatter.debug_struct(object::name::<T>());
    let mut sink = Shown { shown, secrets: T::SECRETS };
    object::put_all(value, &mut sink);
    sink.shown.finish()
}

/// A structure that is being shown, and the keys of what is not.
struct Shown<'a, 'f> {
    shown: DebugStruct<'a, 'f>,
    secrets: &'static [&'static str],
}

impl Sink for Shown<'_, '_> {
    fn put<T: Serialize + Debug>(&mut self, key: &str, value: &T) {
        match self.secrets.contains(&key) {
            true => self.shown.field(key, &REDACTED),
            false => self.shown.field(key, value),
        };
    }

    fn put_constant(&mut self, key: &'static str, value: &'static Literal) {
        self.shown.field(key, constant(value));
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
