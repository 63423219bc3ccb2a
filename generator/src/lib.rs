//! Turns an OpenAPI description into a Rust SDK.

pub mod diagnostic;
pub mod load;
pub mod model;
pub mod source;
