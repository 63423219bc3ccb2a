//! The client.

use std::fmt;
use std::sync::Arc;

use http::HeaderMap;

use super::client_parameters::Values;
use super::credentials::Credentials;
use super::parts::Timeouts;
use super::retry::Retry;
use super::{Api, ClientBuilder, Clock, Transport};

/// A client of the API.
///
/// It is cheap to clone, and all clones share their connections. What its methods return owns
/// all it needs, so that calls can run in tasks of their own.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

/// What a client is made of; what its builder collects.
#[derive(Clone)]
pub(super) struct Inner {
    pub(super) api: &'static Api,
    /// Without a slash at the end.
    pub(super) base_url: String,
    /// Whether the base URL is that of the API, not one that the user chose.
    pub(super) is_described_base_url: bool,
    pub(super) credentials: Credentials,
    pub(super) headers: HeaderMap,
    pub(super) parameters: Values,
    pub(super) timeouts: Timeouts,
    pub(super) retry: Retry,
    pub(super) transport: Arc<dyn Transport>,
    pub(super) clock: Arc<dyn Clock>,
}

impl Client {
    pub(super) fn from_inner(inner: Inner) -> Self {
        Self { inner: Arc::new(inner) }
    }

    pub(super) fn inner(&self) -> &Inner {
        &self.inner
    }

    /// A builder that begins with the settings of this client, for a client that differs in some.
    /// Both share their connections.
    pub fn to_builder(&self) -> ClientBuilder {
        ClientBuilder::from_inner(self.inner.as_ref().clone())
    }

    /// The URL that the paths of all operations are appended to.
    pub fn base_url(&self) -> &str {
        &self.inner.base_url
    }
}

/// Credentials and headers are not shown.
impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { api, base_url, is_described_base_url, .. } = &*self.inner;
        let mut debug = formatter.debug_struct("Client");
        // What is filled in can be a secret, as the token in `https://api.test/bot{token}`.
        let base_url = if *is_described_base_url { api.base_url } else { base_url };
        debug.field("api", &api.title).field("base_url", &base_url);
        debug.finish_non_exhaustive()
    }
}
