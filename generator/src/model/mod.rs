//! The language-neutral model of an API: what `build` makes of a description, what `passes`
//! refine, and what `lower` turns into Rust. Every node carries the place it came from.

mod constraints;
mod mismatch;
mod operation;
mod pagination;
mod response;
mod security;
mod status;
mod text;
mod types;
mod unions;

pub use constraints::*;
pub use mismatch::*;
pub use operation::*;
pub use pagination::*;
pub use response::*;
pub use security::*;
pub use status::StatusPattern;
pub(crate) use status::exact_name;
pub(crate) use text::{in_braces, is_json, is_token, plain_text};
pub use types::*;
pub use unions::*;

use crate::source::Pointer;

/// An API.
#[derive(Clone, Debug)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.summary` and `info.description`.
    pub docs: Docs,
    /// Who offers it, and on which terms.
    pub info: Info,
    /// What is said of tags.
    pub tags: Vec<Tag>,
    /// Where the API is served; the first is the default.
    pub servers: Vec<Server>,
    /// What a client begins with. Chosen by `passes::name_credentials`.
    pub client: ClientDefaults,
    /// Every security scheme that the description declares.
    pub security_schemes: Vec<SecurityScheme>,
    /// Every parameter that a client has for all calls. Found by
    /// `passes::find_client_parameters`.
    pub client_parameters: Vec<ClientParameter>,
    /// The schemas of parameters that operations list and that are none: of credentials, and of
    /// headers that follow from something else; and of `items` that objects have. Filled by `build`
    /// and `passes::find_credentials`.
    pub taken_over: Vec<TypeRef>,
    /// The examples that types have no values for.
    pub mismatches: Vec<Mismatch>,
    /// What authenticates operations that say nothing of their own.
    pub security: Vec<SecurityRequirement>,
    /// What tells that a call failed although its status says success, if the API has it.
    /// Found by `passes::choose_success`.
    pub failure: Option<Failure>,
    /// Every operation, in the description's order.
    pub operations: Vec<Operation>,
    /// The root of the resource tree. Its own operations are called on the client itself.
    /// Filled by `passes::group_resources`.
    pub root: Resource,
    /// Every type.
    pub types: Types,
    /// What each of the description's files is called.
    pub files: Vec<String>,
    /// The operations that the configuration leaves out. Filled by `passes::filter`.
    pub left_out: Vec<Operation>,
    /// What the API calls at the user's server.
    pub webhooks: Vec<Webhook>,
}

impl Api {
    /// A large API has more operations than this.
    pub const LARGE: usize = 100;

    /// Whether compiling its SDK takes so long that its users will want to compile parts of it.
    pub fn is_large(&self) -> bool {
        self.operations.len() > Self::LARGE
    }

    /// Where the description says that the API is served; empty when it names no server.
    /// What stands behind the host where nobody knows that.
    pub fn default_url(&self) -> String {
        let url = Server::usual(&self.servers).unwrap_or_default();
        let is_known = |name: &str| {
            let mut all = self.client_parameters.iter();
            all.any(|one| one.is_of_server() && one.name == name)
        };
        if !url.starts_with('{') && in_braces(&url).all(is_known) {
            return url;
        }
        let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
        let (_, path) = rest.split_once('/').unwrap_or_default();
        if path.is_empty() || path.contains('{') {
            String::new()
        } else {
            format!("/{path}")
        }
    }
}

/// What a description says about a thing, for people.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Docs {
    /// One line.
    pub summary: Option<String>,
    /// CommonMark, as written.
    pub description: Option<String>,
    /// `externalDocs.url`.
    pub external: Option<String>,
}

impl Docs {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What is said for people, the summary first.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        [&self.summary, &self.description].into_iter().flatten().map(String::as_str)
    }

    /// Whether any of these texts, in small letters, is in what is said.
    pub(crate) fn says(&self, any: &[&str]) -> bool {
        let mut texts = self.texts().map(str::to_lowercase);
        texts.any(|text| any.iter().any(|one| text.contains(one)))
    }

    /// With what another one says in place of what this one does.
    #[must_use]
    pub fn replaced(self, other: Self) -> Self {
        Self {
            summary: other.summary.or(self.summary),
            description: other.description.or(self.description),
            external: other.external.or(self.external),
        }
    }
}

/// Who offers an API, and on which terms.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Info {
    /// `contact`: a name, a URL, an address.
    pub contact: Vec<String>,
    /// `license`: a name, an SPDX expression, a URL.
    pub license: Vec<String>,
    /// `termsOfService`: a URL.
    pub terms: Option<String>,
}

/// What a description says about the operations that have a tag.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// Its name, as operations have it.
    pub name: String,
    /// For people.
    pub docs: Docs,
    /// The place it came from.
    pub origin: Pointer,
}

/// A node of the resource tree: `client.ai_gateway().logs()` is the resource `logs` of the
/// resource `ai_gateway`.
#[derive(Clone, Debug)]
pub struct Resource {
    /// The name in snake case, such as `ai_gateway`; empty for the root.
    pub name: String,
    /// The name of one thing of it in snake case, such as `log` for `logs`: what names of inline
    /// types begin with.
    pub singular: String,
    /// What the tag that it stands for says.
    pub docs: Docs,
    /// Its operations, in the description's order.
    pub operations: Vec<OperationIndex>,
    /// The resources below it, in the description's order.
    pub children: Vec<Resource>,
}

impl Api {
    /// How many operations are described: one that takes or gives several kinds of bodies is among
    /// [`operations`](Self::operations) for each of them.
    pub fn described_operations(&self) -> usize {
        let place = |one: &Operation| (one.origin.to_string(), one.http_line());
        let ids = self.operations.iter().map(place);
        ids.collect::<std::collections::BTreeSet<_>>().len()
    }
}

/// Where the API is served.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    /// The URL, with `{variables}` in it, as written.
    pub url: String,
    /// What it is called (OpenAPI 3.2).
    pub name: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// Its variables.
    pub variables: Vec<ServerVariable>,
    /// The place of its URL.
    pub origin: Pointer,
}

impl Server {
    /// Whether nobody knows where it is: what users have to say of it begins with the scheme, so
    /// that it is the whole URL.
    pub fn is_unknown(&self) -> bool {
        let mut asked = self.variables.iter().filter(|one| one.is_asked);
        asked.any(|one| self.url.starts_with(&one.place()))
    }

    /// The URL that counts when nobody chooses: that of the first server that has a host and speaks
    /// HTTP, else of the first with a host, else of the first; with encryption where there is the
    /// same one with it, since credentials go there.
    pub fn usual(servers: &[Self]) -> Option<String> {
        Self::usual_of(servers).map(Self::expanded)
    }

    /// The server with that URL.
    pub fn usual_of(servers: &[Self]) -> Option<&Self> {
        let urls: Vec<String> = servers.iter().map(Self::expanded).collect();
        let is_http =
            |url: &String| url.starts_with("https://") || url.starts_with("http://");
        let absolute = urls.iter().position(|url| url.contains("://"));
        let chosen = urls.iter().position(is_http).or(absolute).unwrap_or_default();
        let rest = urls.get(chosen)?.strip_prefix("http://");
        let secure = rest.map(|rest| format!("https://{rest}"));
        let secure = secure.and_then(|url| urls.iter().position(|one| *one == url));
        servers.get(secure.unwrap_or(chosen))
    }

    /// The URL with the defaults of its variables, but for those that the client has, without the
    /// slash at its end.
    pub fn expanded(&self) -> String {
        let mut url = self.url.clone();
        for variable in self.variables.iter().filter(|one| !one.is_asked) {
            url = url.replace(&variable.place(), &variable.default);
        }
        url.trim_end_matches('/').to_owned()
    }
}

/// A variable of a server's URL.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerVariable {
    /// The name, as in the URL.
    pub name: String,
    /// The value that counts when none is given.
    pub default: String,
    /// The values that it can have; empty when any is fine.
    pub values: Vec<String>,
    /// What it is.
    pub description: Option<String>,
    /// Whether the client has it: with a stand-in for a default, calls would go nowhere.
    /// Chosen by `passes::find_server_variables`.
    pub is_asked: bool,
    /// The place it came from.
    pub origin: Pointer,
}

impl ServerVariable {
    /// What stands in the URL where its value does.
    pub fn place(&self) -> String {
        format!("{{{}}}", self.name)
    }
}

/// A request that the API makes to the user: a webhook or a callback.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// Its name in the description.
    pub name: String,
    /// `operationId`.
    pub id: Option<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// For people.
    pub docs: Docs,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// What is sent as JSON; `None` when there is no such body.
    pub body: Option<TypeRef>,
    /// The parameters that come with it: where, their names, and what they are.
    pub parameters: Vec<(Location, String, Docs)>,
    /// What the API expects to be answered: for which statuses, what it means, and the media types
    /// of its body.
    pub answers: Vec<(StatusPattern, Docs, Vec<String>)>,
    /// How it says who it is by: one of these.
    pub security: Vec<SecurityRequirement>,
    /// The place it came from.
    pub origin: Pointer,
}

/// A parameter that a client has for all calls that take it. A call can have another value.
#[derive(Clone, Debug)]
pub struct ClientParameter {
    /// The name on the wire.
    pub name: String,
    /// What it is called in the SDK, before it takes Rust's case.
    pub label: String,
    /// Where it is sent: a header, the query, or, as a variable of the server's URL, before all
    /// paths.
    pub location: Location,
    /// Whether some operation cannot do without it.
    pub is_required: bool,
    /// The value where none is given: what is sent where an operation cannot do without it, and
    /// else what the server takes.
    pub default: Option<String>,
    /// What its value is, where that is the same in all operations; else it is text.
    pub schema: Option<TypeRef>,
    /// The values that operations list, where they list different ones.
    pub values: Vec<EnumValue>,
    /// In which operations it should no longer be used.
    pub deprecation: Deprecation,
    /// The environment variable that a client reads it from. Chosen by `passes::name_credentials`.
    pub variable: String,
    /// For people.
    pub docs: Docs,
    /// The place it came from.
    pub origin: Pointer,
}

/// In which operations something should no longer be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deprecation {
    /// In none.
    Nowhere,
    /// In some.
    Somewhere,
    /// In all that have it.
    Everywhere,
}

impl ClientParameter {
    /// Whether an operation's parameter is this one.
    pub fn is(&self, parameter: &Parameter) -> bool {
        !self.is_of_server() && self.location.place(&self.name) == parameter.place()
    }

    /// Whether it is a variable of the server's URL.
    pub fn is_of_server(&self) -> bool {
        self.location == Location::Path
    }

    /// What it is, for people.
    pub(crate) fn noun(&self) -> &'static str {
        match self.is_of_server() {
            true => "variable of the server's URL",
            false => self.location.noun(),
        }
    }
}

/// What a client begins with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClientDefaults {
    /// Where the API is served; empty when nothing says it.
    pub base_url: String,
    /// The environment variable that replaces it.
    pub base_url_variable: String,
    /// Headers that go with every request: name and value.
    pub headers: Vec<(String, String)>,
}

/// The members of an answer that tell that a call failed.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// The members that lead to the flag, which is false then.
    pub flag: Vec<String>,
    /// The members that lead to the list of what went wrong.
    pub errors: Vec<String>,
    /// The member of an element of that list that has its code.
    pub code: String,
    /// The member of an element of that list that has its text.
    pub message: String,
    /// Whether the flag counts in envelopes alone: elsewhere it is a member like others.
    pub of_envelopes_alone: bool,
}
