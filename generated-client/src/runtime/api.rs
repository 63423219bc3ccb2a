//! What a description says about an API as a whole.

use super::TokenFlow;

/// An API: where it is, how it authenticates, what its answers look like.
///
/// An SDK has one `static` of this type, which every [`Client`](super::Client) of it refers to.
#[derive(Clone, Copy, Debug)]
pub struct Api {
    /// The name of the API.
    pub title: &'static str,
    /// The `User-Agent` that is sent.
    pub user_agent: &'static str,
    /// The URL that the paths of all operations are appended to.
    pub base_url: &'static str,
    /// The environment variable that replaces the base URL; empty when there is none.
    pub base_url_variable: &'static str,
    /// The ways to authenticate.
    pub schemes: &'static [Scheme],
    /// What operations accept that do not say otherwise: one set of schemes or another, in order
    /// of precedence, as indexes into `schemes`. An empty set means that no credentials are fine
    /// too; no set at all that none are ever sent.
    pub security: &'static [&'static [usize]],
    /// The parameters that a client has for all calls that take them.
    pub parameters: &'static [ClientParameter],
    /// How a successful status can still mean a failure.
    pub failure: Option<Failure>,
    /// Headers that every request has: name and value.
    pub headers: &'static [(&'static str, &'static str)],
}

/// A way to authenticate.
#[derive(Clone, Copy, Debug)]
pub struct Scheme {
    /// Its name, which is also the name of the setter of the client's builder.
    pub name: &'static str,
    /// How the credential is sent.
    pub kind: SchemeKind,
    /// The environment variables it is read from, the first that is set counts. For
    /// [`SchemeKind::Basic`] these are two: the user name's and the password's.
    pub variables: &'static [&'static str],
}

/// How a credential is sent.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum SchemeKind {
    /// `Authorization: Bearer …`.
    Bearer,
    /// The same with tokens that the client can get by itself.
    Tokens(&'static dyn TokenFlow),
    /// `Authorization: Basic …`: user name and password.
    Basic,
    /// `Authorization` with this scheme before the credential.
    Token(&'static str),
    /// The whole value of `Authorization`.
    Authorization,
    /// The value of this header.
    Header(&'static str),
    /// The value of this query parameter.
    Query(&'static str),
    /// The value of this cookie.
    Cookie(&'static str),
    /// Nothing is sent: the transport authenticates, as with client certificates.
    Transport,
}

/// A parameter that a client has for all calls that take it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientParameter {
    /// The name that it is sent under.
    pub name: &'static str,
    /// Where it is sent.
    pub place: ParameterPlace,
    /// The method of the client's builder that sets it.
    pub setter: &'static str,
    /// The environment variable that it is read from.
    pub variable: &'static str,
    /// What is sent where nothing is set, not even a header of this name for all calls, and a call
    /// cannot do without it.
    pub default: Option<&'static str>,
}

/// Where a parameter is sent that a client has for all calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterPlace {
    /// In a header.
    Header,
    /// In the query.
    Query,
    /// In the URL of the server, in place of its name in braces.
    Server,
}

/// How a successful status can still mean a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The members that lead to the flag in the answer, which is `false` then.
    pub flag: &'static [&'static str],
    /// The members that lead to the errors in the answer.
    pub errors: &'static [&'static str],
    /// The member of an error that has its code.
    pub code: &'static str,
    /// The member of an error that says to people what it is.
    pub message: &'static str,
}
