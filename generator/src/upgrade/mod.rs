//! Every version of OpenAPI → the one shape that `document` holds.
//!
//! Overlays and fix-ups change the tree first; then a reader for the version makes the typed
//! document. What is the same in all versions, schemas above all, stays in the tree: `build`
//! reads the spellings of all of them.

mod body_parameters;
mod collection_formats;
mod edit;
mod fixups;
mod locations;
mod media_types;
mod openapi3;
mod overlay;
mod parameters;
mod paths;
mod server_urls;
mod servers;
mod statuses;
mod streaming;
mod swagger2;
mod templates;
mod variables;

pub(crate) use media_types::content_kind;
pub(crate) use streaming::unknown_end;

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{self, Document, Node, resolve};
use crate::load::Loader;
use crate::model::Docs;
use crate::source::{FileId, SourceSet};

/// Applies the overlays and then the fix-ups of the configuration to the tree of the first file, and
/// says which files stand for URLs.
pub(crate) fn change(config: &Config, loader: &mut Loader<'_>) {
    let files = config.files.iter();
    let files = files.map(|(url, path)| (url.get_ref().to_string(), path.clone()));
    loader.sources.map_urls(files.collect());
    for path in &config.overlays {
        overlay::apply(path.get_ref(), loader);
    }
    fixups::apply(config, loader);
}

/// Reads the typed document from the tree of the first file.
pub(crate) fn upgrade<'t>(
    sources: &'t SourceSet,
    diagnostics: &mut Diagnostics,
) -> Document<'t> {
    let root = resolve::root(sources, FileId::ROOT);
    let mut reader = Reader { sources, diagnostics };
    if document::is_swagger(&root) {
        swagger2::read(&mut reader, root)
    } else {
        openapi3::read(&mut reader, root)
    }
}

/// What the readers of all versions need.
struct Reader<'t, 'd> {
    sources: &'t SourceSet,
    diagnostics: &'d mut Diagnostics,
}

/// The methods of a path item, in the order of the specification, with their keys.
const METHODS: [&str; 8] =
    ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

impl<'t> Reader<'t, '_> {
    /// Follows a reference; what leads nowhere is reported.
    fn follow(&mut self, node: &Node<'t>) -> Option<Node<'t>> {
        resolve::follow(self.sources, node, self.diagnostics)
    }

    /// What a reference says of its target.
    fn beside(&self, node: &Node<'_>) -> Docs {
        document::beside(&resolve::root(self.sources, FileId::ROOT), node)
    }

    /// The members of the object at `key`, also where that is a reference.
    fn entries_of(&mut self, node: &Node<'t>, key: &str) -> Vec<(&'t str, Node<'t>)> {
        resolve::entries_of(self.sources, node, key, self.diagnostics)
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.report(diagnostic);
    }

    /// The operations of a path item: key, method in upper case and node.
    fn methods(&mut self, item: &Node<'t>) -> Vec<(String, Node<'t>)> {
        let mut operations = Vec::new();
        for (key, node) in item.entries() {
            let lower = key.to_ascii_lowercase();
            if lower == "query" || METHODS.contains(&lower.as_str()) {
                let Some(node) = self.follow(&node) else { continue };
                if node.object().is_some() {
                    operations.push((lower.to_ascii_uppercase(), node));
                } else {
                    self.report(
                        Diagnostic::new(
                            Code::WrongType,
                            &node.at,
                            format!("the operation `{key}` is not an object"),
                        )
                        .help("write an operation object with `responses`"),
                    );
                }
            }
        }
        operations
    }
}
