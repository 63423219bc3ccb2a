//! Document → model: a file per kind of node.

mod bodies;
mod docs;
mod encodings;
mod examples;
mod extensions;
mod incomplete_security;
mod left_out;
mod named_by_paths;
mod operations;
mod parameters;
mod paths;
mod schemas;
mod security;
mod styles;
mod undeclared_security;
mod values;
mod webhooks;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use indexmap::IndexMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{self, Document, Node, resolve};
use crate::model::{
    Api, ClientDefaults, Docs, Info, Link, LinkTarget, Operation, Resource,
    SecurityRequirement, SecurityScheme, Server, ServerVariable, Tag, TypeId, TypeRef,
    Types,
};

/// Builds the model. What cannot be modelled is reported and left out.
pub(crate) fn build(document: &Document<'_>, diagnostics: &mut Diagnostics) -> Api {
    let mut builder = Builder::new(document, diagnostics);
    builder.find_discriminated_children();
    builder.find_branches();
    builder.find_circles();
    let info = document.root.get("info").and_then(|node| builder.follow(&node));
    let text = |key: &str| info.as_ref().and_then(|node| node.text(key));
    let mut security_schemes = builder.security_schemes();
    let indexes = security_schemes.iter().enumerate();
    builder.schemes =
        indexes.map(|(index, scheme)| (scheme.name.clone(), index)).collect();
    builder.settle_undeclared(&mut security_schemes);
    let nothing_is_said = !security_schemes.is_empty() && !security::is_said(document);
    let default_security = match nothing_is_said {
        true => Some(builder.whichever_is_set(&security_schemes)),
        false => document
            .security
            .as_ref()
            .map(|node| builder.security(node, &security_schemes)),
    };
    let mut operations =
        builder.operations(&security_schemes, default_security.as_deref());
    builder.report_inconsistencies(&operations);
    let servers = builder.own_servers().unwrap_or_else(|| servers_of(&operations));
    let webhooks = builder.webhooks(&document.webhooks);
    for (_, node) in &document.schemas {
        builder.named_type(node);
    }
    builder.define_pending();
    let mismatches = builder.compare_examples();
    bodies::settle_unknown(&mut builder.types, &mut operations);
    bodies::settle_kinds(&builder.types, &mut operations, builder.diagnostics);
    let is_swagger = document.is_swagger();
    styles::report(&builder.types, &operations, is_swagger, builder.diagnostics);
    Api {
        title: text("title").unwrap_or_else(|| "API".to_owned()),
        version: text("version").unwrap_or_default(),
        docs: api_docs(document, info.as_ref()),
        info: info.as_ref().map(offer).unwrap_or_default(),
        tags: tags(document),
        servers,
        client: ClientDefaults::default(),
        security_schemes,
        client_parameters: Vec::new(),
        security: default_security.unwrap_or_default(),
        failure: None,
        operations,
        taken_over: builder.taken_over,
        mismatches,
        left_out: Vec::new(),
        root: Resource {
            name: String::new(),
            singular: String::new(),
            docs: Docs::default(),
            operations: Vec::new(),
            children: Vec::new(),
        },
        types: builder.types,
        files: schemas::names_of_files(document.sources),
        webhooks,
    }
}

impl<'t> Builder<'t, '_> {
    /// The operations. What they do not say of security the API says.
    fn operations(
        &mut self,
        schemes: &[SecurityScheme],
        default: Option<&[SecurityRequirement]>,
    ) -> Vec<Operation> {
        let document = self.document;
        let mut operations = Vec::with_capacity(document.operations.len());
        for operation in &document.operations {
            let security = match operation.node.get("security") {
                Some(node) => self.security(&node, schemes),
                None => default.unwrap_or_default().to_vec(),
            };
            operations.push(self.operation(operation, security));
        }
        operations
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
    /// Schemas that were told to shape nothing.
    taken_over: Vec<TypeRef>,
    /// The examples of answers and of schemas.
    examples: Vec<examples::Example<'t>>,
    /// The index of each security scheme, by its name.
    schemes: BTreeMap<String, usize>,
    /// Where references lead, by their place: many questions are asked of each.
    targets: RefCell<IndexMap<schemas::Place, Option<Node<'t>>>>,
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
            taken_over: Vec::new(),
            examples: Vec::new(),
            schemes: BTreeMap::new(),
            targets: RefCell::default(),
        }
    }

    /// Follows a reference; what leads nowhere is reported.
    fn follow(&mut self, node: &Node<'t>) -> Option<Node<'t>> {
        resolve::follow(self.document.sources, node, self.diagnostics)
    }

    /// Follows a reference without a word, for looking ahead.
    fn peek(&self, node: &Node<'t>) -> Option<Node<'t>> {
        if node.reference().is_none() {
            return Some(node.clone());
        }
        let mut targets = self.targets.borrow_mut();
        let target = targets.entry(schemas::place(node)).or_insert_with(|| {
            let resolved = resolve::resolve(self.document.sources, node);
            resolved.ok().map(|resolved| resolved.node)
        });
        target.clone()
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.report(diagnostic);
    }

    /// Reports what is wrong of several places together.
    fn report_inconsistencies(&mut self, operations: &[Operation]) {
        self.report_duplicate_ids(operations);
        self.report_links(operations);
        self.report_paths();
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

    /// The servers that the API names; `None` where there is none.
    fn own_servers(&mut self) -> Option<Vec<Server>> {
        let servers = self.servers(&self.document.servers);
        self.report_relative_servers(&servers);
        (!servers.is_empty()).then_some(servers)
    }

    /// Servers with their variables. Those that are not called by HTTP are reported and left out.
    fn servers(&mut self, servers: &[document::Server<'t>]) -> Vec<Server> {
        let mut found = Vec::with_capacity(servers.len());
        for one in servers {
            let read = server(one);
            let expanded = read.expanded();
            let scheme =
                expanded.split_once("://").map_or("https", |(scheme, _)| scheme);
            let is_http =
                ["http", "https"].iter().any(|http| scheme.eq_ignore_ascii_case(http));
            // What a variable stands for may be either.
            if is_http || scheme.contains('{') {
                found.push(read);
                continue;
            }
            let message = format!(
                "the server `{}` is not called by HTTP and is left out",
                one.url
            );
            self.report(
                Diagnostic::new(Code::Repaired, &one.node.at, message)
                    .note("calls go to the other servers, or else to the client's base URL")
                    .help("write the URL by which the API is called, with `https://`"),
            );
        }
        found
    }

    /// Reports servers that only say a path where another one has a host: calls go to that.
    fn report_relative_servers(&mut self, servers: &[Server]) {
        let has_host = |url: &str| url.contains("://");
        let usual = Server::usual(servers).filter(|url| has_host(url));
        let Some(usual) = usual else { return };
        let has_none = |one: &&document::Server<'t>| !has_host(&server(one).expanded());
        let relative = self.document.servers.iter().filter(has_none);
        for relative in relative {
            let message =
                format!("the server `{}` has no host and is left out", relative.url);
            self.diagnostics.report(
                Diagnostic::new(Code::UnsupportedKeyword, &relative.node.at, message)
                    .note(format!("calls go to `{usual}`"))
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

/// The servers of most operations.
fn servers_of(operations: &[Operation]) -> Vec<Server> {
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

/// What the API is, and where more is said of it.
fn api_docs(document: &Document<'_>, info: Option<&Node<'_>>) -> Docs {
    let external = docs::docs(&document.root).external;
    Docs { external, ..info.map(docs::docs).unwrap_or_default() }
}

fn offer(info: &Node<'_>) -> Info {
    let texts = |key: &str, parts: [&str; 3]| {
        let node = info.get(key);
        let said = parts.iter().filter_map(|part| node.as_ref()?.text(part));
        said.collect()
    };
    Info {
        contact: texts("contact", ["name", "url", "email"]),
        license: texts("license", ["name", "identifier", "url"]),
        terms: info.text("termsOfService"),
    }
}

/// What the description says of its tags.
fn tags(document: &Document<'_>) -> Vec<Tag> {
    let tag = |node: Node<'_>| {
        let (docs, origin) = (docs::docs(&node), node.at.clone());
        Some(Tag { name: node.str("name")?.to_owned(), docs, origin })
    };
    document.root.items_of("tags").filter_map(tag).collect()
}

/// A server with its variables.
fn server(server: &document::Server<'_>) -> Server {
    let variable = |(name, node): (&str, Node<'_>)| {
        let values: Vec<String> =
            node.items_of("enum").map(|value| value.plain()).collect();
        // One that has no value at all is as if it were not declared.
        let default = node.get("default").map(|node| node.plain());
        let default = default.or_else(|| values.first().cloned())?;
        Some(ServerVariable {
            name: name.to_owned(),
            default,
            values,
            description: node.text("description"),
            is_asked: false,
            origin: node.at.clone(),
        })
    };
    Server {
        url: server.url.clone(),
        name: extensions::server_name(&server.node).filter(|_| server.node.has("url")),
        description: server.node.text("description").filter(|_| server.node.has("url")),
        variables: server.node.entries_of("variables").filter_map(variable).collect(),
        origin: server.node.at.child(if server.node.has("url") {
            "url"
        } else {
            "host"
        }),
    }
}
