//! Turns an OpenAPI description into a Rust SDK.

pub mod config;
pub mod diagnostic;
pub mod load;
pub mod model;
pub mod source;
pub mod suggest;

mod build;
mod document;
mod passes;
mod upgrade;
mod words;
