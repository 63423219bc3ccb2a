//! Tokens that do not last.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use super::{BoxError, BoxFuture, Client};

/// Gives the tokens that a client sends, for those that do not last: from OAuth 2, a vault, a file
/// that is renewed.
///
/// Every function is one that returns a future of a token:
///
/// ```text
/// let client = Client::builder()
///     .credential_source(0, || async { tokio::fs::read_to_string("/run/secrets/token").await })
///     .build()?;
/// ```
pub trait TokenSource: Send + Sync + 'static {
    /// A token that can be sent now. `client` is the one that asks.
    ///
    /// Every attempt of a call asks for one, so a source keeps what it has as long as it lasts.
    fn token(&self, client: &Client) -> BoxFuture<Result<String, BoxError>>;

    /// Is told that the server refused a token: status 401. Returns whether there can be another
    /// one now, with which the call is tried once more. There is none by default.
    fn refuse(&self, token: &str) -> bool {
        let _ = token;
        false
    }
}

impl<F, T, E> TokenSource for F
where
    F: Fn() -> T + Send + Sync + 'static,
    T: Future<Output = Result<String, E>> + Send + 'static,
    E: Into<BoxError>,
{
    fn token(&self, _: &Client) -> BoxFuture<Result<String, BoxError>> {
        let token = self();
        Box::pin(async move { token.await.map_err(Into::into) })
    }
}

/// How a client gets the tokens of a scheme by itself.
pub trait TokenFlow: fmt::Debug + Sync {
    /// The name of the builder's method that sets what the flow needs.
    fn setter(&self) -> &'static str;

    /// The environment variables that it is read from, all of which are needed.
    fn variables(&self) -> &'static [&'static str];

    /// A source, from the values of the variables.
    fn source(&self, values: &[String]) -> Option<Arc<dyn TokenSource>>;
}
