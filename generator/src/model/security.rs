//! Security schemes and what an operation requires of them.

use super::operation::authorization;
use super::{Docs, Location};
use crate::source::Pointer;

/// A security scheme (OpenAPI 3.0 §4.7.23).
#[derive(Clone, Debug)]
pub struct SecurityScheme {
    /// Its name in the description.
    pub name: String,
    /// Its name in the SDK. Chosen by `passes::name_credentials`.
    pub label: String,
    /// What it is.
    pub kind: SecurityKind,
    /// For people.
    pub docs: Docs,
    /// The environment variable that a client reads it from. Chosen by `passes::name_credentials`.
    /// For HTTP basic this is the user name's.
    pub variable: String,
    /// For HTTP basic: the environment variable of the password.
    pub password_variable: Option<String>,
    /// How a client gets tokens for it by itself. Found by `passes::find_token_endpoints`.
    pub client_credentials: Option<ClientCredentials>,
    /// The place it came from.
    pub origin: Pointer,
}

impl SecurityScheme {
    /// A scheme of this kind, for which passes have chosen nothing yet.
    pub fn new(name: &str, kind: SecurityKind, docs: Docs, origin: &Pointer) -> Self {
        Self {
            name: name.to_owned(),
            label: name.to_owned(),
            kind,
            docs,
            variable: String::new(),
            password_variable: None,
            client_credentials: None,
            origin: origin.clone(),
        }
    }
}

/// The token endpoint that gives tokens for the id and the secret of a client: OAuth 2's client
/// credentials flow (OpenAPI 3.0 §4.7.24, RFC 6749 §4.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientCredentials {
    /// The token endpoint; one without a host is at that of the API.
    pub token_url: String,
    /// The environment variables of id and secret. Chosen by `passes::name_credentials`.
    pub variables: [String; 2],
}

/// What a security scheme is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecurityKind {
    /// `Authorization: Bearer …`. OAuth 2 and OpenID Connect give such a token too.
    Bearer,
    /// `Authorization: Basic …`.
    Basic,
    /// A key in a header.
    HeaderKey(String),
    /// A key in the query.
    QueryKey(String),
    /// A key in a cookie.
    CookieKey(String),
    /// OAuth 2: sent as a bearer token.
    OAuth2(Vec<OAuthFlow>),
    /// OpenID Connect: sent as a bearer token.
    OpenIdConnect(String),
    /// `Authorization: SCHEME …` with one text behind the scheme.
    Token(String),
    /// `Authorization: SCHEME …` with a scheme of IANA's registry whose parameters have no support
    /// of their own; the user gives the whole value.
    Authorization(String),
    /// A client certificate: the transport's matter.
    MutualTls,
}

impl SecurityKind {
    /// Where its credential is sent, see [`Location::place`].
    pub fn place(&self) -> Option<(Location, String)> {
        match self {
            Self::HeaderKey(name) => Some(Location::Header.place(name)),
            Self::QueryKey(name) => Some(Location::Query.place(name)),
            Self::CookieKey(name) => Some(Location::Cookie.place(name)),
            Self::MutualTls => None,
            _ => Some(authorization()),
        }
    }
}

/// One way to get an OAuth 2 token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OAuthFlow {
    /// `implicit`, `password`, `clientCredentials`, `authorizationCode`, `deviceAuthorization`.
    pub kind: String,
    /// The authorization endpoint.
    pub authorization_url: Option<String>,
    /// The token endpoint.
    pub token_url: Option<String>,
    /// The endpoint that gives a token anew.
    pub refresh_url: Option<String>,
    /// Where a device asks to be authorized.
    pub device_authorization_url: Option<String>,
    /// The scopes: name and description.
    pub scopes: Vec<(String, String)>,
}

/// Schemes that authenticate a request together; none at all means that no credentials are fine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SecurityRequirement {
    /// The schemes: index into [`Api::security_schemes`](super::Api::security_schemes) and scopes.
    pub schemes: Vec<(usize, Vec<String>)>,
}

impl SecurityRequirement {
    /// The schemes without their scopes.
    pub fn indexes(&self) -> impl Iterator<Item = usize> {
        self.schemes.iter().map(|(index, _)| *index)
    }
}
