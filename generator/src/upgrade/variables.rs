//! Variables of paths as other tools write them: with a type or a pattern (`{id:[0-9]+}`,
//! `{path:rest}`), as optional (`{id?}`), in other brackets (`<id>`), or encoded (`%7Bid%7D`). A path
//! template of OpenAPI has names in braces and nothing else (OpenAPI 3.0 §4.7.8.1).

use std::collections::BTreeSet;

use super::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Node, location, resolve};
use crate::model::in_braces;

/// Types that stand before or behind a name and a colon, as routers of web frameworks have them.
const TYPES: [&str; 13] = [
    "any", "default", "double", "float", "guid", "int", "integer", "long", "path",
    "slug", "str", "string", "uuid",
];

/// A variable: its name, and whether its value can have slashes.
#[derive(Debug, PartialEq, Eq)]
struct Variable<'p> {
    name: &'p str,
    has_slashes: bool,
}

impl<'p> Variable<'p> {
    /// What is written between braces or other brackets; `None` where there is no name in it, and
    /// for patterns that name their segments (`{name=shops/*}`).
    fn of(written: &'p str, declared: &BTreeSet<&str>) -> Option<Self> {
        let written = written.trim();
        if written.contains('=') {
            return None;
        }
        let catches = written.starts_with(['*', '+']);
        let written = written.trim_start_matches(['*', '+']);
        let (name, kind) = match written.split_once(':') {
            Some((before, behind))
                if TYPES.contains(&before)
                    && is_name(behind)
                    && !declared.contains(before) =>
            {
                (behind, before)
            }
            Some((name, kind)) => (name, kind),
            None => (written.trim_end_matches(['?', '*']), ""),
        };
        let has_slashes = catches
            || kind == "path"
            || kind.starts_with(".*")
            || kind.starts_with(".+");
        is_name(name).then_some(Self { name, has_slashes })
    }

    fn template(&self) -> String {
        let pattern = if self.has_slashes { "=**" } else { "" };
        format!("{{{}{pattern}}}", self.name)
    }
}

fn is_name(text: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || "_-.$[]".contains(c);
    text.starts_with(|c: char| c.is_alphanumeric() || c == '_')
        && text.chars().all(is_part)
}

/// A path where what stands in braces is a name, unless a parameter is called what stands there.
/// Braces that have no pair are left as they are.
fn with_names_in_braces(path: &str, declared: &BTreeSet<&str>) -> String {
    let mut named = String::with_capacity(path.len());
    let mut left = path;
    while let Some(at) = left.find('{')
        && let Some(end) = end_of_braces(&left[at..])
    {
        let (before, braces) = (&left[..at], &left[at..at + end]);
        let inside = &braces[1..end - 1];
        let variable = Variable::of(inside, declared);
        // `${id}` is a template of JavaScript.
        let dollar = before.strip_suffix('$').filter(|rest| rest.ends_with('/'));
        named.push_str(dollar.filter(|_| variable.is_some()).unwrap_or(before));
        match variable.filter(|_| !declared.contains(inside)) {
            Some(variable) => named.push_str(&variable.template()),
            None => named.push_str(braces),
        }
        left = &left[at + end..];
    }
    named + left
}

/// How long what a text begins with is, from one brace to the one that closes it: patterns have
/// braces too.
fn end_of_braces(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let closes = |(_, byte): &(usize, u8)| {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        depth == 0
    };
    text.bytes().enumerate().find(closes).map(|(at, _)| at + 1)
}

/// A path where segments in other brackets are variables, as far as parameters of their names are
/// declared that are nowhere else in it.
fn with_braces_for_brackets(path: &str, declared: &BTreeSet<&str>) -> String {
    let names = in_braces(path).map(|inside| inside.split('=').next().unwrap_or(inside));
    let there: BTreeSet<&str> = names.collect();
    let variable = |segment: &str| {
        let variable = Variable::of(in_brackets(segment)?, declared)?;
        let is_new = !there.contains(variable.name);
        let is_known = declared.contains(variable.name);
        (is_known && is_new).then(|| variable.template())
    };
    let segments: Vec<String> = path
        .split('/')
        .map(|segment| variable(segment).unwrap_or_else(|| segment.to_owned()))
        .collect();
    segments.join("/")
}

/// What stands in the brackets that are all of a segment, or before the brace that closes it.
fn in_brackets(segment: &str) -> Option<&str> {
    const PAIRS: [(&str, &str); 5] =
        [("<", ">"), ("[", "]"), ("%7B", "%7D"), ("%7b", "%7d"), ("", "}")];
    PAIRS
        .iter()
        .find_map(|(open, close)| segment.strip_prefix(open)?.strip_suffix(close))
        .filter(|inside| !inside.contains('{'))
}

impl<'t> Reader<'t, '_> {
    /// A path with the names of its variables in braces, and nothing else there.
    pub(super) fn with_plain_variables(
        &mut self,
        path: String,
        item: &Node<'t>,
    ) -> String {
        if !path.contains(['{', '<', '[', '%', '}']) {
            return path;
        }
        let declared = self.declared_in_path(item);
        let named = with_names_in_braces(&path, &declared);
        let named = with_braces_for_brackets(&named, &declared);
        if named != path {
            let message = format!("the path `{path}` was read as `{named}`");
            self.report(
                Diagnostic::new(Code::Repaired, &item.at, message).at_key().help(
                    "write `{name}` for a variable, and its type and pattern in the \
                     `schema` of its parameter",
                ),
            );
        }
        named
    }

    /// The names of the path parameters that a path item and its operations declare.
    fn declared_in_path(&self, item: &Node<'t>) -> BTreeSet<&'t str> {
        let target = resolve::resolve(self.sources, item).ok();
        let items = target.map(|target| target.node).into_iter().chain([item.clone()]);
        let lists = items.flat_map(|item| {
            let operations = item.entries().map(|(_, node)| node);
            operations.chain([item.clone()]).collect::<Vec<_>>()
        });
        let parameters = lists.flat_map(|node| node.items_of("parameters"));
        let resolved = parameters
            .filter_map(|node| resolve::resolve(self.sources, &node).ok())
            .map(|resolved| resolved.node);
        resolved
            .filter(|one| location(one) == "path")
            .filter_map(|one| one.str("name"))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(path: &str) -> String {
        let declared = BTreeSet::from(["id", "odd*"]);
        with_braces_for_brackets(&with_names_in_braces(path, &declared), &declared)
    }

    #[test]
    fn variables_of_other_tools() {
        let table = [
            ("/pets/{id}/toys/{toy}", "/pets/{id}/toys/{toy}"),
            ("/pets/{id:[0-9]+}", "/pets/{id}"),
            ("/pets/{id:[0-9]{1,4}}/toys", "/pets/{id}/toys"),
            ("/pets/{id:int}", "/pets/{id}"),
            ("/pets/{int:id}", "/pets/{id}"),
            ("/pets/{ id }", "/pets/{id}"),
            ("/pets/{id?}", "/pets/{id}"),
            ("/pets/{id*}", "/pets/{id}"),
            ("/pets/{odd*}", "/pets/{odd*}"),
            ("/pets/${id}", "/pets/{id}"),
            ("/pets/a${id}", "/pets/a${id}"),
            ("/files/{rest:path}", "/files/{rest=**}"),
            ("/files/{path:rest}", "/files/{rest=**}"),
            ("/files/{id:.*}", "/files/{id=**}"),
            ("/files/{*rest}", "/files/{rest=**}"),
            ("/v1/{name=shops/*}:close", "/v1/{name=shops/*}:close"),
            ("/pets/{{id}}", "/pets/{{id}}"),
            ("/pets/{id", "/pets/{id"),
            ("/pets/<id>", "/pets/{id}"),
            ("/pets/<int:id>", "/pets/{id}"),
            ("/pets/[id]", "/pets/{id}"),
            ("/pets/%7Bid%7D", "/pets/{id}"),
            ("/pets/id}", "/pets/{id}"),
            ("/pets/<other>", "/pets/<other>"),
            ("/pets/{id}/<id>", "/pets/{id}/<id>"),
            ("/pets/{idea}/<id>", "/pets/{idea}/{id}"),
        ];
        for (path, expected) in table {
            assert_eq!(shown(path), expected, "{path}");
        }
    }
}
