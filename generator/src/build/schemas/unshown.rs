//! What a schema says that no type of Rust shows: it is reported, so that nobody misses it.

use super::objects::has_json_content;
use crate::build::Builder;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Node;

/// Keywords that say which values are valid, but nothing about how they are shaped.
const KEYWORDS: [&str; 10] = [
    "not",
    "if",
    "then",
    "else",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "contains",
    "propertyNames",
    "contentSchema",
];

impl<'t> Builder<'t, '_> {
    /// Reports the keywords of a schema that do not show in its type.
    pub(super) fn report_unshown(&mut self, node: &Node<'t>) {
        // What the data of an event holds has a type, unless `passes` finds that it is no event.
        let of_event = node.at.last() == Some("data") && has_json_content(node);
        for key in KEYWORDS {
            if node.has(key) && !(of_event && key == "contentSchema") {
                self.unshown(node, key);
            }
        }
    }

    /// Reports a keyword that does not show in the type of a schema.
    pub(super) fn unshown(&mut self, node: &Node<'t>, key: &str) {
        let message = format!("`{key}` does not show in the type of the schema");
        self.report(
            Diagnostic::new(Code::UnsupportedKeyword, &node.at.child(key), message)
                .at_key()
                .help("nothing has to change: the server checks it"),
        );
    }
}
