//! Texts of docs: paragraphs, items of lists, and what a description says.

use super::docs::ended;
use super::inline;
use super::markdown::{begins_block, clean};
use crate::model::Docs as Texts;
use crate::rust::Docs;

/// Collects paragraphs.
#[derive(Default)]
pub(super) struct Text(String);

impl Text {
    /// Adds a block that is clean and wrapped.
    pub(super) fn block(&mut self, block: &str) {
        if block.is_empty() {
            return;
        }
        if !self.0.is_empty() {
            self.0.push_str("\n\n");
        }
        self.0.push_str(block);
    }

    /// Adds a paragraph that is clean but not wrapped.
    pub(super) fn paragraph(&mut self, text: &str) {
        let mut wrapped = String::with_capacity(text.len() + 8);
        if !text.is_empty() {
            inline::wrap(&mut wrapped, text, "", "");
        }
        self.block(&wrapped);
    }

    /// Adds an item of a list that is clean but not wrapped; the first parts from what stands
    /// before.
    pub(super) fn item(&mut self, text: &str, first: bool) {
        let mut wrapped = String::with_capacity(text.len() + 8);
        inline::wrap(&mut wrapped, text, "- ", "  ");
        if first {
            self.block(&wrapped);
        } else {
            self.0.push('\n');
            self.0.push_str(&wrapped);
        }
    }

    /// Adds an item with all that is said of a thing. What is more than a paragraph stands below
    /// it, as a part of the item.
    pub(super) fn described(
        &mut self,
        label: &str,
        docs: &Texts,
        further: &str,
        first: bool,
    ) {
        let mut said = Self::default();
        said.texts(docs);
        let said = said.0;
        let (head, rest) = match said.split_once("\n\n") {
            _ if !is_prose(&said) => ("", said.as_str()),
            Some((head, rest)) => (head, rest),
            None => (said.as_str(), ""),
        };
        let mut line = ended(inline::one_line(head));
        let mut below = rest.to_owned();
        if below.is_empty() && !further.is_empty() {
            line = format!("{line} {further}").trim_start().to_owned();
        } else if !further.is_empty() {
            below = format!("{}\n\n{further}", ended(below));
        }
        let colon = if line.is_empty() && below.is_empty() { "" } else { ":" };
        self.item(format!("{label}{colon} {line}").trim_end(), first);
        if !below.is_empty() {
            self.0.push('\n');
        }
        for text in below.split('\n').filter(|_| !below.is_empty()) {
            self.0.push_str(if text.is_empty() { "\n" } else { "\n  " });
            self.0.push_str(text);
        }
    }

    /// Adds what the description says.
    pub(super) fn texts(&mut self, docs: &Texts) {
        let summary = docs.summary.as_deref().map(clean).unwrap_or_default();
        let description = docs.description.as_deref().map(clean).unwrap_or_default();
        if !description.starts_with(summary.trim_end_matches('.')) {
            self.block(&ended(summary));
        }
        self.block(&description);
        if let Some(url) = &docs.external {
            let external = clean(&format!("See {url}"));
            self.block(&external);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn into_docs(self) -> Docs {
        Docs(self.0)
    }
}

impl From<Docs> for Text {
    /// Docs that more follows.
    fn from(docs: Docs) -> Self {
        Self(docs.0)
    }
}

/// Whether a clean text begins with a paragraph of prose, in which no line has to end.
fn is_prose(text: &str) -> bool {
    !begins_block(text)
        && !text.split("\n\n").next().is_some_and(|one| one.contains("\\\n"))
}
