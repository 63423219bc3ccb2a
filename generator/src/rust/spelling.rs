//! Types as text.

use super::{SymbolId, Type};

/// A type that has a name.
#[derive(Clone, Copy)]
pub(crate) enum TypePath<'t> {
    /// Of the language, of another crate or of the user, by its path.
    Outside(&'t str),
    /// Of the embedded runtime, by its path there.
    Runtime(&'t str),
    /// Of the SDK.
    Own(SymbolId),
}

impl Type {
    /// The type as text; `name` writes what has a name.
    pub(crate) fn spelled(&self, name: &dyn Fn(TypePath<'_>) -> String) -> String {
        const MAP: TypePath<'static> = TypePath::Outside("std::collections::BTreeMap");
        const NULLABLE: TypePath<'static> = TypePath::Runtime("Nullable");
        let inner = |ty: &Self| ty.spelled(name);
        match self {
            Self::Builtin(path) | Self::External(path) => name(TypePath::Outside(path)),
            Self::User(path) => name(TypePath::Outside(path)),
            Self::Runtime(path) => name(TypePath::Runtime(path)),
            Self::Named(symbol) => name(TypePath::Own(*symbol)),
            Self::Vec(item) => format!("Vec<{}>", inner(item)),
            Self::Map(item) => format!("{}<String, {}>", name(MAP), inner(item)),
            Self::Tuple(items) => match items.as_slice() {
                [only] => format!("({},)", inner(only)),
                items => {
                    let items: Vec<String> = items.iter().map(inner).collect();
                    format!("({})", items.join(", "))
                }
            },
            Self::Option(item) => format!("Option<{}>", inner(item)),
            Self::Nullable(item) => format!("{}<{}>", name(NULLABLE), inner(item)),
            Self::Box(item) => format!("Box<{}>", inner(item)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_is_wanted_wherever_they_stand() {
        let boxed = Type::Box(Box::new(Type::Runtime("Date")));
        let tuple = Type::Tuple(vec![Type::Nullable(Box::new(boxed))]);
        let map = Type::Option(Box::new(Type::Map(Box::new(tuple))));
        let name = |named: TypePath<'_>| match named {
            TypePath::Outside(path) => path.replace("std::collections::", ""),
            TypePath::Runtime(path) => format!("sdk::{path}"),
            TypePath::Own(_) => unreachable!("none is there"),
        };
        let expected = "Option<BTreeMap<String, (sdk::Nullable<Box<sdk::Date>>,)>>";
        assert_eq!(map.spelled(&name), expected);
    }
}
