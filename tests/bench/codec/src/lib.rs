//! The SDK whose types are measured, made from `store.yaml`.

/// The SDK.
pub mod store {
    include!(concat!(env!("OUT_DIR"), "/store.rs"));
}
