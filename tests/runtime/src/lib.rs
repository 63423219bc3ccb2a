//! The runtime that every SDK embeds, compiled in place, and a small SDK over it.

#![warn(clippy::unwrap_used)]

#[path = "../../../generator/runtime/mod.rs"]
pub mod runtime;
#[allow(
    clippy::needless_pass_by_value,
    reason = "what the generator emits takes parameters by value"
)]
pub mod sdk;
