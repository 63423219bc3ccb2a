//! Enums of types: unions, and the answers of an operation by status.

use serde_json::Value;

use super::{Docs, Ident, Type};

/// An enum of types, open for branches that the description does not know.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Union {
    /// Its name.
    pub name: Ident,
    /// What it is.
    pub docs: Docs,
    /// Traits to derive, in order.
    pub derives: Vec<String>,
    /// Further attributes, as the configuration has them.
    pub attributes: Vec<String>,
    /// Its branches; `Unknown` is not among them.
    pub variants: Vec<UnionVariant>,
    /// Whether some branch holds, however deep, what nobody should read: a value that no branch
    /// was found for may have it too.
    pub secret: bool,
    /// What tells them apart.
    pub evidence: Evidence,
    /// Whether the branches differ in size so much that clippy has something to say.
    pub uneven: bool,
}

/// A branch of a union.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct UnionVariant {
    /// Its name.
    pub name: Ident,
    /// What it is.
    pub docs: Docs,
    /// What it holds.
    pub ty: Type,
    /// Whether `From` can be written for it: no other branch holds the same type.
    pub from: bool,
    /// How text becomes it by itself, where it is any text and `From` can be written.
    pub from_text: Option<FromText>,
    /// Whether `Debug` does not show what it holds.
    pub secret: bool,
    /// How it is read.
    pub reading: Reading,
    /// Whether it is a union that is asked if it knows a value: others may know it.
    pub asked: bool,
    /// The value that the tag is written with when the branch itself has no field for it.
    pub tag: Option<Value>,
}

/// How text becomes a branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum FromText {
    /// It is a `String`: only `&str` wants a conversion of its own.
    Owned,
    /// It is a type that any text becomes.
    Converted,
}

/// How a branch is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Reading {
    /// As its type says.
    Plain,
    /// As whole numbers, or what holds nothing else.
    Integers,
    /// As a union.
    Nested,
}

/// What tells the branches of a union apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Evidence {
    /// The value of a member.
    Tag {
        /// The member.
        property: String,
        /// The value and the variant.
        values: Vec<(Value, usize)>,
        /// The variant of what has none of these values.
        default: Option<usize>,
        /// The variants of what has none of these values, where rules tell them.
        rules: Vec<(Rule, usize)>,
    },
    /// Rules: the first that holds.
    Rules(Vec<(Rule, usize)>),
}

/// What must hold for a value to be of a branch.
pub(crate) use crate::model::Rule;

/// The answers of an operation that its status tells apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ByStatus {
    /// Its name.
    pub name: Ident,
    /// What it is.
    pub docs: Docs,
    /// The traits that it derives, in order.
    pub derives: Vec<String>,
    /// Whether the answers are errors, or what a successful call gives.
    pub outcome: Outcome,
    /// The answers, sorted by status, the most exact first.
    pub variants: Vec<StatusVariant>,
    /// Whether the variants differ in size so much that clippy has something to say.
    pub uneven: bool,
}

/// What the answers of a [`ByStatus`] stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Outcome {
    /// Success: one of the variants is for all statuses that no other is for.
    Success,
    /// Errors.
    Failure,
}

/// An answer that comes with a status.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct StatusVariant {
    /// Its name, such as `NotFound`.
    pub name: Ident,
    /// When it comes.
    pub docs: Docs,
    /// The docs without the description's words, where the docs of the operation have all of
    /// them: for errors that several operations share.
    pub plain_docs: Option<Docs>,
    /// What its body is.
    pub body: StatusBody,
    /// Whether `Debug` does not show the body.
    pub secret: bool,
    /// The statuses that it is for.
    pub statuses: Statuses,
}

/// The body of a [`StatusVariant`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum StatusBody {
    /// None.
    Empty,
    /// Text.
    Text,
    /// JSON of this type.
    Json(Type),
    /// JSON of this type, which is whole numbers, or holds nothing else.
    Integers(Type),
}

impl StatusBody {
    /// The type of what is read as JSON.
    fn ty(&self) -> Option<&Type> {
        match self {
            Self::Json(ty) | Self::Integers(ty) => Some(ty),
            Self::Empty | Self::Text => None,
        }
    }
}

impl ByStatus {
    /// Whether a body is what nobody should read.
    pub(crate) fn has_secrets(&self) -> bool {
        self.variants.iter().any(|variant| variant.secret)
    }

    /// The body of errors with several statuses that all have the same.
    pub(crate) fn only_body(&self) -> Option<&Type> {
        let [first, others @ ..] = self.variants.as_slice() else { return None };
        let body = first.body.ty()?;
        let is_same = !others.is_empty()
            && others.iter().all(|other| other.body.ty() == Some(body));
        (self.outcome == Outcome::Failure && is_same).then_some(body)
    }

    /// The types of the bodies.
    pub(crate) fn types(&self) -> impl Iterator<Item = &Type> {
        self.variants.iter().filter_map(|variant| variant.body.ty())
    }

    /// The same, to be changed.
    pub(crate) fn types_mut(&mut self) -> impl Iterator<Item = &mut Type> {
        self.variants.iter_mut().filter_map(|variant| match &mut variant.body {
            StatusBody::Json(ty) | StatusBody::Integers(ty) => Some(ty),
            StatusBody::Empty | StatusBody::Text => None,
        })
    }
}

/// Statuses of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Statuses {
    /// One.
    Exact(u16),
    /// From the first to the last.
    Range(u16, u16),
    /// All that nothing else is for.
    Any,
}
