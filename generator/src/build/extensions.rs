//! Names that vendor extensions give: those of AutoRest (`x-ms-…`), Fern and Speakeasy. They are
//! defaults: what the configuration says goes before. (Those of operations are read where calls
//! are named, those of an enum's values where enums are.) And what else they say of schemas and
//! parameters.

use crate::document::{Node, location};

/// The name of a type.
pub(super) fn type_name(schema: &Node<'_>) -> Option<String> {
    first(schema, &["x-fern-type-name", "x-speakeasy-name-override"])
        .or_else(|| schema.get("x-ms-enum")?.text("name"))
}

/// The name of a member, whose schema this is.
pub(super) fn field_name(schema: &Node<'_>) -> Option<String> {
    first(schema, &["x-ms-client-name", "x-fern-property-name"])
}

/// The name of a parameter.
pub(super) fn parameter_name(parameter: &Node<'_>) -> Option<String> {
    first(
        parameter,
        &["x-ms-client-name", "x-fern-parameter-name", "x-speakeasy-name-override"],
    )
}

/// The name of a server; OpenAPI 3.2 has a field for it.
pub(super) fn server_name(server: &Node<'_>) -> Option<String> {
    first(server, &["name", "x-fern-server-name", "x-speakeasy-server-id"])
}

/// Whether the client has a parameter for all calls, or each call has it.
pub(super) fn of_client(parameter: &Node<'_>) -> Option<bool> {
    match parameter.str("x-ms-parameter-location")? {
        "client" => Some(true),
        "method" => Some(false),
        _ => None,
    }
}

/// Whether a value in the path is several segments, whose slashes stay.
pub(super) fn has_segments(parameter: &Node<'_>) -> bool {
    parameter.is_true("x-multi-segment") && location(parameter) == "path"
}

/// What marks a value that nobody should read.
pub(super) const SECRET: &str = "x-ms-secret";

/// Whether nobody should read a value.
pub(super) fn is_secret(schema: &Node<'_>) -> bool {
    schema.is_true(SECRET)
}

fn first(node: &Node<'_>, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| node.text(key))
}
