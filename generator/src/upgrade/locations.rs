//! Where parameters are sent (OpenAPI 3.0 §4.7.12; Swagger 2.0, Parameter Object).

use super::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{self, Node};
use crate::model::{Location, in_braces};
use crate::suggest::closest;

/// What parameters of all versions can be in, as `in` and as people call it.
const PLACES: [(&str, &str, Location); 4] = [
    ("path", "paths", Location::Path),
    ("query", "queries", Location::Query),
    ("header", "headers", Location::Header),
    ("cookie", "cookies", Location::Cookie),
];

/// Where a parameter is sent, if its `in` tells: as the version knows it beside the usual places, in
/// the plural, with a letter wrong, or as anything else where the path has its name.
pub(super) fn location(
    reader: &mut Reader<'_, '_>,
    node: &Node<'_>,
    path: &str,
    others: &[(&str, Location)],
) -> Option<Location> {
    let written = document::location(node);
    let usual = PLACES.iter().map(|(name, _, location)| (*name, *location));
    let mut known = usual.chain(others.iter().copied());
    if let Some((_, location)) = known.find(|(name, _)| *name == written) {
        return Some(location);
    }
    let name = node.str("name").unwrap_or_default();
    let is_in_path = in_braces(path).any(|one| one == name);
    let names = PLACES.iter().flat_map(|(one, many, _)| [*one, *many]);
    let meant = match is_in_path {
        true => Some("path"),
        false => closest(&written, names),
    };
    let place =
        PLACES.iter().find(|(one, many, _)| meant == Some(*one) || meant == Some(*many));
    reader.report(match place {
        Some((place, ..)) => read_as(node, place, is_in_path),
        None => left_out(node, name, others),
    });
    place.map(|(_, _, location)| *location)
}

fn read_as(node: &Node<'_>, place: &str, is_in_path: bool) -> Diagnostic {
    let at = if node.has("in") { node.at.child("in") } else { node.at.clone() };
    let message = match node.str("in") {
        Some(written) => format!("`in: {written}` was read as `in: {place}`"),
        None => format!("a parameter without `in` was read as `in: {place}`"),
    };
    let repaired = Diagnostic::new(Code::Repaired, &at, message);
    let repaired = match is_in_path {
        true => repaired.note("the path has its name"),
        false => repaired,
    };
    repaired.help(format!("write `in: {place}`"))
}

fn left_out(node: &Node<'_>, name: &str, others: &[(&str, Location)]) -> Diagnostic {
    let message = match node.str("in") {
        Some(written) => {
            format!("the parameter `{name}` is in `{written}` and was left out")
        }
        None => format!("the parameter `{name}` has no `in` and was left out"),
    };
    let help = match others.iter().any(|(other, _)| *other == "body") {
        true => "write `in: path`, `query`, `header`, `formData` or `body`",
        false => "write `in: path`, `query`, `header` or `cookie`",
    };
    Diagnostic::new(Code::UnsupportedParameter, &node.at, message).help(help)
}
