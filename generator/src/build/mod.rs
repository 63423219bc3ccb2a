//! Document → model: a file per kind of node.

mod bodies;
mod docs;
mod encodings;
mod extensions;
mod operations;
mod parameters;
mod schemas;
mod security;
mod webhooks;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use indexmap::IndexMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{self, Document, Node, resolve};
use crate::model::{
    Api, ClientDefaults, Link, LinkTarget, Operation, Resource, Server, ServerVariable,
    TypeId, TypeRef, Types,
};

/// Builds the model. What cannot be modelled is reported and left out.
pub(crate) fn build(document: &Document<'_>, diagnostics: &mut Diagnostics) -> Api {
    let mut builder = Builder::new(document, diagnostics);
    builder.find_discriminated_children();
    builder.find_branches();
    builder.find_circles();
    let info = document.root.get("info").and_then(|node| builder.follow(&node));
    let text = |key: &str| info.as_ref().and_then(|node| node.text(key));
    let security_schemes = builder.security_schemes();
    builder.authorizes =
        security_schemes.iter().map(|scheme| scheme.kind.authorizes()).collect();
    let indexes = security_schemes.iter().enumerate();
    builder.schemes =
        indexes.map(|(index, scheme)| (scheme.name.clone(), index)).collect();
    let nothing_is_said = !security_schemes.is_empty() && !security::is_said(document);
    let default_security = match nothing_is_said {
        true => Some(security::whichever_is_set(&security_schemes)),
        false => document.security.as_ref().map(|node| builder.security(node)),
    };
    let mut operations = Vec::new();
    for operation in &document.operations {
        let security = match operation.node.get("security") {
            Some(node) => builder.security(&node),
            None => default_security.clone().unwrap_or_default(),
        };
        operations.push(builder.operation(operation, security));
    }
    builder.report_duplicate_ids(&operations);
    builder.report_links(&operations);
    builder.report_relative_servers();
    let hooks = document.webhooks.iter();
    let webhooks = hooks.map(|(name, hook)| builder.webhook(name, hook)).collect();
    for (_, node) in &document.schemas {
        builder.named_type(node);
    }
    builder.define_pending();
    bodies::settle_unknown(&mut builder.types, &mut operations);
    bodies::settle_kinds(&builder.types, &mut operations);
    Api {
        title: text("title").unwrap_or_else(|| "API".to_owned()),
        version: text("version").unwrap_or_default(),
        docs: info.as_ref().map(docs::docs).unwrap_or_default(),
        servers: servers(document, &operations),
        client: ClientDefaults::default(),
        security_schemes,
        client_parameters: Vec::new(),
        security: default_security.unwrap_or_default(),
        failure: None,
        operations,
        left_out: Vec::new(),
        root: Resource {
            name: String::new(),
            singular: String::new(),
            docs: crate::model::Docs::default(),
            operations: Vec::new(),
            children: Vec::new(),
        },
        types: builder.types,
        webhooks,
    }
}

/// What building needs at every node.
struct Builder<'t, 'd> {
    document: &'d Document<'t>,
    diagnostics: &'d mut Diagnostics,
    types: Types,
    /// The type of every place that was built, so that each is built once and recursion ends.
    known: IndexMap<schemas::Place, TypeRef>,
    /// The types that are combined of several schemas.
    combined: IndexMap<Vec<schemas::PartKey>, TypeRef>,
    /// The schemas that extend a schema with a discriminator through `allOf`, by its place.
    children: IndexMap<schemas::Place, Vec<Node<'t>>>,
    /// The schemas that are branches beside others.
    branches: BTreeSet<schemas::Place>,
    /// The names that the description gives to schemas of other files, by their places.
    given: IndexMap<schemas::Place, String>,
    /// How schemas with branches lead back to themselves, by their place.
    circles: IndexMap<schemas::Place, schemas::Circle<'t>>,
    /// The flattened branches of unions, by their place.
    shapes: IndexMap<schemas::Place, Rc<schemas::Shape<'t>>>,
    /// Types that are declared and not yet defined.
    pending: VecDeque<(TypeId, Vec<schemas::Part<'t>>)>,
    /// Whether the credential of each security scheme is sent as `Authorization`.
    authorizes: Vec<bool>,
    /// The index of each security scheme, by its name.
    schemes: BTreeMap<String, usize>,
}

impl<'t, 'd> Builder<'t, 'd> {
    fn new(document: &'d Document<'t>, diagnostics: &'d mut Diagnostics) -> Self {
        Self {
            document,
            diagnostics,
            types: Types::default(),
            known: IndexMap::new(),
            combined: IndexMap::new(),
            children: IndexMap::new(),
            branches: BTreeSet::new(),
            given: schemas::given_names(document),
            circles: IndexMap::new(),
            shapes: IndexMap::new(),
            pending: VecDeque::new(),
            authorizes: Vec::new(),
            schemes: BTreeMap::new(),
        }
    }

    /// Follows a reference; what leads nowhere is reported.
    fn follow(&mut self, node: &Node<'t>) -> Option<Node<'t>> {
        resolve::follow(self.document.sources, node, self.diagnostics)
    }

    /// Follows a reference without a word, for looking ahead.
    fn peek(&self, node: &Node<'t>) -> Option<Node<'t>> {
        resolve::resolve(self.document.sources, node).ok().map(|resolved| resolved.node)
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.report(diagnostic);
    }

    /// Reports links to operations that are not there.
    fn report_links(&mut self, operations: &[Operation]) {
        let links: Vec<&Link> = operations.iter().flat_map(|one| &one.links).collect();
        if links.is_empty() {
            return;
        }
        let document = self.document;
        let hooks = document.webhooks.iter().map(|(_, hook)| hook);
        let mut nodes = Vec::new();
        let mut open: Vec<&document::Operation<'t>> =
            document.operations.iter().chain(hooks).collect();
        while let Some(operation) = open.pop() {
            nodes.push(&operation.node);
            open.extend(operation.callbacks.iter().map(|(_, called)| called));
        }
        let ids: BTreeSet<&str> =
            nodes.iter().filter_map(|node| node.str("operationId")).collect();
        let places: BTreeSet<schemas::Place> =
            nodes.iter().map(|node| schemas::place(node)).collect();
        for link in links {
            let (known, target) = match &link.target {
                LinkTarget::Id(id) => (ids.contains(id.as_str()), id),
                LinkTarget::Reference(at) => {
                    let found = resolve::step(document.sources, &document.root, at);
                    let known = found
                        .is_ok_and(|one| places.contains(&schemas::place(&one.node)));
                    // Those of other descriptions are not read.
                    (known || !at.starts_with('#'), at)
                }
            };
            if known {
                continue;
            }
            let message = format!(
                "the link `{}` leads to `{target}`, which is no operation",
                link.name
            );
            self.report(
                Diagnostic::new(Code::Repaired, &link.origin, message)
                    .at_key()
                    .note("the docs name it as the description does")
                    .help("write the `operationId` of an operation of this description"),
            );
        }
    }

    /// Reports servers that only say a path where another one has a host: calls go to that.
    fn report_relative_servers(&mut self) {
        let servers = &self.document.servers;
        let is_absolute = |one: &document::Server<'t>| one.url.contains("://");
        let Some(absolute) = servers.iter().find(|one| is_absolute(one)) else { return };
        for relative in servers.iter().filter(|one| !is_absolute(one)) {
            let message =
                format!("the server `{}` has no host and is left out", relative.url);
            self.diagnostics.report(
                Diagnostic::new(Code::UnsupportedKeyword, &relative.node.at, message)
                    .note(format!("calls go to `{}`", absolute.url))
                    .help("give its `url` a scheme and a host"),
            );
        }
    }

    fn report_duplicate_ids(&mut self, operations: &[Operation]) {
        let mut first: IndexMap<&str, &Operation> = IndexMap::new();
        for operation in operations {
            let Some(id) = &operation.id else { continue };
            if let Some(earlier) = first.get(id.as_str()) {
                let message = format!("the operation id `{id}` is used twice");
                let diagnostic = Diagnostic::new(
                    Code::DuplicateOperationId,
                    &operation.origin.child("operationId"),
                    message,
                )
                .and_at(&earlier.origin.child("operationId"), "first used here")
                .note("names in the SDK were chosen from method and path where they would clash")
                .help("give every operation an id of its own");
                self.diagnostics.report(diagnostic);
            } else {
                first.insert(id, operation);
            }
        }
    }
}

/// The servers of the API; where it names none, those of most of its operations.
fn servers(document: &Document<'_>, operations: &[Operation]) -> Vec<Server> {
    let own: Vec<Server> = document.servers.iter().map(server).collect();
    if !own.is_empty() {
        return own;
    }
    let mut counts: IndexMap<String, (usize, &[Server])> = IndexMap::new();
    for operation in operations {
        let usual = Server::usual(&operation.servers).filter(|url| url.contains("://"));
        let Some(usual) = usual else { continue };
        counts.entry(usual).or_insert((0, &operation.servers)).0 += 1;
    }
    let most = counts.values().map(|(count, _)| *count).max();
    let most = counts.values().find(|(count, _)| Some(*count) == most);
    most.map(|(_, servers)| servers.to_vec()).unwrap_or_default()
}

/// A server with its variables.
fn server(server: &document::Server<'_>) -> Server {
    let variable = |(name, node): (&str, Node<'_>)| ServerVariable {
        name: name.to_owned(),
        default: match node.get("default").map(|node| node.value) {
            Some(serde_json::Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => String::new(),
        },
        values: node.strings("enum").map(str::to_owned).collect(),
        description: node.text("description"),
    };
    Server {
        url: server.url.clone(),
        description: server.node.text("description").filter(|_| server.node.has("url")),
        variables: server.node.entries_of("variables").map(variable).collect(),
    }
}
