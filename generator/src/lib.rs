//! Turns an OpenAPI description into a Rust SDK.

pub mod diagnostic;
pub mod model;
pub mod source;

mod build;
mod document;
mod upgrade;
