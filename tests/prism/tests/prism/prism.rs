//! The mock server.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use specwright_test_server::npm;

/// Stoplight's mock server.
const PRISM: &str = "@stoplight/prism-cli@5.14.2";

/// What it serves.
const DESCRIPTION: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/ai-gateway.yaml");

/// What it says when it is ready, before its URL.
const READY: &str = "Prism is listening on ";

/// A running mock server. It stops when it is dropped.
pub(crate) struct Prism {
    process: Child,
    /// Where it is.
    pub(crate) url: String,
}

impl Prism {
    /// Starts one on a free port; `None` where npm has nothing. A request that is not as the
    /// description says is answered with the error that the description has for it.
    pub(crate) fn start() -> Option<Self> {
        let cache = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let folder = npm::install(cache, &[PRISM])?;
        let mut process = npm::program(&folder, "prism")
            .args(["mock", "--errors", "--host=127.0.0.1", "--port=0", DESCRIPTION])
            .stdout(Stdio::piped())
            .spawn()
            .expect("node runs");
        let stdout = process.stdout.take().expect("what it says");
        let (sender, receiver) = mpsc::channel();
        // It is read to the end, so that the server never waits for a reader.
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                // Shown with a test that fails.
                println!("{line}");
                if let Some((_, url)) = line.split_once(READY) {
                    sender.send(url.trim().to_owned()).ok();
                }
            }
        });
        let url = receiver.recv_timeout(Duration::from_secs(60));
        let mut prism = Self { process, url: String::new() };
        prism.url = url.expect("a server that is ready within a minute");
        Some(prism)
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}
