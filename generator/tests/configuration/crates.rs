//! Crates that the configuration names.

use std::path::Path;

use specwright::config::Config;

use super::support::generate;
use super::{SHOP, right, wrong};

#[test]
fn names_of_crates_that_the_sdk_depends_on() {
    wrong("package.name = 'serde'", "'serde'", "depends on a crate of that name");
    wrong("package.name = 'futures-core'", "'futures-core'", "depends on a crate");
    wrong("package.name = 'a-b'\ndependencies.a_b = '1'", "'a-b'", "depends on a crate");
    right("package.name = 'serde-shop'");
}

#[test]
fn crates_that_the_sdk_does_not_have_or_cannot_be_built_with() {
    wrong(
        "types.replace.Pet = 'Vec<money::Pet>'",
        "'Vec<money::Pet>'",
        "a crate `money`",
    );
    let field = "types.fields.'Pet.name' = { type = 'names::Name' }";
    wrong(field, "'names::Name'", "a crate `names`");
    // Some SDKs depend on these.
    for path in ["url::Url", "uuid::Uuid", "jiff::civil::Date"] {
        let marked = format!("'{path}'");
        wrong(&format!("types.replace.Pet = {marked}"), &marked, "does not depend on");
    }
    wrong(
        "types.derive_all = ['schemars::JsonSchema']",
        "'schemars::JsonSchema'",
        "schemars",
    );
    wrong(
        "types.derive.Pet = ['Serialize']",
        "'Serialize'",
        "every type has `Serialize`",
    );
    wrong(
        "types.derive.Pet = ['Arbitrary']",
        "'Arbitrary'",
        "no trait that Rust itself",
    );
    wrong(
        "dependencies.reqwest = '0.11'",
        "'0.11'",
        "cannot be built with `reqwest` 0.11",
    );
    let table = "dependencies.serde = { version = '2' }";
    wrong(table, "{ version = '2' }", "cannot be built with `serde` 2");
    right("types.replace.Pet = 'money_types::Pet'\ndependencies.money-types = '1'");
    right("types.replace.Pet = 'std::string::String'\ndependencies.reqwest = '0.13.2'");
}

#[test]
fn what_the_sdk_needs_of_a_crate_stays() {
    let lines = "[dependencies]\nserde_json = '1.0.100'\nextra = '2'\n\
                 tokio = { version = '1', features = ['fs', 'time'] }\n\
                 reqwest = { git = 'https://example.com/r', default-features = true }";
    let config = Config::parse(Path::new("shop.toml"), lines.to_owned()).unwrap();
    let (generated, _) = generate("shop.json", SHOP, &config);
    let files = generated.unwrap().files;
    let manifest = files.iter().find(|(path, _)| *path == "Cargo.toml").unwrap().1;
    for line in [
        "serde_json = { version = \"1.0.100\", features = [\"raw_value\"] }",
        "tokio = { version = \"1\", features = [\"time\", \"fs\"] }",
        "reqwest = { default-features = true, git = \"https://example.com/r\", features = \
         [\"gzip\", \"http2\", \"rustls\", \"stream\", \"system-proxy\"] }",
        "extra = \"2\"",
    ] {
        assert!(manifest.lines().any(|one| one == line), "{line}\n{manifest}");
    }
}
