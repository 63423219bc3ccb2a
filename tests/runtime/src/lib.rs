//! The runtime that every SDK embeds, compiled in place.

#[path = "../../../generator/runtime/mod.rs"]
pub mod runtime;
