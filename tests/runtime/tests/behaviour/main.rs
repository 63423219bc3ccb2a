//! How SDKs behave: a small one over the runtime, against a server on loopback.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bodies;
mod calls;
mod client_parameters;
mod compression;
mod credentials;
mod decoding;
mod encodings;
mod errors;
mod formats;
mod lenient;
mod objects;
mod page_places;
mod pages;
mod redirects;
mod retries;
mod streams;
mod support;
mod timeouts;
mod tokens;
mod unions;
mod webhooks;
