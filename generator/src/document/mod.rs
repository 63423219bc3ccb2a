//! The typed document: one shape for every version of OpenAPI, over the tree as it was read.
//!
//! Nothing is copied: what is here points into the tree, and every node knows its place in the
//! user's own file. The readers of the versions are in [`upgrade`](crate::upgrade).

mod check;
mod contradicted;
mod discriminators;
mod grammar;
mod json_types;
mod keywords;
mod kinds;
mod left_out;
mod lists;
mod members;
mod misplaced;
mod node;
mod nulls;
mod repairs;
pub(crate) mod resolve;
mod schemas;
mod spellings;
mod structure;
mod texts;
mod types;
mod unresolved;
mod wrong;

pub(crate) use check::check;
pub(crate) use json_types::{alias, intersection, known_type, told_types, types_said};
pub(crate) use node::Node;

use indexmap::IndexMap;

use crate::load::Version;
use crate::model::{ContentKind, Docs, Location, StatusPattern, Style};
use crate::source::SourceSet;

/// A description.
#[derive(Debug)]
pub(crate) struct Document<'t> {
    /// The files.
    pub sources: &'t SourceSet,
    /// The root of the first file.
    pub root: Node<'t>,
    /// Servers of the API.
    pub servers: Vec<Server<'t>>,
    /// Named security schemes: OpenAPI 3 or Swagger 2.0 objects.
    pub security_schemes: Vec<(&'t str, Node<'t>)>,
    /// The requirement that holds where an operation says nothing.
    pub security: Option<Node<'t>>,
    /// The named schemas.
    pub schemas: Vec<(&'t str, Node<'t>)>,
    /// Every operation.
    pub operations: Vec<Operation<'t>>,
    /// Webhooks by name.
    pub webhooks: Vec<(String, Operation<'t>)>,
}

impl Document<'_> {
    /// Whether it is written in Swagger 2.0, where things have other places and names.
    pub(crate) fn is_swagger(&self) -> bool {
        is_swagger(&self.root)
    }

    /// Whether what stands beside a `$ref` of a schema counts: since OpenAPI 3.1.
    pub(crate) fn has_ref_siblings(&self) -> bool {
        has_ref_siblings(&self.root)
    }

    /// What a reference says of its target.
    pub(crate) fn beside(&self, node: &Node<'_>) -> Docs {
        beside(&self.root, node)
    }
}

fn has_ref_siblings(root: &Node<'_>) -> bool {
    root.str("openapi").is_some_and(|version| !version.starts_with("3.0"))
}

/// What a reference says of its target in place of what that says (OpenAPI 3.1 §4.8.23).
pub(crate) fn beside(root: &Node<'_>, node: &Node<'_>) -> Docs {
    if node.reference().is_none() || !has_ref_siblings(root) {
        return Docs::default();
    }
    let (summary, description) = (node.text("summary"), node.text("description"));
    Docs { summary, description, external: None }
}

/// Whether a description is written in Swagger 2.0.
pub(crate) fn is_swagger(root: &Node<'_>) -> bool {
    Version::of(root.value) == Some(Version::Swagger2)
}

/// Where something is sent: `in`, whatever the case of its letters.
pub(crate) fn location(node: &Node<'_>) -> String {
    node.str("in").unwrap_or_default().trim().to_ascii_lowercase()
}

/// Where an API is served.
#[derive(Clone, Debug)]
pub(crate) struct Server<'t> {
    /// The URL.
    pub url: String,
    /// The object that has it; for Swagger 2.0 the root.
    pub node: Node<'t>,
}

/// One HTTP method on one path.
#[derive(Clone, Debug)]
pub(crate) struct Operation<'t> {
    /// The operation object.
    pub node: Node<'t>,
    /// The path item, for what it says to all of its operations.
    pub path_item: Node<'t>,
    /// The HTTP method in upper case.
    pub method: String,
    /// The path template.
    pub path: String,
    /// The query parameters that the path template names, and whether each is exploded:
    /// `{?page,ids*}` (RFC 6570 §3.2.8).
    pub queried: IndexMap<String, bool>,
    /// Parameters of the operation and its path item.
    pub parameters: Vec<Parameter<'t>>,
    /// What is sent.
    pub body: Option<RequestBody<'t>>,
    /// What is answered.
    pub responses: Vec<Response<'t>>,
    /// Servers of its own.
    pub servers: Vec<Server<'t>>,
    /// Callbacks: name and operation.
    pub callbacks: Vec<(String, Operation<'t>)>,
}

/// A parameter.
#[derive(Clone, Debug)]
pub(crate) struct Parameter<'t> {
    /// The parameter object, references followed.
    pub node: Node<'t>,
    /// Its name.
    pub name: String,
    /// Where it is sent.
    pub location: Location,
    /// Whether it must be given.
    pub required: bool,
    /// The schema; the parameter itself in Swagger 2.0; `None` when there is none.
    pub schema: Option<Node<'t>>,
    /// The media type object of its value, references followed, if it has one.
    pub content: Option<Node<'t>>,
    /// How its value becomes text.
    pub style: Style,
    /// Whether arrays and objects become one pair each member.
    pub explode: bool,
    /// What a reference to it says in place of what it says itself.
    pub beside: Docs,
}

/// A request body.
#[derive(Clone, Debug)]
pub(crate) struct RequestBody<'t> {
    /// The request body object, references followed; in Swagger 2.0 the body parameter or the
    /// operation.
    pub node: Node<'t>,
    /// Whether it must be sent.
    pub required: bool,
    /// One for each media type.
    pub contents: Vec<Content<'t>>,
    /// What a reference to it says in place of what it says itself.
    pub beside: Docs,
}

/// A response.
#[derive(Clone, Debug)]
pub(crate) struct Response<'t> {
    /// For which statuses.
    pub status: StatusPattern,
    /// The response object, references followed.
    pub node: Node<'t>,
    /// One for each media type.
    pub contents: Vec<Content<'t>>,
    /// What a reference to it says in place of what it says itself.
    pub beside: Docs,
}

/// One representation of a body.
#[derive(Clone, Debug)]
pub(crate) struct Content<'t> {
    /// The media type, as written.
    pub media_type: String,
    /// What it is for us.
    pub kind: ContentKind,
    /// The media type object; in Swagger 2.0 what has the schema.
    pub node: Node<'t>,
    /// What is sent or answered.
    pub schema: ContentSchema<'t>,
}

/// What a body is.
#[derive(Clone, Debug)]
pub(crate) enum ContentSchema<'t> {
    /// Nothing is said.
    Unknown,
    /// A schema.
    Schema(Node<'t>),
    /// The array of a sequential media type (OpenAPI 3.2 `itemSchema`).
    Items(Node<'t>),
    /// The form fields of Swagger 2.0.
    Fields(Vec<Parameter<'t>>),
}
