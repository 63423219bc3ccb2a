//! What the tests share.

use std::collections::VecDeque;
use std::future::{pending, poll_fn, ready};
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::{Duration, SystemTime};

use cloudflare_ai_gateway::runtime::{BoxFuture, Clock, Transport, TransportError};
use cloudflare_ai_gateway::{Body, Client, ClientBuilder};
use serde_json::{Value, json};
use specwright_test_server::Server;

pub(crate) const ACCOUNT: &str = "0d37909e38d3e99c29fa2cd343ac421a";
pub(crate) const GATEWAY: &str = "my-gateway";

/// A client of the server that never repeats a call.
pub(crate) fn client(server: &Server) -> Client {
    builder(server).max_retries(0).build().expect("a client")
}

/// The settings of a client of the server.
pub(crate) fn builder(server: &Server) -> ClientBuilder {
    Client::builder().base_url(server.url() + "/v4").api_token("token")
}

/// What surrounds an answer.
pub(crate) fn envelope(result: &Value) -> Value {
    json!({ "result": result, "success": true, "errors": [], "messages": [] })
}

/// A gateway with nothing but what is required.
pub(crate) fn gateway() -> Value {
    json!({
        "id": "my-gateway",
        "cache_invalidate_on_update": true,
        "cache_ttl": 300,
        "collect_logs": true,
        "rate_limiting_interval": 60,
        "rate_limiting_limit": null,
        "created_at": "2024-05-14T09:30:00Z",
        "modified_at": "2024-05-14T09:30:00Z",
    })
}

/// A log entry with nothing but what is required.
pub(crate) fn log(id: &str) -> Value {
    json!({
        "id": id,
        "cached": false,
        "created_at": "2024-11-14T18:11:19.117Z",
        "duration": 1834,
        "model": "gpt-4o-mini",
        "path": "chat/completions",
        "provider": "openai",
        "success": true,
        "tokens_in": 52,
        "tokens_out": null,
    })
}

/// The same value with other members.
pub(crate) fn with(mut value: Value, members: &Value) -> Value {
    for (key, member) in members.as_object().expect("members") {
        value[key] = member.clone();
    }
    value
}

/// What a transport without a network does with a request.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    /// A status, headers, and a body.
    Answer(u16, Vec<(&'static str, &'static str)>, String),
    /// There is no connection.
    NoConnection,
    /// The connection breaks off.
    BreaksOff,
    /// Nothing happens.
    Never,
}

impl Reply {
    /// A status without more.
    pub(crate) fn status(status: u16) -> Self {
        Self::Answer(status, Vec::new(), r#"{"success":false,"errors":[]}"#.to_owned())
    }

    /// A status and a header.
    pub(crate) fn header(status: u16, name: &'static str, value: &'static str) -> Self {
        Self::Answer(status, vec![(name, value)], "{}".to_owned())
    }

    /// A log entry.
    pub(crate) fn log() -> Self {
        Self::Answer(200, Vec::new(), envelope(&log("id")).to_string())
    }
}

/// A transport without a network. It gives these replies one after the other, and the last one
/// from then on.
#[derive(Clone, Debug)]
pub(crate) struct Replies {
    replies: Arc<Mutex<VecDeque<Reply>>>,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Replies {
    pub(crate) fn new(replies: impl IntoIterator<Item = Reply>) -> Self {
        let replies = Arc::new(Mutex::new(replies.into_iter().collect()));
        Self { replies, requests: Arc::default() }
    }

    /// What was asked: method, path and query, and the body.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("requests").clone()
    }
}

impl Transport for Replies {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        let body = request.body().as_bytes().map(|bytes| String::from_utf8_lossy(bytes));
        let line = format!(
            "{} {} {}",
            request.method(),
            request.uri(),
            body.unwrap_or_default()
        );
        self.requests.lock().expect("requests").push(line);
        let mut replies = self.replies.lock().expect("replies");
        let reply = if replies.len() > 1 {
            replies.pop_front()
        } else {
            replies.front().cloned()
        };
        match reply.expect("a reply") {
            Reply::Answer(status, headers, body) => {
                let mut response = http::Response::builder().status(status);
                for (name, value) in headers {
                    response = response.header(name, value);
                }
                Box::pin(ready(Ok(response.body(Body::from(body)).expect("a response"))))
            }
            Reply::NoConnection => {
                Box::pin(ready(Err(TransportError::connect("refused"))))
            }
            Reply::BreaksOff => Box::pin(ready(Err(TransportError::other("reset")))),
            Reply::Never => Box::pin(pending()),
        }
    }
}

/// A clock on which waiting takes no time.
#[derive(Clone, Debug)]
pub(crate) struct TestClock {
    now: Arc<Mutex<SystemTime>>,
    waits: Arc<Mutex<Vec<Duration>>>,
    random: f64,
}

impl TestClock {
    /// A clock at midnight on 1 January 2024. Delays vary by this share of what they can.
    pub(crate) fn new(random: f64) -> Self {
        let midnight = SystemTime::UNIX_EPOCH + Duration::from_secs(1_704_067_200);
        Self { now: Arc::new(Mutex::new(midnight)), waits: Arc::default(), random }
    }

    /// How long was waited, in milliseconds.
    pub(crate) fn waits(&self) -> Vec<u128> {
        self.waits.lock().expect("waits").iter().map(Duration::as_millis).collect()
    }
}

impl Clock for TestClock {
    fn now(&self) -> SystemTime {
        *self.now.lock().expect("now")
    }

    /// Time goes on when someone waits for it, not when a limit is set that is never reached.
    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        let clock = self.clone();
        Box::pin(poll_fn(move |_| {
            *clock.now.lock().expect("now") += duration;
            clock.waits.lock().expect("waits").push(duration);
            Poll::Ready(())
        }))
    }

    fn random(&self) -> f64 {
        self.random
    }
}
