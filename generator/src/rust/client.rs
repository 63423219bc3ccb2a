//! The client: what the description says about the API as a whole.

use super::{Docs, Ident, Place, Type};

/// The client of the SDK.
#[derive(Clone, Debug)]
pub(crate) struct Client {
    /// The API's title.
    pub title: String,
    /// What the SDK calls itself in requests; `None` to use the package's name and version.
    pub user_agent: Option<String>,
    /// Where requests go by default.
    pub base_url: String,
    /// Where they can go instead; empty when there is nothing to choose.
    pub servers: Vec<ServerUrl>,
    /// Those that no constant has, since only users know what stands in their braces: one line of
    /// text for each.
    pub server_templates: Vec<String>,
    /// What can stand in the URLs of servers beyond that: one line of text for each variable.
    pub server_variables: Vec<String>,
    /// The environment variable that changes it.
    pub base_url_variable: String,
    /// The security schemes.
    pub schemes: Vec<Scheme>,
    /// What operations use that say nothing else: alternatives in order of precedence.
    pub security: Vec<Vec<usize>>,
    /// The flag and the list of errors of an answer's envelope.
    pub failure: Option<Failure>,
    /// Headers that every request has.
    pub headers: Vec<(String, String)>,
    /// The setters of the builder.
    pub setters: Vec<CredentialSetter>,
    /// The setters of the builder for tokens that do not last.
    pub token_setters: Vec<TokenSetter>,
    /// The parameters that a client has for all calls.
    pub parameters: Vec<ClientParameter>,
}

impl Client {
    /// Whether a caller must say where requests go.
    pub(crate) fn needs_base_url(&self) -> bool {
        !self.base_url.contains("://")
    }

    /// What the function that creates a client from the environment says.
    pub(crate) fn docs_of_from_env(&self) -> &'static str {
        if self.needs_base_url() {
            "Creates a client whose credentials come from the environment.\n\n# Errors\n\nThe \
             environment names no base URL, or one that is not one, or no TLS \
             backend can be initialized."
        } else if self.needed().is_empty() {
            "Creates a client whose credentials come from the environment.\n\n# Errors\n\nThe \
             environment names a base URL that is not one, or no TLS backend can be initialized."
        } else {
            "Creates a client whose credentials come from the environment.\n\n# Errors\n\nA \
             variable of the server's URL has no value, the environment names a base URL that is \
             not one, or no TLS backend can be initialized."
        }
    }

    /// The parameters without which there is no client, unless it is given the whole URL.
    pub(crate) fn needed(&self) -> Vec<&ClientParameter> {
        let all = self.parameters.iter();
        all.filter(|one| one.default.is_none() && one.is_in(&self.base_url)).collect()
    }
}

/// A server of the API.
#[derive(Clone, Debug)]
pub(crate) struct ServerUrl {
    /// The constant of the client that has the URL.
    pub constant: Ident,
    /// The docs of the constant.
    pub docs: Docs,
    /// The URL.
    pub url: String,
    /// What it is, in one line; empty when nothing is said.
    pub about: String,
}

/// A security scheme.
#[derive(Clone, Debug)]
pub(crate) struct Scheme {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: SchemeKind,
    /// The environment variables that it is read from.
    pub variables: Vec<String>,
}

/// What a security scheme is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SchemeKind {
    /// `Authorization: Bearer …`.
    Bearer,
    /// The same with tokens that the client can get by itself.
    Tokens(TokenEndpoint),
    /// `Authorization: Basic …`.
    Basic,
    /// A key in a header.
    Header(String),
    /// A key in the query.
    Query(String),
    /// A key in a cookie.
    Cookie(String),
    /// `Authorization` with this scheme and one text.
    Token(String),
    /// The whole value of `Authorization`.
    Authorization,
    /// Nothing is sent: the transport authenticates.
    Transport,
}

/// How an answer with a status of success says that it is a failure all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    /// The members that lead to the flag, which is false then.
    pub flag: Vec<String>,
    /// The members that lead to the errors.
    pub errors: Vec<String>,
    /// The member of an error that has its code.
    pub code: String,
    /// The member of an error that has its text.
    pub message: String,
}

/// A method of the builder that sets a credential.
#[derive(Clone, Debug)]
pub(crate) struct CredentialSetter {
    /// Its name.
    pub name: Ident,
    /// What it sets.
    pub docs: Docs,
    /// The scheme, as an index into [`Client::schemes`].
    pub scheme: usize,
    /// Its arguments: one, or two for HTTP basic.
    pub arguments: Vec<Ident>,
}

/// Where a client gets tokens for its id and secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TokenEndpoint {
    /// Its URL.
    pub url: String,
    /// The builder's method that sets id and secret.
    pub setter: Ident,
    /// The environment variables of id and secret.
    pub variables: [String; 2],
}

/// A method of the builder that sets where the token of a scheme comes from.
#[derive(Clone, Debug)]
pub(crate) struct TokenSetter {
    /// Its name.
    pub name: Ident,
    /// What it sets.
    pub docs: Docs,
    /// The scheme, as an index into [`Client::schemes`].
    pub scheme: usize,
    /// The token endpoint that takes what is set, id and secret; otherwise the source itself is set.
    pub token_url: Option<String>,
}

/// A parameter that a client has for all calls, and the builder's method that sets it.
#[derive(Clone, Debug)]
pub(crate) struct ClientParameter {
    /// The name on the wire.
    pub name: String,
    /// The name of the method.
    pub setter: Ident,
    /// What it sets.
    pub docs: Docs,
    /// What it is, in one line; empty when nothing is said.
    pub about: String,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// What it takes; text where there is none.
    pub ty: Option<Type>,
    /// The environment variable that it is read from.
    pub variable: String,
    /// What is sent where nothing is set.
    pub default: Option<String>,
    /// Where it is sent: in a header, in the query or in the URL of the server.
    pub place: Place,
    /// What it is, for people: `header` or `query parameter`.
    pub noun: &'static str,
    /// Whether some calls cannot do without it.
    pub is_required: bool,
    /// The URL that it stands in, if it stands in one.
    pub server: Option<String>,
}

impl ClientParameter {
    /// What is said of all of them.
    pub(crate) const ABOUT: &'static str = "The client has these for all calls that take them. \
        `client.to_builder()` makes a client with others,\nand `.header(…)` or `.query(…)` of a \
        call sets another one for that.";

    /// Whether it is a variable of a server's URL.
    pub(crate) fn is_in(&self, url: &str) -> bool {
        self.place == Place::Path && url.contains(&format!("{{{}}}", self.name))
    }

    /// What is sent where none is set.
    pub(crate) fn note(&self) -> String {
        match (&self.default, self.is_required) {
            (Some(default), _) => format!("`{default}` by default"),
            (None, true) => "needed".to_owned(),
            (None, false) => "optional".to_owned(),
        }
    }
}
