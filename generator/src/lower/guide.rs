//! What people read: the crate's docs, README.md, api.md, the example.

use super::Lowering;
use super::docs::{Text, brief};
use crate::rust::Guide;

impl Lowering<'_> {
    /// What the texts of the SDK say about it.
    pub(super) fn guide(&self) -> Guide {
        let mut docs = Text::default();
        let summary = brief(&self.api.docs);
        docs.paragraph(&format!("Client for the {} API.", self.api.title));
        Guide {
            title: self.api.title.clone(),
            summary,
            crate_docs: docs.into_docs(),
            ..Guide::default()
        }
    }
}
