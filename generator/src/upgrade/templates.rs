//! Path templates (OpenAPI 3.0 §4.7.8.1), as far as one can be told from what is written.

use super::Reader;
use indexmap::IndexMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::document::Node;
use crate::model::in_braces;
use crate::words::words;

/// A path without the expressions at its end that name query parameters: `{?page,size}` and
/// `{&page}` (RFC 6570 §3.2.8, §3.2.9).
fn without_query(path: &str) -> &str {
    let mut path = path;
    while let Some(inside) = path.strip_suffix('}')
        && let Some((before, expression)) = inside.rsplit_once('{')
        && expression.starts_with(['?', '&'])
    {
        path = before;
    }
    path
}

/// The query parameters that the end of a path names, and whether each is exploded, as in `{?ids*}`.
pub(super) fn queried(key: &str) -> IndexMap<String, bool> {
    let key = key.split('#').next().unwrap_or_default().trim();
    let expressions = key[without_query(key).len()..].split(['{', '}', '?', '&', ',']);
    let names = expressions.map(|written| {
        let name = written.trim().trim_end_matches('*');
        let name = name.split_once(':').map_or(name, |(name, _)| name);
        (name.to_owned(), written.trim().ends_with('*'))
    });
    names.filter(|(name, _)| !name.is_empty()).collect()
}

/// A path whose parameters end where their segment ends, if not before.
fn with_pairs_of_braces(path: &str) -> String {
    let mut paired = String::with_capacity(path.len());
    let mut left = path;
    while let Some(at) = left.find(['{', '}']) {
        paired.push_str(&left[..at]);
        let (brace, rest) = left[at..].split_at(1);
        left = rest;
        if brace == "}" {
            continue;
        }
        // A pattern has slashes between its braces, but no other brace.
        let end = match rest.find(['{', '}']) {
            Some(end) if rest[end..].starts_with('}') => end + 1,
            _ => rest.find(['/', '{']).unwrap_or(rest.len()),
        };
        let name = rest[..end].trim_end_matches('}');
        if !name.is_empty() || rest[..end].ends_with('}') {
            paired.extend(["{", name, "}"]);
        }
        left = &rest[end..];
    }
    paired + left
}

/// The name of the variable that a segment is where other tools write `:name` for `{name}`.
fn variable(segment: &str) -> Option<&str> {
    let name = segment.strip_prefix(':')?;
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    (begins && name.chars().all(is_part)).then_some(name)
}

/// A path whose variables of several segments have a pattern that says so: gateways write them
/// `{name+}`, and servers match what has no name by `**`.
fn with_patterns(path: &str) -> String {
    let names: Vec<&str> = in_braces(path).collect();
    let unnamed = match names.contains(&"path") {
        true => "{rest=**}",
        false => "{path=**}",
    };
    let mut segments = Vec::new();
    for segment in path.split('/') {
        let greedy =
            segment.strip_suffix("+}").filter(|rest| !rest.contains(['=', '}']));
        segments.push(match greedy {
            Some(rest) => format!("{rest}=**}}"),
            // A second one could not be told from the first.
            None if segment == "**" && path.matches("**").count() == 1 => {
                unnamed.to_owned()
            }
            None => segment.to_owned(),
        });
    }
    segments.join("/")
}

impl<'t> Reader<'t, '_> {
    /// The path of a path item: begins with a slash and has no query.
    pub(super) fn path(&mut self, key: &str, node: &Node<'t>) -> String {
        let mut path = self.with_slash(key, node);
        if let Some((before, fragment)) = path.split_once('#') {
            // Some descriptions tell operations on one path apart by a fragment.
            let note = format!("`#{fragment}` at the end of the path is not sent");
            self.report(Diagnostic::new(Code::Repaired, &node.at, note).at_key().help(
                "tell operations of one path apart by a parameter or by their methods",
            ));
            path = before.to_owned();
        }
        self.cut_query(&mut path, node);
        path = self.with_plain_variables(path, node);
        let paired = with_pairs_of_braces(&path);
        if paired != path {
            let message = format!(
                "the braces of `{path}` have no pairs; it was read as `{paired}`"
            );
            self.report(
                Diagnostic::new(Code::Repaired, &node.at, message)
                    .at_key()
                    .help("write `{` and `}` around the name of each parameter"),
            );
            path = paired;
        }
        let path = self.with_braces(path, node);
        let patterned = with_patterns(&path);
        if patterned != path {
            let message = format!("the path `{path}` was read as `{patterned}`");
            self.report(
                Diagnostic::new(Code::Repaired, &node.at, message)
                    .at_key()
                    .note("the variable keeps the slashes of its value")
                    .help(
                        "write `{name}`, and `x-multi-segment: true` in its parameter",
                    ),
            );
        }
        if patterned.split('/').any(|segment| segment == "**") {
            let message = format!("`**` in the path `{patterned}` is sent as it is");
            self.report(
                Diagnostic::new(Code::UnsupportedParameter, &node.at, message)
                    .at_key()
                    .note("of two, nothing tells where the first one ends")
                    .help("write `{name}` for each, and declare them as parameters"),
            );
        }
        patterned
    }

    /// A path without space around it, that begins with a slash.
    fn with_slash(&mut self, key: &str, node: &Node<'t>) -> String {
        let mut path = key.trim().to_owned();
        if path != key {
            let message = format!("the path `{key}` was read as `{path}`");
            let repaired = Diagnostic::new(Code::Repaired, &node.at, message);
            self.report(repaired.at_key().help("write it without space around it"));
        }
        if !path.starts_with('/') {
            self.report(
                Diagnostic::new(
                    Code::Repaired,
                    &node.at,
                    format!("the path `{path}` was read as `/{path}`"),
                )
                .at_key()
                .help("begin every path with `/`"),
            );
            path.insert(0, '/');
        }
        path
    }

    /// Cuts off what names query parameters at the end of a path.
    fn cut_query(&mut self, path: &mut String, node: &Node<'t>) {
        let end = without_query(path).len();
        if end == path.len() {
            return;
        }
        let message = format!(
            "`{}` at the end of the path was read as query parameters",
            &path[end..]
        );
        self.report(
            Diagnostic::new(Code::Repaired, &node.at, message)
                .as_note()
                .at_key()
                .help("nothing has to change; OpenAPI has them as `in: query` alone"),
        );
        path.truncate(end);
    }

    /// A path with `{name}` for `:name`, unless that is the last segment and the id of an operation
    /// begins with it: `searchUsers` of `/users/:search`.
    fn with_braces(&mut self, path: String, item: &Node<'t>) -> String {
        let begins_id = |name: &&str| {
            let name = words(name);
            let mut operations = item.entries().map(|(_, node)| node);
            operations.any(|one| {
                one.str("operationId").is_some_and(|id| words(id).starts_with(&name))
            })
        };
        let last = path.rsplit('/').next().and_then(variable);
        let done = last.filter(begins_id);
        let segments: Vec<String> = path
            .split('/')
            .map(|segment| match variable(segment) {
                Some(name) if done != Some(name) => format!("{{{name}}}"),
                _ => segment.to_owned(),
            })
            .collect();
        let template = segments.join("/");
        if template != path {
            let message = format!("the path `{path}` was read as `{template}`");
            let repaired = Diagnostic::new(Code::Repaired, &item.at, message);
            self.report(repaired.at_key().help("write `{name}` for a variable"));
        }
        template
    }
}

#[cfg(test)]
mod tests {
    use super::{queried, with_pairs_of_braces, with_patterns, without_query};

    #[test]
    fn expressions_at_the_end_name_query_parameters() {
        let table: [(&str, &str, &[&str]); 8] = [
            ("/search{?q,page}", "/search", &["q", "page"]),
            ("/all{?ehr_id*}", "/all", &["ehr_id"]),
            ("/a/{id}{?b:3}{&c, b}#d", "/a/{id}", &["b", "c"]),
            ("/a/{id}", "/a/{id}", &[]),
            ("/a/{?b}/c", "/a/{?b}/c", &[]),
            ("/a{?}", "/a", &[]),
            ("{?a}", "", &["a"]),
            ("/a?b}", "/a?b}", &[]),
        ];
        for (key, path, names) in table {
            let before = key.split('#').next().unwrap_or_default();
            assert_eq!(
                (without_query(before), queried(key)),
                (
                    path,
                    names
                        .iter()
                        .map(|one| ((*one).to_owned(), key.contains('*')))
                        .collect()
                )
            );
        }
    }

    #[test]
    fn variables_of_several_segments_have_a_pattern() {
        let table = [
            ("/models/{name+}", "/models/{name=**}"),
            ("/{bucket}/{key+}/acl", "/{bucket}/{key=**}/acl"),
            ("/files/**", "/files/{path=**}"),
            ("/{path}/files/**", "/{path}/files/{rest=**}"),
            ("/v1/{name=shops/**}", "/v1/{name=shops/**}"),
            ("/a/**/b/**", "/a/**/b/**"),
            ("/indexes/*/queries", "/indexes/*/queries"),
            ("/pets/{id}", "/pets/{id}"),
        ];
        for (path, expected) in table {
            assert_eq!(with_patterns(path), expected);
        }
    }

    #[test]
    fn braces_end_with_their_segment() {
        let table = [
            ("/pets/{id}/toys", "/pets/{id}/toys"),
            ("/pets/{id", "/pets/{id}"),
            ("/pets/{id/toys", "/pets/{id}/toys"),
            ("/pets/id}", "/pets/id"),
            ("/pets/{{id}}", "/pets/{id}"),
            ("/v1/{name=shops/*}:close", "/v1/{name=shops/*}:close"),
            ("/range({from},{to})", "/range({from},{to})"),
        ];
        for (path, expected) in table {
            assert_eq!(with_pairs_of_braces(path), expected);
        }
    }
}
