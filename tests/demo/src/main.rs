//! The way from a description to a first call: generates the AI Gateway SDK from
//! `spec/ai-gateway.yaml`, starts a server on this machine that answers with the description's
//! own example, and gets a log entry with the SDK. Needs no account and no network.

use std::error::Error;
use std::path::Path;

use cloudflare_ai_gateway::Client;
use cloudflare_ai_gateway::resources::ai_gateway::logs::LogGetParams;
use specwright::config::Config;
use specwright::diagnostic::{self, Diagnostics, Failed, RenderOptions};
use specwright::output::{Plan, Summary};
use specwright::source::{FileId, SourceSet};
use specwright::{Input, generate};
use specwright_test_server::{Answer, Server};

/// Where the description has the answer of the operation that is called.
const EXAMPLE: &str = "/paths/~1accounts~1{account_id}~1ai-gateway~1gateways~1{gateway_id}\
    ~1logs~1{id}/get/responses/200/content/application~1json/example";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let answer = generate_sdk()?;
    let server = Server::answering([Answer::json(200, answer)]).await;
    println!("A server answers at {}.", server.url());

    let client =
        Client::builder().base_url(server.url()).api_token("a-token").build()?;
    let account = "0d37909e38d3e99c29fa2cd343ac421a";
    let log = client
        .ai_gateway()
        .logs()
        .get("my-gateway", "01JCP3XKZ4T6S2Q9M8V7B5N1D0", LogGetParams::new(account))
        .await?;

    println!("It was asked {}", server.request().line());
    println!("and the call returned {log:#?}");
    Ok(())
}

/// Generates the SDK and returns the description's example of a log entry.
fn generate_sdk() -> Result<String, String> {
    let mut sources = SourceSet::default();
    let mut diagnostics = Diagnostics::default();
    let written = write_sdk(&mut sources, &mut diagnostics);
    let Summary { written, unchanged, .. } = written.map_err(|Failed| {
        diagnostic::render(&diagnostics, &sources, &RenderOptions::default())
    })?;
    println!("Generated the SDK: {written} files written, {unchanged} unchanged.");
    if written > 0 {
        println!("This call is still made with the SDK as it was: run it again.");
    }
    let example = sources.file(FileId::ROOT).tree.pointer(EXAMPLE);
    let example = example.ok_or("the description has no example of a log entry")?;
    Ok(example.to_string())
}

/// What `specwright generate --config spec/ai-gateway.toml` does.
fn write_sdk(
    sources: &mut SourceSet,
    diagnostics: &mut Diagnostics,
) -> Result<Summary, Failed> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/ai-gateway.toml");
    let config = Config::load(&path, diagnostics)?;
    let spec = config.spec.clone().unwrap_or_default();
    let output = config.output.clone().unwrap_or_default();
    let generated = generate(Input::File(spec), &config, sources, diagnostics)?;
    Plan::new(&output, &generated.files, diagnostics)?.write(diagnostics)
}
