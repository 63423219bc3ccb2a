//! Sending: attempts, delays, timeouts.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::header::{
    ACCEPT_ENCODING, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue, RANGE,
    USER_AGENT,
};
use http::{HeaderMap, Method, Response};
use reqwest::Url;

use super::call::join;
use super::clock::{limit, random_uuid};
use super::credentials::{Secret, advice, basic};
use super::error::Answer;
use super::parts::Parts;
use super::silence::Sent;
use super::{
    Body, Client, Error, Result, SchemeKind, TokenSource, api_error, builder,
    client_parameters, cookies, percent, redirect,
};

/// A request with all that is sent.
#[derive(Clone)]
pub(super) struct Outgoing {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<Body>,
    /// Gives the token that is sent, where that does not last.
    pub(super) source: Option<Arc<dyn TokenSource>>,
}

/// Sends a call, as often as needed. With `whole`, the body of the answer is read, so that what
/// goes wrong there is repeated too.
pub(super) async fn exchange(parts: &Parts, whole: bool) -> Result<Response<Body>> {
    let outgoing = outgoing(parts).map_err(|error| error.with_call(&parts.name()))?;
    let clock = parts.client.inner().clock.as_ref();
    let total = parts.timeouts.total;
    let deadline = total.and_then(|total| clock.now().checked_add(total));
    let attempts = attempts(parts, &outgoing, whole, deadline);
    let result = match limit(clock, total, attempts).await {
        Some(result) => result,
        None => Err(no_answer(total)),
    };
    result.map_err(|error| error.with_call(&parts.name()))
}

fn no_answer(time: Option<Duration>) -> Error {
    Error::timeout(format!("no answer within {:?}", time.unwrap_or_default()))
}

pub(super) async fn attempts(
    parts: &Parts,
    outgoing: &Outgoing,
    whole: bool,
    deadline: Option<SystemTime>,
) -> Result<Response<Body>> {
    let inner = parts.client.inner();
    let clock = inner.clock.as_ref();
    let mut policy = inner.retry;
    policy.max_retries = parts.max_retries.unwrap_or(policy.max_retries);
    let repeatable = outgoing.body.as_ref().is_none_or(Body::is_repeatable);
    let mut retries = 0;
    let mut is_refused = false;
    loop {
        let (signed, token) = outgoing.with_token(&parts.client).await?;
        let attempt = attempt(parts, signed, whole);
        let result = limit(clock, parts.timeouts.attempt, attempt).await;
        let error = match result {
            Some(Ok(answer)) => return Ok(answer),
            Some(Err(error)) => error,
            None => no_answer(parts.timeouts.attempt),
        };
        if repeatable
            && !is_refused
            && error.is_unauthorized()
            && outgoing.refuse(&token)
        {
            // The server did nothing, and another token can be had: that is no retry.
            is_refused = true;
            continue;
        }
        let idempotent = parts.can_repeat(&outgoing.headers);
        let delay = policy.delay(retries, idempotent, &error, clock);
        let Some(delay) = delay.filter(|_| repeatable) else {
            return Err(error);
        };
        // An attempt after the deadline would only hide what went wrong. A time that there is not
        // is after it too.
        let next = clock.now().checked_add(delay);
        if deadline.is_some_and(|deadline| next.is_none_or(|next| next >= deadline)) {
            return Err(error);
        }
        clock.sleep(delay).await;
        retries += 1;
    }
}

impl Parts {
    /// Whether the server does the same when the request is repeated.
    fn can_repeat(&self, headers: &HeaderMap) -> bool {
        let key = self.idempotency_key;
        self.idempotent || key.is_some_and(|(header, _)| headers.contains_key(header))
    }
}

/// One attempt, with the redirects that it leads to.
async fn attempt(
    parts: &Parts,
    mut outgoing: Outgoing,
    whole: bool,
) -> Result<Response<Body>> {
    let inner = parts.client.inner();
    let (clock, times) = (&inner.clock, parts.timeouts);
    let mut redirects = 0;
    loop {
        let sent = Sent::default();
        let answer = inner.transport.send(outgoing.to_request(&sent)?);
        let answer = sent.answer(clock.as_ref(), times.answer(), answer).await;
        let answer = answer.ok_or_else(|| no_answer(times.answer()))?;
        let answer = answer
            .map_err(Error::transport)?
            .map(|body| body.with_read_timeout(clock, times.read));
        match redirect::follow(&outgoing, &answer) {
            Some(next) if redirects < redirect::MAX => outgoing = next,
            Some(_) => {
                let why = format!("more than {} redirects", redirect::MAX);
                return end(parts, answer, whole)
                    .await
                    .map_err(|error| error.with_reason(&why));
            }
            None => return end(parts, answer, whole).await,
        }
        redirects += 1;
    }
}

/// What an attempt ends with: an answer that is no redirect, or one that is not followed.
async fn end(
    parts: &Parts,
    answer: Response<Body>,
    whole: bool,
) -> Result<Response<Body>> {
    if answer.status().is_success() && !whole {
        return Ok(answer);
    }
    let (head, body) = answer.into_parts();
    let (body, broken) = body.read().await;
    let broken = broken.map(Error::broken_off);
    if head.status.is_success() {
        return match broken {
            Some(error) => Err(error),
            None => Ok(Response::from_parts(head, body.into())),
        };
    }
    let answer = Answer { status: head.status, headers: head.headers, body };
    let failure = parts.client.inner().api.failure;
    let errors = api_error::list(&answer.body, failure);
    let error = Error::status_error(answer, errors);
    // The status is what went wrong, also where not all was said about it.
    Err(match broken {
        Some(broken) => error.with_source(broken),
        None => error,
    })
}

impl Outgoing {
    /// The request with a token that can be sent now, and the token.
    async fn with_token(&self, client: &Client) -> Result<(Self, String)> {
        let mut outgoing = self.clone();
        let Some(source) = &self.source else { return Ok((outgoing, String::new())) };
        let token = source.token(client).await.map_err(|error| {
            Error::credentials("there is no token".to_owned()).with_source(error)
        })?;
        let (name, mut value) =
            builder::header(AUTHORIZATION.as_str(), &format!("Bearer {token}"))?;
        value.set_sensitive(true);
        outgoing.headers.insert(name, value);
        Ok((outgoing, token))
    }

    /// Whether there can be another token than the one that the server refused.
    fn refuse(&self, token: &str) -> bool {
        self.source.as_ref().is_some_and(|source| source.refuse(token))
    }

    fn to_request(&self, sent: &Sent) -> Result<http::Request<Body>> {
        let body = self.body.clone().unwrap_or_default().counted(sent);
        let mut request = http::Request::new(body);
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.url.as_str().parse().map_err(|error| {
            Error::request("the URL cannot be sent").with_source(error)
        })?;
        *request.headers_mut() = self.headers.clone();
        Ok(request)
    }
}

/// Puts together what is sent.
fn outgoing(parts: &Parts) -> Result<Outgoing> {
    let inner = parts.client.inner();
    let mut headers = HeaderMap::new();
    if !inner.api.user_agent.is_empty() {
        headers.insert(USER_AGENT, HeaderValue::from_static(inner.api.user_agent));
    }
    for (name, value) in inner.api.headers {
        let (name, value) = builder::header(name, value)?;
        headers.insert(name, value);
    }
    headers.extend(inner.headers.clone());
    client_parameters::add_headers(parts, &mut headers)?;
    headers.extend(parts.headers.clone());
    let mut parts = parts.clone();
    client_parameters::complete(&mut parts, &headers)?;
    let source = authenticate(&mut parts, &mut headers)?;
    cookies::add(&mut headers, &parts.cookies)?;
    if let Some(length) = length_to_tell(&parts) {
        headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    if parts.body.is_none() {
        headers.remove(CONTENT_TYPE);
    }
    // A range and the length are those of the bytes that are sent: compressed, they would be of
    // others than the caller asks about.
    if parts.method == Method::HEAD || headers.contains_key(RANGE) {
        headers.entry(ACCEPT_ENCODING).or_insert(HeaderValue::from_static("identity"));
    }
    let key = parts.idempotency_key.filter(|(_, is_made)| *is_made);
    let missing = key.filter(|(header, _)| !headers.contains_key(*header));
    if let Some((header, _)) = missing {
        let (name, value) = builder::header(header, &random_uuid())?;
        headers.insert(name, value);
    }
    let url = url(&parts)?;
    Ok(Outgoing { method: parts.method, url, headers, body: parts.body, source })
}

/// The length of the body where the transport does not tell it: that of one that is sent in pieces,
/// and none where the method lets a server expect one (RFC 9110 §8.6).
fn length_to_tell(parts: &Parts) -> Option<u64> {
    let length = parts.body.as_ref().map_or(Some(0), Body::length);
    let is_stream =
        parts.body.as_ref().is_some_and(|body| body.as_one_piece().is_none());
    let expected = matches!(parts.method, Method::POST | Method::PUT | Method::PATCH);
    length.filter(|length| is_stream || expected && *length == 0)
}

fn url(parts: &Parts) -> Result<Url> {
    let path = parts.checked_path()?;
    let mut text = match &parts.url {
        Some(url) => url.clone(),
        None => parts.base_url()? + path,
    };
    let pairs = join(&parts.query, "&");
    for query in parts.query_string.iter().chain([&pairs]) {
        if !query.is_empty() {
            text.push(if text.contains('?') { '&' } else { '?' });
            text.push_str(query);
        }
    }
    Url::parse(&text)
        .map_err(|error| Error::request("the URL cannot be read").with_source(error))
}

/// Adds credentials: those of the first alternative that is complete. Gives where a token comes from
/// that has to be asked for.
fn authenticate(
    parts: &mut Parts,
    headers: &mut HeaderMap,
) -> Result<Option<Arc<dyn TokenSource>>> {
    let client = parts.client.clone();
    let inner = client.inner();
    let schemes = inner.api.schemes;
    let given = |index: usize| match schemes[index].kind {
        SchemeKind::Bearer
        | SchemeKind::Tokens(_)
        | SchemeKind::Basic
        | SchemeKind::Token(_)
        | SchemeKind::Authorization => headers.contains_key("authorization"),
        SchemeKind::Header(name) => headers.contains_key(name),
        SchemeKind::Query(name) => parts.query_value(name).is_some(),
        SchemeKind::Cookie(name) => {
            parts.cookies.iter().any(|(key, _)| key == name)
                || cookies::has(headers, name)
        }
        SchemeKind::Transport => true,
    };
    if parts.security.is_empty() {
        return Ok(None);
    }
    let Some(chosen) = inner.credentials.choose(parts.security, &given) else {
        let advice = advice(inner.api, parts.security);
        return Err(Error::credentials(format!(
            "no credentials are complete: set {advice}"
        )));
    };
    let missing: Vec<usize> =
        chosen.iter().copied().filter(|index| !given(*index)).collect();
    let mut source = None;
    for index in missing {
        match inner.credentials.get(index).map(|credential| &credential.secret) {
            Some(Secret::Source(tokens)) => source = Some(Arc::clone(tokens)),
            Some(Secret::Text(text)) => {
                apply(schemes[index].kind, text, parts, headers)?;
            }
            Some(Secret::Pair(user, password)) => {
                apply(schemes[index].kind, &basic(user, password), parts, headers)?;
            }
            None => {}
        }
    }
    Ok(source)
}

fn apply(
    kind: SchemeKind,
    text: &str,
    parts: &mut Parts,
    headers: &mut HeaderMap,
) -> Result<()> {
    let (name, text) = match kind {
        SchemeKind::Bearer | SchemeKind::Tokens(_) => {
            ("authorization", format!("Bearer {text}"))
        }
        SchemeKind::Token(scheme) => ("authorization", format!("{scheme} {text}")),
        SchemeKind::Basic | SchemeKind::Authorization => {
            ("authorization", text.to_owned())
        }
        SchemeKind::Header(name) => (name, text.to_owned()),
        SchemeKind::Query(name) => {
            // The server's URL of a next page can have it already, or what stands for it.
            parts.url = parts.url.take().map(|url| without(&url, name));
            parts.set_query(name, text);
            return Ok(());
        }
        SchemeKind::Cookie(name) => {
            parts.cookies.push(cookies::as_it_is(name, text)?);
            return Ok(());
        }
        SchemeKind::Transport => return Ok(()),
    };
    let (name, mut value) = builder::header(name, &text)?;
    value.set_sensitive(true);
    headers.insert(name, value);
    Ok(())
}

/// A URL without a parameter of its query.
fn without(url: &str, name: &str) -> String {
    let Some((path, query)) = url.split_once('?') else { return url.to_owned() };
    let encoded = percent::encode(name);
    let is_other = |pair: &&str| {
        let key = pair.split('=').next().unwrap_or(pair);
        key != name && key != encoded
    };
    let kept: Vec<&str> = query.split('&').filter(is_other).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}
