//! What path templates have to be (OpenAPI 3.0 §4.7.8).

use std::collections::{BTreeMap, BTreeSet};

use super::Builder;
use super::parameters::path_variables;
use crate::diagnostic::{Code, Diagnostic};

impl Builder<'_, '_> {
    /// Reports paths that only differ in what their variables are called, and variables that are
    /// twice in a path.
    pub(super) fn report_paths(&mut self) {
        let document = self.document;
        let mut first: BTreeMap<String, (&str, &crate::source::Pointer)> =
            BTreeMap::new();
        let mut seen = BTreeSet::new();
        for operation in &document.operations {
            let (path, at) = (operation.path.as_str(), &operation.path_item.at);
            if !seen.insert(path) {
                continue;
            }
            let mut names = BTreeSet::new();
            for (name, _) in path_variables(path) {
                if !names.insert(name) {
                    let message = format!("`{path}` has `{{{name}}}` twice");
                    let twice = Diagnostic::new(Code::Repaired, at, message).at_key();
                    self.report(
                        twice
                            .note("one argument stands in both places")
                            .help("give each variable a name of its own"),
                    );
                }
            }
            let Some((other, other_at)) = first.insert(template(path), (path, at))
            else {
                continue;
            };
            let message = format!("`{path}` is the same path as `{other}`");
            let same = Diagnostic::new(Code::Repaired, at, message).at_key();
            self.report(
                same.and_at(other_at, "the same with other names")
                    .note("the calls of both are in the SDK")
                    .help("write the methods of both under one path"),
            );
        }
    }
}

/// A path whose variables have no names. Those with a pattern, or of several segments, stay: that
/// tells them apart.
fn template(path: &str) -> String {
    let mut parts = path.split('{');
    let mut template = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('}') {
            Some((name, rest)) if !name.contains(['=', '/']) => {
                template.push_str("{}");
                template.push_str(rest);
            }
            _ => {
                template.push('{');
                template.push_str(part);
            }
        }
    }
    template
}
