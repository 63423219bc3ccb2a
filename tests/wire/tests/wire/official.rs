//! What the official SDK sends.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use specwright_test_server::{Server, npm};

use crate::answers;
use crate::wire::Sent;

/// The official SDK, at the version that is recorded.
pub(crate) const SDK: &str = "cloudflare@7.3.0";

/// Makes the calls with it.
const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/official.mjs");

/// What it sent.
const RECORDED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/recorded.json");

/// What an SDK sent, in order.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Recording {
    /// The SDK's name and version.
    sdk: String,
    /// The requests.
    pub(crate) requests: Vec<Sent>,
}

impl Recording {
    /// The recording that is checked in.
    pub(crate) fn read() -> Self {
        let text = fs::read_to_string(RECORDED).expect("recorded.json");
        serde_json::from_str(&text).expect("a recording")
    }

    /// Replaces the recording that is checked in.
    pub(crate) fn write(&self) {
        let text = serde_json::to_string_pretty(self).expect("JSON");
        fs::write(RECORDED, text + "\n").expect("recorded.json can be written");
    }
}

/// Makes every call with the official SDK and records what it sends; `None` where npm has nothing.
pub(crate) async fn record() -> Option<Recording> {
    let cache = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let modules = npm::install(cache, &[SDK])?;
    let server = Server::start(|_, request| answers::answer(request)).await;
    let mut program = std::process::Command::new("node");
    program.arg(PROGRAM).arg(modules).arg(server.url() + answers::BASE);
    let output =
        tokio::task::spawn_blocking(move || program.output().expect("node runs"))
            .await
            .expect("node ends");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{PROGRAM} failed: {stderr}");
    let requests = server.requests().iter().map(Sent::from).collect();
    Some(Recording { sdk: SDK.to_owned(), requests })
}
