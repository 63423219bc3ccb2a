//! Types as they are spelled.

use super::Ident;

/// The index of a type in [`Symbols`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SymbolId(pub usize);

/// The names of all types of the SDK.
#[derive(Clone, Debug, Default)]
pub(crate) struct Symbols(Vec<Symbol>);

/// A type that has a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Symbol {
    /// The module under whose path users find it.
    pub module: Vec<Ident>,
    /// Its name.
    pub name: Ident,
}

impl Symbols {
    /// Adds a name.
    pub(crate) fn add(&mut self, symbol: Symbol) -> SymbolId {
        self.0.push(symbol);
        SymbolId(self.0.len() - 1)
    }

    /// All names.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (SymbolId, &Symbol)> {
        self.0.iter().enumerate().map(|(index, symbol)| (SymbolId(index), symbol))
    }
}

impl std::ops::Index<SymbolId> for Symbols {
    type Output = Symbol;

    fn index(&self, id: SymbolId) -> &Symbol {
        &self.0[id.0]
    }
}

/// A type as it is spelled.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Type {
    /// A type of the prelude or of the language: `bool`, `String`, `i64`, `()`.
    Builtin(&'static str),
    /// A type of another crate or of std, by its full path.
    External(&'static str),
    /// A type of the embedded runtime.
    Runtime(&'static str),
    /// A type of the SDK.
    Named(SymbolId),
    /// A type of the user's own, by the path that the configuration gives.
    User(String),
    /// `Vec<T>`.
    Vec(Box<Self>),
    /// `BTreeMap<String, T>`.
    Map(Box<Self>),
    /// `(A, B)`.
    Tuple(Vec<Self>),
    /// `Option<T>`.
    Option(Box<Self>),
    /// `Nullable<T>` of the runtime: left out, null, or a value.
    Nullable(Box<Self>),
    /// `Box<T>`.
    Box(Box<Self>),
}

impl Type {
    /// Text.
    pub(crate) const STRING: Self = Self::Builtin("String");

    /// A file of a multipart body.
    pub(crate) const FILE: Self = Self::Runtime("multipart::FilePart");

    /// A multipart body that the caller fills in.
    pub(crate) const FORM: Self = Self::Runtime("multipart::Multipart");

    /// JSON of any kind.
    pub(crate) const JSON: Self = Self::External("serde_json::Value");

    /// Whether a value of it has one of a type of the user's own, whatever it holds.
    pub(crate) fn has_user_type(&self) -> bool {
        match self {
            Self::User(_) => true,
            Self::Tuple(items) => items.iter().any(Self::has_user_type),
            Self::Box(inner) => inner.has_user_type(),
            _ => false,
        }
    }

    /// `Option<T>`, or `T` itself when that is one.
    #[must_use]
    pub(crate) fn optional(self) -> Self {
        match self {
            Self::Option(_) | Self::Nullable(_) => self,
            other => Self::Option(Box::new(other)),
        }
    }
}
