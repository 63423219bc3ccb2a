//! The example that the SDK comes with runs as it is.

use std::path::PathBuf;
use std::process::Command;

use serde_json::json;
use specwright_test_server::{Answer, Server};

use crate::support::{envelope, gateway};

/// Where cargo puts the example, which it builds with the tests of the workspace.
fn program() -> PathBuf {
    let tests = std::env::current_exe().expect("this program");
    let profile = tests.ancestors().nth(2).expect("the folder of the profile");
    profile.join("examples").join(format!("quickstart{}", std::env::consts::EXE_SUFFIX))
}

#[tokio::test(flavor = "multi_thread")]
async fn it_makes_a_call() {
    let program = program();
    if !program.exists() {
        eprintln!("skipped: the example is built with `cargo test --workspace` only");
        return;
    }
    let answer = envelope(&json!([gateway()]));
    let server = Server::answering([Answer::value(200, &answer)]).await;
    let output = Command::new(program)
        .env("CLOUDFLARE_API_TOKEN", "token")
        .env("CLOUDFLARE_BASE_URL", server.url())
        .output()
        .expect("the example starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let request = server.request();
    // The account is the one that the description gives as an example.
    let account = "0d37909e38d3e99c29fa2cd343ac421a";
    assert_eq!(request.line(), format!("GET /accounts/{account}/ai-gateway/gateways"));
    assert_eq!(request.header("authorization"), Some("Bearer token"));
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(shown.contains("Gateway {") && shown.contains("my-gateway"), "{shown}");
}
