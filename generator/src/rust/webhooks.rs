//! Functions that read what the API sends to the user.

use super::{Docs, Ident, Type};

/// A function that reads the body of a webhook or a callback.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct WebhookParser {
    /// Its name.
    pub name: Ident,
    /// What it says of itself.
    pub docs: Docs,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// What the description calls the webhook; for messages of errors.
    pub webhook: String,
    /// What it gives.
    pub ty: Type,
}
