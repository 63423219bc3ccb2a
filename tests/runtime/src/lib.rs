//! The runtime that every SDK embeds, compiled in place, and a small SDK over it.

#![warn(clippy::unwrap_used)]

#[path = "../../../generator/runtime/mod.rs"]
pub mod runtime;
#[allow(
    clippy::needless_pass_by_value,
    reason = "what the generator emits takes parameters by value"
)]
pub mod sdk;

/// The runtime with its core alone, and with one part each.
#[cfg(feature = "parts")]
#[allow(clippy::duplicate_mod, reason = "that is what it is for")]
pub mod parts {
    include!(concat!(env!("OUT_DIR"), "/parts.rs"));
}
