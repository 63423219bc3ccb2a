//! Where an API is served (OpenAPI 3.0 §4.7.5).

use super::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Node, Server};

/// The servers of a description, a path item or an operation.
pub(super) fn servers<'t>(
    reader: &mut Reader<'t, '_>,
    node: &Node<'t>,
) -> Vec<Server<'t>> {
    let mut servers = Vec::new();
    for node in node.items_of("servers") {
        let Some(url) = node.str("url").map(str::trim) else { continue };
        let mut url = url.to_owned();
        if url.starts_with("//") {
            // Relative to the scheme of the description (RFC 3986 §4.2), which nobody knows here.
            let message = format!("the server `{url}` was read as `https:{url}`");
            reader.report(
                Diagnostic::new(Code::Repaired, &node.at.child("url"), message)
                    .help("write the scheme, `https:` or `http:`"),
            );
            url.insert_str(0, "https:");
        }
        servers.push(Server { url, node });
    }
    servers
}
