//! A server that records what it is asked, and a clock that does not wait.

use std::future::pending;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use axum::body::Body;
use axum::extract::Request;
use bytes::Bytes;
use http::{HeaderMap, Method, Response, StatusCode};
use serde_json::{Value, json};
use specwright_runtime_tests::runtime::{BoxFuture, Client, ClientBuilder, Clock};
use tokio::net::TcpListener;

/// A request that the server got.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) method: Method,
    pub(crate) target: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Seen {
    /// The value of a header; empty when there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The body as text.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The first line of the request.
    pub(crate) fn line(&self) -> String {
        format!("{} {}", self.method, self.target)
    }
}

/// What the server answers.
pub(crate) struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Bytes,
    delay: Duration,
}

impl Answer {
    pub(crate) fn new(status: u16, body: impl Into<Bytes>) -> Self {
        Self { status, headers: Vec::new(), body: body.into(), delay: Duration::ZERO }
    }

    pub(crate) fn json(value: &Value) -> Self {
        Self::new(200, value.to_string()).header("content-type", "application/json")
    }

    /// The envelope around a value.
    pub(crate) fn result(value: &Value) -> Self {
        Self::json(&json!({ "success": true, "result": value, "errors": [] }))
    }

    pub(crate) fn status(status: u16) -> Self {
        Self::new(status, "")
    }

    pub(crate) fn header(
        mut self,
        name: &'static str,
        value: impl Into<String>,
    ) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }
}

/// A builder of a client that does without TLS, whose certificates take a while to load.
pub(crate) fn builder() -> ClientBuilder {
    let client = reqwest::Client::builder().tls_certs_only([]);
    let client = client.redirect(reqwest::redirect::Policy::none()).build().unwrap();
    Client::builder().http_client(client)
}

/// A server on loopback.
#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    /// A server that answers as this function says; it is told how many requests there were
    /// before.
    pub(crate) async fn start<F>(answer: F) -> Self
    where
        F: Fn(&Seen, usize) -> Answer + Send + Sync + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let server = Self { url, seen: seen.clone() };
        let answer = Arc::new(answer);
        let app = axum::Router::new().fallback(move |request: Request| {
            let (seen, answer) = (seen.clone(), answer.clone());
            async move { handle(request, &seen, answer.as_ref()).await }
        });
        tokio::spawn(async move { axum::serve(listener, app).await });
        server
    }

    /// A server that gives these answers one after the other, and the last one from then on.
    pub(crate) async fn with<const N: usize>(answers: [fn() -> Answer; N]) -> Self {
        Self::start(move |_, index| answers[index.min(N - 1)]()).await
    }

    /// What it was asked so far.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// The only request that it was asked.
    pub(crate) fn only(&self) -> Seen {
        let seen = self.seen();
        assert_eq!(seen.len(), 1, "{seen:?}");
        seen[0].clone()
    }

    /// A builder of a client of this server, with a token.
    pub(crate) fn builder(&self) -> ClientBuilder {
        builder().base_url(&self.url).api_token("secret-token")
    }

    /// A client of this server, with a token, that does not wait.
    pub(crate) fn client(&self) -> Client {
        self.builder().clock(TestClock::default()).build().unwrap()
    }
}

async fn handle(
    request: Request,
    seen: &Mutex<Vec<Seen>>,
    answer: &(dyn Fn(&Seen, usize) -> Answer + Send + Sync),
) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    let request = Seen {
        method: parts.method,
        target: parts.uri.path_and_query().unwrap().to_string(),
        headers: parts.headers,
        body,
    };
    let index = {
        let mut seen = seen.lock().unwrap();
        seen.push(request.clone());
        seen.len() - 1
    };
    let answer = answer(&request, index);
    tokio::time::sleep(answer.delay).await;
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap();
    for (name, value) in answer.headers {
        response.headers_mut().append(name, value.parse().unwrap());
    }
    response
}

/// A clock that notes delays instead of waiting, and on which nothing times out.
#[derive(Clone, Default)]
pub(crate) struct TestClock {
    pub(crate) delays: Arc<Mutex<Vec<Duration>>>,
    pub(crate) random: f64,
}

/// Sun, 06 Nov 1994 08:49:37 GMT
pub(crate) const START: Duration = Duration::from_secs(784_111_777);

impl TestClock {
    /// The delays so far, in seconds.
    pub(crate) fn seconds(&self) -> Vec<f64> {
        self.delays.lock().unwrap().iter().map(Duration::as_secs_f64).collect()
    }
}

impl Clock for TestClock {
    fn now(&self) -> SystemTime {
        let passed: Duration = self.delays.lock().unwrap().iter().sum();
        SystemTime::UNIX_EPOCH + START + passed
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        self.delays.lock().unwrap().push(duration);
        Box::pin(async {})
    }

    fn timeout(&self, _: Duration) -> BoxFuture<()> {
        Box::pin(pending())
    }

    fn random(&self) -> f64 {
        self.random
    }
}
