//! An HTTP server for tests: it records every request to the byte and answers what it is told.
//!
//! It knows nothing of what it serves, so that what it records is what the client sent and not
//! what anyone meant to send.

mod answer;
mod recorded;

pub mod npm;

pub use answer::Answer;
pub use recorded::{Recorded, parameters, segments};

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinSet};

/// A server on a free port of this machine. It stops when it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    recorded: Arc<Mutex<Vec<Recorded>>>,
    accepting: AbortHandle,
}

/// Chooses the answer to a request; the number counts the requests from 0.
type Respond = dyn Fn(usize, &Recorded) -> Answer + Send + Sync;

impl Server {
    /// Starts a server that answers as `respond` says. Its first argument counts the requests
    /// from 0.
    ///
    /// # Panics
    ///
    /// When no port can be opened.
    pub async fn start(
        respond: impl Fn(usize, &Recorded) -> Answer + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let address = listener.local_addr().expect("the port's address");
        let recorded = Arc::new(Mutex::new(Vec::new()));
        let task = accept(listener, Arc::clone(&recorded), Arc::new(respond));
        Self { address, recorded, accepting: tokio::spawn(task).abort_handle() }
    }

    /// Starts a server that gives these answers one after the other, and the last one from then
    /// on.
    ///
    /// # Panics
    ///
    /// When there is no answer, or when no port can be opened.
    pub async fn answering(answers: impl IntoIterator<Item = Answer>) -> Self {
        let answers: Vec<Answer> = answers.into_iter().collect();
        assert!(!answers.is_empty(), "a server needs an answer");
        Self::start(move |index, _| answers[index.min(answers.len() - 1)].clone()).await
    }

    /// Where it is: `http://127.0.0.1:` and the port.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What it was asked so far.
    pub fn requests(&self) -> Vec<Recorded> {
        self.recorded.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The only request so far.
    ///
    /// # Panics
    ///
    /// When there was none, or more than one.
    #[track_caller]
    pub fn request(&self) -> Recorded {
        let requests = self.requests();
        match <[Recorded; 1]>::try_from(requests) {
            Ok([request]) => request,
            Err(requests) => {
                panic!("{} requests, not one: {requests:#?}", requests.len())
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Serves every connection until it is aborted, which ends the connections too.
async fn accept(
    listener: TcpListener,
    recorded: Arc<Mutex<Vec<Recorded>>>,
    respond: Arc<Respond>,
) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        connections.spawn(serve(stream, Arc::clone(&recorded), Arc::clone(&respond)));
    }
}

/// Serves one connection. What goes wrong on it is the client's to notice.
async fn serve(
    stream: TcpStream,
    recorded: Arc<Mutex<Vec<Recorded>>>,
    respond: Arc<Respond>,
) {
    let service = service_fn(|request: http::Request<Incoming>| {
        let (recorded, respond) = (Arc::clone(&recorded), Arc::clone(&respond));
        async move {
            let (head, body) = request.into_parts();
            let body: Bytes = body.collect().await.map_err(io::Error::other)?.to_bytes();
            let request = Recorded::new(&head, body);
            let index = {
                let mut recorded =
                    recorded.lock().unwrap_or_else(PoisonError::into_inner);
                recorded.push(request.clone());
                recorded.len() - 1
            };
            respond(index, &request).into_response().await
        }
    });
    let connection = hyper::server::conn::http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service);
    connection.await.ok();
}
