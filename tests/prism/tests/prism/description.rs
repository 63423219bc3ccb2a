//! The description is valid without a warning.

use std::path::Path;
use std::process::Command;

use serde_json::Value;
use specwright_test_server::npm;

/// Redocly's validator.
const REDOCLY: &str = "@redocly/cli@2.77.0";

/// Stoplight's validator.
const SPECTRAL: &str = "@stoplight/spectral-cli@6.16.3";

/// The folder of descriptions.
const SPEC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec");

#[test]
fn redocly_finds_nothing() {
    let cache = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let Some(folder) = npm::install(cache, &[REDOCLY]) else { return };
    let mut redocly = npm::program(&folder, "redocly");
    redocly
        .args(["lint", "--extends=recommended", "--format=json", "ai-gateway.yaml"])
        .env("REDOCLY_TELEMETRY", "off")
        .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    assert_none(&report(&mut redocly)["problems"]);
}

#[test]
fn spectral_finds_nothing() {
    let cache = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let Some(folder) = npm::install(cache, &[SPECTRAL]) else { return };
    let mut spectral = npm::program(&folder, "spectral");
    spectral.args(["lint", "--ruleset=.spectral.yaml", "--format=json", "--quiet"]);
    assert_none(&report(spectral.arg("ai-gateway.yaml")));
}

/// What a validator reports, whatever it thinks of the description.
fn report(validator: &mut Command) -> Value {
    let output = validator.current_dir(SPEC).output().expect("node runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("not a report: {error}\n{stderr}"))
}

#[track_caller]
fn assert_none(problems: &Value) {
    assert!(problems.as_array().is_some_and(Vec::is_empty), "{problems:#}");
}
