//! How SDKs behave: a small one over the runtime, against a server on loopback.

mod bodies;
mod calls;
mod credentials;
mod decoding;
mod encodings;
mod errors;
mod formats;
mod objects;
mod pages;
mod redirects;
mod retries;
mod support;
mod timeouts;
