//! Rust items → the files of an SDK. Items become tokens, a file for each kind of item; nothing
//! is decided here, `lower` did that.

mod aliases;
mod by_status;
mod cargo_toml;
mod client;
mod debug;
mod enums;
mod guide;
mod literals;
mod methods;
mod modules;
mod objects;
mod pages;
mod resources;
mod scope;
mod serde;
mod single_file;
mod structs;
mod types;
mod unions;
mod webhooks;

use crate::runtime;
use crate::rust::{Crate, Form};

/// A file of an SDK: its path below the SDK's folder, and its text.
pub(crate) type File = (String, String);

/// Writes down an SDK.
pub(crate) fn emit(krate: &Crate) -> Vec<File> {
    match krate.form {
        Form::Package => package(krate),
        Form::SingleFile => vec![single_file::fold(&package(krate))],
    }
}

fn package(krate: &Crate) -> Vec<File> {
    let mut files = vec![
        ("Cargo.toml".to_owned(), cargo_toml::text(krate)),
        ("rustfmt.toml".to_owned(), cargo_toml::RUSTFMT.to_owned()),
        ("README.md".to_owned(), guide::readme(krate)),
        ("api.md".to_owned(), guide::api(krate)),
        ("src/lib.rs".to_owned(), modules::root(krate)),
        ("src/client.rs".to_owned(), client::file(krate)),
    ];
    for module in &krate.modules {
        modules::files(krate, module, &module.path, &mut files);
    }
    if let Some(example) = guide::quickstart(krate) {
        files.push(("examples/quickstart.rs".to_owned(), example));
    }
    for (path, text) in runtime::files(&krate.usage) {
        files.push((format!("src/runtime/{path}"), text));
    }
    files
}
