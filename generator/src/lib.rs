//! Turns an OpenAPI description into a Rust SDK.

pub mod config;
pub mod diagnostic;
pub mod model;
pub mod output;
pub mod source;
pub mod suggest;
