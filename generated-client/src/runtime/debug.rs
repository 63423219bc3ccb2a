//! `Debug` of structures, by their table of members instead of derived code.

use std::fmt::{self, Debug, DebugStruct, Formatter, Write};

use serde::Serialize;

use super::object::{self, Sink};
use super::{Field, Literal, Object};

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
    let known = T::SECRET_REST.then_some(T::FIELDS);
    let mut sink = Shown { shown, secrets: T::SECRETS, known };
    object::put_all(value, &mut sink);
    sink.shown.finish()
}

/// Shows a variant of an enum: its name, and what it holds.
///
/// # Errors
///
/// That of the formatter.
pub fn debug_variant(
    name: &str,
    value: &dyn Debug,
    formatter: &mut Formatter<'_>,
) -> fmt::Result {
    formatter.debug_tuple(name).field(value).finish()
}

/// A structure that is being shown, and the keys of what is not.
struct Shown<'a, 'f> {
    shown: DebugStruct<'a, 'f>,
    secrets: &'static [&'static str],
    /// The table of members, where all that are not in it are secrets too.
    known: Option<&'static [Field]>,
}

impl Shown<'_, '_> {
    fn is_secret(&self, key: &str) -> bool {
        let is_known = |fields: &[Field]| fields.iter().any(|field| field.key() == key);
        self.secrets.contains(&key) || self.known.is_some_and(|fields| !is_known(fields))
    }

    /// Shows that there is a secret; that there is none is no secret.
    fn put_secret(&mut self, key: &str, value: &dyn Debug) {
        let shown: &dyn Debug = if is_null(value) { &None::<()> } else { &REDACTED };
        self.shown.field(key, shown);
    }
}

/// Whether a value is shown as null is. What it says otherwise is compared and goes nowhere.
fn is_null(value: &dyn Debug) -> bool {
    ["None", "Null"].into_iter().any(|null| {
        let mut expected = Expected(null);
        write!(expected, "{value:?}").is_ok() && expected.0.is_empty()
    })
}

/// What has to be written yet; writing anything else is an error.
struct Expected(&'static str);

impl Write for Expected {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = self.0.strip_prefix(text).ok_or(fmt::Error)?;
        Ok(())
    }
}

impl Sink for Shown<'_, '_> {
    fn put<T: Serialize + Debug>(&mut self, key: &str, value: &T) {
        match self.is_secret(key) {
            true => self.put_secret(key, value),
            false => drop(self.shown.field(key, value)),
        }
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
