//! OAuth 2: tokens for the id and the secret of a client (RFC 6749 §4.4).

use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue, USER_AGENT};
use http::{HeaderMap, Method};
use reqwest::Url;
use serde_json::Value;

use super::credentials::basic;
use super::error::Answer;
use super::send::{Outgoing, attempts};
use super::{
    BoxError, BoxFuture, Call, Client, Error, Result, TokenFlow, TokenSource, api_error,
    percent,
};

/// Tokens for the id and the secret of a client, which the server gives at its token endpoint
/// (OAuth 2 client credentials, RFC 6749 §4.4).
///
/// A token is asked for when the first call needs one, kept until shortly before it expires, and
/// asked for anew when the server refuses it. All clones of a client share it.
#[derive(Clone)]
pub struct ClientCredentials {
    inner: Arc<Inner>,
}

#[derive(Clone)]
struct Grant {
    token_url: String,
    client_id: String,
    client_secret: String,
    /// What is sent beside.
    parameters: Vec<(String, String)>,
}

struct Inner {
    grant: Grant,
    token: Mutex<Option<Token>>,
    /// Held while a token is asked for, so that calls at the same time ask for one. It has what the
    /// last one failed with.
    asking: tokio::sync::Mutex<Option<Failure>>,
    /// How often the server was asked.
    asked: AtomicU64,
    /// Whether the server takes id and secret in the body only.
    in_body: AtomicBool,
}

/// Why the server gave no token.
struct Failure {
    /// How often the server was asked then.
    asked: u64,
    error: Error,
}

#[derive(Clone)]
struct Token {
    text: String,
    /// When another one is asked for.
    until: Option<SystemTime>,
}

impl ClientCredentials {
    /// The id and the secret, for the token endpoint at this URL. One without a host is at that of
    /// the API.
    pub fn new(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<String>,
    ) -> Self {
        Self::of(Grant {
            token_url: token_url.into(),
            client_id: client_id.into(),
            client_secret: client_secret.into(),
            parameters: Vec::new(),
        })
    }

    fn of(grant: Grant) -> Self {
        let inner = Inner {
            grant,
            token: Mutex::default(),
            asking: tokio::sync::Mutex::default(),
            asked: AtomicU64::default(),
            in_body: AtomicBool::default(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// Asks for these scopes, with spaces between them, beside those that were named before;
    /// without, the server decides.
    #[must_use]
    pub fn scope(self, scope: impl Into<String>) -> Self {
        let named = self.inner.grant.parameters.iter().find(|(name, _)| name == "scope");
        let scope = scope.into();
        let scopes = match named {
            Some((_, scopes)) => format!("{scopes} {scope}"),
            None => scope,
        };
        self.parameter("scope", scopes)
    }

    /// Sends one more parameter with the request of a token, such as `audience` or `resource`, of
    /// which there can be several. Others are sent once, with what was set last (RFC 6749 §3.2).
    #[must_use]
    pub fn parameter(self, name: &str, value: impl Into<String>) -> Self {
        let mut grant = self.inner.grant.clone();
        if !matches!(name, "audience" | "resource") {
            grant.parameters.retain(|(other, _)| other != name);
        }
        grant.parameters.push((name.to_owned(), value.into()));
        Self::of(grant)
    }
}

impl TokenSource for ClientCredentials {
    fn token(&self, client: &Client) -> BoxFuture<Result<String, BoxError>> {
        let (inner, client) = (Arc::clone(&self.inner), client.clone());
        Box::pin(async move { inner.token(&client).await.map_err(Into::into) })
    }

    fn refuse(&self, token: &str) -> bool {
        let mut held = self.inner.held();
        // Another call may have got a new one already.
        if held.as_ref().is_some_and(|held| held.text == token) {
            *held = None;
        }
        true
    }
}

impl Inner {
    async fn token(&self, client: &Client) -> Result<String> {
        let clock = &client.inner().clock;
        if let Some(token) = self.valid(clock.now()) {
            return Ok(token);
        }
        let before = self.asked.load(Ordering::Relaxed);
        let mut last = self.asking.lock().await;
        if let Some(token) = self.valid(clock.now()) {
            return Ok(token);
        }
        // Who waited while another asked would only hear the same, one after the other.
        if let Some(failure) = last.as_ref().filter(|failure| failure.asked > before) {
            return Err(failure.error.clone());
        }
        let now = clock.now();
        let answer = self.ask(client).await;
        let asked = self.asked.fetch_add(1, Ordering::Relaxed) + 1;
        match answer.and_then(|answer| read(answer, now)) {
            Ok(token) => {
                *last = None;
                *self.held() = Some(token.clone());
                Ok(token.text)
            }
            Err(error) => {
                *last = Some(Failure { asked, error: error.clone() });
                Err(error)
            }
        }
    }

    fn valid(&self, now: SystemTime) -> Option<String> {
        let token = self.held().clone()?;
        token.until.is_none_or(|until| now < until).then_some(token.text)
    }

    fn held(&self) -> MutexGuard<'_, Option<Token>> {
        // It holds a whole token or none, whatever happened to who held it.
        self.token.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks for a token, with id and secret as `Authorization: Basic …`, which every server has to
    /// take; in the body, where one does not.
    async fn ask(&self, client: &Client) -> Result<Answer> {
        if self.in_body.load(Ordering::Relaxed) {
            return self.grant.ask(client, true).await;
        }
        match self.grant.ask(client, false).await {
            Err(error) if error.is_unauthorized() || error.is_bad_request() => {
                // What it says to the second request would hide what it said to the first.
                let answer = self.grant.ask(client, true).await.map_err(|_| error)?;
                self.in_body.store(true, Ordering::Relaxed);
                Ok(answer)
            }
            answer => answer,
        }
    }
}

impl Grant {
    async fn ask(&self, client: &Client, in_body: bool) -> Result<Answer> {
        let url = self.url(client)?;
        let mut headers = HeaderMap::new();
        let user_agent = client.inner().api.user_agent;
        headers.insert(USER_AGENT, HeaderValue::from_static(user_agent));
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(CONTENT_TYPE, form);
        let mut pairs = vec![("grant_type", "client_credentials")];
        let (id, secret) = (&self.client_id, &self.client_secret);
        if in_body {
            pairs.extend([("client_id", id.as_str()), ("client_secret", secret)]);
        } else {
            // Both are encoded before they are joined (RFC 6749 §2.3.1).
            let pair = basic(&percent::encode(id), &percent::encode(secret));
            let (_, mut value) = super::builder::header(AUTHORIZATION.as_str(), &pair)?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        let given = self.parameters.iter();
        pairs.extend(given.map(|(name, value)| (name.as_str(), value.as_str())));
        let encoded: Vec<String> = pairs
            .iter()
            .map(|(name, value)| {
                format!("{}={}", percent::encode(name), percent::encode(value))
            })
            .collect();
        let body = Some(encoded.join("&").into());
        let outgoing =
            Outgoing { method: Method::POST, url, headers, body, source: None };
        send(client, outgoing).await
    }

    fn url(&self, client: &Client) -> Result<Url> {
        let base = Url::parse(client.base_url());
        base.and_then(|base| base.join(&self.token_url)).map_err(|error| {
            let message = format!("the token URL `{}` cannot be read", self.token_url);
            Error::request(message).with_source(error)
        })
    }
}

/// Sends the request without what the client has for the API's calls, as often as an idempotent call,
/// and reads the answer.
async fn send(client: &Client, outgoing: Outgoing) -> Result<Answer> {
    let name = format!("{} {}", outgoing.method, outgoing.url);
    let mut parts = Call::new(client, outgoing.method.clone(), "").parts;
    parts.idempotent = true;
    let answer = match attempts(&parts, &outgoing, true, None).await {
        Ok(answer) => {
            let (head, body) = answer.into_parts();
            let body = body.into_bytes().await.map_err(Error::broken_off);
            body.map(|body| Answer { status: head.status, headers: head.headers, body })
        }
        Err(error) => Err(error),
    };
    answer.map_err(|error| error.with_call(&name))
}

/// Reads what the token endpoint answers (RFC 6749 §5.1).
fn read(answer: Answer, asked: SystemTime) -> Result<Token> {
    let members: Value = super::decode(&answer.body)?;
    if let Some(token) = token(&members, asked) {
        return Ok(token);
    }
    let error = Error::undecodable("the token endpoint gives no `access_token`");
    // What says no error may be a token, by a name of the server's own: nobody should read it in a
    // log.
    if members.get("error").is_none() {
        return Err(error);
    }
    let errors = api_error::list(&answer.body, None);
    Err(Error::failure(answer, errors).with_source(error))
}

fn token(members: &Value, asked: SystemTime) -> Option<Token> {
    let text = members.get("access_token")?.as_str().filter(|text| !text.is_empty())?;
    let until = lifetime(members).and_then(|life| asked.checked_add(kept(life)));
    Some(Token { text: text.to_owned(), until })
}

/// How long the token lasts, which some servers say as text.
fn lifetime(answer: &Value) -> Option<Duration> {
    let seconds = answer.get("expires_in")?;
    let seconds = match seconds.as_str() {
        Some(text) => text.trim().parse().ok()?,
        None => seconds.as_f64()?,
    };
    Duration::try_from_secs_f64(seconds).ok()
}

/// How long a token is used that lasts this long: it should not expire on its way.
fn kept(life: Duration) -> Duration {
    life - (life / 10).min(Duration::from_secs(60))
}

/// Neither the secret nor the token is shown.
impl fmt::Debug for ClientCredentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = formatter.debug_struct("ClientCredentials");
        let grant = &self.inner.grant;
        debug.field("token_url", &grant.token_url).field("client_id", &grant.client_id);
        debug.finish_non_exhaustive()
    }
}

/// How the description says that tokens are given for the id and the secret of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientCredentialsFlow {
    /// The token endpoint.
    pub token_url: &'static str,
    /// The method of the client's builder that sets id and secret.
    pub setter: &'static str,
    /// The environment variables that id and secret are read from.
    pub variables: &'static [&'static str],
}

impl TokenFlow for ClientCredentialsFlow {
    fn setter(&self) -> &'static str {
        self.setter
    }

    fn variables(&self) -> &'static [&'static str] {
        self.variables
    }

    fn source(&self, values: &[String]) -> Option<Arc<dyn TokenSource>> {
        let [id, secret] = values else { return None };
        Some(Arc::new(ClientCredentials::new(self.token_url, id, secret)))
    }
}
