//! Other ways in which references are written: `#/Components/schemas/Pet`, `#Pet`, `##/definitions/Pet`.

use super::resolve::{Resolved, exactly, starts};
use super::{Node, node::member};
use crate::source::SourceSet;

/// The containers of named things, below which names begin.
const ROOTS: [&str; 5] =
    ["components", "definitions", "parameters", "responses", "securityDefinitions"];

/// What a reference leads to that leads nowhere as it is written, if it is written like one that
/// does: with white space or slashes too many, or with other letters of the containers.
pub(super) fn otherwise<'t>(
    sources: &'t SourceSet,
    from: &Node<'t>,
    reference: &str,
) -> Option<Resolved<'t>> {
    let text = reference.trim().replace('\\', "/");
    let (file, fragment) = match text.split_once('#') {
        Some((file, fragment)) => (file.trim(), fragment),
        None if is_container(text.split('/').next().unwrap_or_default()) => ("", &*text),
        None => (text.as_str(), ""),
    };
    let pointer = fragment.trim_start_matches('#').trim().trim_matches('/');
    let root = starts(sources, from, file).pop()?;
    let candidates = match pointer.split('/').collect::<Vec<_>>()[..] {
        [""] => vec![file.to_owned()],
        [name] => ["components/schemas", "definitions"]
            .map(|place| format!("{file}#/{place}/{name}"))
            .into(),
        ref tokens => vec![format!("{file}#/{}", corrected(&root, tokens))],
    };
    let other = candidates.iter().filter(|one| *one != reference);
    let mut found = other.filter_map(|one| exactly(sources, from, one).ok());
    let node = found.next()?.node;
    // Both versions have a schema of that name.
    if found.any(|other| other.node.at != node.at) {
        return None;
    }
    let repaired = Some(format!("`{reference}` was read as `{}`", node.at));
    Some(Resolved { node, repaired })
}

/// A pointer with the containers as they are written in the file.
fn corrected(root: &Node<'_>, tokens: &[&str]) -> String {
    const CONTAINERS: usize = 2;
    // What has more members than this has names, and to look at all of them for each of many
    // references would take long.
    const MOST_KEYS: usize = 100;
    let mut around = Some(root.value);
    let mut written: Vec<&str> = Vec::new();
    for (depth, token) in tokens.iter().enumerate() {
        let members = around.and_then(|value| value.as_object());
        let exact = members.and_then(|members| member(members, token));
        let in_containers = depth + 1 < tokens.len() && depth < CONTAINERS;
        let looked_at = members.filter(|members| {
            in_containers && exact.is_none() && members.len() <= MOST_KEYS
        });
        let mut alike =
            looked_at.into_iter().flatten().filter(|(key, _)| is_like(token, key));
        let (key, value) = match (alike.next(), alike.next()) {
            (Some((key, value)), None) => (key.as_str(), Some(value)),
            _ => (*token, exact),
        };
        written.push(key);
        // What is not called like a container has names of its own below.
        around = value.filter(|_| depth > 0 || is_container(key));
    }
    written.join("/")
}

fn is_container(key: &str) -> bool {
    ROOTS.iter().any(|root| is_like(key, root))
}

/// Whether a token is a container's key but for its case and number.
fn is_like(token: &str, key: &str) -> bool {
    let (token, key) = (token.trim().to_ascii_lowercase(), key.to_ascii_lowercase());
    let singular = |many: &str| match many.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => many.strip_suffix('s').unwrap_or(many).to_owned(),
    };
    token == key || token == singular(&key)
}
