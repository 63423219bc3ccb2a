//! Following `$ref` (RFC 3986 references with JSON pointers, RFC 6901, and JSON Schema anchors).

use std::collections::BTreeSet;

use serde_json::Value;

use super::node::member;
use super::spellings::otherwise;
use super::{Node, unresolved};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::percent;
use crate::source::{FileId, Pointer, SourceSet, unescape};

/// Why a reference leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unresolved {
    /// The file that it names was not read.
    File(String),
    /// The file has nothing at that place.
    Nothing {
        /// The longest part of the pointer that exists.
        exists: Pointer,
        /// The token behind that.
        missing: String,
    },
    /// It leads back to itself.
    Cycle,
    /// More references follow one another than are followed.
    Chain,
    /// It is not a reference at all.
    Malformed,
}

/// A resolved reference.
#[derive(Clone, Debug)]
pub(crate) struct Resolved<'t> {
    /// What it leads to, all further references followed.
    pub node: Node<'t>,
    /// What had to be assumed to find it, for a diagnostic.
    pub repaired: Option<String>,
}

/// How many references may follow one another.
pub(crate) const LONGEST_CHAIN: usize = 100;

/// The root of a file.
pub(crate) fn root(sources: &SourceSet, file: FileId) -> Node<'_> {
    Node { value: &sources.file(file).tree, at: Pointer::root(file) }
}

/// Follows the reference of `node`, and the references that it leads to, until there is none.
/// A node without a reference is its own target.
///
/// # Errors
///
/// [`Unresolved`] when it leads nowhere.
pub(crate) fn resolve<'t>(
    sources: &'t SourceSet,
    node: &Node<'t>,
) -> Result<Resolved<'t>, Unresolved> {
    let mut resolved = Resolved { node: node.clone(), repaired: None };
    for _ in 0..LONGEST_CHAIN {
        let Some(reference) = resolved.node.reference() else { return Ok(resolved) };
        let next = step(sources, &resolved.node, reference)?;
        let repaired = next.repaired.or(resolved.repaired);
        resolved = Resolved { node: next.node, repaired };
    }
    Err(endless(sources, &resolved.node))
}

/// What is wrong with references of which no end was found: whether they come back to this one.
fn endless(sources: &SourceSet, from: &Node<'_>) -> Unresolved {
    let mut node = from.clone();
    for _ in 0..LONGEST_CHAIN {
        let next = node.reference().map(|reference| step(sources, &node, reference));
        let Some(Ok(next)) = next else { break };
        node = next.node;
        if node.at == from.at {
            return Unresolved::Cycle;
        }
    }
    Unresolved::Chain
}

/// Follows one reference.
///
/// # Errors
///
/// [`Unresolved`] when it leads nowhere.
pub(crate) fn step<'t>(
    sources: &'t SourceSet,
    from: &Node<'t>,
    reference: &str,
) -> Result<Resolved<'t>, Unresolved> {
    exactly(sources, from, reference)
        .or_else(|error| otherwise(sources, from, reference).ok_or(error))
}

/// The same of a reference as it is written.
pub(super) fn exactly<'t>(
    sources: &'t SourceSet,
    from: &Node<'t>,
    reference: &str,
) -> Result<Resolved<'t>, Unresolved> {
    let (file_part, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    if file_part.is_empty() && !reference.contains('#') {
        return Err(Unresolved::Malformed);
    }
    let starts = starts(sources, from, file_part);
    let Some(last) = starts.last() else { return bare_name(sources, from, reference) };
    let fragment = percent::decode(fragment);
    // `types.yaml#/` is the file to those who write it: no member is called by nothing.
    if fragment.is_empty() || fragment == "/" && !starts[0].has("") {
        return Ok(Resolved { node: starts[0].clone(), repaired: None });
    }
    if !fragment.starts_with('/') {
        return anchor(sources, &starts, &fragment)
            .map(|node| Resolved { node, repaired: None })
            .or_else(|| pointer_without_slash(sources, last, &fragment))
            .ok_or(Unresolved::Nothing {
                exists: last.at.clone(),
                missing: String::new(),
            });
    }
    let mut stopped = None;
    for start in &starts {
        match walk(sources, start, &fragment) {
            Ok(node) => return Ok(Resolved { node, repaired: None }),
            Err(stop) => stopped = Some(stop),
        }
    }
    elsewhere(sources, last, &fragment)
        .or_else(|| within_schema(sources, from, reference))
        .ok_or_else(|| stopped.map_or(Unresolved::Malformed, Unresolved::from))
}

/// Where a pointer may begin: at the schema whose `$id` is meant, and at the file. What the one
/// has not is looked for in the other, since many an `$id` is written without a thought of `$ref`s.
pub(super) fn starts<'t>(
    sources: &'t SourceSet,
    from: &Node<'t>,
    file_part: &str,
) -> Vec<Node<'t>> {
    let (named, file) = match file_part {
        "" => (Some(sources.resource(&from.at)), Some(from.at.file())),
        uri => (
            sources.identified(&from.at, uri).cloned(),
            sources.named_file(from.at.file(), uri),
        ),
    };
    let named = named.and_then(|at| node_at(sources, &at));
    let mut starts: Vec<Node<'t>> = named.into_iter().collect();
    if let Some(file) = file {
        let root = root(sources, file);
        if !starts.iter().any(|start| std::ptr::eq(start.value, root.value)) {
            starts.push(root);
        }
    }
    starts
}

fn node_at<'t>(sources: &'t SourceSet, at: &Pointer) -> Option<Node<'t>> {
    Some(Node { value: sources.value(at)?, at: at.clone() })
}

/// Why a walk ended before the pointer did.
enum Stop<'t> {
    /// This node has no such member.
    Nothing(Node<'t>, String),
    /// A reference on the way leads nowhere.
    Unresolved(Unresolved),
}

impl From<Unresolved> for Stop<'_> {
    fn from(error: Unresolved) -> Self {
        Self::Unresolved(error)
    }
}

impl From<Stop<'_>> for Unresolved {
    fn from(stop: Stop<'_>) -> Self {
        match stop {
            // Looking for what was meant takes time, so nobody does it for a first attempt.
            Stop::Nothing(node, token) => nothing(&node, &token),
            Stop::Unresolved(error) => error,
        }
    }
}

/// Walks a pointer down, through references where it crosses them.
fn walk<'t>(
    sources: &'t SourceSet,
    start: &Node<'t>,
    fragment: &str,
) -> Result<Node<'t>, Stop<'t>> {
    let tokens = fragment.strip_prefix('/').ok_or(Unresolved::Malformed)?;
    let mut node = start.clone();
    for token in tokens.split('/').map(unescape) {
        let mut next = child(&node, &token);
        if next.is_none() && node.reference().is_some() {
            // A pointer into the target of another reference.
            node = through(sources, &node)?;
            next = child(&node, &token);
        }
        node = match next.or_else(|| moved(sources, &node, &token)) {
            Some(next) => next,
            None => return Err(Stop::Nothing(node, token.into_owned())),
        };
    }
    Ok(node)
}

/// The target of a reference that a pointer leads through; bounded, since such references can
/// lead through each other.
fn through<'t>(sources: &'t SourceSet, node: &Node<'t>) -> Result<Node<'t>, Stop<'t>> {
    let mut node = node.clone();
    for _ in 0..LONGEST_CHAIN {
        let Some(reference) = node.reference() else { return Ok(node) };
        let (file_part, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let starts = starts(sources, &node, file_part);
        let fragment = percent::decode(fragment);
        let mut found = Err(Unresolved::File(file_part.to_owned()).into());
        for start in starts {
            let is_file = fragment == "/" && !start.has("");
            found = straight(sources, start, if is_file { "" } else { &fragment });
            if found.is_ok() {
                break;
            }
        }
        node = found?;
    }
    Err(Unresolved::Cycle.into())
}

/// Walks a pointer down, through no reference.
fn straight<'t>(
    sources: &'t SourceSet,
    start: Node<'t>,
    fragment: &str,
) -> Result<Node<'t>, Stop<'t>> {
    let pointer =
        Pointer::parse(start.at.file(), fragment).ok_or(Unresolved::Malformed)?;
    let mut target = start;
    for token in pointer.tokens() {
        let next = child(&target, token).or_else(|| moved(sources, &target, token));
        target = match next {
            Some(next) => next,
            None => return Err(Stop::Nothing(target, token.to_owned())),
        };
    }
    Ok(target)
}

fn child<'t>(node: &Node<'t>, token: &str) -> Option<Node<'t>> {
    let value = match node.value {
        Value::Object(object) => member(object, token)?,
        Value::Array(items) => items.get(token.parse::<usize>().ok()?)?,
        _ => return None,
    };
    Some(Node { value, at: node.at.child(token) })
}

/// What a pointer finds that is written with the misspelt key of the text.
fn moved<'t>(sources: &'t SourceSet, node: &Node<'t>, token: &str) -> Option<Node<'t>> {
    node_at(sources, sources.moved(&node.at.child(token))?)
}

fn nothing(node: &Node<'_>, token: &str) -> Unresolved {
    Unresolved::Nothing { exists: node.at.clone(), missing: token.to_owned() }
}

/// `#/definitions/Pet` in a description that has `components/schemas/Pet`, and the reverse.
fn elsewhere<'t>(
    sources: &'t SourceSet,
    start: &Node<'t>,
    fragment: &str,
) -> Option<Resolved<'t>> {
    let (folder, name) = fragment.rsplit_once('/')?;
    let others: &[&str] = match folder {
        "/definitions"
        | "/components/schema"
        | "/components"
        | "/schemas"
        | "/models"
        | "/components/definitions" => &["/components/schemas", "/definitions"],
        "/components/schemas" => &["/definitions", "/components/responses"],
        "/parameters" => &["/components/parameters"],
        "/components/parameters" => &["/parameters"],
        "/responses" => &["/components/responses"],
        "/components/responses" => &["/responses"],
        _ => &[],
    };
    others.iter().find_map(|other| {
        let node = walk(sources, start, &format!("{other}/{name}")).ok()?;
        let repaired = Some(format!("`#{fragment}` was read as `{}`", node.at));
        Some(Resolved { node, repaired })
    })
}

/// What pointers into a schema begin with.
const PARTS_OF_SCHEMAS: [&str; 9] = [
    "$defs",
    "additionalProperties",
    "allOf",
    "anyOf",
    "definitions",
    "items",
    "oneOf",
    "prefixItems",
    "properties",
];

/// `#/$defs/Tag` or `#/properties/id` where no file but the schema around has that: exporters of
/// JSON Schema write references as if each schema were a file. The outermost schema is meant.
fn within_schema<'t>(
    sources: &'t SourceSet,
    from: &Node<'t>,
    reference: &str,
) -> Option<Resolved<'t>> {
    let fragment = percent::decode(reference.strip_prefix('#')?);
    let first = fragment.strip_prefix('/')?.split('/').next()?;
    if !PARTS_OF_SCHEMAS.contains(&first) {
        return None;
    }
    let mut around = root(sources, from.at.file());
    for token in from.at.tokens() {
        around = child(&around, token)?;
        // The keys of these are names.
        if ["properties", "patternProperties", "$defs", "definitions", "schemas"]
            .contains(&token)
        {
            continue;
        }
        if let Ok(node) = straight(sources, around.clone(), &fragment) {
            let repaired = Some(format!("`{reference}` was read as `{}`", node.at));
            return Some(Resolved { node, repaired });
        }
    }
    None
}

/// `$ref: Pet`, the name of a schema of this file, or `$ref: /definitions/Pet`.
fn bare_name<'t>(
    sources: &'t SourceSet,
    from: &Node<'t>,
    reference: &str,
) -> Result<Resolved<'t>, Unresolved> {
    let start = root(sources, from.at.file());
    let reference = &percent::decode(reference);
    let name = reference.replace('~', "~0").replace('/', "~1");
    let of_folder = |folder| format!("{folder}/{name}");
    let mut places = Vec::from(["/components/schemas", "/definitions"].map(of_folder));
    if reference.starts_with('/') && !reference.contains('#') {
        places.push(reference.to_string());
    }
    for place in places {
        if let Ok(node) = walk(sources, &start, &place) {
            let repaired = Some(format!("`{reference}` was read as `{}`", node.at));
            return Ok(Resolved { node, repaired });
        }
    }
    Err(Unresolved::File(reference.split('#').next().unwrap_or(reference).to_owned()))
}

/// `#components/schemas/Pet`: the slash is missing.
fn pointer_without_slash<'t>(
    sources: &'t SourceSet,
    start: &Node<'t>,
    fragment: &str,
) -> Option<Resolved<'t>> {
    let node = walk(sources, start, &format!("/{fragment}")).ok()?;
    let repaired = Some(format!("`#{fragment}` was read as `{}`", node.at));
    Some(Resolved { node, repaired })
}

/// The schema with this `$anchor`, `$dynamicAnchor` or `$id: '#…'` (JSON Schema 2020-12 §8.2).
fn anchor<'t>(
    sources: &'t SourceSet,
    starts: &[Node<'t>],
    name: &str,
) -> Option<Node<'t>> {
    let own = starts.iter().find_map(|start| sources.anchor(&start.at, name));
    let any = || sources.any_anchor(starts.first()?.at.file(), name);
    node_at(sources, own.or_else(any)?)
}

/// The members of the object at `key`, also those of what that refers to: many descriptions of
/// several files write `paths: { $ref: paths.yaml }`, where the specification has no reference.
/// One that leads nowhere is reported.
pub(crate) fn entries_of<'t>(
    sources: &'t SourceSet,
    node: &Node<'t>,
    key: &str,
    diagnostics: &mut Diagnostics,
) -> Vec<(&'t str, Node<'t>)> {
    let mut found: Vec<(&'t str, Node<'t>)> = Vec::new();
    let mut known = BTreeSet::new();
    let mut next = node.get(key);
    for _ in 0..LONGEST_CHAIN {
        let Some(container) = next else { break };
        let reference = container.reference();
        let own = container.entries();
        let own = own.filter(|(key, _)| reference.is_none() || *key != "$ref");
        found.extend(own.filter(|(key, _)| known.insert(*key)));
        next = match reference.map(|to| step(sources, &container, to)) {
            Some(Ok(target)) => Some(target.node),
            Some(Err(error)) => {
                unresolved::report(sources, &container, &error, diagnostics);
                None
            }
            None => None,
        };
    }
    found
}

/// Follows the reference of `node` and reports where that fails or something had to be assumed.
pub(crate) fn follow<'t>(
    sources: &'t SourceSet,
    node: &Node<'t>,
    diagnostics: &mut Diagnostics,
) -> Option<Node<'t>> {
    match resolve(sources, node) {
        Ok(Resolved { node: target, repaired }) => {
            if let Some(repair) = repaired {
                let message = format!("{repair}, since there is nothing at that place");
                let at = node.at.child("$ref");
                diagnostics.report(
                    Diagnostic::new(Code::Repaired, &at, message)
                        .help(format!("write `$ref: \"{}\"`", target.at)),
                );
            }
            Some(target)
        }
        Err(error) => {
            unresolved::report(sources, node, &error, diagnostics);
            None
        }
    }
}
